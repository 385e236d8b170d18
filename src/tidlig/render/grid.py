"""Tables that fit a terminal: headings and names wrap, columns drop by priority, nothing is cut.

A figure is never broken and never dropped where another cell's sum needs it. A table that does not
fit even so is written as blocks, one for each row. In Markdown it stands whole.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, zip_longest
from typing import Literal, NamedTuple

from tidlig.render.escaping import for_markdown, for_terminal
from tidlig.render.tables import Paint, cells, plain_paint

Tone = Literal["", "dim", "red", "yellow", "bold"]

HANGING = 2
"""How far in the next lines of a wrapped name begin."""

MOST_HEADING_LINES = 3
SHORT_HEADING = 7
"""A heading that is no longer stands on one line, however narrow its figures are."""

NARROWEST_NAME = 18
"""A column of names is not wrapped to less than this, if its names are longer."""

WIDE_NAME = 30
"""In a table that has a narrower form, names are not wrapped to less than this."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A text, and the sign of an unknown part behind it, which stands in places of its own."""

    text: str = ""
    suffix: str = ""
    tone: Tone = ""


EMPTY = Cell()


@dataclass(frozen=True, slots=True)
class Column:
    """A heading. Words stand to the left and may wrap; `drops` columns go first of their number.

    Columns beside each other with the same `group` have it over them. `label` is the heading where
    a row is a block of lines. Words are not wrapped to less than `least`.
    """

    heading: str = ""
    is_words: bool = False
    drops: int = 0
    group: str = ""
    label: str = ""
    least: int = NARROWEST_NAME

    @property
    def whole(self) -> str:
        """The heading with its group, where it stands alone."""
        return f"{self.group} {self.heading}" if self.group else self.heading


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


class _Layout(NamedTuple):
    """How a grid stands: the width of each column and what is between them.

    Where it `is_tight`, headings stand over the places of suffixes too.
    """

    widths: list[int]
    gap: str
    is_tight: bool


_ATTEMPTS = (("  ", False), (" ", False), (" ", True))
"""What is between columns, and whether headings are tight: the first that fits is taken."""


def grid_as_text(
    grid: Grid, width: int | None, paint: Paint = plain_paint, *, rules: bool = False
) -> str:
    """Write a grid for a width, or as wide as it needs; `rules` are lines around the body."""
    grid = _escaped(grid)
    for shown in _narrower(grid):
        layout = _layout(shown, width)
        if layout is not None:
            return _lines(shown, layout, paint, rules=rules)
    return _blocks(grid, width, paint)


def fits(grid: Grid, width: int | None) -> bool:
    """Whether the columns of a grid fit a width, without those that may be dropped."""
    return any(_layout(shown, width) is not None for shown in _narrower(_escaped(grid)))


def fits_whole(grid: Grid, width: int | None) -> bool:
    """Whether all columns of a grid fit a width beside each other."""
    return _layout(_escaped(grid), width) is not None


def _layout(grid: Grid, width: int | None) -> _Layout | None:
    """Return the first layout that fits; None where none does."""
    for gap, is_tight in _ATTEMPTS:
        widths = _widths(grid, width, len(gap), is_tight=is_tight)
        if widths is not None:
            return _Layout(widths, gap, is_tight)
    return None


def blocks_as_text(grid: Grid, width: int | None, paint: Paint = plain_paint) -> str:
    """Write each row of a grid as a block of lines."""
    return _blocks(_escaped(grid), width, paint)


def grid_as_markdown(grid: Grid) -> str:
    """Write a grid; rows that stand out are bold, and names keep their indentation."""
    headings = _markdown_line(for_markdown(column.whole) for column in grid.columns)
    sides = _markdown_line(":--" if column.is_words else "--:" for column in grid.columns)
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
    columns = tuple(map(_safe_column, grid.columns))
    rows = tuple(replace(row, cells=tuple(map(_safe, row.cells))) for row in grid.rows)
    return Grid(columns, rows)


def _safe_column(column: Column) -> Column:
    return replace(
        column,
        heading=for_terminal(column.heading),
        group=for_terminal(column.group),
        label=for_terminal(column.label),
    )


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


def _widths(grid: Grid, width: int | None, gap: int, *, is_tight: bool) -> list[int] | None:
    """Return a width for each column so that all fit; None where they cannot."""
    natural = [_natural(grid, at, is_tight=is_tight) for at in range(len(grid.columns))]
    _make_room_for_groups(grid, natural, gap)
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


def _natural(grid: Grid, at: int, *, is_tight: bool = False) -> int:
    """Return the width of a column: of its cells, and of its heading in at most three lines."""
    hanging = HANGING if grid.columns[at].is_words else 0
    content = max((_width(row, at, hanging) for row in grid.rows), default=0)
    suffix, heading = _suffix_width(grid, at), _heading_width(grid.columns[at].heading)
    return max(content + suffix, heading) if is_tight else max(content, heading) + suffix


