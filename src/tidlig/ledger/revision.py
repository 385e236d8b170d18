"""A ledger at a git revision: read with two git processes, without touching a work tree.

`cat-file --batch` names the commit and reads the files, `ls-tree` lists them. Links and submodules
are refused: they can lead to entries that the revision does not hold.
"""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import PurePosixPath
from posixpath import dirname, isabs, join, normpath
from typing import NamedTuple, Protocol

from tidlig.index.ledger_files import Files, LedgerFile
from tidlig.index.store import FileDigests, Store
from tidlig.ledger import git
from tidlig.ledger.blobs import Blobs
from tidlig.ledger.checkout import NO_SUBMODULE
from tidlig.ledger.head import LINK, SUBMODULE
from tidlig.ledger.origin import CommittedFile, File
from tidlig.ledger.repository import Repository, limited_to
from tidlig.model.contents import Document
from tidlig.model.failure import CouldNot
from tidlig.model.messages import Message
from tidlig.source.documents import LARGEST_DOCUMENT, TOO_LARGE, from_bytes, leads_out, only_like
from tidlig.source.files import (
    DEEPEST_FOLDER,
    LARGEST_FILE,
    LARGEST_TABLE,
    LEDGER_FILE,
    LINKED_FOLDER,
    NO_TABLE,
    TOO_LARGE_TABLE,
    Unreadable,
    misnamed,
    refuse_path,
    too_deep,
)

_FACT = Message("a link is not followed at a revision")
_FILE = Unreadable(_FACT, Message("put the file in its place"))
_UNTOLD = Unreadable(_FACT, Message("put what it leads to in its place, or remove it"))
_MOST = 40
"""So many links are followed, as by Linux."""


class ListedPath(Protocol):
    """What a tree has at a path."""

    @property
    def mode(self) -> str:
        """What stands there: a file, a link, a submodule."""

    @property
    def blob(self) -> str:
        """The id of its bytes."""


def has_links(listed: Mapping[str, ListedPath]) -> bool:
    """Whether there are links: what they lead to may stand elsewhere in the repository."""
    return any(entry.mode == LINK and not _is_toml(path) for path, entry in listed.items())


def fault_of_name(path: str, listed: Mapping[str, ListedPath], blobs: Blobs) -> Unreadable | None:
    """Why a file or link may not be passed over; None where it may, or can be read."""
    if listed[path].mode != LINK:
        return misnamed(path)
    return _FILE if _is_toml(path) else _fault_of_link(path, listed, blobs)


def _is_toml(path: str) -> bool:
    return path.lower().endswith(".toml")


def _fault_of_link(path: str, listed: Mapping[str, ListedPath], blobs: Blobs) -> Unreadable | None:
    """Why a link is refused; one to a file with another ending, as documents have, is not."""
    for _ in range(_MOST):
        entry = listed.get(path)
        if entry is None:
            return LINKED_FOLDER if _is_folder(path, listed) else _UNTOLD
        if entry.mode == SUBMODULE:
            return _UNTOLD
        if entry.mode != LINK:
            return None
        leads = blobs.read(entry.blob).decode("utf-8", "surrogateescape")
        if isabs(leads):
            return _UNTOLD
        path = normpath(join(dirname(path), leads))
    return _UNTOLD


def _is_folder(path: str, listed: Mapping[str, ListedPath]) -> bool:
    return path == "." or any(name.startswith(f"{path}/") for name in listed)


_TREE = "040000"

_NOT_THERE = 1
"""The exit code of git where a name does not exist and `--quiet` is given."""

_TOO_LARGE = Unreadable(
    Message("the file is larger than 8 MiB, and so is not read"), Message("split the file")
)


class NoLedger(CouldNot):
    """There is no ledger at a revision: its tree has none."""


class Listed(NamedTuple):
    """What a tree has at one path: its mode, its object and the object's size."""

    mode: str
    blob: str
    size: int


