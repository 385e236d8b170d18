"""Lines, and the movements that entries make on them."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from tidlig.model.decisions import Appropriation
from tidlig.model.entry import Amount, Entry, YearAmounts
from tidlig.model.money import UNKNOWN, Money
from tidlig.model.years import Years, one

UNSPLIT = ""
"""The strand of a line whose money is not split by strand."""


class Line(NamedTuple):
    """Where money is counted: a program, a strand or none, and one year or a span not split."""

    program: str
    strand: str
    years: Years


@dataclass(frozen=True, slots=True)
class Movement:
    """A signed amount on a line under one heading, with the entry and the date it comes from."""

    line: Line
    heading: str
    money: Money
    entry: Entry
    date: dt.date | None
    pool: str | None = None
    recipient: str | None = None


def spread(
    amount: Amount | YearAmounts, years: Years | None, date: dt.date
) -> Iterator[tuple[Years, Money]]:
    """Give the years that an amount is charged to, with the money; nothing for what is unknown.

    A table by years says so itself; one amount goes to `years`, not split, else to the date's year.
    """
    if isinstance(amount, tuple):
        yield from by_year(amount)
    elif isinstance(amount, Money):
        yield years or one(date.year), amount


def by_year(amounts: YearAmounts) -> Iterator[tuple[Years, Money]]:
    """Give the years of a table with their money, without those that are unknown."""
    for year, amount in amounts:
        if isinstance(amount, Money):
            yield one(year), amount


def has_unknown(entry: Entry) -> bool:
    """Tell whether an entry that moves money has an amount that its source does not state."""
    for key in ("amount", "total", "yearly", "split"):  # asked of every entry, more than once
        written = getattr(entry, key, None)
        if written is UNKNOWN or (type(written) is tuple and _is_any_unknown(written)):
            return True
    rows = entry.strands if isinstance(entry, Appropriation) else ()
    return any(_is_any_unknown(row.split) for row in rows)


def _is_any_unknown(amounts: YearAmounts) -> bool:
    return any(amount is UNKNOWN for _, amount in amounts)


def effective(date: dt.date | None) -> dt.date:
    """Give when an entry takes effect; an undated one always has."""
    return date or dt.date.min
