"""The total below a register held against every sum of its lines that someone may have written.

Of all lines, or of those that the filters leave; as the column has them, or with the signs that
the report counts them with: turned by a column of signs, debit less credit, or negated.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tidlig.exchange import notation
from tidlig.exchange.cells import stripped, turns
from tidlig.exchange.columns import Layout
from tidlig.exchange.headings import label
from tidlig.exchange.tables import Sheet, SheetRow
from tidlig.matching.items import Sum, Total
from tidlig.model.money import Unit


@dataclass(frozen=True, slots=True)
class Lines:
    """The lines above a total, those of them that count, and how their amounts are read."""

    layout: Layout
    body: Sequence[SheetRow]
    counted: Sequence[SheetRow]
    mark: str | None
    unit: Unit
    negate: bool


@dataclass(frozen=True, slots=True)
class _Line:
    """The øre of a line in each column of amounts, and 1, or -1 where its sign is turned."""

    ore: tuple[int, ...]
    factor: int


def total(sheet: Sheet, row: SheetRow, lines: Lines) -> Total:
    """Compare what a total says under each column of amounts; tell the first that is no sum."""
    numbers = lines.layout.amounts
    said = [_said(row, number, lines) for number in numbers]
    stated = [at for at, ore in enumerate(said) if ore is not None]
    every = _read(lines.body, lines)
    counts = len(lines.counted) == len(lines.body)
    counted = every if counts else _read(lines.counted, lines)
    found = [
        (said[at], _compared(every, counted, lines, at, with_net=len(stated) == 1), at)
        for at in stated
    ]
    if len(stated) > 1 and 0 in said:  # the net under one column, and 0 under the other
        at = next((at for at, ore in enumerate(said) if ore), 0)
        net = _compared(every, counted, lines, at, with_net=True)
        if said[at] in [each.ore for each in net if each.how == "net"]:
            found = [(said[at], net, at)]
    wrong = [each for each in found if each[0] not in [one.ore for one in each[1]]]
    ore, compared, at = next(iter((*wrong, *found)), (None, (), 0))
    agreeing = next((each.ore for each in compared if each.ore == ore), None)
    if agreeing is None and every is not None and compared:
        agreeing = compared[0].ore
    under = sheet.headings[numbers[at]] if stated and len(numbers) > 1 else None
    return Total(row.line, label(row) or "", ore, agreeing, under, tuple(compared))


def _said(row: SheetRow, number: int, lines: Lines) -> int | None:
    """Give the øre that a total has in a column, if it can be read."""
    if number >= len(row.cells):
        return None
    ore = notation.ore(stripped(row.cells[number]), lines.mark, lines.unit)
    return ore if isinstance(ore, int) else None


def _read(rows: Sequence[SheetRow], lines: Lines) -> list[_Line] | None:
    """Read the amounts of lines; None where one cannot be read."""
    read = []
    for row in rows:
        ore = [_ore(row.cells[number], lines) for number in lines.layout.amounts]
        known = tuple(each for each in ore if each is not None)
        if len(known) < len(ore):
            return None
        read.append(_Line(known, -1 if turns(row, lines.layout.signs) else 1))
    return read


def _ore(cell: object, lines: Lines) -> int | None:
    value = stripped(cell)
    if value == "" and len(lines.layout.amounts) > 1:
        return 0
    ore = notation.ore(value, lines.mark, lines.unit)
    return ore if isinstance(ore, int) else None


def _compared(
    every: list[_Line] | None, counted: list[_Line] | None, lines: Lines, at: int, *, with_net: bool
) -> list[Sum]:
    """Give the sums that a total in a column may be, each figure once."""
    found: dict[int, Sum] = {}
    for which, read in (("all", every), ("counted", counted)):
        for how, ore in _sums(read, lines, at, with_net=with_net):
            found.setdefault(ore, Sum(which, how, ore))
    return list(found.values())


def _sums(
    read: list[_Line] | None, lines: Lines, at: int, *, with_net: bool
) -> Iterator[tuple[str, int]]:
    if read is None:
        return
    yield "written", sum(line.ore[at] for line in read)
    has_sides = len(lines.layout.amounts) > 1
    yield "signed", sum(line.factor * line.ore[at] for line in read)
    net = sum(line.factor * _net(line) for line in read)
    if has_sides and with_net:
        yield "net", net
    if lines.negate and with_net:
        yield "negated", -net


def _net(line: _Line) -> int:
    """Give the amount of a line, or its debit less its credit."""
    return line.ore[0] - sum(line.ore[1:])
