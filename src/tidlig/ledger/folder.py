"""A ledger in a folder on the disk, as it is now."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tidlig.ledger.origin import File, KeptAt
from tidlig.model.document import Document
from tidlig.source.files import LEDGER_FILE, Unreadable, content, listing

_STATUS = ("status", "--porcelain=v2", "--branch", "--", ".")


@dataclass(frozen=True, slots=True)
class Folder:
    """The folder of a ledger."""

    path: Path

    @property
    def shown(self) -> str:
        """The folder, relative to the working directory."""
        return shown_path(self.path)

    def files(self) -> Iterator[File]:
        """Give every file of the ledger, in order of its path; then what cannot be looked into."""
        found = listing(self.path)
        for path in found.files:
            yield File(shown_path(path), _data(path, self.path), path == self.path / LEDGER_FILE)
        closed = Unreadable(
            "the folder cannot be looked into", "give yourself permission to look into it"
        )
        yield from (File(shown_path(path), closed) for path in found.closed)

    def document(self, name: str) -> Document:
        """Give a document by its path in the ledger."""
        from tidlig.source.documents import document

        return document(self.path, name)

    def data(self, shown: str) -> bytes:
        """Give the bytes of a file as it is now; nothing for one that cannot be read."""
        data = _data(Path(shown), self.path)
        return data if isinstance(data, bytes) else b""

    def state(self) -> tuple[str | None, bool | None]:
        """Ask git for the commit and for changes to the ledger; it may be absent, or refuse."""
        from tidlig.ledger import git

        told = git.asked(self.path, *_STATUS)
        if told is None:
            return None, None
        lines = told.splitlines()
        commits = [line.split()[-1] for line in lines if line.startswith("# branch.oid")]
        commit = next((commit for commit in commits if commit != "(initial)"), None)
        return commit, any(not line.startswith("#") for line in lines)

    def kept_at(self, shown: str) -> KeptAt:
        """Tell git where a file is: in its own folder, as it is now."""
        path = Path(shown)
        return KeptAt(path.parent, path.name)

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
