"""What a reviewer must see first of a change: money that is gone, and history that is another."""

import datetime as dt
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from tidlig.arithmetic.entry_changes import AMOUNTS, EntryChange, KeyChange, Op
from tidlig.arithmetic.figures import Figures, derived
from tidlig.arithmetic.ledger import Ledger
from tidlig.arithmetic.marks import Doubts, Mark, doubts
from tidlig.arithmetic.movements import UNSPLIT, Line, has_unknown
from tidlig.arithmetic.renaming import Names
from tidlig.arithmetic.sums import merged
from tidlig.model.decisions import Appropriation, CarryOver, Program, Reprioritisation, Strand
from tidlig.model.entry import Entry
from tidlig.model.grants import Award, Payment
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
    base: Ledger, head: Ledger, entries: Iterable[EntryChange], names: Names
) -> Iterator[ReviewFlag]:
    """Give what a change does to entries that no one should miss; another id is none of it."""
    newest = _newest_decision(base)
    for change in entries:
        if change.op is Op.REMOVED:
            yield _warned(Alarm.REMOVED, change, AMOUNTS)
        if change.op is Op.CHANGED and change.own:
            yield from _other_party(change, base, head, names)
        is_other = change.op in (Op.CHANGED, Op.REMOVED) and change.own
        if is_other and _date(change.before, base) < newest:
            keys = AMOUNTS if change.op is Op.REMOVED else change.own
            yield _warned(Alarm.REWRITTEN, change, keys)
        if _accepts_more(change):
            yield _warned(Alarm.ACCEPTED, change, {"accept"})
        if _became_unknown(change):
            yield _warned(Alarm.UNKNOWN, change, {*AMOUNTS, "strands"})


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
    change: EntryChange, base: Ledger, head: Ledger, names: Names
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


def _paid_to(payment: Payment, ledger: Ledger, names: Names | None = None) -> object:
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
        was = before.get(purse, derived({}))["remaining"]
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
    whole = merged({(line.program, UNSPLIT): f} for line, f in lines.items())
    strands = merged({(line.program, line.strand): f} for line, f in lines.items() if line.strand)
    found: dict[tuple[str, ...], Figures] = {
        purse: derived(figures) for purse, figures in (*whole.items(), *strands.items())
    }
    for line, figures in lines.items():
        if line.years.single and line.strand != UNSPLIT:
            found[line.program, line.strand, str(line.years)] = figures
    return {
        purse: figures
        for purse, figures in found.items()
        if purse[1:] == (UNSPLIT,) or figures["budget"] != ZERO
    }
