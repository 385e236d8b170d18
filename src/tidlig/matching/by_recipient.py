"""Match lines by recipient, amount and date, where no id or reference matched them.

Lines of equal amounts are paired by their dates: the same day first, then near days.
"""

import datetime as dt
import math
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import product
from typing import NamedTuple

from tidlig.matching.items import Item
from tidlig.matching.matches import Unmatched, days_apart

Pair = tuple[Item, Item]


def pair_by_date(
    ledger: Sequence[Item], register: Sequence[Item], days: int | None
) -> Iterator[Pair]:
    """Pair as many lines as can be, each with one at most, so many days apart at most.

    Lines without a date are paired last, in order, with whatever is left.
    """
    ours = list(ledger)
    theirs = list(register)
    for limit in (0, days):
        pairs = list(_pair_within(_dated(ours), _dated(theirs), limit))
        yield from pairs
        ours = _without(ours, [one for one, _ in pairs])
        theirs = _without(theirs, [other for _, other in pairs])
    undated = [item for item in theirs if item.date is None]
    for other in undated:
        if not ours:
            return
        yield ours.pop(0), other


def _without(items: list[Item], paired: list[Item]) -> list[Item]:
    numbers = {item.number for item in paired}
    return [item for item in items if item.number not in numbers]


def _dated(items: Sequence[Item]) -> list[Item]:
    dated = [item for item in items if item.date is not None]
    return sorted(dated, key=_day)


def _day(item: Item) -> tuple[dt.date, int]:
    return item.date or dt.date.min, item.number


def _pair_within(ledger: list[Item], register: list[Item], days: int | None) -> Iterator[Pair]:
    """Pair two lists in order of date; no choice of others would give more pairs."""
    limit = math.inf if days is None else days
    ours, theirs = 0, 0
    while ours < len(ledger) and theirs < len(register):
        later = days_apart(ledger[ours], register[theirs])
        if later > limit:
            ours += 1
        elif later < -limit:
            theirs += 1
        else:
            yield ledger[ours], register[theirs]
            ours += 1
            theirs += 1


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
            yield from pair_by_date(items, theirs[ore], days)


MOST_WITHIN = 500
"""So many lines are looked at that lie within one rounded amount."""


class Place(NamedTuple):
    """Where lines meet: a recipient, an award, or both; a register may say only one of them."""

    recipient: str
    award: str = ""


def own_places(item: Item) -> tuple[Place, ...]:
    """Where a line of the ledger may be met."""
    by_award = Place("", item.award)
    if not item.recipient:
        return (by_award,)
    return Place(item.recipient), Place(item.recipient, item.award), by_award


def match_by_recipient(unmatched: Unmatched) -> None:
    """Match lines of one recipient, or award, and amount whose dates are near."""
    ours = _exact_by_place(unmatched)
    theirs: dict[tuple[Place, int], list[Item]] = defaultdict(list)
    for place, item in _unclaimed_by_place(unmatched):
        if (place, item.ore) in ours:
            theirs[place, item.ore].append(item)
    for place_and_ore, register in theirs.items():
        ledger = unmatched.free(ours[place_and_ore])
        pairs = pair_by_date(ledger, unmatched.free(register), unmatched.comparison.days)
        for one, other in list(pairs):
            unmatched.settle([one], [other], "recipient")
    _match_rounded(unmatched)


def _exact_by_place(unmatched: Unmatched) -> dict[tuple[Place, int], list[Item]]:
    """The ledger's lines whose amount is known, by place and øre."""
    by_place: dict[tuple[Place, int], list[Item]] = defaultdict(list)
    for item in unmatched.ledger.values():
        if item.money is not None:
            for place in own_places(item):
                by_place[place, item.ore].append(item)
    return by_place


def _unclaimed_by_place(unmatched: Unmatched) -> Iterator[tuple[Place, Item]]:
    """The register's lines that name no line of the ledger, at each place where they may match."""
    for item in unmatched.register.values():
        if not unmatched.claims(item):
            for place in places(unmatched, item):
                yield place, item


def places(unmatched: Unmatched, item: Item) -> Iterator[Place]:
    """Where a line of the register may meet lines of the ledger."""
    keys = unmatched.comparison.keys
    awards = [""]
    recipients_meant = sorted(unmatched.comparison.parties.recipients_of(item))
    if keys.awards_comparable and item.award:
        awards = sorted(keys.awards_of(item))
        if not item.recipient and not item.cvr:
            recipients_meant = [""]
    for recipient, award in product(recipients_meant, awards):
        yield Place(recipient, award)


def recipients(unmatched: Unmatched, item: Item) -> Iterator[Place]:
    """Where a line of the register may meet lines of the ledger, whatever the award."""
    for recipient in sorted(unmatched.comparison.parties.recipients_of(item)):
        yield Place(recipient)


def _match_rounded(unmatched: Unmatched) -> None:
    """Match lines whose amount in the ledger is rounded with what lies within it."""
    ledger = unmatched.ledger.values()
    rounded = [item for item in ledger if item.money and not item.money.exact]
    if not rounded:
        return
    lines = _amounts_by_place(unmatched)
    for item in rounded:
        for place in own_places(item):
            theirs = _nearest_within(unmatched, item, lines.get(place, []))
            if theirs is not None and item.number in unmatched.ledger:
                unmatched.settle([item], [theirs], "recipient")


def _amounts_by_place(unmatched: Unmatched) -> dict[Place, list[tuple[int, int]]]:
    """The øre and number of the register's lines that name none of the ledger, sorted."""
    by_place: dict[Place, list[tuple[int, int]]] = defaultdict(list)
    for place, item in _unclaimed_by_place(unmatched):
        by_place[place].append((item.ore, item.number))
    for amounts in by_place.values():
        amounts.sort()
    return by_place


def _nearest_within(unmatched: Unmatched, item: Item, lines: list[tuple[int, int]]) -> Item | None:
    """The free line within a rounded amount that is nearest in time, and near enough."""
    assert item.money is not None
    first = bisect_left(lines, (item.money.low, -1))
    last = bisect_left(lines, (item.money.high + 1, -1))
    numbers = [number for _, number in lines[first : min(last, first + MOST_WITHIN)]]
    free = [unmatched.register[number] for number in numbers if number in unmatched.register]
    by_days = [(abs(days_apart(item, other)), other.number) for other in free]
    days, number = min(by_days, default=(0, None))
    if number is None or days > unmatched.comparison.days:
        return None
    return unmatched.register[number]
