"""An entry that is gone, or has another id now, looked for in the commits before."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from tidlig.arithmetic.ledger import Ledger
from tidlig.arithmetic.related import find_entries, is_named_in_full
from tidlig.ledger.blobs import Blobs
from tidlig.ledger.commit_files import CommitFile, CommitFiles
from tidlig.ledger.commit_states import (
    CommitState,
    CommitStates,
    changes_between,
    ledger_commits,
)
from tidlig.ledger.repository import Repository
from tidlig.model.entry import Entry


@dataclass(frozen=True, slots=True)
class FormerEntry:
    """An entry, the last commit that has it, and its address after that if it was renamed."""

    entry: Entry
    commit: str
    renamed_to: str | None = None


def former_entries(
    text: str,
    start: str,
    repository: Repository,
    folders: Sequence[PurePosixPath],
    files: CommitFiles,
) -> list[FormerEntry]:
    """Return the entries that a text means at the newest commit where it means any.

    A text written in full goes before the start of an id. `files` opens those of commits.
    """
    with Blobs(repository) as blobs:
        states = CommitStates(folders, blobs, files)
        return _found(text, states.of_commits(ledger_commits(start, repository, folders)))


def _found(text: str, states: Iterable[CommitState]) -> list[FormerEntry]:
    begun: list[FormerEntry] = []
    later: CommitState | None = None
    for state, fresh in _with_fresh_files(states, text):
        entries = find_entries(fresh, text)
        found = [_former(entry, state, later) for entry in entries]
        if entries and ("/" in text or is_named_in_full(entries[0], text)):
            return found
        begun = begun or found
        later = state
    return begun


def _with_fresh_files(
    states: Iterable[CommitState], text: str
) -> Iterator[tuple[CommitState, Ledger]]:
    """Yield each state that can be read, with a ledger of the files that no newer one has.

    Of rows it has those that a text may mean.
    """
    seen: dict[int, CommitFile] = {}
    for state in states:
        if state.ledger is None:
            continue
        fresh = [file for file in state.ledger.files if id(file) not in seen]
        seen.update((id(file), file) for file in fresh)
        contents = tuple(file.meant_by(text) for file in fresh)
        yield state, replace(state.ledger.core, contents=contents)


def _former(entry: Entry, state: CommitState, later: CommitState | None) -> FormerEntry:
    """Return an entry of a state with what became of it in the one after it."""
    changes = () if later is None else changes_between(state, later)
    renamed = (
        change.after.address
        for change in changes
        if change.before is not None
        and change.before.address == entry.address
        and change.after is not None
        and change.after.address != entry.address
    )
    return FormerEntry(entry, state.commit.id, next(renamed, None))
