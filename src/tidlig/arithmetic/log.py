"""Movements in the order in which they take effect, and entries with what all of theirs come to.

What a budget or awards come to after a movement counts every movement of what is chosen, also
those that dates or headings hide: a figure beside a row is true on its day, whatever else is shown.
An act's row is its net change against the ledger before it, so figures within one are no balance.
"""

import datetime as dt
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import NamedTuple

from tidlig.arithmetic.charging import BudgetLine
from tidlig.arithmetic.ledger import Ledger
from tidlig.arithmetic.movements import (
    BUDGET,
    MOVED,
    UNSPLIT,
    Line,
    Movement,
    effective_date,
    sum_money,
)
from tidlig.arithmetic.recorded_payments import NOT_RECORDED, without_payments
from tidlig.arithmetic.related import Scope
from tidlig.arithmetic.unknown_amounts import (
    CERTAIN,
    Doubts,
    Mark,
    OpenAmount,
    doubts_at,
    marks,
    yearly_open,
)
from tidlig.model.decisions import Appropriation, CarryOver, Program, Reprioritisation, Strand
from tidlig.model.entry import Entry
from tidlig.model.grants import Outturn
from tidlig.model.money import ZERO, Money
from tidlig.model.years import Years

GROUPS = {"budget": BUDGET, "used": ("awarded", "returned", "outturn")}
"""Headings that stand for several: what budgets are made of, and what is used of them."""

HEADINGS = (*MOVED, *GROUPS)
"""The headings that a log may choose."""

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
        in_group = any(heading in GROUPS.get(group, ()) for group in self.headings)
        return not self.headings or heading in self.headings or in_group

    @property
    def of_awards(self) -> bool:
        """Whether the money chosen is awards alone."""
        return any(scope.entry.kind in OF_AWARDS for scope in self.scopes)

    @property
    def has_balance(self) -> bool:
        """Whether sums of the money chosen say anything: those of a single act do not."""
        of_budgets = all(isinstance(scope.entry, Program | Strand) for scope in self.scopes)
        return of_budgets or self.of_awards


class Balance(NamedTuple):
    """What budgets come to after a movement, and what is not paid of awards.

    `doubts` are what is not known of either.
    """

    budget: Money = ZERO
    outstanding: Money = ZERO
    doubts: Doubts = CERTAIN

    def after(self, movement: Movement) -> "Balance":
        """The balance after one more movement; the accounts change nothing."""
        money, heading = movement.money, movement.heading
        if heading in BUDGET:
            return self._replace(budget=self.budget + money)
        if heading == "awarded":
            return self._replace(outstanding=self.outstanding + money)
        if heading in ("returned", "paid"):
            return self._replace(outstanding=self.outstanding - money)
        return self


class LogRow(NamedTuple):
    """A movement, and the balance after it.

    One of an unknown amount changes nothing of a balance that is known.
    """

    movement: Movement
    balance: Balance
    is_unknown: bool = False

    @property
    def entry(self) -> Entry:
        """The entry that moves the money."""
        return self.movement.entry

    @property
    def number(self) -> int:
        """How many entries the row is of."""
        return 1

    @property
    def date(self) -> dt.date | None:
        """When it takes effect."""
        return self.movement.date

    @property
    def heading(self) -> str:
        """What it is counted as."""
        return self.movement.heading

    @property
    def lines(self) -> frozenset[BudgetLine]:
        """The program and strand that it is on."""
        return frozenset([(self.movement.line.program, self.movement.line.strand)])

    @property
    def years(self) -> Years:
        """The year, or the span that is not split."""
        return self.movement.line.years

    @property
    def pool(self) -> str | None:
        """The pool of the award."""
        return self.movement.pool

    @property
    def recipient(self) -> str | None:
        """The recipient of the award."""
        return self.movement.recipient

    @property
    def amount(self) -> Money | None:
        """What is moved; None where that is unknown."""
        return None if self.is_unknown else self.movement.money