class RevisionFile(NamedTuple):
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

    def day(self) -> dt.date | None:
        """The day on which the commit was made; None where there is no commit, or it says none."""
        return None if self.commit is None else self.blobs.commit_day(self.commit)

    def files(self) -> Iterator[File]:
        """Every file of the ledger, in order of its path."""
        files = list(self.listed_files())
        self.blobs.read_all([file.blob for file in files if file.blob is not None])
        for file in files:
            yield File(file.shown, self.content(file), file.holds_settings, file.blob)

    def listed_files(self) -> Iterator[RevisionFile]:
        """Name every file of the ledger, in order of its path, and read none."""
        for path in sorted(self._toml(), key=lambda path: path.relative_to(self.prefix).parts):
            blob = self._blob(path) if self._fault(path) is None else None
            size = self.listed[str(path)].size
            yield RevisionFile(str(path), path == self.prefix / LEDGER_FILE, blob, size)

    def content(self, file: RevisionFile) -> bytes | Unreadable:
        """The bytes of a file, or why it has none."""
        fault = self._fault(PurePosixPath(file.shown))
        if fault is not None or file.blob is None:
            return fault or _TOO_LARGE
        return _content(self.blobs.read_all([file.blob])[file.blob])

    def digested_files(self, store: Store) -> Files:
        """Every file of the ledger, with its digest where that of its object is known."""
        digests = FileDigests(store, "objects", str(self.blobs.repository.git_folder))
        digests.add_known()
        seen = []
        for each in self.listed_files():
            digest = None if each.blob is None else digests.digest(each.blob)
            read = partial(self.content, each)
            seen.append(
                LedgerFile(
                    each.shown, each.holds_settings, each.size, digest, read, each.blob or ""
                )
            )
        return Files(seen, digests)

    def document_state(self, name: str) -> None:
        """A document at a revision is no file."""
        del name

    def document(self, name: str) -> Document:
        """A document by its path in the ledger."""
        if leads_out(name):
            return Document(fault=Message("leads out of the ledger"))
        path = str(self.prefix / name)
        if path not in self.listed:
            path = only_like(path, self.listed) or path
        listed = self.listed.get(path)
        if listed is None or listed.mode in (LINK, SUBMODULE):
            return Document(fault=Message("is not there"))
        if listed.size > LARGEST_DOCUMENT:
            return Document(fault=TOO_LARGE)
        data = self.blobs.read(listed.blob)
        checksum = self.blobs.sha256.get(listed.blob)
        return from_bytes(data, name) if checksum is None else Document(checksum)

    def path_of(self, name: str) -> str:
        """The path of a file as it is shown, by its path in the ledger."""
        return str(self.prefix / name)

    def table(self, name: str) -> bytes | Unreadable:
        """The bytes of a table's file by its path in the ledger, or why it has none."""
        fault = self._fault_of_table(name)
        if fault is not None:
            return fault
        data = self.blobs.read(self.listed[self.path_of(name)].blob)
        return TOO_LARGE_TABLE if len(data) > LARGEST_TABLE else data

    def _fault_of_table(self, name: str) -> Unreadable | None:
        try:
            refuse_path(name)
        except Unreadable as fault:
            return fault
        listed = self.listed.get(self.path_of(name))
        if listed is None or listed.mode == SUBMODULE:
            return NO_TABLE
        if listed.mode == LINK:
            return _FILE
        return TOO_LARGE_TABLE if listed.size > LARGEST_TABLE else None

    def digested_table(self, name: str, digests: FileDigests | None) -> LedgerFile:
        """A table's file by its path in the ledger, with its digest if its object is known."""
        shown, read = self.path_of(name), partial(self.table, name)
        listed = self.listed.get(shown)
        if listed is None or self._fault_of_table(name) is not None:
            return LedgerFile(shown, False, 0, None, read)
        digest = None if digests is None else digests.digest(listed.blob)
        return LedgerFile(shown, False, listed.size, digest, read, listed.blob)

    def data(self, shown: str) -> bytes:
        """The bytes of a file by its path in the repository."""
        path = PurePosixPath(shown)
        if not _is_toml(shown) and shown in self.listed:
            data = self.table(str(path.relative_to(self.prefix)))
            return data if isinstance(data, bytes) else b""
        if shown not in self.listed or self._fault(path) is not None:
            return b""
        return self.blobs.read(self._blob(path))

    def state(self) -> tuple[str | None, bool | None]:
        """The commit, from which nothing differs, where there is one."""
        return (None, None) if self.commit is None else (self.commit, False)

    def committed_file(self, shown: str) -> CommittedFile | None:
        """Where git has a file: in the repository, at the commit."""
        repository = self.blobs.repository
        return None if self.commit is None else CommittedFile(repository, shown, self.commit)

    def close(self) -> None:
        """End git."""
        self.blobs.close()

    def _toml(self) -> Iterator[PurePosixPath]:
        """The paths that belong to the ledger; hidden files and folders are left aside."""
        for name, listed in self.listed.items():
            is_toml = _is_toml(name)
            if not is_toml and listed.mode not in (LINK, SUBMODULE):
                continue
            path = PurePosixPath(name)
            if self._is_shown(path) and (is_toml or self._fault(path) is not None):
                yield path

    def _is_shown(self, path: PurePosixPath) -> bool:
        """Whether a path is in the ledger's folder, and not hidden there."""
        if not path.is_relative_to(self.prefix):
            return False
        return not any(part.startswith(".") for part in path.relative_to(self.prefix).parts)

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
    """The bytes of a file; git's index does not say before how large it is."""
    return _TOO_LARGE if len(data) > LARGEST_FILE else data


