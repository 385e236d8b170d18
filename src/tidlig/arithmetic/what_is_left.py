"""What is left of a program as of a date: used, remaining, unused and estimate, with exact bounds.

`budget - awarded` of a year that is over is not money that anyone may award, and an estimate is no
authority. So each line has a state as of the date, and money of different states is never added.
An award over several years, or of no strand, takes from one of the lines that it fits: then a
single year or strand is known within bounds only, which a maximum flow gives exactly.
docs/arithmetic.md explains the rules, and where they come from.
"""

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Iterator
from functools import cached_property

from tidlig.arithmetic.carried_on import MoneyCarriedOn, carries_into_estimate
from tidlig.arithmetic.counting import Counting, above_zero, below_zero
from tidlig.arithmetic.figures import NOTHING, WHOLE, Cell, Figure, SomeLines, minus, with_unknown
from tidlig.arithmetic.ledger import Ledger
from tidlig.arithmetic.line_states import Calendar, State, each_of
from tidlig.arithmetic.moved_within import MovedWithin
from tidlig.arithmetic.movements import BUDGET, UNSPLIT, Line, sum_money
from tidlig.arithmetic.program_groups import ProgramGroups
from tidlig.arithmetic.program_money import ProgramMoney
from tidlig.arithmetic.unknown_in_figures import (
    in_budget,
    in_rest,
    in_used,
    moving_within,
    without_netted,
)
from tidlig.arithmetic.unknown_on_lines import UnknownAmount
from tidlig.arithmetic.unknown_years import UnknownYears
from tidlig.arithmetic.use_groups import Group, groups_with
from tidlig.arithmetic.use_network import Asked
from tidlig.arithmetic.uses import Bounds, Counts, Place, Use, sum_of_bounds
from tidlig.model.decisions import Program
from tidlig.model.money import ZERO, Money
from tidlig.model.years import Years, one


class Left:
    """The figures of a cell, each worked out when it is asked for; None where nothing is known.

    budget - used = remaining + unused + estimate, and unused = lapsed + unsettled. `binding` is the
    budget of closed and open lines; `budget` has estimates too.
    """

    def __init__(self, program: "ProgramLeft", cell: Cell) -> None:
        """Take a cell of a program."""
        self.program, self.cell = program, cell

    @cached_property
    def binding(self) -> Figure | None:
        """The budget of closed and open lines."""
        if not self._has_budget:
            return None
        return self.program.budget(self.cell, without=State.ESTIMATE)

    @cached_property
    def budget(self) -> Figure | None:
        """The budget of all lines, estimates too."""
        return self.program.budget(self.cell) if self.program.money.has_budget else None

    @cached_property
    def used(self) -> Figure | None:
        """Accounts, and awards less returns where there are none."""
        return self.program.used(self.cell)

    @cached_property
    def remaining(self) -> Figure | None:
        """What is left of open lines."""
        return self.program.remaining(self.cell) if self._has_budget else None

    @cached_property
    def unused(self) -> Figure | None:
        """What is left of closed lines."""
        return self.program.unused(self.cell) if self._has_budget else None

    @cached_property
    def lapsed(self) -> Figure | None:
        """What of the unused has lapsed."""
        return self.program.lapsed(self.cell) if self._has_budget else None

    @cached_property
    def unsettled(self) -> Figure | None:
        """What of the unused has not lapsed."""
        return self.program.unsettled(self.cell) if self._has_budget else None

    @cached_property
    def estimate(self) -> Figure | None:
        """What is left of lines that no act has appropriated yet."""
        return self.program.rest(self.cell, State.ESTIMATE) if self._has_budget else None

    @cached_property
    def _has_budget(self) -> bool:
        """Whether the program has a budget, and not only one of spans that the cell cuts."""
        if not self.program.money.has_budget:
            return False
        return self.budget is not None or not self.program.is_in_span(self.cell)


LEFT_FIGURES = (
    "binding", "budget", "used", "remaining", "unused", "lapsed", "unsettled", "estimate",
)  # fmt: skip
"""The names of the figures of a cell, in the order of reports."""


