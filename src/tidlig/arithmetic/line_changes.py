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
from tidlig.arithmetic.unknown_amounts import CUT, Doubts, Mark, doubts, doubts_of_change, marks
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
    """What a change does to entries that no one should miss; another id is none of it."""
    newest = _newest_decision(base)
    for change in entries:
        is_changed = change.op is Op.CHANGED and bool(change.own)
        if change.op is Op.REMOVED:
            yield _flag(Alarm.REMOVED, change, figure_keys(type(change.entry)))
        if is_changed:
            yield from _other_party(change, base, head, names)
        if _date(change.before, base) < newest:
            yield from _rewritten(change)
        if _accepts_more(change):
            yield _flag(Alarm.ACCEPTED, change, {"accept"})
        if _became_unknown(change):
            yield _flag(Alarm.UNKNOWN, change, _amounts_and_rows(change))


def _rewritten(change: EntryChange) -> Iterator[ReviewFlag]:
    """A flag on an entry that was there before, and says other things now or is gone."""
    if not change.own:
        return
    if change.op is Op.REMOVED:
        yield _flag(Alarm.REWRITTEN, change, figure_keys(type(change.entry)))
    elif change.op is Op.CHANGED:
        yield _flag(Alarm.REWRITTEN, change, change.own)


def _amounts_and_rows(change: EntryChange) -> set[str]:
    """The keys of an entry's figures, and of its rows with amounts."""
    kind = type(change.entry)
    return {*figure_keys(kind), *(key for key, _ in rows_with_amounts(kind))}


def _flag(alarm: Alarm, change: EntryChange, keys: Container[str]) -> ReviewFlag:
    """A review flag for some keys of an entry."""
    own = tuple(key_change for key_change in change.keys if key_change.key in keys)
    return ReviewFlag(alarm, change.entry, keys=own)


def _accepts_more(change: EntryChange) -> bool:
    """Whether an entry accepts what it did not accept before: a finding falls silent."""
    if change.after is None:
        return False
    before = dict(change.before.accept) if change.before is not None else {}
    return not dict(change.after.accept).keys() <= before.keys()


def _became_unknown(change: EntryChange) -> bool:
    """Whether an amount that was known is not any more: it frees money in every sum."""
    if change.before is None or change.after is None:
        return False
    return has_unknown(change.after) and not has_unknown(change.before)


def _other_party(
    change: EntryChange, base: Ledger, head: Ledger, names: Renames
) -> Iterator[ReviewFlag]:
    """Flags when money goes to someone else, or a recipient has become someone else."""
    match change.before, change.after:
        case Award(), Award():
            keys = {"recipient", "recipients"}
            is_other = not change.own.isdisjoint(keys)
        case Recipient() as was, Recipient() as now:
            keys = {"cvr", "name"}
            is_other = _is_other(was, now)
        case Payment() as was, Payment() as now:
            keys = {"payee", "award"}
            is_paid_so = not change.own.isdisjoint(keys)
            is_other = is_paid_so and _paid_to(was, base, names) != _paid_to(now, head)
        case _:
            return
    if is_other:
        alarm = Alarm.OTHER_PAYEE if "payee" in keys else Alarm.OTHER_RECIPIENT
        yield _flag(alarm, change, keys)


def _is_other(was: Recipient, now: Recipient) -> bool:
    """Whether a recipient may be someone else: by its CVR number, or a name it had not."""
    if was.cvr is not None:
        return was.cvr != now.cvr
    return was.name != now.name and was.name not in now.aliases


def _paid_to(payment: Payment, ledger: Ledger, names: Renames | None = None) -> object:
    """Who a payment goes to: its payee, else whom its award is for; as called now."""
    award = ledger.awards.get(payment.award)
    recipient = payment.payee or (award and award.recipient)
    if recipient and names is not None:
        return names.of("recipient", recipient)
    return recipient or (award and award.recipients)


def _date(entry: Entry | None, ledger: Ledger) -> dt.date:
    """When an entry took effect, a strand as its program; the last of days without a date."""
    dated = ledger.programs.get(entry.program) if isinstance(entry, Strand) else entry
    date = getattr(dated, "date", None)
    return date if isinstance(date, dt.date) else dt.date.max


def _newest_decision(ledger: Ledger) -> dt.date:
    """The date of the newest act, reprioritisation or carry-over."""
    kinds = (Program, Appropriation, Reprioritisation, CarryOver)
    dates = [getattr(entry, "date", None) for kind in kinds for entry in ledger.of(kind)]
    return max((date for date in dates if date is not None), default=dt.date.min)


