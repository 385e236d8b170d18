"""Tables as text and Markdown; as text, in blocks of columns where the terminal is narrow.

No cell is ever cut, for a cell may be a figure. A table too wide is shown in blocks of columns,
each with the names of its rows again.
"""

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from tidlig.render.escaping import for_markdown, for_terminal

GAP = "  "
_FIRST_ODD = "\u0300"
"""Printable characters before this one, Latin letters among them, all take one cell."""

_DASH = "\u2013"
"""Stands in many cells, for what does not apply, and takes one place too."""

Paint = Callable[[str, str], str]
"""Returns a text in a style ("bold", "red"), or as it is where there is no colour."""


def file_width() -> int:
    """Return the columns of a page in a pipe or a file: 120 unless COLUMNS says otherwise."""
    columns = os.environ.get("COLUMNS", "")
    return int(columns) if columns.isascii() and columns.isdigit() and int(columns) else 120


def plain_paint(text: str, style: str) -> str:
    """Return the text as it is."""
    del style
    return text


@dataclass(frozen=True, slots=True)
class Row:
    """A name, so many spaces in, and its cells; a row that stands out is a total."""

    name: str
    cells: tuple[str, ...]
    stands_out: bool = False
    indent: int = 0


@dataclass(frozen=True, slots=True)
class Table:
    """Headings, the first over the names of rows, and the rows: texts as in `model/texts.py`.

    Figures stand to the right of their columns; columns by the numbers in `words` to the left. The
    first columns, as many as `fixed`, stand in every block beside the names. Of a `sparse` table,
    where empty is not known, later blocks leave out the rows that have nothing in them.
    """

    name: str
    headings: tuple[str, ...]
    rows: tuple[Row, ...]
    words: frozenset[int] = frozenset()
    fixed: int = 0
    sparse: bool = False


def trimmed(table: Table) -> Table:
    """Leave out the columns in which no row has anything."""
    numbers = [
        number
        for number in range(len(table.headings))
        if any(row.cells[number] for row in table.rows)
    ]
    return replace(
        table,
        headings=_of(table.headings, numbers),
        rows=tuple(replace(row, cells=_of(row.cells, numbers)) for row in table.rows),
        words=frozenset(new for new, old in enumerate(numbers) if old in table.words),
    )


def _of(texts: Sequence[str], numbers: Sequence[int]) -> tuple[str, ...]:
    return tuple(texts[number] for number in numbers)


def as_text(table: Table, width: int | None, paint: Paint = plain_paint) -> str:
    """Write a table in blocks that fit a width; without one, in a single block."""
    table = _escaped(table)
    lines = [(table.name, *table.headings), *((row.name, *row.cells) for row in table.rows)]
    name_width, *widths = (max(map(cells, column)) for column in zip(*lines, strict=True))
    room = None
    if width is not None:
        room = width - name_width - sum(len(GAP) + fixed for fixed in widths[: table.fixed])
    blocks = _blocks(widths, table.fixed, room)
    return "\n\n".join(_block(table, name_width, widths, block, paint) for block in blocks)


def _escaped(table: Table) -> Table:
    """Make all texts safe for a terminal, before their widths are taken."""
    rows = (
        Row(
            " " * row.indent + for_terminal(row.name),
            tuple(map(for_terminal, row.cells)),
            row.stands_out,
        )
        for row in table.rows
    )
    headings = tuple(map(for_terminal, table.headings))
    return replace(table, name=for_terminal(table.name), headings=headings, rows=tuple(rows))


def cells(text: str) -> int:
    """Return how many cells of a terminal a text takes."""
    plain = text.replace(_DASH, "-")
    if plain.isascii() or (max(plain) < _FIRST_ODD and plain.isprintable()):
        return len(text)
    from rich.cells import cell_len

    return cell_len(text)


def _blocks(widths: Sequence[int], fixed: int, room: int | None) -> list[list[int]]:
    """Part columns into blocks that fit; a block has at least one column beside the fixed ones."""
    blocks = [[*range(fixed)]]
    used = 0
    for number, width in enumerate(widths[fixed:], start=fixed):
        needed = width + len(GAP)
        if room is not None and len(blocks[-1]) > fixed and used + needed > room:
            blocks.append([*range(fixed)])
            used = 0
        blocks[-1].append(number)
        used += needed
    return blocks


def _block(
    table: Table, name_width: int, widths: Sequence[int], block: Sequence[int], paint: Paint
) -> str:
    def line(row: Row) -> str:
        texts = [_padded(row.name, name_width, left=True)]
        for number in block:
            is_left = number in table.words
            texts.append(_padded(row.cells[number], widths[number], left=is_left))
        return GAP.join(texts).rstrip()

    heading = line(Row(table.name, table.headings))
    lines = [paint(heading, "bold")] if heading else []
    lines += [_painted(row, line(row), paint) for row in _rows(table, block)]
    return "\n".join(lines)


def _rows(table: Table, block: Sequence[int]) -> list[Row]:
    """Return the rows of a block: all in the first, and in a table that is not sparse."""
    own = block[table.fixed :]
    is_first = not own or own[0] == table.fixed
    if is_first or not table.sparse:
        return list(table.rows)
    return [row for row in table.rows if row.stands_out or any(_of(row.cells, own))]


def _painted(row: Row, line: str, paint: Paint) -> str:
    return paint(line, "bold") if row.stands_out else line


def _padded(text: str, width: int, *, left: bool) -> str:
    space = " " * (width - cells(text))
    return text + space if left else space + text


def table_as_markdown(table: Table) -> str:
    """Write a table; rows that stand out are bold, and names keep their indentation."""
    headings = [table.name, *table.headings]
    sides = (":---" if n in table.words else "---:" for n in range(len(table.headings)))
    lines = [_line(headings), _line([":---", *sides], raw=True)]
    return "\n".join([*lines, *(_row(row) for row in table.rows)])


def _row(row: Row) -> str:
    indent = "&nbsp;" * row.indent
    cells = [for_markdown(text).strip() for text in (row.name, *row.cells)]
    if row.stands_out:
        cells = [f"**{text}**" if text else "" for text in cells]
    return _line([indent + cells[0], *cells[1:]], raw=True)


def _line(cells: list[str], *, raw: bool = False) -> str:
    return "| " + " | ".join(text if raw else for_markdown(text).strip() for text in cells) + " |"
