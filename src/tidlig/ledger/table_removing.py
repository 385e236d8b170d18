"""Lines of tables taken out of their CSV files, with what the tables accept of them."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass

from tidlig.arithmetic.ledger import Ledger
from tidlig.arithmetic.related import EntryName, all_entries, entry_name
from tidlig.ledger.open import Snapshot
from tidlig.ledger.table_lines import lines_by_name, read_tables
from tidlig.ledger.table_sheets import ReadTable
from tidlig.model.entry import Entry
from tidlig.model.failure import CouldNot
from tidlig.model.findings import Path as Keys
from tidlig.model.personal import joined
from tidlig.model.records import Recipient
from tidlig.model.references import references
from tidlig.model.tables import Table
from tidlig.model.texts import identifier
from tidlig.sheets.cell_edits import without_rows


def lines_of_table(ledger: Ledger, before: Snapshot, table: Table) -> list[Entry]:
    """The entries that the lines of a table are."""
    shown = before.path_of(table.file)
    own = [read for read in read_tables(before, shown) if read.table.id == table.id]
    names = {name for read in own for name in lines_by_name(read)}
    return [
        entry
        for entry in all_entries(ledger)
        if entry.stands_in == shown and entry_name(entry) in names
    ]


@dataclass(frozen=True, slots=True)
class RowsTaken:
    """A CSV file without some rows: its bytes, None for no file, and the text of each that goes.

    `made` are recipients that only these rows add.
    """

    data: bytes | None
    rows: tuple[str, ...]
    made: tuple[Entry, ...]


def rows_taken(
    ledger: Ledger, before: Snapshot, shown: str, gone: Mapping[EntryName, Entry]
) -> RowsTaken:
    """Take the lines of entries out of a CSV file; raise `CouldNot` where a line is more."""
    tables = read_tables(before, shown)
    lines = {line for read in tables for line, _ in _lines(read, gone.__contains__)}
    data = before.data(shown)
    sheet = next(read.sheet for read in tables if read.sheet is not None)
    for read in tables:
        _refuse_others(read, shown, lines, gone)
    adds_recipients = all(read.table.type != Recipient.kind for read in tables)
    made = tuple(_only_made_by(ledger, shown, gone)) if adds_recipients else ()
    left = without_rows(sheet, data, lines)
    is_needed = any(entry_name(read.table) not in gone for read in tables)
    return RowsTaken(left.data if is_needed else None, left.rows, made)


def _lines(
    read: ReadTable, is_meant: Callable[[EntryName], bool]
) -> Iterator[tuple[int, EntryName]]:
    """The lines of a table that are entries; recipients that lines add have none of their own."""
    for name, line in lines_by_name(read).items():
        is_own = name[0] != Recipient.kind or read.table.type == Recipient.kind
        if is_own and is_meant(name):
            yield line.draft.line, name


def _refuse_others(
    read: ReadTable, shown: str, lines: Collection[int], gone: Mapping[EntryName, Entry]
) -> None:
    for number, name in _lines(read, lambda name: name not in gone):
        if number in lines:
            parts = (f"line {number} of {shown} is {name[0]} ", identifier(*name), " too")
            message = joined("", (*parts, ", which stays"))
            raise CouldNot(message, "empty the cells of what is to go, as with tidlig edit")


def _only_made_by(ledger: Ledger, shown: str, gone: Mapping[EntryName, Entry]) -> Iterator[Entry]:
    """The recipients of a CSV file that no line of it names any more."""
    staying = [
        entry
        for entry in all_entries(ledger)
        if entry.stands_in == shown and entry_name(entry) not in gone
    ]
    named = {(each.kind, each.id) for entry in staying for each in references(entry)}
    for entry in staying:
        if isinstance(entry, Recipient) and entry_name(entry) not in named:
            yield entry


def accepted_of_lines(
    ledger: Ledger, gone: Mapping[EntryName, Entry]
) -> Iterator[tuple[str, Keys]]:
    """What tables that stay accept of lines that go: the file, and the path of the key."""
    for table in all_entries(ledger):
        if isinstance(table, Table):
            yield from _accepted(table, gone)


def _accepted(table: Table, gone: Mapping[EntryName, Entry]) -> Iterator[tuple[str, Keys]]:
    if entry_name(table) in gone:
        return
    for kind in (table.type, *(also.kind for also in table.also)):
        above = () if kind == table.type else (kind,)
        for accepted in table.accepts(kind):
            if (kind, accepted.id) in gone:
                yield table.stands_in, (*table.path, *above, "accept", accepted.id)
