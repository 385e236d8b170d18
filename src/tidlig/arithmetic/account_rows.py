"""What a program, a strand or a year was given, awarded and charged, beside the accounts.

What is used, remains and is unused are the figures of the balance as of the same date. A difference
is named only where it is sure, whatever inexact amounts may be.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from tidlig.arithmetic.balance import Choice
from tidlig.arithmetic.covered import carried_on, covered
from tidlig.arithmetic.figures import WHOLE, Cell, Figure
from tidlig.arithmetic.line_states import State
from tidlig.arithmetic.movements import UNSPLIT, Line, sum_money
from tidlig.arithmetic.overview import ProgramOverview
from tidlig.arithmetic.unrecorded_awards import not_recorded
from tidlig.model.decisions import Strand
from tidlig.model.money import ZERO, Money
from tidlig.model.years import Years, one

OVER_BUDGET, AFTER_PERIOD, NOT_RECORDED, OVER_OUTTURN = (
    "outturn-over-budget",
    "booked-after-period",
    "awards-not-recorded",
    "awards-over-outturn",
)
"""What a difference is: outturn over budget, outturn after the program's years, and over awards;
awards over outturn."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A difference between the ledger and the accounts, by its name."""

    name: str
    money: Money


@dataclass(frozen=True, slots=True)
class AccountRow:
    """A row of the accounts; a figure is None where nothing of it is known.

    `awarded` is less what was returned. `used` and `unused` are of the years that are known where
    some are not; `unreported` is the budget of those. `has_open` and `has_closed` say whether what
    remains, and what is unused, applies. `covered` and `carried_on` make a row add up that has the
    `budget` and the `estimate` too, for `used` is also of what is charged to estimates.
    """

    program: ProgramOverview
    cell: Cell
    strand: Strand | None
    state: State | None
    binding: Figure | None
    awarded: Figure | None
    outturn: Figure | None
    used: Figure | None
    covered: Figure | None
    carried_on: Figure | None
    remaining: Figure | None
    unused: Figure | None
    unreported: Figure
    budget: Figure | None
    estimate: Figure | None
    differences: tuple[Difference, ...]

    @property
    def is_over(self) -> bool:
        """Whether nothing can remain, since the row's years are not open."""
        if self.cell.years is not None:
            return not any(map(self.cell.has_year, self.program.years_in(State.OPEN)))
        return self.program.program.years.last < self.program.figures.money.year

    @property
    def lacks_act(self) -> bool:
        """Whether the program has acts and runs in the date's year, and no act is of that year."""
        return self.program.lacks_act and self.cell.has_year(self.program.figures.money.year)

    @property
    def has_closed(self) -> bool:
        """Whether any year of the row is closed."""
        closed = self.program.years_in(State.CLOSED)
        return any(map(self.cell.has_year, closed))


class Accounts:
    """The accounts of a program, or of a strand that was chosen; each part made when asked for."""

    def __init__(self, rows: "_Rows", strand: Strand | None) -> None:
        """Take the rows of a program, and the strand that was chosen, if one was."""
        self._rows = rows
        self._strand = strand

    @cached_property
    def total(self) -> AccountRow:
        """All of it, in the years that were chosen."""
        return self._rows.total(self._strand)

    @cached_property
    def by_year(self) -> tuple[AccountRow, ...]:
        """Every year, in order."""
        return tuple(self._rows.by_year(self._strand))

    @cached_property
    def joined(self) -> tuple[AccountRow, ...]:
        """The years that spans join, together."""
        return tuple(self._rows.joined(self._strand))

    @cached_property
    def strands(self) -> tuple[AccountRow, ...]:
        """The strands, and last what is not split by strand; none of a strand that was chosen."""
        return tuple(self._rows.strands()) if self._strand is None else ()

    @property
    def has_any(self) -> bool:
        """Whether there is anything to compare: a budget, an award or an outturn."""
        total = self.total
        has_budget = total.program.figures.money.has_budget
        if total.cell.years is not None:
            has_budget = total.binding is not None
        has_award = total.awarded is not None and total.awarded[:2] != (0, 0)
        return has_budget or has_award or total.outturn is not None

    @property
    def periods(self) -> tuple[AccountRow, ...]:
        """The years, and after the last of each those that a span joins, together."""
        rows = (*self.by_year, *self.joined)
        return tuple(sorted(rows, key=lambda row: _last_year_first(row.cell.years)))

    @property
    def rows(self) -> tuple[AccountRow, ...]:
        """All rows."""
        return (self.total, *self.by_year, *self.joined, *self.strands)