@dataclass(frozen=True, slots=True)
class EntryRow:
    """An entry, or the accounts of a year by one document, with all that is shown of its movements.

    `amount` is what they come to: the net change of an act, and what is moved within what is
    chosen; None where nothing of it is known, and `is_unknown` where a part of it is not. `balance`
    is that at the end of its date, and `changes_balance` whether that is another than before and
    this is the last row of the date.
    """

    entry: Entry
    number: int
    rows: tuple[LogRow, ...]
    heading: str
    years: Years
    amount: Money | None
    is_unknown: bool
    balance: Balance
    changes_balance: bool = False

    def moved(self, heading: str) -> Money:
        """What is moved under a heading, as far as it is known."""
        known = (row for row in self.rows if row.heading == heading and not row.is_unknown)
        return sum_money(row.movement.money for row in known)

    def years_of(self, heading: str) -> Years:
        """The years in which anything is moved under a heading."""
        return _years([row for row in self.rows if row.heading == heading])

    @property
    def date(self) -> dt.date | None:
        """When it takes effect."""
        return self.rows[0].date

    @property
    def lines(self) -> frozenset[BudgetLine]:
        """The programs and strands that it moves money on."""
        return frozenset(line for row in self.rows for line in row.lines)

    @property
    def pool(self) -> str | None:
        """The pool of the award."""
        return self.rows[0].pool

    @property
    def recipient(self) -> str | None:
        """The recipient of the award."""
        return self.rows[0].recipient


@dataclass(frozen=True, slots=True)
class Journal:
    """The rows chosen, the balance before them, and the entries that have no amount.

    `before` is there where a first date leaves anything out, and `hidden` is how many movements
    are counted and not shown for their heading. `budget_lines` are the programs and strands of all
    that is counted, and `cut_spans` the lines with money of which only some years are chosen.
    `without_payments` are the programs with awards that record no payment, whose outstanding is not
    known, and `open` are amounts a year without an end, which are no movement of any year.
    """

    choice: LogChoice
    rows: tuple[LogRow, ...]
    entries: tuple[EntryRow, ...]
    before: Balance | None
    hidden: int
    unknown: tuple[Entry, ...]
    budget_lines: frozenset[BudgetLine]
    cut_spans: tuple[Line, ...] = ()
    without_payments: tuple[str, ...] = ()
    open: tuple[OpenAmount, ...] = ()

    @property
    def shows_balance(self) -> bool:
        """Whether what the money comes to is known, and says anything."""
        is_known = not (self.choice.of_awards and self.without_payments)
        return self.choice.has_balance and is_known


def journal(ledger: Ledger, choice: LogChoice) -> Journal:
    """The movements chosen, in the order in which they take effect."""
    chosen_marks = [mark for mark in marks(ledger, choice.years) if choice.counts(mark.movement)]
    unknown = [mark.movement for mark in chosen_marks if mark.is_gap]
    counted = in_order([*filter(choice.counts, ledger.movements), *unknown])
    without = _without_payments(ledger, counted)
    all_rows = list(_log_rows(counted, unknown, chosen_marks, is_paid_known=not without))
    number_earlier = sum(choice.is_before(movement) for movement in counted)
    later = all_rows[number_earlier:]
    rows = tuple(row for row in later if choice.names(row.heading))
    before = all_rows[number_earlier - 1].balance if number_earlier else None
    entries = _entry_rows(rows, _balances(all_rows))
    return Journal(
        choice,
        rows,
        entries=tuple(_with_changes(choice, entries, before or Balance())),
        before=before,
        hidden=len(later) - len(rows),
        unknown=_unknown(ledger, choice),
        budget_lines=_budget_lines(counted),
        cut_spans=_cut_spans(chosen_marks),
        without_payments=without,
        open=tuple(_open(ledger, choice)),
    )


def _open(ledger: Ledger, choice: LogChoice) -> Iterator[OpenAmount]:
    """The amounts a year without an end that are chosen."""
    for amount in yearly_open(ledger):
        line = Line(amount.program, UNSPLIT, amount.years)
        of = Movement(line, amount.heading, amount.yearly, amount.entry, amount.entry.date)
        if choice.counts(of) and choice.names(amount.heading):
            yield amount


def _without_payments(ledger: Ledger, counted: Iterable[Movement]) -> tuple[str, ...]:
    """The programs, in order, of which awards are counted and no payment is recorded."""
    awarding = {each.line.program for each in counted if each.heading == "awarded"}
    without = awarding & without_payments(ledger)
    return tuple(id for id in ledger.programs if id in without)


def _balances(rows: Iterable[LogRow]) -> dict[dt.date, Balance]:
    """The balance at the end of each date."""
    return {effective_date(row.date): row.balance for row in rows}


def _budget_lines(movements: Iterable[Movement]) -> frozenset[BudgetLine]:
    return frozenset((line.program, line.strand) for line in _lines(movements))


