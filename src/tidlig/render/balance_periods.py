"""The years of a program as they stand in a table: single, joined by a span, or their sum.

Estimates are in no sum with binding money, but for what was brought to their year as authority.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields

from tidlig.arithmetic.components import Components, components
from tidlig.arithmetic.covered import carried_on
from tidlig.arithmetic.figures import Cell, Figure
from tidlig.arithmetic.line_states import State
from tidlig.arithmetic.overview import JoinedLeft, ProgramOverview, YearLeft
from tidlig.arithmetic.part_overview import PartOverview
from tidlig.arithmetic.what_is_left import Left
from tidlig.model.years import Years, one
from tidlig.render.figures import added, has_money

NO_COMPONENTS = Components(None, None, None, None, None, None)


@dataclass(frozen=True, slots=True)
class Period:
    """A column of years: one year, years that are joined, or the sum of several."""

    name: str
    state: State | None
    left: Left
    parts: Components
    is_joined: bool = False
    is_sum: bool = False
    has_accounts: bool = False
    is_unknown: bool = False
    unreported: Figure | None = None
    uncommitted: Figure | None = None

    @property
    def is_estimate(self) -> bool:
        """Whether the period has estimates alone."""
        return self.state is State.ESTIMATE and not self.has_authority

    @property
    def has_authority(self) -> bool:
        """Whether binding money was brought to a year of estimates, or came back there."""
        left = self.left
        figures = (left.binding, left.remaining, left.unused, carried_on(left))
        return self.state is State.ESTIMATE and not self.is_sum and any(map(has_money, figures))


# Periods.


def periods_of(program: ProgramOverview, in_all: str, *, is_down: bool = False) -> list[Period]:
    """Return the columns: binding years, those that are joined, their sum, then estimates.

    Where they stand down, the sum is last, and has the estimates under a heading of their own.
    """
    binding, estimates = _binding_and_estimates(program)
    periods = _with_joined(binding, [_of_joined(program, row) for row in program.joined])
    sums = _sum_of(program, periods, in_all)
    if is_down or any(each.has_authority for each in binding):
        return [*periods, *estimates, *(sums or _sum_of_few(program, periods, estimates, in_all))]
    periods = [*periods, *sums, *estimates]
    if len(estimates) > 1:
        name = str(Years(int(estimates[0].name), int(estimates[-1].name)))
        periods.append(Period(name, State.ESTIMATE, program.total, NO_COMPONENTS, is_sum=True))
    return periods


def _binding_and_estimates(program: ProgramOverview) -> tuple[list[Period], list[Period]]:
    """Return the years with binding money, and those of estimates alone where these have any."""
    years = [_of_year(program, row) for row in program.by_year]
    binding = [each for each in years if not each.is_estimate]
    estimates = [each for each in years if each.is_estimate]
    return binding, estimates if has_estimates(program) else []


def has_estimates(program: ProgramOverview) -> bool:
    """Whether estimates have any money; of each year, where their sum is not known."""
    if program.total.estimate is not None:
        return has_money(program.total.estimate)
    estimates = (row for row in program.by_year if row.state is State.ESTIMATE)
    return any(has_money(row.left.estimate) for row in estimates)


def _of_year(program: ProgramOverview, row: YearLeft) -> Period:
    is_unknown = row.year in program.not_known
    return Period(
        str(row.year),
        row.state,
        row.left,
        components(program.figures, Cell(one(row.year), strand_of(program))),
        has_accounts=row.has_accounts,
        is_unknown=is_unknown,
        unreported=program.unreported_in(one(row.year)),
    )


def strand_of(program: ProgramOverview) -> str | None:
    """Return the strand that the figures are of; None for the whole program."""
    return program.cell.strand if isinstance(program, PartOverview) else None


def _of_joined(program: ProgramOverview, row: JoinedLeft) -> Period:
    has_estimates = any(
        each.state is State.ESTIMATE and one(each.year).within(row.years)
        for each in program.by_year
    )
    unreported = program.unreported_in(row.years)
    return Period(
        str(row.years),
        None,
        row.left,
        components(program.figures, row.left.cell),
        is_joined=True,
        is_unknown=unreported is not None,
        unreported=unreported,
        uncommitted=None if has_estimates else row.uncommitted,
    )


def _with_joined(binding: list[Period], joined: list[Period]) -> list[Period]:
    """Put each period of joined years behind the last of its years."""
    periods = list(binding)
    for period in joined:
        last = period.name.partition("-")[2]
        at = next((n for n, each in enumerate(periods) if each.name == last), len(periods) - 1)
        periods.insert(at + 1, period)
    return periods


def _sum_of(program: ProgramOverview, periods: Sequence[Period], name: str) -> list[Period]:
    """Return the sum of the binding periods; none where one column has it already."""
    years = [each for each in periods if not each.is_joined]
    joined = [each.years for each in program.joined]
    is_covered = any(all(_is_within(each, span) for each in years) for span in joined)
    return [] if len(years) <= 1 or is_covered else [_sum(program, periods, name)]


def _sum_of_few(
    program: ProgramOverview, periods: Sequence[Period], estimates: Sequence[Period], name: str
) -> list[Period]:
    """Return the sum of a single year and its estimates, where these stand down."""
    is_needed = bool(estimates) and not any(each.is_joined for each in periods)
    return [_sum(program, periods, name)] if is_needed else []


def _is_within(period: Period, span: Years) -> bool:
    return one(int(period.name)).within(span)


def _sum(program: ProgramOverview, periods: Sequence[Period], name: str) -> Period:
    return Period(
        name,
        None,
        program.total,
        _sum_of_components(program, periods),
        is_sum=True,
        has_accounts=all(each.has_accounts for each in periods),
        is_unknown=bool(program.not_known),
        unreported=program.unreported,
    )


def _sum_of_components(program: ProgramOverview, periods: Sequence[Period]) -> Components:
    """Add up the parts of the periods, joined years once."""
    joined = [each.years for each in program.joined]
    alone = [
        each
        for each in periods
        if each.is_joined or not any(_is_within(each, span) for span in joined)
    ]
    sums = []
    for part in fields(Components):
        figures = [getattr(each.parts, part.name) for each in alone]
        sums.append(None if None in figures else added(figures))
    return Components(*sums)
