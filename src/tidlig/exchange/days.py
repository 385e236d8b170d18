"""The dates of a column: 2015-12-31, 31-12-2015, 31.12.2015, 31/12/2015 and those of a workbook.

With strokes the month may come first, as the English of America have it, so a column with strokes
must show which by a day after the twelfth. With points and hyphens Danes have the day first.
"""

import datetime as dt
import re
from collections.abc import Sequence

from tidlig.exchange.figures import Cell, Fault

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
    return _of_text(value, order) if isinstance(value, str) else None


def _of_text(text: str, order: str | None) -> dt.date | None:
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
