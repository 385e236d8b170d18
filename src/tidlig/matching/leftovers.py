"""What was not matched, or only in part: suggestions, duplicates, and what could not be compared.

A suggestion is a pair of unmatched lines that may belong together; it counts as unmatched. Each
line is compared with a few that share its amount, recipient or award, the nearest in time, and the
best pairs are taken first.

Duplicates are lines of the register that stand in it twice, with one line of the ledger. Lines
outside the finance years asked for are counted apart. `Lacking` says which of the date and the
recipient no register line has.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from tidlig.matching.items import Item, Reading, UnreadColumn, is_within
from tidlig.matching.matches import (
    Group,
    Match,
    Remark,
    Unmatched,
    amounts_differ,
    apart,
    total,
    when,
)
from tidlig.matching.names import Parties, key, name, number
from tidlig.model.money import Money
from tidlig.model.years import Years

_COLUMNS = {"recipient": ("recipient", "cvr"), "date": ("date",)}
"""The words of what is compared, and those whose columns have it."""


@dataclass(frozen=True, slots=True)
class Lacking:
    """A word that no line has anything for: the column that is empty, or those that may be it."""

    word: str
    empty: str | None
    may_be: tuple[str, ...]


def lacking(reading: Reading, parties: Parties) -> tuple[Lacking, ...]:
    """Give what no line of a register says, though the ledger's lines have it."""
    return tuple(
        Lacking(word, _empty(reading, columns), _may_be(reading, word, parties))
        for word, columns in _COLUMNS.items()
        if not any(getattr(item, each) for item in reading.items for each in columns)
    )


def _empty(reading: Reading, words: tuple[str, ...]) -> str | None:
    return next((reading.columns[word] for word in words if word in reading.columns), None)


def _may_be(reading: Reading, word: str, parties: Parties) -> tuple[str, ...]:
    return tuple(
        column.heading
        for column in reading.looked_at
        if word in column.called or _shows(column, word, parties)
    )


def _shows(column: UnreadColumn, word: str, parties: Parties) -> bool:
    """Tell whether most cells of a column are what a word means."""
    if word == "date":
        return column.has_dates
    known = [cell for cell in column.cells if parties.know(cell)]
    return 2 * len(known) > len(column.cells)


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


def set_duplicates_apart(board: Unmatched) -> None:
    """Set apart free lines that are as one that is matched."""
    matched: dict[Hashable, tuple[Item, Match]] = {}
    for match in board.matches:
        for item in match.register:
            for mark in _marks(board, item):
                matched.setdefault(mark, (item, match))
    for item in list(board.register.values()):
        found = (matched[mark] for mark in _marks(board, item) if mark in matched)
        twice = next((each for each in found if not _told_apart(item, each[0])), None)
        if twice is not None:
            told = tuple(_told(board, item, *twice))
            board.set_apart(Match(Group.DUPLICATE, (), (item,), "", told))


def _told(board: Unmatched, item: Item, first: Item, match: Match) -> Iterator[Remark]:
    """Say which line is there already, and where the second names another recipient."""
    yield Remark("duplicate", (first.number,))
    if board.comparison.agreement(match.ledger, item) == "other":
        yield Remark("other-recipient", (board.comparison.named_otherwise(match.ledger, item),))


def _marks(board: Unmatched, item: Item) -> Iterator[Hashable]:
    """Give what another line would have too if it were the same, the surest first."""
    if item.id:
        yield "id", key(item.id), item.ore
    if item.reference:
        is_of_one = len(board.comparison.keys.found(item, "reference")) == 1
        yield "reference", key(item.reference), item.ore, None if is_of_one else item.date
    who = number(item.cvr) or name(item.recipient)
    if who:
        yield "recipient", who, item.ore, item.date, key(item.award)


def _told_apart(item: Item, other: Item) -> bool:
    """Tell whether two lines have ids, or references, that say that they are two."""
    pairs = ((item.id, other.id), (item.reference, other.reference))
    return any(one and two and key(one) != key(two) for one, two in pairs)


MOST_CANDIDATES = 6
"""So many lines are looked at for each thing that they have in common."""

ENOUGH = 5
"""A pair with so much in common, as `_likeness` counts it, is proposed."""

NEAR_DAYS, NEAR_AMOUNT = 60, 10
"""Dates up to so many days apart, and amounts that differ by a tenth at most, are near."""

Index = Mapping[Hashable, Sequence[Item]]


def propose(board: Unmatched) -> None:
    """Put free lines together that are near each other, one with one."""
    theirs = _index(board, board.register.values())
    scored = [
        (-likeness, abs(apart(ours, other)), ours.number, other.number)
        for ours in board.ledger.values()
        for other in _candidates(ours, theirs)
        if (likeness := _likeness(board, ours, other)) >= ENOUGH
    ]
    for _, _, ours, other in sorted(scored):
        if ours in board.ledger and other in board.register:
            lines = [board.ledger[ours]], [board.register[other]]
            board.settle(*lines, "closeness", Group.PROPOSED)


def _likeness(board: Unmatched, ours: Item, other: Item) -> int:
    """Count what two lines have in common; 0 where neither amount is near the other."""
    if not amounts_differ([ours], [other]):
        likeness = 3
    elif abs(other.ore - ours.ore) * NEAR_AMOUNT <= abs(ours.ore):
        likeness = 2
    else:
        return 0
    agreement = board.comparison.parties.agreement(ours.recipient, other)
    likeness += {"same": 3, "spelled": 2, "unsaid": 0, "other": 0}[agreement]
    if ours.award in board.comparison.keys.awards_meant(other):
        likeness += 2
    days = abs(apart(ours, other))
    return likeness + (2 if days <= board.comparison.days else days <= NEAR_DAYS)


def _index(board: Unmatched, register: Iterable[Item]) -> Index:
    found: dict[Hashable, list[Item]] = defaultdict(list)
    for item in register:
        if not board.claims(item):
            found[item.ore].append(item)
            for recipient in board.comparison.parties.meant(item):
                found["recipient", recipient].append(item)
            for award in board.comparison.keys.awards_meant(item):
                found["award", award].append(item)
    for items in found.values():
        items.sort(key=when)
    return found


def _candidates(ours: Item, theirs: Index) -> Iterator[Item]:
    """Give lines that have something in common with one of the ledger, each once."""
    seen: set[int] = set()
    for mark in (ours.ore, ("recipient", ours.recipient), ("award", ours.award)):
        items = theirs.get(mark, ())
        at = bisect_left(items, when(ours), key=when)
        first = max(at - MOST_CANDIDATES // 2, 0)
        for item in items[first : first + MOST_CANDIDATES]:
            if item.number not in seen:
                seen.add(item.number)
                yield item