def _heading_width(heading: str) -> int:
    """Return the width in which a heading has at most three lines."""
    width = max(cells(word) for word in heading.split(" "))
    if cells(heading) <= SHORT_HEADING:
        width = cells(heading)
    while len(_wrapped(heading, width)) > MOST_HEADING_LINES:
        width += 1
    return width


def _width(row: Row, at: int, hanging: int) -> int:
    first, *further = row.cells[at].text.split("\n")
    longest = max(cells(first), *(cells(line) + hanging for line in further), 0)
    return longest + (row.indent if at == 0 else 0)


def _suffix_width(grid: Grid, at: int) -> int:
    longest = max((cells(row.cells[at].suffix) for row in grid.rows), default=0)
    return longest + 1 if longest else 0


def _suffix_widths(grid: Grid) -> list[int]:
    return [_suffix_width(grid, at) for at in range(len(grid.columns))]


def _make_room_for_groups(grid: Grid, widths: list[int], gap: int) -> None:
    """Widen the last column of each group whose name is wider than its columns."""
    for first, last in _groups(grid):
        own = sum(widths[first : last + 1]) + gap * (last - first)
        widths[last] += max(cells(grid.columns[first].group) - own, 0)


def _groups(grid: Grid) -> Iterator[tuple[int, int]]:
    """Yield the first and last column of each group."""
    numbered = enumerate(column.group for column in grid.columns)
    for group, members in groupby(numbered, key=lambda member: member[1]):
        if group:
            numbers = [at for at, _ in members]
            yield numbers[0], numbers[-1]


def _least(grid: Grid, at: int) -> int:
    words = [word for row in grid.rows for word in row.cells[at].text.split()]
    words += grid.columns[at].heading.split(" ")
    longest = max(map(cells, words), default=0) + HANGING
    return max(longest, min(grid.columns[at].least, _natural(grid, at)))


def _wrapped(text: str, width: int, *, hanging: int = 0) -> list[str]:
    """Break a text at spaces, and where it has lines; those after the first begin further in."""
    first, *further = text.split("\n")
    lines = _broken(first, width, hanging)
    for line in further:
        lines += [f"{' ' * hanging}{part}" for part in _broken(line, width - hanging, hanging)]
    return lines


def _broken(line: str, width: int, hanging: int) -> list[str]:
    """Break a line at spaces where it is wider; what follows begins further in."""
    lines: list[str] = []
    for word in line.split(" "):
        if lines and cells(lines[-1]) + 1 + cells(word) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(f"{' ' * hanging}{word}" if lines else word)
    return lines


# Lines.


def _lines(grid: Grid, layout: _Layout, paint: Paint, *, rules: bool) -> str:
    widths, gap = layout.widths, layout.gap
    suffixes = _suffix_widths(grid)
    rule = "\u2500" * (sum(widths) + len(gap) * (len(widths) - 1))
    lines = [paint(line, "bold") for line in _heading_lines(grid, layout) if line]
    if rules and lines:
        lines.append(paint(rule, "dim"))
    for number, row in enumerate(grid.rows):
        is_last = number == len(grid.rows) - 1
        if rules and row.stands_out and number and is_last:
            lines.append(paint(rule, "dim"))
        lines += _row_lines(grid, row, layout, suffixes, paint)
    return "\n".join(lines)


def _heading_lines(grid: Grid, layout: _Layout) -> list[str]:
    """Return the lines of the headings, which end on the last line; groups are on the first."""
    rooms = _heading_rooms(grid, layout)
    wrapped = [
        _wrapped(column.heading, room) for column, room in zip(grid.columns, rooms, strict=True)
    ]
    of_groups = [len(lines) for lines, column in zip(wrapped, grid.columns, strict=True)
                 if column.group]  # fmt: skip
    height = max(*map(len, wrapped), 1 + max(of_groups, default=-1))
    blocks = [[""] * (height - len(lines)) + lines for lines in wrapped]
    rows = [list(at_height) for at_height in zip(*blocks, strict=True)]
    lines = [_heading_line(grid, layout, rooms, texts) for texts in rows]
    if of_groups:
        lines[0] = _with_groups(grid, layout, lines[0])
    return [line.rstrip() for line in lines]


def _heading_rooms(grid: Grid, layout: _Layout) -> list[int]:
    """Return how wide the heading of each column may be."""
    suffixes = _suffix_widths(grid)
    return [
        width if layout.is_tight else width - suffix
        for width, suffix in zip(layout.widths, suffixes, strict=True)
    ]


