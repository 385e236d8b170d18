"""Read every file of a ledger, in order of its path, and merge them into one ledger.

A `Snapshot` is a ledger in a folder at one moment, and the same with one file changed.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from tidlig.arithmetic.ledger import Ledger
from tidlig.index.ledger_files import Files, LedgerFile
from tidlig.index.store import FileDigests, Store, digest
from tidlig.ledger.folder import Folder, shown_path
from tidlig.ledger.origin import CommittedFile, File, Origin
from tidlig.model.contents import Contents, Document
from tidlig.model.entry import Currency, Settings
from tidlig.model.findings import Fault, Location, Problem
from tidlig.model.messages import Message
from tidlig.model.money import KRONER
from tidlig.model.records import Source
from tidlig.model.tables import Table
from tidlig.source.files import Unreadable
from tidlig.source.ledger_currency import ledger_currency
from tidlig.source.reading import read


def merge_contents(origin: Origin, contents: tuple[Contents, ...], currency: str | None) -> Ledger:
    """Merge what the files of a ledger in a currency have, and read the lines of its tables."""
    if has_tables(contents):
        from tidlig.ledger.tables import contents_of_tables

        settings = settings_of(contents, currency)
        contents = (*contents, *contents_of_tables(origin, contents, settings))
    return merged(origin, contents, currency)


def merged(origin: Origin, contents: tuple[Contents, ...], currency: str | None) -> Ledger:
    """Merge all that there is in a ledger, with the documents that its sources have there."""
    documents = {id: origin.document(name) for id, name in documents_of(contents).items()}
    return Ledger(settings_of(contents, currency), contents, documents=documents)


def settings_of(contents: Iterable[Contents], currency: str | None) -> Settings:
    """The settings of a ledger; of those that cannot be read the currency may be known."""
    unread = Settings(format=1, currency=Currency(currency or KRONER))
    return next((file.settings for file in contents if file.settings), unread)


def table_files(contents: Iterable[Contents]) -> list[str]:
    """The paths in the ledger of the files whose lines are entries."""
    entries = (entry for file in contents for entry in file.entries)
    return [entry.file for entry in entries if isinstance(entry, Table)]


def has_tables(contents: Iterable[Contents]) -> bool:
    """Whether files of a ledger name others whose lines are entries."""
    return any(entry.kind == "table" for file in contents for entry in file.entries)


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
        files = list(origin.files())
        currency = currency_of(files)
        contents = tuple(read_file(file, currency) for file in files)
        return merge_contents(origin, contents, currency)
    finally:
        origin.close()


def currency_of(files: Iterable[File]) -> str | None:
    """The currency of a ledger, which its own file says; None where that cannot be read."""
    own = next((file.data for file in files if file.holds_settings), None)
    return ledger_currency(own) if isinstance(own, bytes) else None


def read_file(file: File, currency: str | None) -> Contents:
    """Read one file of a ledger in a currency; what is wrong with it stands in its contents."""
    if isinstance(file.data, Unreadable):
        return unreadable_contents(file.shown, file.data.message, file.data.help)
    return read(file.shown, file.data, holds_settings=file.holds_settings, currency=currency)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The files of a folder, with the bytes that they have or would have."""

    folder: Folder
    file_list: tuple[File, ...]
    tables: Mapping[str, bytes] = field(default_factory=dict)
    """The bytes of the files whose lines are entries, by their paths as shown."""

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

    def path_of(self, name: str) -> str:
        """The path of a file as it is shown, by its path in the ledger."""
        return self.folder.path_of(name)

    def table(self, name: str) -> bytes | Unreadable:
        """The bytes of a table's file by its path in the ledger, or why it has none."""
        shown = self.path_of(name)
        return self.tables[shown] if shown in self.tables else self.folder.table(name)

    def digested_table(self, name: str, digests: FileDigests | None) -> LedgerFile:
        """A table's file by its path in the ledger, with its digest."""
        del digests
        return _at_hand(File(self.path_of(name), self.table(name)), name)

    def data(self, shown: str) -> bytes:
        """The bytes of a file; nothing for one that is not there."""
        if shown in self.tables or not shown.endswith(".toml"):
            return self.tables[shown] if shown in self.tables else self.folder.data(shown)
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
        if path.suffix != ".toml":
            return replace(self, tables={**self.tables, name: data})
        others = [file for file in self.file_list if file.shown != name]
        holds_settings = any(file.holds_settings for file in self.file_list if file.shown == name)
        files = [*others, File(name, data, holds_settings)]
        files.sort(key=lambda file: Path(file.shown).parts)
        return replace(self, file_list=tuple(files))

    def without(self, path: Path) -> "Snapshot":
        """The same ledger without a file."""
        name = shown_path(path)
        files = tuple(file for file in self.file_list if file.shown != name)
        tables = {shown: data for shown, data in self.tables.items() if shown != name}
        return replace(self, file_list=files, tables=tables)


def take_snapshot(folder: Path) -> Snapshot:
    """A ledger as it is now."""
    origin = Folder(folder)
    files = tuple(origin.files())
    names = table_files(read_file(file, None) for file in files if _may_have_tables(file))
    tables = {origin.path_of(name): origin.table(name) for name in names}
    at_hand = {shown: data for shown, data in tables.items() if isinstance(data, bytes)}
    return Snapshot(origin, files, at_hand)


def _may_have_tables(file: File) -> bool:
    """Whether a file may name others whose lines are entries; most are not parsed for it."""
    return isinstance(file.data, bytes) and b"table" in file.data


def _at_hand(file: File, name: str = "") -> LedgerFile:
    data = file.data
    size, known = (len(data), digest(data)) if isinstance(data, bytes) else (0, None)
    return LedgerFile(file.shown, file.holds_settings, size, known, lambda: data, name)
