"""Match lines by recipient, amount and date, where no id or reference matched them.

Lines of equal amounts are paired by their dates: the same day first, then near days.
"""

import datetime as dt
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from tidlig.matching.items import Item
from tidlig.matching.matches import Unmatched, apart

Pair = tuple[Item, Item]


def paired(ledger: Sequence[Item], register: Sequence[Item], days: int | None) -> Iterator[Pair]:
    """Pair as many lines as can be, each with one at most, so many days apart at most.

    Lines without a date are paired last, in order, with whatever is left.
    """
    ours, theirs = list(ledger), list(register)
    for limit in (0, days):
        pairs = list(_within(_dated(ours), _dated(theirs), limit))
        yield from pairs
        taken = {one.number for one, _ in pairs}, {other.number for _, other in pairs}
        ours = [item for item in ours if item.number not in taken[0]]
        theirs = [item for item in theirs if item.number not in taken[1]]
    for other in (item for item in theirs if item.date is None):
        if not ours:
            return
        yield ours.pop(0), other


def _dated(items: Sequence[Item]) -> list[Item]:
    return sorted((each for each in items if each.date is not None), key=_day)


def _day(item: Item) -> tuple[dt.date, int]:
    return item.date or dt.date.min, item.number


def _within(ledger: list[Item], register: list[Item], days: int | None) -> Iterator[Pair]:
    """Pair two lists in order of date; no choice of others would give more pairs."""
    at, to = 0, 0
    while at < len(ledger) and to < len(register):
        later = apart(ledger[at], register[to])
        if days is not None and later > days:
            at += 1
        elif days is not None and later < -days:
            to += 1
        else:
            yield ledger[at], register[to]
            at, to = at + 1, to + 1


def equal_amounts(
    ledger: Sequence[Item], register: Sequence[Item], days: int | None
) -> Iterator[Pair]:
    """Pair lines of equal amounts."""
    ours: dict[int, list[Item]] = defaultdict(list)
    theirs: dict[int, list[Item]] = defaultdict(list)
    for item in ledger:
        if item.money is not None:
            ours[item.ore].append(item)
    for item in register:
        theirs[item.ore].append(item)
    for ore, items in ours.items():
        if ore in theirs:
            yield from paired(items, theirs[ore], days)


MOST_WITHIN = 500
"""So many lines are looked at that lie within one rounded amount."""


class Place(NamedTuple):
    """Where lines meet: a recipient, an award, or both; a register may say only one of them."""

    recipient: str
    award: str = ""


def own_places(item: Item) -> tuple[Place, ...]:
    """Give where a line of the ledger may be met."""
    by_award = Place("", item.award)
    if not item.recipient:
        return (by_award,)
    return Place(item.recipient), Place(item.recipient, item.award), by_award


def match_by_recipient(board: Unmatched) -> None:
    """Match lines of one recipient, or award, and amount whose dates are near."""
    exactly: dict[tuple[Place, int], list[Item]] = defaultdict(list)
    for item in board.ledger.values():
        if item.money is not None:
            for place in own_places(item):
                exactly[place, item.ore].append(item)
    meeting: dict[tuple[Place, int], list[Item]] = defaultdict(list)
    for item in board.register.values():
        if not board.claims(item):
            for place in places(board, item):
                if (place, item.ore) in exactly:
                    meeting[place, item.ore].append(item)
    for at, register in meeting.items():
        free = board.free(exactly[at]), board.free(register)
        for ours, theirs in list(paired(*free, board.comparison.days)):
            board.settle([ours], [theirs], "recipient")
    _match_rounded(board)


def places(board: Unmatched, item: Item) -> Iterator[Place]:
    """Give where a line of the register may meet lines of the ledger."""
    keys = board.comparison.keys
    awards = sorted(keys.awards_meant(item)) if keys.awards_comparable and item.award else [""]
    meant = sorted(board.comparison.parties.meant(item))
    if not item.recipient and not item.cvr and awards != [""]:
        meant = [""]
    for recipient in meant:
        for award in awards:
            yield Place(recipient, award)


def recipients(board: Unmatched, item: Item) -> Iterator[Place]:
    """Give where a line of the register may meet lines of the ledger, whatever the award."""
    for recipient in sorted(board.comparison.parties.meant(item)):
        yield Place(recipient)


def _match_rounded(board: Unmatched) -> None:
    """Match lines whose amount in the ledger is rounded with what lies within it."""
    rounded = [item for item in board.ledger.values() if item.money and not item.money.exact]
    if not rounded:
        return
    lines: dict[Place, list[tuple[int, int]]] = defaultdict(list)
    for item in board.register.values():
        if not board.claims(item):
            for place in places(board, item):
                lines[place].append((item.ore, item.number))
    for found in lines.values():
        found.sort()
    for item in rounded:
        for place in own_places(item):
            theirs = _nearest_within(board, item, lines.get(place, []))
            if theirs is not None and item.number in board.ledger:
                board.settle([item], [theirs], "recipient")


def _nearest_within(board: Unmatched, item: Item, lines: list[tuple[int, int]]) -> Item | None:
    """Give the free line within a rounded amount that is nearest in time, and near enough."""
    assert item.money is not None
    first = bisect_left(lines, (item.money.low, -1))
    last = min(bisect_left(lines, (item.money.high + 1, -1)), first + MOST_WITHIN)
    free = [board.register[n] for _, n in lines[first:last] if n in board.register]
    near = [each for each in free if abs(apart(item, each)) <= board.comparison.days]
    return min(near, key=lambda each: (abs(apart(item, each)), each.number), default=None)
