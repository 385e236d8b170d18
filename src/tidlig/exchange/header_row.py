"""Which row of a table has its headings: the first, unless another surely has, or someone says."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice

from tidlig.exchange.accounting_headings import ROWS_LOOKED_AT
from tidlig.exchange.columns import are_headings, ranked
from tidlig.exchange.delimiters import DELIMITERS, first_rows, sample
from tidlig.exchange.layouts import layout
from tidlig.exchange.tables import Sheet, SheetRow
from tidlig.exchange.telling_values import if_telling
from tidlig.exchange.unread_columns import looked_at
from tidlig.exchange.unusable import Unusable, at_line, unusable
from tidlig.model.records import Register

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
