"""Statements compared with the ledger: its own figure for each, and what that says of it."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Literal, NamedTuple

from tidlig.arithmetic import measures
from tidlig.arithmetic.counts import count
from tidlig.arithmetic.figures import Figure as Bounds
from tidlig.arithmetic.ledger import Ledger
from tidlig.arithmetic.left_measures import LeftMeasures
from tidlig.arithmetic.scope import Scope, scope
from tidlig.arithmetic.unknown_amounts import Doubt, Reason, Unmeasurable
from tidlig.model.entry import Entry
from tidlig.model.money import ORE_PER_KRONE, Money
from tidlig.model.records import COUNTS, OF_WHAT_IS_LEFT, Statement

if TYPE_CHECKING:
    from tidlig.model.grants import Award

Figure = Money | int
"""An amount, or a count."""

_OF_AWARDS = (
    "awarded", "returned", "uncommitted", "paid", "outstanding", "awards", "recipients",
)  # fmt: skip
"""What statements measure that awards are in; what is left has them too."""


class Verdict(StrEnum):
    """What the ledger says of a statement."""

    AGREES = "agrees"
    AGREES_AS_ROUNDED = "agrees-as-rounded"
    CONTRADICTED = "contradicted"
    CANNOT_TELL = "cannot-tell"


class Why(NamedTuple):
    """Why the ledger contradicts a statement.

    It was true until a date, on which `entries` came to it; or, without a date, the difference is
    exactly one entry, or what the source, year, strand or pool of an `id` has.
    """

    until: dt.date | None = None
    entries: tuple[Entry, ...] = ()
    what: Literal["", "source", "year", "strand", "pool"] = ""
    id: str = ""


@dataclass(frozen=True, slots=True)
class StatementResult:
    """A statement compared with the ledger.

    `difference` is the smallest signed distance from the statement to the ledger's figure that the
    values they allow leave, in øre or as a count; None where it is not known. Of what is left the
    ledger may know `bounds` only, in øre; it then has no figure. `why` is there where it was asked
    for, and is known.
    """

    statement: Statement
    ledger: Figure | None
    verdict: Verdict
    difference: int | None = None
    doubt: Doubt | None = None
    bounds: Bounds | None = None
    why: Why | None = None

    @property
    def is_count(self) -> bool:
        """Whether the statement is of a count, and not of an amount."""
        return self.statement.measure in COUNTS


def statement_results(ledger: Ledger) -> Iterator[StatementResult]:
    """Compare every statement with the ledger, as of the statement's own date where it has one.

    As of a date, what its sources said only later is left out. Of a ledger with sums, the entries
    that statements may be of are at hand.
    """
    ledger = replace(ledger, totals=None)
    by_date = {ledger.as_of: LeftMeasures(ledger)}
    published = {id: source.date for id, source in ledger.sources.items()}
    for statement in ledger.of(Statement):
        if _was_said(statement, published, ledger.as_of):
            date = compared_as_of(ledger, statement)
            if date not in by_date:
                by_date[date] = LeftMeasures(ledger.until(date))
            yield result_in(by_date[date], statement)


def statement_result(ledger: Ledger, statement: Statement) -> StatementResult:
    """Compare one statement with the ledger, of which what it may be of is at hand."""
    whole = replace(ledger, totals=None)
    return result_in(LeftMeasures(whole.until(compared_as_of(ledger, statement))), statement)


def tells_of(statements: Iterable[Statement], award: "Award", ledger: Ledger) -> bool:
    """Whether any of some statements may be compared with what is charged as an award is.

    What is left of a program depends on all that is charged to it.
    """
    program, _ = ledger.budget_line(award)
    return any(
        statement.program in (None, program)
        if statement.measure in OF_WHAT_IS_LEFT
        else Scope(ledger, statement, {}).takes_award_of_any_kind(award) is not False
        for statement in statements
        if statement.measure in (*OF_WHAT_IS_LEFT, *_OF_AWARDS)
    )


def compared_as_of(ledger: Ledger, statement: Statement) -> dt.date | None:
    """The date that a statement is compared as of: its own or the ledger's, the earlier one."""
    dates = [date for date in (statement.as_of, ledger.as_of) if date is not None]
    return min(dates, default=None)


