"""Read every file of a ledger, in order of its path, and merge them into one ledger.

A `Snapshot` is a ledger in a folder at one moment, and the same with one file changed.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tidlig.arithmetic.ledger import Ledger
from tidlig.ledger.folder import Folder, shown_path
from tidlig.ledger.origin import File, KeptAt, Origin
from tidlig.model.contents import Contents, Document
from tidlig.model.entry import Settings
from tidlig.model.findings import Fault, Location, Problem
from tidlig.model.records import Source
from tidlig.source.files import Unreadable
from tidlig.source.reading import read


def joined(origin: Origin, contents: tuple[Contents, ...]) -> Ledger:
    """Give the ledger of some files, with the documents that its sources have there."""
    settings = next((file.settings for file in contents if file.settings), Settings(format=1))
    documents = {id: origin.document(name) for id, name in documents_of(contents).items()}
    return Ledger(settings, contents, documents=documents)


def documents_of(contents: tuple[Contents, ...]) -> dict[str, str]:
    """Give the names of the documents that sources have in the ledger, by the source's id."""
    sources = (each for file in contents for each in file.entries if isinstance(each, Source))
    return {source.id: source.file for source in sources if source.file}


def unreadable(shown: str, message: str, help: str) -> Contents:
    """Give the contents of a file that could not be read: why, and nothing else."""
    fault = Fault("unreadable-file", Problem(message, Location(shown), help))
    return Contents(shown, faults=(fault,), parsed=False)


Remembered = dict[tuple[str, str, bool], Contents]
"""What files have been read as, by path, id and whether they hold the settings."""


def opened(origin: Origin, remembered: Remembered | None = None) -> Ledger:
    """Read all files of a ledger; what is wrong with them stands in their contents.

    Files of a repository that are `remembered` from another revision are not read again.
    """
    try:
        return joined(origin, tuple([_once(file, remembered) for file in origin.files()]))
    finally:
        origin.let_go()


def _once(file: File, remembered: Remembered | None) -> Contents:
    if remembered is None or file.blob is None:
        return _contents(file)
    key = file.shown, file.blob, file.holds_settings
    if key not in remembered:
        remembered[key] = _contents(file)
    return remembered[key]


def _contents(file: File) -> Contents:
    if isinstance(file.data, Unreadable):
        return unreadable(file.shown, file.data.message, file.data.help)
    return read(file.shown, file.data, holds_settings=file.holds_settings)


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
