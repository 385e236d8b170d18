"""Another id for an entry in tables: in the cells of their CSV files, and in what they say in TOML.

A line names a recipient by its number or name as well as by its id; only an id is written anew.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

from tidlig.arithmetic.ledger import Ledger
from tidlig.arithmetic.related import EntryName, all_entries, entry_name
from tidlig.ledger.open import Snapshot
from tidlig.ledger.table_lines import read_tables
from tidlig.ledger.table_sheets import ReadTable
from tidlig.model.decisions import Strand
from tidlig.model.entry import Entry
from tidlig.model.failure import CouldNot
from tidlig.model.findings import Location
from tidlig.model.findings import Path as Keys
from tidlig.model.kinds import KINDS
from tidlig.model.personal import joined
from tidlig.model.records import Recipient
from tidlig.model.references import namings, references
from tidlig.model.tables import Table
from tidlig.model.texts import identifier
from tidlig.sheets.cell_edits import Cell, with_cells
from tidlig.sheets.cells import cell_text, strip_text
from tidlig.sheets.column_values import plain_id
from tidlig.sheets.drafts import Draft
from tidlig.source.table_values import values_of
from tidlig.source.toml import document


@dataclass(frozen=True, slots=True)
class TableNames:
    """Where tables name an entry: places in their CSV files, and keys and values of TOML files.

    `files` has the bytes of each CSV file with the new id; `keys` and `values` the paths to where
    it is to be written in each TOML file.
    """

    places: list[Location] = field(default_factory=list)
    files: dict[Path, bytes] = field(default_factory=dict)
    keys: dict[str, list[Keys]] = field(default_factory=lambda: defaultdict(list))
    values: dict[str, list[Keys]] = field(default_factory=lambda: defaultdict(list))


def names_in_tables(ledger: Ledger, before: Snapshot, entry: Entry, new_id: str) -> TableNames:
    """Find where tables name an entry; raise `CouldNot` where its id is made of something else."""
    names = TableNames()
    tables = [each for each in all_entries(ledger) if isinstance(each, Table)]
    for shown in dict.fromkeys(before.path_of(table.file) for table in tables):
        _name_cells(names, ledger, before, shown, _Meant(entry, new_id))
    for table in tables:
        if entry.stands_in == before.path_of(table.file):
            names.keys[table.stands_in] += _acceptances(table, entry)
        written = document(before.data(table.stands_in))
        paths = (path for path in _constants(table, entry) if _is_there(written, path))
        names.values[table.stands_in] += paths
    return names


class _Meant(NamedTuple):
    """The entry that is renamed, and its new id."""

    entry: Entry
    new_id: str


def _name_cells(
    names: TableNames, ledger: Ledger, before: Snapshot, shown: str, meant: _Meant
) -> None:
    """Note the cells of a CSV file that name an entry, and the file with its new id."""
    reads = [read for read in read_tables(before, shown) if read.sheet is not None]
    naming = {
        entry_name(each): set(_keys_naming(each, meant.entry))
        for each in all_entries(ledger)
        if each.stands_in == shown
    }
    cells = {
        cell: place
        for read in reads
        for cell, place in _Lines(read, naming, meant.entry).cells(shown)
    }
    if cells:
        sheet = reads[0].sheet
        assert sheet is not None
        new = dict.fromkeys(cells, meant.new_id)
        names.files[Path(shown)] = with_cells(sheet, before.data(shown), new)
        names.places.extend(cells.values())


def _is_there(written: Any, path: Keys) -> bool:
    """Whether a document has a value at a path."""
    for key in path:
        try:
            written = written[key]
        except (KeyError, IndexError, TypeError):
            return False
    return True


class _Lines:
    """The lines of a table, in which an entry may be named; `naming` has the keys that do so."""

    def __init__(
        self, read: ReadTable, naming: Mapping[EntryName, Collection[str]], entry: Entry
    ) -> None:
        assert read.sheet is not None
        self.read, self.sheet, self.naming, self.entry = read, read.sheet, naming, entry
        self._rows = {row.line: row.cells for row in read.sheet.rows}

    def cells(self, shown: str) -> Iterator[tuple[Cell, Location]]:
        """The cells that have the id of the entry, each with its place."""
        is_here = self.entry.stands_in == shown
        for draft in chain.from_iterable(drafted.drafts for _, drafted in self.read.made):
            yield from self._naming(draft)
            if is_here and (draft.kind, draft.id) == entry_name(self.entry):
                _refuse_made_id(self.read, draft)
                yield self._cell(draft, "id")

    def _naming(self, draft: Draft) -> Iterator[tuple[Cell, Location]]:
        keys = self.naming.get((draft.kind, draft.id), ())
        _refuse_parts_of_ids(self.read, draft, keys, self.entry)
        for key in draft.columns:
            if key in keys and _is_id(self._written(draft, key), self.entry):
                yield self._cell(draft, key)

    def _cell(self, draft: Draft, key: str) -> tuple[Cell, Location]:
        place = Location(self.read.file, (draft.kind, draft.id, key))
        return (draft.line, self.sheet.number_of(draft.columns[key])), place

    def _written(self, draft: Draft, key: str) -> str:
        """The text of a cell."""
        cells = self._rows[draft.line]
        return cell_text(strip_text(cells[self.sheet.number_of(draft.columns[key])]))


def _keys_naming(entry: Entry, other: Entry) -> Iterator[str]:
    """The keys of an entry that name another."""
    name = entry_name(other)
    for reference in references(entry):
        if (reference.kind, reference.id) == name:
            yield str(reference.keys[0])


def _is_id(written: str, entry: Entry) -> bool:
    """Whether a text is the id of an entry; a recipient's is exact, as it may be a name."""
    is_recipient = entry.kind == Recipient.kind
    return written == entry.id or (not is_recipient and plain_id(written) == entry.id)


