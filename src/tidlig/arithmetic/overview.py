"""What is left of every program of a ledger as of a date: in all, by year and by strand."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields

from tidlig.arithmetic.acts import acts
from tidlig.arithmetic.ledger import Ledger
from tidlig.arithmetic.line_states import State
from tidlig.arithmetic.movements import UNSPLIT, added
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


@dataclass(frozen=True, slots=True)
class ProgramOverview:
    """What is left of a program; `act` is the name of its newest act that has taken effect.

    Of `not_known` years nothing is known to be used; `unreported` is their binding budget, and
    `known` has the sums of the others.
    """

    program: Program
    account: str | None
    act: str | None
    act_year: int | None
    agreed: Figure | None
    total: Left
    by_year: tuple[YearLeft, ...]
    joined: tuple[JoinedLeft, ...]
    strands: tuple[StrandLeft, ...]
    not_known: tuple[int, ...]
    unreported: Figure
    known: KnownYears | None
    figures: ProgramLeft


def overview(ledger: Ledger, programs: Iterable[Program], date: dt.date) -> list[ProgramOverview]:
    """Return what is left of programs of a ledger that has been taken as of the date."""
    newest: dict[str, tuple[int, str]] = {}
    for id, year, act in acts(ledger):
        newest[id] = max(newest.get(id, (0, "")), (year, act.act or ""))
    return [_of_program(ledger, program, date, newest.get(program.id)) for program in programs]


def _of_program(
    ledger: Ledger, program: Program, date: dt.date, newest: tuple[int, str] | None
) -> ProgramOverview:
    figures = ProgramLeft(ledger, program, date)
    year, act = newest or (None, None)
    by_year = tuple(_year(figures, each) for each in figures.years)
    return ProgramOverview(
        program,
        program.account,
        act,
        year,
        _agreed(figures),
        figures.left(WHOLE),
        by_year,
        tuple(_joined(figures, years) for years in figures.joined),
        tuple(_strands(figures, program)),
        figures.not_known,
        _sum_of(row.left.binding for row in by_year if row.year in figures.not_known),
        _known(figures, by_year),
        figures,
    )


def _year(figures: ProgramLeft, year: int) -> YearLeft:
    state = figures.calendar.state(one(year))
    has_accounts = year in figures.calendar.accounts
    spans = tuple(figures.spans(year))
    return YearLeft(year, state, has_accounts, spans, figures.left(Cell(one(year))))


def _joined(figures: ProgramLeft, years: Years) -> JoinedLeft:
    money = figures.money
    lines = [line for line in money.moved if line.years.within(years)]
    budget = added(money.budget(line) for line in lines)
    awarded = added(money.of(line, "awarded") - money.of(line, "returned") for line in lines)
    uncommitted = budget - awarded
    figure = Figure(uncommitted.ore, uncommitted.ore, uncommitted.half)
    return JoinedLeft(years, figures.left(Cell(years)), figure)


def _strands(figures: ProgramLeft, program: Program) -> Iterator[StrandLeft]:
    """Yield the strands as written, and last what is not split, where there are any strands."""
    if not program.strands:
        return
    for strand in program.strands:
        yield StrandLeft(strand, figures.left(Cell(strand=strand.id)))
    if any(line.strand == UNSPLIT for line in figures.money.moved):
        yield StrandLeft(None, figures.left(Cell(strand=UNSPLIT)))


def _agreed(figures: ProgramLeft) -> Figure | None:
    """Return what agreements set aside; None where none with a sum does."""
    lines = [line for line in figures.money.moved if "agreed" in figures.money.moved[line]]
    if not lines:
        return None
    agreed = added(figures.money.of(line, "agreed") for line in lines)
    return Figure(agreed.ore, agreed.ore, agreed.half)


def _known(figures: ProgramLeft, by_year: Iterable[YearLeft]) -> KnownYears | None:
    """Return the sums of the years that are known, where some are not."""
    if not figures.not_known:
        return None
    known = [row for row in by_year if row.year not in figures.not_known]
    return KnownYears(
        tuple(row.year for row in known),
        _whole_sum(row.left.budget for row in known),
        _whole_sum(row.left.used for row in known),
        _whole_sum(row.left.unused for row in known),
    )


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
