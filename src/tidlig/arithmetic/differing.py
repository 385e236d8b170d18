"""What a change does to a ledger: to the money, line by line, and to its entries.

An entry is the same wherever it stands: one that moved to another file changes no money. How an
amount is written makes no difference either.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from enum import StrEnum

from tidlig.arithmetic.headings import HEADINGS, Figures, derived
from tidlig.arithmetic.ledger import Ledger
from tidlig.arithmetic.movements import UNSPLIT, Line
from tidlig.arithmetic.sums import merged
from tidlig.model.decisions import (
    Appropriation,
    CarryOver,
    Program,
    Reprioritisation,
    Strand,
    StrandSplit,
)
from tidlig.model.entry import Acceptance, Entry, KindCount, YearAmount, key_of
from tidlig.model.grants import Award, KindDate, Payment
from tidlig.model.money import ZERO, Money
from tidlig.model.years import Month, Years

NEITHER: Figures = derived({})
"""The figures of a line that is not there."""


_NESTED = {Program: "strands", Strand: "program"}
"""What is an entry of its own below another, or stands in its heading."""


class Op(StrEnum):
    """What happened to an entry."""

    REMOVED = "removed"
    CHANGED = "changed"
    ADDED = "added"
    MOVED = "moved"


class Alarm(StrEnum):
    """What a reviewer must see first."""

    BELOW_ZERO = "below zero"
    REMOVED = "entry removed"
    OTHER_RECIPIENT = "other recipient"
    OTHER_PAYEE = "other payee"
    REWRITTEN = "history rewritten"


@dataclass(frozen=True, slots=True)
class KeyChange:
    """A key of an entry with its value before and after; None where there is none."""

    key: str
    before: object
    after: object


@dataclass(frozen=True, slots=True)
class EntryChange:
    """An entry that was added, removed, changed or moved to another file."""

    op: Op
    before: Entry | None
    after: Entry | None
    keys: tuple[KeyChange, ...] = ()

    @property
    def entry(self) -> Entry:
        """The entry as it is, or as it was."""
        entry = self.after or self.before
        assert entry is not None
        return entry


@dataclass(frozen=True, slots=True)
class LineChange:
    """A line and a heading under which it has another figure; exactly, or in how exact it is."""

    line: Line
    heading: str
    before: Money
    after: Money

    @property
    def change(self) -> Money:
        """What there is more, or less."""
        return self.after - self.before


@dataclass(frozen=True, slots=True)
class Warned:
    """An alarm: what it is about, an entry or a program (and a strand), and the figure if any."""

    alarm: Alarm
    about: Entry | tuple[str, str]
    money: Money | None = None


@dataclass(frozen=True, slots=True)
class Difference:
    """All that differs between two ledgers: figures by line, by program and in all, and entries."""

    lines: tuple[LineChange, ...]
    totals: Mapping[str, tuple[Figures, Figures]]
    whole: tuple[Figures, Figures]
    entries: tuple[EntryChange, ...]
    alarms: tuple[Warned, ...]

    @property
    def is_none(self) -> bool:
        """Whether nothing differs, not even where an entry stands."""
        return not self.lines and not self.entries


def difference(base: Ledger, head: Ledger, base_folder: str, head_folder: str) -> Difference:
    """Give what differs between two ledgers; the folders are what their files are shown below."""
    entries = tuple(_entries(base, head, base_folder, head_folder))
    before, after = _by_program(base), _by_program(head)
    programs = list(dict.fromkeys((*head.programs, *base.programs)))
    totals = {id: (before.get(id, NEITHER), after.get(id, NEITHER)) for id in programs}
    return Difference(
        tuple(_lines(base, head, programs)),
        totals,
        (_sum(before.values()), _sum(after.values())),
        entries,
        tuple(_alarms(base, head, entries)),
    )


def _lines(base: Ledger, head: Ledger, programs: list[str]) -> Iterator[LineChange]:
    """Give the figures that differ, in order of program and strand as written, then of years."""
    strands = {
        (program.id, strand.id): number
        for ledger in (base, head)
        for program in ledger.programs.values()
        for number, strand in enumerate(program.strands)
    }
    rank = {id: number for number, id in enumerate(programs)}

    def order(line: Line) -> tuple[object, ...]:
        strand = strands.get((line.program, line.strand), -1)
        return rank[line.program], strand, line.strand, line.years

    for line in sorted({*base.lines, *head.lines}, key=order):
        before, after = base.lines.get(line, NEITHER), head.lines.get(line, NEITHER)
        for heading in HEADINGS:
            if before[heading] != after[heading]:
                yield LineChange(line, heading, before[heading], after[heading])


def _by_program(ledger: Ledger) -> dict[str, Figures]:
    summed = merged({line.program: figures} for line, figures in ledger.lines.items())
    return {program: derived(figures) for program, figures in summed.items()}


def _sum(parts: Iterable[Figures]) -> Figures:
    return derived(merged({None: part} for part in parts).get(None, {}))


def _entries(
    base: Ledger, head: Ledger, base_folder: str, head_folder: str
) -> Iterator[EntryChange]:
    """Give the entries that differ: those removed, then in the order of the ledger as it is."""
    before = {entry.address: entry for entry in base.entries}
    after = {entry.address: entry for entry in head.entries}
    for address, entry in before.items():
        if address not in after:
            yield EntryChange(Op.REMOVED, entry, None, tuple(_keys(entry, None)))
    for address, entry in after.items():
        was = before.get(address)
        if was is None:
            yield EntryChange(Op.ADDED, None, entry, tuple(_keys(None, entry)))
        elif changed := tuple(_keys(was, entry)):
            yield EntryChange(Op.CHANGED, was, entry, changed)
        elif _within(was.stands_in, base_folder) != _within(entry.stands_in, head_folder):
            yield EntryChange(Op.MOVED, was, entry)


def _within(path: str, folder: str) -> str:
    """Give the path of a file in the ledger's folder, wherever that is."""
    return path.removeprefix(f"{folder}/") if folder != "." else path


