"""Which row of a table has the headings, and what parts the cells of a CSV file.

The header row is the first, unless another row certainly is, or the user says so. The delimiter is
found from the first rows.
"""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice

from tidlig.model.messages import Message, joined_by_or
from tidlig.model.records import Register
from tidlig.model.spelling import same_form
from tidlig.sheets.columns import Layout, are_headings, layout, ranked_columns
from tidlig.sheets.declarations import keep_if_meaningful
from tidlig.sheets.headings import ROWS_LOOKED_AT
from tidlig.sheets.tables import Sheet, SheetRow, Unusable, at_line, unusable

_MOST = 60
"""Of no more columns are the values sampled."""


def columns_to_sample(layout: Layout) -> Sequence[int]:
    """The columns whose cells show what they may be; none where no column is missed."""
    has_party = not layout.columns.keys().isdisjoint(("recipient", "cvr"))
    if has_party and "date" in layout.columns:
        return ()
    return layout.unread[:_MOST]


DELIMITERS = (";", ",", "\t", "|")

_ROWS = 50
"""So many rows decide which character parts cells."""

_SAMPLE = 1 << 20
"""No sample has more characters, for rows may be as long as a file."""


def sample(text: str) -> str:
    """The beginning of a text, in whole lines where it has more than one."""
    if len(text) <= _SAMPLE:
        return text
    return text[: text.rfind("\n", 0, _SAMPLE) + 1 or _SAMPLE]


def first_rows(text: str, delimiter: str, most: int, *, strict: bool) -> list[list[str]]:
    """The first rows of a sample, none where they cannot be parted so.

    Strictly means that quotes must be in order, and that empty rows do not count.
    """
    start = sample(text)
    rows: list[list[str]] = []
    reader = csv.reader(io.StringIO(start, newline=""), delimiter=delimiter, strict=strict)
    try:
        rows.extend(islice((row for row in reader if row or not strict), most))
    except csv.Error as error:
        is_cut = len(start) < len(text) and "unexpected end" in str(error)
        return rows if is_cut else []
    return rows


def delimiter_of(text: str, file: str) -> str:
    """The one character that parts every row into as many cells as the heading has.

    One that parts the heading alone is taken where none parts every row: the rows are then at
    fault, one by one. Where two would do, none is taken.
    """
    widths = {delimiter: _widths(text, delimiter) for delimiter in DELIMITERS}
    parting = [delimiter for delimiter in DELIMITERS if _parts_first_row(widths[delimiter])]
    regular = [delimiter for delimiter in parting if len(set(widths[delimiter])) == 1]
    candidates = regular or parting or DELIMITERS[:1]
    if len(candidates) > 1:
        raise _ambiguous(candidates, file)
    return candidates[0]


def _widths(text: str, delimiter: str) -> list[int]:
    """How many cells each of the first rows has."""
    return [len(row) for row in first_rows(text, delimiter, _ROWS, strict=True)]


def _parts_first_row(widths: Sequence[int]) -> bool:
    return bool(widths) and widths[0] > 1


def _ambiguous(candidates: Sequence[str], file: str) -> Unusable:
    quoted = joined_by_or(f'"{_shown(delimiter)}"' for delimiter in candidates)
    message = Message("the cells may be parted by {delimiters}", delimiters=quoted)
    return unusable(message, at_line(file, 1), Message("give --delimiter"))


def _shown(delimiter: str) -> str:
    return "\\t" if delimiter == "\t" else delimiter


MOST_ABOVE = 20
"""Headings that nobody points out stand in one of so many rows."""


