"""How a later finance act changes a budget.

An act states figures, not changes, so the change is the difference between its figure and the
budget so far.

For each year that an act names, its figures replace the budget so far, line by line; spans that
lie within its years are absorbed. Carry-overs are left out: no act restates them.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain

from tidlig.arithmetic.movements import (
    UNSPLIT,
    Line,
    Movement,
    effective_date,
    money_by_year,
    sum_money,
)
from tidlig.model.decisions import Appropriation, Program
from tidlig.model.entry import Ident, YearAmount, YearAmounts
from tidlig.model.money import ZERO, Money
from tidlig.model.years import Years, one

RESTATED = ("appropriated", "restated", "reprioritised")
"""What an act that states a year anew takes the place of."""


@dataclass(frozen=True, slots=True)
class Restatement:
    """What one act does: its movements, and the lines with money that it would cut through."""

    act: Appropriation
    movements: tuple[Movement, ...]
    cut: tuple[tuple[Line, Money], ...]


def restatements(
    program: Program, acts: Iterable[Appropriation], movements: Iterable[Movement]
) -> Iterator[Restatement]:
    """What each act does to a program, in order of effect: by date, then by id.

    `movements` are all others on the program's budget; on the date of an act they come before it.
    """
    waiting = sorted(
        (movement for movement in movements if movement.heading != "carried"),
        key=lambda movement: effective_date(movement.date),
    )
    budget = _Budget(program, set(_stated_years(program)))
    for act in sorted(acts, key=lambda act: (act.date, act.id)):
        budget.add(_take_until(waiting, act.date))
        restatement = Restatement(act, tuple(budget.restated(act)), tuple(budget.cut(act)))
        budget.add(restatement.movements)
        budget.named.update(years_named(act))
        yield restatement


def years_named(act: Appropriation) -> list[int]:
    """The years that an act states a figure for; an unknown one leaves its year as it was."""
    return [year for year, amount in act.split if isinstance(amount, Money)]


def absences(programs: Iterable[Program], acts: Iterable[Appropriation]) -> Iterator[Appropriation]:
    """What acts that are complete for an account state of a program that they do not name: nothing.

    Each is the act itself, with 0 for the years from its own on that were stated before.
    """
    given = list(acts)
    if not any(act.complete for act in given):
        return
    for program in programs:
        yield from _absent(program, given)


def _absent(program: Program, acts: Iterable[Appropriation]) -> Iterator[Appropriation]:
    """What complete acts state of one program that they do not name."""
    own = [act for act in acts if act.program == program.id]
    named = {program.act, *(act.act for act in own)}
    for act in acts:
        if act.act not in named and _is_of_group(program, act.complete):
            years = _stated_from(program, own, act)
            if years:
                named.add(act.act)
                split = tuple(YearAmount(year, ZERO) for year in years)
                yield replace(act, program=Ident(program.id), split=split, strands=(), complete=())


def _stated_from(program: Program, own: Iterable[Appropriation], act: Appropriation) -> list[int]:
    """The years from an act's own on that a program or its acts had stated by then."""
    if effective_date(program.date) > act.date:
        return []
    stated = set(_stated_years(program))
    for earlier in own:
        if earlier.date <= act.date:
            stated.update(years_named(earlier))
    first = min(years_named(act), default=None)
    return sorted(year for year in stated if first is not None and year >= first)


def _is_of_group(program: Program, groups: Iterable[str]) -> bool:
    account = f"{program.account}."
    return program.account is not None and any(account.startswith(f"{group}.") for group in groups)


def absorbs(act: Appropriation, movement: Movement) -> bool:
    """Whether an act takes the place of what a movement has done to the budget of a span."""
    if movement.heading not in RESTATED or not years_named(act):
        return False
    return effective_date(movement.date) <= act.date and movement.line.years.within(_range(act))


def absorbed_on(acts: Iterable[Appropriation], movement: Movement) -> dt.date | None:
    """The date of the first act that takes the place of what a movement has done to a span."""
    return min((act.date for act in acts if absorbs(act, movement)), default=None)


def _stated_years(program: Program) -> Iterator[int]:
    """The years that the program's first act has named."""
    tables: list[YearAmounts] = [program.split or ()]
    tables += [strand.split or () for strand in program.strands]
    for table in tables:
        yield from (year for year, amount in table if isinstance(amount, Money))


