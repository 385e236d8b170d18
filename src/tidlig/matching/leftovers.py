"""What was not matched, or only in part: suggestions, duplicates, and what could not be compared.

A suggestion is a pair of unmatched lines that may belong together; it counts as unmatched. Each
line is compared with a few that share its amount, recipient or award, the nearest in time, and the
best pairs are taken first.

Duplicates are lines of the register that stand in it twice, with one line of the ledger. Lines
outside the finance years asked for are counted apart. `MissingWord` says which of the date and the
recipient no register line has.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, product
from typing import NamedTuple

from tidlig.matching.items import Item, Reading, UnreadColumn, is_within
from tidlig.matching.matches import (
    Group,
    Match,
    Remark,
    Unmatched,
    amounts_differ,
    day_number,
    days_apart,
    total,
)
from tidlig.matching.names import Agreement, Parties, cvr_digits, normalised_key, normalised_name
from tidlig.model.money import Money
from tidlig.model.years import Years

_COLUMNS = {"recipient": ("recipient", "cvr"), "date": ("date",)}
"""The words of what is compared, and those whose columns have it."""


@dataclass(frozen=True, slots=True)
class MissingWord:
    """A word that no line has anything for: the column that is empty, or those that may be it."""

    word: str
    empty: str | None
    may_be: tuple[str, ...]


def missing_words(reading: Reading, parties: Parties) -> tuple[MissingWord, ...]:
    """What no line of a register says, though the ledger's lines have it."""
    return tuple(
        MissingWord(word, _empty(reading, columns), _may_be(reading, word, parties))
        for word, columns in _COLUMNS.items()
        if not _is_said(reading, columns)
    )


def _is_said(reading: Reading, columns: tuple[str, ...]) -> bool:
    return any(getattr(item, column) for item, column in product(reading.items, columns))


def _empty(reading: Reading, words: tuple[str, ...]) -> str | None:
    return next((reading.columns[word] for word in words if word in reading.columns), None)


def _may_be(reading: Reading, word: str, parties: Parties) -> tuple[str, ...]:
    return tuple(
        column.heading
        for column in reading.looked_at
        if word in column.called or _shows(column, word, parties)
    )


def _shows(column: UnreadColumn, word: str, parties: Parties) -> bool:
    """Whether most cells of a column are what a word means."""
    if word == "date":
        return column.has_dates
    known = [cell for cell in column.cells if parties.know(cell)]
    return 2 * len(known) > len(column.cells)


class Part(NamedTuple):
    """How many matches, or lines, and their sum."""

    number: int
    sum: Money


def over_years(matches: Iterable[Match]) -> Part:
    """The matches that lie in two finance years, and what of them is in the other year.

    That is the lines of the register in a year in which the ledger has none of the match; where it
    has them all, the lines of the ledger that the register has none of.
    """
    in_two_years = [match for match in matches if _is_over_years(match)]
    items = chain.from_iterable(_in_other_year(match) for match in in_two_years)
    return Part(len(in_two_years), total(list(items)))


def _is_over_years(match: Match) -> bool:
    if match.group is Group.PROPOSED:
        return False
    return any(note.what == "other-year" for note in match.notes)


def _in_other_year(match: Match) -> Sequence[Item]:
    in_register = _not_in_years_of(match.register, match.ledger)
    return in_register or _not_in_years_of(match.ledger, match.register)


def _not_in_years_of(items: Sequence[Item], others: Sequence[Item]) -> Sequence[Item]:
    years = {item.date.year for item in others if item.date is not None}
    return [item for item in items if item.date is not None and item.date.year not in years]


def outside(items: Iterable[Item], years: Years) -> Part:
    """The lines that are dated in other years."""
    other = [item for item in items if item.date is not None and not is_within(item, years)]
    return Part(len(other), total(other))


def set_duplicates_apart(unmatched: Unmatched) -> None:
    """Set apart free lines that are as one that is matched."""
    matched = _matched_by_mark(unmatched)
    for item in list(unmatched.register.values()):
        like = (matched[mark] for mark in _marks(unmatched, item) if mark in matched)
        same = (pair for pair in like if not _are_told_apart(item, pair[0]))
        first, match = next(same, (None, None))
        if first is not None and match is not None:
            notes = tuple(_duplicate_notes(unmatched, item, first, match))
            unmatched.set_apart(Match(Group.DUPLICATE, (), (item,), "", notes))


def _matched_by_mark(unmatched: Unmatched) -> dict[Hashable, tuple[Item, Match]]:
    """The first matched line of the register with each mark, and its match."""
    matched: dict[Hashable, tuple[Item, Match]] = {}
    for match in unmatched.matches:
        for item in match.register:
            for mark in _marks(unmatched, item):
                matched.setdefault(mark, (item, match))
    return matched


