"""What the merge of two branches would be: read from git, with no work tree touched."""

from collections.abc import Sequence
from pathlib import PurePosixPath
from typing import NamedTuple

from tidlig.ledger import git
from tidlig.ledger.blobs import Blobs
from tidlig.ledger.git_surroundings import objects
from tidlig.ledger.repository import Repository
from tidlig.ledger.revision import Revision, of_tree
from tidlig.ledger.without_settings import without_settings
from tidlig.model.failure import CouldNot

_USAGE = 129
"""What git exits with when it does not know an option."""

_MOST = 12
"""So many files are named."""


class Merge(NamedTuple):
    """The ledgers of two branches, and of what they would be together."""

    one: Revision
    other: Revision
    both: Revision


def merge(one: str, other: str, repository: Repository, folders: Sequence[PurePosixPath]) -> Merge:
    """Give the merge of two revisions; raise `CouldNot` when their texts conflict."""
    with Blobs(repository) as blobs:
        commits = [blobs.commit(name) for name in (one, other)]
        tree = _tree(commits, f"{one} and {other}", repository)
        sides = [
            of_tree(commit, commit, name, folders, blobs)
            for commit, name in zip(commits, (one, other), strict=True)
        ]
        together = f"the merge of {one} and {other}"
        return Merge(sides[0], sides[1], of_tree(tree, None, together, folders, blobs))


def _tree(commits: Sequence[str], names: str, repository: Repository) -> str:
    """Have git write the tree of a merge, and give its id."""
    words = ("merge-tree", "--write-tree", "-z", "--name-only", "--no-messages")
    with without_settings(repository, commits[0]) as room:
        done = git.answer(room, *words, *commits, **objects(repository))
    if done.code == _USAGE:
        raise _too_old(repository)
    if done.code not in (0, 1):
        raise git.refusal(done.said)
    tree, *files = done.printed.decode("utf-8", "replace").split("\0")
    if done.code:
        named = list(dict.fromkeys(filter(None, files)))
        more = f" and {len(named) - _MOST} more" if len(named) > _MOST else ""
        raise CouldNot(
            f"{names} conflict in {', '.join(named[:_MOST])}{more}",
            "merge one into the other and settle it by hand",
        )
    return tree


def _too_old(repository: Repository) -> CouldNot:
    version = (git.asked(repository, "version") or "git, of no known version").strip()
    return CouldNot(
        f"checking a merge takes git 2.38 or newer, and this is {version}",
        "install a newer git; all else works with this one",
    )
