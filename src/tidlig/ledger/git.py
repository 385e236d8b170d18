"""Asking git: with words of our own, nothing that a repository's settings could run, and patience.

What git refuses is said in our words. Nothing but revisions needs git.
"""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from tidlig.model.failure import CouldNot

if TYPE_CHECKING:
    import subprocess

PATIENCE = 30
"""Seconds to wait for git; a report does without rather than hang."""

_QUIET = {
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_LITERAL_PATHSPECS": "1",
    "LC_ALL": "C",
}


def environment() -> dict[str, str]:
    """Give the environment that git is asked in: no locks, questions, fetching or patterns."""
    return {**os.environ, **_QUIET}


def command(arguments: Sequence[str]) -> list[str]:
    """Give a command line of git's; no file system monitor of a repository is started."""
    return ["git", "-c", "core.fsmonitor=false", *arguments]


def output(arguments: Sequence[str], folder: Path) -> bytes:
    """Give what git prints; raise `CouldNot` when it is not there, refuses or takes too long."""
    done = answer(arguments, folder)
    if done.returncode:
        raise refusal(done.stderr)
    return done.stdout


def answer(arguments: Sequence[str], folder: Path) -> "subprocess.CompletedProcess[bytes]":
    """Give what git prints and its exit code; raise `CouldNot` when it gives none in time."""
    import subprocess

    try:
        return subprocess.run(
            command(arguments),
            cwd=folder,
            env=environment(),
            capture_output=True,
            stdin=subprocess.DEVNULL,
            timeout=PATIENCE,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise CouldNot("git does not answer", "see what holds the repository up") from None
    except OSError:
        raise absent() from None


def asked(folder: Path, *words: str) -> str | None:
    """Give what git answers in a folder; None when it is absent, refuses or takes too long.

    The caller sees to it that no name is taken for an option: names come after `--`.
    """
    from tidlig.ledger import spawning

    if spawning.POSSIBLE:
        line = command(("-C", str(folder), *words))
        told = spawning.printed(line, environment(), PATIENCE)
        return None if told is None else told.decode("utf-8", "replace")
    try:
        return output(words, folder).decode("utf-8", "replace")
    except CouldNot:
        return None


def absent() -> CouldNot:
    """Say that git is not there."""
    return CouldNot("git cannot be run", "install git: a revision is read with it")


def refusal(said: bytes) -> CouldNot:
    """Say in our words why git refuses."""
    text = said.decode("utf-8", "replace")
    if "dubious ownership" in text:
        return CouldNot(
            "git does not trust this repository: it belongs to someone else",
            "if you do, say so: git config --global --add safe.directory FOLDER",
        )
    if "not a git repository" in text:
        return CouldNot(
            "this is not a git repository", "go to one, or leave the revision out to read the files"
        )
    line = next((line for line in text.splitlines() if line.strip()), "git failed")
    return CouldNot(f"git refuses: {line.removeprefix('fatal: ')}", "see what git says of it")
