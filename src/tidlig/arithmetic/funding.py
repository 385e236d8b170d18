"""What a program's lines need and what money they have, for asking whether it can be paid for.

For each line, never netted: money = max(budget, 0) + returned + max(-awarded, 0), and need =
max(awarded, 0) + max(-budget, 0) + max(-returned, 0). Inexact figures are taken at their nominal
value, or at the most or least that they allow.
"""

from collections.abc import Callable, Mapping
from enum import Enum

from tidlig.arithmetic.coverage import Shortfall, shortfalls
from tidlig.arithmetic.headings import Figures
from tidlig.arithmetic.movements import UNSPLIT, Line
from tidlig.model.entry import YearAmounts
from tidlig.model.money import UNKNOWN, Money, known
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
    lines: Lines, beside: Mapping[Line, Money], *, by_strand: bool, case: Case = Case.NOMINAL
) -> list[Shortfall]:
    """Give the needs of a program's lines that its money cannot cover.

    `beside` is money that no line has: of years without a sum, or of unknown amounts.
    """
    needs, money = {}, _beside(beside, case)
    for line, figures in lines.items():
        budget, awarded = case.more(figures["budget"]), case.less(figures["awarded"])
        returned = case.more(figures["returned"])
        needs[line] = max(awarded, 0) + max(-budget, 0) + max(-returned, 0)
        money[line] = money.get(line, 0) + max(budget, 0) + max(returned, 0) + max(-awarded, 0)
    return _short(needs, money, by_strand=by_strand)


def over_budget(
    lines: Lines,
    needs: Mapping[Line, Money],
    beside: Mapping[Line, Money],
    *,
    by_strand: bool,
    case: Case = Case.NOMINAL,
) -> list[Shortfall]:
    """Give the other needs, such as outturn, that the budget of the lines cannot cover."""
    money = _beside(beside, case)
    asked = {line: max(case.less(need), 0) for line, need in needs.items()}
    for line, figures in lines.items():
        budget = case.more(figures["budget"])
        money[line] = money.get(line, 0) + max(budget, 0)
        asked[line] = asked.get(line, 0) + max(-budget, 0)
    return _short(asked, money, by_strand=by_strand)


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
    return _short(needs, money, by_strand=False)


def judged(ask: Callable[[Case], list[Shortfall]]) -> tuple[list[Shortfall], bool]:
    """Give the shortfalls, and whether they are there for every value that the figures allow."""
    if ask(Case.BEST):
        return ask(Case.NOMINAL), True
    return ask(Case.WORST), False


def _beside(beside: Mapping[Line, Money], case: Case) -> dict[Line, int]:
    return {line: max(case.more(money), 0) for line, money in beside.items()}


def _short(
    needs: Mapping[Line, int], money: Mapping[Line, int], *, by_strand: bool
) -> list[Shortfall]:
    asked = {line: ore for line, ore in needs.items() if ore}
    there = {line: ore for line, ore in money.items() if ore}
    return shortfalls(asked, there, by_strand=by_strand)
