"""What a change does to a ledger: to the money line by line, to its entries, and the review flags.

A review flag is what a reviewer must see first: money that is gone, or history that was changed.
"""

import datetime as dt
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import NamedTuple

from tidlig.arithmetic.entry_changes import EntryChange, KeyChange, Op, Renames, changes
from tidlig.arithmetic.entry_changes import find_renames as renamed
from tidlig.arithmetic.ledger import Ledger
from tidlig.arithmetic.movements import (
    HEADINGS,
    UNSPLIT,
    Figures,
    Line,
    complete_figures,
    has_unknown,
    merge_sums,
)
from tidlig.arithmetic.unknown_amounts import Doubts, Mark, doubts, doubts_of_change, marks
from tidlig.model.decisions import Appropriation, CarryOver, Program, Reprioritisation, Strand
from tidlig.model.entry import Entry
from tidlig.model.grants import Award, Payment
from tidlig.model.keys import figure_keys, rows_with_amounts
from tidlig.model.money import ZERO, Money
from tidlig.model.records import Recipient


class Alarm(StrEnum):
    """What a reviewer must see first."""

    BELOW_ZERO = "below zero"
    REMOVED = "entry removed"
    OTHER_RECIPIENT = "other recipient"
    OTHER_PAYEE = "other payee"
    REWRITTEN = "history rewritten"
    ACCEPTED = "finding accepted"
    UNKNOWN = "amount unknown"


@dataclass(frozen=True, slots=True)
class ReviewFlag:
    """An alarm: the entry, or the program, strand and year, that it is about.

    It has the keys that raise it, or what remained before and remains.
    """

    alarm: Alarm
    about: Entry | tuple[str, ...]
    was: Money | None = None
    money: Money | None = None
    keys: tuple[KeyChange, ...] = ()


def alarms(
    base: Ledger, head: Ledger, entries: Iterable[EntryChange], names: Renames
) -> Iterator[ReviewFlag]:
    """Give what a change does to entries that no one should miss; another id is none of it."""
    newest = _newest_decision(base)
    for change in entries:
        if change.op is Op.REMOVED:
            yield _warned(Alarm.REMOVED, change, figure_keys(type(change.entry)))
        if change.op is Op.CHANGED and change.own:
            yield from _other_party(change, base, head, names)
        is_other = change.op in (Op.CHANGED, Op.REMOVED) and change.own
        if is_other and _date(change.before, base) < newest:
            keys = figure_keys(type(change.entry)) if change.op is Op.REMOVED else change.own
            yield _warned(Alarm.REWRITTEN, change, keys)
        if _accepts_more(change):
            yield _warned(Alarm.ACCEPTED, change, {"accept"})
        if _became_unknown(change):
            yield _warned(Alarm.UNKNOWN, change, _amounts_and_rows(change))


def _amounts_and_rows(change: EntryChange) -> set[str]:
    """Return the keys of an entry's figures, and of its rows with amounts."""
    kind = type(change.entry)
    return {*figure_keys(kind), *(key for key, _ in rows_with_amounts(kind))}


def _warned(alarm: Alarm, change: EntryChange, keys: Container[str]) -> ReviewFlag:
    """Raise an alarm for some keys of an entry."""
    own = tuple(each for each in change.keys if each.key in keys)
    return ReviewFlag(alarm, change.entry, keys=own)


def _accepts_more(change: EntryChange) -> bool:
    """Tell whether an entry accepts what it did not accept before: a finding falls silent."""
    before = dict(change.before.accept) if change.before is not None else {}
    return change.after is not None and not set(dict(change.after.accept)) <= set(before)


def _became_unknown(change: EntryChange) -> bool:
    """Tell whether an amount that was known is not any more: it frees money in every sum."""
    if change.before is None or change.after is None:
        return False
    return has_unknown(change.after) and not has_unknown(change.before)


