"""Lines of equal amounts put together by their dates: the same day first, then near days."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Sequence

from tidlig.matching.comparison import apart
from tidlig.matching.items import Item

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