def _last_year_first(years: Years | None) -> tuple[int, int]:
    """Order periods by their last year, and those that end with it from the shortest."""
    assert years is not None
    return years.last, -years.first


def accounts_of(overviews: Iterable[ProgramOverview], choice: Choice) -> Iterator[Accounts]:
    """Yield the accounts of programs, or of the strands of them that are chosen."""
    for overview in overviews:
        rows = _Rows(overview, choice.years)
        for strand in _chosen_strands(overview, choice):
            accounts = Accounts(rows, strand)
            if accounts.has_any:
                yield accounts


def _chosen_strands(overview: ProgramOverview, choice: Choice) -> list[Strand | None]:
    """Return the strands of a program that are chosen; None stands for all of it."""
    id = overview.program.id
    if choice.takes_whole(id):
        return [None]
    chosen = {strand for program, strand in choice.budget_lines if program == id}
    return [strand for strand in overview.program.strands if strand.id in chosen]


class _Rows:
    """Makes the rows of a program in some years, or in all."""

    def __init__(self, overview: ProgramOverview, years: Years | None) -> None:
        self.overview = overview
        self.figures = overview.figures
        self.money = overview.figures.money
        self.years = years

    def total(self, strand: Strand | None) -> AccountRow:
        """Return the row of the program, or of a strand of it."""
        return self._row(Cell(self.years, _id(strand)), strand, is_total=True)

    def by_year(self, strand: Strand | None) -> Iterator[AccountRow]:
        """Yield the row of every year that was chosen."""
        for year in filter(Cell(self.years).has_year, self.figures.years):
            row = self._row(Cell(one(year), _id(strand)), strand)
            yield replace(row, state=self.figures.calendar.state(one(year)))

    def joined(self, strand: Strand | None) -> Iterator[AccountRow]:
        """Yield the row of years that spans join, which are all chosen."""
        for span in self.figures.joined_of(_id(strand)):
            if Cell(self.years).has(UNSPLIT, span):
                yield self._row(Cell(span, _id(strand)), strand)

    def strands(self) -> Iterator[AccountRow]:
        """Yield the row of every strand, and of what is not split by strand."""
        for row in self.overview.strands:
            id = UNSPLIT if row.strand is None else row.strand.id
            yield self._row(Cell(self.years, id), row.strand)

    def _row(self, cell: Cell, strand: Strand | None, *, is_total: bool = False) -> AccountRow:
        left, known = self.figures.left(cell), self.overview.known
        used, unused = left.used, left.unused
        if cell == WHOLE and known is not None:
            used, unused = known.used, known.unused
        awarded, outturn = self._awarded(cell), self._outturn(cell)
        return AccountRow(
            self.overview,
            cell,
            strand,
            None,
            left.binding,
            awarded,
            outturn,
            used,
            covered(left),
            carried_on(left),
            left.remaining,
            unused,
            self._unreported(cell),
            left.budget,
            left.estimate,
            tuple(self._differences(cell, outturn, unused, is_total=is_total)),
        )

    def _lines(self, cell: Cell) -> list[Line]:
        return [line for line in self.money.moved if cell.has(line.strand, line.years)]

    def _sum(self, lines: Iterable[Line], *headings: str) -> Money:
        return sum_money(self.money.of(line, heading) for line in lines for heading in headings)

    def _net_awarded(self, lines: Iterable[Line]) -> Money:
        lines = list(lines)
        return self._sum(lines, "awarded") - self._sum(lines, "returned")

    def _awarded(self, cell: Cell) -> Figure | None:
        """Return awards less returns; None where none is recorded, or one is only partly in it."""
        if not self._has_awards or self._cuts_award(cell):
            return None
        headings = {each.heading for each in self.money.unknown if cell.meets(each.line)}
        net = self._net_awarded(self._lines(cell))
        return _with_unknown(net, is_more="awarded" in headings, is_less="returned" in headings)

    @property
    def _has_awards(self) -> bool:
        """Whether the program records any award, if only one of an unknown amount."""
        headings = {heading for moved in self.money.moved.values() for heading in moved}
        return "awarded" in headings | {each.heading for each in self.money.unknown}

    def _cuts_award(self, cell: Cell) -> bool:
        """Whether an award over several years is only partly in a cell."""
        inside = set(self._lines(cell))
        return any(
            cell.meets(line) and line not in inside and self.money.of(line, "awarded") != ZERO
            for line in self.money.moved
        )

    def _outturn(self, cell: Cell) -> Figure | None:
        """Return what the accounts say; None where they say nothing of it."""
        years = {year for year in self.figures.calendar.accounts if cell.has_year(year)}
        if cell.strand not in (None, UNSPLIT):
            years &= self.money.booked_by_strand
        if not years:
            return None
        unknown = any(
            each.heading == "outturn" and cell.meets(each.line) for each in self.money.unknown
        )
        return _with_unknown(self._sum(self._lines(cell), "outturn"), is_more=unknown)

    def _unreported(self, cell: Cell) -> Figure:
        """Return the binding budget of lines of whose use nothing is known, less what lapsed."""
        return self.overview.unreported_of(lambda line: cell.has(line.strand, line.years))

    # Differences.

    def _differences(
        self, cell: Cell, outturn: Figure | None, unused: Figure | None, *, is_total: bool
    ) -> Iterator[Difference]:
        late = self._after_period(cell)
        is_late_year = cell.years is not None and cell.years.first > self._last_year
        if unused is not None and outturn is not None and not is_late_year:
            yield from _over_budget(unused)
        if is_total:
            yield from self._not_recorded(cell)
        if cell.strand is None:
            yield from self._awards_over_outturn(cell)
        if late != ZERO and (cell.strand is None or cell.years is not None):
            yield Difference(AFTER_PERIOD, late)

    def _not_recorded(self, cell: Cell) -> Iterator[Difference]:
        missing = not_recorded(self.figures, cell)
        if missing.low > 0:
            yield Difference(NOT_RECORDED, missing)

    @property
    def _last_year(self) -> int:
        return self.overview.program.years.last

    def _after_period(self, cell: Cell) -> Money:
        late = (line for line in self._lines(cell) if line.years.first > self._last_year)
        return self._sum(late, "outturn")

    def _awards_over_outturn(self, cell: Cell) -> Iterator[Difference]:
        """Yield what more was awarded in years with accounts, and charged to these alone."""
        over = []
        for year in filter(cell.has_year, sorted(self.figures.calendar.accounts)):
            lines = [line for line in self.money.moved if line.years == one(year)]
            awarded, outturn = self._net_awarded(lines), self._sum(lines, "outturn")
            is_over = awarded.low > 0 and awarded.low > outturn.high
            if is_over and not self._has_unknown_in(year):
                over.append(awarded - outturn)
        if over:
            yield Difference(OVER_OUTTURN, sum_money(over))

    def _has_unknown_in(self, year: int) -> bool:
        headings = ("returned", "outturn")
        return any(
            each.heading in headings and each.line.years.meets(one(year))
            for each in self.money.unknown
        )


def _id(strand: Strand | None) -> str | None:
    return None if strand is None else strand.id


def _with_unknown(money: Money, *, is_more: bool, is_less: bool = False) -> Figure | None:
    """Return a figure without the bounds that unknown amounts move; None where both are."""
    if is_more and is_less:
        return None
    least, most = None if is_less else money.ore, None if is_more else money.ore
    return Figure(least, most, money.half)


def _over_budget(unused: Figure) -> Iterator[Difference]:
    if unused.most is not None and unused.most + unused.half < 0:
        yield Difference(OVER_BUDGET, Money(-unused.most, unused.half))
