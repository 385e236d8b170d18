"""Which row of a table has its headings: the first, unless another surely has, or someone says."""

from collections.abc import Sequence
from dataclasses import dataclass

from tidlig.exchange.columns import are_headings
from tidlig.exchange.delimiters import DELIMITERS, first_rows, sample
from tidlig.exchange.sheets import SheetRow
from tidlig.exchange.unusable import at_line, unusable
from tidlig.model.register import Register

MOST_ABOVE = 20
"""Headings that nobody points out stand in one of so many rows."""


@dataclass(frozen=True, slots=True)
class Head:
    """What is known of the headings of a register before it is read; perhaps their line."""

    register: Register
    line: int | None = None

    def parted(self, rows: Sequence[SheetRow], file: str) -> tuple[SheetRow, list[SheetRow]]:
        """Give the row of the headings, and the rows below it."""
        at = self._at(rows, file)
        return rows[at], list(rows[at + 1 :])

    def _at(self, rows: Sequence[SheetRow], file: str) -> int:
        if self.line is None:
            found = (at for at, row in enumerate(rows[:MOST_ABOVE]) if self._known(row.cells))
            return next(found, 0)
        for at, row in enumerate(rows):
            if row.line == self.line:
                return at
        message = f"there is no row on line {self.line} to take the headings from"
        raise unusable(message, at_line(file, 1), "see which --header is meant")

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
