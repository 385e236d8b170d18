"""A sheet that is one named table: its columns, and rows that are written one after another."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tidlig.documents.sheets import MOST_ROWS, Book, kroner_number, number_format, too_many_rows
from tidlig.model.money import Money, Unit
from tidlig.render.tables import cells

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

TOP = 2
"""The row of headings: above it stand a title, and what the sheet has."""

LINKS = 65_530
"""So many links a sheet may have."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A column: its heading, how wide it is, and whether it is hidden or of figures."""

    text: str
    width: int = 12
    is_hidden: bool = False
    is_figure: bool = False
    is_centred: bool = False

    @property
    def side(self) -> str:
        """Where what is in the column stands."""
        if self.is_centred:
            return "center"
        return "right" if self.is_figure else "left"


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula, and what it comes to."""

    text: str
    value: float | str
    half: int = 0


Value = str | int | Money | Formula | None
"""A cell: a text, a count, an amount, or a formula of an amount or a text."""


class TableSheet:
    """Writes a table below the title of its sheet; `row` is the next that is free."""

    def __init__(
        self, book: Book, sheet: "Worksheet", columns: Sequence[Heading], title: tuple[str, str]
    ) -> None:
        """Write the title, and make the columns as wide as they are."""
        self.book, self.sheet, self.columns = book, sheet, columns
        self.row = TOP + 1
        self.links = 0
        self._widths: list[int] = []
        sheet.freeze_panes(TOP + 1, 0)
        sheet.repeat_rows(TOP)
        for at, column in enumerate(columns):
            width = max(column.width, _least_width(book.unit)) if column.is_figure else column.width
            self._widths.append(width)
            sheet.set_column(at, at, width, None, {"hidden": column.is_hidden})
        self._title = title

    def write_headings(self) -> None:
        """Write the title and the headings, where no named table has them."""
        self._write_title()
        self._write_headings()

    def _write_headings(self) -> None:
        for at, column in enumerate(self.columns):
            if column.text:
                style = self._words(at, _heading_style(column))
                self.book.text(self.sheet, TOP, at, column.text, **style)

    def _write_title(self) -> None:
        self.book.text(self.sheet, 0, 0, self._title[0], bold=True, font_size=14)
        self.book.text(self.sheet, 1, 0, self._title[1], font_color="#666666")

    def begin_table(self, name: str, rows: int, *, is_long: bool = False) -> None:
        """Make a named table of rows that are written after this; one has at least one.

        Of a long sheet xlsxwriter makes no table, since it would keep a note of each cell: so it
        makes one of two rows, before any is written, and is told how long it is.
        """
        from xlsxwriter.utility import xl_range

        if TOP + 1 + rows > MOST_ROWS:
            raise too_many_rows()
        self._write_title()
        headings = [
            {"header": column.text, "header_format": self.book.format(_heading_style(column))}
            for column in self.columns
        ]
        last = len(self.columns) - 1
        self.sheet.constant_memory = False
        self.sheet.add_table(
            TOP, 0, TOP + 1, last,
            {"name": name, "columns": headings, "style": "Table Style Light 1"},
        )  # fmt: skip
        area = xl_range(TOP, 0, TOP + max(rows, 1), last)
        table = self.sheet.tables[-1]
        table["range"] = table["a_range"] = table["autofilter"] = area
        self.sheet.constant_memory = is_long
        self._write_headings()
        self.sheet.print_area(0, 0, TOP + max(rows, 1), last)

    def add(self, values: Sequence[Value], **properties: Any) -> None:
        """Write a row."""
        if self.row >= MOST_ROWS:
            raise too_many_rows()
        for at, value in enumerate(values):
            self.put(self.row, at, value, **properties)
        self.row += 1

    def put(self, row: int, at: int, value: Value, **properties: Any) -> None:
        """Write a cell."""
        if isinstance(value, Formula):
            is_number = not isinstance(value.value, str)
            own = self._figure(value.half, properties) if is_number else self._words(at, properties)
            shown = self.book.format(own)
            known = value.value if self.book.with_values else ""
            self.sheet.write_formula(row, at, value.text, shown, known)
        elif isinstance(value, Money):
            shown = self.book.format(self._figure(value.half, properties))
            self.sheet.write_number(row, at, kroner_number(value.ore), shown)
        elif isinstance(value, int):
            self.sheet.write_number(row, at, value, self.book.format(properties))
        elif value:
            if self.columns[at].is_figure:
                self._widen(at, cells(value) + 2)
            self.book.text(self.sheet, row, at, value, **self._words(at, properties))
        elif properties:
            self.book.text(self.sheet, row, at, "", **properties)

    def _figure(self, half: int, properties: dict[str, Any]) -> dict[str, Any]:
        mark = self.book.circa if half else ""
        return {**properties, "num_format": number_format(self.book.unit, mark)}

    def _widen(self, at: int, width: int) -> None:
        """Make room for bounds: what is cut off would be another figure."""
        if width > self._widths[at] and not self.columns[at].is_hidden:
            self._widths[at] = width
            self.sheet.set_column(at, at, width)

    def _words(self, at: int, properties: dict[str, Any]) -> dict[str, Any]:
        """Return the format of a text: words behind a figure stand apart from it."""
        side = self.columns[at].side
        if side != "left":
            return {"align": side, **properties}
        is_behind = at > 0 and self.columns[at - 1].is_figure
        return {"indent": 1, **properties} if is_behind else properties

    def link(self, row: int, at: int, url: str, text: str) -> None:
        """Write a text with a link, as long as a sheet may have more."""
        from tidlig.render.escaping import for_sheet

        if self.links >= LINKS or len(url) > MOST_IN_LINK:
            self.book.text(self.sheet, row, at, text)
            return
        self.links += 1
        style = self.book.format({"font_color": "#0563C1", "underline": 1})
        self.sheet.write_url(row, at, url, style, for_sheet(text))

    def print_all(self) -> None:
        """Print the columns and no text that runs over the last of them."""
        self.sheet.print_area(0, 0, self.row, len(self.columns) - 1)

    def filter(self) -> None:
        """Put a filter on the rows that are written."""
        if self.row > TOP + 1:
            self.sheet.autofilter(TOP, 0, self.row - 1, len(self.columns) - 1)


MOST_IN_LINK = 2_000


def _heading_style(column: Heading) -> dict[str, Any]:
    return {"bold": True, "align": column.side, "valign": "bottom", "text_wrap": True, "bottom": 1}


def _least_width(unit: Unit) -> int:
    """Return how wide an amount of some thousand million may be in a unit, with its mark."""
    return {100: 20, 100_000: 16}.get(unit.ore, 12)


def column_name(at: int) -> str:
    """Return the letters of a column."""
    from xlsxwriter.utility import xl_col_to_name

    return str(xl_col_to_name(at))


def width_of(texts: Sequence[str], least: int = 8, most: int = 60) -> int:
    """Return how wide a column of texts is."""
    return max(least, min(most, max(map(cells, texts), default=0) + 2))
