"""What is left of every program of a ledger as of a date: in all, by year and by strand."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property

from tidlig.arithmetic.acts import acts
from tidlig.arithmetic.figures import WHOLE, Cell, Figure
from tidlig.arithmetic.ledger import Ledger
from tidlig.arithmetic.line_figures import LineFigures
from tidlig.arithmetic.line_states import State, each_of
from tidlig.arithmetic.movements import UNSPLIT, Line, sum_money
from tidlig.arithmetic.what_is_left import LEFT_FIGURES, Left, ProgramLeft
from tidlig.model.decisions import Agreement, Program, Strand
from tidlig.model.money import ZERO, Money
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
    uncommitted: Figure | None


@dataclass(frozen=True, slots=True)
class StrandLeft:
    """The figures of a strand; without a strand, of what is not split by strand."""

    strand: Strand | None
    left: Left


@dataclass(frozen=True, slots=True)
class KnownYears:
    """The sums of the years whose use is known, where that of others is not.

    What lapsed of the others is in `unused`.
    """

    years: tuple[int, ...]
    budget: Figure | None
    used: Figure | None
    unused: Figure | None


class ProgramOverview:
    """What is left of a program as of a date; each part is worked out when it is asked for.

    `acts` are the names of its acts that have taken effect, in order; `act` is that of the newest,
    and `act_year` the year of that.
    """

    def __init__(
        self,
        ledger: Ledger,
        program: Program,
        date: dt.date,
        acts: Iterable[tuple[int, str]] = (),
        line_figures: LineFigures | None = None,
    ) -> None:
        """Take a program of a ledger that has been taken as of the date.

        The figures of lines are shared by the programs of a ledger.
        """
        self.program = program
        self.account = program.account
        in_order = sorted(set(acts))
        self.acts = tuple(name for _, name in in_order)
        self.act_year: int | None = in_order[-1][0] if in_order else None
        self.act: str | None = in_order[-1][1] if in_order else None
        self.figures = ProgramLeft(ledger, program, date)
        self.agreed_yearly = _agreed_yearly(ledger, program)
        self.line_figures = line_figures or LineFigures(ledger)

    @cached_property
    def total(self) -> Left:
        """The figures of the whole program."""
        return self.figures.left(WHOLE)

    def has(self, line: Line) -> bool:
        """Whether a line is in the figures: every line of the program."""
        return line.program == self.program.id

    @cached_property
    def agreed(self) -> Figure | None:
        """What agreements set aside; None where none does, or only amounts without an end."""
        money, lines = self.figures.money, self.agreed_lines
        if not lines:
            return None
        agreed = sum_money(money.of(line, "agreed") for line in lines)
        is_known = not any(a.heading == "agreed" and a.line in lines for a in money.unknown)
        return Figure(agreed.ore, agreed.ore if is_known else None, agreed.half)

    def moved_under(self, *headings: str) -> Figure | None:
        """Return what its lines have under headings of lines: see `LineFigures.figure`."""
        return self.line_figures.figure(self.figures, self._cell_of_lines, headings)

    @property
    def _cell_of_lines(self) -> Cell:
        return WHOLE

    @cached_property
    def agreed_lines(self) -> frozenset[Line]:
        """The lines that agreements set money aside for, if only an unknown amount."""
        money = self.figures.money
        moved = (line for line, figures in money.moved.items() if "agreed" in figures)
        unknown = (amount.line for amount in money.unknown if amount.heading == "agreed")
        return frozenset(filter(self.has, (*moved, *unknown)))

    @cached_property
    def by_year(self) -> tuple[YearLeft, ...]:
        """Every year, in order."""
        return tuple(self._year(year) for year in self.figures.years)

    def _year(self, year: int) -> YearLeft:
        calendar, spans = self.figures.calendar, tuple(self.figures.spans(year))
        left = self._left_in(one(year))
        return YearLeft(year, calendar.state(one(year)), year in calendar.accounts, spans, left)

    def _left_in(self, years: Years) -> Left:
        return self.figures.left(Cell(years))

    @cached_property
    def joined(self) -> tuple[JoinedLeft, ...]:
        """The years that spans join, together."""
        return tuple(self._joined(years) for years in self.figures.joined)

    def _joined(self, years: Years) -> JoinedLeft:
        left = self._left_in(years)
        return JoinedLeft(years, left, self.figures.uncommitted(left.cell))

    @cached_property
    def strands(self) -> tuple[StrandLeft, ...]:
        """The strands as written, and last what is not split, where there are any strands."""
        if not self.program.strands:
            return ()
        left = self.figures.left
        rows = [StrandLeft(strand, left(Cell(strand=strand.id))) for strand in self.program.strands]
        if any(line.strand == UNSPLIT for line in self.figures.money.lines):
            rows.append(StrandLeft(None, left(Cell(strand=UNSPLIT))))
        return tuple(rows)

    def years_in(self, state: State) -> list[int]:
        """Return the years in a state."""
        return [row.year for row in self.by_year if row.state is state]

    @property
    def not_known(self) -> tuple[int, ...]:
        """The years of whose use nothing is known, in order."""
        return self.figures.not_known

    @cached_property
    def unreported(self) -> Figure:
        """The binding budget of the years of whose use nothing is known, less what lapsed of it.

        Spans are in it that are over, or all of whose years are such.
        """
        return self.unreported_of(self.has)

    def unreported_in(self, years: Years) -> Figure | None:
        """Return what is unreported of some years together; None where all of them are known."""
        if not any(one(year).within(years) for year in self.not_known):
            return None
        if years.single and self._left_in(years).binding is None:
            return None
        return self.unreported_of(lambda line: self.has(line) and line.years.within(years))

    @cached_property
    def unreported_years(self) -> tuple[int, ...]:
        """The years, and those of spans, that have anything unreported, in order."""
        spans = {line.years for line in self.figures.money.lines}
        unreported = (years for years in spans if self._has_unreported(years))
        return tuple(sorted({year for years in unreported for year in each_of(years)}))

    def _has_unreported(self, years: Years) -> bool:
        return _has_money(self.unreported_of(lambda line: self.has(line) and line.years == years))

    def unreported_of(self, has: Callable[[Line], bool]) -> Figure:
        """Return the binding budget of lines of whose use nothing is known, less what lapsed.

        What is unknown, and only moves among these lines, is not in it.
        """
        money = self.figures.money
        every = money.by_strand.lines(self._cell_of_lines.strand)
        own = (line for line in every if has(line) and self._is_partly_stated(line))
        lines = set(filter(self.is_unreported, own))
        budget = self.figures.budget_of(lines)
        if budget is None:
            return Figure(None, None)
        stated = {line.years for line in lines if line in money.budgeted}
        lapsed = sum_money(money.of(line, "lapsed") for line in lines if line.years in stated)
        return _added([budget, negative(Figure(lapsed.ore, lapsed.ore, lapsed.half))])

    def _is_partly_stated(self, line: Line) -> bool:
        """Whether anything is known of the budget of a line."""
        money = self.figures.money
        is_unstated = line.years.single and line.years.first in money.unstated_years
        return not (is_unstated or any(each.is_either for each in money.unknown_on.get(line, ())))

    def is_unreported(self, line: Line) -> bool:
        """Whether nothing is known of the use of a line, but for estimates and open spans."""
        state, unknown = self.figures.calendar.state(line.years), set(self.not_known)
        if state is State.CLOSED:
            return not unknown.isdisjoint(each_of(line.years))
        return state is State.OPEN and unknown.issuperset(each_of(line.years))

    def open_and_unknown(self) -> tuple[Years, ...]:
        """Return the open years, alone or in spans, of which nothing says what remains."""
        state = self.figures.calendar.state
        moved = self.figures.money.by_strand.moved(self._cell_of_lines.strand)
        lines = filter(self.has, moved)
        unknown = {line.years for line in lines if self.figures.unknown_years.is_of(line)}
        return tuple(years for years in sorted(unknown) if state(years) is State.OPEN)

    @property
    def is_unrecorded(self) -> bool:
        """Whether nothing is recorded of the years of a part: neither money nor its use."""
        return False

    @property
    def is_over(self) -> bool:
        """Whether the last year of the program is over."""
        return self.program.years.last < self.figures.calendar.today

    @property
    def lacks_act(self) -> bool:
        """Whether the program has acts and runs in the date's year, of which no act is known.

        Then nothing says what remains, but for money that was carried to the year or came back.
        """
        today, remaining = one(self.figures.calendar.today), self.total.remaining
        if _has_money(remaining) or self._is_in_open_span(today):
            return False
        runs = today.within(self.program.years)
        return runs and self.act_year is not None and self.act_year < today.first

    @property
    def remaining(self) -> Figure | None:
        """What may still be awarded; not known, and never 0, where it lacks an act."""
        return None if self.lacks_act else self.total.remaining

    def _is_in_open_span(self, years: Years) -> bool:
        """Whether an act has appropriated money over several years, these among them."""
        return any(years.meets(span) for span in self.spans_in(State.OPEN))

    def spans_in(self, state: State) -> list[Years]:
        """Return the years of the lines over several years with a budget that are in a state."""
        money, state_of = self.figures.money, self.figures.calendar.state
        return [
            line.years
            for line in money.by_strand.budgeted(self._cell_of_lines.strand)
            if not line.years.single
            and self.has(line)
            and state_of(line.years) is state
            and money.budget(line) != ZERO
        ]

    @cached_property
    def known(self) -> KnownYears | None:
        """The sums of the years that are known, where some are not."""
        if not self.not_known:
            return None
        known = [row for row in self.by_year if row.year not in self.not_known]
        budget = _whole_sum(row.left.budget for row in known)
        years = tuple(row.year for row in known)
        if all(row.state is State.ESTIMATE for row in known):
            return KnownYears(years, budget, None, self._unused_of_none_known)
        used = _whole_sum(row.left.used for row in known)
        unused = _whole_sum(row.left.unused for row in known)
        return KnownYears(years, budget, used, self._with_lapsed(known, unused))

    @property
    def _unused_of_none_known(self) -> Figure | None:
        """Return what lapsed where no year is known, or 0 where surely nothing is unused."""
        is_nothing = self._lapsed_unreported is None and not _has_money(self.total.unused)
        return self.total.unused if is_nothing else self._lapsed_unreported

    def _with_lapsed(self, known: list[YearLeft], unused: Figure | None) -> Figure | None:
        """Add what lapsed of years that are not known; None where no closed year is known."""
        lapsed = self._lapsed_unreported
        is_closed = any(row.state is State.CLOSED for row in known)
        if not is_closed and not _has_money(unused):
            return lapsed
        return unused if unused is None or lapsed is None else _added([unused, lapsed])

    @property
    def unused(self) -> Figure | None:
        """What is unused; of the years that are known, with what lapsed of the others."""
        return self.total.unused if self.known is None else self.known.unused

    @cached_property
    def _lapsed_unreported(self) -> Figure | None:
        """What lapsed of the years of whose use nothing is known; None where nothing did."""
        lapsed = [self._unused_unreported_of(year) for year in self.not_known]
        known = [figure for figure in lapsed if figure is not None]
        return _added(known) if known else None

    def unused_in(self, year: int) -> Figure | None:
        """Return what is unused of a year; where nothing else of its use is known, what lapsed."""
        is_closed = self.figures.calendar.state(one(year)) is State.CLOSED
        if is_closed and year in self.not_known:
            return self._unused_unreported_of(year)
        return self._left_in(one(year)).unused

    def _unused_unreported_of(self, year: int) -> Figure | None:
        """Return what lapsed of a year of whose use nothing else is known; by rule, or more."""
        lapsed = self.lapsed_unreported_of(year)
        if lapsed is None or self.program.unspent != "lapses":
            return lapsed
        return lapsed._replace(most=None, is_exact_part=True)

    def lapsed_unreported_of(self, year: int) -> Figure | None:
        """Return what lapsed, as far as it is known, of a year of whose use nothing else is."""
        lapsed = self._left_in(one(year)).lapsed
        if lapsed is None or not lapsed.least:
            return None
        return Figure(lapsed.least, lapsed.least, lapsed.half)


def overview(ledger: Ledger, programs: Iterable[Program], date: dt.date) -> list[ProgramOverview]:
    """Return what is left of programs of a ledger that has been taken as of the date."""
    by_program: dict[str, list[tuple[int, str]]] = {}
    for id, year, act in acts(ledger):
        by_program.setdefault(id, []).append((year, act.act or ""))
    line_figures = LineFigures(ledger)
    return [
        ProgramOverview(ledger, program, date, by_program.get(program.id, ()), line_figures)
        for program in programs
    ]


def _agreed_yearly(ledger: Ledger, program: Program) -> tuple[tuple[int, Money, str], ...]:
    """Return what agreements set aside a year without an end: from which year, and by which."""
    return tuple(
        (agreement.years.first, agreement.yearly, agreement.address)
        for agreement in ledger.of(Agreement)
        if agreement.program == program.id
        and agreement.years is not None
        and agreement.years.open
        and isinstance(agreement.yearly, Money)
    )


def _sum_of(figures: Iterable[Figure | None]) -> Figure:
    """Add up the figures that are known."""
    return _added([figure for figure in figures if figure is not None])


def _whole_sum(figures: Iterable[Figure | None]) -> Figure | None:
    """Add up figures; None where any is not known."""
    every = list(figures)
    known = [figure for figure in every if figure is not None]
    return _added(known) if len(known) == len(every) else None


def _has_money(figure: Figure | None) -> bool:
    return figure is not None and figure[:2] != (0, 0)


def negative(figure: Figure) -> Figure:
    """Return a figure below zero for one above, and the other way round."""
    least = None if figure.most is None else -figure.most
    most = None if figure.least is None else -figure.least
    return Figure(least, most, figure.half, figure.is_exact_part)


def _added(figures: list[Figure]) -> Figure:
    """Add up figures that do not depend on each other."""
    lows = [figure.least for figure in figures if figure.least is not None]
    highs = [figure.most for figure in figures if figure.most is not None]
    least = sum(lows) if len(lows) == len(figures) else None
    most = sum(highs) if len(highs) == len(figures) else None
    is_exact_part = all(figure.is_exact or figure.is_exact_part for figure in figures)
    return Figure(least, most, sum(figure.half for figure in figures), is_exact_part)


def totals(programs: Iterable[ProgramOverview]) -> dict[str, Figure | None]:
    """Return the sums over programs, by heading, of what is known; None where nothing is."""
    shown = list(programs)
    sums = {name: _known_sum(getattr(each.total, name) for each in shown) for name in LEFT_FIGURES}
    return {"agreed": _known_sum(each.agreed for each in shown), **sums}


def _known_sum(figures: Iterable[Figure | None]) -> Figure | None:
    known = [figure for figure in figures if figure is not None]
    return _added(known) if known else None
