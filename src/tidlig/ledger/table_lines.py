"""Where the entries of tables stand: places in their CSV files, and the lines that they take up.

As with TOML, the file is read again when a place is asked for, and never before.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import NamedTuple

from tidlig.arithmetic.related import alone
from tidlig.ledger.open import currency_of, read_file
from tidlig.ledger.origin import Origin
from tidlig.ledger.table_sheets import ReadTable, read_table
from tidlig.model.entry import Entry, Settings
from tidlig.model.findings import Location, Span
from tidlig.model.tables import Table
from tidlig.sheets.drafts import Draft
from tidlig.sheets.tables import Sheet
from tidlig.source.positions import EntryLines


class Line(NamedTuple):
    """A line of a sheet as the draft of an entry, to where the next line begins."""

    sheet: Sheet
    draft: Draft

    def span(self, keys: tuple[str, ...]) -> Span | None:
        """Where a key stands: its cell, or that of the id for one without a column."""
        columns = self.draft.columns
        for length in range(len(keys), 0, -1):
            heading = columns.get(".".join(keys[:length]))
            if heading is not None:
                return self._of(heading)
        inner = [key for key in columns if keys and key.startswith(f"{keys[0]}.")]
        naming = (*inner, "id", "reference", "name", "recipient")
        named = [key for key in naming if key in columns]
        return self._of(columns[named[0]]) if named else self._of("")

    def _of(self, heading: str) -> Span | None:
        return self.sheet.place(self.draft.line, self.sheet.number_of(heading)).span


class _Tables(NamedTuple):
    """The tables of a ledger whose lines stand in a file, and the ledger's currency."""

    tables: list[Table]
    currency: str

    def read(self, shown: str, data: bytes) -> Iterator[ReadTable]:
        """Read the file by each of the tables."""
        for table in self.tables:
            yield read_table(table, data, shown, self.currency)


def _tables_of(origin: Origin, shown: str) -> _Tables:
    tables, currency = _tables(origin)
    return _Tables([each for each in tables if origin.path_of(each.file) == shown], currency)


def _tables(origin: Origin) -> _Tables:
    """All tables of a ledger: only files are read that may have any, or the settings."""
    tables: list[Table] = []
    settings = Settings(format=1)
    files = list(origin.files())
    currency = currency_of(files)
    for file in files:
        if file.holds_settings or (isinstance(file.data, bytes) and b"table" in file.data):
            contents = read_file(file, currency)
            settings = contents.settings or settings
            tables += [entry for entry in contents.entries if isinstance(entry, Table)]
    return _Tables(tables, settings.currency)


def read_tables(origin: Origin, shown: str) -> list[ReadTable]:
    """The tables of a ledger whose lines stand in a file, as they are read from it."""
    return list(_tables_of(origin, shown).read(shown, origin.data(shown)))


def lines_by_name(read: ReadTable) -> dict[tuple[str, str], Line]:
    """The lines of a table by kind and id, of several the first."""
    lines: dict[tuple[str, str], Line] = {}
    if read.sheet is not None:
        for _, drafted in read.made:
            for draft in drafted.drafts:
                lines.setdefault((draft.kind, draft.id), Line(read.sheet, draft))
    return lines


def table_spans(
    origin: Origin, shown: str, locations: Iterable[Location]
) -> tuple[dict[Location, Span], list[str]]:
    """The span of each location in a CSV file that can be found, and the lines of its text."""
    spans: dict[Location, Span] = {}
    text = origin.data(shown).decode("utf-8", "replace")
    wanted = [location for location in locations if len(location.path) > 1]
    for read in _tables_of(origin, shown).read(shown, origin.data(shown)):
        text = read.text or text
        lines = lines_by_name(read)
        for location in wanted:
            kind, id, *keys = map(str, location.path)
            span = lines[kind, id].span(tuple(keys)) if (kind, id) in lines else None
            if span is not None:
                spans[location] = span
    return spans, [line.removesuffix("\r") for line in text.split("\n")]


class TableLines:
    """Finds the lines of an entry in versions of a CSV file, by the tables as they are now."""

    def __init__(self, origin: Origin, shown: str) -> None:
        """Find the tables of the file."""
        self._tables, self._shown = _tables_of(origin, shown), shown

    def __call__(self, data: bytes, path: tuple[str | int, ...]) -> list[EntryLines]:
        """The stretches of lines that belong to an entry; none where it is not there."""
        kind, id = map(str, path[:2])
        for read in self._tables.read(self._shown, data):
            line = lines_by_name(read).get((kind, id))
            if line is not None:
                return [EntryLines(line.draft.line, _last(line))]
        return []


def _last(line: Line) -> int:
    """The last line of a row, which may have line ends in its cells."""
    text, lines = line.sheet.text or "", [row.line for row in line.sheet.rows]
    after = bisect_right(lines, line.draft.line)
    if after < len(lines):
        return lines[after] - 1
    return text.count("\n") + (not text.endswith("\n"))


def apart(entry: Entry) -> Entry:
    """An entry without those within it, and a table without what it says of its lines.

    What a table says of its lines stands in the entries that these are.
    """
    if not isinstance(entry, Table):
        return alone(entry)
    also = tuple(made._replace(constants=(), accept_lines=()) for made in entry.also)
    return replace(entry, constants=(), accept_lines=(), also=also)
