"""The ledger at each commit that changed its files, newest first, and what differs between two.

The commits are those of one line, first parents: a merge is one step, as a pull request is. Files
that are the same at several commits are read once.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from enum import StrEnum
from pathlib import PurePosixPath
from typing import NamedTuple

from tidlig.arithmetic.entry_changes import EntryChange, Renames, changes, find_renames
from tidlig.arithmetic.ledger import Ledger
from tidlig.ledger.blobs import Blobs, Commit, commits, shallow_commits
from tidlig.ledger.commit_files import CommitFile, CommitFiles, apart
from tidlig.ledger.commit_ledger import CommitLedger, commit_ledger
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
    ledger: CommitLedger | None
    folder: str
    trouble: Trouble | None = None


class CommitStates:
    """Reads the ledger at commits."""

    def __init__(self, folders: Sequence[PurePosixPath], blobs: Blobs, files: CommitFiles) -> None:
        """Take the folders that the ledger may be in, and what opens its files."""
        self._folders, self._blobs, self._files = folders, blobs, files
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
        ledger = commit_ledger(origin, self._files)
        if not self._readability.is_readable(ledger):
            return CommitState(commit, origin.listed, None, origin.shown, Trouble.UNREADABLE)
        return CommitState(commit, origin.listed, ledger, origin.shown)


def changes_between(before: CommitState, after: CommitState) -> Iterator[EntryChange]:
    """The entries that differ between two states, in the files that do."""
    assert before.ledger is not None
    assert after.ledger is not None
    was, now = _differing_files(before, after), _differing_files(after, before)
    alone = {path: apart(was.get(path), now.get(path)) for path in {**was, **now}}
    then = _by_path(before.ledger.core, ((was[path], alone[path][0]) for path in was))
    here = _by_path(after.ledger.core, ((now[path], alone[path][1]) for path in now))
    base = _of_entries(after.ledger.core, _unlike(then, here))
    head = _of_entries(after.ledger.core, _unlike(here, then))
    names = find_renames(base.entries, head.entries)
    return changes(base, head, names, before.folder, after.folder)


def first_changes(state: CommitState, rows: Iterable[Collection[int]]) -> Iterator[EntryChange]:
    """The entries that the first state has: of rows some alone, for each file."""
    assert state.ledger is not None
    core = state.ledger.core
    here = _by_path(core, zip(state.ledger.files, rows, strict=True))
    base, head = _of_entries(core, ()), _of_entries(core, here.values())
    return changes(base, head, Renames(), state.folder, state.folder)


def _differing_files(state: CommitState, other: CommitState) -> dict[str, CommitFile]:
    """The files of a state that another has not as they are, by their paths."""
    assert state.ledger is not None
    assert other.ledger is not None
    there = {file.path: file for file in other.ledger.files}
    listed, listed_there = state.listed or {}, other.listed or {}
    return {
        file.path: file
        for file in state.ledger.files
        if there.get(file.path) is not file
        and (
            listed.get(file.path) != listed_there.get(file.path) or not file.path.endswith(".toml")
        )
    }


def _by_path(
    core: Ledger, files: Iterable[tuple[CommitFile, Collection[int]]]
) -> dict[Path, Entry]:
    """The entries of files with some of their rows, as far as they count, by their paths."""
    contents = (file.with_rows(rows) for file, rows in files)
    return {entry.path: entry for file in contents for entry in file.entries if core.counts(entry)}


def _unlike(entries: Mapping[Path, Entry], others: Mapping[Path, Entry]) -> Iterator[Entry]:
    """The entries that others have not as they are."""
    return (entry for path, entry in entries.items() if others.get(path) != entry)


def _of_entries(core: Ledger, entries: Iterable[Entry]) -> Ledger:
    """A ledger of some entries alone, which all count."""
    return replace(core, contents=(Contents("", tuple(entries)),), as_of=None)
