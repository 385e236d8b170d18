"""The amounts and dates of a register, with one fault for a column that cannot be read.

A line has one amount, or debit less credit. Its sign is turned where the user says so.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from tidlig.exchange import notation
from tidlig.exchange.columns import Layout
from tidlig.exchange.notation import Cell, Fault
from tidlig.exchange.tables import Sheet, SheetRow
from tidlig.model.findings import Location, Note, Problem
from tidlig.model.money import ORE_PER_KRONE, Unit
from tidlig.model.spelling import caseless
from tidlig.source.values import shown


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a sheet: its number, and the cells of the lines that count.

    Cells that say a column of their own are of two columns that are read as one.
    """

    sheet: Sheet
    number: int
    cells: Sequence[Cell]

    def heading(self, cell: Cell) -> str:
        """Give the heading that a cell stands under."""
        return self.sheet.headings[self._number(cell)]

    def problem(
        self, message: str, cell: Cell, help: str, label: str = "", notes: Sequence[Note] = ()
    ) -> Problem:
        """Give a fault of a cell."""
        return Problem(message, self.place(cell), help, label, tuple(notes))

    def place(self, cell: Cell) -> Location:
        """Give the place of a cell."""
        return self.sheet.place(cell.line, self._number(cell))

    def _number(self, cell: Cell) -> int:
        return self.number if cell.column is None else cell.column


def amounts(
    column: Column, asked: str | None, unit: Unit
) -> tuple[list[int], str | None] | Problem:
    """Give the øre of every cell and the mark before decimals; or what is wrong with the column."""
    mark, fault = notation.decimal_mark(column.cells, asked)
    if fault is not None:
        return _undecided_mark(column, fault)
    doubt = notation.doubtful(column.cells, mark, asked, unit) if mark else None
    if doubt is not None:
        return _doubtful_mark(column, doubt, mark or "", unit)
    read = [notation.ore(cell.value, mark, unit) for cell in column.cells]
    wrong = [(cell, why) for cell, why in zip(column.cells, read, strict=True) if type(why) is str]
    if wrong:
        return _wrong(column, wrong, 'write amounts as "1.234,50", and leave no cell empty')
    return [ore for ore in read if isinstance(ore, int)], mark


def dates(column: Column, asked: str | None) -> tuple[list[dt.date | None], str | None] | Problem:
    """Give the date of every cell, None of an empty one, and which came first in them."""
    order, fault = notation.order_of(column.cells, asked)
    if fault is not None:
        return _undecided_order(column, fault)
    read = [notation.day(cell.value, order) for cell in column.cells]
    wrong = [
        (cell, f"{_written(cell)} is not a date")
        for cell, date in zip(column.cells, read, strict=True)
        if date is None and cell.value != ""
    ]
    if wrong:
        return _wrong(column, wrong, "write 2015-12-31 or 31-12-2015; in a workbook, a date")
    return read, order


def _wrong(column: Column, wrong: Sequence[tuple[Cell, object]], help: str) -> Problem:
    cell, why = wrong[0]
    more = len(wrong) - 1
    label = f"and {more} more in this column" if more else ""
    return column.problem(f'{why}, under "{column.heading(cell)}"', cell, help, label)


def _undecided_mark(column: Column, fault: Fault) -> Problem:
    one = _written(fault.cell)
    if fault.other is None:
        negative, body = notation.figure(str(fault.cell.value))
        message = f"{one} can be read in two ways, and no other amount in the column says which"
        thousands = "".join(letter for letter in body if letter.isdigit())
        mark, other = (",", ".") if "." in body else (".", ",")
        least = "nearer to 0" if negative else "less"
        thousands = f"-{thousands}" if negative else thousands
        help = f"give --decimal {mark} if it is {thousands}, or --decimal {other} if it is {least}"
        return column.problem(message, fault.cell, help)
    two = _written(fault.other)
    message = f"the amounts have decimals in two ways: {one} has a comma, {two} a point"
    help = "export the column again with one of them, or mend the lines"
    return column.problem(
        message,
        fault.cell,
        help,
        "a decimal comma",
        [Note("a decimal point", column.place(fault.other))],
    )


def _doubtful_mark(column: Column, fault: Fault, mark: str, unit: Unit) -> Problem:
    one, name = _written(fault.cell), notation.NAMES[mark]
    digits = "".join(letter for letter in str(fault.cell.value) if letter.isdigit())
    message = f"the amounts are written in two ways: others have a decimal {name}, and {one} "
    message += f"may be {digits} or have three decimals"
    help = "export the column again in one of them, or mend the lines"
    if unit.ore > ORE_PER_KRONE:
        help += f"; give --decimal {mark} if three decimals are right"
    notes = [] if fault.other is None else [Note(f"a decimal {name}", column.place(fault.other))]
    return column.problem(message, fault.cell, help, "three decimals, or thousands", notes)


def _undecided_order(column: Column, fault: Fault) -> Problem:
    one = _written(fault.cell)
    if fault.other is None:
        message = f"{one} can be read in two ways, and no other date in the column says which"
        return column.problem(message, fault.cell, "give --dates day-first or --dates month-first")
    two = _written(fault.other)
    message = f"the dates are written in two ways: {one} has the day first, {two} the month"
    help = "export the column again in one of them, best as 2015-12-31"
    return column.problem(
        message,
        fault.cell,
        help,
        "the day first",
        [Note("the month first", column.place(fault.other))],
    )


def _written(cell: Cell) -> str:
    """Write a value as it stands in its cell: a number of a workbook by the digits it shows."""
    value = cell.value
    if isinstance(value, str):
        return shown(value)
    return f'"{format(value, ".15g")}"' if isinstance(value, float) else f'"{value}"'


class Amounts(NamedTuple):
    """The øre of each line, what stood before decimals, and how many lines were turned."""

    ore: list[int]
    mark: str | None
    turned: int


def signed_amounts(
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
    read = amounts(Column(sheet, numbers[0], written), asked, unit)
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
