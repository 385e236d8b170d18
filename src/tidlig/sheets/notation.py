"""Amounts in øre and dates, as the cells of a column write them.

The notation is decided from the whole column: the decimal separator of amounts, and the order of
day and month (2015-12-31, 31-12-2015, 31.12.2015, 31/12/2015 and the dates of a workbook).
"""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from tidlig.model.messages import Message
from tidlig.model.money import KRONER, ORE_PER_KRONE, Unit
from tidlig.sheets.currency import around_amounts
from tidlig.source.amounts import LARGEST
from tidlig.source.values import shown

MARKS = (",", ".")
"""What may stand before decimals."""

LONGEST = 60
"""No amount is written with more characters than this."""

_BARE = re.compile("[0-9.,]+")
"""An amount without a sign or a name."""

_SIGNS, _SIGNS_BEHIND = "-+\u2212\u2013", "-\u2212"
_SPACES = "\u00a0\u202f\u2009"
_BODY = {
    mark: re.compile(
        rf"(?:([0-9]+)|([1-9][0-9]{{0,2}}(?:([{re.escape(group)} '])[0-9]{{3}})(?:\3[0-9]{{3}})*))"
        rf"(?:{re.escape(mark)}([0-9]+))?"
    )
    for mark, group in ((",", "."), (".", ","))
}


_DOUBTFUL = {mark: re.compile(rf"[1-9][0-9]{{0,2}}{re.escape(mark)}[0-9]{{3}}") for mark in MARKS}
"""Three decimals of few digits, which are a whole number where the mark parts thousands."""


class Figure(NamedTuple):
    """An amount as written, taken apart: its sign, and the digits that stand between."""

    negative: bool
    body: str


class Cell(NamedTuple):
    """What a line has in a column: its number and the value; the column, if there are two."""

    line: int
    value: object
    column: int | None = None


class Fault(NamedTuple):
    """What is wrong with a column: which kind of fault, where, and where it is otherwise."""

    kind: str
    cell: Cell
    other: Cell | None = None


_Decision = tuple[str | None, Fault | None]


def decimal_mark(cells: Sequence[Cell], stated: str | None, currency: str = KRONER) -> _Decision:
    """What stands before decimals in a column, None where it has none; or what is wrong."""
    if stated is not None:
        return stated, None
    decisive: dict[str, Cell] = {}
    unclear: Cell | None = None
    for cell in cells:
        marks = _possible_marks(cell.value, currency)
        if len(marks) == 1:
            decisive.setdefault(marks[0], cell)
        elif len(marks) == 2 and unclear is None:
            unclear = cell
    return _decided(decisive, unclear, MARKS)


def _possible_marks(value: object, currency: str) -> Sequence[str]:
    """What may stand before the decimals of an amount; nothing where it has no mark."""
    if not isinstance(value, str):
        return ()
    body = figure(value, currency).body
    if "," not in body and "." not in body:
        return ()
    return [mark for mark in MARKS if _BODY[mark].fullmatch(body)]


def _decided(
    decisive: Mapping[str, Cell], unclear: Cell | None, both: tuple[str, str]
) -> _Decision:
    """How a column is to be read, by the first cell that decides for each of two ways."""
    if len(decisive) == 2:
        first, second = both
        return None, Fault("mixed", decisive[first], decisive[second])
    if not decisive and unclear is not None:
        return None, Fault("unclear", unclear)
    return next(iter(decisive), None), None


def doubtful_amount(
    cells: Sequence[Cell], mark: str, stated: str | None, unit: Unit
) -> Fault | None:
    """Find an amount whose three decimals may be a thousand of the other notation; zeros too.

    Kroner have two decimals; of thousands and millions three are right where all have so many, or
    where someone says what the mark is.
    """
    doubtful, other = _with_three_decimals(cells, mark, unit.currency)
    if doubtful is None:
        return None
    may_have_three = unit.ore != ORE_PER_KRONE
    if may_have_three and (stated is not None or other is None):
        return None
    if stated is not None and other is None:
        return None
    return Fault("doubtful", doubtful, other)


def _with_three_decimals(
    cells: Sequence[Cell], mark: str, currency: str
) -> tuple[Cell | None, Cell | None]:
    """The first amount whose three decimals may be a thousand, and the first with fewer or more."""
    doubtful: Cell | None = None
    other: Cell | None = None
    for cell in cells:
        body = _body_with(cell.value, mark, currency)
        if _DOUBTFUL[mark].fullmatch(body):
            doubtful = doubtful or cell
        elif _BODY[mark].fullmatch(body) and len(body.partition(mark)[2]) not in (0, 3):
            other = other or cell
    return doubtful, other


def _body_with(value: object, mark: str, currency: str) -> str:
    """The digits of an amount that has a mark; nothing of any other."""
    if not isinstance(value, str) or mark not in value:
        return ""
    return figure(value, currency).body


def figure(text: str, currency: str = KRONER) -> Figure:
    """Take the sign and the name of the ledger's currency off an amount."""
    if len(text) > LONGEST or _BARE.fullmatch(text):
        return Figure(False, text)
    for space in _SPACES:
        text = text.replace(space, " ")
    bare = _unnamed(_unnamed(text.strip(), currency), currency)
    if len(bare) > 1 and bare[0] == "(" and bare[-1] == ")":
        return Figure(True, _unnamed(bare[1:-1].strip(), currency))
    return _unsigned(bare)


