"""Entries that look like one thing written more than once, in groups."""

import datetime as dt
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from typing import Generic, NamedTuple, TypeVar

from tidlig.model.decisions import CarryOver, Lapse, Reprioritisation
from tidlig.model.findings import Location, Note
from tidlig.model.grants import Amendment, Award, Outturn, Payment, Return
from tidlig.model.messages import Message
from tidlig.model.spelling import letters_and_digits

Dated = Award | Amendment | Payment | Return | Reprioritisation | CarryOver | Lapse | Outturn

Kind = TypeVar("Kind", bound=Dated)

MOST_COMPARED = 100
"""An entry is the same as one of so many before it in the order of references, or as none."""

MOST_NAMED = 3
"""So many ids are named in a message; the notes have more."""

MOST_NOTED = 10
"""So many of the others have a note of their own."""


class Said(NamedTuple):
    """What an entry says of itself apart from its keys: two are the same when these agree.

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
    """Group the entries that are the same, each group in date order.

    Only entries that share a key of `alike` are compared, by what is `said`. What is the same as
    one of a group is in the group.
    """
    buckets: dict[Hashable, list[Kind]] = {}
    for entry in entries:
        for key in alike(entry):
            buckets.setdefault(key, []).append(entry)
    groups = _Groups[Kind]()
    for bucket in buckets.values():
        if len(bucket) > 1:
            _join_same(bucket, said, groups)
    for group in groups.all():
        yield tuple(sorted(group, key=_order))


def _join_same(bucket: list[Kind], said: Callable[[Kind], Said], groups: "_Groups[Kind]") -> None:
    """Join the entries of a bucket that are the same."""
    in_order = sorted(((said(entry), entry) for entry in bucket), key=_reference)
    before = _Before()
    for number, (own, entry) in enumerate(in_order):
        for other in before.same(own, number):
            groups.join(in_order[other][1], entry)
        before.add(own, number)


class _Before:
    """The entries before one in its bucket, by number: which of them are the same, in few steps.

    One of each sort is enough, for those that say the same thing are joined already, and so are all
    that stand before one without a purpose. Nothing further back than `MOST_COMPARED` is compared.
    """

    def __init__(self) -> None:
        self._numbers: dict[tuple[Hashable, str], dict[str, int]] = {}
        self._last: Said | None = None

    def add(self, said: Said, number: int) -> None:
        """Add an entry behind all others."""
        by_purpose = self._numbers.setdefault((said.equal, said.reference), {})
        by_purpose.pop(said.purpose, None)  # so that it is the last in the dictionary
        by_purpose[said.purpose] = number
        self._last = said

    def same(self, said: Said, number: int) -> Iterator[int]:
        """Return those before an entry that it is the same as, as many as joining it needs."""
        if said.equal is None:
            return
        if said == self._last:
            yield number - 1  # which is joined with all others
            return
        first = max(number - MOST_COMPARED, 0)
        for reference in dict.fromkeys((said.reference, "")):  # those without one came first
            by_purpose = self._numbers.get((said.equal, reference), {})
            yield from _agreeing(by_purpose, said.purpose, first)


def _agreeing(by_purpose: dict[str, int], purpose: str, first: int) -> Iterator[int]:
    """Return the numbers, from `first` on, of entries with a purpose that agrees."""
    if purpose:
        for agreeing in (purpose, ""):
            if by_purpose.get(agreeing, -1) >= first:
                yield by_purpose[agreeing]
        return
    for other_purpose, number in reversed(by_purpose.items()):
        if number < first:
            break
        yield number
        if not other_purpose:
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
        """Return every group."""
        groups: dict[str, list[Kind]] = {}
        for entry in self._entries.values():
            groups.setdefault(self._lead(entry), []).append(entry)
        return groups.values()

    def _lead(self, entry: Kind) -> str:
        """Return the id that stands for an entry's group, and shorten the way there."""
        lead = entry.id
        if self._entries.setdefault(lead, entry) is entry:
            self._leads.setdefault(lead, lead)
        while (above := self._leads[lead]) != lead:
            self._leads[lead] = self._leads[above]
            lead = above
        return lead


def reference(entry: Award | Payment) -> str:
    """A reference as it is compared: its letters and digits, without regard to capitals."""
    return letters_and_digits(entry.reference)


def named(entries: Sequence[Kind]) -> Message:
    """Name entries of one kind by their ids, the first few of them."""
    ids = [f'"{entry.id}"' for entry in entries]
    kind = entries[0].kind
    if len(ids) == 1:
        return Message("{kind} {id}", kind=kind, id=ids[0])
    if len(ids) > MOST_NAMED:
        return Message(
            "{kind}s {ids} and {number} more",
            kind=kind,
            ids=tuple(ids[:MOST_NAMED]),
            number=len(ids) - MOST_NAMED,
        )
    return Message("{kind}s {ids} and {last}", kind=kind, ids=tuple(ids[:-1]), last=ids[-1])


def notes_on(entries: Sequence[Kind], place: Callable[[Kind], Location]) -> Iterator[Note]:
    """Point at each entry, with its date, up to `MOST_NOTED` of them."""
    for entry in entries[:MOST_NOTED]:
        yield Note(_dated(entry), place(entry))
    if len(entries) > MOST_NOTED:
        number = len(entries) - MOST_NOTED
        kind = entries[0].kind
        more = Message("and 1 more {kind}", kind=kind)
        if number > 1:
            more = Message("and {number} more {kind}s", number=number, kind=kind)
        yield Note(more)


def _dated(entry: Dated) -> Message:
    if not entry.date:
        return Message('{kind} "{id}"', kind=entry.kind, id=entry.id)
    return Message('{kind} "{id}" of {date}', kind=entry.kind, id=entry.id, date=entry.date)


def _reference(said_and_entry: tuple[Said, object]) -> str:
    return said_and_entry[0].reference


def _order(entry: Dated) -> tuple[dt.date, str]:
    """Sort by date and id: what a finding says does not depend on the order of files."""
    return (entry.date or dt.date.min, entry.id)
