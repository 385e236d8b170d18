"""A ledger in a folder on the disk, as it is now."""

import os
import stat
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property, partial
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from tidlig.index.ledger_files import Data, Files, LedgerFile
from tidlig.index.store import FileDigests, FileState, Store, file_state
from tidlig.ledger.checkout import missing_from_checkout
from tidlig.ledger.origin import CommittedFile, File
from tidlig.model.contents import Document
from tidlig.model.failure import CouldNot
from tidlig.source.files import (
    LARGEST_FILE,
    LARGEST_TABLE,
    LEDGER_FILE,
    Found,
    Unreadable,
    content,
    listing,
    looked_at,
    table_content,
)

if TYPE_CHECKING:
    from tidlig.ledger.head import Head


@dataclass
class Folder:
    """The folder of a ledger, and how its files were seen when they were read, once they were."""

    path: Path
    seen: Files | None = field(default=None, repr=False, compare=False)

    @property
    def shown(self) -> str:
        """The folder, relative to the working directory."""
        return shown_path(self.path)

    def files(self) -> Iterator[File]:
        """Every file of the ledger, in order of its path; then what is refused."""
        listed = listing(self.path)
        names = {path.relative_to(self.path).as_posix(): path for path in listed.files}
        missing = missing_from_checkout(self.path, names)
        for name, path in names.items():
            if not missing.is_foreign(name):
                yield File(shown_path(path), _data(path, self.path), name == LEDGER_FILE)
        for name, fault in missing.faults.items():
            yield File(shown_path(self.path / name), fault)
        for refused in listed.refused:
            yield File(shown_path(Path(refused.path)), refused.why)

    def document(self, name: str) -> Document:
        """A document by its path in the ledger."""
        from tidlig.source.documents import document

        return document(self.path, name)

    def path_of(self, name: str) -> str:
        """The path of a file as it is shown, by its path in the ledger."""
        return shown_path(self.path / name)

    def table(self, name: str) -> bytes | Unreadable:
        """The bytes of a table's file by its path in the ledger, or why it has none."""
        try:
            return table_content(name, self.path)
        except Unreadable as fault:
            return fault

    def digested_table(self, name: str, digests: FileDigests | None) -> LedgerFile:
        """A table's file by its path in the ledger, with its digest if it looks as it did."""
        state, shown, read = (
            self.document_state(name),
            self.path_of(name),
            partial(self.table, name),
        )
        if state is None:
            return LedgerFile(shown, False, 0, None, read, name)
        digest = None if digests is None else digests.digest(name, state)
        return LedgerFile(shown, False, state.size, digest, read, name, state=state)

    def data(self, shown: str) -> bytes:
        """The bytes of a file as it is now; nothing for one that cannot be read."""
        largest = LARGEST_FILE if shown.endswith(".toml") else LARGEST_TABLE
        data = _data(Path(shown), self.path, largest)
        return data if isinstance(data, bytes) else b""

    @cached_property
    def head(self) -> "Head | None":
        """The commit that is checked out, with the ledger's files there; None where there is none.

        git is asked once; it may be absent, or refuse.
        """
        from tidlig.ledger import git
        from tidlig.ledger.head import head

        try:
            repository = git.repository_of(self.path)
            if repository.work_tree is None:
                return None
            inside = Path(os.path.realpath(self.path)).relative_to(repository.work_tree)
            return head(repository, PurePosixPath(inside.as_posix()))
        except CouldNot:
            return None

    def state(self) -> tuple[str | None, bool | None]:
        """The commit, and whether the ledger's files are other than there."""
        if self.head is None:
            return None, None
        from tidlig.ledger.changes import is_changed

        seen = self.seen or self.digested_files(Store(None))
        return self.head.commit, is_changed(self.path, seen, self.head)

    def committed_file(self, shown: str) -> CommittedFile | None:
        """Where git has a file at the commit, and what there, if it is another than here."""
        if self.head is None or self.head.commit is None:
            return None
        from tidlig.ledger.blobs import Blobs
        from tidlig.ledger.object_ids import is_stored_as

        name = Path(os.path.relpath(shown, self.path)).as_posix()
        committed = self.head.files.get(name)
        if committed is None:
            return None
        data = None
        if not is_stored_as(committed.id, self.data(shown)):
            try:
                data = Blobs(self.head.repository).read(committed.id)
            except CouldNot:
                return None
        return CommittedFile(
            self.head.repository, str(self.head.inside / name), self.head.commit, data
        )

    def digested_files(self, store: Store) -> Files:
        """Every file of the ledger, with its digest where that is known by how it looks."""
        folder, now = self.path, time.time_ns()
        found, refused = looked_at(folder)
        digests = FileDigests(store, "folder", str(folder.absolute()))
        start = shown_path(folder)
        is_above_us = set(start.split("/")) == {".."}
        below = "" if start == "." else f"{start}/"
        names = {"/".join(each.parts): each for each in found}
        missed = missing_from_checkout(folder, names)
        seen = [
            self._digested(
                each, shown_path(Path(each.path)) if is_above_us else below + name, digests
            )
            for name, each in names.items()
            if not missed.is_foreign(name)
        ]
        faults = {folder / name: fault for name, fault in missed.faults.items()}
        faults |= {Path(path): why for path, why in refused}
        for path, fault in faults.items():
            seen.append(LedgerFile(shown_path(path), False, 0, None, _given(fault)))
        self.seen = Files(seen, digests, now, store=store)
        return self.seen

    def _digested(self, found: Found, shown: str, digests: FileDigests) -> LedgerFile:
        name, is_settings = "/".join(found.parts), found.parts == (LEDGER_FILE,)
        read = _reader(found.path, self.path)
        if found.status is None:
            return LedgerFile(shown, is_settings, 0, None, read, name)
        state = file_state(found.status)
        place = (found.path, str(self.path)) if stat.S_ISREG(found.status.st_mode) else None
        digest = digests.digest(name, state)
        return LedgerFile(shown, is_settings, state.size, digest, read, name, place, state)

    def document_state(self, name: str) -> FileState | None:
        """How a plain file in the folder looks that a source names; None for any other."""
        if not set(name.split("/")).isdisjoint(("..", "")):
            return None
        path = str(self.path)
        for part in name.split("/"):
            path = f"{path}{os.sep}{part}"
            try:
                status = os.lstat(path)
            except (OSError, ValueError):
                return None
            if stat.S_ISLNK(status.st_mode):
                return None
        return file_state(status) if stat.S_ISREG(status.st_mode) else None

    def close(self) -> None:
        """Hold nothing: files are closed when they have been read."""


def _data(path: Path, folder: Path, largest: int = LARGEST_FILE) -> bytes | Unreadable:
    try:
        return content(path, folder, largest)
    except Unreadable as fault:
        return fault


def shown_path(path: Path) -> str:
    """A path as it is shown: relative to the working directory where it can be."""
    try:
        relative = os.path.relpath(path)
    except ValueError:
        return path.as_posix()
    return Path(relative).as_posix()


def _reader(path: str, folder: Path) -> Callable[[], Data]:
    def read() -> Data:
        try:
            return content(Path(path), folder)
        except Unreadable as fault:
            return fault

    return read


def _given(data: Data) -> Callable[[], Data]:
    return lambda: data
