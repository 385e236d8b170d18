"""A ledger at a git revision: read with two git processes, without touching a work tree.

`cat-file --batch` names the commit and reads the files, `ls-tree` lists them. Links and submodules
are refused: they can lead to entries that the revision does not hold.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from posixpath import dirname, isabs, join, normpath
from typing import NamedTuple, Protocol

from tidlig.ledger import git
from tidlig.ledger.blobs import Blobs
from tidlig.ledger.checkout import NO_SUBMODULE
from tidlig.ledger.head import LINK, SUBMODULE
from tidlig.ledger.origin import File, KeptAt
from tidlig.ledger.repository import Repository, below
from tidlig.model.contents import Document
from tidlig.model.findings import CouldNot
from tidlig.source.documents import LARGEST_DOCUMENT, TOO_LARGE, from_bytes, leads_out, only_like
from tidlig.source.files import (
    DEEPEST_FOLDER,
    LARGEST_FILE,
    LEDGER_FILE,
    LINKED_FOLDER,
    Unreadable,
    misnamed,
    too_deep,
)

_FACT = "a link is not followed at a revision"
_FILE = Unreadable(_FACT, "put the file in its place")
_UNTOLD = Unreadable(_FACT, "put what it leads to in its place, or remove it")
_MOST = 40
"""So many links are followed, as by Linux."""


class Kept(Protocol):
    """What a tree says of a path."""

    @property
    def mode(self) -> str:
        """What stands there: a file, a link, a submodule."""

    @property
    def blob(self) -> str:
        """The id of its bytes."""


def lead_on(listed: Mapping[str, Kept]) -> bool:
    """Tell whether there are links: what they lead to may stand elsewhere in the repository."""
    return any(kept.mode == LINK and not _is_toml(path) for path, kept in listed.items())


def fault_of_name(path: str, listed: Mapping[str, Kept], blobs: Blobs) -> Unreadable | None:
    """Say why a file or link may not be passed over; None where it may, or can be read."""
    if listed[path].mode != LINK:
        return misnamed(path)
    return _FILE if _is_toml(path) else _fault_of_link(path, listed, blobs)


def _is_toml(path: str) -> bool:
    return path.lower().endswith(".toml")


def _fault_of_link(path: str, listed: Mapping[str, Kept], blobs: Blobs) -> Unreadable | None:
    """Say why a link is refused; not one to a file, which has another ending, as documents have."""
    for _ in range(_MOST):
        kept = listed.get(path)
        if kept is None:
            is_folder = path == "." or any(each.startswith(f"{path}/") for each in listed)
            return LINKED_FOLDER if is_folder else _UNTOLD
        if kept.mode != LINK:
            return _UNTOLD if kept.mode == SUBMODULE else None
        leads = blobs.one(kept.blob).decode("utf-8", "surrogateescape")
        if isabs(leads):
            return _UNTOLD
        path = normpath(join(dirname(path), leads))
    return _UNTOLD


_TREE = "040000"

_NOT_THERE = 1
"""What git exits with when a name that it is asked for in silence is none."""

_TOO_LARGE = Unreadable("the file is larger than 8 MiB, and so is not read", "split the file")


class NoLedger(CouldNot):
    """There is no ledger at a revision: its tree has none."""


class Listed(NamedTuple):
    """What a tree says of one path: its mode, its object and the object's size."""

    mode: str
    blob: str
    size: int


class Named(NamedTuple):
    """A file of a ledger at a revision: its path, its object, if it can be read, and its size."""

    shown: str
    holds_settings: bool
    blob: str | None
    size: int


