"""The amounts and dates of a register, with one fault for a column that cannot be read.

A line has one amount, or debit less credit. Its sign is turned where the user says so.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from tidlig.model.findings import Location, Note, Problem
from tidlig.model.messages import Message
from tidlig.model.money import ORE_PER_KRONE, Unit
from tidlig.model.spelling import caseless
from tidlig.sheets import notation
from tidlig.sheets.columns import Layout
from tidlig.sheets.notation import Cell, Fault
from tidlig.sheets.tables import Sheet, SheetRow
from tidlig.source.values import shown

_Wrong = tuple[Cell, Message]
"""A cell that cannot be read, and why."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a sheet: its number, and the cells of the lines that count.

    Cells that say a column of their own are of two columns that are read as one.
    """

    sheet: Sheet
    number: int
    cells: Sequence[Cell]

    def heading(self, cell: Cell) -> str:
        """The heading that a cell stands under."""
        return self.sheet.headings[self._number(cell)]

    def problem(
        self,
        message: Message,
        cell: Cell,
        help: Message,
        label: Message | None = None,
        notes: Sequence[Note] = (),
    ) -> Problem:
        """A fault at a cell."""
        return Problem(message, self.place(cell), help, label, tuple(notes))

    def place(self, cell: Cell) -> Location:
        """Where a cell stands."""
        return self.sheet.place(cell.line, self._number(cell))

    def _number(self, cell: Cell) -> int:
        return self.number if cell.column is None else cell.column


def amounts(
    column: Column, stated: str | None, unit: Unit
) -> tuple[list[int], str | None] | Problem:
    """Read a column: the øre of each cell and the mark before decimals, or what is wrong.

    `stated` is the mark that the user states, if any.
    """
    mark, fault = notation.decimal_mark(column.cells, stated, unit.currency)
    if fault is not None:
        return _undecided_mark(column, fault, unit.currency)
    if mark:
        doubt = notation.doubtful_amount(column.cells, mark, stated, unit)
        if doubt is not None:
            return _doubtful_mark(column, doubt, mark, unit)
    ore: list[int] = []
    wrong: list[_Wrong] = []
    for cell in column.cells:
        amount = notation.ore(cell.value, mark, unit)
        if isinstance(amount, Message):
            wrong.append((cell, amount))
        else:
            ore.append(amount)
    if wrong:
        return _wrong(
            column, wrong, Message('write amounts as "1.234,50", and leave no cell empty')
        )
    return ore, mark


def dates(column: Column, stated: str | None) -> tuple[list[dt.date | None], str | None] | Problem:
    """Read a column: the date of each cell, None of an empty one, and what comes first in them.

    `stated` is the order of day and month that the user states, if any.
    """
    order, fault = notation.order_of(column.cells, stated)
    if fault is not None:
        return _undecided_order(column, fault)
    days: list[dt.date | None] = []
    wrong: list[_Wrong] = []
    for cell in column.cells:
        day = notation.day(cell.value, order)
        days.append(day)
        if day is None and cell.value != "":
            wrong.append((cell, Message("{value} is not a date", value=_written(cell))))
    if wrong:
        return _wrong(
            column, wrong, Message("write 2015-12-31 or 31-12-2015; in a workbook, a date")
        )
    return days, order


def _wrong(column: Column, wrong: Sequence[_Wrong], help: Message) -> Problem:
    cell, why = wrong[0]
    more = len(wrong) - 1
    label = Message("and {more} more in this column", more=more) if more else None
    return column.problem(
        Message('{why}, under "{heading}"', why=why, heading=column.heading(cell)),
        cell,
        help,
        label,
    )


def _undecided_mark(column: Column, fault: Fault, currency: str) -> Problem:
    one = _written(fault.cell)
    if fault.other is None:
        return _ambiguous_mark(column, fault.cell, currency)
    two = _written(fault.other)
    message = Message(
        "the amounts have decimals in two ways: {one} has a comma, {two} a point", one=one, two=two
    )
    help = Message("export the column again with one of them, or mend the lines")
    notes = [Note(Message("a decimal point"), column.place(fault.other))]
    return column.problem(message, fault.cell, help, Message("a decimal comma"), notes)


def _ambiguous_mark(column: Column, cell: Cell, currency: str) -> Problem:
    """The fault of an amount such as 1.234, which may be a thousand or have three decimals."""
    one = _written(cell)
    negative, body = notation.figure(str(cell.value), currency)
    message = Message(
        "{one} can be read in two ways, and no other amount in the column says which", one=one
    )
    thousands = "".join(letter for letter in body if letter.isdigit())
    mark, other = (",", ".") if "." in body else (".", ",")
    if negative:
        help = Message(
            "give --decimal {mark} if it is {thousands}, or --decimal {other} if it is nearer to 0",
            mark=mark,
            thousands=f"-{thousands}",
            other=other,
        )
    else:
        help = Message(
            "give --decimal {mark} if it is {thousands}, or --decimal {other} if it is less",
            mark=mark,
            thousands=thousands,
            other=other,
        )
    return column.problem(message, cell, help)


def _doubtful_mark(column: Column, fault: Fault, mark: str, unit: Unit) -> Problem:
    one, name = _written(fault.cell), notation.NAMES[mark]
    digits = "".join(letter for letter in str(fault.cell.value) if letter.isdigit())
    message = Message(
        "the amounts are written in two ways: others have {mark}, and {one} may be "
        "{digits} or have three decimals",
        mark=name,
        one=one,
        digits=digits,
    )
    help = Message("export the column again in one of them, or mend the lines")
    if unit.ore > ORE_PER_KRONE:
        help = Message(
            "export the column again in one of them, or mend the lines; give --decimal {mark} if "
            "three decimals are right",
            mark=mark,
        )
    notes = [] if fault.other is None else [Note(name, column.place(fault.other))]
    return column.problem(message, fault.cell, help, Message("three decimals, or thousands"), notes)


def _undecided_order(column: Column, fault: Fault) -> Problem:
    one = _written(fault.cell)
    if fault.other is None:
        message = Message(
            "{one} can be read in two ways, and no other date in the column says which", one=one
        )
        return column.problem(
            message, fault.cell, Message("give --dates day-first or --dates month-first")
        )
    two = _written(fault.other)
    message = Message(
        "the dates are written in two ways: {one} has the day first, {two} the month",
        one=one,
        two=two,
    )
    help = Message("export the column again in one of them, best as 2015-12-31")
    return column.problem(
        message,
        fault.cell,
        help,
        Message("the day first"),
        [Note(Message("the month first"), column.place(fault.other))],
    )


def _written(cell: Cell) -> str:
    """A value as its cell shows it: a number of a workbook by the digits that Excel shows."""
    value = cell.value
    if isinstance(value, str):
        return shown(value)
    if isinstance(value, float):
        return f'"{format(value, ".15g")}"'
    return f'"{value}"'


class Amounts(NamedTuple):
    """The øre of each line, what stood before decimals, and how many lines were turned."""

    ore: list[int]
    mark: str | None
    turned: int


def signed_amounts(
    sheet: Sheet,
    rows: Sequence[SheetRow],
    layout: Layout,
    stated: str | None,
    unit: Unit,
    *,
    negate: bool,
) -> Amounts | Problem:
    """Read the amounts of lines, or say what is wrong with them."""
    numbers = layout.amounts
    cells = _amount_cells(rows, numbers)
    read = amounts(Column(sheet, numbers[0], cells), stated, unit)
    if isinstance(read, Problem):
        return read
    ore, mark = read
    if len(numbers) > 1:
        ore = _net(rows, cells, ore, numbers[1])
    turned = [bool(layout.signs) and turns_sign(row, layout.signs) for row in rows]
    signed = [
        -amount if is_turned != negate else amount
        for amount, is_turned in zip(ore, turned, strict=True)
    ]
    return Amounts(signed, mark, sum(turned))


def _amount_cells(rows: Sequence[SheetRow], numbers: Sequence[int]) -> list[Cell]:
    """The cells with amounts: one of each line, or those of debit and credit."""
    if len(numbers) > 1:
        return [cell for row in rows for cell in _of_sides(row, numbers)]
    return [Cell(row.line, strip_text(row.cells[numbers[0]])) for row in rows]


def _of_sides(row: SheetRow, numbers: Sequence[int]) -> Sequence[Cell]:
    """The amounts of a line in debit and credit; the empty first where neither has any."""
    sides = [Cell(row.line, strip_text(row.cells[number]), number) for number in numbers]
    return [cell for cell in sides if cell.value != ""] or sides[:1]


def _net(
    rows: Sequence[SheetRow], written: Sequence[Cell], ore: Sequence[int], credit: int
) -> list[int]:
    """The debit less the credit of each line."""
    net = dict.fromkeys((row.line for row in rows), 0)
    for cell, amount in zip(written, ore, strict=True):
        net[cell.line] += -amount if cell.column == credit else amount
    return [net[row.line] for row in rows]


def turns_sign(row: SheetRow, signs: Mapping[int, frozenset[str]]) -> bool:
    """Whether a line counts with the other sign: a column of signs has such a value."""
    for number, values in signs.items():
        if caseless(cell_text(row.cells[number])) in _caseless_forms(values):
            return True
    return False


@cache
def _caseless_forms(values: frozenset[str]) -> frozenset[str]:
    return frozenset(map(caseless, values))


def strip_text(value: object) -> object:
    """A cell without spaces around its text."""
    return value.strip() if isinstance(value, str) else value


def cell_text(value: object) -> str:
    """The text of a cell; a whole number of a workbook without the decimals it never had."""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
