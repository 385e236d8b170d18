"""One line on one side that is several on the other: amounts that add up.

The search is bounded: a few of the nearest lines, in twos, in threes, or all of them.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import combinations

from tidlig.matching.by_recipient import Place, own_places, places
from tidlig.matching.items import Item
from tidlig.matching.matches import Group, Unmatched, apart, when

MOST_NEAR, MOST_IN_TWOS, MOST_IN_THREES = 64, 16, 8
"""So many lines are looked at, and so many of the nearest added up in twos, and in threes."""

Lines = Mapping[Place, list[Item]]
"""Free lines by the recipient, or else the award, that they are of, in order of date."""


def complete_sums(board: Unmatched) -> None:
    """Add free lines to matches whose amounts differ, where they make up the difference."""
    ours, theirs, named = _ours(board), _theirs(board), _named(board)
    for at, match in enumerate(board.matches):
        if match.group is not Group.AMOUNT or len(match.ledger) > 1 or len(match.register) > 1:
            continue
        gap, item, line = match.register_sum - match.ledger_sum, match.ledger[0], match.register[0]
        register = [*board.free(named.get(item.number, ())), *_around(board, item, theirs)]
        parts = _adding(item, register, -gap.high, -gap.low, 1)
        if parts:
            board.complete(at, [], parts)
            continue
        near = _around(board, line, ours)
        parts = _adding(line, near, gap.ore, gap.ore, 1)
        if parts:
            board.complete(at, parts, [])


def match_sums(board: Unmatched) -> None:
    """Match free lines of one recipient with several near in time that add up to them."""
    ours, theirs = _ours(board), _theirs(board)
    for item in list(board.ledger.values()):
        if item.money is not None:
            near = _around(board, item, theirs)
            parts = _adding(item, near, item.money.low, item.money.high, 2)
            if parts:
                board.settle([item], parts, "sum")
    for line in list(board.register.values()):
        if not board.claims(line):
            near = _around(board, line, ours)
            parts = _adding(line, near, line.ore, line.ore, 2)
            if parts:
                board.settle(parts, [line], "sum")


def _ours(board: Unmatched) -> Lines:
    """Give the free lines of the ledger whose amounts are exact."""
    items = board.ledger.values()
    return _by_place(board, [item for item in items if item.money is not None and item.money.exact])


def _theirs(board: Unmatched) -> Lines:
    """Give the free lines of the register that name no line of the ledger."""
    return _by_place(board, [item for item in board.register.values() if not board.claims(item)])


def _by_place(board: Unmatched, items: Sequence[Item]) -> Lines:
    found: dict[Place, list[Item]] = defaultdict(list)
    for item in items:
        for place in _places(board, item):
            found[place].append(item)
    for lines in found.values():
        lines.sort(key=when)
    return found


def _places(board: Unmatched, item: Item) -> Sequence[Place]:
    """Give where a line may have its parts: at its recipient, at its award where it has none."""
    if item.entry is not None:
        return own_places(item)
    meant = sorted(board.comparison.parties.meant(item))
    return [Place(recipient) for recipient in meant] or list(places(board, item))


def _named(board: Unmatched) -> Mapping[int, list[Item]]:
    """Give the free lines of the register that name one line of the ledger, by its number."""
    found: dict[int, list[Item]] = defaultdict(list)
    for item in board.register.values():
        if board.claims(item):
            found[board.comparison.keys.named(item)[0].number].append(item)
    return found


def _around(board: Unmatched, item: Item, others: Lines) -> list[Item]:
    """Give the free lines of the other side near one in time, of its recipient or award."""
    found = {
        each.number: each
        for place in _places(board, item)
        for each in _near(board, item, others.get(place, ()))
    }
    return board.free(found.values())


def _near(board: Unmatched, item: Item, others: Sequence[Item]) -> list[Item]:
    """Give those of some lines, in order of date, that are near one in time."""
    days, day = board.comparison.days, when(item)
    if not day:
        return list(others[:MOST_NEAR])
    undated = bisect_right(others, 0, key=when)
    first = max(bisect_left(others, day - days, key=when), undated)
    last = bisect_right(others, day + days, key=when)
    return [*others[: min(undated, MOST_NEAR)], *others[first : min(last, first + MOST_NEAR)]]


def _adding(
    item: Item, others: Sequence[Item], low: int, high: int, least: int
) -> tuple[Item, ...]:
    """Give lines that add up to between two sums, as few and as near as can be; else none."""
    if low <= 0 <= high or len(others) < least:
        return ()
    sign = 1 if low > 0 else -1
    fitting = [each for each in others if 0 < sign * each.ore <= max(sign * low, sign * high)]
    fitting.sort(key=lambda each: (abs(apart(item, each)), each.number))
    for size, most in ((1, len(fitting)), (2, MOST_IN_TWOS), (3, MOST_IN_THREES)):
        if least <= size <= len(fitting):
            parts = _of_size(fitting[:most], size, low, high)
            if parts:
                return parts
    if len(fitting) > 3 and low <= sum(part.ore for part in fitting) <= high:
        return tuple(fitting)
    return ()


def _of_size(items: Sequence[Item], size: int, low: int, high: int) -> tuple[Item, ...]:
    """Give so many lines that add up: all but the last are tried, and the last is looked up."""
    exact = low == high
    last = {each.ore: each for each in reversed(items)} if exact else {}
    for some in combinations(items, size - 1 if exact else size):
        rest = low - sum(each.ore for each in some)
        if not exact and rest <= 0 <= rest + high - low:
            return some
        if exact and rest in last and last[rest] not in some:
            return (*some, last[rest])
    return ()
