"""The ledger at each commit that changed its files, newest first, and what differs between two.

The commits are those of one line, first parents: a merge is one step, as a pull request is. Files
that are the same at several commits are read once.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from enum import StrEnum
from pathlib import PurePosixPath
from typing import NamedTuple

from tidlig.arithmetic.entry_changes import EntryChange, changes, find_renames
from tidlig.arithmetic.ledger import Ledger
from tidlig.ledger.blobs import Blobs, Commit, commits, shallow_commits
from tidlig.ledger.open import ContentsCache, open_ledger
from tidlig.ledger.readability import Readability
from tidlig.ledger.repository import Repository, limited_to
from tidlig.ledger.revision import Listed, NoLedger, Revision, of_tree
from tidlig.model.contents import Contents
from tidlig.model.entry import Entry
from tidlig.model.failure import CouldNot
from tidlig.model.findings import Path


class Trouble(StrEnum):
    """Why nothing is known of an entry at a commit."""

    UNREADABLE = "unreadable"
    NO_LEDGER = "no ledger"
    NOT_THERE = "not there"
    OTHER_CURRENCY = "other currency"


def ledger_commits(
    start: str, repository: Repository, folders: Sequence[PurePosixPath]
) -> Iterator[Commit]:
    """The commits that touch the ledger's folder, newest first.

    What older ones did stands at the first that a shallow clone has: who did it is not known.
    """
    words = ("--first-parent", start, *limited_to(folders))
    cut = shallow_commits(repository)
    for commit in commits(repository, *words, by="c"):
        yield replace(commit, author="", subject="") if commit.id in cut else commit


class CommitState(NamedTuple):
    """A ledger at a commit, and the files that it is read from; None where it has no figures."""

    commit: Commit
    listed: Mapping[str, Listed] | None
    ledger: Ledger | None
    folder: str
    trouble: Trouble | None = None


class CommitStates:
    """Reads the ledger at commits."""

    def __init__(
        self, folders: Sequence[PurePosixPath], blobs: Blobs, cache: ContentsCache
    ) -> None:
        """Take the folders that the ledger may be in, and what is known of files."""
        self._folders, self._blobs, self._cache = folders, blobs, cache
        self._readability = Readability()

    def of_commits(self, commits: Iterable[Commit]) -> Iterator[CommitState]:
        """Yield the states of the commits that changed the ledger's files, newest first."""
        later: CommitState | None = None
        for commit in commits:
            state = self._state(commit, later)
            if later is not None and state.listed != later.listed:
                yield later
            later = state
        if later is not None:
            yield later

    def _state(self, commit: Commit, later: CommitState | None) -> CommitState:
        """Read the ledger at a commit, unless its files are those of the later one."""
        try:
            origin = of_tree(commit.id, commit.id, commit.id, self._folders, self._blobs)
            if later is not None and origin.listed == later.listed:
                return later._replace(commit=commit)
            return self._read(commit, origin)
        except NoLedger:
            return CommitState(commit, None, None, "", Trouble.NO_LEDGER)
        except CouldNot as fault:
            raise CouldNot(f"commit {commit.id[:10]}: {fault.message}", fault.help) from None

    def _read(self, commit: Commit, origin: Revision) -> CommitState:
        ledger = open_ledger(origin, self._cache)
        if not self._readability.is_readable(ledger):
            return CommitState(commit, origin.listed, None, origin.shown, Trouble.UNREADABLE)
        return CommitState(commit, origin.listed, ledger, origin.shown)


def changes_between(before: CommitState | None, after: CommitState) -> Iterator[EntryChange]:
    """The entries that differ between two states, in the files that do."""
    listed_before = {} if before is None else before.listed or {}
    listed_after = after.listed or {}
    differing = {
        path
        for path in {*listed_before, *listed_after}
        if listed_before.get(path) != listed_after.get(path)
    }
    assert after.ledger is not None
    now = _in_files(after.ledger, differing)
    then = {}
    if before is not None and before.ledger is not None:
        then = _in_files(before.ledger, differing)
    base = _of_entries(after.ledger, _unlike(then, now))
    head = _of_entries(after.ledger, _unlike(now, then))
    names = find_renames(base.entries, head.entries)
    folder = after.folder if before is None else before.folder
    return changes(base, head, names, folder, after.folder)


def _in_files(ledger: Ledger, paths: set[str]) -> dict[Path, Entry]:
    """The entries of some files that count, by their paths."""
    files = (file for file in ledger.contents if file.path in paths)
    return {entry.path: entry for file in files for entry in file.entries if ledger.counts(entry)}


def _unlike(entries: Mapping[Path, Entry], others: Mapping[Path, Entry]) -> Iterator[Entry]:
    """The entries that others have not as they are."""
    return (entry for path, entry in entries.items() if others.get(path) != entry)


def _of_entries(ledger: Ledger, entries: Iterable[Entry]) -> Ledger:
    """A ledger of some entries alone, which all count."""
    return replace(ledger, contents=(Contents("", tuple(entries)),), as_of=None)
