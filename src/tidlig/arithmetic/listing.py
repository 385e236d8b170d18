"""The entries of one kind that are chosen, with what they come to: what `tidlig list` shows.

A figure is what the entry's own movements and those of its dependents come to, within the program,
strand, pool, recipient and years that are chosen. What the entry itself states is never cut.
"""

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from itertools import chain
from typing import NamedTuple

from tidlig.arithmetic.ledger import Ledger
from tidlig.arithmetic.log import LogChoice
from tidlig.arithmetic.movements import (
    UNSPLIT,
    Figures,
    Line,
    Movement,
    complete_figures,
    merge_sums,
    sum_money,
    sums,
)
from tidlig.arithmetic.recorded_payments import NOT_RECORDED, without_payments
from tidlig.arithmetic.related import entry_key, entry_name, sources
from tidlig.arithmetic.unknown_amounts import Doubts, Mark, doubts, marks
from tidlig.model.decisions import Strand
from tidlig.model.entry import Entry, YearAmount
from tidlig.model.grants import Amendment, Award
from tidlig.model.keys import options
from tidlig.model.money import UNKNOWN, Money
from tidlig.model.records import Recipient, Source
from tidlig.model.spelling import caseless
from tidlig.model.years import Years, one

_NOT_SEARCHED = ("stands_in", "sha256")
"""Texts of entries that nobody looks for."""


@dataclass(frozen=True, slots=True)
class ListChoice:
    """Which entries are listed: those of a kind that all else says.

    `money` chooses whose money is counted; an entry of a kind that has money has some of it.
    """

    kind: type[Entry]
    money: LogChoice = field(default_factory=LogChoice)
    since: dt.date | None = None
    until: dt.date | None = None
    text: str = ""
    tags: tuple[str, ...] = ()


class Stated(NamedTuple):
    """What an entry states, or some of them together; a part of it may not be stated."""

    money: Money
    is_unknown: bool = False


@dataclass(frozen=True, slots=True)
class ListRow:
    """An entry, what it comes to, and the award and recipient that it is of.

    `line` is the program and strand, or none, that an award is charged to. `moved` are the headings
    that anything is moved under. The total of all rows has no entry.
    """

    entry: Entry | None
    figures: Figures
    moved: frozenset[str] = frozenset()
    doubts: Doubts = field(default_factory=dict)
    stated: Mapping[str, Stated] = field(default_factory=dict)
    award: Award | None = None
    recipient: Recipient | None = None
    line: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Listing:
    """The entries chosen, in the order of the ledger, and what all of them come to.

    `cut_spans` are the lines with money of which only some years are chosen; `without_payments` the
    programs with awards that record no payment.
    """

    choice: ListChoice
    rows: tuple[ListRow, ...]
    whole: ListRow
    cut_spans: tuple[Line, ...] = ()
    without_payments: tuple[str, ...] = ()


def listing(ledger: Ledger, choice: ListChoice) -> Listing:
    """List the entries chosen of a ledger that has been taken as of its date."""
    books = _books(ledger, choice)
    own = ledger.of(choice.kind)
    entries = [entry for entry in own if _is_chosen(ledger, entry, choice, books)]
    rows = [_row(ledger, entry, books) for entry in entries]
    names = {entry_name(entry)[1] for entry in entries}
    whole = _whole(rows, names, books)
    if choice.money.of_awards:
        rows, whole = [*map(_without_budgets, rows)], _without_budgets(whole)
    return Listing(
        choice,
        tuple(rows),
        whole,
        cut_spans=tuple(sorted(books.cut_spans(names))),
        without_payments=tuple(id for id in ledger.programs if id in books.unpaid_programs(names)),
    )


