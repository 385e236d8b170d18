"""What of a ledger git has in a folder where the checkout has it not, or has something else.

A sparse checkout leaves files of a commit out, and the files of a submodule are of another
repository: in neither case is what lies in the folder the ledger that was committed. git's index
knows, and names files without comparing any. It is asked only where there are signs.
"""

import os
from collections.abc import Collection, Iterator
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from tidlig.ledger.git import surroundings
from tidlig.ledger.repository import Repository, below, found
from tidlig.model.findings import CouldNot
from tidlig.source.files import DEEPEST_FOLDER, Unreadable, whole

NO_SUBMODULE = Unreadable("a submodule is not read", "keep the ledger in one repository")

_HELP = "git sparse-checkout disable checks all files out, git sparse-checkout add FOLDER one more"
_PLAIN_INDEX = b"DIRC\x00\x00\x00\x02"
"""How an index begins in which no file can be marked as left out of the checkout."""

_LEFT_OUT = "S"


class Lacking(NamedTuple):
    """What the folder lacks, by its path there, and below which folders nothing is the ledger's."""

    faults: dict[str, Unreadable]
    submodules: tuple[str, ...]

    def is_foreign(self, name: str) -> bool:
        """Tell whether a file belongs to a submodule."""
        return name.startswith(self.submodules) if self.submodules else False


NOTHING = Lacking({}, ())


def lacking(folder: Path, names: Collection[str]) -> Lacking:
    """Give what the checkout of a ledger's folder lacks beside the files that are there."""
    repository = found(folder)
    if repository is None or repository.work_tree is None:
        return NOTHING
    if not (_may_leave_out(repository) or _may_have_submodules(str(folder))):
        return NOTHING
    from tidlig.ledger.head import SUBMODULE

    entries = list(_index(folder))
    submodules = sorted(name for name, mode, _ in entries if mode == SUBMODULE)
    absent = sorted(
        name
        for name, mode, mark in entries
        if mark == _LEFT_OUT and mode != SUBMODULE and name.endswith(".toml")
        if name not in names and not os.path.lexists(folder / name)
    )
    faults = dict.fromkeys(submodules, NO_SUBMODULE)
    if absent:
        faults[absent[0]] = _not_checked_out(len(absent) - 1)
    return Lacking(faults, tuple(f"{name}/" for name in submodules))


def _not_checked_out(others: int) -> Unreadable:
    """Say once that files are left out, at the first."""
    more = f", nor are {others} more of the ledger" if others > 1 else ""
    more = ", nor is one more of the ledger" if others == 1 else more
    return Unreadable(f"this file is not checked out{more}", _HELP)


def _index(folder: Path) -> Iterator[tuple[str, str, str]]:
    """Give what the index has in a folder and is not hidden: its path there, mode and mark.

    Nothing where git may not be asked, or is absent: no report names a commit then.
    """
    from tidlig.ledger import git

    try:
        repository = git.repository_of(folder)
        inside = PurePosixPath(
            Path(os.path.realpath(folder)).relative_to(repository.top).as_posix()
        )
        done = git.answer(repository, "ls-files", "-t", "-s", "-z", *below([inside]))
    except CouldNot:
        return
    if done.code:
        raise git.refusal(done.said)
    start = f"{inside}/" if inside.parts else ""
    for row in done.printed.split(b"\0"):
        about, _, path = row.partition(b"\t")
        name = path.decode("utf-8", "surrogateescape").removeprefix(start)
        if row and "/." not in f"/{name}":
            mark, mode, *_ = about.decode("ascii").split()
            yield name, mode, mark


def _may_leave_out(repository: Repository) -> bool:
    """Tell whether files may be marked in the index, by how it begins; it may be in two parts."""
    index = surroundings(repository).get("GIT_INDEX_FILE", repository.git_folder / "index")
    try:
        is_plain = whole(Path(index), len(_PLAIN_INDEX)).startswith(_PLAIN_INDEX)
    except (OSError, Unreadable):
        return False
    return not is_plain or any(repository.git_folder.glob("sharedindex.*"))


def _may_have_submodules(folder: str, depth: int = 0) -> bool:
    """Tell whether a folder below is empty, as one not checked out is, or a repository."""
    try:
        with os.scandir(folder) as entries:
            inside = list(entries)
    except OSError:
        return False
    if depth and (not inside or any(each.name == ".git" for each in inside)):
        return True
    below = (each.path for each in inside if _is_looked_into(each))
    return depth <= DEEPEST_FOLDER and any(_may_have_submodules(path, depth + 1) for path in below)


def _is_looked_into(entry: "os.DirEntry[str]") -> bool:
    try:
        return not entry.name.startswith(".") and entry.is_dir(follow_symlinks=False)
    except OSError:
        return False
