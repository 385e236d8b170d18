"""Entries taken out of a ledger, and what hangs on them.

What is within an entry, or counts on it, hangs on it and may go with it. What only names it, as its
source, its payee or the pool that was applied to, does not: that must name another first.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tidlig.arithmetic.ledger import Ledger
from tidlig.arithmetic.related import EntryName, all_entries, alone, entry_name, hanging_on
from tidlig.index.ledger_files import How
from tidlig.ledger.cached_ledger import Known
from tidlig.ledger.changing import Change, change
from tidlig.ledger.folder import shown_path
from tidlig.ledger.open import Snapshot
from tidlig.ledger.opened_entries import with_entries
from tidlig.model.entry import Entry
from tidlig.model.failure import CouldNot
from tidlig.model.references import references
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
    """An entry that is taken out, with those that hang on it, and those that only name any."""

    entry: Entry
    dependents: tuple[Entry, ...]
    naming: tuple[Entry, ...]
    parts: tuple[Removed, ...]
    change: Change


def removal(known: Known, before: Snapshot, entry: Entry, how: How) -> Removal:
    """Take an entry of a readable ledger out, with all that hangs on it."""
    ledger = with_entries(known, before)
    dependents = tuple(hanging_on(ledger, entry))
    gone = {entry_name(each): each for each in (entry, *dependents)}
    naming = tuple(_naming(ledger, gone))
    parts: list[Removed] = []
    files: dict[Path, bytes | None] = {}
    for file in dict.fromkeys(each.stands_in for each in gone.values()):
        paths = {each.path for each in gone.values() if each.stands_in == file}
        data = before.data(file)
        left = without_entries(data, paths)
        if left is None:
            message = f"the entry stands on one line with others, in {file}"
            raise CouldNot(
                message, f"take it out with tidlig edit {identifier(entry.kind, entry.address)}"
            )
        is_own = left.is_empty and not _must_stay(Path(file), before)
        files[Path(file)] = None if is_own else left.data
        parts.append(Removed(file, left.stretches, is_own))
    changed = change(known, before, files, entry.address, how)
    _require_others_unchanged(changed, gone)
    return Removal(entry, dependents, naming, tuple(parts), changed)


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
    """See that every other entry is what it was: a text may be written in any way."""
    if changed.compared is None:
        return
    names = set(gone)
    base, head = changed.sides.every
    expected = [alone(entry) for entry in all_entries(base) if entry_name(entry) not in names]
    if expected != list(map(alone, all_entries(head))):
        message = "the text cannot be taken out without changing other entries"
        raise CouldNot(message, "take it out with tidlig edit")
