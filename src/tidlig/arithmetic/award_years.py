"""The years that an award may be charged to, with what remains in them: what a person is asked."""

import datetime as dt
from dataclasses import dataclass

from tidlig.arithmetic.figures import Cell, Figure
from tidlig.arithmetic.ledger import Ledger
from tidlig.arithmetic.line_states import State
from tidlig.arithmetic.what_is_left import ProgramLeft
from tidlig.model.grants import Pool
from tidlig.model.years import Years, one


@dataclass(frozen=True, slots=True)
class YearChoice:
    """A year, or a span that is not split, with what remains in it.

    `refused` is the state of a year in which nothing may be awarded; `closed` are the years of a
    span that are closed.
    """

    years: Years
    remaining: Figure | None
    refused: State | None = None
    closed: tuple[int, ...] = ()


def award_years(
    ledger: Ledger, program: str, strand: str | None, pool: Pool | None, date: dt.date
) -> list[YearChoice]:
    """The years that an award may be charged to; none where there is nothing to ask.

    There is something to ask where a pool or program has money in more than one year that is not
    closed as of the date.
    """
    left = ProgramLeft(ledger.until(date), ledger.programs[program], date)
    states = {year: left.calendar.state(one(year)) for year in left.years}
    own = _years_of(pool)
    if own is not None:
        states = {year: state for year, state in states.items() if own.meets(one(year))}
    open_years = [year for year, state in states.items() if state is State.OPEN]
    if not open_years or sum(state is not State.CLOSED for state in states.values()) < 2:
        return []
    spans = [one(year) for year in open_years]
    span = own or Years(open_years[0], open_years[-1])
    if span.first < span.last:
        spans.append(span)
    choices = [_choice(left, years, strand, states) for years in spans]
    refused = [(year, state) for year, state in states.items() if state is not State.OPEN]
    return [*choices, *(YearChoice(one(year), None, state) for year, state in refused)]


def _years_of(pool: Pool | None) -> Years | None:
    """The years that a pool has a frame for, if it says so."""
    if pool is None or not isinstance(pool.frame, tuple) or not pool.frame:
        return None
    years = [year for year, _ in pool.frame]
    return Years(min(years), max(years))


def _choice(
    left: ProgramLeft, years: Years, strand: str | None, states: dict[int, State]
) -> YearChoice:
    remaining = left.left(Cell(years, strand)).remaining
    within = range(years.first, years.last + 1)
    closed = tuple(year for year in within if states.get(year) is State.CLOSED)
    return YearChoice(years, remaining, closed=closed)