def _unsigned(text: str) -> Figure:
    """Take a sign off, before or behind; one at both ends is left, so that it is no amount."""
    before = text[:1] if text[:1] in _SIGNS else ""
    body = text[len(before) :].strip()
    after = body[-1:] if body[-1:] in _SIGNS_BEHIND else ""
    body = body[: len(body) - len(after)].rstrip()
    if before and after:
        return Figure(True, f"{before}{body}{after}")
    return Figure(bool(after) or before not in ("", "+"), body)


def _unnamed(text: str, currency: str) -> str:
    """Take the name of the currency off, before and behind."""
    before, behind = around_amounts(currency)
    return behind.sub("", before.sub("", text)).strip()


def ore(value: object, mark: str | None, unit: Unit) -> int | Message:
    """The amount of a cell in øre, or why it is none."""
    if isinstance(value, str):
        return _of_text(value, mark, unit)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _of_number(value, unit)
    return Message("{value} is not an amount", value=f'"{value}"')


def _of_text(text: str, mark: str | None, unit: Unit) -> int | Message:
    negative, body = figure(text, unit.currency)
    if not body:
        return Message("the amount is missing")
    match = _BODY[mark or ","].fullmatch(body)
    if match is None or len(text) > LONGEST:
        return _not_an_amount(text, mark)
    plain, grouped, separator, decimals = match.groups(default="")
    whole = plain or grouped.replace(separator, "")
    if len(whole) > len(str(LARGEST)):
        return _too_many_digits(text)
    scale: int = 10 ** len(decimals)
    scaled, rest = divmod(int(whole + decimals) * unit.ore, scale)
    if rest:
        return Message(
            "{text} has more decimals than there are {ore}", text=shown(text), ore=Message("øre")
        )
    if scaled > LARGEST * ORE_PER_KRONE:
        return _too_many_digits(text)
    return -scaled if negative else scaled


def _not_an_amount(text: str, mark: str | None) -> Message:
    if not mark:
        return Message("{text} is not an amount", text=shown(text))
    return Message("{text} is not an amount with {mark}", text=shown(text), mark=NAMES[mark])


def _too_many_digits(text: str) -> Message:
    return Message("{text} has more digits than any budget", text=shown(text))


NAMES = {",": Message("a decimal comma"), ".": Message("a decimal point")}
"""What the marks are called."""


def _of_number(value: float, unit: Unit) -> int | Message:
    """Read a number of a workbook by the 15 digits that Excel shows of it."""
    exact = Decimal(format(value, ".15g")) * unit.ore
    if not exact.is_finite() or abs(exact) > LARGEST * ORE_PER_KRONE:
        return Message("{text} has more digits than any budget", text=str(value))
    if exact != exact.to_integral_value():
        return Message(
            "{text} has more decimals than there are {ore}",
            text=format(value, ".15g"),
            ore=Message("øre"),
        )
    return int(exact)


DAY_FIRST, MONTH_FIRST = "day-first", "month-first"

_TIME = (
    r"(?:[01]?[0-9]|2[0-4])[:.][0-5][0-9](?:[:.][0-5][0-9](?:[.,][0-9]{1,9})?)?"
    r"(?: ?Z|[+-][0-9]{2}(?::?[0-9]{2})?)?"
)
"""A time of the day, which a program may write behind a date; two dates are no date."""

_ISO = re.compile(rf"([0-9]{{4}})-([0-9]{{2}})-([0-9]{{2}})(?:[T ]{_TIME})?")
_COMPACT = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
_NUMBERS = re.compile(rf"([0-9]{{1,2}})([-./])([0-9]{{1,2}})\2([0-9]{{4}})(?: {_TIME})?")


def order_of(cells: Sequence[Cell], stated: str | None) -> _Decision:
    """What comes first in the dates of a column, None where no date depends on it; or the fault."""
    if stated is not None:
        return stated, None
    decisive: dict[str, Cell] = {}
    unclear: Cell | None = None
    dates = _numeric_dates(cells)
    for cell, match in dates:
        first, second = int(match[1]), int(match[3])
        order = _certain_order(first, second)
        if order is not None:
            decisive.setdefault(order, cell)
        elif unclear is None and match[2] == "/" and first != second:
            unclear = cell
    if dates and not decisive and unclear is None:
        return DAY_FIRST, None
    return _decided(decisive, unclear, (DAY_FIRST, MONTH_FIRST))


def _numeric_dates(cells: Sequence[Cell]) -> list[tuple[Cell, re.Match[str]]]:
    """The dates that have day and month as numbers before the year."""
    dates = []
    for cell in cells:
        match = _NUMBERS.fullmatch(cell.value) if isinstance(cell.value, str) else None
        if match is not None:
            dates.append((cell, match))
    return dates


def _certain_order(first: int, second: int) -> str | None:
    """What comes first of two numbers, if one of them can be no month."""
    if first > 12 >= second:
        return DAY_FIRST
    if second > 12 >= first:
        return MONTH_FIRST
    return None


def day(value: object, order: str | None) -> dt.date | None:
    """The date that a cell has; None where it has none."""
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    return _day_of_text(value, order) if isinstance(value, str) else None


def _day_of_text(text: str, order: str | None) -> dt.date | None:
    match = _ISO.fullmatch(text) or _COMPACT.fullmatch(text)
    if match is not None:
        year, month, day = match.group(1, 2, 3)
    else:
        match = _NUMBERS.fullmatch(text)
        if match is None:
            return None
        year, month, day = match.group(4, 3, 1) if order != MONTH_FIRST else match.group(4, 1, 3)
    try:
        return dt.date(int(year), int(month), int(day))
    except ValueError:
        return None
