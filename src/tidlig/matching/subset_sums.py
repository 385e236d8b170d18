"""One line on one side that is several on the other: amounts that add up.

The search is bounded: a few of the nearest lines, in twos, in threes, or all of them.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import combinations

from tidlig.matching.by_recipient import Place, own_places, places, recipients
from tidlig.matching.items import Item
from tidlig.matching.matches import Group, Unmatched, day_number, days_apart

MOST_NEAR, MOST_IN_TWOS, MOST_IN_THREES = 64, 16, 8
"""So many lines are looked at, and so many of the nearest added up in twos, and in threes."""

Lines = Mapping[Place, list[Item]]
"""Free lines by the recipient, or else the award, that they are of, in order of date."""


def complete_sums(unmatched: Unmatched) -> None:
    """Add free lines to matches whose amounts differ, where they make up the difference."""
    ours = _ours(unmatched)
    theirs = _theirs(unmatched)
    named = _naming_one(unmatched)
    for at, match in enumerate(unmatched.matches):
        if match.group is not Group.AMOUNT or len(match.ledger) > 1 or len(match.register) > 1:
            continue
        item = match.ledger[0]
        line = match.register[0]
        gap = match.register_sum - match.ledger_sum
        naming = unmatched.free(named.get(item.number, ()))
        register = [*naming, *_around(unmatched, item, theirs)]
        parts = _adding_up(item, register, -gap.high, -gap.low, 1)
        if parts:
            unmatched.complete(at, [], parts)
            continue
        ledger = _around(unmatched, line, ours)
        parts = _adding_up(line, ledger, gap.ore, gap.ore, 1)
        if parts:
            unmatched.complete(at, parts, [])


def match_sums(unmatched: Unmatched) -> None:
    """Match free lines of one recipient with several near in time that add up to them."""
    ours = _ours(unmatched)
    theirs = _theirs(unmatched)
    for item in list(unmatched.ledger.values()):
        if item.money is not None:
            near = _around(unmatched, item, theirs)
            parts = _adding_up(item, near, item.money.low, item.money.high, 2)
            if parts:
                unmatched.settle([item], parts, "sum")
    for line in list(unmatched.register.values()):
        if not unmatched.claims(line):
            near = _around(unmatched, line, ours)
            parts = _adding_up(line, near, line.ore, line.ore, 2)
            if parts:
                unmatched.settle(parts, [line], "sum")


def _ours(unmatched: Unmatched) -> Lines:
    """The free lines of the ledger whose amounts are exact."""
    items = unmatched.ledger.values()
    exact = [item for item in items if item.money is not None and item.money.exact]
    return _by_place(unmatched, exact)


def _theirs(unmatched: Unmatched) -> Lines:
    """The free lines of the register that name no line of the ledger."""
    items = unmatched.register.values()
    unclaimed = [item for item in items if not unmatched.claims(item)]
    return _by_place(unmatched, unclaimed)


def _by_place(unmatched: Unmatched, items: Sequence[Item]) -> Lines:
    by_place: dict[Place, list[Item]] = defaultdict(list)
    for item in items:
        for place in _places(unmatched, item):
            by_place[place].append(item)
    for lines in by_place.values():
        lines.sort(key=day_number)
    return by_place


def _places(unmatched: Unmatched, item: Item) -> Sequence[Place]:
    """Where a line may have its parts: at its recipient, at its award where it has none."""
    if item.entry is not None:
        return own_places(item)
    return list(recipients(unmatched, item)) or list(places(unmatched, item))


def _naming_one(unmatched: Unmatched) -> Mapping[int, list[Item]]:
    """The free lines of the register that name one line of the ledger, by its number."""
    by_number: dict[int, list[Item]] = defaultdict(list)
    for item in unmatched.register.values():
        if unmatched.claims(item):
            named = unmatched.comparison.keys.named(item)
            by_number[named[0].number].append(item)
    return by_number


def _around(unmatched: Unmatched, item: Item, others: Lines) -> list[Item]:
    """The free lines of the other side near one in time, of its recipient or award."""
    near: dict[int, Item] = {}
    for place in _places(unmatched, item):
        for other in _near(unmatched, item, others.get(place, ())):
            near[other.number] = other
    return unmatched.free(near.values())


def _near(unmatched: Unmatched, item: Item, others: Sequence[Item]) -> list[Item]:
    """Those of some lines, in order of date, that are near one in time."""
    days = unmatched.comparison.days
    day = day_number(item)
    if not day:
        return list(others[:MOST_NEAR])
    undated = bisect_right(others, 0, key=day_number)
    first = max(bisect_left(others, day - days, key=day_number), undated)
    last = bisect_right(others, day + days, key=day_number)
    return [*others[: min(undated, MOST_NEAR)], *others[first : min(last, first + MOST_NEAR)]]


def _adding_up(
    item: Item, others: Sequence[Item], low: int, high: int, least: int
) -> tuple[Item, ...]:
    """The lines, at least so many, that add up to between two sums in øre; else none.

    They are as few as can be, and near one item in time.
    """
    if low <= 0 <= high or len(others) < least:
        return ()
    parts = _possible_parts(item, others, low, high)
    for size, most in ((1, len(parts)), (2, MOST_IN_TWOS), (3, MOST_IN_THREES)):
        if least <= size <= len(parts):
            of_size = _of_size(parts[:most], size, low, high)
            if of_size:
                return of_size
    if len(parts) > 3 and low <= sum(part.ore for part in parts) <= high:
        return tuple(parts)
    return ()


def _possible_parts(item: Item, others: Sequence[Item], low: int, high: int) -> list[Item]:
    """The lines that have the sign of a sum and are not larger, the nearest in time first."""
    if low > 0:
        parts = [other for other in others if 0 < other.ore <= high]
    else:
        parts = [other for other in others if low <= other.ore < 0]
    parts.sort(key=lambda part: (abs(days_apart(item, part)), part.number))
    return parts


def _of_size(items: Sequence[Item], size: int, low: int, high: int) -> tuple[Item, ...]:
    if low == high:
        return _exact_sum(items, size, low)
    for parts in combinations(items, size):
        if low <= sum(part.ore for part in parts) <= high:
            return parts
    return ()


def _exact_sum(items: Sequence[Item], size: int, ore: int) -> tuple[Item, ...]:
    """So many lines that are exactly a sum: all but the last are tried, the last is looked up."""
    by_ore = {item.ore: item for item in reversed(items)}
    for parts in combinations(items, size - 1):
        last = by_ore.get(ore - sum(part.ore for part in parts))
        if last is not None and last not in parts:
            return (*parts, last)
    return ()