def _refuse_parts_of_ids(
    read: ReadTable, draft: Draft, keys: Collection[str], entry: Entry
) -> None:
    """Refuse an id that the id of a line is made of: the line would have another id."""
    if draft.kind != read.table.type or not {"id", "reference"}.isdisjoint(draft.columns):
        return
    parts = next((row for row in KINDS[draft.kind].described.id_from if row[0] in draft.table), ())
    if any(key in keys and _is_id(str(draft.table.get(key)), entry) for key in parts):
        name = identifier(draft.kind, draft.id)
        place = f"line {draft.line} of {read.file}"
        message = joined("", (f"the id of {draft.kind} ", name, f" is made of it, in {place}"))
        raise CouldNot(message, _own_ids(read.table.id))


def _own_ids(table: str) -> str:
    return f'give the lines ids of their own: columns = {{ id = "..." }} in [table.{table}]'


def _refuse_made_id(read: ReadTable, draft: Draft) -> None:
    """Refuse an id that is no cell of its own: another key's, or that of several entries."""
    place = f"line {draft.line} of {read.file}"
    table, name = read.table.id, identifier(draft.kind, draft.id)
    if draft.kind == Recipient.kind and "id" not in draft.columns:
        message = joined("", ("the id of recipient ", name, f" is made of the name in {place}"))
        help = "write an entry [recipient.NEW] with this name: lines then find it"
        raise CouldNot(message, help)
    if "id" not in draft.columns:
        message = joined("", (f"the id of {draft.kind} ", name, f" is made of others in {place}"))
        raise CouldNot(message, _own_ids(table))
    for _, drafted in read.made:
        for other in drafted.drafts:
            has_no_own = "id" not in other.columns and other.kind != Recipient.kind
            if other.line == draft.line and has_no_own:
                message = joined("", (f"{other.kind} ", name, f" in {place} has the same id"))
                help = (
                    f'give it its own: columns = {{ id = "..." }} in [table.{table}.{other.kind}]'
                )
                raise CouldNot(message, help)


def _acceptances(table: Table, entry: Entry) -> Iterator[Keys]:
    """The paths of what a table accepts of a line, by its id."""
    kind, id = entry_name(entry)
    above = () if kind == table.type else (kind,)
    if any(accepted.id == id for accepted in table.accepts(kind)):
        yield (*table.path, *above, "accept", id)


def _constants(table: Table, entry: Entry) -> Iterator[Keys]:
    """The paths at which a table says of all lines that they name an entry, if it does.

    Constants may stand beside the keys of a table, or in one of their own.
    """
    for keys in _naming(table.type, values_of(table.constants), entry):
        yield (*table.path, *keys)
        yield (*table.path, "constants", *keys)
    for made in table.also:
        for keys in _naming(made.kind, values_of(made.constants), entry):
            yield (*table.path, made.kind, *keys)
            yield (*table.path, "also", made.kind, *keys)


def _naming(kind: str, values: Mapping[str, Any], entry: Entry) -> Iterator[Keys]:
    """The keys of constants that name an entry; a strand is one of its own program's."""
    program = values.get("program")
    for naming in namings(KINDS[kind]):
        value = values.get(naming.key)
        if naming.kind != entry.kind or value is None:
            continue
        if isinstance(entry, Strand) and program not in (None, entry.program):
            continue
        several = value if isinstance(value, list) else [value]
        for number, id in enumerate(several):
            if id == entry.id:
                yield (naming.key, number) if isinstance(value, list) else (naming.key,)