def below_zero(
    base: Mapping[Line, Figures],
    head: Mapping[Line, Figures],
    uncertain: tuple[Sequence[Mark], Sequence[Mark]],
) -> Iterator[ReviewFlag]:
    """The programs and strands whose uncommitted money has come below zero, or further below.

    A figure that something uncertain is in, before or after, is not reported. Nor is a year of a
    program or strand that is.
    """
    before = _by_part(base)
    reported: set[tuple[str, ...]] = set()
    for part, figures in _by_part(head).items():
        uncommitted = figures["uncommitted"]
        was = before.get(part, NEITHER)["uncommitted"]
        if uncommitted.ore >= 0 or uncommitted.ore >= was.ore:
            continue
        program, strand, *year = part
        if year and not reported.isdisjoint(((program, strand), (program, UNSPLIT))):
            continue
        reported.add(part)
        marks_before, marks_after = uncertain
        yield ReviewFlag(
            Alarm.BELOW_ZERO,
            part,
            was=was if _is_certain(part, marks_before) else None,
            money=uncommitted if _is_certain(part, marks_after) else None,
        )


def _is_certain(part: tuple[str, ...], marks: Iterable[Mark]) -> bool:
    """Whether what is uncommitted of a program, a strand or a year of that is known."""
    return "uncommitted" not in doubts(mark for mark in marks if _is_of(mark, part))


def _is_of(mark: Mark, part: tuple[str, ...]) -> bool:
    """Whether something unknown is of a program, a strand of it or a year of that."""
    line = mark.movement.line
    strand = UNSPLIT if part[1] == UNSPLIT else line.strand
    names = (line.program, strand, str(line.years))
    return names[: len(part)] == part


def _by_part(lines: Mapping[Line, Figures]) -> dict[tuple[str, ...], Figures]:
    """The figures of programs, of strands that have a budget, and of the years of these.

    A part is a program with no strand, with a strand, or with a strand and a year.
    """
    programs = merge_sums({(line.program, UNSPLIT): moved} for line, moved in lines.items())
    parts: dict[tuple[str, ...], Figures] = {
        program: complete_figures(moved) for program, moved in programs.items()
    }
    of_strands = _by_strand(lines).items()
    return parts | {part: figures for part, figures in of_strands if figures["budget"] != ZERO}


def _by_strand(lines: Mapping[Line, Figures]) -> dict[tuple[str, ...], Figures]:
    """The figures of strands, and of the single years of these."""
    on_strands = {line: figures for line, figures in lines.items() if line.strand != UNSPLIT}
    strands = merge_sums({line[:2]: moved} for line, moved in on_strands.items())
    parts: dict[tuple[str, ...], Figures] = {
        strand: complete_figures(moved) for strand, moved in strands.items()
    }
    for line, figures in on_strands.items():
        if line.years.single:
            parts[line.program, line.strand, str(line.years)] = figures
    return parts


WITHOUT_ACCOUNTS = tuple(name for name in HEADINGS if name != "outturn")
"""The headings of lines that there are no accounts of."""

NEITHER: Figures = complete_figures({})
"""The figures of a line that is not there."""


@dataclass(frozen=True, slots=True)
class LineChange:
    """A line and a heading under which it has another figure; exactly, or in how exact it is.

    `doubts` are what is not known of the change; `booked` says whether there were accounts of the
    line before, and whether there are now.
    """

    line: Line
    heading: str
    before: Money
    after: Money
    doubts_before: Doubts = field(default_factory=dict)
    doubts_after: Doubts = field(default_factory=dict)
    doubts: Doubts = field(default_factory=dict)
    booked: tuple[bool, bool] = (True, True)

    @property
    def change(self) -> Money:
        """What there is more, or less, as far as it is known."""
        return self.after - self.before

    @property
    def sides(self) -> tuple[tuple[Money, Doubts], tuple[Money, Doubts]]:
        """The figures before and after, and what tables show as not known: also no accounts."""
        before = self._shown(self.doubts_before, is_booked=self.booked[0])
        after = self._shown(self.doubts_after, is_booked=self.booked[1])
        return (self.before, before), (self.after, after)

    def _shown(self, doubts: Doubts, *, is_booked: bool) -> Doubts:
        is_shown = is_booked or self.heading != "outturn"
        return doubts if is_shown else {**doubts, "outturn": CUT}


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
    """What differs between two ledgers; the folders are what their files are shown below.

    Sums are of all that is in them; their entries are compared in ledgers that may lack what is the
    same in both.
    """
    base, head = sums
    names = renamed(entries.base.entries, entries.head.entries)
    changed_entries = tuple(changes(*entries, names, base_folder, head_folder))
    lines_before = names.of_lines(base.lines)
    marks_before = _renamed(marks(base), names)
    marks_after = marks(head)
    accounts_before = {names.of_line(line) for line in _with_accounts(base, marks_before)}
    then = State(lines_before, _by_line(marks_before), accounts_before)
    now = State(head.lines, _by_line(marks_after), _with_accounts(head, marks_after))
    programs = list(_programs(base, head, names))
    figures_before = _by_program(lines_before)
    figures_after = _by_program(head.lines)
    totals: dict[str, TotalChange] = {}
    for id in programs:
        before = _total(figures_before.get(id, NEITHER), _of_program(marks_before, id))
        after = _total(figures_after.get(id, NEITHER), _of_program(marks_after, id))
        totals[id] = _total_change(before, after)
    whole_before = _total(_sum(figures_before.values()), marks_before)
    whole_after = _total(_sum(figures_after.values()), marks_after)
    of_sums = below_zero(lines_before, head.lines, (marks_before, marks_after))
    of_entries = alarms(*entries, changed_entries, names)
    return Difference(
        tuple(_lines(then, now, programs, _strands(base, head, names))),
        totals,
        _total_change(whole_before, whole_after),
        changed_entries,
        (*of_sums, *of_entries),
    )


