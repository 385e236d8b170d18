"""Which row of a table has the headings, the delimiter of a CSV file, and the unread columns.

The header row is the first, unless another row certainly is, or the user says so. The delimiter is
found from the first rows. An unread column is reported where a column that is compared is missing.
"""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice

from tidlig.exchange.cells import stripped, text
from tidlig.exchange.columns import Layout, are_headings, layout, possible, ranked
from tidlig.exchange.declarations import if_telling
from tidlig.exchange.headings import ROWS_LOOKED_AT, is_date
from tidlig.exchange.tables import Sheet, SheetRow, Unusable, at_line, unusable
from tidlig.matching.items import UnreadColumn
from tidlig.model.records import Register

_MOST = 60
"""So many columns are looked at."""

_LONGEST = 200
"""No name that is looked for is longer."""


def looked_at(layout: Layout) -> Sequence[int]:
    """Give the columns whose cells show what they may be; none where nothing is missed."""
    has_party = not layout.columns.keys().isdisjoint(("recipient", "cvr"))
    return () if has_party and "date" in layout.columns else layout.unread[:_MOST]


def unread_columns(
    sheet: Sheet, layout: Layout, rows: Sequence[SheetRow], kind: str
) -> tuple[UnreadColumn, ...]:
    """Give the columns that may be the date or the recipient, with what the first rows have."""
    taken = {*layout.columns.values(), *layout.signs, *layout.looks}
    called = {word: frozenset(possible(sheet, kind, word, taken)) for word in ("date", "recipient")}
    numbers = looked_at(layout)
    return tuple(
        _column(sheet, rows, number, frozenset(word for word in called if number in called[word]))
        for number in numbers
    )


def _column(
    sheet: Sheet, rows: Sequence[SheetRow], number: int, called: frozenset[str]
) -> UnreadColumn:
    cells = [stripped(row.cells[number]) for row in rows[:ROWS_LOOKED_AT]]
    dates = [each for each in cells if is_date(each)]
    texts = tuple(text(each)[:_LONGEST] for each in cells)
    return UnreadColumn(sheet.headings[number], called, texts, 2 * len(dates) > len(cells))


DELIMITERS = (";", ",", "\t", "|")

_ROWS = 50
"""So many rows are looked at."""

_SAMPLE = 1 << 20
"""So many characters are looked at, for rows may be as long as a file."""


def sample(text: str) -> str:
    """Give the beginning of a text, in whole lines where it has more than one."""
    if len(text) <= _SAMPLE:
        return text
    return text[: text.rfind("\n", 0, _SAMPLE) + 1 or _SAMPLE]


def first_rows(text: str, delimiter: str, most: int, *, strict: bool) -> list[list[str]]:
    """Give the first rows of a sample, none where they cannot be parted so.

    Strictly means that quotes must be in order, and that empty rows do not count.
    """
    start, rows = sample(text), list[list[str]]()
    reader = csv.reader(io.StringIO(start, newline=""), delimiter=delimiter, strict=strict)
    try:
        rows.extend(islice((row for row in reader if row or not strict), most))
    except csv.Error as error:
        is_cut = len(start) < len(text) and "unexpected end" in str(error)
        return rows if is_cut else []
    return rows


def delimiter_of(text: str, file: str) -> str:
    """Give the one character that parts every row into as many cells as the heading has.

    One that parts the heading alone is taken where none parts every row: the rows are then at
    fault, one by one. Where two would do, none is taken.
    """
    widths = {
        each: [len(row) for row in first_rows(text, each, _ROWS, strict=True)]
        for each in DELIMITERS
    }
    parting = {each: found for each, found in widths.items() if found and found[0] > 1}
    regular = [each for each, found in parting.items() if len(set(found)) == 1]
    candidates = regular or list(parting)
    if len(candidates) > 1:
        shown = " or ".join(f'"{_shown(each)}"' for each in candidates)
        message = f"the cells may be parted by {shown}"
        raise unusable(message, at_line(file, 1), "give --delimiter")
    return candidates[0] if candidates else DELIMITERS[0]


