"""A ledger in a folder as it was at one moment, and as it would be with a file changed."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tidlig.ledger.folder import Folder, shown_path
from tidlig.ledger.origin import File, KeptAt
from tidlig.model.contents import Document


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The files of a folder, with the bytes that they have or would have."""

    folder: Folder
    held: tuple[File, ...]

    @property
    def shown(self) -> str:
        """The folder, relative to the working directory."""
        return self.folder.shown

    def files(self) -> Iterator[File]:
        """Give every file, in order of its path."""
        yield from self.held

    def document(self, name: str) -> Document:
        """Give a document by its path in the ledger."""
        return self.folder.document(name)

    def data(self, shown: str) -> bytes:
        """Give the bytes of a file; nothing for one that is not there."""
        return self.bytes_of(shown) or b""

    def bytes_of(self, shown: str) -> bytes | None:
        """Give the bytes of a file; None for one that is not there or has none."""
        found = next((file.data for file in self.held if file.shown == shown), None)
        return found if isinstance(found, bytes) else None

    def state(self) -> tuple[str | None, bool | None]:
        """Ask git about the folder."""
        return self.folder.state()

    def kept_at(self, shown: str) -> KeptAt | None:
        """Tell where git has a file."""
        return self.folder.kept_at(shown)

    def let_go(self) -> None:
        """Hold nothing open."""

    def with_data(self, path: Path, data: bytes) -> "Snapshot":
        """Give the same ledger with other bytes in one file, which need not be there."""
        name = shown_path(path)
        old = [file for file in self.held if file.shown == name]
        new = File(name, data, any(file.holds_settings for file in old))
        files = (*(file for file in self.held if file.shown != name), new)
        return Snapshot(self.folder, tuple(sorted(files, key=lambda file: Path(file.shown).parts)))


def held(folder: Path) -> Snapshot:
    """Give a ledger as it is now."""
    of = Folder(folder)
    return Snapshot(of, tuple(of.files()))
