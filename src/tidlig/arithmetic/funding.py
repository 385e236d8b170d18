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
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import Enum
from itertools import chain

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
from tidlig.model.entry import Entry, YearAmounts
from tidlig.model.grants import Return
from tidlig.model.money import UNKNOWN, ZERO, Money, known
from tidlig.model.years import Years, one


def unallocated_money(
    ledger: Ledger, program: Program, lines: Iterable[Line], *, by_strand: bool
) -> dict[Line, Money]:
    """The money of a program that no line has, for the years that some lines need."""
    needed = set(chain.from_iterable(_years(line.years) for line in lines))
    settled = _years_stated(_acts(ledger, program.id))
    unallocated: dict[Line, Money] = {}
    for year in sorted(needed - settled):
        money = _of_year(program, year)
        if money is not None:
            unallocated[Line(program.id, UNSPLIT, one(year))] = money
    for line in _unknown_gains(ledger, program, by_strand=by_strand):
        unallocated[line] = ANY
    return unallocated


def _of_year(program: Program, year: int) -> Money | None:
    """What a year may come to whose money no line has; None where there is no such money."""
    is_inside = one(year).within(program.years)
    if isinstance(program.yearly, Money):
        if is_inside and program.years.open:
            return program.yearly - _given_to_strands(program, year)
        return None
    if program.split is None:
        is_unknown = is_inside and UNKNOWN in (program.total, program.yearly)
    else:
        is_unknown = (year, UNKNOWN) in program.split
    return ANY if is_unknown else None


def _given_to_strands(program: Program, year: int) -> Money:
    splits = chain.from_iterable(strand.split or () for strand in program.strands)
    return sum_money(money for years, money in money_by_year(splits) if years == one(year))


def _unknown_gains(ledger: Ledger, program: Program, *, by_strand: bool) -> Iterator[Line]:
    """The lines that an unknown amount is moved to, carried to or returned on."""
    for entry in ledger.with_unknown_amounts:
        if isinstance(entry, Reprioritisation):
            for line in _gained(entry, program, by_strand=by_strand):
                if not _is_settled(ledger, entry, line):
                    yield line
        else:
            for line in _lines_gained(ledger, entry):
                if line.program == program.id:
                    yield line


def _lines_gained(ledger: Ledger, entry: Entry) -> Iterator[Line]:
    if isinstance(entry, Return) and entry.award in ledger.awards:
        program, strand = ledger.budget_line(ledger.awards[entry.award])
        yield Line(program, strand, one(entry.date.year))
    elif entry.kind in BUDGET_RULES and not isinstance(entry, Program):
        for movement in marked_movements(entry, ledger):
            if movement.money.ore > 0:
                yield movement.line


def _gained(entry: Reprioritisation, program: Program, *, by_strand: bool) -> Iterator[Line]:
    """The lines of a program that a reprioritisation moves an unknown amount to."""
    is_within = entry.from_.program == program.id
    if entry.to.program != program.id or (is_within and not by_strand):
        return
    strand = entry.to.strand or UNSPLIT
    if entry.amount is UNKNOWN:
        yield Line(program.id, strand, entry.years or one(entry.date.year))
    elif isinstance(entry.amount, tuple):
        for year in _unknown_years(entry.amount):
            yield Line(program.id, strand, one(year))


def _unknown_years(amounts: YearAmounts) -> list[int]:
    return [year for year, amount in amounts if amount is UNKNOWN]


def _is_settled(ledger: Ledger, entry: Reprioritisation, line: Line) -> bool:
    """Whether acts have stated what the years have after an unknown amount was moved."""
    later = [act for act in _acts(ledger, line.program) if act.date >= entry.date]
    return _years_stated(later).issuperset(_years(line.years))


def _years_stated(acts: Iterable[Appropriation]) -> set[int]:
    return set(chain.from_iterable(map(years_named, acts)))


def _acts(ledger: Ledger, program: str) -> Iterator[Appropriation]:
    return (restatement.act for restatement in ledger.restatements[program])


def _years(years: Years) -> range:
    return range(years.first, years.last + 1)


def deficits(ledger: Ledger, lines: Mapping[Line, Figures]) -> dict[Line, Money]:
    """What acts state below zero of the lines whose budget is, as they state it."""
    below: dict[Line, Money] = {}
    for line, figures in lines.items():
        if figures["budget"].low < 0:
            stated = sum_money(movement.money for movement in stated_on(ledger, line))
            if stated.low < 0:
                below[line] = stated
    return below


def stated_on(ledger: Ledger, line: Line) -> list[Movement]:
    """The movements on a line that came to what its newest act states."""
    newest = _newest_act(ledger, line)
    return [movement for movement in ledger.movements_on(line) if _is_stated(movement, newest)]


def _is_stated(movement: Movement, newest_act: dt.date) -> bool:
    if movement.heading == "reprioritised":
        return effective_date(movement.date) <= newest_act
    return movement.heading in ("appropriated", "restated")


def _newest_act(ledger: Ledger, line: Line) -> dt.date:
    """The date of the last act that restates a line; before all dates where none does."""
    dates = [act.date for act in _acts(ledger, line.program) if _restates(act, line)]
    return max(dates, default=dt.date.min)


