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
    own = _years_of(pool)
    states = _states(left, own)
    open_years, closed = _in_state(states, State.OPEN), _in_state(states, State.CLOSED)
    if not open_years or len(states) - len(closed) < 2:
        return []
    choices = [one(year) for year in open_years]
    span = own or Years(open_years[0], open_years[-1])
    if span.first < span.last:
        choices.append(span)
    chosen = [_choice(left, years, strand, states) for years in choices]
    return [*chosen, *_refused(states, State.CLOSED), *_refused(states, State.ESTIMATE)]


def _refused(states: dict[int, State], state: State) -> list[YearChoice]:
    return [YearChoice(one(year), None, state) for year in _in_state(states, state)]


def _states(left: ProgramLeft, within: Years | None) -> dict[int, State]:
    """The state of each year that a program has money in."""
    years = [year for year in left.years if within is None or within.meets(one(year))]
    return {year: left.calendar.state(one(year)) for year in years}


def _in_state(states: dict[int, State], state: State) -> list[int]:
    return [year for year, own in states.items() if own is state]


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