@dataclass(frozen=True)
class Revision:
    """A ledger as git has it; `prefix` is its folder in the repository, and paths are from there.

    What is staged, and what a merge would be, are at no commit.
    """

    commit: str | None
    prefix: PurePosixPath
    listed: Mapping[str, Listed]
    blobs: Blobs

    @property
    def shown(self) -> str:
        """The ledger's folder in the repository."""
        return str(self.prefix)

    def files(self) -> Iterator[File]:
        """Give every file of the ledger, in order of its path."""
        named = list(self.named())
        self.blobs.of([each.blob for each in named if each.blob is not None])
        for each in named:
            yield File(each.shown, self.content(each), each.holds_settings, each.blob)

    def named(self) -> Iterator[Named]:
        """Name every file of the ledger, in order of its path, and read none."""
        for path in sorted(self._toml(), key=lambda path: path.relative_to(self.prefix).parts):
            blob = self._blob(path) if self._fault(path) is None else None
            size = self.listed[str(path)].size
            yield Named(str(path), path == self.prefix / LEDGER_FILE, blob, size)

    def content(self, named: Named) -> bytes | Unreadable:
        """Give the bytes of a file, or why it has none."""
        fault = self._fault(PurePosixPath(named.shown))
        if fault is not None or named.blob is None:
            return fault or _TOO_LARGE
        return _content(self.blobs.of([named.blob])[named.blob])

    def document(self, name: str) -> Document:
        """Give a document by its path in the ledger."""
        if leads_out(name):
            return Document(fault="leads out of the ledger")
        path = str(self.prefix / name)
        if path not in self.listed:
            path = only_like(path, self.listed) or path
        listed = self.listed.get(path)
        if listed is None or listed.mode in (LINK, SUBMODULE):
            return Document(fault="is not there")
        if listed.size > LARGEST_DOCUMENT:
            return Document(fault=TOO_LARGE)
        data = self.blobs.one(listed.blob)
        checksum = self.blobs.sha256.get(listed.blob)
        return from_bytes(data, name) if checksum is None else Document(checksum)

    def data(self, shown: str) -> bytes:
        """Give the bytes of a file by its path in the repository."""
        path = PurePosixPath(shown)
        if shown not in self.listed or self._fault(path) is not None:
            return b""
        return self.blobs.one(self._blob(path))

    def state(self) -> tuple[str | None, bool | None]:
        """Give the commit, from which nothing differs, where there is one."""
        return (None, None) if self.commit is None else (self.commit, False)

    def kept_at(self, shown: str) -> KeptAt | None:
        """Tell where git has a file: in the repository, at the commit."""
        repository = self.blobs.repository
        return None if self.commit is None else KeptAt(repository, shown, self.commit)

    def let_go(self) -> None:
        """End git."""
        self.blobs.let_go()

    def _toml(self) -> Iterator[PurePosixPath]:
        """Give the paths that belong to the ledger; hidden files and folders are left aside."""
        for name, listed in self.listed.items():
            is_toml = name.lower().endswith(".toml")
            is_file = is_toml or listed.mode in (LINK, SUBMODULE)
            if is_file and (path := PurePosixPath(name)).is_relative_to(self.prefix):
                parts = path.relative_to(self.prefix).parts
                is_shown = not any(part.startswith(".") for part in parts)
                if is_shown and (is_toml or self._fault(path) is not None):
                    yield path

    def _blob(self, path: PurePosixPath) -> str:
        return self.listed[str(path)].blob

    def _fault(self, path: PurePosixPath) -> Unreadable | None:
        listed = self.listed[str(path)]
        if listed.mode == SUBMODULE:
            return NO_SUBMODULE
        if len(path.relative_to(self.prefix).parts) > DEEPEST_FOLDER + 1:
            return too_deep()
        why = fault_of_name(str(path), self.listed, self.blobs)
        return _TOO_LARGE if why is None and listed.size > LARGEST_FILE else why


def _content(data: bytes) -> bytes | Unreadable:
    """Give the bytes of a file; git's index does not say before how large it is."""
    return _TOO_LARGE if len(data) > LARGEST_FILE else data


def revision(name: str, repository: Repository, folders: Sequence[PurePosixPath]) -> Revision:
    """Give the ledger at a revision: in the first of some folders that has one there."""
    blobs = Blobs(repository)
    try:
        commit = blobs.commit(name)
        return of_tree(commit, commit, name, folders, blobs)
    except CouldNot:
        blobs.let_go()
        raise