def _was_said(
    statement: Statement, published: Mapping[str, dt.date | None], as_of: dt.date | None
) -> bool:
    """Whether any source of a statement had said so by a date; an undated one may have."""
    if as_of is None:
        return True
    if statement.as_of is not None and statement.as_of > as_of:
        return False
    dates = [published.get(source) for source in statement.source]
    return any(date is None or date <= as_of for date in dates)


def stated_figure(statement: Statement) -> Figure | None:
    """What a statement says, a whole number of kroner as money; None for "unknown"."""
    figure = statement.value.figure
    if isinstance(figure, Money):
        return figure
    if isinstance(figure, int):
        is_count = statement.measure in COUNTS
        return figure if is_count else Money(figure * ORE_PER_KRONE)
    return None


def result_in(left: LeftMeasures, statement: Statement) -> StatementResult:
    """Compare a statement with a ledger as of a date."""
    chosen = scope(left.ledger, statement)
    try:
        if statement.measure not in OF_WHAT_IS_LEFT:
            return compared(statement, _measure(chosen))
        bounds = left.measure(chosen)
    except Unmeasurable as reason:
        return StatementResult(statement, None, Verdict.CANNOT_TELL, doubt=reason.doubt)
    if bounds.least is not None and bounds.is_exact:
        return compared(statement, Money(bounds.least, bounds.half))
    return _compared_with_bounds(statement, bounds, left.why_bounded(chosen, bounds))


def compared(statement: Statement, figure: Figure) -> StatementResult:
    """Compare a statement with the ledger's figure."""
    said = stated_figure(statement)
    if said is None:
        doubt = Doubt(Reason.UNKNOWN, statement)
        return StatementResult(statement, figure, Verdict.CANNOT_TELL, doubt=doubt)
    distance = _distance(figure, said)
    if distance:
        return StatementResult(statement, figure, Verdict.CONTRADICTED, distance)
    is_same = _nominal(figure) == _nominal(said)
    verdict = Verdict.AGREES if is_same else Verdict.AGREES_AS_ROUNDED
    return StatementResult(statement, figure, verdict, 0)


def _compared_with_bounds(statement: Statement, bounds: Bounds, why: Doubt) -> StatementResult:
    """Compare a statement with bounds: outside them it is contradicted, inside nobody can tell."""
    said = stated_figure(statement)
    distance = 0
    if said is None:
        why = Doubt(Reason.UNKNOWN, statement)
    else:
        said_low, said_high = _ends(said)
        if bounds.least is not None:
            distance = max(bounds.least - bounds.half - said_high, 0)
        if bounds.most is not None and not distance:
            distance = min(bounds.most + bounds.half - said_low, 0)
    if distance:
        return StatementResult(statement, None, Verdict.CONTRADICTED, distance, bounds=bounds)
    return StatementResult(statement, None, Verdict.CANNOT_TELL, doubt=why, bounds=bounds)


def _measure(scope: Scope) -> Figure:
    """The ledger's figure for what a statement measures."""
    measure = scope.statement.measure
    if measure in COUNTS:
        return count(scope)
    if measure == "frame":
        return measures.frame(scope)
    if measure == "yearly":
        return measures.yearly(scope)
    if measure.startswith("reprioritised-"):
        return measures.border(scope)
    return measures.money(scope)


def _distance(figure: Figure, said: Figure) -> int:
    """The smallest signed distance from what is said to the figure; 0 when they meet."""
    low, high = _ends(figure)
    said_low, said_high = _ends(said)
    if low > said_high:
        return low - said_high
    if high < said_low:
        return high - said_low
    return 0


def _ends(figure: Figure) -> tuple[int, int]:
    return (figure.low, figure.high) if isinstance(figure, Money) else (figure, figure)


def _nominal(figure: Figure) -> int:
    return figure.ore if isinstance(figure, Money) else figure
