"""What each later act changes of a program's budget, and how much of it decisions explain.

An act states figures for the years that it names. What they come to is compared with what stood
before it in these years: what reprioritisations since the act before it moved is explained, the
rest of the change is not.
"""

import datetime as dt
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from tidlig.arithmetic.acts import Act
from tidlig.arithmetic.ledger import Ledger
from tidlig.arithmetic.movements import Movement, effective_date, sum_money
from tidlig.arithmetic.price_adjustment import Share, in_every_year
from tidlig.arithmetic.restatement import Restatement, years_named
from tidlig.model.decisions import Appropriation, Program, Reprioritisation
from tidlig.model.money import Money
from tidlig.model.years import Years


@dataclass(frozen=True, slots=True)
class ActChange:
    """What an act changes, against what stood before it in the years that were stated before.

    `before_act` is the act, or the program, whose figures it changes; `years` are those of them
    that the act names, and `after` is what it states of these. `decisions` are those that explain
    a part. `share` is set where the rest looks like a price adjustment.
    """

    act: Appropriation
    before_act: Act
    years: Years
    after: Money
    explained: Money
    unexplained: Money
    decisions: tuple[Reprioritisation, ...]
    share: Share | None

    @property
    def change(self) -> Money:
        """What the years have more, or less, than before."""
        return self.explained + self.unexplained

    @property
    def before(self) -> Money:
        """What the years had."""
        return Money(self.after.ore - self.change.ore, self.after.half)

    @property
    def is_change(self) -> bool:
        """Whether the act changed any figure that was stated before."""
        return self.states_before and self.change.ore != 0

    @property
    def states_before(self) -> bool:
        """Whether what it changes was stated: a program may state no amount of its own."""
        before = self.before_act
        if isinstance(before, Appropriation) or before.split:
            return True
        return isinstance(before.total, Money) or isinstance(before.yearly, Money)


def act_changes(ledger: Ledger, program: Program) -> Iterator[ActChange]:
    """Yield what each later act of a program changes, in order of effect."""
    before: Act = program
    since = program.date or dt.date.min
    moved = [
        movement
        for movement in ledger.movements_under("reprioritised")
        if movement.line.program == program.id
    ]
    for restatement in ledger.restatements[program.id]:
        between = [each for each in moved if _is_between(each, since, before, restatement.act)]
        yield _change(restatement, before, between)
        before, since = restatement.act, restatement.act.date


def _is_between(movement: Movement, since: dt.date, before: Act, act: Appropriation) -> bool:
    """Whether a decision stands between two acts; on the day of an act it comes before it.

    Only the act that a program begins with stands before all decisions of its day.
    """
    date = effective_date(movement.date)
    is_after = date >= since if isinstance(before, Program) else date > since
    return is_after and date <= act.date


def _change(restatement: Restatement, before: Act, moved: list[Movement]) -> ActChange:
    act = restatement.act
    new = _new_years(restatement)
    named = [year for year in years_named(act) if year not in new] or [act.date.year]
    years = Years(min(named), max(named))
    explaining = [movement for movement in moved if movement.line.years.within(years)]
    decisions = dict.fromkeys(
        each.entry for each in explaining if isinstance(each.entry, Reprioritisation)
    )
    return ActChange(
        act,
        before,
        years,
        after=_stated(act, named),
        explained=sum_money(movement.money for movement in explaining),
        unexplained=_restated(restatement),
        decisions=tuple(decisions),
        share=in_every_year(restatement),
    )


def _stated(act: Appropriation, years: Collection[int]) -> Money:
    """What an act states of some years."""
    stated = (amount for year, amount in act.split if year in years)
    return sum_money(amount for amount in stated if isinstance(amount, Money))


def _restated(restatement: Restatement) -> Money:
    moved = restatement.movements
    return sum_money(movement.money for movement in moved if movement.heading == "restated")


def _new_years(restatement: Restatement) -> set[int]:
    """The years that nothing was stated of before, as of a program whose end is not stated."""
    moved = restatement.movements
    return {each.line.years.first for each in moved if each.heading == "appropriated"}
