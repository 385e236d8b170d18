"""Why the ledger contradicts a statement: until when it was true, or what makes the difference.

The ledger's own dates are walked back, entries of one date together, to the last on which the
statement ceased to be true. Where it never was, the difference may be exactly one entry, or what
one source, year, strand or pool has. Where several are as large, or none is, nothing is said: a
cause is never guessed.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby, pairwise
from operator import itemgetter
from typing import Literal, NamedTuple

from tidlig.arithmetic.counts import awards_in_scope
from tidlig.arithmetic.ledger import Ledger
from tidlig.arithmetic.left_measures import LeftMeasures
from tidlig.arithmetic.measures import ON_AWARDS, PARTS, movements_in_scope, recorded_from
from tidlig.arithmetic.movements import BUDGET, UNSPLIT, Movement, effective_date
from tidlig.arithmetic.related import sources
from tidlig.arithmetic.scope import scope
from tidlig.arithmetic.statements import (
    Figure,
    StatementResult,
    Verdict,
    Why,
    compared,
    compared_as_of,
    result_in,
    stated_figure,
)
from tidlig.arithmetic.totals import MANY_KINDS
from tidlig.arithmetic.unknown_amounts import Unmeasurable
from tidlig.model.entry import RECIPIENT_KINDS, Entry
from tidlig.model.grants import Award
from tidlig.model.money import Money
from tidlig.model.records import Statement

_OF_AWARDS = (*ON_AWARDS, "outstanding")
"""Measures that on any date are the sums of what has moved until then."""

_ACROSS = ("reprioritised-in", "reprioritised-out")
"""Measures of money over a border, which has two sides."""

_OF_DECISIONS = (*BUDGET, "budget", "outturn", "agreed", "lapsed", *_ACROSS)
"""Measures without awards: the few decisions and accounts are measured anew on each date."""

_AGREES = (Verdict.AGREES, Verdict.AGREES_AS_ROUNDED)


class _Event(NamedTuple):
    """What an entry adds to a measure on a date: øre with a half-width, or a number."""

    date: dt.date
    entry: Entry
    number: int
    half: int = 0
    movement: Movement | None = None


def explained(ledger: Ledger, results: Iterable[StatementResult]) -> Iterator[StatementResult]:
    """Say why the ledger contradicts each of some statements, where that is known.

    The ledger is the one that they were compared with; of one with sums, what they may be of is at
    hand.
    """
    causes = _Causes(replace(ledger, totals=None))
    for result in results:
        is_contradicted = result.verdict is Verdict.CONTRADICTED and result.bounds is None
        yield replace(result, why=causes.of(result)) if is_contradicted else result


class _Causes:
    """What statements are measured by in a ledger, collected once for all of one scope."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self._events: dict[object, tuple[_Event, ...]] = {}
        self._by_date: dict[dt.date, LeftMeasures] = {}

    def of(self, result: StatementResult) -> Why | None:
        """Why a statement is contradicted; None where that is not known."""
        try:
            events = self._until_compared(result.statement)
            return self._since(result, events) or self._difference(result, events)
        except Unmeasurable:
            return None

    def _until_compared(self, statement: Statement) -> list[_Event]:
        """What a statement is measured by, as of the date that it is compared as of, in order."""
        last = compared_as_of(self.ledger, statement)
        own = replace(statement, id="", stands_in="", as_of=None)
        key = (own.measure, own.program, own.strand, own.round, own.pool, own.support, own.kinds,
               own.years, own.price_level)  # fmt: skip
        if key not in self._events:
            events = sorted(self._events_of(statement), key=itemgetter(0))
            self._events[key] = tuple(events)
        return [event for event in self._events[key] if last is None or event.date <= last]

    def _events_of(self, statement: Statement) -> Iterator[_Event]:
        measure = statement.measure
        if measure == "awards":
            yield from _first_of_each(self.ledger, statement, lambda award: award.id)
        elif measure == "recipients":
            yield from _first_of_each(self.ledger, statement, lambda award: award.recipient)
        elif measure in _OF_AWARDS or measure in _OF_DECISIONS:
            parts = ("reprioritised",) if measure in _ACROSS else PARTS.get(measure, (measure,))
            movements = movements_in_scope(scope(self.ledger, statement), parts)
            yield from _moved(movements, is_outstanding=measure == "outstanding")

    # Until when it was true.

    def _since(self, result: StatementResult, events: Sequence[_Event]) -> Why | None:
        """The last date on which the statement ceased to be true, and the entries of that date."""
        statement = result.statement
        by_date = [list(of_date) for _, of_date in groupby(events, key=itemgetter(0))]
        agreed = self._agreements(statement, by_date)
        changes = [
            of_date
            for (before, after), of_date in zip(pairwise(agreed), by_date, strict=True)
            if before and not after
        ]
        if not changes:
            return None
        came = [own for own in _by_entry(changes[-1]).values() if _says_something(own)]
        return Why(changes[-1][0].date, tuple(own[0].entry for own in came))

    def _agreements(self, statement: Statement, by_date: Sequence[Sequence[_Event]]) -> list[bool]:
        """Whether the statement agreed before all dates, and after each of them."""
        if not by_date or statement.measure in _OF_DECISIONS:
            return [False, *(self._agrees_on(statement, each[0].date) for each in by_date)]
        return list(self._sums_agree(statement, by_date))

    def _agrees_on(self, statement: Statement, date: dt.date) -> bool:
        if date not in self._by_date:
            self._by_date[date] = LeftMeasures(self._decisions.until(date))
        own = replace(statement, as_of=None)
        return result_in(self._by_date[date], own).verdict in _AGREES

    @cached_property
    def _decisions(self) -> Ledger:
        """The ledger without its many awards, payments and returns."""
        contents = tuple(
            replace(file, entries=tuple(e for e in file.entries if e.kind not in MANY_KINDS))
            for file in self.ledger.contents
        )
        return replace(self.ledger, contents=contents)

    def _sums_agree(
        self, statement: Statement, by_date: Sequence[Sequence[_Event]]
    ) -> Iterator[bool]:
        first = self._known_from(statement)
        if first is None:
            yield from (False for _ in range(len(by_date) + 1))
            return
        is_count = statement.measure not in _OF_AWARDS
        number = half = 0
        yield first < by_date[0][0].date and _agrees(statement, 0)
        for of_date in by_date:
            number += sum(event.number for event in of_date)
            half += sum(event.half for event in of_date)
            figure: Figure = number if is_count else Money(number, half)
            yield first <= of_date[0].date and _agrees(statement, figure)

    def _known_from(self, statement: Statement) -> dt.date | None:
        """The date from which a sum is known: a count always, money once any is recorded."""
        if statement.measure not in _OF_AWARDS:
            return dt.date.min
        return recorded_from(scope(self.ledger, statement), statement.measure)

    # What makes the difference.

    def _difference(self, result: StatementResult, events: Sequence[_Event]) -> Why | None:
        """What the difference is, where it is exactly one entry's or one group's."""
        said, figure = stated_figure(result.statement), result.ledger
        is_summed = result.statement.measure not in _ACROSS
        if not (isinstance(said, Money) and isinstance(figure, Money) and figure.exact):
            return None
        if not is_summed or any(event.half for event in events):
            return None
        return _of_size(self.ledger, figure.ore - said.ore, events)


