"""Compare the total below a register with every sum of its lines that someone may have written.

A sum may be of all lines, or of those that the filters leave. It may have the signs of the column,
or those that the report counts with: turned by a column of signs, debit less credit, or negated.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from tidlig.matching.items import Sum, Total
from tidlig.model.money import Unit
from tidlig.sheets import notation
from tidlig.sheets.cells import strip_text, turns_sign
from tidlig.sheets.columns import Layout
from tidlig.sheets.headings import total_label
from tidlig.sheets.tables import Sheet, SheetRow


@dataclass(frozen=True, slots=True)
class Lines:
    """The lines above a total, those of them that count, and how their amounts are read."""

    layout: Layout
    body: Sequence[SheetRow]
    counted: Sequence[SheetRow]
    mark: str | None
    unit: Unit
    negate: bool


class _Line(NamedTuple):
    """The øre of a line in each column of amounts, and 1, or -1 where its sign is turned."""

    ore: tuple[int, ...]
    factor: int


@dataclass(frozen=True, slots=True)
class _ReadLines:
    """The amounts of all lines and of those that count; None where one cannot be read."""

    lines: Lines
    every: list[_Line] | None
    counted: list[_Line] | None


class _Comparison(NamedTuple):
    """The øre that a total states in one of the columns of amounts, and the sums it may be."""

    column: int
    ore: int
    sums: tuple[Sum, ...]

    @property
    def agrees(self) -> bool:
        return self.ore in [possible.ore for possible in self.sums]


def total(sheet: Sheet, row: SheetRow, lines: Lines) -> Total:
    """Compare a total with the sums of the lines; of several columns, the first that disagrees."""
    label = total_label(row) or ""
    numbers = lines.layout.amounts
    stated = [_stated(row, number, lines) for number in numbers]
    read = _read_lines(lines)
    comparisons = _comparisons(stated, read)
    if not comparisons:
        return Total(row.line, label, None, None, None, ())
    wrong = [comparison for comparison in comparisons if not comparison.agrees]
    first = (wrong or comparisons)[0]
    heading = sheet.headings[numbers[first.column]] if len(numbers) > 1 else None
    return Total(row.line, label, first.ore, _nearest_sum(first, read), heading, first.sums)


def _read_lines(lines: Lines) -> _ReadLines:
    every = _read(lines.body, lines)
    if len(lines.counted) == len(lines.body):
        return _ReadLines(lines, every, every)
    return _ReadLines(lines, every, _read(lines.counted, lines))


def _comparisons(stated: Sequence[int | None], read: _ReadLines) -> list[_Comparison]:
    """Compare each stated figure; or the net alone, which leaves 0 under the other column."""
    figures = {column: ore for column, ore in enumerate(stated) if ore is not None}
    if len(figures) > 1:
        net = _net_comparison(figures, read)
        if net is not None:
            return [net]
    is_only = len(figures) == 1
    return [_comparison(column, ore, read, with_net=is_only) for column, ore in figures.items()]


def _net_comparison(figures: Mapping[int, int], read: _ReadLines) -> _Comparison | None:
    """Compare the net, if a total states it under one column and 0 under the other."""
    if 0 not in figures.values():
        return None
    column = next((column for column, ore in figures.items() if ore), 0)
    comparison = _comparison(column, figures[column], read, with_net=True)
    is_net = any(
        possible.how == "net" and possible.ore == comparison.ore for possible in comparison.sums
    )
    return comparison if is_net else None


def _comparison(column: int, ore: int, read: _ReadLines, *, with_net: bool) -> _Comparison:
    """Compare a figure with the sums that it may be, each figure once."""
    sums: dict[int, Sum] = {}
    for which, some in (("all", read.every), ("counted", read.counted)):
        for how, figure in _sums(some, read.lines, column, with_net=with_net):
            sums.setdefault(figure, Sum(which, how, figure))
    return _Comparison(column, ore, tuple(sums.values()))


def _nearest_sum(comparison: _Comparison, read: _ReadLines) -> int | None:
    """The sum that agrees, else the first of all lines; None where these cannot be read."""
    if comparison.agrees:
        return comparison.ore
    if read.every is None or not comparison.sums:
        return None
    return comparison.sums[0].ore


def _stated(row: SheetRow, number: int, lines: Lines) -> int | None:
    """The øre that a total has in a column; None where it has no amount."""
    if number >= len(row.cells):
        return None
    ore = notation.ore(strip_text(row.cells[number]), lines.mark, lines.unit)
    return ore if isinstance(ore, int) else None


def _read(rows: Sequence[SheetRow], lines: Lines) -> list[_Line] | None:
    """Read the amounts of lines; None where one cannot be read."""
    read = []
    for row in rows:
        amounts = [_ore(row.cells[number], lines) for number in lines.layout.amounts]
        known = tuple(ore for ore in amounts if ore is not None)
        if len(known) < len(amounts):
            return None
        factor = -1 if turns_sign(row, lines.layout.signs) else 1
        read.append(_Line(known, factor))
    return read


def _ore(cell: object, lines: Lines) -> int | None:
    """The øre of a cell; an empty one of debit or credit is 0."""
    value = strip_text(cell)
    if value == "" and len(lines.layout.amounts) > 1:
        return 0
    ore = notation.ore(value, lines.mark, lines.unit)
    return ore if isinstance(ore, int) else None


def _sums(
    read: list[_Line] | None, lines: Lines, column: int, *, with_net: bool
) -> Iterator[tuple[str, int]]:
    """The sums of lines in a column, each with how it is made."""
    if read is None:
        return
    yield "written", sum(line.ore[column] for line in read)
    yield "signed", sum(line.factor * line.ore[column] for line in read)
    if not with_net:
        return
    net = sum(line.factor * _net(line) for line in read)
    if len(lines.layout.amounts) > 1:
        yield "net", net
    if lines.negate:
        yield "negated", -net


def _net(line: _Line) -> int:
    """The amount of a line, or its debit less its credit."""
    return line.ore[0] - sum(line.ore[1:])
