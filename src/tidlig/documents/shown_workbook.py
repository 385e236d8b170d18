"""A report as it is shown, as a workbook: its tables one below the other on one sheet.

An amount that is exactly known is a number in kroner, shown in the unit of the report; one that is
rounded in its source has its mark in the number's format. Bounds and what is unknown are texts.
"""

from typing import TYPE_CHECKING, Any

from tidlig.documents.sheets import MOST_ROWS, Book, kroner_number, number_format, too_many_rows
from tidlig.model.money import UNITS
from tidlig.render.grid import Cell, Column, Grid, Row
from tidlig.render.sentences import sentence
from tidlig.render.shown import Labelled, Shown, Title, amount_in, text_of
from tidlig.render.tables import cells

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

NARROWEST, WIDEST = 8, 60
"""How many characters a column has room for."""

LINE = 15
"""How high a line is, in points."""

_LONGEST_COUNT = 15
_TOTAL = {"bold": True, "top": 1}


def workbook_of(shown: Shown) -> bytes:
    """Return the bytes of a workbook with a report as it is shown."""
    circa = f"{sentence('circa', shown.language)} "
    book = Book(shown.titles[0], UNITS["kr"], circa)
    sheet = book.sheet(shown.titles[0].partition(", ")[0])
    writer = SheetWriter(book, sheet)
    for number, title in enumerate(shown.titles):
        size = {"bold": True, "font_size": 14} if number == 0 else {}
        writer.line(title, **size)
    for part in shown.parts:
        if isinstance(part, Grid):
            writer.grid(part, is_only=len(shown.grids) == 1)
        elif isinstance(part, Title):
            writer.skip()
            writer.line(part.text, bold=True)
        else:
            writer.labelled(part)
    writer.skip()
    for note in shown.notes:
        writer.line(note, italic=True)
    writer.line(", ".join(shown.source), font_color="#666666")
    writer.fit()
    return book.data()


class SheetWriter:
    """Writes lines and tables below one another on a sheet; `row` is the next that is free."""

    def __init__(self, book: Book, sheet: "Worksheet") -> None:
        """Begin at the top of a sheet."""
        self.book, self.sheet = book, sheet
        self.row = 0
        self._widths: dict[int, int] = {}
        self._words: list[tuple[int, int, int]] = []

    def skip(self) -> None:
        """Leave a row empty."""
        self.row += 1

    def line(self, text: str, **properties: Any) -> None:
        """Write a line."""
        self.book.text(self.sheet, self.row, 0, text, **properties)
        self.row += 1

    def labelled(self, part: Labelled) -> None:
        """Write labels with a text beside each."""
        has_labels = any(label for label, _ in part.rows)
        for label, text in part.rows:
            self._widen(0, min(cells(label) + 1, 20))
            self.book.text(self.sheet, self.row, 0, label, bold=True)
            self.book.text(self.sheet, self.row, 1 if has_labels else 0, text)
            self.row += 1

    def grid(self, grid: Grid, *, is_only: bool = False) -> None:
        """Write a table below an empty row; the only one has a filter, and its headings stay."""
        self.skip()
        if self.row + len(grid.rows) + 2 >= MOST_ROWS:
            raise too_many_rows()
        if any(column.group for column in grid.columns):
            self._groups(grid.columns)
        first = self.row
        for at, column in enumerate(grid.columns):
            side = "left" if column.is_words else "right"
            heading = column.heading
            self.book.text(
                self.sheet, first, at, heading, bold=True, align=side, valign="bottom",
                text_wrap=True, bottom=1, indent=_apart(grid.columns, at),
            )  # fmt: skip
            self._widen(at, max(map(len, heading.split(" "))))
        self.row += 1
        for row in grid.rows:
            self._row(grid.columns, row)
        if is_only and grid.rows:
            is_total = grid.rows[-1].stands_out and len(grid.rows) > 1
            last = self.row - 1 - is_total
            self.sheet.autofilter(first, 0, last, len(grid.columns) - 1)
            self.sheet.freeze_panes(first + 1, 0)
            self.sheet.repeat_rows(first)

    def _groups(self, columns: tuple[Column, ...]) -> None:
        """Write the names of groups over the first column of each."""
        before = ""
        for at, column in enumerate(columns):
            if column.group and column.group != before:
                self.book.text(self.sheet, self.row, at, column.group, bold=True)
            before = column.group
        self.row += 1

    def _row(self, columns: tuple[Column, ...], row: Row) -> None:
        for at, (column, cell) in enumerate(zip(columns, row.cells, strict=True)):
            own: dict[str, Any] = {"valign": "top", **(_TOTAL if row.stands_out else {})}
            indent = row.indent // 2 if at == 0 else _apart(columns, at)
            if indent:
                own |= {"indent": indent, "align": "left"}
            self._cell(at, column, cell, own)
        self.row += 1

    def _cell(self, at: int, column: Column, cell: Cell, own: dict[str, Any]) -> None:
        amount, text = amount_in(cell), text_of(cell)
        self._widen(at, cells(text) + 1)
        if amount is not None:
            mark = "" if amount.money.exact else self.book.circa
            shown = self.book.format({**own, "num_format": number_format(amount.unit, mark)})
            self.sheet.write_number(self.row, at, kroner_number(amount.money.ore), shown)
            return
        if not column.is_words and _is_count(text):
            self.sheet.write_number(self.row, at, int(text), self.book.format(own))
            return
        side = {"text_wrap": True} if column.is_words else {"align": "right"}
        if column.is_words:
            self._words.append((self.row, at, cells(text) + 1))
        self.book.text(self.sheet, self.row, at, text, **{**own, **side})

    def _widen(self, at: int, width: int) -> None:
        self._widths[at] = max(self._widths.get(at, NARROWEST), min(width, WIDEST))

    def fit(self) -> None:
        """Make the columns as wide as what tables have in them, and rows as high as long words."""
        for at, width in self._widths.items():
            self.sheet.set_column(at, at, width + 1)
        heights: dict[int, int] = {}
        for row, at, length in self._words:
            lines = -(-length // self._widths[at])
            heights[row] = max(heights.get(row, 1), lines)
        for row, lines in heights.items():
            if lines > 1:
                self.sheet.set_row(row, LINE * lines)


def _apart(columns: tuple[Column, ...], at: int) -> int:
    """Return how far words stand from a figure before them."""
    return 1 if at > 0 and columns[at].is_words and not columns[at - 1].is_words else 0


def _is_count(text: str) -> bool:
    """Whether a text in a column of figures is a whole number."""
    digits = text.removeprefix("-")
    return digits.isascii() and digits.isdigit() and len(digits) < _LONGEST_COUNT
