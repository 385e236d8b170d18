"""What a change does to entries: added, removed, changed, renamed, or moved to another file.

An entry is the same wherever it stands and whatever its id: one that moved changes no money.
How an amount is written, and the order of a table, make no difference either.
"""

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from enum import StrEnum

from tidlig.arithmetic.ledger import Ledger
from tidlig.arithmetic.renaming import NESTED, NOT_OWN, Names, content
from tidlig.model.entry import Entry, key_of

AMOUNTS = ("amount", "total", "split", "yearly", "frame", "value")
"""The keys that are told of an entry that was added or removed."""


class Op(StrEnum):
    """What happened to an entry."""

    REMOVED = "removed"
    CHANGED = "changed"
    ADDED = "added"
    RENAMED = "renamed"
    MOVED = "moved"


@dataclass(frozen=True, slots=True)
class KeyChange:
    """A key of an entry with its value before and after; None where there is none."""

    key: str
    before: object
    after: object


@dataclass(frozen=True, slots=True)
class EntryChange:
    """An entry that was added, removed, changed, renamed or moved to another file.

    Of its keys those that follow other entries to a new id are not its `own`.
    """

    op: Op
    before: Entry | None
    after: Entry | None
    keys: tuple[KeyChange, ...] = ()
    own: frozenset[str] = frozenset()

    @property
    def entry(self) -> Entry:
        """The entry as it is, or as it was."""
        entry = self.after or self.before
        assert entry is not None
        return entry


def changes(
    base: Ledger, head: Ledger, names: Names, base_folder: str, head_folder: str
) -> Iterator[EntryChange]:
    """Give the entries that differ: those removed, then in the order of the ledger as it is."""
    before = {names.of_entry(entry).address: entry for entry in base.entries}
    after = {entry.address: entry for entry in head.entries}
    for address, entry in before.items():
        if address not in after:
            yield _change(Op.REMOVED, entry, None, names)
    for address, entry in after.items():
        was = before.get(address)
        if was is None:
            yield _change(Op.ADDED, None, entry, names)
        elif was == entry:
            continue
        elif (change := _change(Op.CHANGED, was, entry, names)).own:
            yield change
        elif was.address != address:
            yield replace(change, op=Op.RENAMED)
        elif change.keys:
            yield change
        elif _within(was.stands_in, base_folder) != _within(entry.stands_in, head_folder):
            yield replace(change, op=Op.MOVED)


def differ(before: Entry, after: Entry) -> bool:
    """Tell whether two entries of one kind say other things, wherever they stand."""
    return before != after and any(_keys(before, after))


def _change(op: Op, was: Entry | None, entry: Entry | None, names: Names) -> EntryChange:
    keys = tuple(_keys(was, entry))
    renamed = was and names.of_entry(was)
    own = {each.key for each in (_keys(renamed, entry) if keys else ())}
    return EntryChange(op, was, entry, keys, frozenset(own))


def _within(path: str, folder: str) -> str:
    """Give the path of a file in the ledger's folder, wherever that is."""
    return path.removeprefix(f"{folder}/") if folder != "." else path


def _keys(before: Entry | None, after: Entry | None) -> Iterator[KeyChange]:
    entry = after or before
    assert entry is not None
    left_out = {*NOT_OWN, NESTED.get(type(entry))}
    for field in fields(entry):
        was, now = getattr(before, field.name, None), getattr(after, field.name, None)
        if field.name not in left_out and content(was) != content(now):
            yield KeyChange(key_of(field), was, now)
