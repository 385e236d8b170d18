"""How git shows changes to a ledger: settings of one clone, set and taken back.

`.gitattributes` says which files they are for: *.toml diff=tidlig.
"""

import os
from pathlib import Path

from tidlig.ledger import git
from tidlig.ledger.repository import Repository, marked
from tidlig.model.errors import CouldNot

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
    repository = _repository(folder)
    for name, value in SETTINGS.items():
        _change(repository, "--replace-all", name, value)


def undo(folder: Path) -> None:
    """Take back the settings, and no other; that they are not there is in order."""
    repository = _repository(folder)
    for name in SETTINGS:
        _change(repository, "--unset-all", name)


def is_attributed(folder: Path) -> bool:
    """Tell whether files of a ledger here are shown by the settings."""
    repository = _repository(folder)
    inside = Path(os.path.realpath(folder)).relative_to(repository.top)
    paths = [(inside / name).as_posix() for name in ("programs.toml", "data/programs.toml")]
    said = git.answer(repository, "check-attr", "diff", "--", *paths).printed.splitlines()
    return any(line.endswith(b": diff: tidlig") for line in said)


def _change(repository: Repository, *arguments: str) -> None:
    done = git.answer(repository, "config", "--local", *arguments)
    if done.code not in (0, _NOT_THERE):
        help = "see who may write there, and whether another git is at work"
        raise CouldNot("the settings of the git repository cannot be changed", help)


def _repository(folder: Path) -> Repository:
    """Give the repository of a work tree whose settings are a file of its own."""
    if not any(marked(Path(os.path.realpath(folder)))):
        raise CouldNot(
            "there is no git repository here", "go to the ledger's repository, or run git init"
        )
    repository = git.repository_of(folder)
    if (repository.common / "config").is_symlink():
        raise CouldNot(
            "the settings of the git repository are a link to another file",
            "put the file itself in its place",
        )
    return repository
