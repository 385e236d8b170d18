"""What of a ledger git has in a folder where the checkout has it not, or has something else.

A sparse checkout leaves files of a commit out, and the files of a submodule are of another
repository: in neither case is what lies in the folder the ledger that was committed. git's index
knows, and names files without comparing any. It is asked only where there are signs.
"""

import os
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from tidlig.ledger.git import environment
from tidlig.ledger.repository import Repository, find_repository, limited_to
from tidlig.model.failure import CouldNot
from tidlig.model.messages import Message
from tidlig.source.files import DEEPEST_FOLDER, Unreadable, whole

NO_SUBMODULE = Unreadable(
    Message("a submodule is not read"), Message("keep the ledger in one repository")
)

_HELP = Message(
    "git sparse-checkout disable checks all files out, git sparse-checkout add FOLDER one more"
)
_PLAIN_INDEX = b"DIRC\x00\x00\x00\x02"
"""How an index begins in which no file can be marked as left out of the checkout."""

_LEFT_OUT = "S"


class Missing(NamedTuple):
    """The faults of what a folder lacks, by its path there, and the folders of submodules in it."""

    faults: dict[str, Unreadable]
    submodules: tuple[str, ...]

    def is_foreign(self, name: str) -> bool:
        """Whether a file belongs to a submodule."""
        return name.startswith(self.submodules) if self.submodules else False


NOTHING_MISSING = Missing({}, ())


class _IndexEntry(NamedTuple):
    """What git's index has at a path of the folder: its mode, and how it is marked."""

    name: str
    mode: str
    mark: str


def missing_from_checkout(folder: Path, names: Collection[str]) -> Missing:
    """What the checkout of a ledger's folder lacks; `names` are the files that are there."""
    if not _may_lack_files(folder):
        return NOTHING_MISSING
    from tidlig.ledger.head import SUBMODULE

    entries = list(_index(folder))
    submodules = sorted(entry.name for entry in entries if entry.mode == SUBMODULE)
    files = [entry for entry in entries if entry.mode != SUBMODULE]
    absent = sorted(entry.name for entry in files if _is_absent(entry, folder, names))
    faults = dict.fromkeys(submodules, NO_SUBMODULE)
    if absent:
        faults[absent[0]] = _not_checked_out(len(absent) - 1)
    return Missing(faults, tuple(f"{name}/" for name in submodules))


def _may_lack_files(folder: Path) -> bool:
    """Whether there are signs that spare no question to git."""
    repository = find_repository(folder)
    if repository is None or repository.work_tree is None:
        return False
    return _may_leave_out(repository) or _may_have_submodules(str(folder))


def _is_absent(entry: _IndexEntry, folder: Path, names: Collection[str]) -> bool:
    """Whether a file of the ledger is left out of the checkout."""
    if entry.mark != _LEFT_OUT or not entry.name.endswith(".toml"):
        return False
    return entry.name not in names and not os.path.lexists(folder / entry.name)


def _not_checked_out(others: int) -> Unreadable:
    """The fault of the first file that is left out; it counts the others."""
    if not others:
        return Unreadable(Message("this file is not checked out"), _HELP)
    if others == 1:
        fact = Message("this file is not checked out, nor is one more of the ledger")
    else:
        fact = Message(
            "this file is not checked out, nor are {others} more of the ledger", others=others
        )
    return Unreadable(fact, _HELP)


def _index(folder: Path) -> Iterator[_IndexEntry]:
    """What the index has in a folder and is not hidden.

    Nothing where git may not be asked, or is absent: no report names a commit then.
    """
    from tidlig.ledger import git

    try:
        repository = git.repository_of(folder)
        real = Path(os.path.realpath(folder))
        inside = PurePosixPath(real.relative_to(repository.top).as_posix())
        done = git.answer(repository, "ls-files", "-t", "-s", "-z", *limited_to([inside]))
    except CouldNot:
        return
    if done.code:
        raise git.refusal(done.stderr)
    start = f"{inside}/" if inside.parts else ""
    for row in done.stdout.split(b"\0"):
        about, _, path = row.partition(b"\t")
        name = path.decode("utf-8", "surrogateescape").removeprefix(start)
        if row and "/." not in f"/{name}":
            mark, mode, *_ = about.decode("ascii").split()
            yield _IndexEntry(name, mode, mark)


def _may_leave_out(repository: Repository) -> bool:
    """Whether files may be marked in the index, by how it begins; it may be in two parts."""
    index = environment(repository).get("GIT_INDEX_FILE", repository.git_folder / "index")
    try:
        is_plain = whole(Path(index), len(_PLAIN_INDEX)).startswith(_PLAIN_INDEX)
    except (OSError, Unreadable):
        return False
    return not is_plain or any(repository.git_folder.glob("sharedindex.*"))


def _may_have_submodules(folder: str, depth: int = 0) -> bool:
    """Whether a folder below is empty, as one not checked out is, or a repository."""
    try:
        with os.scandir(folder) as entries:
            inside = list(entries)
    except OSError:
        return False
    if depth and _may_be_submodule(inside):
        return True
    if depth > DEEPEST_FOLDER:
        return False
    below = (entry.path for entry in inside if _is_looked_into(entry))
    return any(_may_have_submodules(path, depth + 1) for path in below)


def _may_be_submodule(inside: "Sequence[os.DirEntry[str]]") -> bool:
    return not inside or any(entry.name == ".git" for entry in inside)


def _is_looked_into(entry: "os.DirEntry[str]") -> bool:
    try:
        return not entry.name.startswith(".") and entry.is_dir(follow_symlinks=False)
    except OSError:
        return False