def _other_party(
    change: EntryChange, base: Ledger, head: Ledger, names: Renames
) -> Iterator[ReviewFlag]:
    """Tell when money goes to someone else, or a recipient has become someone else."""
    was, now = change.before, change.after
    if isinstance(now, Award) and change.own & {"recipient", "recipients"}:
        yield _warned(Alarm.OTHER_RECIPIENT, change, {"recipient", "recipients"})
    if isinstance(was, Recipient) and isinstance(now, Recipient) and _is_other(was, now):
        yield _warned(Alarm.OTHER_RECIPIENT, change, {"cvr", "name"})
    if isinstance(was, Payment) and isinstance(now, Payment) and change.own & {"payee", "award"}:
        others = _paid_to(was, base, names) != _paid_to(now, head)
        yield from [_warned(Alarm.OTHER_PAYEE, change, {"payee", "award"})] if others else []


def _is_other(was: Recipient, now: Recipient) -> bool:
    """Tell whether a recipient may be someone else: by its CVR number, or a name it had not."""
    if was.cvr is not None:
        return was.cvr != now.cvr
    return was.name != now.name and was.name not in now.aliases


def _paid_to(payment: Payment, ledger: Ledger, names: Renames | None = None) -> object:
    """Give who a payment goes to: its payee, else whom its award is for; as called now."""
    award = ledger.awards.get(payment.award)
    recipient = payment.payee or (award and award.recipient)
    if recipient and names is not None:
        return names.of("recipient", recipient)
    return recipient or (award and award.recipients)


def _date(entry: Entry | None, ledger: Ledger) -> dt.date:
    """Give when an entry took effect, a strand as its program; the last of days without a date."""
    dated = ledger.programs.get(entry.program) if isinstance(entry, Strand) else entry
    date = getattr(dated, "date", None)
    return date if isinstance(date, dt.date) else dt.date.max


def _newest_decision(ledger: Ledger) -> dt.date:
    """Give the date of the newest act, reprioritisation or carry-over."""
    kinds = (Program, Appropriation, Reprioritisation, CarryOver)
    dates = [getattr(entry, "date", None) for kind in kinds for entry in ledger.of(kind)]
    return max((date for date in dates if date is not None), default=dt.date.min)


def below_zero(
    base: Mapping[Line, Figures],
    head: Mapping[Line, Figures],
    uncertain: tuple[Sequence[Mark], Sequence[Mark]],
) -> Iterator[ReviewFlag]:
    """Give the programs and strands whose remaining has come below zero, or further below.

    A figure that something uncertain is in, before or after, is not told.
    """
    before, after = _by_purse(base), _by_purse(head)
    told: set[tuple[str, ...]] = set()
    for purse, figures in after.items():
        remaining = figures["remaining"]
        was = before.get(purse, complete_figures({}))["remaining"]
        is_year_of_told = len(purse) > 2 and not told.isdisjoint((purse[:2], (purse[0], UNSPLIT)))
        if remaining.ore < 0 and remaining.ore < was.ore and not is_year_of_told:
            told.add(purse)
            was_known = "remaining" not in _doubts_of(purse, uncertain[0])
            is_known = "remaining" not in _doubts_of(purse, uncertain[1])
            yield ReviewFlag(
                Alarm.BELOW_ZERO, purse, was if was_known else None, remaining if is_known else None
            )


def _doubts_of(purse: tuple[str, ...], marks: Iterable[Mark]) -> Doubts:
    """Give what is not known of a program, a strand of it or a year of that."""
    return doubts(mark for mark in marks if _is_of(mark, purse))


def _is_of(mark: Mark, purse: tuple[str, ...]) -> bool:
    """Tell whether something unknown is of a program, a strand of it or a year of that."""
    line = mark.movement.line
    names = (line.program, UNSPLIT if purse[1] == UNSPLIT else line.strand, str(line.years))
    return names[: len(purse)] == purse