def _moved(movements: Iterable[Movement], *, is_outstanding: bool) -> Iterator[_Event]:
    """What movements add to a measure; of what is outstanding, all but awards take from it."""
    for movement in movements:
        sign = -1 if is_outstanding and movement.heading != "awarded" else 1
        money = movement.money
        if money.ore or money.half:
            date = effective_date(movement.date)
            yield _Event(date, movement.entry, sign * money.ore, money.half, movement)


def _agrees(statement: Statement, figure: Figure) -> bool:
    return compared(statement, figure).verdict in _AGREES


def _first_of_each(
    ledger: Ledger, statement: Statement, key: Callable[[Award], str | None]
) -> Iterator[_Event]:
    """The first award of each thing that is counted; nothing where any award counts several."""
    own = scope(ledger, statement)
    takes = own.takes_award if statement.measure == "awards" else own.takes_award_of_some_kind
    awards = list(awards_in_scope(own, takes))
    if any(award.recipients is not None for award in awards):
        return
    counted = set(statement.kinds or RECIPIENT_KINDS)
    seen: set[str | None] = set()
    for award in sorted(awards, key=lambda award: award.date):
        is_counted = (
            statement.measure == "awards" or own.kinds.get(award.recipient or "") in counted
        )
        if is_counted and key(award) not in seen:
            seen.add(key(award))
            yield _Event(award.date, award, 1)


@dataclass(frozen=True, slots=True)
class _Group:
    """What has something in common: its name, and what is in it."""

    what: Literal["source", "year", "strand", "pool"]
    id: str
    events: tuple[_Event, ...]


def _of_size(ledger: Ledger, ore: int, events: Sequence[_Event]) -> Why | None:
    """The one entry that comes to so much, else the one group; None where there are others."""
    entries = [own[0].entry for own in _by_entry(events).values() if _sum(own) == ore]
    if entries:
        return Why(entries=(entries[0],)) if len(entries) == 1 else None
    groups = [group for group in _groups(ledger, events) if _sum(group.events) == ore]
    if len({group.events for group in groups}) != 1:
        return None
    return Why(what=groups[0].what, id=groups[0].id)


def _by_entry(events: Iterable[_Event]) -> dict[str, list[_Event]]:
    by_entry: dict[str, list[_Event]] = {}
    for event in events:
        by_entry.setdefault(event.entry.address, []).append(event)
    return by_entry


def _says_something(events: Sequence[_Event]) -> bool:
    """Whether an entry changes a measure: not one that only moves money within it.

    Over a border, and of what is not exact, all do.
    """
    is_across = any(
        event.movement and event.movement.heading == "reprioritised" for event in events
    )
    return bool(_sum(events)) or is_across or any(event.half for event in events)


def _sum(events: Iterable[_Event]) -> int:
    return sum(event.number for event in events)


def _groups(ledger: Ledger, events: Sequence[_Event]) -> Iterator[_Group]:
    """What comes from one source, or is of one year, strand or pool, but all together."""
    found: dict[tuple[Literal["source", "year", "strand", "pool"], str], list[_Event]] = {}
    for event in events:
        movement = event.movement
        assert movement is not None, event
        cited = [each.source.id for each in sources(ledger, event.entry)]
        if len(cited) == 1:
            found.setdefault(("source", cited[0]), []).append(event)
        if movement.line.years.single:
            found.setdefault(("year", str(movement.line.years)), []).append(event)
        if movement.line.strand != UNSPLIT:
            place = f"{movement.line.program}/{movement.line.strand}"
            found.setdefault(("strand", place), []).append(event)
        if movement.pool is not None:
            found.setdefault(("pool", movement.pool), []).append(event)
    for (what, id), own in found.items():
        if len(own) < len(events):
            yield _Group(what, id, tuple(own))
