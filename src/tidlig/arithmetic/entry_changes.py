"""What a change does to entries: added, removed, changed, renamed, or moved to another file.

An entry is the same wherever it stands and whatever its id. The notation of an amount and the order
of a table make no difference. An entry was renamed if one of the same kind with the same values is
gone, and no other has these values.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from typing import Any

from tidlig.arithmetic.ledger import Ledger
from tidlig.arithmetic.movements import Figures, Line
from tidlig.model.decisions import Program, Strand, StrandSplit
from tidlig.model.entry import Acceptance, Entry, Ident, KindCount, YearAmount, key_of
from tidlig.model.grants import KindDate
from tidlig.model.references import renamed
from tidlig.model.years import Month, Years

NOT_OWN = {"id", "stands_in"}
NESTED = {Program: "strands", Strand: "program"}
"""What is an entry of its own below another, or stands in its heading."""


class Renames:
    """The new ids of entries by their old ones; those of strands are within their program."""

    def __init__(self) -> None:
        """Begin with none."""
        self._new: dict[tuple[str, str], str] = {}

    def add(self, before: Entry, after: Entry) -> None:
        """Note that an entry has another id."""
        self._new[before.kind, _path_within(before)] = after.id

    def of(self, kind: str, id: str) -> Ident:
        """The id that an entry has now."""
        return Ident(self._new.get((kind, id), id))

    def of_strand(self, program: str | None, strand: str) -> Ident:
        """The id that a strand has now, of a program as it was called."""
        return Ident(self._new.get(("strand", f"{program}/{strand}"), strand))

    def of_entry(self, entry: Entry) -> Entry:
        """An entry as it would be with nothing changed but these names."""
        if not self._new:
            return entry
        id = self._new.get((entry.kind, _path_within(entry)), entry.id)
        changed = renamed(entry, self._new_id)
        if isinstance(entry, Strand):
            changed["program"] = self.of("program", entry.program)
        return replace(entry, id=id, **changed)

    def _new_id(self, kind: str, id: str) -> str:
        """The id that an entry has now; of a strand without its program."""
        own = id.rpartition("/")[2] if kind == Strand.kind else id
        return self._new.get((kind, id), own)

    def of_lines(self, lines: Mapping[Line, Figures]) -> dict[Line, Figures]:
        """Figures by the lines as these are called now."""
        return {self.of_line(line): figures for line, figures in lines.items()}

    def of_line(self, line: Line) -> Line:
        """A line as it is called now."""
        strand = self.of_strand(line.program, line.strand)
        return Line(self.of("program", line.program), strand, line.years)


def find_renames(base: Iterable[Entry], head: Iterable[Entry]) -> Renames:
    """Find the entries that are the same under another id; those that name them may follow."""
    renames = Renames()
    before = list(base)
    after = {entry.address: entry for entry in head}
    while True:
        now = {renames.of_entry(entry).address: entry for entry in before}
        gone = [entry for address, entry in now.items() if address not in after]
        come = [entry for address, entry in after.items() if address not in now]
        pairs = list(_pairs(gone, come, renames))
        if not pairs:
            return renames
        for was, entry in pairs:
            renames.add(was, entry)


def _pairs(
    gone: Iterable[Entry], come: Iterable[Entry], known: Renames
) -> Iterator[tuple[Entry, Entry]]:
    """Pair entries that have the same values, where no others have these."""
    lost, new = defaultdict(list), defaultdict(list)
    for entry in gone:
        lost[_values(known.of_entry(entry))].append(entry)
    for entry in come:
        new[_values(entry)].append(entry)
    for values, entries in lost.items():
        if len(entries) == len(new[values]) == 1:
            yield entries[0], new[values][0]


def _values(entry: Entry) -> Hashable:
    """All that an entry says but its id; of a strand also its program."""
    left_out = NOT_OWN | {"strands"} if isinstance(entry, Program) else NOT_OWN
    names = [field.name for field in fields(entry) if field.name not in left_out]
    return type(entry), tuple((name, content(getattr(entry, name))) for name in names)


def content(value: Any) -> Hashable:
    """What is compared of a value: a table of rows is the same in any order."""
    if not isinstance(value, tuple) or isinstance(value, Years | Month):
        return value
    if value and isinstance(value[0], YearAmount | KindCount | KindDate | Acceptance):
        return frozenset(value)
    if value and isinstance(value[0], StrandSplit):
        return frozenset((row.strand, frozenset(row.split)) for row in value)
    return value or None


def _path_within(entry: Entry) -> str:
    """An id as others name it: of a strand within its program."""
    return f"{entry.program}/{entry.id}" if isinstance(entry, Strand) else entry.id


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
    base: Ledger, head: Ledger, names: Renames, base_folder: str, head_folder: str
) -> Iterator[EntryChange]:
    """The entries that differ: those removed, then in the order of the ledger as it is."""
    before = {names.of_entry(entry).address: entry for entry in base.entries}
    after = {entry.address: entry for entry in head.entries}
    for address, entry in before.items():
        if address not in after:
            yield _change(Op.REMOVED, entry, None, names)
    for address, entry in after.items():
        was = before.get(address)
        if was is None:
            yield _change(Op.ADDED, None, entry, names)
        elif was != entry:
            change = _change(Op.CHANGED, was, entry, names)
            is_moved = _within(was.stands_in, base_folder) != _within(entry.stands_in, head_folder)
            yield from _with_op(change, is_renamed=was.address != address, is_moved=is_moved)


def _with_op(change: EntryChange, *, is_renamed: bool, is_moved: bool) -> Iterator[EntryChange]:
    """What happened to an entry that differs, if anything: the most important alone."""
    if change.own:
        yield change
    elif is_renamed:
        yield replace(change, op=Op.RENAMED)
    elif change.keys:
        yield change
    elif is_moved:
        yield replace(change, op=Op.MOVED)


def differ(before: Entry, after: Entry) -> bool:
    """Whether two entries of one kind say other things, wherever they stand."""
    return before != after and any(_keys(before, after))


def _change(op: Op, was: Entry | None, entry: Entry | None, names: Renames) -> EntryChange:
    keys = tuple(_keys(was, entry))
    own: frozenset[str] = frozenset()
    if keys:
        renamed = was and names.of_entry(was)
        own = frozenset(change.key for change in _keys(renamed, entry))
    return EntryChange(op, was, entry, keys, own)


def _within(path: str, folder: str) -> str:
    """The path of a file in the ledger's folder, wherever that is."""
    return path.removeprefix(f"{folder}/") if folder != "." else path


def _keys(before: Entry | None, after: Entry | None) -> Iterator[KeyChange]:
    entry = after or before
    assert entry is not None
    left_out = {*NOT_OWN, NESTED.get(type(entry))}
    for field in fields(entry):
        if field.name in left_out:
            continue
        was = getattr(before, field.name, None)
        now = getattr(after, field.name, None)
        if content(was) != content(now):
            yield KeyChange(key_of(field), was, now)