class _Books:
    """The movements and marks that are counted, by the name of the entry that they are of."""

    def __init__(
        self,
        moved: Sequence[Movement],
        marked: Sequence[Mark],
        key: Callable[[Movement], str | None],
        without: Collection[str],
    ) -> None:
        self.figures = sums(moved, key)
        self.marks: dict[str | None, list[Mark]] = {}
        for mark in marked:
            self.marks.setdefault(key(mark.movement), []).append(mark)
        self.lines: dict[str | None, set[Line]] = {}
        if any(mark.is_cut for mark in marked):
            for movement in moved:
                self.lines.setdefault(key(movement), set()).add(movement.line)
        self.unpaid: dict[str | None, set[str]] = {}
        for movement in chain(moved, (mark.movement for mark in marked)):
            if movement.heading == "awarded" and movement.line.program in without:
                self.unpaid.setdefault(key(movement), set()).add(movement.line.program)

    def has(self, name: str) -> bool:
        """Whether anything is moved for an entry, if an unknown amount."""
        return name in self.figures or name in self.marks

    def unpaid_programs(self, names: Iterable[str]) -> set[str]:
        """The programs of awards of some entries that record no payment."""
        return {program for name in names for program in self.unpaid.get(name, ())}

    def cut_spans(self, names: Iterable[str]) -> set[Line]:
        """The lines with money of some entries of which only some years are chosen."""
        of_entries = chain.from_iterable(self.marks.get(name, ()) for name in names)
        return {mark.movement.line for mark in of_entries if mark.is_cut}

    def doubts_of_one(self, name: str) -> Doubts:
        """What is not known of an entry that has its years beside it; on one span it is not cut."""
        if len(self.lines.get(name, ())) != 1:
            return self.doubts_of([name])
        unknown = doubts(mark for mark in self.marks.get(name, ()) if not mark.is_cut)
        return {**unknown, **NOT_RECORDED} if name in self.unpaid else unknown

    def doubts_of(self, names: Collection[str]) -> Doubts:
        """What is not known of some entries together."""
        unknown = doubts(mark for name in names for mark in self.marks.get(name, ()))
        return {**unknown, **NOT_RECORDED} if self.unpaid_programs(names) else unknown


def _books(ledger: Ledger, choice: ListChoice) -> _Books:
    money = choice.money
    is_narrow = bool(money.scopes or money.years)
    moved = [*filter(money.counts, ledger.movements)] if is_narrow else ledger.movements
    marked = [mark for mark in marks(ledger, money.years) if money.counts(mark.movement)]
    key = entry_key(ledger, choice.kind.kind)
    return _Books(moved, marked, key, without_payments(ledger))


# What is chosen.


def _is_chosen(ledger: Ledger, entry: Entry, choice: ListChoice, books: _Books) -> bool:
    has_tags = set(choice.tags) <= set(entry.tags)
    if not (has_tags and _is_dated(entry, choice)):
        return False
    if not _is_of_money(ledger, entry, choice, books):
        return False
    return not choice.text or _has_text(ledger, entry, choice.text)


def _is_dated(entry: Entry, choice: ListChoice) -> bool:
    """Whether an entry has a date that is chosen."""
    if choice.since is None and choice.until is None:
        return True
    date = date_of(entry)
    if date is None:
        return False
    return (choice.since or date) <= date <= (choice.until or date)


def _is_of_money(ledger: Ledger, entry: Entry, choice: ListChoice, books: _Books) -> bool:
    """Whether an entry has money that is chosen, or is or hangs on what is."""
    money = choice.money
    if (money.scopes or money.years) and books.has(entry_name(entry)[1]):
        return True
    if money.years is not None and not _is_in(entry, money.years):
        return False
    if isinstance(entry, Source) and money.scopes:
        return entry.id in _cited(ledger, choice)
    return all(scope.takes_entry(entry) for scope in money.scopes)


def _is_in(entry: Entry, years: Years) -> bool:
    """Whether an entry without money of the years is of them: by its years, or by its date."""
    described = entry.described
    if described.moves or described.adds_up:
        return False
    own: Years | None = getattr(entry, "years", None)
    if own is not None:
        return own.meets(years)
    date = date_of(entry)
    return date is not None and years.first <= date.year <= years.last


def _cited(ledger: Ledger, choice: ListChoice) -> frozenset[str]:
    """The sources that what is chosen rests on."""
    scopes = choice.money.scopes

    def ids() -> frozenset[str]:
        return frozenset(
            cited.source.id
            for entry in ledger.entries
            if all(scope.takes_entry(entry) for scope in scopes)
            for cited in sources(ledger, entry)
        )

    return ledger.once(("sources", scopes), ids)


def date_of(entry: Entry) -> dt.date | None:
    """The date of an entry, or the day that stands for it; None where it has none."""
    date: dt.date | None = getattr(entry, "date", None)
    if date is None and entry.assumed_date is not None:
        return entry.assumed_date.date
    return date


def has_dates(kind: type[Entry]) -> bool:
    """Whether entries of a kind have dates."""
    return any(each.name == "date" for each in fields(kind))


def _has_text(ledger: Ledger, entry: Entry, text: str) -> bool:
    wanted = caseless(text)
    return any(wanted in caseless(each) for each in _texts(ledger, entry))


def _texts(ledger: Ledger, entry: Entry) -> Iterator[str]:
    """The texts of an entry, and the names of its recipient."""
    for each in fields(entry):
        value = getattr(entry, each.name)
        if each.name not in _NOT_SEARCHED:
            yield from (value,) if isinstance(value, str) else _texts_in(value)
    _, recipient = _award_and_recipient(ledger, entry)
    if recipient is not None and recipient is not entry:
        yield from (recipient.name, *recipient.aliases, recipient.cvr or "")


