"""The years of a program, a strand or some years of one, as a table that adds up.

Years stand across while they fit, and every column adds up downwards; else they stand down, and
every row adds up. Years that a span joins have a column of their own. Estimates are in no sum.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from tidlig.arithmetic.covered import carried_on, covered_of
from tidlig.arithmetic.figures import NOTHING, Figure
from tidlig.arithmetic.line_states import State
from tidlig.arithmetic.overview import ProgramOverview
from tidlig.model.years import one
from tidlig.render import grid
from tidlig.render.balance_headings import (
    binding_of,
    unsettled_of,
    unused_of,
    used_of_binding,
    used_without_estimates,
)
from tidlig.render.balance_periods import Period, periods_of
from tidlig.render.figures import NOT_APPLICABLE, Writer, has_bounds, has_money
from tidlig.render.grid import EMPTY, Column, Grid, Row

# Headings.


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of figures: its value, and whether it applies to a period.

    Where years stand down and are too many, headings with `drops` go, the least number first.
    """

    key: str
    value: Callable[[Period], Figure | None]
    applies: Callable[[Period], bool]
    indent: int = 0
    drops: int = 0


def _is_binding(period: Period) -> bool:
    return not period.is_estimate


def _is_open(period: Period) -> bool:
    if period.is_estimate and period.is_sum:
        return False
    is_open = period.state in (State.OPEN, None) or period.has_authority
    return is_open or has_money(period.left.remaining)


def _is_closed(period: Period) -> bool:
    if period.is_estimate and period.is_sum:
        return False
    return period.state in (State.CLOSED, None) or has_money(period.left.unused)


def _has_estimate(period: Period) -> bool:
    return period.state is State.ESTIMATE


def _is_booked(period: Period) -> bool:
    return period.has_accounts or (period.state is not State.OPEN and not period.is_estimate)


def _is_unreported(period: Period) -> bool:
    return period.is_unknown


def _outturn(period: Period) -> Figure | None:
    return period.parts.outturn if period.has_accounts else None


