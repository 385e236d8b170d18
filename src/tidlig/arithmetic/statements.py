"""Statements held against the ledger: its own figure for each, and what that says of it."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from tidlig.arithmetic import measures
from tidlig.arithmetic.counts import count
from tidlig.arithmetic.ledger import Ledger
from tidlig.arithmetic.scope import Scope, scope
from tidlig.arithmetic.unknown_amounts import Doubt, Reason, Untold
from tidlig.model.money import ORE_PER_KRONE, Money
from tidlig.model.records import COUNTS, Statement

Figure = Money | int
"""An amount, or a count."""


class Verdict(StrEnum):
    """What the ledger says of a statement."""

    AGREES = "agrees"
    AGREES_AS_ROUNDED = "agrees-as-rounded"
    CONTRADICTED = "contradicted"
    CANNOT_TELL = "cannot-tell"


@dataclass(frozen=True, slots=True)
class StatementResult:
    """A statement held against the ledger.

    `difference` is the smallest signed distance from the statement to the ledger's figure that the
    values they allow leave, in øre or as a count; None where it cannot be told.
    """

    statement: Statement
    ledger: Figure | None
    verdict: Verdict
    difference: int | None = None
    doubt: Doubt | None = None


def held(ledger: Ledger) -> Iterator[StatementResult]:
    """Hold every statement against the ledger, as of the statement's own date where it has one.

    As of a date, what its sources said only later is left out.
    """
    by_date: dict[dt.date | None, Ledger] = {ledger.as_of: ledger}
    published = {id: source.date for id, source in ledger.sources.items()}
    for statement in ledger.of(Statement):
        if not _was_said(statement, published, ledger.as_of):
            continue
        dates = [date for date in (statement.as_of, ledger.as_of) if date is not None]
        date = min(dates, default=None)
        if date not in by_date:
            by_date[date] = ledger.until(date)
        yield _held(by_date[date], statement)


def held_one(ledger: Ledger, statement: Statement) -> StatementResult:
    """Hold one statement against the ledger."""
    dates = [date for date in (statement.as_of, ledger.as_of) if date is not None]
    return _held(ledger.until(min(dates, default=None)), statement)


def _was_said(
    statement: Statement, published: Mapping[str, dt.date | None], as_of: dt.date | None
) -> bool:
    """Tell whether any source of a statement had said so by a date; an undated one may have."""
    if as_of is None:
        return True
    if statement.as_of is not None and statement.as_of > as_of:
        return False
    dates = [published.get(source) for source in statement.source]
    return any(date is None or date <= as_of for date in dates)


def stated(statement: Statement) -> Figure | None:
    """Give what a statement says, a whole number of kroner as money; None for "unknown"."""
    figure = statement.value.figure
    if isinstance(figure, int):
        is_count = statement.measure in COUNTS
        return figure if is_count else Money(figure * ORE_PER_KRONE)
    return figure if isinstance(figure, Money) else None


def _held(ledger: Ledger, statement: Statement) -> StatementResult:
    said = stated(statement)
    try:
        figure = _figure(scope(ledger, statement))
    except Untold as untold:
        return StatementResult(statement, None, Verdict.CANNOT_TELL, doubt=untold.doubt)
    if said is None:
        return StatementResult(
            statement, figure, Verdict.CANNOT_TELL, doubt=Doubt(Reason.UNKNOWN, statement)
        )
    distance = _distance(figure, said)
    if distance:
        return StatementResult(statement, figure, Verdict.CONTRADICTED, distance)
    same = _nominal(figure) == _nominal(said)
    return StatementResult(
        statement, figure, Verdict.AGREES if same else Verdict.AGREES_AS_ROUNDED, 0
    )


def _figure(asked: Scope) -> Figure:
    """Give the ledger's figure for what a statement measures."""
    measure = asked.statement.measure
    if measure in COUNTS:
        return count(asked)
    if measure == "frame":
        return measures.frame(asked)
    if measure == "yearly":
        return measures.yearly(asked)
    if measure.startswith("reprioritised-"):
        return measures.border(asked)
    return measures.money(asked)


def _distance(figure: Figure, said: Figure) -> int:
    """Give the smallest signed distance from what is said to the figure; 0 when they meet."""
    low, high = _ends(figure)
    said_low, said_high = _ends(said)
    if low > said_high:
        return low - said_high
    return high - said_low if high < said_low else 0


def _ends(figure: Figure) -> tuple[int, int]:
    return (figure.low, figure.high) if isinstance(figure, Money) else (figure, figure)


def _nominal(figure: Figure) -> int:
    return figure.ore if isinstance(figure, Money) else figure