def _keys(before: Entry | None, after: Entry | None) -> Iterator[KeyChange]:
    entry = after or before
    assert entry is not None
    left_out = {"id", "stands_in", _NESTED.get(type(entry))}
    for field in fields(entry):
        was, now = getattr(before, field.name, None), getattr(after, field.name, None)
        if field.name not in left_out and _content(was) != _content(now):
            yield KeyChange(key_of(field), was, now)


def _content(value: object) -> object:
    """Give what is compared of a value: a table of rows is the same in any order."""
    if not isinstance(value, tuple) or isinstance(value, Years | Month):
        return value
    if value and isinstance(value[0], YearAmount | KindCount | KindDate | Acceptance):
        return frozenset(value)
    if value and isinstance(value[0], StrandSplit):
        return frozenset((row.strand, frozenset(row.split)) for row in value)
    return value or None


def _alarms(base: Ledger, head: Ledger, entries: Iterable[EntryChange]) -> Iterator[Warned]:
    yield from _below_zero(base, head)
    newest = _newest_decision(base)
    for change in entries:
        if change.op is Op.REMOVED:
            yield Warned(Alarm.REMOVED, change.entry)
        keys = {each.key for each in change.keys} if change.op is Op.CHANGED else set()
        if isinstance(change.entry, Award) and keys & {"recipient", "recipients"}:
            yield Warned(Alarm.OTHER_RECIPIENT, change.entry)
        if isinstance(change.entry, Payment) and "payee" in keys:
            yield Warned(Alarm.OTHER_PAYEE, change.entry)
        was = getattr(change.before, "date", None)
        if change.op in (Op.CHANGED, Op.REMOVED) and isinstance(was, dt.date) and was < newest:
            yield Warned(Alarm.REWRITTEN, change.entry)


def _newest_decision(ledger: Ledger) -> dt.date:
    """Give the date of the newest act, reprioritisation or carry-over."""
    kinds = (Program, Appropriation, Reprioritisation, CarryOver)
    dates = [getattr(entry, "date", None) for kind in kinds for entry in ledger.of(kind)]
    return max((date for date in dates if date is not None), default=dt.date.min)


def _below_zero(base: Ledger, head: Ledger) -> Iterator[Warned]:
    """Give the programs and strands whose remaining has come below zero, or further below."""
    before, after = _by_purse(base), _by_purse(head)
    for purse, figures in after.items():
        remaining = figures["remaining"]
        was = before.get(purse, NEITHER)["remaining"]
        if remaining.ore < 0 and remaining.ore < was.ore:
            yield Warned(Alarm.BELOW_ZERO, purse, remaining)


def _by_purse(ledger: Ledger) -> dict[tuple[str, str], Figures]:
    """Add up programs, and the strands that have a budget."""
    whole = merged({(line.program, UNSPLIT): f} for line, f in ledger.lines.items())
    strands = merged(
        {(line.program, line.strand): f} for line, f in ledger.lines.items() if line.strand
    )
    found = {purse: derived(figures) for purse, figures in (*whole.items(), *strands.items())}
    return {
        purse: figures
        for purse, figures in found.items()
        if purse[1] == UNSPLIT or figures["budget"] != ZERO
    }