def _heading_line(grid: Grid, layout: _Layout, rooms: Sequence[int], texts: Sequence[str]) -> str:
    placed = []
    for at, text in enumerate(texts):
        space = " " * (rooms[at] - cells(text))
        aligned = text + space if grid.columns[at].is_words else space + text
        placed.append(aligned + " " * (layout.widths[at] - rooms[at]))
    return layout.gap.join(placed)


def _with_groups(grid: Grid, layout: _Layout, line: str) -> str:
    """Put the name of each group over its columns, from where the first begins."""
    for first, last in _groups(grid):
        begin = sum(layout.widths[:first]) + len(layout.gap) * first
        end = sum(layout.widths[: last + 1]) + len(layout.gap) * last
        name = grid.columns[first].group
        line = line[:begin] + name + " " * (end - begin - cells(name)) + line[end:]
    return line


def _row_lines(
    grid: Grid, row: Row, layout: _Layout, suffixes: Sequence[int], paint: Paint
) -> list[str]:
    """Return the lines of a row: figures on the first, wrapped words on the others."""
    widths, gap = layout.widths, layout.gap
    wrapped = [_cell_lines(grid, row, at, width) for at, width in enumerate(widths)]
    lines = []
    for at_height in zip_longest(*wrapped, fillvalue=EMPTY):
        placed = []
        for at, cell in enumerate(at_height):
            text = _placed(grid.columns[at], cell, widths[at], suffixes[at])
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


def _placed(column: Column, cell: Cell, width: int, suffix_width: int) -> str:
    """Return a cell as wide as its column, its suffix in the places kept for it."""
    suffix = f" {cell.suffix}" if cell.suffix else ""
    text = cell.text
    space = " " * (width - suffix_width - cells(text))
    body = text + space if column.is_words else space + text
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
    """Write each row as a block: its name, and below it a line for each figure.

    A heading that applies to no row is left out, and so are words that a row has not.
    """
    labels = _labels(grid)
    numbers = list(labels)
    longest = max(map(cells, labels.values()), default=0)
    figures = [at for at in numbers if not grid.columns[at].is_words]
    widest = max((cells(_joined(row.cells[at])) for row in grid.rows for at in figures), default=0)
    blocks = []
    for row in grid.rows:
        lines = _block_name(row, width, paint)
        for at in numbers:
            if grid.columns[at].is_words:
                lines += _words_of_block(labels[at], row.cells[at], longest, width)
            else:
                lines += _block_line(labels[at], row.cells[at], longest, widest, width, paint)
        blocks.append("\n".join(lines))
    return "\n\n".join(blocks)


def _labels(grid: Grid) -> dict[int, str]:
    """Return the labels of a block by the number of the column, of those that apply to any row."""
    return {
        at: grid.columns[at].label or grid.columns[at].whole
        for at in range(1, len(grid.columns))
        if _applies_to_any(grid, at)
    }


def _applies_to_any(grid: Grid, at: int) -> bool:
    return any(row.cells[at].text not in ("\u2013", "-") for row in grid.rows)


def _block_name(row: Row, width: int | None, paint: Paint) -> list[str]:
    """Return the lines of a row's name, wrapped to the width."""
    text = row.cells[0].text
    lines = _wrapped(text, width, hanging=HANGING) if width else text.split("\n")
    return [paint(line, "bold") if line else line for line in lines]


def _block_line(
    label: str, cell: Cell, longest: int, widest: int, width: int | None, paint: Paint
) -> list[str]:
    """Return the line of a figure; below its label where both do not fit beside each other."""
    figure, start = _joined(cell), " " * HANGING
    painted = _painted(figure, cell.tone, paint)
    if width is not None and HANGING + longest + 2 + widest > width:
        beside = " " * max(width - HANGING - cells(label) - cells(figure), 0)
        if len(beside) >= 2:
            return [f"{start}{label}{beside}{painted}".rstrip(" ")]
        below = " " * max(width - cells(figure), 0)
        return [f"{start}{label}", f"{below}{painted}".rstrip(" ")]
    space = " " * (longest - cells(label) + 2 + widest - cells(figure))
    return [f"{start}{label}{space}{painted}".rstrip(" ")]


def _words_of_block(label: str, cell: Cell, longest: int, width: int | None) -> list[str]:
    """Return words behind their heading, wrapped to the width; nothing where there are none."""
    if not cell.text:
        return []
    start = f"{' ' * HANGING}{label}{' ' * (longest - cells(label) + 2)}"
    room = cells(cell.text) if width is None else max(width - cells(start), NARROWEST_NAME)
    first, *further = _wrapped(cell.text, room)
    return [start + first, *(" " * cells(start) + line for line in further)]


def _joined(cell: Cell) -> str:
    return f"{cell.text} {cell.suffix}" if cell.suffix else cell.text
