"""A report as it is shown: one form for all pages, and its files: wide CSV, HTML, and workbooks.

Every page gives its headings, tables and lines in this form, with the rows and columns that the
widest terminal has. An amount that is exactly known stays a number (`AmountText`); what has bounds,
or is unknown, is a text. `documents/shown_workbook.py` writes the form as a workbook.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from tidlig.model.money import AmountText, in_unit_exactly
from tidlig.render.csv_text import Rows, as_csv, as_danish_csv
from tidlig.render.escaping import for_html
from tidlig.render.grid import Cell, Column, Grid, Row
from tidlig.render.sentences import sentence
from tidlig.render.style import Language
from tidlig.render.tables import Paint, plain_paint

SHOWN_FORMATS = frozenset(("html", "xlsx", "wide csv", "wide csv-da"))
"""The formats that have the tables of a page as they are shown."""


@dataclass(frozen=True, slots=True)
class Title:
    """The heading of what stands below it."""

    text: str


@dataclass(frozen=True, slots=True)
class Labelled:
    """Lines of a label, which may be empty, and a text."""

    rows: Sequence[tuple[str, str]]


Part = Title | Labelled | Grid


@dataclass(frozen=True, slots=True)
class Shown:
    """What a page shows, in order: texts as in `model/texts.py`, masked where they are written."""

    language: Language
    titles: Sequence[str]
    parts: Sequence[Part]
    notes: Sequence[str]
    source: Sequence[str]

    @property
    def grids(self) -> list[Grid]:
        """The tables."""
        return [part for part in self.parts if isinstance(part, Grid)]


@dataclass(frozen=True, slots=True)
class AsShown:
    """Writes a report as it is shown; a workbook is written from `shown` by who may."""

    shown: Callable[[], Shown]
    format: str

    def __call__(self, width: int | None = None, paint: Paint = plain_paint) -> str:
        """Return the text; a file has no width and no colours."""
        del width, paint
        if self.format == "html":
            return as_html(self.shown())
        assert self.format.startswith("wide "), self.format
        as_sheet = as_csv if self.format == "wide csv" else as_danish_csv
        return as_sheet(as_rows(self.shown()))


def titles_of(*lines: tuple[str, str]) -> list[str]:
    """Return the lines of a heading, each a text on the left and one on the right."""
    return [", ".join(filter(None, line)) for line in lines if any(line)]


def amount_in(cell: Cell) -> AmountText | None:
    """Return the amount that a cell is, if it is one that is known."""
    return cell.text if isinstance(cell.text, AmountText) and not cell.suffix else None


def text_of(cell: Cell) -> str:
    """Return a cell as people read it, on one line."""
    if cell.suffix:
        return f"{cell.text} {cell.suffix}"
    text = cell.text.strip(" ")
    return text.replace("\n", ", ") if "\n" in text else text


def has_inexact(grid: Grid, at: int) -> bool:
    """Whether any amount in a column is rounded in its source."""
    amounts = (amount_in(row.cells[at]) for row in grid.rows)
    return any(amount is not None and not amount.money.exact for amount in amounts)


# Wide CSV.


def as_rows(shown: Shown) -> Rows:
    """Yield the tables one below the other, then what is said of them, and where they are from.

    An amount has all its digits in the unit shown; beside a column with any that is rounded in its
    source, one says which.
    """
    yield from _table_rows(shown)
    yield list(shown.titles)
    for part in shown.parts:
        if isinstance(part, Labelled):
            yield from (list(row) for row in part.rows)
    yield from ([note] for note in shown.notes)
    yield list(shown.source)


def _table_rows(shown: Shown) -> Iterator[list[str]]:
    """Yield each table and an empty row; of several, each below the headings that it is under."""
    headings: list[str] = []
    for part in shown.parts:
        if isinstance(part, Title):
            headings.append(part.text)
        elif isinstance(part, Grid):
            if len(shown.grids) > 1:
                yield from ([heading] for heading in headings)
            headings = []
            yield from _rows_of(part, shown.language)
            yield []


def _rows_of(grid: Grid, language: Language) -> Iterator[list[str]]:
    circa = sentence("circa", language)
    marked = {at for at in range(len(grid.columns)) if has_inexact(grid, at)}
    headings: list[str] = []
    for at, column in enumerate(grid.columns):
        own = column.whole.removesuffix(circa).strip() if at in marked else column.whole
        headings += [own, f"{own} {circa}".strip()] if at in marked else [own]
    yield headings
    for row in grid.rows:
        fields: list[str] = []
        for at, cell in enumerate(row.cells):
            amount = amount_in(cell)
            is_inexact = amount is not None and not amount.money.exact
            fields.append(_field(cell, amount))
            fields += [circa if is_inexact else ""] * (at in marked)
        yield fields


def _field(cell: Cell, amount: AmountText | None) -> str:
    if amount is not None:
        return in_unit_exactly(amount.money.ore, amount.unit)
    return text_of(cell)


# HTML.

_STYLE = (
    "body{font-family:Calibri,Arial,sans-serif;font-size:11pt}"
    "table{border-collapse:collapse;margin:0 0 1em}"
    "th,td{border:1px solid #999;padding:2px 6px;vertical-align:top}"
    "th{background:#eee}td[align=right]{white-space:nowrap}h1{font-size:16pt}h2{font-size:13pt}"
)


def as_html(shown: Shown) -> str:
    """Write a page of plain tables, which a word processor takes as they are: nothing is loaded.

    Alignments are attributes too, since what is copied from a page leaves its style behind.
    """
    head, *below = shown.titles
    lines = [
        "<!DOCTYPE html>",
        f'<html lang="{shown.language}">',
        '<head><meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{for_html(head)}</title>",
        f"<style>{_STYLE}</style></head>",
        "<body>",
        f"<h1>{for_html(head)}</h1>",
    ]
    lines += [f"<p>{for_html(line)}</p>" for line in below]
    for part in shown.parts:
        lines += _part_as_html(part)
    if shown.notes:
        items = "".join(f"<li>{for_html(note)}</li>" for note in shown.notes)
        lines.append(f"<ul>{items}</ul>")
    source = ", ".join(map(for_html, shown.source))
    lines.append(f"<p><small>{source}</small></p>")
    return "\n".join([*lines, "</body>", "</html>"]) + "\n"


def _part_as_html(part: Part) -> Iterator[str]:
    if isinstance(part, Title):
        yield f"<h2>{for_html(part.text)}</h2>"
    elif isinstance(part, Labelled):
        for label, text in part.rows:
            strong = f"<strong>{for_html(label)}:</strong> " if label else ""
            yield f"<p>{strong}{for_html(text)}</p>"
    else:
        yield '<table border="1" cellspacing="0" cellpadding="4">'
        yield from _heading_rows(part)
        yield "<tbody>"
        yield from (_row_as_html(part, row) for row in part.rows)
        yield "</tbody>"
        yield "</table>"


def _heading_rows(grid: Grid) -> Iterator[str]:
    """Yield the headings, groups of columns over those that they have."""
    yield "<thead>"
    if any(column.group for column in grid.columns):
        cells = []
        for group, members in groupby(column.group for column in grid.columns):
            number = len(list(members))
            scope = ' scope="colgroup"' if group else ""
            cells.append(f'<th colspan="{number}"{scope} align="left">{for_html(group)}</th>')
        yield f"<tr>{''.join(cells)}</tr>"
    names = "".join(
        f'<th scope="col" align="{_side(column)}">{for_html(column.heading)}</th>'
        for column in grid.columns
    )
    yield f"<tr>{names}</tr>"
    yield "</thead>"


def _side(column: Column) -> str:
    return "left" if column.is_words else "right"


def _row_as_html(grid: Grid, row: Row) -> str:
    cells = []
    for at, (column, cell) in enumerate(zip(grid.columns, row.cells, strict=True)):
        text = for_html(text_of(cell))
        if row.stands_out and text:
            text = f"<strong>{text}</strong>"
        if at == 0:
            text = "&nbsp;" * row.indent + text
        tag = 'th scope="row"' if at == 0 else "td"
        cells.append(f'<{tag} align="{_side(column)}">{text}</{tag[:2]}>')
    return f"<tr>{''.join(cells)}</tr>"
