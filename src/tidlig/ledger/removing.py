"""Entries taken out of a ledger, and what hangs on them.

What is within an entry, or counts on it, hangs on it and may go with it. What only names it, as its
source, its payee or the pool that was applied to, does not: that must name another first.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tidlig.arithmetic.ledger import Ledger
from tidlig.arithmetic.related import EntryName, all_entries, entry_name, hanging_on
from tidlig.index.ledger_files import How
from tidlig.ledger.cached_ledger import Known
from tidlig.ledger.changing import Change, change
from tidlig.ledger.folder import shown_path
from tidlig.ledger.open import Snapshot
from tidlig.ledger.opened_entries import with_entries
from tidlig.ledger.table_lines import apart
from tidlig.ledger.table_removing import accepted_of_lines, lines_of_table, rows_taken
from tidlig.model.entry import Entry
from tidlig.model.failure import CouldNot
from tidlig.model.findings import Path as Keys
from tidlig.model.references import references
from tidlig.model.tables import Table
from tidlig.model.texts import identifier
from tidlig.source.files import LEDGER_FILE
from tidlig.source.text_edits import without_entries


@dataclass(frozen=True, slots=True)
class Removed:
    """What is taken out of a file, with the comments that go; and whether the file goes."""

    file: str
    stretches: tuple[str, ...]
    is_whole_file: bool


@dataclass(frozen=True, slots=True)
class Removal:
    """Entries that are taken out, with those that hang on them, and those that only name any."""

    subjects: tuple[Entry, ...]
    dependents: tuple[Entry, ...]
    naming: tuple[Entry, ...]
    parts: tuple[Removed, ...]
    change: Change


def removal(
    known: Known, before: Snapshot, subjects: Sequence[Entry], name: str, how: How
) -> Removal:
    """Take entries of a readable ledger out, with all that hangs on them.

    The ledger without them goes by a name, such as the address of the one that is meant.
    """
    ledger = with_entries(known, before)
    dependents = tuple(_hanging(ledger, before, subjects))
    gone = {entry_name(each): each for each in (*subjects, *dependents)}
    naming = tuple(_naming(ledger, gone))
    files: dict[Path, bytes | None] = {}
    parts = [
        *_of_tables(ledger, before, gone, files),
        *_of_toml(ledger, before, gone, files),
    ]
    in_order = list(dict.fromkeys(each.stands_in for each in gone.values()))
    parts.sort(key=lambda part: in_order.index(part.file) if part.file in in_order else 0)
    changed = change(known, before, files, name, how)
    _require_others_unchanged(changed, gone)
    return Removal(tuple(subjects), dependents, naming, tuple(parts), changed)


def _hanging(ledger: Ledger, before: Snapshot, subjects: Sequence[Entry]) -> list[Entry]:
    """What hangs on entries; on a table, all that its lines are."""
    tables = (each for each in subjects if isinstance(each, Table))
    lines = [line for table in tables for line in lines_of_table(ledger, before, table)]
    names = {entry_name(subject) for subject in subjects}
    hanging = hanging_on(ledger, (*subjects, *lines))
    by_name = {entry_name(entry): entry for entry in (*lines, *hanging)}
    return [entry for name, entry in by_name.items() if name not in names]


_Files = dict[Path, bytes | None]


def _of_tables(
    ledger: Ledger, before: Snapshot, gone: dict[EntryName, Entry], files: _Files
) -> Iterator[Removed]:
    """Take lines out of CSV files; recipients that only they add go too."""
    for shown in dict.fromkeys(each.stands_in for each in gone.values()):
        if not shown.endswith(".toml"):
            taken = rows_taken(ledger, before, shown, gone)
            gone |= {entry_name(entry): entry for entry in taken.made}
            files[Path(shown)] = taken.data
            yield Removed(shown, taken.rows, taken.data is None)


def _of_toml(
    ledger: Ledger, before: Snapshot, gone: Mapping[EntryName, Entry], files: _Files
) -> Iterator[Removed]:
    """Take entries out of TOML files, and what tables accept of lines that go."""
    paths: dict[str, set[Keys]] = defaultdict(set)
    for entry in gone.values():
        if entry.stands_in.endswith(".toml"):
            paths[entry.stands_in].add(entry.path)
    for file, path in accepted_of_lines(ledger, gone):
        paths[file].add(path)
    for file, own in paths.items():
        left = without_entries(before.data(file), own)
        if left is None:
            first = next(iter(gone.values()))
            message = f"the entry stands on one line with others, in {file}"
            raise CouldNot(
                message, f"take it out with tidlig edit {identifier(first.kind, first.address)}"
            )
        is_own = left.is_empty and not _must_stay(Path(file), before)
        files[Path(file)] = None if is_own else left.data
        yield Removed(file, left.stretches, is_own)


def _must_stay(path: Path, before: Snapshot) -> bool:
    """Whether a file stays though nothing is left in it: the ledger's first, and a link."""
    first = shown_path(before.folder.path / LEDGER_FILE)
    return shown_path(path) == first or path.is_symlink()


def _naming(ledger: Ledger, gone: dict[EntryName, Entry]) -> Iterator[Entry]:
    """Yield the entries that stay and name one that goes."""
    for entry in all_entries(ledger):
        names = {(reference.kind, reference.id) for reference in references(entry)}
        if entry_name(entry) not in gone and not names.isdisjoint(gone):
            yield entry


def _require_others_unchanged(changed: Change, gone: Iterable[EntryName]) -> None:
    """See that every other entry is what it was: a text may be written in any way.

    A table may accept less than before: what it accepts of lines that go goes too.
    """
    if changed.compared is None:
        return
    names = set(gone)
    base, head = changed.sides.every
    expected = [apart(entry) for entry in all_entries(base) if entry_name(entry) not in names]
    if expected != list(map(apart, all_entries(head))):
        message = "the text cannot be taken out without changing other entries"
        raise CouldNot(message, "take it out with tidlig edit")
