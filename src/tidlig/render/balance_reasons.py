"""Why figures of a balance are not known, or have bounds, and in which years something remains."""

from collections.abc import Iterable, Iterator
from typing import Literal

from tidlig.arithmetic.figures import Figure
from tidlig.arithmetic.line_states import State, each_of
from tidlig.arithmetic.movements import UNSPLIT, Line, sum_money
from tidlig.arithmetic.overview import ProgramOverview, YearLeft
from tidlig.arithmetic.part_overview import PartOverview
from tidlig.arithmetic.what_is_left import LEFT_FIGURES
from tidlig.model.years import Years, one
from tidlig.render.figures import Writer, has_money

Reason = Literal["no-act", "no-accounts", "unknown-amount"]

_STATES = {
    "remaining": State.OPEN,
    "unused": State.CLOSED,
    "lapsed": State.CLOSED,
    "unsettled": State.CLOSED,
}
"""The state of the money that a figure is of."""


_OF_A_TOTAL: dict[str, Reason] = {
    "binding": "unknown-amount",
    "budget": "unknown-amount",
    "remaining": "no-act",
}
"""Why figures of a program whose total is unknown, and that no act states, are not known."""


def why_unknown(program: ProgramOverview, heading: str) -> Reason:
    """Return why a figure of a program is not known: by what is not recorded, or not stated."""
    money = program.figures.money
    if program.is_unrecorded or (not money.has_budget and heading != "used"):
        return "no-act"
    if _is_of_unknown_total(program, heading):
        return _OF_A_TOTAL[heading]
    if not money.unknown or _is_unreported(program, heading):
        return "no-accounts"
    return "unknown-amount"


def _is_of_unknown_total(program: ProgramOverview, heading: str) -> bool:
    """Whether a figure is not known for an unknown total, which no act states."""
    money = program.figures.money
    if heading == "remaining" and money.unstated_years:
        return True
    return heading in _OF_A_TOTAL and money.has_unknown_total and program.total.binding is None


def _is_unreported(program: ProgramOverview, heading: str) -> bool:
    """Whether a figure has a year of whose use nothing is recorded, or not by strand."""
    figures, cell = program.figures, program.total.cell
    if heading != "remaining" and figures.is_hidden_by_accounts(cell):
        return True
    if heading in _STATES:
        is_carried = heading == "remaining" and figures.carries_over
        is_lost = is_carried and figures.unknown_years.take_away_most()
        return is_lost or figures.unknown_years.are_in(cell, _STATES[heading])
    return heading != "estimate" and bool(program.not_known)


def is_blank_by_amounts(program: ProgramOverview) -> bool:
    """Whether nothing is known of a figure of a program, for an amount that nobody has stated."""
    blank = (name for name in LEFT_FIGURES if getattr(program.total, name) is None)
    return any(why_unknown(program, name) == "unknown-amount" for name in blank)


def unknown_in(program: ProgramOverview) -> set[str]:
    """Return the entries with unknown amounts that may be in the figures of a program."""
    meets = program.total.cell.meets
    return {each.entry for each in program.figures.money.unknown if meets(each.line)}


def years_remaining(program: ProgramOverview) -> list[int]:
    """Return the years in which money remains, or may: alone, or in a span."""
    years = {row.year for row in program.by_year if _may_remain(row)}
    today = program.figures.calendar.today
    for span in program.spans_in(State.OPEN):
        years.update(year for year in each_of(span) if year >= today)
    return sorted(years)


def _may_remain(row: YearLeft) -> bool:
    remaining = row.left.remaining
    return has_money(remaining) or (remaining is None and row.state is State.OPEN)


# Why figures have bounds.


def why_bounded(program: ProgramOverview, writer: Writer) -> Iterator[str]:
    """Yield which awards give the years of a program bounds: those not split by year or strand.

    An award of another strand takes nothing of a strand.
    """
    bounded = [one(row.year) for row in program.by_year if _has_bounds(row)]
    touching = [line for line in _awarded_lines(program) if any(map(line.years.meets, bounded))]
    yield from _not_split_by_year(program, touching, writer)
    unsplit = [line for line in touching if line.strand == UNSPLIT and line.years.single]
    if _is_of_strand(program) and unsplit:
        yield writer.say("awards not by strand", figure=writer.text(_awarded(program, unsplit)))


def _not_split_by_year(
    program: ProgramOverview, touching: Iterable[Line], writer: Writer
) -> Iterator[str]:
    for years, figure in _sums_not_split(program, touching):
        between = f"{years.first} {writer.say('and')} {years.last}"
        yield writer.say("not split by year", figure=writer.text(figure), years=between)


def awards_not_split(program: ProgramOverview) -> Iterator[tuple[Years, Figure]]:
    """Yield the awards that give years bounds, added up by the years that they join."""
    bounded = [one(row.year) for row in program.by_year if _has_bounds(row)]
    lines = _awarded_lines(program)
    touching = [line for line in lines if any(map(line.years.meets, bounded))]
    yield from _sums_not_split(program, touching)


def _sums_not_split(
    program: ProgramOverview, touching: Iterable[Line]
) -> Iterator[tuple[Years, Figure]]:
    over = [line for line in touching if not line.years.single]
    for years in program.figures.joined:
        within = [line for line in over if line.years.within(years)]
        if within:
            yield years, _awarded(program, within)


def _is_of_strand(program: ProgramOverview) -> bool:
    return isinstance(program, PartOverview) and program.cell.strand is not None


def _awarded_lines(program: ProgramOverview) -> Iterator[Line]:
    """Yield the lines whose awards may take from a program, or from a strand that is chosen."""
    money, strand = program.figures.money, program.total.cell.strand
    for line in money.moved:
        is_met = strand in (None, UNSPLIT, line.strand) or line.strand == UNSPLIT
        is_open = bool(program.figures.calendar.without_accounts(line.years))
        if is_met and is_open and money.of(line, "awarded").ore:
            yield line


def _awarded(program: ProgramOverview, lines: Iterable[Line]) -> Figure:
    awarded = sum_money(program.figures.money.of(line, "awarded") for line in lines)
    return Figure(awarded.ore, awarded.ore, awarded.half)


def _has_bounds(row: YearLeft) -> bool:
    """Whether a figure of a year has bounds, but for those that unknown amounts take."""
    figures = (row.left.remaining, row.left.unused)
    return any(
        figure is not None and not figure.is_exact and not figure.is_exact_part
        for figure in figures
    )
