"""Finance years: one year, a span that is not split, or a span whose end is not stated.

A finance year is a calendar year (statsregnskabet). Spans sort by first, then last year.
"""

from datetime import date
from functools import lru_cache
from typing import NamedTuple

OPEN_END = 10_000
"""Stands for the last year of a span whose end is not stated; later than any year."""


class Years(NamedTuple):
    """The years from `first` to `last`, both included."""

    first: int
    last: int

    @property
    def single(self) -> bool:
        """Whether this is one year."""
        return self.first == self.last

    @property
    def open(self) -> bool:
        """Whether the end is not stated."""
        return self.last == OPEN_END

    def meets(self, other: "Years") -> bool:
        """Return whether any year is in both."""
        return self.first <= other.last and other.first <= self.last

    def within(self, other: "Years") -> bool:
        """Return whether all the years are in the other."""
        return other.first <= self.first and self.last <= other.last

    def __str__(self) -> str:
        """Write the years as in a ledger: 2014, 2014-2017 or 2012-."""
        if self.single:
            return str(self.first)
        return f"{self.first}-" if self.open else f"{self.first}-{self.last}"


@lru_cache(2_048)
def one(year: int) -> Years:
    """Return a single year as years; the same few are asked for again and again."""
    return Years(year, year)


class Month(NamedTuple):
    """A month, for what is known no closer; sorts with other months."""

    year: int
    month: int

    def __str__(self) -> str:
        """Write the month as in a ledger: 2014-06."""
        return f"{self.year:04d}-{self.month:02d}"


def surely_before(earlier: date | Month, later: date | Month) -> bool:
    """Return whether the one is before the other whatever the day within a month."""
    if isinstance(earlier, date) and isinstance(later, date):
        return earlier < later
    return (earlier.year, earlier.month) < (later.year, later.month)
