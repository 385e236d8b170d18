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

from tidlig.index.cache_folder import HAS_OWNERS
from tidlig.ledger import process
from tidlig.ledger.repository import Repository, find_repository, is_git_folder
from tidlig.model.failure import CouldNot

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


def environment(repository: Repository) -> dict[str, str]:
    """The environment in which git is asked of a repository."""
    return {**environment_without_repository(), **_variables_of(repository)}


def environment_without_repository() -> dict[str, str]:
    """The environment in which git looks for a repository by itself."""
    own = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("GIT_") or name.startswith(_OF_THE_USER)
    }
    return {**own, **_QUIET}


def objects(repository: Repository) -> dict[str, str]:
    """The variables that name where a repository's objects are."""
    variables = _variables_of(repository)
    variables.pop("GIT_INDEX_FILE", None)
    return {_OBJECTS: str(repository.common / "objects"), **variables}


def _variables_of(repository: Repository) -> dict[str, str]:
    """The variables that a hook set for this repository: its index, and objects being received."""
    own = (repository.git_folder, repository.common)
    named = os.environ.get("GIT_DIR")
    if named is not None and _real(named) not in own:
        return {}
    variables = {}
    index, objects = os.environ.get("GIT_INDEX_FILE"), os.environ.get(_OBJECTS)
    if index and _may_have_index(_real(index).parent, repository):
        variables["GIT_INDEX_FILE"] = str(Path.cwd() / index)
    if objects and (named is not None or _real(objects).is_relative_to(repository.common)):
        variables[_OBJECTS] = str(Path.cwd() / objects)
        variables |= {name: os.environ[name] for name in _WITH_OBJECTS if name in os.environ}
    return variables


def _may_have_index(folder: Path, repository: Repository) -> bool:
    """Whether an index may be this repository's: it is not in the git folder of another."""
    return folder in (repository.git_folder, repository.common) or not is_git_folder(folder)


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
    """The repository that a folder is in, if git may read it for us; raise `CouldNot`."""
    repository = find_repository(folder)
    if repository is None:
        raise _none_here()
    _refuse_other_owner(repository)
    return repository


def answer(repository: Repository, *words: str, **more: str) -> process.ProcessResult:
    """What git prints and its exit code; raise `CouldNot` when it gives none in time.

    The caller sees to it that no name is taken for an option: names come after `--`. `more` is
    added to its environment.
    """
    line = [*_start(), *_named(repository), *words]
    return _ended(line, {**environment(repository), **more})


def output(repository: Repository, *words: str) -> bytes:
    """What git prints; raise `CouldNot` when it is not there, refuses or takes too long."""
    done = answer(repository, *words)
    if done.code:
        raise refusal(done.stderr)
    return done.stdout


def output_if_any(repository: Repository, *words: str) -> str | None:
    """What git prints; None when it is absent, refuses or takes too long."""
    try:
        return output(repository, *words).decode("utf-8", "replace")
    except CouldNot:
        return None


def start(repository: Repository, *words: str) -> process.Program:
    """Start git to be asked again and again; raise `CouldNot` when it is not there."""
    line = [*_start(), *_named(repository), *words]
    try:
        return process.start(line, environment(repository), PATIENCE)
    except OSError:
        raise _absent() from None


class MissingObjects(CouldNot):
    """Something of a revision is not in the repository, as in a clone that has a part of it."""


def timed_out() -> CouldNot:
    """The error when git takes too long."""
    return CouldNot("git does not answer", "see what holds the repository up")


def missing_objects() -> MissingObjects:
    """The error when a file of a revision is not in the repository, though its commit is."""
    return MissingObjects(
        "files of this revision are not in the repository",
        "a clone made with --filter has some only: git fetch --refetch --no-filter gets the rest",
    )


def refusal(errors: bytes) -> CouldNot:
    """The reason that git refuses, in our words."""
    text = errors.decode("utf-8", "replace")
    if "dubious ownership" in text:
        return CouldNot(
            "git does not trust this repository: it belongs to someone else",
            "if you do, say so: git config --global --add safe.directory FOLDER",
        )
    if "not a git repository" in text:
        return _none_here()
    if "from promisor remote" in text:
        return missing_objects()
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
    """What git is started by: its name, or the path that PATH leads to.

    Windows looks for a name in the working directory first, where a stranger may have put one.
    """
    if process.CAN_SPAWN:
        return "git"
    for folder in map(Path, os.get_exec_path()):
        for name in ("git.exe", "git"):
            if folder.is_absolute() and (folder / name).is_file():
                return str(folder / name)
    raise _absent()


def _ended(line: list[str], environment: dict[str, str]) -> process.ProcessResult:
    try:
        return process.result_of(line, environment, PATIENCE)
    except process.TimedOut:
        raise timed_out() from None
    except OSError:
        raise _absent() from None


def _refuse_other_owner(repository: Repository) -> None:
    """Make the test that git leaves out where a repository is named: that it is the user's own.

    Where it is not, or the system knows no owners (Windows), git looks by itself in that one folder
    and decides, by `safe.directory` in the settings of the system, the user and the command.
    """
    if _is_own(repository):
        return
    bare = [] if repository.work_tree else ["-c", "safe.bareRepository=all"]
    words = [*bare, "-C", str(repository.top), "rev-parse", "--absolute-git-dir"]
    done = _ended([*_start(), *words], environment_without_repository())
    if done.code:
        raise refusal(done.stderr)
    if Path(os.path.realpath(os.fsdecode(done.stdout.rstrip(b"\n")))) != repository.git_folder:
        raise _none_here()


def _is_own(repository: Repository) -> bool:
    """Whether all of a repository belongs to the user; to root also what is of who uses sudo.

    False where that is not known.
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
