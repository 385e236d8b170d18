"""What a program's lines need and what money they have, for asking whether it can be paid for.

For each line, never netted: money = max(budget, 0) + returned + max(-awarded, 0), and need =
max(awarded, 0) + max(-budget, 0) + max(-returned, 0). What acts state below zero takes from the
money that it fits, but is no need in itself. Inexact figures are taken at their nominal value, or
at the most or least that they allow.
"""

from collections.abc import Callable, Mapping
from enum import Enum

from tidlig.arithmetic.coverage import Shortfall, shortfalls
from tidlig.arithmetic.figures import Figures
from tidlig.arithmetic.movements import UNSPLIT, Line
from tidlig.model.entry import YearAmounts
from tidlig.model.money import UNKNOWN, ZERO, Money, known
from tidlig.model.years import one

Lines = Mapping[Line, Figures]

ANY = Money(10**20)
"""Stands for an unknown amount that may be as large as it has to."""


FRAME = ""
"""Stands for the program of a line that is a year of a frame."""


class Case(Enum):
    """How inexact figures are taken: for what can be paid for best, as they are, or worst."""

    BEST = 1
    NOMINAL = 0
    WORST = -1

    def more(self, money: Money) -> int:
        """Give the øre of what helps to pay."""
        return money.ore + self.value * money.half

    def less(self, money: Money) -> int:
        """Give the øre of what has to be paid."""
        return money.ore - self.value * money.half


def overspent(
    lines: Lines,
    beside: Mapping[Line, Money],
    deficits: Mapping[Line, Money],
    *,
    by_strand: bool,
    case: Case = Case.NOMINAL,
) -> list[Shortfall]:
    """Give the needs of a program's lines that its money cannot cover.

    `beside` is money that no line has: of years without a sum, or of unknown amounts. `deficits`
    are what acts state below zero.
    """
    needs, money, stated = {}, _beside(beside, case), {}
    for line, figures in lines.items():
        budget, awarded = case.more(figures["budget"]), case.less(figures["awarded"])
        returned = case.more(figures["returned"])
        stated[line] = _stated(line, budget, deficits, case)
        needs[line] = max(awarded, 0) + max(-budget, 0) - stated[line] + max(-returned, 0)
        money[line] = money.get(line, 0) + max(budget, 0) + max(returned, 0) + max(-awarded, 0)
    return _short(needs, money, stated, by_strand=by_strand)


def over_budget(
    lines: Lines,
    needs: Mapping[Line, Money],
    beside: Mapping[Line, Money],
    deficits: Mapping[Line, Money],
    *,
    by_strand: bool,
    case: Case = Case.NOMINAL,
) -> list[Shortfall]:
    """Give the other needs, such as outturn, that the budget of the lines cannot cover.

    A need on a line that an act states below zero is what it has more than the act states.
    """
    money, stated = _beside(beside, case), {}
    asked = {line: max(case.less(need), 0) for line, need in needs.items()}
    for line, figures in lines.items():
        budget = case.more(figures["budget"])
        money[line] = money.get(line, 0) + max(budget, 0)
        stated[line] = _stated(line, budget, deficits, case)
        if line in needs:
            asked[line] = max(case.less(needs[line]) + stated.pop(line), 0)
        moved_away = max(-budget, 0) - _stated(line, budget, deficits, case)
        asked[line] = asked.get(line, 0) + moved_away
    return _short(asked, money, stated, by_strand=by_strand)


def over_frame(lines: Lines, frame: YearAmounts, case: Case) -> list[Shortfall]:
    """Give the awards from a pool that its frame by years cannot cover; returns free it again."""
    money, needs = {}, {}
    for line, figures in lines.items():
        awarded, returned = case.less(figures["awarded"]), case.more(figures["returned"])
        money[line] = max(returned, 0) + max(-awarded, 0)
        needs[line] = max(awarded, 0) + max(-returned, 0)
    for year, amount in frame:
        stated = ANY if amount is UNKNOWN else known(amount)
        money[Line(FRAME, UNSPLIT, one(year))] = max(case.more(stated), 0)
    return _short(needs, money, {}, by_strand=False)


def judged(ask: Callable[[Case], list[Shortfall]]) -> tuple[list[Shortfall], bool]:
    """Give the shortfalls, and whether they are there for every value that the figures allow."""
    if ask(Case.BEST):
        return ask(Case.NOMINAL), True
    return ask(Case.WORST), False


def _beside(beside: Mapping[Line, Money], case: Case) -> dict[Line, int]:
    return {line: max(case.more(money), 0) for line, money in beside.items()}


def _stated(line: Line, budget: int, deficits: Mapping[Line, Money], case: Case) -> int:
    """Give how much of a budget below zero is what an act states, in øre above zero."""
    return min(max(-budget, 0), max(-case.more(deficits.get(line, ZERO)), 0))


def _short(
    needs: Mapping[Line, int],
    money: Mapping[Line, int],
    stated: Mapping[Line, int],
    *,
    by_strand: bool,
) -> list[Shortfall]:
    """Give the shortfalls that have a need; what acts state below zero is money of less than 0."""
    asked = {line: needs.get(line, 0) + stated.get(line, 0) for line in (*needs, *stated)}
    there = {line: ore for line, ore in money.items() if ore}
    asked = {line: ore for line, ore in asked.items() if ore}
    found = []
    for shortfall in shortfalls(asked, there, by_strand=by_strand):
        lines = [line for line, _ in shortfall.needs]
        needed = tuple((line, needs[line]) for line in lines if needs.get(line))
        taken = tuple((line, -stated[line]) for line in lines if stated.get(line))
        if needed:
            found.append(Shortfall(needed, (*shortfall.money, *taken)))
    return found