def _lines(movements: Iterable[Movement]) -> set[Line]:
    return {movement.line for movement in movements}


def _cut_spans(marks: Iterable[Mark]) -> tuple[Line, ...]:
    return tuple(sorted(_lines(mark.movement for mark in marks if mark.is_cut)))


def _log_rows(
    movements: Iterable[Movement],
    unknown: Iterable[Movement],
    marks: Sequence[Mark],
    *,
    is_paid_known: bool,
) -> Iterator[LogRow]:
    """A row for each movement, those of `unknown` amount too, with the balance after it."""
    unknown_ids = set(map(id, unknown))
    doubts_on = cache(lambda date, in_act: doubts_at(marks, date, in_act=in_act))
    balance = Balance()
    for movement in movements:
        is_unknown = id(movement) in unknown_ids
        if not is_unknown:
            balance = balance.after(movement)
        date, in_act, _ = _effect(movement)
        doubts = doubts_on(date, in_act)
        if not is_paid_known:
            doubts = {**doubts, **NOT_RECORDED}
        yield LogRow(movement, balance._replace(doubts=doubts), is_unknown)


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


# Entries.


def _entry_rows(rows: Iterable[LogRow], at_end: dict[dt.date, Balance]) -> Iterator[EntryRow]:
    """A row for each entry, in the order of their first movements."""
    grouped: dict[Hashable, list[LogRow]] = {}
    for row in rows:
        grouped.setdefault(_group(row.entry), []).append(row)
    for of_entry in grouped.values():
        first = of_entry[0]
        yield EntryRow(
            first.entry,
            len({row.entry.address for row in of_entry}) if _is_accounts(first) else 1,
            tuple(of_entry),
            _heading(of_entry),
            _years(of_entry),
            _amount(of_entry),
            any(row.is_unknown for row in of_entry),
            at_end[effective_date(first.date)],
        )


def _is_accounts(row: LogRow) -> bool:
    return isinstance(row.entry, Outturn)


def _group(entry: Entry) -> Hashable:
    """Which entries share a row: a program and its strands, and the accounts of a year."""
    if isinstance(entry, Outturn):
        return entry.kind, entry.program, entry.year, entry.date, entry.source
    if isinstance(entry, Strand):
        return f"program.{entry.program}"
    return entry.address


def _heading(rows: Sequence[LogRow]) -> str:
    """What an entry is counted as.

    A first figure for a year is a first appropriation. An act that has some, and changes what was
    stated of other years, is both: "budget".
    """
    headings = dict.fromkeys(row.heading for row in rows)
    moving = {row.heading for row in rows if row.is_unknown or row.movement.money.ore}
    if {"appropriated", "restated"} <= moving:
        return "budget"
    if "restated" in headings and "appropriated" not in moving:
        return "restated"
    return "appropriated" if "restated" in headings else next(iter(headings))


def _years(rows: Sequence[LogRow]) -> Years:
    """The years in which anything is moved, or all that are named where nothing is."""
    moving = [row.years for row in rows if row.is_unknown or row.movement.money.ore]
    years = moving or [row.years for row in rows]
    return Years(min(span.first for span in years), max(span.last for span in years))


def _amount(rows: Sequence[LogRow]) -> Money | None:
    """What the movements of an entry come to; of money moved within, what is moved."""
    heading = _heading(rows)
    of_heading = BUDGET if heading in ("budget", *BUDGET) else (heading,)
    known = [row.movement.money for row in rows if row.heading in of_heading and not row.is_unknown]
    if not known:
        return None
    net = sum_money(known)
    is_moved = isinstance(rows[0].entry, Reprioritisation | CarryOver)
    if is_moved and net.ore == 0:
        return sum_money(money for money in known if money.ore > 0)
    return net


def _with_changes(
    choice: LogChoice, rows: Iterable[EntryRow], before: Balance
) -> Iterator[EntryRow]:
    """Mark the last row of each date on which the balance is another than before."""
    all_rows = list(rows)
    key = "outstanding" if choice.of_awards else "budget"
    last = _state(before, key)
    for number, row in enumerate(all_rows, 1):
        state = _state(row.balance, key)
        is_last = number == len(all_rows) or all_rows[number].date != row.date
        yield replace(row, changes_balance=is_last and state != last)
        if is_last:
            last = state


def _state(balance: Balance, key: str) -> tuple[Money, str | None]:
    """What a balance is under a heading, and what is not known of it."""
    return getattr(balance, key), balance.doubts.get(key)