def _texts_in(value: object) -> Iterator[str]:
    items = value if isinstance(value, tuple) else ()
    return (item for item in items if isinstance(item, str))


# Rows.


def _row(ledger: Ledger, entry: Entry, books: _Books) -> ListRow:
    name = entry_name(entry)[1]
    moved = books.figures.get(name, {})
    award, recipient = _award_and_recipient(ledger, entry)
    is_charged = award is not None and award.id in ledger.awards
    return ListRow(
        entry,
        complete_figures(moved),
        frozenset(moved),
        books.doubts_of_one(name) if isinstance(entry, Award) else books.doubts_of([name]),
        dict(_stated(entry)),
        award,
        recipient,
        ledger.budget_line(award) if award is not None and is_charged else None,
    )


def _award_and_recipient(ledger: Ledger, entry: Entry) -> tuple[Award | None, Recipient | None]:
    """The award that an entry is or is on, and who it is given to; None where there is none."""
    if isinstance(entry, Recipient):
        return None, entry
    award = entry if isinstance(entry, Award) else ledger.awards.get(getattr(entry, "award", ""))
    if award is None:
        return None, None
    return award, ledger.recipients.get(award.recipient or "")


def _stated(entry: Entry) -> Iterator[tuple[str, Stated]]:
    """The amounts that an entry states, by field; of a table by years what it comes to."""
    for name in stated_fields(type(entry)):
        value = getattr(entry, name)
        if value is UNKNOWN:
            yield name, Stated(Money(), is_unknown=True)
        elif isinstance(value, Money):
            yield name, Stated(value)
        elif value:
            amounts = [amount for _, amount in value]
            known = sum_money(amount for amount in amounts if isinstance(amount, Money))
            yield name, Stated(known, is_unknown=UNKNOWN in amounts)


def stated_fields(kind: type[Entry]) -> tuple[str, ...]:
    """The fields of a kind that are amounts, or tables of them by years."""
    by_year = tuple[YearAmount, ...]
    return tuple(
        each.name
        for each in fields(kind)
        if any(option is Money or option == by_year for option in options(each))
    )


def _whole(rows: Sequence[ListRow], names: Collection[str], books: _Books) -> ListRow:
    """The total of all rows."""
    merged = merge_sums({None: books.figures.get(name, {})} for name in names).get(None, {})
    stated: dict[str, list[Stated]] = {}
    for row in rows:
        for key, amount in row.stated.items():
            stated.setdefault(key, []).append(amount)
    return ListRow(
        None,
        complete_figures(merged),
        frozenset(merged),
        books.doubts_of(names),
        {key: _added(amounts) for key, amounts in stated.items()},
    )


_OF_AWARDS = ("awarded", "returned", "paid", "outstanding")
"""What there is of the money of pools and recipients; budgets are of programs and strands."""


def _without_budgets(row: ListRow) -> ListRow:
    figures = {heading: row.figures[heading] for heading in _OF_AWARDS}
    return replace(row, figures=figures)


def _added(amounts: Sequence[Stated]) -> Stated:
    is_unknown = any(amount.is_unknown for amount in amounts)
    return Stated(sum_money(amount.money for amount in amounts), is_unknown)


def strand_of(row: ListRow) -> str | None:
    """The strand that a row's money is on; None where it is not said, or not split."""
    if row.line is not None:
        return None if row.line[1] == UNSPLIT else row.line[1]
    strand: str | None = getattr(row.entry, "strand", None)
    return row.entry.id if isinstance(row.entry, Strand) else strand


def program_of(row: ListRow) -> str | None:
    """The program that a row's money is on; None where it is not said."""
    if row.line is not None:
        return row.line[0]
    program: str | None = getattr(row.entry, "program", None)
    return program


def years_of(entry: Entry) -> Years | None:
    """The years that an entry is of; those that an award or amendment of none is charged to."""
    years: Years | None = getattr(entry, "years", None)
    if years is not None or not isinstance(entry, Award | Amendment):
        return years
    if isinstance(entry.amount, tuple) and entry.amount:
        charged = [year for year, _ in entry.amount]
        return Years(min(charged), max(charged))
    return one(entry.date.year)


def reaches_beyond(row: ListRow, choice: ListChoice) -> bool:
    """Whether an entry states amounts of years that are not chosen."""
    chosen = choice.money.years
    if chosen is None or row.entry is None:
        return False
    own = years_of(row.entry)
    values = [getattr(row.entry, name) for name in row.stated]
    tables = [value for value in values if isinstance(value, tuple)]
    in_tables = any(not one(year).within(chosen) for table in tables for year, _ in table)
    return in_tables or (own is not None and not own.within(chosen))
