"""Somebody else on the same machine: a user with a folder of their own, and programs they run."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

STRANGER = 12345
"""The number of a user who is not this one."""

AS_ROOT = pytest.mark.skipif(
    os.name != "posix" or os.geteuid() != 0, reason="only root can act for somebody else"
)

ON_POSIX = pytest.mark.skipif(os.name != "posix", reason="wants links, pipes and modes")

_DROP = f"import os; os.setgroups([]); os.setgid({STRANGER}); os.setuid({STRANGER})\n"


@contextmanager
def as_stranger(script: str, *words: str) -> Iterator[subprocess.Popen[str]]:
    """Run a script as somebody else, until the block ends; it has printed a line by then."""
    command = [sys.executable, "-I", "-S", "-c", _DROP + script, *words]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, encoding="utf-8")
    assert process.stdout is not None
    try:
        assert process.stdout.readline() == "ready\n"
        yield process
    finally:
        process.kill()
        process.communicate()
