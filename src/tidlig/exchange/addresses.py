"""Cells of a sheet by their address, as Excel writes it: B3."""

from dataclasses import dataclass

from tidlig.model.findings import Location


def column_letters(number: int) -> str:
    """Give the letters of a column, from 0: A, B, ..., Z, AA."""
    letters = ""
    number += 1
    while number:
        number, letter = divmod(number - 1, 26)
        letters = chr(65 + letter) + letters
    return letters


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where the cells of a sheet stand."""

    file: str
    sheet: str

    def __call__(self, line: int, column: int) -> Location:
        """Give the place of a cell, its column from 0."""
        return Location(f"{self.file}: {self.sheet}!{column_letters(column)}{line}")
