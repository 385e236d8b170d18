"""What is left of every program of a ledger as of a date: in all, by year and by strand."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, fields
from functools import cached_property

from tidlig.arithmetic.acts import acts
from tidlig.arithmetic.ledger import Ledger
from tidlig.arithmetic.line_states import State
from tidlig.arithmetic.movements import UNSPLIT, sum_money
from tidlig.arithmetic.what_is_left import WHOLE, Cell, Figure, Left, ProgramLeft
from tidlig.model.decisions import Program, Strand
from tidlig.model.years import Years, one


@dataclass(frozen=True, slots=True)
class YearLeft:
    """The figures of one year, its state, and the spans that it is part of."""

    year: int
    state: State
    has_accounts: bool
    spans: tuple[Years, ...]
    left: Left


@dataclass(frozen=True, slots=True)
class JoinedLeft:
    """The figures of years that a span joins, together; `uncommitted` may cross states."""

    years: Years
    left: Left
    uncommitted: Figure


@dataclass(frozen=True, slots=True)
class StrandLeft:
    """The figures of a strand; without a strand, of what is not split by strand."""

    strand: Strand | None
    left: Left


@dataclass(frozen=True, slots=True)
class KnownYears:
    """The sums of the years whose use is known, where that of others is not."""

    years: tuple[int, ...]
    budget: Figure | None
    used: Figure | None
    unused: Figure | None


class ProgramOverview:
    """What is left of a program as of a date; each part is worked out when it is asked for.

    `act` is the name of its newest act that has taken effect, and `act_year` the year of that.
    """

    def __init__(
        self, ledger: Ledger, program: Program, date: dt.date, newest: tuple[int, str] | None
    ) -> None:
        """Take a program of a ledger that has been taken as of the date."""
        self.program = program
        self.account = program.account
        self.act_year: int | None = None if newest is None else newest[0]
        self.act: str | None = None if newest is None else newest[1]
        self.figures = ProgramLeft(ledger, program, date)

    @cached_property
    def total(self) -> Left:
        """The figures of the whole program."""
        return self.figures.left(WHOLE)

    @cached_property
    def agreed(self) -> Figure | None:
        """What agreements set aside; None where none with a sum does."""
        money = self.figures.money
        lines = [line for line in money.moved if "agreed" in money.moved[line]]
        if not lines:
            return None
        agreed = sum_money(money.of(line, "agreed") for line in lines)
        return Figure(agreed.ore, agreed.ore, agreed.half)

    @cached_property
    def by_year(self) -> tuple[YearLeft, ...]:
        """Every year, in order."""
        return tuple(self._year(year) for year in self.figures.years)

    def _year(self, year: int) -> YearLeft:
        calendar, spans = self.figures.calendar, tuple(self.figures.spans(year))
        left = self.figures.left(Cell(one(year)))
        return YearLeft(year, calendar.state(one(year)), year in calendar.accounts, spans, left)

    @cached_property
    def joined(self) -> tuple[JoinedLeft, ...]:
        """The years that spans join, together."""
        return tuple(self._joined(years) for years in self.figures.joined)

    def _joined(self, years: Years) -> JoinedLeft:
        money = self.figures.money
        lines = [line for line in money.moved if line.years.within(years)]
        budget = sum_money(money.budget(line) for line in lines)
        awarded = sum_money(
            money.of(line, "awarded") - money.of(line, "returned") for line in lines
        )
        left = budget - awarded
        uncommitted = Figure(left.ore, left.ore, left.half)
        return JoinedLeft(years, self.figures.left(Cell(years)), uncommitted)

    @cached_property
    def strands(self) -> tuple[StrandLeft, ...]:
        """The strands as written, and last what is not split, where there are any strands."""
        if not self.program.strands:
            return ()
        left = self.figures.left
        rows = [StrandLeft(strand, left(Cell(strand=strand.id))) for strand in self.program.strands]
        if any(line.strand == UNSPLIT for line in self.figures.money.moved):
            rows.append(StrandLeft(None, left(Cell(strand=UNSPLIT))))
        return tuple(rows)

    def years_in(self, state: State) -> list[int]:
        """Return the years in a state."""
        state_of = self.figures.calendar.state
        return [year for year in self.figures.years if state_of(one(year)) is state]

    @property
    def not_known(self) -> tuple[int, ...]:
        """The years of whose use nothing is known, in order."""
        return self.figures.not_known

    @cached_property
    def unreported(self) -> Figure:
        """The binding budget of the years of whose use nothing is known."""
        cells = (self.figures.left(Cell(one(year))) for year in self.not_known)
        return _sum_of(left.binding for left in cells)

    @cached_property
    def known(self) -> KnownYears | None:
        """The sums of the years that are known, where some are not."""
        if not self.not_known:
            return None
        known = [row for row in self.by_year if row.year not in self.not_known]
        budget = _whole_sum(row.left.budget for row in known)
        years = tuple(row.year for row in known)
        if all(row.state is State.ESTIMATE for row in known):
            return KnownYears(years, budget, None, None)
        used = _whole_sum(row.left.used for row in known)
        return KnownYears(years, budget, used, _whole_sum(row.left.unused for row in known))


def overview(ledger: Ledger, programs: Iterable[Program], date: dt.date) -> list[ProgramOverview]:
    """Return what is left of programs of a ledger that has been taken as of the date."""
    newest: dict[str, tuple[int, str]] = {}
    for id, year, act in acts(ledger):
        newest[id] = max(newest.get(id, (0, "")), (year, act.act or ""))
    return [ProgramOverview(ledger, program, date, newest.get(program.id)) for program in programs]


def _sum_of(figures: Iterable[Figure | None]) -> Figure:
    """Add up the figures that are known."""
    return _added([figure for figure in figures if figure is not None])


def _whole_sum(figures: Iterable[Figure | None]) -> Figure | None:
    """Add up figures; None where any is not known."""
    every = list(figures)
    known = [figure for figure in every if figure is not None]
    return _added(known) if len(known) == len(every) else None


def _added(figures: list[Figure]) -> Figure:
    """Add up figures that do not depend on each other."""
    lows = [figure.least for figure in figures if figure.least is not None]
    highs = [figure.most for figure in figures if figure.most is not None]
    least = sum(lows) if len(lows) == len(figures) else None
    most = sum(highs) if len(highs) == len(figures) else None
    return Figure(least, most, sum(figure.half for figure in figures))


def totals(programs: Iterable[ProgramOverview]) -> dict[str, Figure]:
    """Return the sums over programs, by heading, of what is known."""
    shown = list(programs)
    sums = {
        heading.name: _sum_of(getattr(each.total, heading.name) for each in shown)
        for heading in fields(Left)
    }
    return {"agreed": _sum_of(each.agreed for each in shown), **sums}
