"""What a change does to entries: added, removed, changed, or moved to another file.

An entry is the same wherever it stands: one that moved changes no money. How an amount is written,
and the order of a table, make no difference either.
"""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from enum import StrEnum

from tidlig.arithmetic.ledger import Ledger
from tidlig.model.decisions import Program, Strand, StrandSplit
from tidlig.model.entry import Acceptance, Entry, KindCount, YearAmount, key_of
from tidlig.model.grants import KindDate
from tidlig.model.years import Month, Years

_NESTED = {Program: "strands", Strand: "program"}
"""What is an entry of its own below another, or stands in its heading."""


class Op(StrEnum):
    """What happened to an entry."""

    REMOVED = "removed"
    CHANGED = "changed"
    ADDED = "added"
    MOVED = "moved"


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


def changes(
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
        elif was == entry:
            continue
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
