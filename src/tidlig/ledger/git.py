"""The only module that starts git: in which repository, with which environment and settings.

`repository.py` finds the repository and tests its owner, and every call names it. git reads only
objects and its index. It never compares files of a work tree, because it would run what settings of
the repository say. What git refuses is reported in our words.

The environment is the user's settings and nothing of another repository. A hook sets variables for
its own repository, the index of `git commit FILE`, and objects being received; they are kept where
they belong to the ledger's repository.
"""

import os
from pathlib import Path

from tidlig.ledger import process
from tidlig.ledger.memory.ownership import HAS_OWNERS
from tidlig.ledger.repository import Repository, found, is_git_folder
from tidlig.model.findings import CouldNot

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


PATIENCE = 30
"""Seconds to wait for git; a report does without rather than hang."""

_SETTINGS = (
    "core.fsmonitor=false",
    f"core.hooksPath={os.devnull}",
    "core.commitGraph=false",  # it may say another tree or parent than a commit does
    "safe.bareRepository=explicit",
    "log.showSignature=false",
    "blame.ignoreRevsFile=",
    "merge.renormalize=false",
)


def repository_of(folder: Path) -> Repository:
    """Give the repository that a folder is in, if git may read it for us; raise `CouldNot`."""
    repository = found(folder)
    if repository is None:
        raise _none_here()
    _see_to_owner(repository)
    return repository


def answer(repository: Repository, *words: str, **more: str) -> process.ProcessResult:
    """Give what git prints and its exit code; raise `CouldNot` when it gives none in time.

    The caller sees to it that no name is taken for an option: names come after `--`. `more` is
    added to its environment.
    """
    line = [*_start(), *_named(repository), *words]
    return _ended(line, {**surroundings(repository), **more})


def output(repository: Repository, *words: str) -> bytes:
    """Give what git prints; raise `CouldNot` when it is not there, refuses or takes too long."""
    done = answer(repository, *words)
    if done.code:
        raise refusal(done.said)
    return done.printed


def asked(repository: Repository, *words: str) -> str | None:
    """Give what git prints; None when it is absent, refuses or takes too long."""
    try:
        return output(repository, *words).decode("utf-8", "replace")
    except CouldNot:
        return None


def asking(repository: Repository, *words: str) -> process.Program:
    """Start git to be asked again and again; raise `CouldNot` when it is not there."""
    line = [*_start(), *_named(repository), *words]
    try:
        return process.started(line, surroundings(repository), PATIENCE)
    except OSError:
        raise _absent() from None


class Lacking(CouldNot):
    """Something of a revision is not in the repository, as in a clone that has a part of it."""


def late() -> CouldNot:
    """Say that git takes too long."""
    return CouldNot("git does not answer", "see what holds the repository up")


def lacking() -> Lacking:
    """Say that a file of a revision is not in the repository, though its commit is."""
    return Lacking(
        "files of this revision are not in the repository",
        "a clone made with --filter has some only: git fetch --refetch --no-filter gets the rest",
    )


def refusal(said: bytes) -> CouldNot:
    """Say in our words why git refuses."""
    text = said.decode("utf-8", "replace")
    if "dubious ownership" in text:
        return CouldNot(
            "git does not trust this repository: it belongs to someone else",
            "if you do, say so: git config --global --add safe.directory FOLDER",
        )
    if "not a git repository" in text:
        return _none_here()
    if "from promisor remote" in text:
        return lacking()
    line = next((line for line in text.splitlines() if line.strip()), "git failed")
    return CouldNot(f"git refuses: {line.removeprefix('fatal: ')}", "see what git says of it")


def _start() -> list[str]:
    settings = [word for setting in _SETTINGS for word in ("-c", setting)]
    return [_program(), *settings, "--no-pager"]


def _named(repository: Repository) -> list[str]:
    words = ["-C", str(repository.top), f"--git-dir={repository.git_folder}"]
    if repository.work_tree is not None:
        words.append(f"--work-tree={repository.work_tree}")
    return words


def _program() -> str:
    """Give what git is started by: its name, or the path that PATH leads to.

    Windows looks for a name in the working directory first, where a stranger may have put one.
    """
    if process.POSSIBLE:
        return "git"
    folders = [folder for folder in map(Path, os.get_exec_path()) if folder.is_absolute()]
    paths = [folder / name for folder in folders for name in ("git.exe", "git")]
    path = next((path for path in paths if path.is_file()), None)
    if path is None:
        raise _absent()
    return str(path)


def _ended(line: list[str], environment: dict[str, str]) -> process.ProcessResult:
    try:
        return process.ended(line, environment, PATIENCE)
    except process.TimedOut:
        raise late() from None
    except OSError:
        raise _absent() from None


def _see_to_owner(repository: Repository) -> None:
    """Make the test that git leaves out where a repository is named: that it is the user's own.

    Where it is not, or the system knows no owners (Windows), git looks by itself in that one folder
    and decides, by `safe.directory` in the settings of the system, the user and the command.
    """
    if _is_own(repository):
        return
    bare = [] if repository.work_tree else ["-c", "safe.bareRepository=all"]
    words = [*bare, "-C", str(repository.top), "rev-parse", "--absolute-git-dir"]
    done = _ended([*_start(), *words], asking_itself())
    if done.code:
        raise refusal(done.said)
    if Path(os.path.realpath(os.fsdecode(done.printed.rstrip(b"\n")))) != repository.git_folder:
        raise _none_here()


def _is_own(repository: Repository) -> bool:
    """Tell whether all of a repository belongs to the user; to root also what is of who uses sudo.

    False where that cannot be told.
    """
    if not HAS_OWNERS:
        return False
    user = os.geteuid()
    users = {user}
    if user == 0 and os.environ.get("SUDO_UID", "").isdecimal():
        users.add(int(os.environ["SUDO_UID"]))
    try:
        return all(os.lstat(path).st_uid in users for path in repository.owned)
    except OSError:
        return False


def _absent() -> CouldNot:
    return CouldNot("git cannot be run", "install git: a revision is read with it")


def _none_here() -> CouldNot:
    return CouldNot(
        "this is not a git repository", "go to one, or leave the revision out to read the files"
    )
