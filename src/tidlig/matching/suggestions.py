"""What lines that nothing has matched may belong together: proposals, which count as unmatched.

Each line is compared with a few that have its amount, its recipient or its award, the nearest in
time; the best pairs are taken first.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence

from tidlig.matching.comparison import amounts_differ, apart, when
from tidlig.matching.items import Item
from tidlig.matching.matches import Group
from tidlig.matching.unmatched import Unmatched

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
