"""A change of several files of a ledger: compared before it is written, then written whole."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tidlig.index.ledger_files import How
from tidlig.ledger.added import Added
from tidlig.ledger.adding import files_as, ledger_lock, write_reason
from tidlig.ledger.cached_ledger import Known
from tidlig.ledger.compare import Comparison, Side, comparison, errors_brought
from tidlig.ledger.folder import shown_path
from tidlig.ledger.open import Snapshot
from tidlig.model.failure import CouldNot
from tidlig.model.findings import Finding
from tidlig.source.files import JOURNAL
from tidlig.source.replacing import Replacement, folder_made, replace_together


@dataclass(frozen=True, slots=True)
class Change:
    """Files as they would be, and both states of the ledger; no comparison of one unread."""

    replacements: tuple[Replacement, ...]
    base: Side
    head: Side
    compared: Comparison | None
    sides: Added

    @property
    def errors(self) -> tuple[Finding, ...]:
        """The errors that the change brings."""
        return errors_brought(self.head, self.compared)


def change(
    known: Known, before: Snapshot, files: Mapping[Path, bytes | None], name: str, how: How
) -> Change:
    """The change of a readable ledger in which files have other bytes, or are gone.

    The ledger with the change goes by a name, such as that of the entry concerned.
    """
    after = before
    for path, data in files.items():
        after = after.without(path) if data is None else after.with_data(path, data)
    replacements = (
        Replacement(path, _bytes_before(before, path), data) for path, data in files.items()
    )
    return _compared(known, before, after, tuple(replacements), name, how)


def _bytes_before(before: Snapshot, path: Path) -> bytes | None:
    """What a file has, of the ledger's own or one whose lines are entries; None for no file."""
    name = shown_path(path)
    return before.bytes_of(name) if path.suffix == ".toml" else before.data(name) or None


def change_between(known: Known, before: Snapshot, after: Snapshot, how: How) -> Change:
    """The change that was made to a readable ledger between two snapshots."""
    return _compared(known, before, after, (), after.shown, how)


def _compared(
    known: Known,
    before: Snapshot,
    after: Snapshot,
    replacements: tuple[Replacement, ...],
    name: str,
    how: How,
) -> Change:
    sides = Added(before, known, after, how)
    base = files_as(before, known)
    head = Side(
        name,
        is_revision=True,
        origin=after,
        ledger=sides.head.ledger,
        checked=sides.head.checked,
    )
    compared = None
    if head.checked.readable:
        compared = comparison(base, head, sides.apart, lambda: sides.every)
    return Change(replacements, base, head, compared, sides)


def write_change(new: Change) -> None:
    """Write all files of a change or none, of a ledger as before; only for who has its lock."""
    folder = new.sides.before.folder.path
    try:
        for replacement in new.replacements:
            folder_made(replacement.path.parent, folder)
        replace_together(new.replacements, folder)
    except OSError as error:
        raise CouldNot(
            f"the ledger cannot be written: {write_reason(error)}",
            "nothing was written; make room, or see who may write there",
        ) from None


def finish_interrupted(folder: Path) -> None:
    """Finish a change of several files that was interrupted, if there is one."""
    if os.path.lexists(folder / JOURNAL):
        with ledger_lock(folder):
            return
