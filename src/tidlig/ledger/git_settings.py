"""How git shows changes to a ledger: settings of one clone, set and taken back.

`.gitattributes` says which files they are for: *.toml diff=tidlig.
"""

import subprocess
from pathlib import Path

from tidlig.ledger import git
from tidlig.model.failure import CouldNot

HEADING = r"""^[ 	]*(\[[ 	]*[a-z][^]#]*\])"""
"""The heading of a table, which names the entry; lists that go on over lines begin otherwise."""

_AMOUNT = r"(ca\. )?-?[0-9][0-9.]*(,[0-9]+)? (kr\.|t\.kr\.|mio\. kr\.|mia\. kr\.)"
_PLAIN = r"""[^][:space:]["'={},#]+"""
WORD = f"{_AMOUNT}|{_PLAIN}|[^[:space:]]"
"""An amount with its unit; an id, a date or a number; every other character, for git takes what no
word does for a space, and its change for none. The longest that fits is taken, says POSIX."""

SETTINGS = {"diff.tidlig.xfuncname": HEADING, "diff.tidlig.wordRegex": WORD}

ATTRIBUTE = "*.toml diff=tidlig"

_NOT_THERE = 5
"""The exit code of git when a setting to unset is not there."""


def set_up(folder: Path) -> None:
    """Set the settings in the repository that a folder is in; raise `CouldNot` if there is none."""
    _see_to_repository(folder)
    for name, value in SETTINGS.items():
        _change(folder, "--replace-all", name, value)


def undo(folder: Path) -> None:
    """Take back the settings, and no other; that they are not there is in order."""
    _see_to_repository(folder)
    for name in SETTINGS:
        _change(folder, "--unset-all", name)


def is_attributed(folder: Path) -> bool:
    """Tell whether files of a ledger here are shown by the settings."""
    paths = ("programs.toml", "data/programs.toml")
    said = _git(folder, "check-attr", "diff", "--", *paths).stdout.splitlines()
    return any(line.endswith(b": diff: tidlig") for line in said)


def _change(folder: Path, *arguments: str) -> None:
    done = _git(folder, "config", "--local", *arguments)
    if done.returncode not in (0, _NOT_THERE):
        help = "see who may write there, and whether another git is at work"
        raise CouldNot("the settings of the git repository cannot be changed", help)


def _see_to_repository(folder: Path) -> None:
    done = _git(folder, "rev-parse", "--git-dir")
    if b"not a git repository" in done.stderr:
        raise CouldNot(
            "there is no git repository here", "go to the ledger's repository, or run git init"
        )
    if done.returncode != 0:
        raise git.refusal(done.stderr)


def _git(folder: Path, *arguments: str) -> "subprocess.CompletedProcess[bytes]":
    try:
        return subprocess.run(
            git.command(arguments),
            cwd=folder,
            env=git.environment(),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=git.PATIENCE,
            check=False,
        )
    except (OSError, subprocess.SubprocessError):
        raise CouldNot("git cannot be run", "install git, and see that it is on PATH") from None