def _take_until(waiting: list[Movement], date: dt.date) -> list[Movement]:
    """Take what has taken effect by a date off the movements that wait, in their order."""
    number = sum(effective_date(movement.date) <= date for movement in waiting)
    taken = waiting[:number]
    del waiting[:number]
    return taken


@dataclass
class _Budget:
    """The budget of a program so far, the years that acts have named, the lines moved over."""

    program: Program
    named: set[int]
    so_far: defaultdict[Line, Money] = field(default_factory=lambda: defaultdict(Money))
    moved_over: set[Line] = field(default_factory=set)

    def add(self, movements: Sequence[Movement]) -> None:
        for movement in movements:
            self.so_far[movement.line] += movement.money
            if movement.heading == "reprioritised":
                self.moved_over.add(movement.line)

    def restated(self, act: Appropriation) -> Iterator[Movement]:
        """The movements that make the budget what the act states."""
        for line, money in self._spans(act):
            if line.years.within(_range(act)):
                yield self._movement(act, line, -money)
        for year, figure in act.split:
            if isinstance(figure, Money):
                yield from self._restated_year(act, year, figure)

    def _restated_year(self, act: Appropriation, year: int, figure: Money) -> Iterator[Movement]:
        for strand, stated, is_written in self._figures(act, year, figure):
            line = Line(self.program.id, strand, one(year))
            change = stated - self.so_far[line]
            if is_written or change != ZERO:
                yield self._movement(act, line, change)

    def cut(self, act: Appropriation) -> Iterator[tuple[Line, Money]]:
        """The spans with money that meet the act's years without lying within them.

        The program's own span may stay: what is not placed of it is not the act's business where
        every year that the act names has been placed before. Money moved over it is.
        """
        for line, money in self._spans(act):
            if not line.years.within(_range(act)) and not self._may_stay(line, act):
                yield line, money

    def _may_stay(self, line: Line, act: Appropriation) -> bool:
        if line.years != self.program.years or line in self.moved_over:
            return False
        inside = [year for year in years_named(act) if one(year).within(line.years)]
        return self.named.issuperset(inside)

    def _spans(self, act: Appropriation) -> list[tuple[Line, Money]]:
        """The spans with money that meet the years of the act."""
        if not years_named(act):
            return []
        return [
            (line, money)
            for line, money in self.so_far.items()
            if not line.years.single and money.ore and line.years.meets(_range(act))
        ]

    def _figures(
        self, act: Appropriation, year: int, figure: Money
    ) -> Iterator[tuple[str, Money, bool]]:
        """What the act makes of each strand in a year and of what is not split by strand.

        With each, whether the act itself has written it. A strand that the act does not name in
        that year gets 0; one that it calls unknown keeps what it has.
        """
        rest = figure
        is_any_written = False
        splits = {row.strand: dict(row.split) for row in act.strands}
        for strand in self.program.strands:
            split = splits.get(strand.id, {})
            amount = split.get(year, ZERO)
            if isinstance(amount, Money):
                is_written = year in split
                is_any_written = is_any_written or is_written
                yield strand.id, amount, is_written
            else:
                amount = self.so_far[Line(self.program.id, strand.id, one(year))]
            rest -= amount
        yield UNSPLIT, rest, not is_any_written

    def _movement(self, act: Appropriation, line: Line, money: Money) -> Movement:
        years = range(line.years.first, line.years.last + 1)
        is_new = self._may_be_new and self.named.isdisjoint(years)
        heading = "appropriated" if is_new else "restated"
        return Movement(line, heading, money, act, act.date)

    @property
    def _may_be_new(self) -> bool:
        """Whether years may be stated for the first time: the program states no amount of all."""
        program = self.program
        return program.years.open or (program.total, program.split, program.yearly) == (None,) * 3


def _range(act: Appropriation) -> Years:
    named = years_named(act)
    return Years(min(named), max(named))


def given_to_strands(program: Program, year: int) -> Money:
    """What a program gives its strands for a year by its own figures."""
    splits = chain.from_iterable(strand.split or () for strand in program.strands)
    return sum_money(money for years, money in money_by_year(splits) if years == one(year))
