"""Years and months as written: 2014, "2014-2017", "2016-19", "2012-", "2014-06"."""

import re
from functools import lru_cache

from tidlig.model.years import OPEN_END, Month, Years, one
from tidlig.source.refusal import Refused, kind_of, shown

FIRST, LAST = 1900, 2999
YEAR = r"(?:19|2[0-9])[0-9]{2}"
"""A year from `FIRST` to `LAST` as text."""

SPAN = f"{YEAR}(?:-(?:{YEAR}|[0-9]{{2}})?)?"
"""A year or a span of years as text; whether it ends before it begins is not in it."""

_OF_A_YEAR = "(0[1-9]|1[0-2])"
MONTH = f"{YEAR}-{_OF_A_YEAR}"
"""A month as text."""

_SPAN = re.compile(r"([0-9]{4})(?:-([0-9]{4}|[0-9]{2})?)?")
_EXAMPLE = 'write 2014, "2014-2017" or "2016-19"'

_MOST_REMEMBERED = 2_048
"""A file writes the same few years again and again, so texts that are years are remembered."""


def year(value: object) -> int:
    """Read one finance year, written as a number or as text."""
    return _year_in(value) if type(value) is str else _year(value)


@lru_cache(_MOST_REMEMBERED)
def _year_in(text: str) -> int:
    return _year(text)


def _year(value: object) -> int:
    if isinstance(value, str) and re.fullmatch(r"[0-9]{4}", value):
        value = int(value)
    if type(value) is not int:
        raise Refused("bad-years", f"one year is expected, not {_met(value)}", "write 2014")
    if not FIRST <= value <= LAST:
        raise Refused(
            "bad-years",
            f"{shown(value)} is not a finance year",
            f"write a year from {FIRST} to {LAST}",
        )
    return value


def years(value: object) -> Years:
    """Read a year or a closed span of years."""
    span = open_years(value)
    if span.open:
        raise Refused(
            "bad-years",
            f"{shown(value)} has no end",
            "give the last year too; only the years of a program may be open",
        )
    return span


def open_years(value: object) -> Years:
    """Read a year or a span of years whose end need not be stated."""
    if type(value) is int:
        return one(year(value))
    if not isinstance(value, str):
        message = f"a year or a span of years is expected, not {kind_of(value)}"
        raise Refused("bad-years", message, _EXAMPLE)
    return _span_in(value)


@lru_cache(_MOST_REMEMBERED)
def _span_in(text: str) -> Years:
    match = _SPAN.fullmatch(text)
    if match is None:
        raise Refused("bad-years", f"{shown(text)} is not a year or a span of years", _EXAMPLE)
    first = year(match[1])
    if "-" not in text:
        return one(first)
    last = _last(first, match[2])
    if last < first:
        raise Refused(
            "bad-years", f"{shown(text)} ends before it begins", "write the first year first"
        )
    return Years(first, last)


def _last(first: int, written: str | None) -> int:
    if written is None:
        return OPEN_END
    return year(written) if len(written) > len("19") else first // 100 * 100 + int(written)


def month(text: str) -> Month:
    """Read a month such as "2014-06"."""
    match = re.fullmatch(f"([0-9]{{4}})-{_OF_A_YEAR}", text)
    if match is None:
        raise Refused(
            "wrong-type",
            f"{shown(text)} is not a month",
            'write a day, 2014-06-15 without quotes, or a month, "2014-06"',
        )
    return Month(year(match[1]), int(match[2]))


def _met(value: object) -> str:
    return shown(value) if isinstance(value, str) else kind_of(value)