def revision(name: str, repository: Repository, folders: Sequence[PurePosixPath]) -> Revision:
    """The ledger at a revision: in the first of some folders that has one there."""
    blobs = Blobs(repository)
    try:
        commit = blobs.commit(name)
        return of_tree(commit, commit, name, folders, blobs)
    except CouldNot:
        blobs.close()
        raise


def of_tree(
    tree: str, commit: str | None, name: str, folders: Sequence[PurePosixPath], blobs: Blobs
) -> Revision:
    """The ledger in a tree: of a commit, or of what is not committed."""
    words = ("ls-tree", "-r", "-t", "-z", "-l", tree)
    rows = dict(_rows(git.output(blobs.repository, *words, *limited_to(folders))))
    if has_links(rows):
        rows = dict(_rows(git.output(blobs.repository, *words)))
    _verify_trees(tree, rows, blobs)
    listed = {path: entry for path, entry in rows.items() if entry.mode != _TREE}
    return Revision(commit, _holder(folders, listed, name), listed, blobs)


def _verify_trees(tree: str, rows: Mapping[str, Listed], blobs: Blobs) -> None:
    """Verify that the trees that git listed are what their ids say, by reading them as objects.

    Commit, trees and files are proved one by another, so a commit's id stands for its figures.
    """
    first, _, rest = blobs.read(tree).partition(b"\n")[0].partition(b" ")
    top = [rest.decode("ascii", "replace")] if first == b"tree" else []
    blobs.read_all([*top, *(entry.blob for entry in rows.values() if entry.mode == _TREE)])


def index_revision(repository: Repository, folders: Sequence[PurePosixPath]) -> Revision:
    """The ledger as it would be committed: what git's index has."""
    words = ("ls-files", "-s", "-z")
    rows = list(_index_rows(git.output(repository, *words, *limited_to(folders))))
    if any(stage for stage, _, _ in rows):
        raise CouldNot("a merge is not finished: the index has several versions", "finish it first")
    listed = {path: entry for _, path, entry in rows}
    if has_links(listed):
        listed = {path: entry for _, path, entry in _index_rows(git.output(repository, *words))}
    return Revision(None, _holder(folders, listed, "the index"), listed, Blobs(repository))


def before_commits(repository: Repository, folders: Sequence[PurePosixPath]) -> Revision | None:
    """The ledger without entries that was before the first commit; None after that."""
    if git.answer(repository, "rev-parse", "--verify", "--quiet", "HEAD").code != _NOT_THERE:
        return None
    return Revision(None, folders[0], {}, Blobs(repository))


def merge_base(one: str, other: str, repository: Repository) -> str:
    """The commit that two revisions have both come from."""
    blobs = Blobs(repository)
    try:
        commits = [blobs.commit(name) for name in (one, other)]
    finally:
        blobs.close()
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
    """The first of some folders that has a ledger; raise `CouldNot` when none has."""
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
