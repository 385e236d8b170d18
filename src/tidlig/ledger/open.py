"""Read every file of a ledger, in order of its path, and merge them into one ledger.

A `Snapshot` is a ledger in a folder at one moment, and the same with one file changed.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tidlig.arithmetic.ledger import Ledger
from tidlig.index.ledger_files import Files, LedgerFile
from tidlig.index.store import Store, digest
from tidlig.ledger.folder import Folder, shown_path
from tidlig.ledger.origin import CommittedFile, File, Origin
from tidlig.model.contents import Contents, Document
from tidlig.model.entry import Settings
from tidlig.model.findings import Fault, Location, Problem
from tidlig.model.messages import Message
from tidlig.model.records import Source
from tidlig.source.files import Unreadable
from tidlig.source.reading import read


def merge_contents(origin: Origin, contents: tuple[Contents, ...]) -> Ledger:
    """Merge what the files of a ledger have, with the documents that its sources have there."""
    settings = next((file.settings for file in contents if file.settings), Settings(format=1))
    names = documents_of(contents)
    documents = {id: origin.document(name) for id, name in names.items()}
    return Ledger(settings, contents, documents=documents)


def documents_of(contents: tuple[Contents, ...]) -> dict[str, str]:
    """The names of the documents that sources have in the ledger, by the source's id."""
    entries = (entry for file in contents for entry in file.entries)
    sources = (entry for entry in entries if isinstance(entry, Source))
    return {source.id: source.file for source in sources if source.file}


def unreadable_contents(shown: str, message: Message, help: Message) -> Contents:
    """The contents of a file that could not be read: why, and nothing else."""
    fault = Fault("unreadable-file", Problem(message, Location(shown), help))
    return Contents(shown, faults=(fault,), parsed=False)


def open_ledger(origin: Origin) -> Ledger:
    """Read all files of a ledger; what is wrong with them stands in their contents."""
    try:
        return merge_contents(origin, tuple(map(read_file, origin.files())))
    finally:
        origin.close()


def read_file(file: File) -> Contents:
    """Read one file; what is wrong with it stands in its contents."""
    if isinstance(file.data, Unreadable):
        return unreadable_contents(file.shown, file.data.message, file.data.help)
    return read(file.shown, file.data, holds_settings=file.holds_settings)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The files of a folder, with the bytes that they have or would have."""

    folder: Folder
    file_list: tuple[File, ...]

    @property
    def shown(self) -> str:
        """The folder, relative to the working directory."""
        return self.folder.shown

    def files(self) -> Iterator[File]:
        """Every file, in order of its path."""
        yield from self.file_list

    def digested_files(self, store: Store) -> Files:
        """Every file, with the digest of its bytes."""
        del store
        return Files([_at_hand(file) for file in self.file_list])

    def document_state(self, name: str) -> None:
        """A document is read with the snapshot."""
        del name

    def document(self, name: str) -> Document:
        """A document by its path in the ledger."""
        return self.folder.document(name)

    def data(self, shown: str) -> bytes:
        """The bytes of a file; nothing for one that is not there."""
        return self.bytes_of(shown) or b""

    def bytes_of(self, shown: str) -> bytes | None:
        """The bytes of a file; None for one that is not there or has none."""
        for file in self.file_list:
            if file.shown == shown:
                return file.data if isinstance(file.data, bytes) else None
        return None

    def state(self) -> tuple[str | None, bool | None]:
        """Ask git about the folder."""
        return self.folder.state()

    def committed_file(self, shown: str) -> CommittedFile | None:
        """Where git has a file."""
        return self.folder.committed_file(shown)

    def close(self) -> None:
        """Hold nothing open."""

    def with_data(self, path: Path, data: bytes) -> "Snapshot":
        """The same ledger with other bytes in one file, which need not be there."""
        name = shown_path(path)
        others = [file for file in self.file_list if file.shown != name]
        holds_settings = any(file.holds_settings for file in self.file_list if file.shown == name)
        files = [*others, File(name, data, holds_settings)]
        files.sort(key=lambda file: Path(file.shown).parts)
        return Snapshot(self.folder, tuple(files))


def take_snapshot(folder: Path) -> Snapshot:
    """A ledger as it is now."""
    origin = Folder(folder)
    return Snapshot(origin, tuple(origin.files()))


def _at_hand(file: File) -> LedgerFile:
    data = file.data
    size, known = (len(data), digest(data)) if isinstance(data, bytes) else (0, None)
    return LedgerFile(file.shown, file.holds_settings, size, known, lambda: data)
