"""The years that an award may be charged to, with what remains in them: what a person is asked."""

import datetime as dt
from collections.abc import Sequence
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
    span = _span(own or open_years)
    if span is not None:
        choices.append(span)
    chosen = [_choice(left, years, strand, states) for years in choices]
    return [*chosen, *_refused(states, State.CLOSED), *_refused(states, State.ESTIMATE)]


def _refused(states: dict[int, State], state: State) -> list[YearChoice]:
    return [YearChoice(one(year), None, state) for year in _in_state(states, state)]


def _span(years: Sequence[int]) -> Years | None:
    """Some years as a span, where they are several and none between them is missing."""
    span = Years(years[0], years[-1])
    is_whole = span.last - span.first == len(years) - 1
    return span if is_whole and not span.single else None


def _states(left: ProgramLeft, within: Sequence[int]) -> dict[int, State]:
    """The state of each year that a program has money in."""
    years = [year for year in left.years if not within or year in within]
    return {year: left.calendar.state(one(year)) for year in years}


def _in_state(states: dict[int, State], state: State) -> list[int]:
    return [year for year, own in states.items() if own is state]


def _years_of(pool: Pool | None) -> list[int]:
    """The years that a pool has a frame for, in order; none where it does not say so."""
    if pool is None or not isinstance(pool.frame, tuple):
        return []
    return sorted(year for year, _ in pool.frame)


def _choice(
    left: ProgramLeft, years: Years, strand: str | None, states: dict[int, State]
) -> YearChoice:
    remaining = left.left(Cell(years, strand)).remaining
    within = range(years.first, years.last + 1)
    closed = tuple(year for year in within if states.get(year) is State.CLOSED)
    return YearChoice(years, remaining, closed=closed)