def _with_accounts(ledger: Ledger, marks: Iterable[Mark]) -> set[Line]:
    """The lines that the accounts say something of."""
    of_marks = (mark.movement for mark in marks)
    booked = (*ledger.movements, *of_marks)
    return {movement.line for movement in booked if movement.heading == "outturn"}


def _renamed(marks: Iterable[Mark], names: Renames) -> list[Mark]:
    """Marks with entries and lines as these are called now."""
    renamed = []
    for mark in marks:
        movement = mark.movement
        entry = names.of_entry(movement.entry)
        line = names.of_line(movement.line)
        renamed.append(replace(mark, movement=replace(movement, entry=entry, line=line)))
    return renamed


def _total(figures: Figures, marks: Sequence[Mark]) -> tuple[Total, Sequence[Mark]]:
    """Figures with what is not known of them, and the marks that say so."""
    return Total(figures, doubts(marks)), marks


def _total_change(
    before: tuple[Total, Sequence[Mark]], after: tuple[Total, Sequence[Mark]]
) -> TotalChange:
    total_before, marks_before = before
    total_after, marks_after = after
    return TotalChange(total_before, total_after, doubts_of_change(marks_before, marks_after))


def _of_program(marks: Iterable[Mark], program: str) -> list[Mark]:
    return [mark for mark in marks if mark.movement.line.program == program]


def _by_line(marks: Iterable[Mark]) -> dict[Line, list[Mark]]:
    """The marks of each line; what has no end is on none."""
    by_line: dict[Line, list[Mark]] = {}
    for mark in marks:
        if not mark.movement.line.years.open:
            by_line.setdefault(mark.movement.line, []).append(mark)
    return by_line


def _programs(base: Ledger, head: Ledger, names: Renames) -> dict[str, None]:
    """The programs in the order of the ledger as it is, then those that are gone."""
    gone = (names.of("program", id) for id in base.programs)
    return dict.fromkeys((*head.programs, *gone))


def _strands(base: Ledger, head: Ledger, names: Renames) -> dict[tuple[str, str], int]:
    """The place of each strand in its program, by both as they are called now."""
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
    """The figures that differ, in order of program and strand as written, then of years."""
    rank = {id: number for number, id in enumerate(programs)}

    def order(line: Line) -> tuple[object, ...]:
        strand = strands.get((line.program, line.strand), -1)
        return rank[line.program], strand, line.strand, line.years

    lines = {*then.figures, *now.figures, *then.marks, *now.marks}
    for line in sorted(lines, key=order):
        yield from _changes_on(line, then, now)


def _changes_on(line: Line, then: State, now: State) -> Iterator[LineChange]:
    before = then.figures.get(line, NEITHER)
    after = now.figures.get(line, NEITHER)
    marks_before = then.marks.get(line, ())
    marks_after = now.marks.get(line, ())
    changed: Doubts = {}
    if marks_before or marks_after:  # most lines have none
        changed = doubts_of_change(marks_before, marks_after)
    in_doubt = (doubts(marks_before), doubts(marks_after), changed)
    booked = (line in then.accounts, line in now.accounts)
    for heading in HEADINGS if any(booked) else WITHOUT_ACCOUNTS:
        if before[heading] != after[heading] or heading in changed:
            yield LineChange(line, heading, before[heading], after[heading], *in_doubt, booked)


def _by_program(lines: Mapping[Line, Figures]) -> dict[str, Figures]:
    summed = merge_sums({line.program: figures} for line, figures in lines.items())
    return {program: complete_figures(figures) for program, figures in summed.items()}


def _sum(parts: Iterable[Figures]) -> Figures:
    return complete_figures(merge_sums({None: part} for part in parts).get(None, {}))
