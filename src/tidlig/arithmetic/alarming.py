"""What a reviewer must see first of a change: money that is gone, and history that is another."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from tidlig.arithmetic.changing import EntryChange, Op
from tidlig.arithmetic.headings import Figures, derived
from tidlig.arithmetic.ledger import Ledger
from tidlig.arithmetic.marks import Mark, doubts, marks
from tidlig.arithmetic.movements import UNSPLIT, has_unknown
from tidlig.arithmetic.sums import merged
from tidlig.model.decisions import Appropriation, CarryOver, Program, Reprioritisation, Strand
from tidlig.model.entry import Entry
from tidlig.model.grants import Award, Payment
from tidlig.model.money import ZERO, Money
from tidlig.model.register import Recipient


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
class Warned:
    """An alarm: the entry, or the program, strand and year, that it is about; and any figure."""

    alarm: Alarm
    about: Entry | tuple[str, ...]
    money: Money | None = None


def alarms(base: Ledger, head: Ledger, entries: Iterable[EntryChange]) -> Iterator[Warned]:
    """Give what a change does to entries that no one should miss."""
    newest = _newest_decision(base)
    for change in entries:
        if change.op is Op.REMOVED:
            yield Warned(Alarm.REMOVED, change.entry)
        if change.op is Op.CHANGED:
            yield from _other_party(change, base, head)
        if change.op in (Op.CHANGED, Op.REMOVED) and _date(change.before, base) < newest:
            yield Warned(Alarm.REWRITTEN, change.entry)
        if _accepts_more(change):
            yield Warned(Alarm.ACCEPTED, change.entry)
        if _became_unknown(change):
            yield Warned(Alarm.UNKNOWN, change.entry)


def _accepts_more(change: EntryChange) -> bool:
    """Tell whether an entry accepts what it did not accept before: a finding falls silent."""
    before = dict(change.before.accept) if change.before is not None else {}
    return change.after is not None and not set(dict(change.after.accept)) <= set(before)


def _became_unknown(change: EntryChange) -> bool:
    """Tell whether an amount that was known is not any more: it frees money in every sum."""
    if change.before is None or change.after is None:
        return False
    return has_unknown(change.after) and not has_unknown(change.before)


def _other_party(change: EntryChange, base: Ledger, head: Ledger) -> Iterator[Warned]:
    """Tell when money goes to someone else, or a recipient has become someone else."""
    keys = {each.key for each in change.keys}
    was, now = change.before, change.after
    if isinstance(now, Award) and keys & {"recipient", "recipients"}:
        yield Warned(Alarm.OTHER_RECIPIENT, now)
    if isinstance(was, Recipient) and isinstance(now, Recipient) and _is_other(was, now):
        yield Warned(Alarm.OTHER_RECIPIENT, now)
    if isinstance(was, Payment) and isinstance(now, Payment) and keys & {"payee", "award"}:
        others = _paid_to(was, base) != _paid_to(now, head)
        yield from [Warned(Alarm.OTHER_PAYEE, now)] if others else []


def _is_other(was: Recipient, now: Recipient) -> bool:
    """Tell whether a recipient may be someone else: by its CVR number, or a name it had not."""
    if was.cvr is not None:
        return was.cvr != now.cvr
    return was.name != now.name and was.name not in now.aliases


def _paid_to(payment: Payment, ledger: Ledger) -> object:
    """Give who a payment goes to: its payee, else whom its award is for."""
    award = ledger.awards.get(payment.award)
    return payment.payee or (award and (award.recipient or award.recipients))


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


def below_zero(base: Ledger, head: Ledger) -> Iterator[Warned]:
    """Give the programs and strands whose remaining has come below zero, or further below."""
    before, after = _by_purse(base), _by_purse(head)
    uncertain = marks(head)
    told: set[tuple[str, ...]] = set()
    for purse, figures in after.items():
        remaining = figures["remaining"]
        was = before.get(purse, derived({}))["remaining"]
        is_year_of_told = len(purse) > 2 and not told.isdisjoint((purse[:2], (purse[0], UNSPLIT)))
        if remaining.ore < 0 and remaining.ore < was.ore and not is_year_of_told:
            told.add(purse)
            own = doubts(mark for mark in uncertain if _is_of(mark, purse))
            yield Warned(Alarm.BELOW_ZERO, purse, None if "remaining" in own else remaining)


def _is_of(mark: Mark, purse: tuple[str, ...]) -> bool:
    """Tell whether something unknown is of a program, a strand of it or a year of that."""
    line = mark.movement.line
    names = (line.program, UNSPLIT if purse[1] == UNSPLIT else line.strand, str(line.years))
    return names[: len(purse)] == purse


def _by_purse(ledger: Ledger) -> dict[tuple[str, ...], Figures]:
    """Add up programs and the strands that have a budget, and give the years that these have."""
    whole = merged({(line.program, UNSPLIT): f} for line, f in ledger.lines.items())
    strands = merged(
        {(line.program, line.strand): f} for line, f in ledger.lines.items() if line.strand
    )
    found: dict[tuple[str, ...], Figures] = {
        purse: derived(figures) for purse, figures in (*whole.items(), *strands.items())
    }
    for line, figures in ledger.lines.items():
        if line.years.single and line.strand != UNSPLIT:
            found[line.program, line.strand, str(line.years)] = figures
    return {
        purse: figures
        for purse, figures in found.items()
        if purse[1:] == (UNSPLIT,) or figures["budget"] != ZERO
    }