class ProgramLeft:
    """What is left of one program; the figures of a cell are worked out when it is asked for."""

    def __init__(
        self, ledger: Ledger, program: Program, date: dt.date, *, carries_on: bool = True
    ) -> None:
        """Take the ledger as of the date; unless it `carries_on`, uses take of their own years."""
        self.program = program
        self.money = ProgramMoney(ledger, program, date)
        self._of_own_years = self
        if carries_on and carries_into_estimate(self.money):
            self.money = MoneyCarriedOn(ledger, program, date)
            self._of_own_years = ProgramLeft(ledger, program, date, carries_on=False)
        self._today = one(date.year)
        self._counting = Counting(self.money)
        self._moved_within = MovedWithin(ledger, self.money)
        self.unknown_years = UnknownYears(self.money)
        self._groups = ProgramGroups(self.money, self._moved_within)
        self._cells: dict[Cell, Left] = {}

    @property
    def calendar(self) -> Calendar:
        """What the states of lines depend on."""
        return self.money.calendar

    @property
    def years(self) -> tuple[int, ...]:
        """Every year that a line has, in order."""
        return self.money.years

    @property
    def not_known(self) -> tuple[int, ...]:
        """The years of whose use nothing is known, in order."""
        return tuple(sorted(self.money.years_without_use))

    @cached_property
    def joined(self) -> tuple[Years, ...]:
        """The years that spans join, together: lines and awards over several years.

        An award whose years all have accounts joins none: these say what each has used.
        """
        return self.joined_of(None)

    def joined_of(self, strand: str | None) -> tuple[Years, ...]:
        """Return the years that spans of a strand join, or of any, together."""
        moved = filter(self._joins, self.money.moved)
        unknown = filter(self._joins_by_unknown, self.money.unknown_on)
        of_strand = Cell(strand=strand).has
        spans = [
            line.years
            for line in (*moved, *unknown)
            if not line.years.single and of_strand(line.strand, line.years)
        ]
        joined: list[Years] = []
        for span in sorted(spans):
            if joined and span.first <= joined[-1].last:
                joined[-1] = Years(joined[-1].first, max(joined[-1].last, span.last))
            else:
                joined.append(span)
        return tuple(joined)

    def spans(self, year: int) -> list[Years]:
        """Return the spans that a year is part of."""
        return [span for span in self.joined if one(year).within(span)]

    def _joins_by_unknown(self, line: Line) -> bool:
        amounts = self.money.unknown_on[line]
        is_moved = any(amount.heading != "agreed" for amount in amounts)
        return is_moved and bool(self.calendar.without_accounts(line.years))

    def _joins(self, line: Line) -> bool:
        has_money = self.money.budget(line) != ZERO
        is_used = self.money.of(line, "awarded") != ZERO
        return has_money or (is_used and bool(self.calendar.without_accounts(line.years)))

    def uncommitted(self, cell: Cell) -> Figure | None:
        """Return the budget less awards, plus returns, of the lines within a cell.

        None where the program has no budget, or an unknown total stands for any of its years.
        """
        if not self.money.has_budget or self._has_unstated_year(cell):
            return None
        money = self.money
        lines = list(filter(cell.has_line, money.by_strand.moved(cell.strand)))
        awarded = sum_money(
            money.of(line, "awarded") - money.of(line, "returned") for line in lines
        )
        left = sum_money(map(money.budget, lines)) - awarded
        headings = (*BUDGET, "awarded", "returned")
        unknown = (amount for amount in self.money.unknown if amount.heading in headings)
        moving = [a for a in unknown if cell.has(a.line.strand, a.line.years)]
        return with_unknown(Figure(left.ore, left.ore, left.half), without_netted(moving))

    def left(self, cell: Cell = WHOLE) -> Left:
        """Return the figures of a cell."""
        if cell not in self._cells:
            self._cells[cell] = Left(self, cell)
        return self._cells[cell]

    def is_in_span(self, cell: Cell) -> bool:
        """Whether the years of a cell are part of a span that has a budget."""
        return cell.years is not None and any(
            line.years.meets(cell.years) and self.money.budget(line) != ZERO
            for line in self.money.moved
            if not line.years.single
        )

    # Budgets.

    def budget(self, cell: Cell, without: State | None = None) -> Figure | None:
        """Return the budget of a cell but for a state; None where no line of it has any."""
        if cell.years is not None and self._has_unstated_year(cell):
            return None
        lines = list(filter(cell.has_line, self.money.by_strand.budgeted(cell.strand)))
        unknown = in_budget(self.money, cell, without)
        if not lines and not unknown:
            is_nothing = cell == WHOLE and not self.money.has_unknown_total
            return NOTHING if is_nothing else None
        return self._budget_with(lines, unknown, without)

    def budget_of(self, lines: Collection[Line]) -> Figure | None:
        """Return the budget of lines but for estimates; None where none is known."""
        budgeted = [line for line in self.money.budgeted if line in lines] if lines else []
        unknown = in_budget(self.money, SomeLines(lines), State.ESTIMATE)
        return self._budget_with(budgeted, unknown, State.ESTIMATE)

    def _budget_with(
        self, lines: Iterable[Line], unknown: Iterable[UnknownAmount], without: State | None
    ) -> Figure | None:
        budgets = [(self._budget_of(line, without), self.money.budget(line)) for line in lines]
        ore = sum(own for own, _ in budgets)
        return with_unknown(Figure(ore, ore, sum(whole.half for _, whole in budgets)), unknown)

    def _budget_of(self, line: Line, without: State | None) -> int:
        budget, brought = self.money.budget(line).ore, self.money.brought(line)
        is_left_out = self.calendar.state(line.years) is without
        return brought if is_left_out else budget

    def _has_unstated_year(self, cell: Cell) -> bool:
        return any(map(cell.has_year, self.money.unstated_years))

    # What is used.

    def used(self, cell: Cell) -> Figure | None:
        """Return the accounts of years that have any, and awards less returns of the others."""
        if self._is_use_unknown(cell) or self.is_hidden_by_accounts(cell):
            return None
        awarded, stated = self._groups.with_and_without_unknown(cell.strand, _awarded_in(cell))
        if awarded is None or stated is None:
            return None
        booked = self._booked(cell)
        half = booked.half + sum(
            use.half for use in self._inexact_awards if _may_be_award_in(use, cell)
        )
        figure = Figure(booked.ore + awarded.least, booked.ore + awarded.most, half)
        unknown = in_used(self.money, cell.strand, cell.has_year, awarded)
        known = Figure(booked.ore + stated.least, booked.ore + stated.most)
        return with_unknown(figure, unknown, known, more_is_more=False)

    def _booked(self, cell: Cell) -> Money:
        """Return the accounts of a cell, less what returns and awards below zero free."""
        lines = filter(cell.has_line, self.money.by_strand.moved(cell.strand))
        return sum_money(self.money.of(line, "outturn") - self.money.freed(line) for line in lines)

    def _is_use_unknown(self, cell: Cell) -> bool:
        has_any = self.money.has_budget or self.money.has_uses or self.calendar.accounts
        return not has_any or any(map(cell.has_year, self.money.years_without_use))

    def is_hidden_by_accounts(self, cell: Cell) -> bool:
        """Whether accounts that name no strand hide what the strand of a cell has used."""
        if cell.strand is None:
            return False
        return any(
            any(map(cell.has_year, self._years_not_by_strand(line)))
            for line in self.money.by_strand.moved(cell.strand or None)
            if line.strand != UNSPLIT
        )

    def _years_not_by_strand(self, line: Line) -> Iterator[int]:
        """Yield the years of a line with money or awards whose accounts name no strand."""
        if self.money.is_budgeted(line) or "awarded" in self.money.moved[line]:
            hidden = self.calendar.accounts - self.money.booked_by_strand
            yield from (year for year in each_of(line.years) if year in hidden)

    # What is left.

    def remaining(self, cell: Cell) -> Figure | None:
        """Return what is left of the open lines of a cell."""
        if self._has_unknown_year(cell, State.OPEN):
            return None
        if self._lacks_act and cell.has_year(self._today.first):
            return None
        remaining = self.rest(cell, State.OPEN)
        if remaining is None or not self._is_carried_unknown(cell):
            return remaining
        if remaining.most is None or self.unknown_years.take_away_most():
            return None
        return remaining._replace(least=None, is_exact_part=False)

    def _is_carried_unknown(self, cell: Cell) -> bool:
        """Whether money of a year of whose use nothing is known is carried over to a cell."""
        is_carried = self._counting.carries_over and cell.has_year(self._today.first)
        return is_carried and self.unknown_years.have_closed_money(cell.strand)

    @cached_property
    def _lacks_act(self) -> bool:
        """Whether an unknown total may be of the date's year, or of a later one, with no act yet.

        Before the first of its years, no act has stated any.
        """
        if not self.money.has_unknown_total:
            return False
        if self._today.first < self.program.years.first:
            return self.budget(WHOLE) is None
        is_estimate = self.calendar.state(self._today) is State.ESTIMATE
        is_unstated = self._today.first in self.money.unstated_years
        return self._today.within(self.program.years) and (is_estimate or is_unstated)

    def unused(self, cell: Cell) -> Figure | None:
        """Return what is left of the closed lines of a cell."""
        if not self._is_unused_hidden(cell):
            return self.rest(cell, State.CLOSED)
        lapsed = self._lapsed_of_unknown(cell)
        if lapsed is None or not self.unknown_years.are_all_closed_in(cell):
            return None
        return lapsed._replace(most=None)

    def lapsed(self, cell: Cell) -> Figure | None:
        """Return what of the unused has lapsed: by a rule of the program, or by entries."""
        if self._is_unused_hidden(cell):
            return self._lapsed_of_unknown(cell)
        if self._lapses:
            return self.rest(cell, State.CLOSED, is_above_zero=True)
        return self._lapsed_by_entries(cell)

    def _lapsed_of_unknown(self, cell: Cell) -> Figure | None:
        """Return what entries let lapse where what is unused is not known; None without any."""
        lapsed = self._lapsed_by_entries(cell)
        if lapsed is None or lapsed[:2] == (0, 0):
            return None
        return lapsed._replace(most=None) if self._lapses else lapsed

    def unsettled(self, cell: Cell) -> Figure | None:
        """Return what of the unused has not lapsed."""
        if self._is_unused_hidden(cell):
            return None
        if self._lapses:
            return self._overdrawn(cell)
        left = self.left(cell)
        if left.unused is None or left.lapsed is None:
            return None
        closed = self._counting.in_state(State.CLOSED, cell.has)
        if None in left.lapsed[:2]:
            return self._rest(cell, State.CLOSED, closed, _no_place)
        return minus(left.unused, left.lapsed)._replace(
            half=self._counting.half(closed, cell.strand)
        )

    @property
    def _lapses(self) -> bool:
        return self.program.unspent == "lapses"

    def _is_unused_hidden(self, cell: Cell) -> bool:
        return self._has_unknown_year(cell, State.CLOSED) or self.is_hidden_by_accounts(cell)

    def _has_unknown_year(self, cell: Cell, state: State) -> bool:
        return self.unknown_years.are_in(cell, state)

    def _lapsed_by_entries(self, cell: Cell) -> Figure | None:
        lines = filter(cell.has_line, self.money.by_strand.moved(cell.strand))
        lapsed = sum_money(self.money.of(line, "lapsed") for line in lines)
        lapses = (amount for amount in self.money.unknown if amount.heading == "lapsed")
        unknown = [amount for amount in lapses if cell.meets(amount.line)]
        figure = Figure(lapsed.ore, lapsed.ore, lapsed.half)
        return with_unknown(figure, unknown, more_is_more=False)

    def unknown_in(self, cell: Cell, state: State) -> list[UnknownAmount]:
        """Return the unknown amounts that may be in what a cell has left in a state."""
        counts, lapses_of = self._counting.in_state(state, cell.has), _lapses_of(cell, state)
        return list(in_rest(self.money, cell.meets, state, counts, lapses_of))

    @property
    def carries_over(self) -> bool:
        """Whether what closed lines have left may be used in the date's year."""
        return self._counting.carries_over

    def unspent_of(self, cell: Cell) -> Figure | None:
        """Return what the closed lines of a cell have left, and nothing of it has lapsed."""
        if self._of_own_years is not self:
            return self._of_own_years.unspent_of(cell)
        if self._has_unknown_year(cell, State.CLOSED):
            return None
        return self._rest(cell, State.OPEN, self._counting.of_closed(cell.has), _no_place)

    def rest(self, cell: Cell, state: State, *, is_above_zero: bool = False) -> Figure | None:
        """Return the money of a cell in a state less what uses take of it.

        What lapsed is unused, whatever the state of its line. Of what `is_above_zero` on each line,
        what no line covers is not subtracted.
        """
        counts = self._counting.in_state(state, cell.has)
        lapses_of = _lapses_of(cell, state)
        return self._rest(cell, state, counts, lapses_of, is_above_zero=is_above_zero)

    def _rest(
        self,
        cell: Cell,
        state: State,
        counts: Counts,
        lapses_of: Callable[[Place], bool],
        *,
        is_above_zero: bool = False,
    ) -> Figure | None:
        """Return the money that counts less what uses take of it, but for lapses of some lines."""
        nets = moving_within(self.money, counts)
        if nets is None or any(map(cell.meets, self.money.obscure)):
            return None
        taking = above_zero(counts) if is_above_zero else counts
        asked = Asked(taking, lapses_of, nets, cell.strand)
        taken, stated = self._groups.with_and_without_unknown(cell.strand, _taken_of(asked))
        if taken is None or stated is None:
            return None
        if cell.strand is None and not is_above_zero and self._moved_within.lines:
            taken = stated = self._netted(taken, cell, asked)
        ore = self._counting.money_of(counts, cell.strand)
        half = self._counting.half(counts, cell.strand)
        if state is State.CLOSED:
            is_exact = taken.least == taken.most
            half = self._counting.half_with_lapses(counts, cell, is_exact=is_exact)
        figure = Figure(ore - taken.most, ore - taken.least, half)
        known = Figure(ore - stated.most, ore - stated.least)
        unknown = in_rest(self.money, cell.meets, state, counts, lapses_of)
        return with_unknown(figure, unknown, known)

    def _netted(self, taken: Bounds, cell: Cell, asked: Asked) -> Bounds:
        """Return what is taken of the program, or of years of it, if what moves within it nets."""
        every = [self._counting.in_state(state, cell.has) for state in State]
        return self._moved_within.netted(taken, self._groups.every, asked, every)

    def _overdrawn(self, cell: Cell) -> Figure | None:
        """Return what uses take of closed years that no line covers, below zero."""
        if any(map(cell.meets, self.money.obscure)):
            return None
        closed = self._counting.in_state(State.CLOSED, cell.has)
        asked = Asked(below_zero(closed), strand=cell.strand)
        of_cell = groups_with(self._groups.every, cell.strand)
        taken = sum_of_bounds(map(_taken_of(asked), of_cell))
        return None if taken is None else with_unknown(Figure(-taken.most, -taken.least), ())

    @cached_property
    def _inexact_awards(self) -> list[Use]:
        return [use for use in self.money.uses if use.half and use.kind == "award"]


def _awarded_in(cell: Cell) -> Callable[[Group], Bounds | None]:
    """Return what asks a group what its awards use in a cell."""

    def counts(strand: str, year: int) -> bool:
        return cell.has_year(year) and cell.strand in (None, strand)

    return lambda group: group.used(counts, by_strand=cell.strand is not None)


def _taken_of(asked: Asked) -> Callable[[Group], Bounds | None]:
    """Return what asks a group what its uses take."""
    return lambda group: group.taken(asked)


def _no_place(_: Place) -> bool:
    return False


def _lapses_of(cell: Cell, state: State) -> Callable[[Place], bool]:
    """Return which places' lapses are no use of what is left.

    What lapsed is unused where its entry says, whatever line it is taken from.
    """
    return lambda place: state is State.CLOSED and cell.has(place.strand, one(place.year))


def _may_be_award_in(use: Use, cell: Cell) -> bool:
    in_years = any(map(cell.has_year, use.years))
    return in_years and cell.strand in (None, use.strand)
