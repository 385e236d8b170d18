"""The balance of one program: the answer, then years, then strands.

Years stand across while they fit, else down. Money that is not binding is never in a sum with money
that is: estimates have columns or a heading of their own.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from tidlig.arithmetic.line_states import State
from tidlig.arithmetic.overview import JoinedLeft, ProgramOverview, StrandLeft, YearLeft
from tidlig.arithmetic.what_is_left import NOTHING, Cell, Figure, Left
from tidlig.model.years import Years
from tidlig.render import grid
from tidlig.render.figures import NOT_APPLICABLE, Writer, are_all_inexact
from tidlig.render.grid import EMPTY, Column, Grid, Row
from tidlig.render.sentences import sentence

Value = Callable[[Left], Figure | None]


@dataclass(frozen=True, slots=True)
class Period:
    """A column of years: one year, years that are joined, or the sum of several."""

    name: str
    state: State | None
    is_joined: bool
    is_sum: bool
    left: Left
    uncommitted: Figure | None = None

    @property
    def is_estimate(self) -> bool:
        """Whether the period has estimates alone."""
        return self.state is State.ESTIMATE


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of figures, and whether it applies to a period."""

    key: str
    value: Value
    applies: Callable[[Period], bool]


def _binding(period: Period) -> bool:
    return not period.is_estimate


def _open(period: Period) -> bool:
    return period.state in (State.OPEN, None)


def _closed(period: Period) -> bool:
    return period.state in (State.CLOSED, None)


def _estimate(period: Period) -> bool:
    return period.is_estimate


HEADINGS = (
    Heading("binding", lambda left: left.binding, _binding),
    Heading("used", lambda left: left.used, _binding),
    Heading("remaining", lambda left: left.remaining, _open),
    Heading("unused", lambda left: left.unused, _closed),
    Heading("of which lapsed", lambda left: left.lapsed, _closed),
    Heading("of which unsettled", lambda left: left.unsettled, _closed),
    Heading("estimate", lambda left: left.estimate, _estimate),
)
"""What the table of years shows of each period, in its order."""


