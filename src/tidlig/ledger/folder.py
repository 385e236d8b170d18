"""A ledger in a folder on the disk, as it is now."""

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from tidlig.ledger.checkout import lacking
from tidlig.ledger.origin import File, KeptAt
from tidlig.model.contents import Document
from tidlig.model.findings import CouldNot
from tidlig.source.files import LEDGER_FILE, Unreadable, content, listing

if TYPE_CHECKING:
    from tidlig.ledger.head import Head
    from tidlig.ledger.memory.seeing import Files


@dataclass
class Folder:
    """The folder of a ledger, and how its files were seen when they were read, once they were."""

    path: Path
    seen: "Files | None" = field(default=None, repr=False, compare=False)

    @property
    def shown(self) -> str:
        """The folder, relative to the working directory."""
        return shown_path(self.path)

    def files(self) -> Iterator[File]:
        """Give every file of the ledger, in order of its path; then what is refused."""
        found = listing(self.path)
        names = {path.relative_to(self.path).as_posix(): path for path in found.files}
        missed = lacking(self.path, names)
        for name, path in names.items():
            if not missed.is_foreign(name):
                yield File(shown_path(path), _data(path, self.path), name == LEDGER_FILE)
        for name, fault in missed.faults.items():
            yield File(shown_path(self.path / name), fault)
        for refused in found.refused:
            yield File(shown_path(Path(refused.path)), refused.why)

    def document(self, name: str) -> Document:
        """Give a document by its path in the ledger."""
        from tidlig.source.documents import document

        return document(self.path, name)

    def data(self, shown: str) -> bytes:
        """Give the bytes of a file as it is now; nothing for one that cannot be read."""
        data = _data(Path(shown), self.path)
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
        """Give the commit, and whether the ledger's files are other than there."""
        if self.head is None:
            return None, None
        from tidlig.ledger.changes import is_changed
        from tidlig.ledger.memory.seeing import files
        from tidlig.ledger.memory.store import Store

        seen = self.seen or files(self, Store(None))
        return self.head.commit, is_changed(self.path, seen, self.head)

    def kept_at(self, shown: str) -> KeptAt | None:
        """Tell where git has a file at the commit, and what there, if it is another than here."""
        if self.head is None or self.head.commit is None:
            return None
        from tidlig.ledger.blobs import Blobs
        from tidlig.ledger.object_ids import is_kept_as

        name = Path(os.path.relpath(shown, self.path)).as_posix()
        kept = self.head.files.get(name)
        if kept is None:
            return None
        data = None
        if not is_kept_as(kept.id, self.data(shown)):
            try:
                data = Blobs(self.head.repository).one(kept.id)
            except CouldNot:
                return None
        return KeptAt(self.head.repository, str(self.head.inside / name), self.head.commit, data)

    def let_go(self) -> None:
        """Hold nothing: files are closed when they have been read."""


def _data(path: Path, folder: Path) -> bytes | Unreadable:
    try:
        return content(path, folder)
    except Unreadable as fault:
        return fault


def shown_path(path: Path) -> str:
    """Give a path as it is shown: relative to the working directory where it can be."""
    try:
        relative = os.path.relpath(path)
    except ValueError:
        return path.as_posix()
    return Path(relative).as_posix()
