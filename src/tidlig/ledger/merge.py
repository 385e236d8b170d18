"""The merge of two branches, read from git without touching a work tree.

git runs programs when it merges, if settings of the repository and attributes say so, and the names
of these settings cannot all be known. So it merges in a git folder of ours, over the objects of the
repository, without its settings.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from tidlig.arithmetic.entry_changes import differ
from tidlig.arithmetic.ledger import Ledger
from tidlig.ledger import git
from tidlig.ledger.blobs import Blobs
from tidlig.ledger.conflicts import Versions, conflicts, is_of_files, with_both
from tidlig.ledger.git import objects
from tidlig.ledger.head import LINK, SUBMODULE
from tidlig.ledger.open import documents_of, opened
from tidlig.ledger.repository import Repository
from tidlig.ledger.revision import Listed, Revision, of_tree
from tidlig.model.decisions import Program
from tidlig.model.entry import Entry
from tidlig.model.errors import CouldNot
from tidlig.model.findings import Finding, Note
from tidlig.model.spelling import same_form

_OF_SHA256 = 64
_SHA256 = "[core]\n\trepositoryformatversion = 1\n[extensions]\n\tobjectFormat = sha256\n"


@contextmanager
def without_settings(repository: Repository, commit: str) -> Iterator[Repository]:
    """Give a repository with no settings, for a while; `commit` tells of what kind its ids are."""
    import tempfile

    with tempfile.TemporaryDirectory(prefix="tidlig-") as name:
        folder = Path(name).resolve()
        (folder / "objects").mkdir()
        (folder / "refs").mkdir()
        (folder / "HEAD").write_text("ref: refs/heads/none\n", "ascii")
        (folder / "config").write_text(_SHA256 if len(commit) == _OF_SHA256 else "", "ascii")
        shallow = repository.common / "shallow"
        if shallow.is_file():
            (folder / "shallow").write_bytes(shallow.read_bytes())
        yield Repository(folder, folder, repository.work_tree)


MOST_NAMED = 4
"""So many entries of a branch are pointed at."""

Named = tuple[str, Ledger]


def attributed(finding: Finding, both: Ledger, sides: Sequence[Named]) -> Finding:
    """Add to a finding the entries that each branch brings to the programs it is about."""
    about = {entry.path: entry for entry in both.entries}
    entry = about.get(finding.location.path[:2])
    programs = set() if entry is None else _programs(entry, both)
    one, other = sides
    notes = [*_notes(one, other, both, programs), *_notes(other, one, both, programs)]
    problem = replace(finding.problem, notes=(*finding.problem.notes, *notes))
    return replace(finding, problem=problem)


def _notes(side: Named, other: Named, both: Ledger, programs: set[str]) -> Iterator[Note]:
    """Point at what a branch brings: what the other has not, or has otherwise."""
    theirs = {entry.address: entry for entry in other[1].entries}
    brought = [
        entry
        for entry in both.entries
        if _is_news(entry, theirs.get(entry.address)) and _programs(entry, both) & programs
    ]
    for entry in brought[:MOST_NAMED]:
        yield Note(f"{entry.address} comes from {side[0]}", entry.at())
    if len(brought) > MOST_NAMED:
        yield Note(f"{len(brought) - MOST_NAMED} entries more come from {side[0]}")


def _is_news(entry: Entry, theirs: Entry | None) -> bool:
    """Tell whether a branch has not an entry, or otherwise; its file may have another name."""
    return theirs is None or differ(theirs, entry)


def _programs(entry: Entry, ledger: Ledger) -> set[str]:
    """Give the programs whose money or pools an entry has to do with."""
    own = entry.id if isinstance(entry, Program) else getattr(entry, "program", None)
    moved = {movement.line.program for movement in ledger.moved_by(entry)}
    return moved | ({own} if isinstance(own, str) else set())


_USAGE = 129
"""What git exits with when it does not know an option."""

_MOST = 12
"""So many files are named."""


class Merge(NamedTuple):
    """The ledgers of two branches, and of what they would be together.

    `settled` names the files that conflict to git, and have what both branches added here; `beside`
    those that conflict and are not the ledger's.
    """

    one: Revision
    other: Revision
    both: Revision
    settled: tuple[str, ...]
    beside: tuple[str, ...]


def merge(one: str, other: str, repository: Repository, folders: Sequence[PurePosixPath]) -> Merge:
    """Give the merge of two revisions; raise `CouldNot` where not all of both can be kept."""
    with Blobs(repository) as blobs:
        commits = [blobs.commit(name) for name in (one, other)]
        tree, found = _tree(commits, f"{one} and {other}", blobs)
        sides = [
            of_tree(commit, commit, name, folders, blobs)
            for commit, name in zip(commits, (one, other), strict=True)
        ]
        settled = {path: each.settled for path, each in found.items() if each.settled is not None}
        left = [path for path in found if path not in settled]
        if own := [path for path in left if _is_read(path, found[path].versions, sides)]:
            raise _conflict(f"{one} and {other}", own)
        both = of_tree(tree, None, f"the merge of {one} and {other}", folders, blobs)
        listed = {
            path: Listed(each.mode, blobs.kept(settled[path], each.blob), len(settled[path]))
            if path in settled
            else each
            for path, each in both.listed.items()
        }
        both = replace(both, listed=listed)
        if left and (own := _documents(left, both)):
            raise _conflict(f"{one} and {other}", own)
        here = tuple(path for path in settled if path in listed)
        return Merge(sides[0], sides[1], both, here, tuple(left))


class _Conflicting(NamedTuple):
    """A file that conflicts, and what it is with what both sides added; None where they differ."""

    versions: Versions
    settled: bytes | None


def _tree(commits: Sequence[str], names: str, blobs: Blobs) -> tuple[str, dict[str, _Conflicting]]:
    """Have git write the tree of a merge; give its id, and the files that conflict."""
    words = ("merge-tree", "--write-tree", "-z", "--no-messages")
    with without_settings(blobs.repository, commits[0]) as room:
        done = git.answer(room, *words, *commits, **objects(blobs.repository))
        if done.code == _USAGE:
            raise _too_old(blobs.repository)
        if done.code not in (0, 1):
            raise git.refusal(done.said)
        tree, found = conflicts(done.printed)
        if done.code and not found:
            raise _conflict(names, ())
        return tree, {
            path: _Conflicting(versions, _settled(room, path, versions, blobs))
            for path, versions in found.items()
        }


def _is_read(path: str, versions: Versions, sides: Sequence[Revision]) -> bool:
    """Tell whether the ledger is read from a file, or would be from what a link leads to."""
    is_link = any(version.mode in (LINK, SUBMODULE) for version in versions.values())
    inside = [
        PurePosixPath(path).relative_to(side.prefix)
        for side in sides
        if PurePosixPath(path).is_relative_to(side.prefix)
    ]
    is_shown = any("/." not in f"/{own}" for own in inside)
    return is_shown and (is_link or path.lower().endswith(".toml"))


def _documents(files: Sequence[str], both: Revision) -> list[str]:
    """Give those of some files that sources of a ledger name as their documents."""
    named = documents_of(opened(both).contents).values()
    paths = {same_form(str(both.prefix / name)) for name in named}
    return [path for path in files if same_form(path) in paths]


def _settled(room: Repository, path: str, versions: Versions, blobs: Blobs) -> bytes | None:
    if not is_of_files(path, versions):
        return None
    return with_both(room, versions, blobs.of([version.id for version in versions.values()]))


def _conflict(names: str, files: Sequence[str]) -> CouldNot:
    return CouldNot(
        f"{names} conflict in {listing(files)}",
        "no sum of both can be told: merge one into the other, keep the entries of both, and where "
        "both changed one key, decide",
    )


def listing(files: Sequence[str]) -> str:
    """Name files in a message, the first of many."""
    more = f" and {len(files) - _MOST} more" if len(files) > _MOST else ""
    return f"{', '.join(files[:_MOST])}{more}"


def _too_old(repository: Repository) -> CouldNot:
    version = (git.asked(repository, "version") or "git, of no known version").strip()
    return CouldNot(
        f"checking a merge takes git 2.38 or newer, and this is {version}",
        "install a newer git; all else works with this one",
    )
