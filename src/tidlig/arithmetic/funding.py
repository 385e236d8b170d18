"""What a program's lines need and what money they have, to decide whether it can be paid for.

For each line, never netted: money = max(budget, 0) + returned + max(-awarded, 0), and need =
max(awarded, 0) + max(-budget, 0) + max(-returned, 0). Inexact figures are taken at their nominal
value, or at the most or least that they allow.

A budget that an act states below zero is a fact, not a need: a finance act has negative accounts,
of income and of cuts that are not placed. It takes from the money that it fits. Moving more from a
line than it has is still a need.

Amounts a year without an end, and unknown amounts, are in no sum, but can pay for awards: an amount
a year, less what its strands get of it, pays for its year; an unknown amount for anything it may
cover.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import Enum

from tidlig.arithmetic.charging import BUDGET_RULES
from tidlig.arithmetic.coverage import Shortfall, shortfalls
from tidlig.arithmetic.ledger import Ledger
from tidlig.arithmetic.movements import (
    UNSPLIT,
    Figures,
    Line,
    Movement,
    effective_date,
    money_by_year,
    sum_money,
)
from tidlig.arithmetic.restatement import years_named
from tidlig.arithmetic.unknown_amounts import marked_movements
from tidlig.model.decisions import Appropriation, Program, Reprioritisation
from tidlig.model.entry import YearAmounts
from tidlig.model.grants import Return
from tidlig.model.money import UNKNOWN, ZERO, Money, known
from tidlig.model.years import Years, one


def unallocated_money(
    ledger: Ledger, program: Program, lines: Iterable[Line], *, by_strand: bool
) -> dict[Line, Money]:
    """Give the money of a program that no line has, for the years that some lines need."""
    needed = {year for line in lines for year in _years(line.years)}
    settled = {year for act in _acts(ledger, program.id) for year in years_named(act)}
    beside: dict[Line, Money] = {}
    for year, money in _of_years(program, sorted(needed - settled)):
        beside[Line(program.id, UNSPLIT, one(year))] = money
    for line in _unknown_gains(ledger, program, by_strand=by_strand):
        beside[line] = ANY
    return beside


def _of_years(program: Program, years: Iterable[int]) -> Iterator[tuple[int, Money]]:
    """Give the years whose money no line has, with what it may come to."""
    unknown_years = {year for year, amount in program.split or () if amount is UNKNOWN}
    for year in years:
        inside = one(year).within(program.years)
        if isinstance(program.yearly, Money):
            if inside and program.years.open:
                yield year, program.yearly - _given_to_strands(program, year)
        elif year in unknown_years or (inside and program.split is None and _no_sum(program)):
            yield year, ANY


def _given_to_strands(program: Program, year: int) -> Money:
    shares = (money_by_year(strand.split or ()) for strand in program.strands)
    return sum_money(money for share in shares for years, money in share if years == one(year))


def _no_sum(program: Program) -> bool:
    return UNKNOWN in (program.total, program.yearly)


def _unknown_gains(ledger: Ledger, program: Program, *, by_strand: bool) -> Iterator[Line]:
    """Give the lines that an unknown amount is moved to, carried to or returned on."""
    for entry in ledger.unstated:
        if isinstance(entry, Reprioritisation):
            gained = _gained(entry, program, by_strand=by_strand)
            yield from (line for line in gained if not _is_settled(ledger, entry, line))
        elif entry.kind in BUDGET_RULES and not isinstance(entry, Program):
            moved = marked_movements(entry, ledger)
            gaining = (movement for movement in moved if movement.money.ore > 0)
            yield from (m.line for m in gaining if m.line.program == program.id)
        elif isinstance(entry, Return) and entry.award in ledger.awards:
            of, strand = ledger.purse(ledger.awards[entry.award])
            if of == program.id:
                yield Line(program.id, strand, one(entry.date.year))


def _gained(entry: Reprioritisation, program: Program, *, by_strand: bool) -> Iterator[Line]:
    if entry.to.program != program.id or (entry.from_.program == program.id and not by_strand):
        return
    strand = entry.to.strand or UNSPLIT
    if entry.amount is UNKNOWN:
        yield Line(program.id, strand, entry.years or one(entry.date.year))
    elif isinstance(entry.amount, tuple):
        for year, amount in entry.amount:
            if amount is UNKNOWN:
                yield Line(program.id, strand, one(year))


def _is_settled(ledger: Ledger, entry: Reprioritisation, line: Line) -> bool:
    """Tell whether acts have stated what the years have after an unknown amount was moved."""
    later = (act for act in _acts(ledger, line.program) if act.date >= entry.date)
    return {year for act in later for year in years_named(act)}.issuperset(_years(line.years))


def _acts(ledger: Ledger, program: str) -> Iterator[Appropriation]:
    return (restatement.act for restatement in ledger.restatements[program])


def _years(years: Years) -> range:
    return range(years.first, years.last + 1)


def deficits(ledger: Ledger, lines: Mapping[Line, Figures]) -> dict[Line, Money]:
    """Give what acts state below zero of the lines whose budget is, as they state it."""
    below = [line for line, figures in lines.items() if figures["budget"].low < 0]
    stated = {line: sum_money(m.money for m in stated_on(ledger, line)) for line in below}
    return {line: money for line, money in stated.items() if money.low < 0}


def stated_on(ledger: Ledger, line: Line) -> list[Movement]:
    """Give the movements on a line that came to what its newest act states."""
    newest = _newest_act(ledger, line)
    return [
        movement
        for movement in ledger.movements_on(line)
        if movement.heading in ("appropriated", "restated")
        or (movement.heading == "reprioritised" and effective_date(movement.date) <= newest)
    ]


def _newest_act(ledger: Ledger, line: Line) -> dt.date:
    """Give the date of the last act that restates a line; before all dates where none does."""
    acts = [each.act for each in ledger.restatements[line.program] if _restates(each.act, line)]
    return max((act.date for act in acts), default=dt.date.min)


def _restates(act: Appropriation, line: Line) -> bool:
    """Tell whether an act states a line, or absorbs it; a strand called unknown keeps its own."""
    named = years_named(act)
    if not line.years.single:
        return bool(named) and min(named) <= line.years.first and line.years.last <= max(named)
    of_strand = (dict(row.split) for row in act.strands if row.strand == line.strand)
    left_alone = any(split.get(line.years.first) is UNKNOWN for split in of_strand)
    return line.years.first in named and not left_alone


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


def award_shortfalls(
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


def budget_shortfalls(
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


def frame_shortfalls(lines: Lines, frame: YearAmounts, case: Case) -> list[Shortfall]:
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


def shortfalls_and_certainty(
    ask: Callable[[Case], list[Shortfall]],
) -> tuple[list[Shortfall], bool]:
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
