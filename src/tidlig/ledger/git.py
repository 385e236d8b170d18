"""Asking git: one process, words of our own, and no answer where there is none to have."""

import os
import subprocess
from pathlib import Path

_GIT = ("git", "-c", "core.fsmonitor=false")
_PATIENCE = 10
"""Seconds to wait for git; a report does without rather than hang."""


def asked(folder: Path, *words: str) -> str | None:
    """Give what git answers in a folder; None when it is absent, refuses or takes too long.

    The caller sees to it that no name is taken for an option: names come after `--`.
    """
    try:
        done = subprocess.run(
            (*_GIT, *words),
            cwd=folder,
            env={**os.environ, "GIT_OPTIONAL_LOCKS": "0"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=_PATIENCE,
            check=True,
        )
    except (OSError, subprocess.SubprocessError, ValueError):
        return None
    return done.stdout.decode("utf-8", "replace")
