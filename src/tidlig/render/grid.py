"""Tables that fit a terminal: headings and names wrap, columns drop by priority, nothing is cut.

A figure is never broken and never dropped where another cell's sum needs it. A table that does not
fit even so is written as blocks, one for each row. In Markdown it stands whole.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import Literal

from tidlig.render.escaping import for_markdown, for_terminal
from tidlig.render.tables import Paint, cells, plain_paint

Tone = Literal["", "dim", "red", "yellow", "bold"]

HANGING = 2
"""How far in the next lines of a wrapped name begin."""

MOST_HEADING_LINES = 3
NARROWEST_NAME = 18
"""A column of names is not wrapped to less than this, if its names are longer."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A text, and the sign of an unknown part behind it, which stands in places of its own."""

    text: str = ""
    suffix: str = ""
    tone: Tone = ""


EMPTY = Cell()


@dataclass(frozen=True, slots=True)
class Column:
    """A heading. Words stand to the left and may wrap; `drops` columns go first of their number."""

    heading: str = ""
    is_words: bool = False
    drops: int = 0


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of a row; a total stands out. The first cell may stand some spaces in."""

    cells: tuple[Cell, ...]
    stands_out: bool = False
    indent: int = 0


@dataclass(frozen=True, slots=True)
class Grid:
    """Columns and rows; the first column names the rows."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


def grid_as_text(
    grid: Grid, width: int | None, paint: Paint = plain_paint, *, rules: bool = False
) -> str:
    """Write a grid for a width, or as wide as it needs; `rules` are lines around the body."""
    grid = _escaped(grid)
    for shown in _narrower(grid):
        for gap in ("  ", " "):
            widths = _widths(shown, width, len(gap))
            if widths is not None:
                return _lines(shown, widths, gap, paint, rules=rules)
    return _blocks(grid, width, paint)


def fits(grid: Grid, width: int | None) -> bool:
    """Whether all columns of a grid fit a width beside each other."""
    escaped = _escaped(grid)
    return any(_widths(escaped, width, gap) is not None for gap in (2, 1))


def grid_as_markdown(grid: Grid) -> str:
    """Write a grid; rows that stand out are bold, and names keep their indentation."""
    headings = _markdown_line(for_markdown(column.heading) for column in grid.columns)
    sides = _markdown_line(":---" if column.is_words else "---:" for column in grid.columns)
    return "\n".join([headings, sides, *map(_markdown_row, grid.rows)])


def _markdown_row(row: Row) -> str:
    texts = [for_markdown(_joined(cell).replace("\n", ", ")).strip() for cell in row.cells]
    if row.stands_out:
        texts = [f"**{text}**" if text else "" for text in texts]
    return _markdown_line([f"{'&nbsp;' * row.indent}{texts[0]}", *texts[1:]])


def _markdown_line(texts: Iterable[str]) -> str:
    return "| " + " | ".join(texts) + " |"


def _escaped(grid: Grid) -> Grid:
    """Make all texts safe for a terminal, before their widths are taken."""
    columns = tuple(replace(each, heading=for_terminal(each.heading)) for each in grid.columns)
    rows = tuple(replace(row, cells=tuple(map(_safe, row.cells))) for row in grid.rows)
    return Grid(columns, rows)


def _safe(cell: Cell) -> Cell:
    """Make the lines of a cell safe for a terminal."""
    return replace(cell, text="\n".join(map(for_terminal, cell.text.split("\n"))))


def _narrower(grid: Grid) -> Iterable[Grid]:
    """Yield the grid, then without the columns that may be dropped, one number after another."""
    yield grid
    for number in sorted({column.drops for column in grid.columns if column.drops}):
        kept = [at for at, column in enumerate(grid.columns) if not 0 < column.drops <= number]
        yield Grid(
            tuple(grid.columns[at] for at in kept),
            tuple(replace(row, cells=tuple(row.cells[at] for at in kept)) for row in grid.rows),
        )


# Widths.


def _widths(grid: Grid, width: int | None, gap: int) -> list[int] | None:
    """Return a width for each column so that all fit; None where they cannot."""
    natural = [_natural(grid, at) for at in range(len(grid.columns))]
    if width is None:
        return natural
    room = width - gap * (len(natural) - 1)
    flexible = [at for at, column in enumerate(grid.columns) if column.is_words]
    while sum(natural) > room:
        widest = max(flexible, key=lambda at: natural[at], default=None)
        if widest is None or natural[widest] <= _least(grid, widest):
            return None
        others = sum(natural) - natural[widest]
        natural[widest] = max(room - others, _least(grid, widest))
    return natural


def _natural(grid: Grid, at: int) -> int:
    """Return the width of a column: of its cells, and of its heading in at most three lines."""
    content = max((_width(row, at, grid) for row in grid.rows), default=0)
    words, suffix = grid.columns[at].heading.split(" "), _suffix_width(grid, at)
    width = max([content, *(cells(word) + suffix for word in words)])
    while len(_wrapped(grid.columns[at].heading, width - suffix)) > MOST_HEADING_LINES:
        width += 1
    return width


def _width(row: Row, at: int, grid: Grid) -> int:
    lines = row.cells[at].text.split("\n")
    longest = max(cells(line) for line in lines)
    return longest + _suffix_width(grid, at) + (row.indent if at == 0 else 0)


def _suffix_width(grid: Grid, at: int) -> int:
    longest = max((cells(row.cells[at].suffix) for row in grid.rows), default=0)
    return longest + 1 if longest else 0