def _by_purse(lines: Mapping[Line, Figures]) -> dict[tuple[str, ...], Figures]:
    """Add up programs and the strands that have a budget, and give the years that these have."""
    whole = merge_sums({(line.program, UNSPLIT): f} for line, f in lines.items())
    strands = merge_sums(
        {(line.program, line.strand): f} for line, f in lines.items() if line.strand
    )
    found: dict[tuple[str, ...], Figures] = {
        purse: complete_figures(figures) for purse, figures in (*whole.items(), *strands.items())
    }
    for line, figures in lines.items():
        if line.years.single and line.strand != UNSPLIT:
            found[line.program, line.strand, str(line.years)] = figures
    return {
        purse: figures
        for purse, figures in found.items()
        if purse[1:] == (UNSPLIT,) or figures["budget"] != ZERO
    }


WITHOUT_ACCOUNTS = tuple(each for each in HEADINGS if each not in ("outturn", "underspend"))
"""The headings of lines that there are no accounts of."""

NEITHER: Figures = complete_figures({})
"""The figures of a line that is not there."""


@dataclass(frozen=True, slots=True)
class LineChange:
    """A line and a heading under which it has another figure; exactly, or in how exact it is.

    `doubts` are what is not known of the change.
    """

    line: Line
    heading: str
    before: Money
    after: Money
    doubts_before: Doubts = field(default_factory=dict)
    doubts_after: Doubts = field(default_factory=dict)
    doubts: Doubts = field(default_factory=dict)

    @property
    def change(self) -> Money:
        """What there is more, or less, as far as it is known."""
        return self.after - self.before


class Total(NamedTuple):
    """Figures in all, and what is not known of them."""

    figures: Figures
    doubts: Doubts


class TotalChange(NamedTuple):
    """Figures in all before and after, and what is not known of the change."""

    before: Total
    after: Total
    doubts: Doubts


class State(NamedTuple):
    """Figures by line, the marks on them, and the lines that there are accounts of."""

    figures: Mapping[Line, Figures]
    marks: Mapping[Line, Sequence[Mark]]
    accounts: set[Line]


@dataclass(frozen=True, slots=True)
class Difference:
    """All that differs between two ledgers: figures by line, by program and in all, and entries."""

    lines: tuple[LineChange, ...]
    totals: Mapping[str, TotalChange]
    whole: TotalChange
    entries: tuple[EntryChange, ...]
    alarms: tuple[ReviewFlag, ...]

    @property
    def is_none(self) -> bool:
        """Whether nothing differs, not even where an entry stands."""
        return not self.lines and not self.entries


class Sides(NamedTuple):
    """Two states of a ledger."""

    base: Ledger
    head: Ledger


def difference(sums: Sides, entries: Sides, base_folder: str, head_folder: str) -> Difference:
    """Give what differs between two ledgers; the folders are what their files are shown below.

    Sums are of all that is in them; their entries are compared in ledgers that may lack what is the
    same in both.
    """
    base, head = sums
    names = renamed(entries.base.entries, entries.head.entries)
    changed = tuple(changes(*entries, names, base_folder, head_folder))
    then = names.of_lines(base.lines)
    before, after = _by_program(then), _by_program(head.lines)
    was, now = _renamed(marks(base), names), marks(head)
    programs = list(_programs(base, head, names))
    totals = {
        id: _total(
            (before.get(id, NEITHER), _of_program(was, id)),
            (after.get(id, NEITHER), _of_program(now, id)),
        )
        for id in programs
    }
    accounts_then = {names.of_line(line) for line in _with_accounts(base, was)}
    states = (
        State(then, _by_line(was), accounts_then),
        State(head.lines, _by_line(now), _with_accounts(head, now)),
    )
    return Difference(
        tuple(_lines(*states, programs, _strands(base, head, names))),
        totals,
        _total((_sum(before.values()), was), (_sum(after.values()), now)),
        changed,
        (*below_zero(then, head.lines, (was, now)), *alarms(*entries, changed, names)),
    )


