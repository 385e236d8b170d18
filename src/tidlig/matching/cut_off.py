"""What of a comparison is of other finance years: matches over two, lines that years bring in."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from tidlig.matching.items import Item, is_within
from tidlig.matching.matches import Group, Match, total
from tidlig.model.money import Money
from tidlig.model.years import Years


class Part(NamedTuple):
    """How many matches, or lines, and their sum."""

    number: int
    sum: Money


def over_years(matches: Iterable[Match]) -> Part:
    """Give the matches that lie in two finance years, and what of them is in the other year.

    That is the lines of the register in a year in which the ledger has none of the match; where it
    has them all, the lines of the ledger that the register has none of.
    """
    found = [
        match
        for match in matches
        if match.group is not Group.PROPOSED
        and any(note.what == "other-year" for note in match.notes)
    ]
    return Part(len(found), total([item for match in found for item in _astray(match)]))


def _astray(match: Match) -> Sequence[Item]:
    return _not_of(match.register, match.ledger) or _not_of(match.ledger, match.register)


def _not_of(items: Sequence[Item], others: Sequence[Item]) -> Sequence[Item]:
    years = {item.date.year for item in others if item.date is not None}
    return [item for item in items if item.date is not None and item.date.year not in years]


def outside(items: Iterable[Item], years: Years) -> Part:
    """Give the lines that are dated in other years."""
    found = [item for item in items if item.date is not None and not is_within(item, years)]
    return Part(len(found), total(found))