def _least(grid: Grid, at: int) -> int:
    words = [word for row in grid.rows for word in row.cells[at].text.split()]
    words += grid.columns[at].heading.split(" ")
    longest = max(map(cells, words), default=0) + HANGING
    return max(longest, min(NARROWEST_NAME, _natural(grid, at)))


def _wrapped(text: str, width: int, *, hanging: int = 0) -> list[str]:
    """Break a text at spaces, and where it has lines; those after the first begin further in."""
    first, *further = text.split("\n")
    lines: list[str] = []
    for word in first.split(" "):
        if lines and cells(lines[-1]) + 1 + cells(word) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(f"{' ' * hanging}{word}" if lines else word)
    return lines + [f"{' ' * hanging}{line}" for line in further]


# Lines.


def _lines(grid: Grid, widths: Sequence[int], gap: str, paint: Paint, *, rules: bool) -> str:
    rule = "\u2500" * (sum(widths) + len(gap) * (len(widths) - 1))
    lines = [paint(line, "bold") for line in _heading_lines(grid, widths, gap) if line]
    if rules and lines:
        lines.append(paint(rule, "dim"))
    for number, row in enumerate(grid.rows):
        if rules and row.stands_out and number:
            lines.append(paint(rule, "dim"))
        lines += _row_lines(grid, row, widths, gap, paint)
    return "\n".join(lines)


def _heading_lines(grid: Grid, widths: Sequence[int], gap: str) -> list[str]:
    """Return the lines of the headings, which end on the last line."""
    wrapped = [
        _wrapped(column.heading, widths[at] - _suffix_width(grid, at))
        for at, column in enumerate(grid.columns)
    ]
    height = max(map(len, wrapped))
    blocks = [[""] * (height - len(lines)) + lines for lines in wrapped]
    lines = []
    for at_height in zip(*blocks, strict=True):
        placed = [_placed(grid, at, Cell(text), widths[at]) for at, text in enumerate(at_height)]
        lines.append(gap.join(placed).rstrip())
    return lines


def _row_lines(grid: Grid, row: Row, widths: Sequence[int], gap: str, paint: Paint) -> list[str]:
    """Return the lines of a row: figures on the first, wrapped words on the others."""
    wrapped = [_cell_lines(grid, row, at, width) for at, width in enumerate(widths)]
    lines = []
    for at_height in zip_longest(*wrapped, fillvalue=EMPTY):
        placed = []
        for at, cell in enumerate(at_height):
            text = _placed(grid, at, cell, widths[at])
            tone = "bold" if row.stands_out and not cell.tone else cell.tone
            placed.append(_painted(text, tone, paint))
        lines.append(_without_trailing_space(gap.join(placed)))
    return lines


def _without_trailing_space(line: str) -> str:
    return line.rstrip(" ")


def _cell_lines(grid: Grid, row: Row, at: int, width: int) -> list[Cell]:
    cell, indent = row.cells[at], row.indent if at == 0 else 0
    if not grid.columns[at].is_words:
        return [cell]
    lines = _wrapped(cell.text, width - indent, hanging=HANGING)
    return [replace(cell, text=f"{' ' * indent}{line}") for line in lines]


def _placed(grid: Grid, at: int, cell: Cell, width: int) -> str:
    """Return a cell as wide as its column, its suffix in the places kept for it."""
    suffix_width = _suffix_width(grid, at)
    suffix = f" {cell.suffix}" if cell.suffix else ""
    text = cell.text
    space = " " * (width - suffix_width - cells(text))
    body = text + space if grid.columns[at].is_words else space + text
    return body + suffix.ljust(suffix_width)


def _painted(text: str, tone: str, paint: Paint) -> str:
    """Paint a cell's text and not the space around it."""
    stripped = text.strip(" ")
    if not tone or not stripped:
        return text
    before = len(text) - len(text.lstrip(" "))
    after = len(text) - len(text.rstrip(" "))
    return " " * before + paint(stripped, tone) + " " * after


def _blocks(grid: Grid, width: int | None, paint: Paint) -> str:
    """Write each row as a block: its name, and below it a line for each figure, and words."""
    columns = grid.columns[1:]
    longest = max((cells(column.heading) for column in columns), default=0) + 2
    figures = [
        cell
        for row in grid.rows
        for column, cell in zip(columns, row.cells[1:], strict=True)
        if not column.is_words
    ]
    widest = max((cells(_joined(cell)) for cell in figures), default=0)
    blocks = []
    for row in grid.rows:
        lines = [paint(f"{' ' * row.indent}{row.cells[0].text}", "bold")]
        for column, cell in zip(columns, row.cells[1:], strict=True):
            start = " " * (row.indent + HANGING) + column.heading.ljust(longest)
            if column.is_words:
                lines += _words_of_block(start, cell, width)
            else:
                lines.append(start + _joined(cell).rjust(widest))
        blocks.append("\n".join(lines))
    return "\n\n".join(blocks)


def _words_of_block(start: str, cell: Cell, width: int | None) -> list[str]:
    """Write words behind their heading, and below it where they do not fit; none for nothing."""
    if not cell.text:
        return []
    room = cells(cell.text) if width is None else max(width - cells(start), NARROWEST_NAME)
    first, *further = _wrapped(cell.text, room)
    return [start + first, *(" " * cells(start) + line for line in further)]


def _joined(cell: Cell) -> str:
    return f"{cell.text} {cell.suffix}" if cell.suffix else cell.text