def of_tree(
    tree: str, commit: str | None, name: str, folders: Sequence[PurePosixPath], blobs: Blobs
) -> Revision:
    """Give the ledger in a tree: of a commit, or of what is not committed."""
    words = ("ls-tree", "-r", "-t", "-z", "-l", tree)
    rows = dict(_rows(git.output(blobs.repository, *words, *below(folders))))
    if lead_on(rows):
        rows = dict(_rows(git.output(blobs.repository, *words)))
    _see_to_trees(tree, rows, blobs)
    listed = {path: each for path, each in rows.items() if each.mode != _TREE}
    return Revision(commit, _holder(folders, listed, name), listed, blobs)


def _see_to_trees(tree: str, rows: Mapping[str, Listed], blobs: Blobs) -> None:
    """See that the trees that git listed are what their ids say: read as objects, they are held.

    Commit, trees and files are proved one by another, so a commit's id stands for its figures.
    """
    first, _, rest = blobs.one(tree).partition(b"\n")[0].partition(b" ")
    top = [rest.decode("ascii", "replace")] if first == b"tree" else []
    blobs.of([*top, *(each.blob for each in rows.values() if each.mode == _TREE)])


def staged(repository: Repository, folders: Sequence[PurePosixPath]) -> Revision:
    """Give the ledger as it would be committed: what git's index has."""
    words = ("ls-files", "-s", "-z")
    rows = list(_index_rows(git.output(repository, *words, *below(folders))))
    if any(stage for stage, _, _ in rows):
        raise CouldNot("a merge is not finished: the index has several versions", "finish it first")
    listed = {path: entry for _, path, entry in rows}
    if lead_on(listed):
        listed = {path: entry for _, path, entry in _index_rows(git.output(repository, *words))}
    return Revision(None, _holder(folders, listed, "the index"), listed, Blobs(repository))


def before_commits(repository: Repository, folders: Sequence[PurePosixPath]) -> Revision | None:
    """Give the ledger without entries that was before the first commit; None after that."""
    if git.answer(repository, "rev-parse", "--verify", "--quiet", "HEAD").code != _NOT_THERE:
        return None
    return Revision(None, folders[0], {}, Blobs(repository))


def merge_base(one: str, other: str, repository: Repository) -> str:
    """Give the commit that two revisions have both come from."""
    blobs = Blobs(repository)
    try:
        commits = [blobs.commit(name) for name in (one, other)]
    finally:
        blobs.let_go()
    try:
        return git.output(repository, "merge-base", *commits).decode("ascii").strip()
    except CouldNot:
        help = (
            "name two revisions of one history; a shallow clone may lack it: git fetch --unshallow"
        )
        raise CouldNot(f"{one} and {other} have no commit in common", help) from None


def _holder(
    folders: Sequence[PurePosixPath], listed: Mapping[str, Listed], name: str
) -> PurePosixPath:
    """Give the first of some folders that has a ledger; raise `CouldNot` when none has."""
    for folder in folders:
        if str(folder / LEDGER_FILE) in listed:
            return folder
    raise NoLedger(
        f"there is no ledger at {name}: no {folders[0] / LEDGER_FILE} in the repository there",
        "name its folder as it was then with --ledger, or another revision",
    )


def _rows(output: bytes) -> Iterator[tuple[str, Listed]]:
    for row in output.split(b"\0"):
        if row:
            about, _, path = row.partition(b"\t")
            mode, _, blob, size = about.decode("ascii").split()
            number = int(size) if size.isdigit() else 0
            yield path.decode("utf-8", "surrogateescape"), Listed(mode, blob, number)


def _index_rows(output: bytes) -> Iterator[tuple[int, str, Listed]]:
    for row in output.split(b"\0"):
        if row:
            about, _, path = row.partition(b"\t")
            mode, blob, stage = about.decode("ascii").split()
            yield int(stage), path.decode("utf-8", "surrogateescape"), Listed(mode, blob, 0)
