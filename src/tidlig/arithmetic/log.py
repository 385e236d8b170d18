"""Movements in the order in which they take effect, with what is left after each.

What is left counts every movement of what is chosen, also those that dates or headings hide: a
figure beside a row is true on its day, whatever else is shown.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

from tidlig.arithmetic.charging import BudgetLine
from tidlig.arithmetic.ledger import Ledger
from tidlig.arithmetic.movements import BUDGET, MOVED, Line, Movement, effective_date
from tidlig.arithmetic.related import Scope
from tidlig.arithmetic.unknown_amounts import CERTAIN, Doubts, Mark, doubts_at, marks
from tidlig.model.decisions import Appropriation
from tidlig.model.entry import Entry
from tidlig.model.money import ZERO, Money
from tidlig.model.years import Years

HEADINGS = (*MOVED, "budget")
"""The headings that a log may choose; `budget` is all that budgets are made of."""

OF_AWARDS = frozenset(("round", "pool", "award", "payment", "return", "recipient"))
"""Kinds of entry whose money has no budget: what is left of it is what is not paid."""


@dataclass(frozen=True, slots=True)
class LogChoice:
    """What a log is about.

    Scopes and years choose whose money is counted; headings and a first date choose which of its
    movements are shown.
    """

    scopes: tuple[Scope, ...] = ()
    years: Years | None = None
    headings: tuple[str, ...] = ()
    since: dt.date | None = None

    def counts(self, movement: Movement) -> bool:
        """Whether a movement is of the money that is chosen."""
        in_years = self.years is None or movement.line.years.meets(self.years)
        return in_years and all(scope.takes(movement) for scope in self.scopes)

    def is_before(self, movement: Movement) -> bool:
        """Whether a movement is earlier than those that are shown."""
        return self.since is not None and effective_date(movement.date) < self.since

    def names(self, heading: str) -> bool:
        """Whether movements under a heading are shown."""
        of_budget = "budget" in self.headings and heading in BUDGET
        return not self.headings or heading in self.headings or of_budget

    @property
    def of_awards(self) -> bool:
        """Whether the money chosen is awards alone."""
        return any(scope.entry.kind in OF_AWARDS for scope in self.scopes)


class Left(NamedTuple):
    """What is left after a movement: of budgets, and of awards that are not paid."""

    remaining: Money = ZERO
    outstanding: Money = ZERO

    def after(self, movement: Movement) -> "Left":
        """What is left after one more movement; the accounts change nothing."""
        remaining, outstanding = self
        money = movement.money
        heading = movement.heading
        if heading in BUDGET:
            return Left(remaining + money, outstanding)
        if heading == "awarded":
            return Left(remaining - money, outstanding + money)
        if heading == "returned":
            return Left(remaining + money, outstanding - money)
        if heading == "paid":
            return Left(remaining, outstanding - money)
        return self


class LogRow(NamedTuple):
    """A movement, and what is left after it, as far as `doubts` leave it known.

    One of an unknown amount changes nothing of what is left that is known.
    """

    movement: Movement
    left: Left
    doubts: Doubts = CERTAIN
    is_unknown: bool = False

    @property
    def amount(self) -> Money | None:
        """What is moved; None where that is unknown."""
        return None if self.is_unknown else self.movement.money


@dataclass(frozen=True, slots=True)
class Journal:
    """The rows chosen, what was left before them, and the entries that have no amount.

    `before` is there where a first date leaves anything out, and `hidden` is how many movements
    are counted and not shown for their heading. `budget_lines` are the programs and strands of all
    that is counted; `doubts_before` what is not known of what was left before, and `cut_spans` the
    lines with money of which only some years are chosen.
    """

    choice: LogChoice
    rows: tuple[LogRow, ...]
    before: Left | None
    hidden: int
    unknown: tuple[Entry, ...]
    budget_lines: frozenset[BudgetLine]
    doubts_before: Doubts = field(default_factory=dict)
    cut_spans: tuple[Line, ...] = ()


def journal(ledger: Ledger, choice: LogChoice) -> Journal:
    """The movements chosen, in the order in which they take effect."""
    chosen_marks = [mark for mark in marks(ledger, choice.years) if choice.counts(mark.movement)]
    unknown = [mark.movement for mark in chosen_marks if mark.is_gap]
    counted = in_order([*filter(choice.counts, ledger.movements), *unknown])
    all_rows = list(_log_rows(counted, unknown, chosen_marks))
    number_earlier = sum(choice.is_before(movement) for movement in counted)
    later = all_rows[number_earlier:]
    rows = [row for row in later if choice.names(row.movement.heading)]
    before: Left | None = None
    doubts_before: Doubts = CERTAIN
    if number_earlier:
        _, before, doubts_before, _ = all_rows[number_earlier - 1]
    return Journal(
        choice,
        tuple(rows),
        before=before,
        hidden=len(later) - len(rows),
        unknown=_unknown(ledger, choice),
        budget_lines=frozenset((line.program, line.strand) for line in _lines(counted)),
        doubts_before=doubts_before,
        cut_spans=_cut_spans(chosen_marks),
    )


def _lines(movements: Iterable[Movement]) -> set[Line]:
    return {movement.line for movement in movements}


def _cut_spans(marks: Iterable[Mark]) -> tuple[Line, ...]:
    return tuple(sorted(_lines(mark.movement for mark in marks if mark.is_cut)))


def _log_rows(
    movements: Iterable[Movement], unknown: Iterable[Movement], marks: Sequence[Mark]
) -> Iterator[LogRow]:
    """A row for each movement, those of `unknown` amount too, with what is left after it."""
    unknown_ids = set(map(id, unknown))
    doubts_on = cache(lambda date, in_act: doubts_at(marks, date, in_act=in_act))
    left = Left()
    for movement in movements:
        is_unknown = id(movement) in unknown_ids
        if not is_unknown:
            left = left.after(movement)
        date, in_act, _ = _effect(movement)
        yield LogRow(movement, left, doubts_on(date, in_act), is_unknown)


def _unknown(ledger: Ledger, choice: LogChoice) -> tuple[Entry, ...]:
    return tuple(
        entry
        for entry in ledger.with_unknown_amounts
        if all(scope.takes_entry(entry) for scope in choice.scopes)
    )


def in_order(movements: Iterable[Movement]) -> list[Movement]:
    """Sort movements: undated first, then by date; on one date acts come last, by id."""
    return sorted(movements, key=_effect)


def _effect(movement: Movement) -> tuple[dt.date, bool, str]:
    is_act = isinstance(movement.entry, Appropriation)
    return effective_date(movement.date), is_act, movement.entry.id if is_act else ""
