"""Lines, movements, the headings that money is counted under, and sums.

budget = appropriated + restated + reprioritised + carried;
uncommitted = budget - awarded + returned; outstanding = awarded - returned - paid;
difference = budget - outturn, which belongs to accounts. What is left of a budget as of a date is
another matter, and never said of a line: see `what_is_left.py`.

Movements are added by line, or by anything else about a movement. Sums of parts, added, are the
sums of the whole.
"""

import datetime as dt
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple, TypeVar

from tidlig.model.entry import Amount, Entry, YearAmount, YearAmounts
from tidlig.model.keys import amount_fields, rows_with_amounts
from tidlig.model.money import UNKNOWN, ZERO, Money
from tidlig.model.years import Years, one

HEADINGS = (
    "agreed", "appropriated", "restated", "reprioritised", "carried", "budget", "awarded",
    "returned", "uncommitted", "paid", "outstanding", "outturn", "lapsed",
)  # fmt: skip
"""All headings of lines, in the order of reports."""

BUDGET = ("appropriated", "restated", "reprioritised", "carried")
"""What a budget is made of."""

DIFFERENCE = "difference"
"""The budget less outturn (mer-/mindreforbrug), of accounts and no heading of lines."""

DECIDED = (*BUDGET, "agreed", "lapsed")
"""The headings of decisions: of budgets, and of money that is only agreed, or has lapsed."""

MOVED = (*BUDGET, "awarded", "returned", "paid", "outturn", "agreed", "lapsed")
"""The headings that entries move money under; the others follow from them."""

Figures = Mapping[str, Money]
"""Money by heading."""


_NOTHING = dict.fromkeys(HEADINGS, ZERO)


def complete_figures(moved: Figures) -> dict[str, Money]:
    """All headings, and the difference, from the headings that entries move money under."""
    figures = {**_NOTHING, **moved}
    budget = sum_money(figures[heading] for heading in BUDGET if figures[heading] is not ZERO)
    charged = figures["awarded"] - figures["returned"]
    figures["budget"] = budget
    figures["uncommitted"] = budget - charged
    figures["outstanding"] = charged - figures["paid"]
    figures[DIFFERENCE] = budget - figures["outturn"]
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
    """A signed amount on a line under one heading, with the entry and the date it comes from.

    On an award, it has the pool, recipient and round that the award names.
    """

    line: Line
    heading: str
    money: Money
    entry: Entry
    date: dt.date | None
    pool: str | None = None
    recipient: str | None = None
    round: str | None = None


def money_by_years(
    amount: Amount | YearAmounts, years: Years | None, date: dt.date
) -> Iterator[tuple[Years, Money]]:
    """The years that an amount is charged to, with the money; nothing for what is unknown.

    A table by years says so itself; one amount goes to `years`, not split, else to the date's year.
    """
    if isinstance(amount, tuple):
        yield from money_by_year(amount)
    elif isinstance(amount, Money):
        yield years or one(date.year), amount


def money_by_year(amounts: Iterable[YearAmount]) -> Iterator[tuple[Years, Money]]:
    """The years of a table with their money, without those that are unknown."""
    for year, amount in amounts:
        if isinstance(amount, Money):
            yield one(year), amount


def has_unknown(entry: Entry) -> bool:
    """Whether an entry that moves money has an amount that its source does not state."""
    if not entry.described.moves:
        return False
    for key in amount_fields(type(entry)):  # `type` is quick, and every entry comes here
        amount = getattr(entry, key)
        if amount is UNKNOWN or (type(amount) is tuple and _is_any_unknown(amount)):
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
    """When an entry takes effect; an undated one always has."""
    return date or dt.date.min


Key = TypeVar("Key", bound=Hashable)
Sums = dict[Key, dict[str, Money]]


def sums(movements: Iterable[Movement], key: Callable[[Movement], Key]) -> Sums[Key]:
    """Add up movements by heading, for each key."""
    totals: dict[tuple[Key, str], list[int]] = {}
    for movement in movements:
        place = (key(movement), movement.heading)
        total = totals.get(place)
        if total is None:
            totals[place] = [movement.money.ore, movement.money.half]
        else:
            total[0] += movement.money.ore
            total[1] += movement.money.half
    figures: Sums[Key] = {}
    for (owner, heading), (ore, half) in totals.items():
        figures.setdefault(owner, {})[heading] = Money(ore, half)
    return figures


def merge_sums(parts: Iterable[Mapping[Key, Figures]]) -> Sums[Key]:
    """Add up sums."""
    whole: dict[Key, dict[str, list[int]]] = {}
    for part in parts:
        for key, figures in part.items():
            totals = whole.get(key)
            if totals is None:
                totals = whole[key] = {}
            for heading, money in figures.items():
                total = totals.get(heading)
                if total is None:
                    totals[heading] = [money.ore, money.half]
                else:
                    total[0] += money.ore
                    total[1] += money.half
    return {
        key: {heading: Money(ore, half) for heading, (ore, half) in totals.items()}
        for key, totals in whole.items()
    }