def _duplicate_notes(
    unmatched: Unmatched, item: Item, first: Item, match: Match
) -> Iterator[Remark]:
    """Which line is there already, and the recipient where the second names another."""
    comparison = unmatched.comparison
    yield Remark("duplicate", (first.number,))
    if comparison.agreement(match.ledger, item) == "other":
        yield Remark("other-recipient", (comparison.named_otherwise(match.ledger, item),))


def _marks(unmatched: Unmatched, item: Item) -> Iterator[Hashable]:
    """What another line would have too if it were the same, the surest first."""
    if item.id:
        yield "id", normalised_key(item.id), item.ore
    if item.reference:
        is_of_one = len(unmatched.comparison.keys.lines_of(item, "reference")) == 1
        yield (
            "reference",
            normalised_key(item.reference),
            item.ore,
            None if is_of_one else item.date,
        )
    who = cvr_digits(item.cvr) or normalised_name(item.recipient)
    if who:
        yield "recipient", who, item.ore, item.date, normalised_key(item.award)


def _are_told_apart(item: Item, other: Item) -> bool:
    """Whether two lines have ids, or references, that say that they are two."""
    pairs = ((item.id, other.id), (item.reference, other.reference))
    return any(one and two and normalised_key(one) != normalised_key(two) for one, two in pairs)


MOST_CANDIDATES = 6
"""So many lines are looked at for each thing that they have in common."""

ENOUGH = 5
"""A pair with so much in common, as `_likeness` counts it, is proposed."""

NEAR_DAYS, NEAR_AMOUNT = 60, 10
"""Dates up to so many days apart, and amounts that differ by a tenth at most, are near."""

Index = Mapping[Hashable, Sequence[Item]]


def suggest_matches(unmatched: Unmatched) -> None:
    """Put free lines together that are near each other, one with one."""
    for _, _, ours, theirs in sorted(_scored_pairs(unmatched)):
        if ours in unmatched.ledger and theirs in unmatched.register:
            ledger = [unmatched.ledger[ours]]
            register = [unmatched.register[theirs]]
            unmatched.settle(ledger, register, "closeness", Group.PROPOSED)


def _scored_pairs(unmatched: Unmatched) -> Iterator[tuple[int, int, int, int]]:
    """Pairs of lines, by number, that have enough in common; the best sorts first."""
    index = _index(unmatched, unmatched.register.values())
    for ours in unmatched.ledger.values():
        for theirs in _candidates(ours, index):
            likeness = _likeness(unmatched, ours, theirs)
            if likeness >= ENOUGH:
                yield -likeness, abs(days_apart(ours, theirs)), ours.number, theirs.number


def _likeness(unmatched: Unmatched, ours: Item, other: Item) -> int:
    """Count what two lines have in common; 0 where neither amount is near the other."""
    comparison = unmatched.comparison
    if not amounts_differ([ours], [other]):
        likeness = 3
    elif abs(other.ore - ours.ore) * NEAR_AMOUNT <= abs(ours.ore):
        likeness = 2
    else:
        return 0
    agreement = comparison.parties.agreement(ours.recipient, other)
    likeness += _LIKENESS_OF_NAMES[agreement]
    if ours.award in comparison.keys.awards_of(other):
        likeness += 2
    days = abs(days_apart(ours, other))
    if days <= comparison.days:
        return likeness + 2
    return likeness + (days <= NEAR_DAYS)


_LIKENESS_OF_NAMES: Mapping[Agreement, int] = {"same": 3, "spelled": 2, "unsaid": 0, "other": 0}


def _index(unmatched: Unmatched, register: Iterable[Item]) -> Index:
    index: dict[Hashable, list[Item]] = defaultdict(list)
    for item in register:
        if not unmatched.claims(item):
            index[item.ore].append(item)
            for recipient in unmatched.comparison.parties.recipients_of(item):
                index["recipient", recipient].append(item)
            for award in unmatched.comparison.keys.awards_of(item):
                index["award", award].append(item)
    for items in index.values():
        items.sort(key=day_number)
    return index


def _candidates(ours: Item, index: Index) -> Iterator[Item]:
    """The lines that have something in common with one of the ledger, each once."""
    numbers: set[int] = set()
    for mark in (ours.ore, ("recipient", ours.recipient), ("award", ours.award)):
        items = index.get(mark, ())
        at = bisect_left(items, day_number(ours), key=day_number)
        first = max(at - MOST_CANDIDATES // 2, 0)
        for item in items[first : first + MOST_CANDIDATES]:
            if item.number not in numbers:
                numbers.add(item.number)
                yield item
