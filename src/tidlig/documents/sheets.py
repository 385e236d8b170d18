"""What all our workbooks have in common: cells, number formats, names of sheets, and limits.

A text is never a formula or a link (`write_string` alone writes them), and an amount is a number
only where a spreadsheet holds it to the last øre. The same report gives the same bytes.
"""

import datetime as dt
import io
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from tidlig.model.failure import CouldNot
from tidlig.model.money import ORE_PER_KRONE, Unit
from tidlig.render.escaping import for_sheet

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

MOST_ROWS = 1_048_576
LONGEST_NAME = 31
MOST_DIGITS = 10**15
"""A spreadsheet keeps fifteen digits of a number; an amount in øre of more would be another."""

_FORBIDDEN = r"[\[\]:*?/\\\x00-\x1f]"
_OPTIONS = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_CREATED = dt.datetime(2000, 1, 1)  # noqa: DTZ001 - the same in every file
_SCALES = {100: "", 100_000: ",", 100_000_000: ",,", 100_000_000_000: ",,,"}


def kroner_number(ore: int) -> float:
    """Return an amount in øre as a number of kroner, or refuse one that would be another."""
    if abs(ore) >= MOST_DIGITS:
        raise CouldNot(
            "an amount has more than 15 digits, which a workbook cannot hold",
            "write .csv or .json, which have every digit",
        )
    return ore / ORE_PER_KRONE


def number_format(unit: Unit, before: str = "") -> str:
    """Return the format that shows a number of kroner in a unit, in the user's own notation.

    `before` is what stands before the number, such as "ca. ".
    """
    decimals = f".{'0' * unit.decimals}" if unit.decimals else ""
    mark = f'"{before}"' if before else ""
    shown = f"#,##0{decimals}{_SCALES[unit.ore]}"
    return f"{mark}{shown};[Red]{mark}-{shown};{mark}0{decimals}"


class Book:
    """A workbook in memory: its formats are made once each, its sheets have names of their own."""

    def __init__(
        self, title: str, unit: Unit, circa: str, *, with_values: bool = True, folder: str = ""
    ) -> None:
        """Begin a workbook whose amounts are shown in a unit, inexact ones behind `circa`.

        `with_values` writes beside a formula what it comes to, for who does not compute it. Long
        sheets are written in a `folder` while they are made; without one all is made in memory.
        """
        from xlsxwriter import Workbook

        self.unit, self.circa, self.with_values = unit, circa, with_values
        self.first: Worksheet = None
        self.file = io.BytesIO()
        self.workbook = Workbook(self.file, {**_OPTIONS, "in_memory": not folder, "tmpdir": folder})
        self.workbook.set_properties({"title": for_sheet(title)[:200], "created": _CREATED})
        self._formats: dict[tuple[tuple[str, Any], ...], Format] = {}
        self._names: set[str] = set()

    def sheet(self, name: str, *, is_long: bool = False) -> "Worksheet":
        """Add a sheet; of one that `is_long` a row is written out before the next is begun."""
        self.workbook.constant_memory = 1 if is_long else 0
        sheet = self.workbook.add_worksheet(self.free_name(name))
        self.workbook.constant_memory = 0
        sheet.set_landscape()
        sheet.set_paper(9)  # A4
        sheet.fit_to_pages(1, 0)
        sheet.set_footer("&L&A&R&P / &N")
        return sheet

    def free_name(self, text: str) -> str:
        """Return a name for a sheet, made of a text: short enough, allowed, and no other's."""
        clean = re.sub(_FORBIDDEN, "_", for_sheet(text)).strip("' ") or "_"
        name, number = clean[:LONGEST_NAME].rstrip("' "), 1
        while name.casefold() in self._names or name.casefold() == "history":
            number += 1
            end = f" ({number})"
            name = clean[: LONGEST_NAME - len(end)] + end
        self._names.add(name.casefold())
        return name

    def format(self, properties: Mapping[str, Any]) -> "Format":
        """Return a format with some properties."""
        key = tuple(sorted(properties.items()))
        if key not in self._formats:
            self._formats[key] = self.workbook.add_format(dict(properties))
        return self._formats[key]

    def text(self, sheet: "Worksheet", row: int, column: int, text: str, **properties: Any) -> None:
        """Write a text, masked; nothing is written for an empty one that has no format."""
        if row >= MOST_ROWS:
            raise too_many_rows()
        if text:
            sheet.write_string(row, column, for_sheet(text), self.format(properties))
        elif properties:
            sheet.write_blank(row, column, None, self.format(properties))

    def data(self) -> bytes:
        """Close the workbook and return its bytes."""
        self.workbook.close()
        return self.file.getvalue()


def too_many_rows() -> CouldNot:
    """Return the error for more rows than a sheet can have."""
    return CouldNot(
        f"a sheet has at most {MOST_ROWS} rows, and there are more",
        "choose fewer programs, or write .csv",
    )