class YearTable:
    """Writes the years of a program as a table."""

    def __init__(self, program: ProgramOverview, writer: Writer) -> None:
        """Show the years of a program, or of a part of one."""
        self.program = program
        self.writer = writer
        self.say = writer.say
        self._is_down = False
        self._has_use_parts = False

    # Years across.

    def across(self) -> Grid:
        """Return the table with years across; every column adds up downwards."""
        self._is_down = False
        periods = periods_of(self.program, self.say("in all"))
        columns = [Column("", is_words=True), *(Column(period.name) for period in periods)]
        rows = [self._state_row(periods)]
        for heading in self._headings(periods):
            rows += self._rows(heading, periods)
        return Grid(tuple(columns), tuple(rows))

    def _state_row(self, periods: Sequence[Period]) -> Row:
        states = [grid.Cell(self._state(period), tone="dim") for period in periods]
        return Row((grid.Cell(self.say("state"), tone="dim"), *states))

    def _state(self, period: Period) -> str:
        if period.is_joined:
            return self.say("joined")
        if period.state is None:
            return ""
        is_in_force = self.program.figures.money.has_budget or period.state is not State.OPEN
        state = period.state.value if is_in_force else ""
        return self.say("BO") if period.state is State.ESTIMATE else state and self.say(state)

    def _rows(self, heading: Heading, periods: Sequence[Period]) -> Iterator[Row]:
        figures = [self._figure(heading, period) for period in periods]
        if not self.writer.marks_each and any(map(has_bounds, figures)):
            yield from self._bound_rows(heading, periods, figures)
            return
        is_circa = self.writer.marks_all(figures)
        name = self._name(heading) + (f", {self.writer.circa}" if is_circa else "")
        cells = [
            self._cell(heading, period, figure, is_circa=is_circa)
            for period, figure in zip(periods, figures, strict=True)
        ]
        yield Row((grid.Cell(name), *cells), False, heading.indent)

    def _bound_rows(
        self, heading: Heading, periods: Sequence[Period], figures: Sequence[Figure | None]
    ) -> Iterator[Row]:
        yield Row((grid.Cell(self._name(heading)), *[EMPTY] * len(periods)), False, heading.indent)
        for key, is_most in (("at least", False), ("at most", True)):
            bounds = [_bound(figure, is_most) for figure in figures]
            inexact = [
                _is_bound_inexact(figure, period.left.binding, is_most)
                for period, figure in zip(periods, figures, strict=True)
            ]
            known = [mark for mark, bound in zip(inexact, bounds, strict=True) if bound]
            is_circa = bool(known) and all(known)
            name = self.say(key) + (f", {self.writer.circa}" if is_circa else "")
            marked = [mark and not is_circa for mark in inexact]
            cells = map(self._bound_cell, map(heading.applies, periods), bounds, marked)
            yield Row((grid.Cell(name), *cells), False, heading.indent + 2)

    def _bound_cell(self, applies: bool, bound: int | None, is_marked: bool) -> grid.Cell:
        return self.writer.bound(bound, circa=is_marked) if applies else NOT_APPLICABLE

    # Years down.

    def down(self) -> Grid:
        """Return the table with years down; every row adds up."""
        self._is_down = True
        periods = periods_of(self.program, self.say("in all"), is_down=True)
        headings = self._headings(periods)
        columns = [
            Column(self.say("year"), is_words=True),
            Column(self.say("state"), is_words=True),
        ]
        figures = [[self._figure(heading, period) for period in periods] for heading in headings]
        budgets = [period.left.binding for period in periods]
        circa = [self.writer.marks_all(column, budgets) for column in figures]
        columns += map(self._column, headings, circa)
        rows = []
        for at, period in enumerate(periods):
            cells = [
                self._cell(heading, period, column[at], is_circa=is_circa)
                for heading, column, is_circa in zip(headings, figures, circa, strict=True)
            ]
            state = grid.Cell(self._state(period), tone="dim")
            rows.append(Row((grid.Cell(period.name), state, *cells), period.is_sum))
        return Grid(tuple(columns), tuple(rows))

    def _column(self, heading: Heading, is_circa: bool) -> Column:
        name = self._name(heading)
        mark = self.writer.circa
        if not is_circa:
            return Column(name, drops=heading.drops)
        return Column(f"{name} {mark}", drops=heading.drops, label=f"{name}, {mark}")

    # Cells.

    def _figure(self, heading: Heading, period: Period) -> Figure | None:
        if not heading.applies(period) or self._is_said_together(heading, period):
            return None
        return heading.value(period)

    def _is_said_together(self, heading: Heading, period: Period) -> bool:
        """Whether joined years say exactly what a year beside them has used within bounds.

        What remains of it, or is unused, has bounds too, and says the same.
        """
        if self._is_down or heading.key != "used" or period.is_sum or period.is_joined:
            return False
        if not has_bounds(period.left.used):
            return False
        year = one(int(period.name))
        used = [row.left.used for row in self.program.joined if year.within(row.years)]
        return any(figure is not None and figure.is_exact for figure in used)

    def _cell(
        self, heading: Heading, period: Period, figure: Figure | None, *, is_circa: bool
    ) -> grid.Cell:
        if not heading.applies(period):
            return NOT_APPLICABLE
        cell = self.writer.cell(figure, circa=not is_circa, budget=period.left.binding)
        is_dim = heading.key == "estimate" and cell.text and not cell.suffix
        return grid.Cell(cell.text, tone="dim") if is_dim else cell

    def _name(self, heading: Heading) -> str:
        if heading.key == "used" and self._is_of_awards():
            return self.say("used, awarded")
        if heading.key == "appropriated":
            return self._acts()
        return self.say(heading.key)

    def _is_of_awards(self) -> bool:
        """Whether what is used is what was awarded, for no accounts are known."""
        return not self.program.figures.calendar.accounts and not self._has_use_parts

    def _acts(self) -> str:
        name, acts = self.say("appropriated"), self.program.acts
        if not acts or not all(acts):
            return name
        if len(acts) <= 2:
            return f"{name} ({', '.join(acts)})"
        return f"{name} ({self.say('acts from', first=acts[0], last=acts[-1])})"

    # Which headings there are.

    def _headings(self, periods: Sequence[Period]) -> list[Heading]:
        """Return the headings that have anything to say of the periods."""
        shown = [*self._budget_parts(periods), Heading("binding", self._binding, _is_binding)]
        shown += self._use_parts(periods)
        shown.append(Heading("used", self._used, _is_binding))
        if any(each.is_joined and each.uncommitted is not None for each in periods):
            shown.append(Heading("uncommitted", lambda each: each.uncommitted, _is_binding))
        if any(has_money(self._covered(each)) for each in periods if _is_binding(each)):
            shown.append(Heading("covered", self._covered, _is_binding))
        if any(has_money(self._carried_on(each)) for each in periods):
            shown.append(Heading("carried on unspent", self._carried_on, _is_binding))
        shown += self._left_over(periods)
        return shown

    def _left_over(self, periods: Sequence[Period]) -> list[Heading]:
        shown = [
            Heading("remaining", self._remaining, _is_open),
            Heading("unused", self._unused, _is_closed),
        ]
        if any(has_money(each.left.lapsed) for each in periods):
            shown.append(Heading("of which lapsed", self._lapsed, _is_closed, 2, 2))
            shown.append(Heading("of which unsettled", self._unsettled, _is_closed, 2, 2))
        if any(has_money(each.unreported) for each in periods):
            shown.append(Heading("unreported", lambda each: each.unreported, _is_unreported))
        applies = self._shows_estimate
        shown.append(Heading("estimate", lambda each: each.left.estimate, applies))
        return [heading for heading in shown if self._is_needed(heading, periods)]

    def _is_needed(self, heading: Heading, periods: Sequence[Period]) -> bool:
        """Whether a heading applies to any year, or joined years have money under it.

        What remains of joined years with a budget may also be not known: then it stands empty.
        """
        alone = [each for each in periods if not each.is_sum and not each.is_joined]
        joined = [each for each in periods if each.is_joined and heading.applies(each)]
        if any(map(heading.applies, alone)):
            return True
        return any(map(partial(_is_said_of_joined, heading), joined))

    def _shows_estimate(self, period: Period) -> bool:
        if period.is_sum and period.state is None:
            return has_money(period.left.estimate) and self._sum_has_estimates
        return _has_estimate(period)

    @property
    def _sum_has_estimates(self) -> bool:
        rows = self.program.by_year
        figures = [
            figure
            for row in rows
            if row.state is State.ESTIMATE
            for left in [row.left]
            for figure in (left.binding, left.remaining, left.unused, carried_on(left))
        ]
        return self._is_down or any(map(has_money, figures))

    def _budget_parts(self, periods: Sequence[Period]) -> list[Heading]:
        """Return the parts of the budget, where each year has them and they are several."""
        moved = [name for name in ("reprioritised", "carried") if _any_money(periods, name)]
        names = ("appropriated", "reprioritised", "carried")
        if not moved or _lacks_any(_years_alone(periods), names):
            return []
        return [_part(name, 3) for name in ("appropriated", *moved)]

    def _use_parts(self, periods: Sequence[Period]) -> list[Heading]:
        """Return what is used by where it is known from, where that is not one heading alone."""
        years = _years_alone(periods)
        has_accounts = any(each.has_accounts for each in years)
        self._has_use_parts = _needs_use_parts(years)
        if not self._has_use_parts:
            return []
        moved = [name for name in ("awarded", "returned") if _any_money(periods, name)]
        shown = [_part(name, 1) for name in moved]
        if has_accounts:
            shown.append(Heading("outturn", _outturn, _is_booked, drops=1))
        return shown

    # Values.

    def _used(self, period: Period) -> Figure | None:
        if period.is_sum:
            return used_of_binding(self.program)
        if period.is_joined and period.uncommitted is None:
            return used_without_estimates(period.left) or period.left.used
        if period.has_authority:
            return used_without_estimates(period.left)
        return period.left.used

    def _remaining(self, period: Period) -> Figure | None:
        if period.is_sum and self.program.lacks_act:
            return None
        return self._unless_bounds(period, period.left.remaining)

    def _unused(self, period: Period) -> Figure | None:
        if period.is_sum:
            return unused_of(self.program)
        if period.is_unknown and not period.is_joined:
            return self.program.unused_in(int(period.name))
        return self._unless_bounds(period, period.left.unused)

    def _lapsed(self, period: Period) -> Figure | None:
        return self._unless_bounds(period, period.left.lapsed)

    def _unsettled(self, period: Period) -> Figure | None:
        if period.is_sum:
            return unsettled_of(self.program)
        return self._unless_bounds(period, period.left.unsettled)

    def _unless_bounds(self, period: Period, figure: Figure | None) -> Figure | None:
        """Return a figure; of joined years with an exact use only if exact: years have bounds."""
        is_exact = figure is not None and figure.is_exact
        is_known = not period.is_joined or is_exact or has_bounds(self._used(period))
        return figure if is_known else None

    def _binding(self, period: Period) -> Figure | None:
        return binding_of(period.left, self.program)

    def _covered(self, period: Period) -> Figure | None:
        """Return what money of other lines covers of a period's use.

        Of joined years with estimates it is not told what others have.
        """
        if period.is_joined and period.uncommitted is None:
            return None
        remaining = self._remaining(period) if _is_open(period) else NOTHING
        unused = self._unused(period) if _is_closed(period) else NOTHING
        unreported = period.unreported if period.is_unknown else NOTHING
        rest = (remaining, unused, unreported)
        carried = carried_on(period.left)
        return covered_of(period.left.binding, self._used(period), rest, carried)

    def _carried_on(self, period: Period) -> Figure | None:
        return None if period.is_joined else carried_on(period.left)


