"""What accounts have that no award explains, year by year.

The accounts of a year are compared with the awards that may be charged to it: those of the year
alone, and as far as they go, those over several years, or of no strand. An award of another year
explains nothing.
"""

from collections.abc import Iterable, Iterator

from tidlig.arithmetic.figures import Cell
from tidlig.arithmetic.movements import UNSPLIT, Line, sum_money
from tidlig.arithmetic.program_money import ProgramMoney
from tidlig.arithmetic.what_is_left import ProgramLeft
from tidlig.model.money import ZERO, Money
from tidlig.model.years import Years, one


def not_recorded(figures: ProgramLeft, cell: Cell) -> Money:
    """Return the least that the accounts of a program, or a strand, have and awards have not.

    Accounts below zero are taken from it: they take back what another year booked.
    """
    money = figures.money
    booked = sorted(filter(cell.has_year, figures.calendar.accounts))
    if cell.strand is not None:
        booked = [year for year in booked if year in money.booked_by_strand]
    missing = [_missing(money, cell, years) for years in _together(figures, booked)]
    below = (_outturn(money, cell, year) for year in booked)
    return sum_money([*missing, *(outturn for outturn in below if outturn.ore < 0)])


def is_open_to_other_years(figures: ProgramLeft, cell: Cell) -> bool:
    """Whether awards that may be in the accounts of a cell may be in years without accounts too.

    How much of them is in the accounts is not known then.
    """
    booked = set(filter(cell.has_year, figures.calendar.accounts))
    spans = (line.years for line in _awarded(figures.money) if cell.strand in (None, line.strand))
    return any(
        any(one(year).within(span) for year in booked) and figures.calendar.without_accounts(span)
        for span in spans
        if not span.single
    )


def _together(figures: ProgramLeft, booked: Iterable[int]) -> Iterator[list[int]]:
    """Yield the years with accounts: those that an award is over together, each other alone."""
    spans = _spans_of_awards(figures.money)
    groups: dict[Years, list[int]] = {}
    for year in booked:
        over = (span for span in spans if one(year).within(span))
        groups.setdefault(next(over, one(year)), []).append(year)
    yield from groups.values()


def _spans_of_awards(money: ProgramMoney) -> list[Years]:
    """Return the years of awards over several years, those that meet as one."""
    merged: list[Years] = []
    for span in sorted(line.years for line in _awarded(money) if not line.years.single):
        if merged and span.first <= merged[-1].last:
            merged[-1] = Years(merged[-1].first, max(merged[-1].last, span.last))
        else:
            merged.append(span)
    return merged


def _awarded(money: ProgramMoney) -> list[Line]:
    """Return the lines on which anything is awarded or returned, if an unknown amount."""
    moved = [line for line in money.moved if not money.moved[line].keys().isdisjoint(_AWARDS)]
    return [*moved, *(each.line for each in money.unknown if each.heading == "awarded")]


_AWARDS = ("awarded", "returned")


def _missing(money: ProgramMoney, cell: Cell, years: list[int]) -> Money:
    """Return what the accounts of some years have above awards; nothing if one is unknown."""
    lines = [line for line in _awarded(money) if _may_be_in(line, cell, years)]
    if any(each.heading == "awarded" and each.line in lines for each in money.unknown):
        return ZERO
    needed = sum_money(_needed(money, cell, year, lines) for year in years)
    others = [line for line in lines if not _is_own(line, cell, line.years.first)]
    return _above_zero(needed - _net(money, others))


def _needed(money: ProgramMoney, cell: Cell, year: int, lines: Iterable[Line]) -> Money:
    """Return what the accounts of a year have above the awards of that year alone."""
    own = [line for line in lines if _is_own(line, cell, year)]
    return _above_zero(_outturn(money, cell, year) - _net(money, own))


def _above_zero(money: Money) -> Money:
    return money if money.ore > 0 else ZERO


def _may_be_in(line: Line, cell: Cell, years: list[int]) -> bool:
    is_of_strand = cell.strand in (None, line.strand) or line.strand == UNSPLIT
    return is_of_strand and any(one(year).within(line.years) for year in years)


def _is_own(line: Line, cell: Cell, year: int) -> bool:
    return line.years == one(year) and cell.strand in (None, line.strand)


def _net(money: ProgramMoney, lines: Iterable[Line]) -> Money:
    own = list(lines)
    awarded = sum_money(money.of(line, "awarded") for line in own)
    return awarded - sum_money(money.of(line, "returned") for line in own)


def _outturn(money: ProgramMoney, cell: Cell, year: int) -> Money:
    lines = (line for line in money.moved if cell.has(line.strand, line.years))
    return sum_money(money.of(line, "outturn") for line in lines if line.years == one(year))
