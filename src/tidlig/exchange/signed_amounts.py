"""The amounts of lines with their signs: of one column, or debit less credit; turned if asked."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple

from tidlig.exchange import cells
from tidlig.exchange.figures import Cell
from tidlig.exchange.layouts import Layout
from tidlig.exchange.tables import Sheet, SheetRow
from tidlig.model.findings import Problem
from tidlig.model.money import Unit
from tidlig.model.spelling import caseless


class Amounts(NamedTuple):
    """The øre of each line, what stood before decimals, and how many lines were turned."""

    ore: list[int]
    mark: str | None
    turned: int


def amounts(
    sheet: Sheet,
    rows: Sequence[SheetRow],
    layout: Layout,
    asked: str | None,
    unit: Unit,
    *,
    negate: bool,
) -> Amounts | Problem:
    """Read the amounts of lines, or say what is wrong with them."""
    numbers = layout.amounts
    if len(numbers) == 1:
        written = [Cell(row.line, stripped(row.cells[numbers[0]])) for row in rows]
    else:
        written = [cell for row in rows for cell in _of_sides(row, numbers)]
    read = cells.amounts(cells.Column(sheet, numbers[0], written), asked, unit)
    if isinstance(read, Problem):
        return read
    ore, mark = read
    if len(numbers) > 1:
        ore = _net(rows, written, ore, numbers[1])
    turned = [turns(row, layout.signs) for row in rows] if layout.signs else []
    if turned or negate:
        ore = [
            -each if is_turned != negate else each
            for each, is_turned in zip(ore, turned or [False] * len(ore), strict=True)
        ]
    return Amounts(ore, mark, sum(turned))


def _of_sides(row: SheetRow, numbers: Sequence[int]) -> Sequence[Cell]:
    """Give the amounts of a line in debit and credit; the empty first where neither has any."""
    found = [Cell(row.line, stripped(row.cells[number]), number) for number in numbers]
    return [cell for cell in found if cell.value != ""] or found[:1]


def _net(
    rows: Sequence[SheetRow], written: Sequence[Cell], ore: Sequence[int], credit: int
) -> list[int]:
    """Give debit less credit for each line."""
    net = dict.fromkeys((row.line for row in rows), 0)
    for cell, each in zip(written, ore, strict=True):
        net[cell.line] += -each if cell.column == credit else each
    return [net[row.line] for row in rows]


def turns(row: SheetRow, signs: Mapping[int, frozenset[str]]) -> bool:
    """Tell whether a line counts with the other sign: a column of signs has such a value."""
    return any(
        caseless(text(row.cells[number])) in _forms(values) for number, values in signs.items()
    )


@cache
def _forms(values: frozenset[str]) -> frozenset[str]:
    return frozenset(map(caseless, values))


def stripped(value: object) -> object:
    """Give a cell without spaces around its text."""
    return value.strip() if isinstance(value, str) else value


def text(value: object) -> str:
    """Give the text of a cell; a whole number of a workbook without the decimals it never had."""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
