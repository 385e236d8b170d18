"""Entries that look like one thing written more than once, in groups."""

import datetime as dt
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from typing import Generic, NamedTuple, TypeVar

from tidlig.model.decisions import CarryOver, Reprioritisation
from tidlig.model.findings import Location, Note
from tidlig.model.grants import Award, Outturn, Payment, Return
from tidlig.model.spelling import letters_and_digits

Dated = Award | Payment | Return | Reprioritisation | CarryOver | Outturn

Kind = TypeVar("Kind", bound=Dated)

MOST_COMPARED = 100
"""An entry is the same as one of so many before it in the order of references, or as none."""

MOST_NAMED = 3
"""So many ids are named in a message; the notes have more."""

MOST_NOTED = 10
"""So many of the others have a note of their own."""


class Said(NamedTuple):
    """What an entry says of itself beside its keys: two are the same when these agree.

    What must be `equal` is None where it is not known, and then nothing is the same. A reference or
    purpose that is not written agrees with any.
    """

    equal: Hashable
    reference: str
    purpose: str = ""


def repeats(
    entries: Iterable[Kind],
    alike: Callable[[Kind], Iterable[Hashable]],
    said: Callable[[Kind], Said],
) -> Iterator[tuple[Kind, ...]]:
    """Give the groups of entries that are the same, each in date order.

    Only entries that share a key of `alike` are compared, by what is `said`. What is the same as
    one of a group is in the group.
    """
    buckets: dict[Hashable, list[Kind]] = {}
    for entry in entries:
        for key in alike(entry):
            buckets.setdefault(key, []).append(entry)
    groups = _Groups[Kind]()
    for bucket in [bucket for bucket in buckets.values() if len(bucket) > 1]:
        told = sorted(((said(entry), entry) for entry in bucket), key=_reference)
        before = _Before()
        for number, (what, entry) in enumerate(told):
            for other in before.same(what, number):
                groups.join(told[other][1], entry)
            before.add(what, number)
    for group in groups.all():
        yield tuple(sorted(group, key=_order))


class _Before:
    """The entries before one in its bucket, by number: who of them is the same, in few steps.

    One of each sort is enough, for those that say the same thing are joined already, and so are all
    that stand before one without a purpose. Nothing further back than `MOST_COMPARED` is looked at.
    """

    def __init__(self) -> None:
        self._met: dict[tuple[Hashable, str], dict[str, int]] = {}
        self._last: Said | None = None

    def add(self, what: Said, number: int) -> None:
        """Add an entry behind all others."""
        met = self._met.setdefault((what.equal, what.reference), {})
        met.pop(what.purpose, None)
        met[what.purpose] = number
        self._last = what

    def same(self, what: Said, number: int) -> Iterator[int]:
        """Give those before an entry that it is the same as, as many as joining it needs."""
        if what.equal is None:
            return
        if what == self._last:
            yield number - 1  # which is joined with all others
        else:
            for reference in dict.fromkeys((what.reference, "")):  # those without one came first
                met = self._met.get((what.equal, reference), {})
                yield from _agreeing(met, what.purpose, max(number - MOST_COMPARED, 0))


def _agreeing(met: dict[str, int], purpose: str, first: int) -> Iterator[int]:
    """Give the numbers of those with a purpose that agrees, from a first one on."""
    if purpose:
        yield from (met[each] for each in (purpose, "") if met.get(each, -1) >= first)
        return
    for each, number in reversed(met.items()):
        if number < first:
            break
        yield number
        if not each:
            break


class _Groups(Generic[Kind]):
    """Entries in groups, by id; those that were joined first come first."""

    def __init__(self) -> None:
        self._entries: dict[str, Kind] = {}
        self._leads: dict[str, str] = {}

    def join(self, one: Kind, other: Kind) -> None:
        """Put two entries into one group, with all that are in a group with either."""
        lead = self._lead(one)
        if other.id in self._leads:
            self._leads[self._lead(other)] = lead
        else:
            self._entries[other.id], self._leads[other.id] = other, lead

    def all(self) -> Iterable[list[Kind]]:
        """Give every group."""
        groups: dict[str, list[Kind]] = {}
        for entry in self._entries.values():
            groups.setdefault(self._lead(entry), []).append(entry)
        return groups.values()

    def _lead(self, entry: Kind) -> str:
        """Give the id that stands for an entry's group, and shorten the way there."""
        lead = entry.id
        if self._entries.setdefault(lead, entry) is entry:
            self._leads.setdefault(lead, lead)
        while (above := self._leads[lead]) != lead:
            self._leads[lead] = self._leads[above]
            lead = above
        return lead


def reference(entry: Award | Payment) -> str:
    """Give a reference as it is compared: its letters and digits, without regard to capitals."""
    return letters_and_digits(entry.reference)


def named(entries: Sequence[Kind]) -> str:
    """Name entries in a message: their kind and ids, the first few of them."""
    ids = [f'"{entry.id}"' for entry in entries]
    kind = entries[0].kind
    if len(ids) == 1:
        return f"{kind} {ids[0]}"
    if len(ids) > MOST_NAMED:
        return f"{kind}s {', '.join(ids[:MOST_NAMED])} and {len(ids) - MOST_NAMED} more"
    return f"{kind}s {', '.join(ids[:-1])} and {ids[-1]}"


def notes_on(entries: Sequence[Kind], place: Callable[[Kind], Location]) -> Iterator[Note]:
    """Give a note on each entry, with its date."""
    for entry in entries[:MOST_NOTED]:
        of = f" of {entry.date}" if entry.date else ""
        yield Note(f'{entry.kind} "{entry.id}"{of}', place(entry))
    if len(entries) > MOST_NOTED:
        yield Note(f"and {len(entries) - MOST_NOTED} more {entries[0].kind}s")


def _reference(told: tuple[Said, object]) -> str:
    return told[0].reference


def _order(entry: Dated) -> tuple[dt.date, str]:
    """Order entries by date and id: what a finding says does not hang on the order of files."""
    return (entry.date or dt.date.min, entry.id)
