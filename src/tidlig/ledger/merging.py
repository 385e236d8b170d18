"""What the merge of two branches would be: read from git, with no work tree touched."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import PurePosixPath
from typing import NamedTuple

from tidlig.ledger import git
from tidlig.ledger.blobs import Blobs
from tidlig.ledger.conflicts import Versions, conflicts, is_of_files, with_both
from tidlig.ledger.git_surroundings import objects
from tidlig.ledger.repository import Repository
from tidlig.ledger.revision import Listed, Revision, of_tree
from tidlig.ledger.without_settings import without_settings
from tidlig.model.failure import CouldNot

_USAGE = 129
"""What git exits with when it does not know an option."""

_MOST = 12
"""So many files are named."""


class Merge(NamedTuple):
    """The ledgers of two branches, and of what they would be together.

    `settled` names the files that conflict to git, and have what both branches added here.
    """

    one: Revision
    other: Revision
    both: Revision
    settled: tuple[str, ...]


def merge(one: str, other: str, repository: Repository, folders: Sequence[PurePosixPath]) -> Merge:
    """Give the merge of two revisions; raise `CouldNot` where not all of both can be kept."""
    with Blobs(repository) as blobs:
        commits = [blobs.commit(name) for name in (one, other)]
        tree, settled = _tree(commits, f"{one} and {other}", blobs)
        sides = [
            of_tree(commit, commit, name, folders, blobs)
            for commit, name in zip(commits, (one, other), strict=True)
        ]
        both = of_tree(tree, None, f"the merge of {one} and {other}", folders, blobs)
        listed = {
            path: Listed(each.mode, blobs.kept(settled[path], each.blob), len(settled[path]))
            if path in settled
            else each
            for path, each in both.listed.items()
        }
        here = tuple(path for path in settled if path in listed)
        return Merge(sides[0], sides[1], replace(both, listed=listed), here)


def _tree(commits: Sequence[str], names: str, blobs: Blobs) -> tuple[str, dict[str, bytes]]:
    """Have git write the tree of a merge; give its id, and the files that we merge."""
    words = ("merge-tree", "--write-tree", "-z", "--no-messages")
    with without_settings(blobs.repository, commits[0]) as room:
        done = git.answer(room, *words, *commits, **objects(blobs.repository))
        if done.code == _USAGE:
            raise _too_old(blobs.repository)
        if done.code not in (0, 1):
            raise git.refusal(done.said)
        tree, found = conflicts(done.printed)
        settled = {path: _settled(room, path, found[path], blobs) for path in found}
    left = [path for path, data in settled.items() if data is None]
    if left or (done.code and not found):
        raise _conflict(names, left)
    return tree, {path: data for path, data in settled.items() if data is not None}


def _settled(room: Repository, path: str, versions: Versions, blobs: Blobs) -> bytes | None:
    if not is_of_files(path, versions):
        return None
    return with_both(room, versions, blobs.of([version.id for version in versions.values()]))


def _conflict(names: str, files: Sequence[str]) -> CouldNot:
    more = f" and {len(files) - _MOST} more" if len(files) > _MOST else ""
    return CouldNot(
        f"{names} conflict in {', '.join(files[:_MOST])}{more}",
        "no sum of both can be told: merge one into the other, keep the entries of both, and where "
        "both changed one key, decide",
    )


def _too_old(repository: Repository) -> CouldNot:
    version = (git.asked(repository, "version") or "git, of no known version").strip()
    return CouldNot(
        f"checking a merge takes git 2.38 or newer, and this is {version}",
        "install a newer git; all else works with this one",
    )
