"""Movements in the order in which they take effect, with what is left after each.

What is left counts every movement of what is chosen, also those that dates or headings hide: a
figure beside a row is true on its day, whatever else is shown.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

from tidlig.arithmetic.charging import Purse
from tidlig.arithmetic.ledger import Ledger
from tidlig.arithmetic.movements import BUDGET, MOVED, Line, Movement, effective
from tidlig.arithmetic.related import Scope
from tidlig.arithmetic.unknown_amounts import CERTAIN, Doubts, doubts_at, marks
from tidlig.model.decisions import Appropriation
from tidlig.model.entry import Entry
from tidlig.model.money import ZERO, Money
from tidlig.model.years import Years

HEADINGS = (*MOVED, "budget")
"""What a log can be asked for; `budget` is all that budgets are made of."""

OF_AWARDS = frozenset(("round", "pool", "award", "payment", "return", "recipient"))
"""Kinds of entry whose money has no budget: what is left of it is what is not paid."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a log is asked for.

    Scopes and years choose whose money is counted; headings and a first date choose which of its
    movements are shown.
    """

    scopes: tuple[Scope, ...] = ()
    years: Years | None = None
    headings: tuple[str, ...] = ()
    since: dt.date | None = None

    def counts(self, movement: Movement) -> bool:
        """Tell whether a movement is of the money that is chosen."""
        in_years = self.years is None or movement.line.years.meets(self.years)
        return in_years and all(scope.takes(movement) for scope in self.scopes)

    def is_before(self, movement: Movement) -> bool:
        """Tell whether a movement is earlier than those that are shown."""
        return self.since is not None and effective(movement.date) < self.since

    def names(self, heading: str) -> bool:
        """Tell whether movements under a heading are shown."""
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
        """Give what is left after one more movement; the accounts change nothing."""
        money, heading = movement.money, movement.heading
        if heading in BUDGET:
            return Left(self.remaining + money, self.outstanding)
        if heading == "awarded":
            return Left(self.remaining - money, self.outstanding + money)
        if heading == "returned":
            return Left(self.remaining + money, self.outstanding - money)
        return Left(self.remaining, self.outstanding - money) if heading == "paid" else self


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
    """The rows asked for, what was left before them, and the entries that have no amount.

    `before` is there where a first date leaves anything out, and `hidden` tells how many movements
    are counted and not shown for their heading. `purses` are the programs and strands of all that
    is counted; `doubts_before` what is not known of what was left before, and `cut_spans` the lines
    with money of which only some years are asked for.
    """

    wanted: Wanted
    rows: tuple[LogRow, ...]
    before: Left | None
    hidden: int
    unknown: tuple[Entry, ...]
    purses: frozenset[Purse]
    doubts_before: Doubts = field(default_factory=dict)
    cut_spans: tuple[Line, ...] = ()


def journal(ledger: Ledger, wanted: Wanted) -> Journal:
    """Give the movements that are asked for, in the order in which they take effect."""
    left, hidden = Left(), 0
    before: Left | None = None
    marked = [mark for mark in marks(ledger, wanted.years) if wanted.counts(mark.movement)]
    doubts_before: Doubts = CERTAIN
    at = cache(lambda date, in_act: doubts_at(marked, date, in_act=in_act))
    rows: list[LogRow] = []
    gaps = [mark.movement for mark in marked if mark.is_gap]
    unstated = set(map(id, gaps))
    counted = in_order([*(m for m in ledger.movements if wanted.counts(m)), *gaps])
    for movement in counted:
        is_unknown = id(movement) in unstated
        left = left if is_unknown else left.after(movement)
        doubts = at(*_effect(movement)[:2])
        if wanted.is_before(movement):
            before, doubts_before = left, doubts
        elif wanted.names(movement.heading):
            rows.append(LogRow(movement, left, doubts, is_unknown))
        else:
            hidden += 1
    unknown = (e for e in ledger.unstated if all(s.takes_entry(e) for s in wanted.scopes))
    purses = frozenset((m.line.program, m.line.strand) for m in counted)
    cut = tuple(sorted({mark.movement.line for mark in marked if mark.is_cut}))
    return Journal(wanted, tuple(rows), before, hidden, tuple(unknown), purses, doubts_before, cut)


def in_order(movements: Iterable[Movement]) -> list[Movement]:
    """Sort movements: undated first, then by date; on one date acts come last, by id."""
    return sorted(movements, key=_effect)


def _effect(movement: Movement) -> tuple[dt.date, bool, str]:
    is_act = isinstance(movement.entry, Appropriation)
    return effective(movement.date), is_act, movement.entry.id if is_act else ""
