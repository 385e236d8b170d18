"""Amounts in øre and dates, as the cells of a column write them.

The notation is decided from the whole column: the decimal separator of amounts, and the order of
day and month (2015-12-31, 31-12-2015, 31.12.2015, 31/12/2015 and the dates of a workbook).
"""

import datetime as dt
import re
from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from tidlig.model.money import ORE_PER_KRONE, Unit
from tidlig.source.amounts import LARGEST
from tidlig.source.values import shown

MARKS = (",", ".")
"""What may stand before decimals."""

LONGEST = 60
"""No amount is written with more characters than this."""

_SIGNS, _SIGNS_BEHIND = "-+\u2212\u2013", "-\u2212"
_NAME_BEFORE = re.compile(r"^(?:kr\.?|dkk)", re.IGNORECASE)
_NAME_BEHIND = re.compile(r"(?:kr\.?|dkk|,-)$", re.IGNORECASE)
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


def decimal_mark(cells: Sequence[Cell], asked: str | None) -> tuple[str | None, Fault | None]:
    """Give what stands before decimals in a column, None where it has none; or what is wrong."""
    if asked is not None:
        return asked, None
    telling: dict[str, Cell] = {}
    unclear: Cell | None = None
    for cell in cells:
        if isinstance(cell.value, str) and not (body := figure(cell.value).body).isdigit():
            marks = [mark for mark in MARKS if _BODY[mark].fullmatch(body)]
            if len(marks) == 1:
                telling.setdefault(marks[0], cell)
            elif len(marks) == 2 and unclear is None and not set(body).isdisjoint(".,"):
                unclear = cell
    if len(telling) == 2:
        return None, Fault("mixed", telling[","], telling["."])
    if not telling and unclear is not None:
        return None, Fault("unclear", unclear)
    return next(iter(telling), None), None


def doubtful(cells: Sequence[Cell], mark: str, asked: str | None, unit: Unit) -> Fault | None:
    """Give an amount whose three decimals may be a thousand of the other notation; zeros too.

    Kroner have two decimals; of thousands and millions three are right where all have so many, or
    where someone says what the mark is.
    """
    found: Cell | None = None
    other: Cell | None = None
    for cell in cells:
        if isinstance(cell.value, str) and not cell.value.isdigit():
            body = figure(cell.value).body
            if _DOUBTFUL[mark].fullmatch(body):
                found = found or cell
            elif _BODY[mark].fullmatch(body) and len(body.partition(mark)[2]) not in (0, 3):
                other = other or cell
    is_whole = unit.ore == ORE_PER_KRONE
    if found is None or (other is None and (asked or not is_whole)) or (asked and not is_whole):
        return None
    return Fault("doubtful", found, other)


def figure(text: str) -> Figure:
    """Take the sign and the name of the currency off an amount."""
    if len(text) > LONGEST or (text.isascii() and text.isdigit()):
        return Figure(False, text)
    for space in _SPACES:
        text = text.replace(space, " ")
    bare = _unnamed(_unnamed(text.strip()))
    if len(bare) > 1 and bare[0] == "(" and bare[-1] == ")":
        return Figure(True, _unnamed(bare[1:-1].strip()))
    before = bare[:1] if bare[:1] in _SIGNS else ""
    body = bare[len(before) :].strip()
    after = body[-1:] if body[-1:] in _SIGNS_BEHIND else ""
    body = body[: len(body) - len(after)].rstrip()
    negative = before not in ("", "+") or bool(after)
    return Figure(negative, f"{before}{body}{after}" if before and after else body)


def _unnamed(text: str) -> str:
    """Take the name of the currency off, before and behind."""
    return _NAME_BEHIND.sub("", _NAME_BEFORE.sub("", text)).strip()


def ore(value: object, mark: str | None, unit: Unit) -> int | str:
    """Give the amount of a cell in øre, or why it is none."""
    if isinstance(value, str):
        return _of_text(value, mark, unit)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _of_number(value, unit)
    return f'"{value}" is not an amount'


def _of_text(text: str, mark: str | None, unit: Unit) -> int | str:
    negative, body = figure(text)
    match = _BODY[mark or ","].fullmatch(body)
    if not body:
        return "the amount is missing"
    if match is None or len(text) > LONGEST:
        with_mark = f" with a decimal {NAMES[mark]}" if mark else ""
        return f"{shown(text)} is not an amount{with_mark}"
    plain, grouped, separator, decimals = match.groups(default="")
    whole = plain or grouped.replace(separator, "")
    if len(whole) > len(str(LARGEST)):
        return f"{shown(text)} has more digits than any budget"
    scale: int = 10 ** len(decimals)
    scaled, rest = divmod(int(whole + decimals) * unit.ore, scale)
    if rest:
        return f"{shown(text)} has more decimals than there are øre"
    if scaled > LARGEST * ORE_PER_KRONE:
        return f"{shown(text)} has more digits than any budget"
    return -scaled if negative else scaled


NAMES = {",": "comma", ".": "point"}
"""What the marks are called."""


def _of_number(value: float, unit: Unit) -> int | str:
    """Read a number of a workbook by the 15 digits that Excel shows of it."""
    exact = Decimal(format(value, ".15g")) * unit.ore
    if not exact.is_finite() or abs(exact) > LARGEST * ORE_PER_KRONE:
        return f"{value} has more digits than any budget"
    if exact != exact.to_integral_value():
        return f"{format(value, '.15g')} has more decimals than there are øre"
    return int(exact)


DAY_FIRST, MONTH_FIRST = "day-first", "month-first"

_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?:[T ][0-9:.,+Z-]*)?")
_COMPACT = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
_NUMBERS = re.compile(r"([0-9]{1,2})([-./])([0-9]{1,2})\2([0-9]{4})(?: [0-9:.]*)?")


def order_of(cells: Sequence[Cell], asked: str | None) -> tuple[str | None, Fault | None]:
    """Give what comes first in a column, None where no date depends on it; or what is wrong."""
    if asked is not None:
        return asked, None
    telling: dict[str, Cell] = {}
    unclear: Cell | None = None
    depends = False
    for cell in cells:
        match = _NUMBERS.fullmatch(cell.value) if isinstance(cell.value, str) else None
        if match is not None:
            depends, first, second = True, int(match[1]), int(match[3])
            if first > 12 >= second:
                telling.setdefault(DAY_FIRST, cell)
            elif second > 12 >= first:
                telling.setdefault(MONTH_FIRST, cell)
            elif match[2] == "/" and unclear is None and first != second:
                unclear = cell
    if len(telling) == 2:
        return None, Fault("mixed", telling[DAY_FIRST], telling[MONTH_FIRST])
    if not telling and unclear is not None:
        return None, Fault("unclear", unclear)
    return next(iter(telling), DAY_FIRST if depends else None), None


def day(value: object, order: str | None) -> dt.date | None:
    """Give the date that a cell has, or None when it has none."""
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