def _shown(delimiter: str) -> str:
    return "\\t" if delimiter == "\t" else delimiter


MOST_ABOVE = 20
"""Headings that nobody points out stand in one of so many rows."""


@dataclass(frozen=True, slots=True)
class HeaderRow:
    """What is known of the headings of a register before it is read; perhaps their line."""

    register: Register
    line: int | None = None

    def parted(
        self, rows: Iterator[SheetRow], file: str
    ) -> tuple[SheetRow | None, list[SheetRow], tuple[SheetRow, ...]]:
        """Give the row of the headings, None where there is no row, the rows below it, and above.

        Of those below only the last keeps what stands in columns that nobody asks for.
        """
        above = self._above(rows)
        if not above:
            return None, [], ()
        at = self._at(above, file)
        heading = above[at]
        below = list(self._thinned(chain(above[at + 1 :], rows), heading, file))
        return heading, below, tuple(above[max(0, at - MOST_ABOVE) : at])

    def _above(self, rows: Iterator[SheetRow]) -> list[SheetRow]:
        """Give the rows that the headings may be among."""
        if self.line is None:
            return list(islice(rows, MOST_ABOVE))
        above = []
        for row in rows:
            above.append(row)
            if row.line >= self.line:
                break
        return above

    def _at(self, rows: Sequence[SheetRow], file: str) -> int:
        if self.line is None:
            return next((at for at, row in enumerate(rows) if self._known(row.cells)), 0)
        for at, row in enumerate(rows):
            if row.line == self.line:
                return at
        message = f"there is no row on line {self.line} to take the headings from"
        raise unusable(message, at_line(file, 1), "see which --header is meant")

    def _thinned(
        self, rows: Iterator[SheetRow], heading: SheetRow, file: str
    ) -> Iterator[SheetRow]:
        """Empty the cells that nobody asks for, so that a wide register has room.

        A value that says what its column is stays. The last row may be a total, and is kept whole.
        The first rows keep what may show that a column is one which is missed.
        """
        headings = [str(cell).strip() for cell in heading.cells]
        while headings and not headings[-1]:
            headings.pop()
        asked, first = self._asked(headings, heading.line, file) or (None, None)
        empty, before = [""] * len(headings), None
        for number, row in enumerate(rows):
            if before is not None:
                kept = first if number <= ROWS_LOOKED_AT else asked
                yield before if kept is None else _only(before, kept, empty)
            before = row
        if before is not None:
            yield before

    def _asked(
        self, headings: Sequence[str], line: int, file: str
    ) -> tuple[list[int], list[int]] | None:
        """Give the columns that are asked for, and those that are in the first rows.

        None where that is not known, as is told later.
        """
        sheet = Sheet(file, tuple(headings), line, (), lambda line, _: at_line(file, line))
        try:
            plan = layout(sheet, self.register)
        except Unusable:
            return None
        asked = {*plan.asked, *ranked(sheet, self.register.type)}
        return sorted(asked), sorted({*asked, *looked_at(plan)})

    def delimiter(self, text: str) -> str | None:
        """Give what parts cells so that a row below the first surely has headings; else None."""
        found = {
            each
            for each in DELIMITERS
            for row in first_rows(text, each, MOST_ABOVE, strict=False)
            if self.line is None and self._known(row)
        }
        first = sample(text).partition("\n")[0]
        is_below = all(not self._known(first.split(each)) for each in found)
        return found.pop() if len(found) == 1 and is_below else None

    def _known(self, cells: Sequence[object]) -> bool:
        return are_headings([str(cell).strip() for cell in cells], self.register)


def _only(row: SheetRow, asked: Sequence[int], empty: Sequence[object]) -> SheetRow:
    """Give a row with nothing in the other columns that have a heading, but what tells of them."""
    if len(row.cells) < len(empty):
        return row
    cells = [*empty, *row.cells[len(empty) :]]
    for number in asked:
        cells[number] = row.cells[number]
    for number, cell in enumerate(row.cells[: len(empty)]):
        if cell and not cells[number]:
            cells[number] = if_telling(cell)
    return row._replace(cells=cells)
