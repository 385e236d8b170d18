"""The widths of columns in the tables of a filled document, by what stands in them.

Only tables in the style of our template are set: who gives a table another style sets it himself.
"""

from collections.abc import Iterator, Sequence
from typing import Any

STYLE = "NoteTable"
TEXT_WIDTH = 9_638
"""The width between the margins of our template, in twentieths of a point."""

_CHARACTER, _PADDING = 100, 160
"""About the width of a character of a table, and of the space beside the text of a cell."""

_MOST_CHARACTERS = 44
"""Longer texts wrap."""

_MOST_TOGETHER = 16
"""A table with no more rows stays on one page, where it fits."""


def set_tables(document: Any) -> None:
    """Set the widths of all tables in our style, and keep short ones together."""
    from docx.oxml.ns import qn

    for table in document.element.body.iter(qn("w:tbl")):
        style = table.find(f"{qn('w:tblPr')}/{qn('w:tblStyle')}")
        if style is not None and style.get(qn("w:val")) == STYLE:
            rows = [row.findall(qn("w:tc")) for row in table.iter(qn("w:tr"))]
            if rows and all(len(row) == len(rows[0]) for row in rows):
                _set_widths(table, rows)
                _keep_together(rows)


def _set_widths(table: Any, rows: Sequence[Sequence[Any]]) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    texts = [[_text(cell) for cell in row] for row in rows]
    widths = list(_widths(list(zip(*texts, strict=True))))
    grid = table.find(qn("w:tblGrid"))
    for column in list(grid):
        grid.remove(column)
    for width in widths:
        column = OxmlElement("w:gridCol")
        column.set(qn("w:w"), str(width))
        grid.append(column)
    for row in rows:
        for cell, width in zip(row, widths, strict=True):
            own = cell.get_or_add_tcPr().get_or_add_tcW()
            own.set(qn("w:type"), "dxa")
            own.set(qn("w:w"), str(width))


def _widths(columns: Sequence[Sequence[str]]) -> Iterator[int]:
    """Yield widths that add up to that of the page: no word is broken where all have room."""
    least = [_PADDING + _CHARACTER * _least_characters(column) for column in columns]
    wanted = [_PADDING + _CHARACTER * max(map(_length, column)) for column in columns]
    room = TEXT_WIDTH - sum(least)
    if room < 0:
        yield from (TEXT_WIDTH * each // sum(least) for each in least)
        return
    more = [max(want - each, 0) for want, each in zip(wanted, least, strict=True)]
    lacking = max(sum(more), 1)
    if lacking <= room:
        spare = (room - lacking) // len(columns)
        yield from (each + extra + spare for each, extra in zip(least, more, strict=True))
    else:
        yield from (each + room * extra // lacking for each, extra in zip(least, more, strict=True))


def _least_characters(column: Sequence[str]) -> int:
    """Return the longest word of a column; headings are bold, and so a quarter longer."""
    heading, *cells = map(_longest_word, column)
    return max(heading + heading // 4, *cells, 0)


def _length(text: str) -> int:
    return min(len(text), _MOST_CHARACTERS)


def _longest_word(text: str) -> int:
    return max(map(len, text.replace("-", "- ").split()), default=0)


def _text(cell: Any) -> str:
    from docx.oxml.ns import qn

    return "".join(element.text or "" for element in cell.iter(qn("w:t")))


def _keep_together(rows: Sequence[Sequence[Any]]) -> None:
    """Keep the rows of a short table on one page."""
    from docx.oxml.ns import qn

    if len(rows) > _MOST_TOGETHER:
        return
    for row in rows[:-1]:
        for cell in row:
            for paragraph in cell.findall(qn("w:p")):
                paragraph.get_or_add_pPr().get_or_add_keepNext()