def _restates(act: Appropriation, line: Line) -> bool:
    """Whether an act states a line, or absorbs it; a strand called unknown keeps its own."""
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
        """The øre of what helps to pay."""
        return money.ore + self.value * money.half

    def less(self, money: Money) -> int:
        """The øre of what has to be paid."""
        return money.ore - self.value * money.half


def award_shortfalls(
    lines: Lines,
    unallocated: Mapping[Line, Money],
    deficits: Mapping[Line, Money],
    *,
    by_strand: bool,
    case: Case = Case.NOMINAL,
) -> list[Shortfall]:
    """The needs of a program's lines that its money cannot cover.

    `unallocated` is money that no line has: of years without a sum, or of unknown amounts.
    `deficits` are what acts state below zero.
    """
    needs: dict[Line, int] = {}
    stated: dict[Line, int] = {}
    money = _unallocated(unallocated, case)
    for line, figures in lines.items():
        budget = case.more(figures["budget"])
        awarded = case.less(figures["awarded"])
        returned = case.more(figures["returned"])
        stated[line] = _stated(line, budget, deficits, case)
        moved_away = max(-budget, 0) - stated[line]
        needs[line] = moved_away + max(awarded, 0) + max(-returned, 0)
        money[line] = money.get(line, 0) + max(budget, 0) + max(returned, 0) + max(-awarded, 0)
    return _shortfalls(needs, money, stated, by_strand=by_strand)


def budget_shortfalls(
    lines: Lines,
    needs: Mapping[Line, Money],
    unallocated: Mapping[Line, Money],
    deficits: Mapping[Line, Money],
    *,
    by_strand: bool,
    case: Case = Case.NOMINAL,
) -> list[Shortfall]:
    """The other needs, such as outturn, that the budget of the lines cannot cover.

    A need on a line that an act states below zero is what it has more than the act states.
    """
    needs_in_ore = {line: max(case.less(need), 0) for line, need in needs.items()}
    stated: dict[Line, int] = {}
    money = _unallocated(unallocated, case)
    for line, figures in lines.items():
        budget = case.more(figures["budget"])
        stated_below_zero = _stated(line, budget, deficits, case)
        moved_away = max(-budget, 0) - stated_below_zero
        money[line] = money.get(line, 0) + max(budget, 0)
        if line in needs:
            own_need = max(case.less(needs[line]) + stated_below_zero, 0)
            needs_in_ore[line] = own_need + moved_away
        else:
            stated[line] = stated_below_zero
            needs_in_ore[line] = moved_away
    return _shortfalls(needs_in_ore, money, stated, by_strand=by_strand)


def frame_shortfalls(lines: Lines, frame: YearAmounts, case: Case) -> list[Shortfall]:
    """The awards from a pool that its frame by years cannot cover; returns free it again."""
    money: dict[Line, int] = {}
    needs: dict[Line, int] = {}
    for line, figures in lines.items():
        awarded = case.less(figures["awarded"])
        returned = case.more(figures["returned"])
        money[line] = max(returned, 0) + max(-awarded, 0)
        needs[line] = max(awarded, 0) + max(-returned, 0)
    for year, amount in frame:
        stated = ANY if amount is UNKNOWN else known(amount)
        money[Line(FRAME, UNSPLIT, one(year))] = max(case.more(stated), 0)
    return _shortfalls(needs, money, {}, by_strand=False)


def shortfalls_and_certainty(
    in_case: Callable[[Case], list[Shortfall]],
) -> tuple[list[Shortfall], bool]:
    """The shortfalls, and whether they are there for every value that the figures allow."""
    if in_case(Case.BEST):
        return in_case(Case.NOMINAL), True
    return in_case(Case.WORST), False


def _unallocated(unallocated: Mapping[Line, Money], case: Case) -> dict[Line, int]:
    return {line: max(case.more(money), 0) for line, money in unallocated.items()}


def _stated(line: Line, budget: int, deficits: Mapping[Line, Money], case: Case) -> int:
    """How much of a budget below zero is what an act states, in øre above zero."""
    below_zero = max(-budget, 0)
    deficit = -case.more(deficits.get(line, ZERO))
    return min(below_zero, max(deficit, 0))


def _shortfalls(
    needs: Mapping[Line, int],
    money: Mapping[Line, int],
    stated: Mapping[Line, int],
    *,
    by_strand: bool,
) -> list[Shortfall]:
    """The shortfalls that have a need; what acts state below zero is money of less than 0.

    All amounts are in øre, `stated` above zero.
    """
    all_needs = Counter(needs)
    all_needs.update(stated)
    possible = shortfalls(_without_zeros(all_needs), _without_zeros(money), by_strand=by_strand)
    with_needs = (_shortfall(shortfall, needs, stated) for shortfall in possible)
    return [shortfall for shortfall in with_needs if shortfall.needs]


def _shortfall(
    shortfall: Shortfall, needs: Mapping[Line, int], stated: Mapping[Line, int]
) -> Shortfall:
    """Count what acts state below zero as money, and not as needs."""
    lines = [line for line, _ in shortfall.needs]
    needed = [(line, needs[line]) for line in lines if needs.get(line)]
    taken = [(line, -stated[line]) for line in lines if stated.get(line)]
    return Shortfall(tuple(needed), (*shortfall.money, *taken))


def _without_zeros(amounts: Mapping[Line, int]) -> dict[Line, int]:
    return {line: ore for line, ore in amounts.items() if ore}