@dataclass(frozen=True, slots=True)
class Headings:
    """What is known of the headings of a table before it is read; perhaps their line."""

    line: int | None = field(default=None, kw_only=True)

    def split_rows(
        self, rows: Iterator[SheetRow], file: str
    ) -> tuple[SheetRow | None, list[SheetRow], tuple[SheetRow, ...]]:
        """The row of the headings, None where there is no row, the rows below it, and above."""
        above = self._above(rows)
        if not above:
            return None, [], ()
        at = self._at(above, file)
        heading = above[at]
        below = list(self._thinned(chain(above[at + 1 :], rows), heading, file))
        return heading, below, tuple(above[max(0, at - MOST_ABOVE) : at])

    def _above(self, rows: Iterator[SheetRow]) -> list[SheetRow]:
        """The rows that the headings may be among."""
        if self.line is None:
            return list(islice(rows, MOST_ABOVE))
        above = []
        for row in rows:
            above.append(row)
            if row.line >= self.line:
                break
        return above

    def _at(self, rows: Sequence[SheetRow], file: str) -> int:
        """Which row has the headings: the one of the line, else the first that is known."""
        if self.line is None:
            known = (at for at, row in enumerate(rows) if self._is_known(row.cells))
            return next(known, 0)
        for at, row in enumerate(rows):
            if row.line == self.line:
                return at
        message = Message(
            "there is no row on line {line} to take the headings from", line=self.line
        )
        raise unusable(message, at_line(file, 1), Message("see which --header is meant"))

    def _thinned(
        self, rows: Iterator[SheetRow], heading: SheetRow, file: str
    ) -> Iterator[SheetRow]:
        """The rows with the cells that are needed: here all of them."""
        del heading, file
        return rows

    def delimiter(self, text: str) -> str | None:
        """What parts cells so that a row below the first surely has headings; else None."""
        if self.line is not None:
            return None
        known = [delimiter for delimiter in DELIMITERS if self._has_headings(text, delimiter)]
        if len(known) != 1:
            return None
        first = sample(text).partition("\n")[0]
        return None if self._is_known(first.split(known[0])) else known[0]

    def _has_headings(self, text: str, delimiter: str) -> bool:
        rows = first_rows(text, delimiter, MOST_ABOVE, strict=False)
        return any(self._is_known(row) for row in rows)

    def _is_known(self, cells: Sequence[object]) -> bool:
        """Whether the cells of a row show that it has the headings: here none do."""
        del cells
        return False


@dataclass(frozen=True, slots=True)
class NamedHeadings(Headings):
    """Headings that are all named; all cells of the rows below are kept."""

    named: tuple[str, ...]

    def _is_known(self, cells: Sequence[object]) -> bool:
        forms = {same_form(str(cell)) for cell in cells}
        return bool(self.named) and all(same_form(heading) in forms for heading in self.named)


@dataclass(frozen=True, slots=True)
class HeaderRow(Headings):
    """The headings of a register: those that it names, or known ones.

    Of the rows below only the last keeps what stands in columns that nobody asks for.
    """

    register: Register

    def _thinned(
        self, rows: Iterator[SheetRow], heading: SheetRow, file: str
    ) -> Iterator[SheetRow]:
        """Empty the cells that are not needed, so that a wide register has room in memory.

        A value that says what its column is stays. The last row may be a total, and is kept whole.
        The first rows keep what may show that a column is one which is missed.
        """
        headings = [str(cell).strip() for cell in heading.cells]
        while headings and not headings[-1]:
            headings.pop()
        needed = self._columns_needed(headings, heading.line, file)
        if needed is None:
            yield from rows
            return
        everywhere, in_first_rows = needed
        empty = [""] * len(headings)
        before: SheetRow | None = None
        for number, row in enumerate(rows):
            if before is not None:
                columns = in_first_rows if number <= ROWS_LOOKED_AT else everywhere
                yield _only(before, columns, empty)
            before = row
        if before is not None:
            yield before

    def _columns_needed(
        self, headings: Sequence[str], line: int, file: str
    ) -> tuple[list[int], list[int]] | None:
        """The columns that are needed of all rows, and of the first rows.

        None where the layout cannot be decided: that is reported later.
        """
        sheet = Sheet(file, tuple(headings), line, (), lambda line, _: at_line(file, line))
        try:
            plan = layout(sheet, self.register)
        except Unusable:
            return None
        everywhere = {*plan.columns_read, *ranked_columns(sheet, self.register.type)}
        return sorted(everywhere), sorted({*everywhere, *columns_to_sample(plan)})

    def _is_known(self, cells: Sequence[object]) -> bool:
        return are_headings([str(cell).strip() for cell in cells], self.register)


def _only(row: SheetRow, needed: Sequence[int], empty: Sequence[object]) -> SheetRow:
    """Empty the other cells that have a heading, but for values that say what their column is."""
    if len(row.cells) < len(empty):
        return row
    cells = [*empty, *row.cells[len(empty) :]]
    for number in needed:
        cells[number] = row.cells[number]
    for number, cell in enumerate(row.cells[: len(empty)]):
        if cell and not cells[number]:
            cells[number] = keep_if_meaningful(cell)
    return row._replace(cells=cells)
