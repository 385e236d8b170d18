"""The environment that git is asked in: the user's settings, and nothing of another repository.

A hook has variables that name its own repository, the index of `git commit FILE` or objects that
are being received. They are kept where they lead to the ledger's repository.
"""

import os
from pathlib import Path

from tidlig.ledger.repository import Repository, is_git_folder

_QUIET = {
    "GIT_ALLOW_PROTOCOL": "",  # nothing is fetched, also by a git that does not know the next
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_GRAFT_FILE": f"{os.devnull}/none",
    "GIT_LITERAL_PATHSPECS": "1",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "LC_ALL": "C",
}

_OF_THE_USER = (
    "GIT_CONFIG_COUNT",
    "GIT_CONFIG_GLOBAL",
    "GIT_CONFIG_KEY_",
    "GIT_CONFIG_NOSYSTEM",
    "GIT_CONFIG_PARAMETERS",
    "GIT_CONFIG_SYSTEM",
    "GIT_CONFIG_VALUE_",
    "GIT_EXEC_PATH",
    "GIT_TEST_ASSUME_DIFFERENT_OWNER",
)
"""How names of variables begin that say how this user's git works, in whatever repository."""

_OBJECTS = "GIT_OBJECT_DIRECTORY"
_WITH_OBJECTS = ("GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_QUARANTINE_PATH", "GIT_SHALLOW_FILE")


def surroundings(repository: Repository) -> dict[str, str]:
    """Give the environment in which git is asked of a repository."""
    return {**asking_itself(), **_kept(repository)}


def asking_itself() -> dict[str, str]:
    """Give the environment in which git looks for a repository by itself."""
    own = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("GIT_") or name.startswith(_OF_THE_USER)
    }
    return {**own, **_QUIET}


def objects(repository: Repository) -> dict[str, str]:
    """Give the variables that name where a repository's objects are."""
    kept = _kept(repository)
    kept.pop("GIT_INDEX_FILE", None)
    return {_OBJECTS: str(repository.common / "objects"), **kept}


def _kept(repository: Repository) -> dict[str, str]:
    """Give the variables of a repository that lead to this one."""
    own = (repository.git_folder, repository.common)
    named = os.environ.get("GIT_DIR")
    if named is not None and _real(named) not in own:
        return {}
    kept = {}
    index, objects = os.environ.get("GIT_INDEX_FILE"), os.environ.get(_OBJECTS)
    if index and (_real(index).parent in own or not is_git_folder(_real(index).parent)):
        kept["GIT_INDEX_FILE"] = str(Path.cwd() / index)
    if objects and (named is not None or _real(objects).is_relative_to(repository.common)):
        kept[_OBJECTS] = str(Path.cwd() / objects)
        kept |= {name: os.environ[name] for name in _WITH_OBJECTS if name in os.environ}
    return kept


def _real(path: str) -> Path:
    return Path(os.path.realpath(path))