def _with_accounts(ledger: Ledger, found: Iterable[Mark]) -> set[Line]:
    """Give the lines that the accounts say something of."""
    of_marks = (mark.movement for mark in found)
    booked = (*ledger.movements, *of_marks)
    return {movement.line for movement in booked if movement.heading == "outturn"}


def _renamed(found: Iterable[Mark], names: Renames) -> list[Mark]:
    """Give marks with entries and lines as these are called now."""
    renamed = []
    for mark in found:
        movement = mark.movement
        entry, line = names.of_entry(movement.entry), names.of_line(movement.line)
        renamed.append(replace(mark, movement=replace(movement, entry=entry, line=line)))
    return renamed


def _total(
    before: tuple[Figures, Sequence[Mark]], after: tuple[Figures, Sequence[Mark]]
) -> TotalChange:
    """Tell of figures with their marks what is known."""
    (was, marks_before), (now, marks_after) = before, after
    changed = doubts_of_change(marks_before, marks_after)
    return TotalChange(Total(was, doubts(marks_before)), Total(now, doubts(marks_after)), changed)


def _of_program(found: Iterable[Mark], program: str) -> list[Mark]:
    return [mark for mark in found if mark.movement.line.program == program]


def _by_line(found: Iterable[Mark]) -> dict[Line, list[Mark]]:
    """Give the marks of each line; what has no end is on none."""
    by_line: dict[Line, list[Mark]] = {}
    for mark in found:
        if not mark.movement.line.years.open:
            by_line.setdefault(mark.movement.line, []).append(mark)
    return by_line


def _programs(base: Ledger, head: Ledger, names: Renames) -> dict[str, None]:
    """Give the programs in the order of the ledger as it is, then those that are gone."""
    gone = (names.of("program", id) for id in base.programs)
    return dict.fromkeys((*head.programs, *gone))


def _strands(base: Ledger, head: Ledger, names: Renames) -> dict[tuple[str, str], int]:
    """Give the place of each strand in its program, by both as they are called now."""
    places = {
        (names.of("program", id), names.of_strand(id, strand.id)): number
        for id, program in base.programs.items()
        for number, strand in enumerate(program.strands)
    }
    return places | {
        (id, strand.id): number
        for id, program in head.programs.items()
        for number, strand in enumerate(program.strands)
    }


def _lines(
    then: State,
    now: State,
    programs: list[str],
    strands: Mapping[tuple[str, str], int],
) -> Iterator[LineChange]:
    """Give the figures that differ, in order of program and strand as written, then of years."""
    rank = {id: number for number, id in enumerate(programs)}

    def order(line: Line) -> tuple[object, ...]:
        strand = strands.get((line.program, line.strand), -1)
        return rank[line.program], strand, line.strand, line.years

    for line in sorted({*then.figures, *now.figures, *then.marks, *now.marks}, key=order):
        before = then.figures.get(line, NEITHER)
        after = now.figures.get(line, NEITHER)
        was, is_now = then.marks.get(line, ()), now.marks.get(line, ())
        told = doubts(was), doubts(is_now), doubts_of_change(was, is_now) if was or is_now else {}
        has_accounts = line in then.accounts or line in now.accounts
        for heading in HEADINGS if has_accounts else WITHOUT_ACCOUNTS:
            if before[heading] != after[heading] or heading in told[2]:
                yield LineChange(line, heading, before[heading], after[heading], *told)


def _by_program(lines: Mapping[Line, Figures]) -> dict[str, Figures]:
    summed = merge_sums({line.program: figures} for line, figures in lines.items())
    return {program: complete_figures(figures) for program, figures in summed.items()}


def _sum(parts: Iterable[Figures]) -> Figures:
    return complete_figures(merge_sums({None: part} for part in parts).get(None, {}))