def _is_said_of_joined(heading: Heading, period: Period) -> bool:
    if heading.key == "remaining" and period.left.remaining is None:
        return has_money(period.left.binding)
    return has_money(heading.value(period))


def _part(name: str, drops: int) -> Heading:
    return Heading(name, lambda each: getattr(each.parts, name), _is_binding, drops=drops)


def _needs_use_parts(years: Sequence[Period]) -> bool:
    """Whether years use money by more than one heading, and all of it is known by year."""
    awarded = [each for each in years if not each.has_accounts]
    is_mixed = len(awarded) < len(years) and _any_money(awarded, "awarded")
    is_known = not _lacks_any(awarded, ("awarded", "returned"))
    return is_known and (is_mixed or _any_money(awarded, "returned"))


def _years_alone(periods: Sequence[Period]) -> list[Period]:
    """Return the single years that have binding money."""
    return [each for each in periods if not (each.is_estimate or each.is_sum or each.is_joined)]


def _lacks_any(periods: Iterable[Period], names: Sequence[str]) -> bool:
    """Whether any part is not known in any year, for a span has some of it."""
    return any(getattr(each.parts, name) is None for each in periods for name in names)


def _any_money(periods: Iterable[Period], name: str) -> bool:
    return any(has_money(getattr(each.parts, name)) for each in periods if not each.is_estimate)


def _bound(figure: Figure | None, is_most: bool) -> int | None:
    if figure is None:
        return None
    return figure.most if is_most else figure.least


def _is_bound_inexact(figure: Figure | None, budget: Figure | None, is_most: bool) -> bool:
    """Whether a bound moves with what is inexact: nothing, and all of an exact budget, do not."""
    if figure is None or not figure.half:
        return False
    if figure.is_exact:
        return True
    if not is_most:
        return figure.least != 0
    return budget is None or bool(budget.half) or figure.most != budget.most
