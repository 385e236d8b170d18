"""Cells under one that is merged over several rows: they look filled, and the file has them empty.

Whoever reads the sheet sees one year beside three lines, and a program one year and two lines
without. The process that reads workbooks puts a mark into such cells.
"""

import re
from collections.abc import Iterable
from typing import NamedTuple

from tidlig.sheets.workbook_sizes import column_number

_REFERENCE = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7}):\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")


class Merged(NamedTuple):
    """Cells that are merged: their rows, from 1, and columns, from 0; the last ones too."""

    first_row: int
    last_row: int
    first_column: int
    last_column: int


def merged_cells(reference: str) -> Merged | None:
    """Read what is merged, such as E2:E4; None for what is no such reference."""
    match = _REFERENCE.fullmatch(reference)
    if match is None:
        return None
    columns = sorted(column_number(letters.encode()) - 1 for letters in match.group(1, 3))
    rows = sorted(map(int, match.group(2, 4)))
    return Merged(rows[0], rows[1], columns[0], columns[1])


class MergedRows:
    """What is merged over several rows, as rows are gone through from above."""

    def __init__(self, merged: Iterable[Merged]) -> None:
        """Take what is merged in a sheet."""
        over_rows = (each for each in merged if each.last_row > each.first_row)
        self._below = sorted(over_rows, reverse=True)
        self._begun: list[Merged] = []

    def mark(self, number: int, row: list[object]) -> None:
        """Mark the empty cells of a row that lie under a merged one with a value."""
        self._begun = [each for each in self._begun if each.last_row >= number]
        for each in self._begun:
            for column in range(each.first_column, min(each.last_column + 1, len(row))):
                if row[column] == "":
                    row[column] = {"covered": None}
        self._begin(number, row)

    def _begin(self, number: int, row: list[object]) -> None:
        """Begin what is merged from a row on, where a value stands in it."""
        while self._below and self._below[-1].first_row <= number:
            each = self._below.pop()
            has_value = each.first_column < len(row) and row[each.first_column] != ""
            if each.first_row == number and has_value:
                self._begun.append(each)
