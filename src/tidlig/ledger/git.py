"""Asking git: one process, words of our own, and no answer where there is none to have."""

import os
import subprocess
from pathlib import Path

_GIT = ("git", "-c", "core.fsmonitor=false")
_QUIETLY = {"GIT_OPTIONAL_LOCKS": "0", "GIT_NO_LAZY_FETCH": "1", "GIT_TERMINAL_PROMPT": "0"}
"""Nothing is locked, fetched or asked for on the way."""

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
            env={**os.environ, **_QUIETLY},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=_PATIENCE,
            check=True,
        )
    except (OSError, subprocess.SubprocessError, ValueError):
        return None
    return done.stdout.decode("utf-8", "replace")