class ProgramPage:
    """What the balance of one program shows."""

    def __init__(self, program: ProgramOverview, year: int, writer: Writer) -> None:
        """Show a program as of a year."""
        self.program = program
        self.year = year
        self.writer = writer
        self.language = writer.language

    def say(self, key: str, **values: object) -> str:
        """Return a sentence of the page."""
        return sentence(key, self.language, **values)

    # Periods.

    def periods(self) -> list[Period]:
        """Return the columns: binding years, those that are joined, their sum, then estimates."""
        rows = self.program.by_year
        binding = [_of_year(row) for row in rows if row.state is not State.ESTIMATE]
        estimates = [_of_year(row) for row in rows if row.state is State.ESTIMATE]
        if not _is_shown(self.program.total.estimate):
            estimates = []
        joined = [_of_joined(row, rows) for row in self.program.joined]
        periods = _with_joined(binding, joined)
        whole = [row for row in self.program.joined if _covers(row.years, rows)]
        if len(binding) > 1 and not whole:
            periods.append(self._sum())
        periods += estimates
        if len(estimates) > 1:
            periods.append(_sum_of_estimates(estimates, self.program.total))
        return periods

    def _sum(self) -> Period:
        return Period(self.say("in all"), None, False, True, self.program.total)

    # The table of years.

    def years_across(self) -> Grid:
        """Return the table with years across; every column adds up downwards."""
        periods = self.periods()
        columns = [Column("", is_words=True), *(Column(period.name) for period in periods)]
        rows = [self._state_row(periods)]
        for heading in self._headings(periods):
            rows += self._heading_rows(heading, periods)
        return Grid(tuple(columns), tuple(rows))

    def _state_row(self, periods: Sequence[Period]) -> Row:
        states = [grid.Cell(self._state(period), tone="dim") for period in periods]
        return Row((grid.Cell(self.say("state"), tone="dim"), *states))

    def _state(self, period: Period) -> str:
        if period.is_joined:
            return self.say("joined")
        if period.state is None:
            return ""
        return self.say("BO" if period.is_estimate else period.state.value)

    def _headings(self, periods: Sequence[Period]) -> list[Heading]:
        """Return the headings that have anything to say of the periods."""
        shown = [heading for heading in HEADINGS if self._has(heading, periods)]
        if not self._has_lapses(periods):
            shown = [heading for heading in shown if not heading.key.startswith("of which")]
        if any(period.is_joined for period in periods):
            shown.insert(2, _UNCOMMITTED)
        return shown

    def _has(self, heading: Heading, periods: Sequence[Period]) -> bool:
        return any(heading.applies(each) and not each.is_sum for each in periods)

    def _has_lapses(self, periods: Sequence[Period]) -> bool:
        return any(period.left.lapsed not in (None, NOTHING) for period in periods)

    def _heading_rows(self, heading: Heading, periods: Sequence[Period]) -> Iterator[Row]:
        figures = [self._figure(heading, period) for period in periods]
        if heading.key != "used" and any(_has_bounds(figure) for figure in figures):
            yield from self._bound_rows(heading, periods, figures)
            return
        is_circa = are_all_inexact(figures)
        name = self._name(heading) + (f", {self.writer.circa}" if is_circa else "")
        cells = [
            self._cell(heading, period, figure, circa=not is_circa)
            for period, figure in zip(periods, figures, strict=True)
        ]
        indent = 2 if heading.key.startswith("of which") else 0
        yield Row((grid.Cell(name), *cells), indent=indent)

    def _bound_rows(
        self, heading: Heading, periods: Sequence[Period], figures: Sequence[Figure | None]
    ) -> Iterator[Row]:
        yield Row((grid.Cell(self._name(heading)), *[EMPTY] * len(periods)))
        for key, at in (("at least", 0), ("at most", 1)):
            bounds = [None if figure is None else figure[at] for figure in figures]
            inexact = at == 0 and any(figure.half for figure in figures if figure is not None)
            name = self.say(key) + (f", {self.writer.circa}" if inexact else "")
            cells = [
                self.writer.bound(bound) if heading.applies(period) else NOT_APPLICABLE
                for period, bound in zip(periods, bounds, strict=True)
            ]
            yield Row((grid.Cell(name), *cells), indent=2)

    def _figure(self, heading: Heading, period: Period) -> Figure | None:
        if not heading.applies(period):
            return None
        if heading is _UNCOMMITTED:
            return period.uncommitted
        if period.is_joined and heading.key not in ("binding", "used"):
            return None
        return heading.value(period.left)

    def _cell(
        self, heading: Heading, period: Period, figure: Figure | None, *, circa: bool
    ) -> grid.Cell:
        if not heading.applies(period):
            return NOT_APPLICABLE
        if heading.key == "used" and figure is not None and not figure.is_exact:
            return EMPTY if _has_bounds(figure) else self.writer.cell(figure, circa=circa)
        return self.writer.cell(figure, circa=circa)

    def _name(self, heading: Heading) -> str:
        if heading.key == "used" and not self.program.figures.calendar.accounts:
            return self.say("used, awarded")
        return self.say(heading.key)

    def years_down(self) -> Grid:
        """Return the table with years down; every row adds up."""
        periods = self.periods()
        headings = self._headings(periods)
        figures = {
            heading.key: [self._figure(heading, period) for period in periods]
            for heading in headings
        }
        circa = {key for key, column in figures.items() if are_all_inexact(column)}
        columns = [
            Column(self.say("year"), is_words=True),
            Column(self.say("state"), is_words=True),
        ]
        columns += [self._column(heading, heading.key in circa) for heading in headings]
        rows = []
        for at, period in enumerate(periods):
            cells = [
                self._down_cell(heading, period, figures[heading.key][at], heading.key in circa)
                for heading in headings
            ]
            name = grid.Cell(period.name)
            rows.append(Row((name, grid.Cell(self._state(period)), *cells), period.is_sum))
        return Grid(tuple(columns), tuple(rows))

    def _column(self, heading: Heading, is_circa: bool) -> Column:
        name = self._name(heading)
        return Column(f"{name} {self.writer.circa}" if is_circa else name)

    def _down_cell(
        self, heading: Heading, period: Period, figure: Figure | None, is_circa: bool
    ) -> grid.Cell:
        if not heading.applies(period):
            return NOT_APPLICABLE
        return self.writer.cell(figure, circa=not is_circa)

    # The table of strands.

    def strands(self) -> Grid | None:
        """Return the table of strands, each row of which adds up; None where there are none."""
        if not self.program.strands:
            return None
        chosen = self._strand_headings()
        lefts = [self._left_of(row) for row in self.program.strands]
        total = self._total_of_strands()
        circa = [are_all_inexact(heading.value(left) for left in lefts) for heading in chosen]
        columns = [Column(self.say("account"), True, 1), Column(self.say("strand"), True)]
        columns += [
            self._strand_column(heading, is_circa)
            for heading, is_circa in zip(chosen, circa, strict=True)
        ]
        rows = [
            self._strand_row(row, left, chosen, circa)
            for row, left in zip(self.program.strands, lefts, strict=True)
        ]
        rows.append(
            self._strand_cells((EMPTY, grid.Cell(self.say("in all"))), total, chosen, circa, True)
        )
        return Grid(tuple(columns), tuple(rows))

    def _strand_column(self, heading: Heading, is_circa: bool) -> Column:
        name = self.say(heading.key)
        if self._shows_one_year() and heading.key != "estimate":
            name = f"{name} {self.year}"
        return Column(f"{name} {self.writer.circa}" if is_circa else name)

    def _shows_one_year(self) -> bool:
        """Whether years are joined, so that strands are shown in the date's year alone."""
        return any(row.years.first <= self.year <= row.years.last for row in self.program.joined)

    def _left_of(self, row: StrandLeft) -> Left:
        if not self._shows_one_year():
            return row.left
        strand = row.strand.id if row.strand is not None else ""
        years = Years(self.year, self.year)
        of_year = self.program.figures.left(Cell(years, strand))
        return _with_estimate(of_year, row.left.estimate)

    def _total_of_strands(self) -> Left:
        if not self._shows_one_year():
            return self.program.total
        of_year = self.program.figures.left(Cell(Years(self.year, self.year)))
        return _with_estimate(of_year, self.program.total.estimate)

    def _strand_headings(self) -> list[Heading]:
        total = self._total_of_strands()
        lefts = [total, *(self._left_of(row) for row in self.program.strands)]
        has_years = {row.state for row in self.program.by_year}
        wanted = {
            "binding": True,
            "used": not self._shows_one_year(),
            "estimate": State.ESTIMATE in has_years,
        }
        wanted["remaining"] = State.OPEN in has_years
        wanted["unused"] = State.CLOSED in has_years and not self._shows_one_year()
        wanted["of which lapsed"] = any(left.lapsed not in (None, NOTHING) for left in lefts)
        chosen = [heading for heading in HEADINGS if wanted.get(heading.key)]
        return [
            heading
            for heading in chosen
            if any(_is_shown(heading.value(left)) for left in lefts) or heading.key != "estimate"
        ]

    def _strand_row(
        self, row: StrandLeft, left: Left, chosen: Sequence[Heading], circa: Sequence[bool]
    ) -> Row:
        if row.strand is None:
            name, account = self.say("not split by strand"), ""
        else:
            name, account = row.strand.name, self._short_account(row.strand.account)
        names = (grid.Cell(account, tone="dim"), grid.Cell(name))
        return self._strand_cells(names, left, chosen, circa, False)

    def _strand_cells(
        self,
        names: tuple[grid.Cell, grid.Cell],
        left: Left,
        chosen: Sequence[Heading],
        circa: Sequence[bool],
        stands_out: bool,
    ) -> Row:
        cells = []
        for heading, is_circa in zip(chosen, circa, strict=True):
            figure = heading.value(left)
            if heading.key == "remaining" and self._shows_one_year() and _is_in_part(left.binding):
                figure = None
            cells.append(self.writer.cell(figure, circa=not is_circa))
        return Row((*names, *cells), stands_out)

    def _short_account(self, account: str | None) -> str:
        """Return what an account has beyond that of its program: ".11"."""
        whole = self.program.account
        if account is None or whole is None or not account.startswith(whole):
            return account or ""
        return account[len(whole) :]


