"""Tables as text: columns as wide as they need, split into blocks where the terminal is narrow.

No cell is ever cut, for a cell may be a figure. A table too wide is shown in blocks of columns,
each with the names of its rows again.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

GAP = "  "
Paint = Callable[[str, str], str]
"""Gives a text in a style ("bold", "red"), or as it is where there is no colour."""


def plain_paint(text: str, style: str) -> str:
    """Give the text as it is."""
    del style
    return text


@dataclass(frozen=True, slots=True)
class Row:
    """A name and its cells; a row that stands out is a total."""

    name: str
    cells: tuple[str, ...]
    stands_out: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Headings, the first over the names of rows, and the rows.

    Columns numbered in `words`, from 0, stand to the left as names do; figures to the right.
    """

    name: str
    headings: tuple[str, ...]
    rows: tuple[Row, ...]
    words: frozenset[int] = frozenset()


def as_text(table: Table, width: int | None, paint: Paint = plain_paint) -> str:
    """Write a table in blocks that fit a width; without one, in a single block."""
    names = [table.name, *(row.name for row in table.rows)]
    name_width = max(cells(name) for name in names)
    widths = [
        max(cells(text) for text in (heading, *(row.cells[number] for row in table.rows)))
        for number, heading in enumerate(table.headings)
    ]
    blocks = _blocks(widths, None if width is None else width - name_width)
    return "\n\n".join(_block(table, name_width, widths, block, paint) for block in blocks)


def cells(text: str) -> int:
    """Give how many cells of a terminal a text takes."""
    if text.isascii():
        return len(text)
    from rich.cells import cell_len

    return cell_len(text)


def _blocks(widths: Sequence[int], room: int | None) -> list[list[int]]:
    """Part columns into blocks that fit; a block has at least one column."""
    blocks: list[list[int]] = [[]]
    used = 0
    for number, width in enumerate(widths):
        needed = width + len(GAP)
        if room is not None and blocks[-1] and used + needed > room:
            blocks.append([])
            used = 0
        blocks[-1].append(number)
        used += needed
    return blocks


def _block(
    table: Table, name_width: int, widths: Sequence[int], block: Sequence[int], paint: Paint
) -> str:
    def line(row: Row) -> str:
        parts = [row.name + " " * (name_width - cells(row.name))]
        parts += [_aligned(row.cells[n], widths[n], left=n in table.words) for n in block]
        return GAP.join(parts).rstrip()

    lines = [paint(line(Row(table.name, table.headings)), "bold")]
    lines += [paint(line(row), "bold") if row.stands_out else line(row) for row in table.rows]
    return "\n".join(lines)


def _aligned(text: str, width: int, *, left: bool) -> str:
    room = " " * (width - cells(text))
    return text + room if left else room + text
