"""Lines, movements, the headings that money is counted under, and sums.

budget = appropriated + restated + reprioritised + carried; remaining = budget - awarded + returned;
outstanding = awarded - returned - paid; underspend = budget - outturn (mindreforbrug).

Movements are added by line, or by anything else about a movement. Sums of parts, added, are the
sums of the whole.
"""

import datetime as dt
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple, TypeVar

from tidlig.model.entry import Amount, Entry, YearAmounts
from tidlig.model.keys import amount_fields, rows_with_amounts
from tidlig.model.money import UNKNOWN, ZERO, Money
from tidlig.model.years import Years, one

HEADINGS = (
    "appropriated", "restated", "reprioritised", "carried", "budget", "awarded", "returned",
    "remaining", "paid", "outstanding", "outturn", "underspend",
)  # fmt: skip
"""All headings, in the order of reports."""

BUDGET = ("appropriated", "restated", "reprioritised", "carried")
"""What a budget is made of."""

MOVED = (*BUDGET, "awarded", "returned", "paid", "outturn")
"""The headings that entries move money under; the others follow from them."""

Figures = Mapping[str, Money]
"""Money by heading."""


def complete_figures(moved: Figures) -> dict[str, Money]:
    """Give all headings from those that entries move money under."""
    figures = {heading: moved.get(heading, ZERO) for heading in HEADINGS}
    budget = figures["budget"] = sum_money(figures[heading] for heading in BUDGET)
    charged = figures["awarded"] - figures["returned"]
    figures["remaining"] = budget - charged
    figures["outstanding"] = charged - figures["paid"]
    figures["underspend"] = budget - figures["outturn"]
    return figures


def sum_money(amounts: Iterable[Money]) -> Money:
    """Add up amounts, in øre and in half-width."""
    ore = half = 0
    for amount in amounts:
        ore += amount.ore
        half += amount.half
    return Money(ore, half)


UNSPLIT = ""
"""The strand of a line whose money is not split by strand."""


class Line(NamedTuple):
    """Where money is counted: a program, a strand or none, and one year or a span not split."""

    program: str
    strand: str
    years: Years


@dataclass(frozen=True, slots=True)
class Movement:
    """A signed amount on a line under one heading, with the entry and the date it comes from."""

    line: Line
    heading: str
    money: Money
    entry: Entry
    date: dt.date | None
    pool: str | None = None
    recipient: str | None = None


def money_by_years(
    amount: Amount | YearAmounts, years: Years | None, date: dt.date
) -> Iterator[tuple[Years, Money]]:
    """Give the years that an amount is charged to, with the money; nothing for what is unknown.

    A table by years says so itself; one amount goes to `years`, not split, else to the date's year.
    """
    if isinstance(amount, tuple):
        yield from money_by_year(amount)
    elif isinstance(amount, Money):
        yield years or one(date.year), amount


def money_by_year(amounts: YearAmounts) -> Iterator[tuple[Years, Money]]:
    """Give the years of a table with their money, without those that are unknown."""
    for year, amount in amounts:
        if isinstance(amount, Money):
            yield one(year), amount


def has_unknown(entry: Entry) -> bool:
    """Tell whether an entry that moves money has an amount that its source does not state."""
    if not entry.described.moves:
        return False
    for key in amount_fields(type(entry)):  # asked of every entry, more than once
        written = getattr(entry, key)
        if written is UNKNOWN or (type(written) is tuple and _is_any_unknown(written)):
            return True
    amounts_in_rows = (
        getattr(row, amount)
        for key, amounts in rows_with_amounts(type(entry))
        for row in getattr(entry, key)
        for amount in amounts
    )
    return any(_is_any_unknown(amounts) for amounts in amounts_in_rows)


def _is_any_unknown(amounts: YearAmounts) -> bool:
    return any(amount is UNKNOWN for _, amount in amounts)


def effective_date(date: dt.date | None) -> dt.date:
    """Give when an entry takes effect; an undated one always has."""
    return date or dt.date.min


Key = TypeVar("Key", bound=Hashable)
Sums = dict[Key, dict[str, Money]]


def sums(movements: Iterable[Movement], key: Callable[[Movement], Key]) -> Sums[Key]:
    """Add up movements by heading, for each key."""
    ore: dict[tuple[Key, str], list[int]] = {}
    for movement in movements:
        place = (key(movement), movement.heading)
        so_far = ore.get(place)
        if so_far is None:
            ore[place] = [movement.money.ore, movement.money.half]
        else:
            so_far[0] += movement.money.ore
            so_far[1] += movement.money.half
    added: Sums[Key] = {}
    for (owner, heading), (total, half) in ore.items():
        added.setdefault(owner, {})[heading] = Money(total, half)
    return added


def merge_sums(parts: Iterable[Mapping[Key, Figures]]) -> Sums[Key]:
    """Add up sums."""
    whole: dict[Key, dict[str, list[int]]] = {}
    for part in parts:
        for key, figures in part.items():
            so_far = whole.setdefault(key, {})
            for heading, money in figures.items():
                added = so_far.get(heading)
                if added is None:
                    so_far[heading] = [money.ore, money.half]
                else:
                    added[0] += money.ore
                    added[1] += money.half
    return {
        key: {heading: Money(ore, half) for heading, (ore, half) in figures.items()}
        for key, figures in whole.items()
    }