_UNCOMMITTED = Heading("uncommitted", lambda left: left.budget, _binding)


def _of_year(row: YearLeft) -> Period:
    return Period(str(row.year), row.state, False, False, row.left)


def _of_joined(row: JoinedLeft, rows: Iterable[YearLeft]) -> Period:
    del rows
    return Period(str(row.years), None, True, False, row.left, row.uncommitted)


def _with_joined(binding: list[Period], joined: list[Period]) -> list[Period]:
    """Put each period of joined years behind the last of its years."""
    periods = list(binding)
    for period in joined:
        last = period.name.partition("-")[2]
        at = next((n for n, each in enumerate(periods) if each.name == last), len(periods) - 1)
        periods.insert(at + 1, period)
    return periods


def _covers(years: Years, rows: Iterable[YearLeft]) -> bool:
    """Whether joined years are all that are binding."""
    binding = [row.year for row in rows if row.state is not State.ESTIMATE]
    return all(years.first <= year <= years.last for year in binding)


def _sum_of_estimates(estimates: Sequence[Period], total: Left) -> Period:
    name = f"{estimates[0].name}-{estimates[-1].name}"
    return Period(name, State.ESTIMATE, False, True, total)


def _with_estimate(left: Left, estimate: Figure | None) -> Left:
    return Left(
        left.binding, left.budget, left.used, left.remaining, left.unused, left.lapsed,
        left.unsettled, estimate,
    )  # fmt: skip


def _has_bounds(figure: Figure | None) -> bool:
    return figure is not None and None not in figure[:2] and not figure.is_exact


def _is_in_part(figure: Figure | None) -> bool:
    """Whether an unknown amount is in a figure."""
    return figure is not None and None in figure[:2]


def _is_shown(figure: Figure | None) -> bool:
    return figure is not None and figure[:2] != (0, 0)
