"""What the commit that is checked out has in a ledger's folder: its files, by their ids.

Trees are read as objects, in the one git process that names the commit.
"""

from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import NamedTuple

from tidlig.ledger.blobs import Blobs
from tidlig.ledger.repository import Repository
from tidlig.model.findings import CouldNot

_FOLDER = "40000"
_MOST, _DEEPEST = 2_000_000, 2_000
"""Of a folder with more files and folders, or deeper ones, nothing is told: one tree may hold
another many times."""

LINK, SUBMODULE = "120000", "160000"


class Kept(NamedTuple):
    """A file at the commit: its mode, and the id of its bytes."""

    mode: str
    id: str


class Head(NamedTuple):
    """A commit, None before the first, and the files that it has in a folder, by path there."""

    repository: Repository
    inside: PurePosixPath
    commit: str | None
    files: Mapping[str, Kept]


def head(repository: Repository, inside: PurePosixPath) -> Head:
    """Give the commit that is checked out, and its files in a folder; raise `CouldNot`."""
    with Blobs(repository) as blobs:
        commit = blobs.head()
        tree = None if commit is None else _tree(blobs, commit, inside)
        return Head(repository, inside, commit, {} if tree is None else _files(blobs, tree))


def _tree(blobs: Blobs, commit: str, inside: PurePosixPath) -> str | None:
    """Give the id of a folder's tree; None where there is none at the commit."""
    tree = blobs.one(commit).partition(b"\n")[0].removeprefix(b"tree ").decode("ascii", "replace")
    for part in inside.parts:
        below = dict(_entries(blobs.one(tree), len(tree)))
        if part not in below or below[part].mode != _FOLDER:
            return None
        tree = below[part].id
    return tree


def _files(blobs: Blobs, tree: str) -> dict[str, Kept]:
    """Give the files of a tree and of those below, which are asked for level by level."""
    files: dict[str, Kept] = {}
    level = {"": tree}
    for _ in range(_DEEPEST):
        below: dict[str, str] = {}
        data = blobs.of(list(level.values()))
        for folder, id in level.items():
            for name, kept in _entries(data[id], len(id)):
                if kept.mode == _FOLDER:
                    below[f"{folder}{name}/"] = kept.id
                else:
                    files[folder + name] = kept
            if len(files) + len(below) > _MOST:
                raise _unusable()
        if not below:
            return files
        level = below
    raise _unusable()


def _entries(data: bytes, digits: int) -> Iterator[tuple[str, Kept]]:
    """Read a tree: modes and names, each with an id of so many hexadecimal digits."""
    start, length = 0, digits // 2
    while start < len(data):
        end = data.find(b"\0", start)
        if end < 0:
            raise _unusable()
        mode, _, name = data[start:end].partition(b" ")
        start = end + 1 + length
        id = data[end + 1 : start].hex()
        yield name.decode("utf-8", "surrogateescape"), Kept(mode.decode("ascii", "replace"), id)


def _unusable() -> CouldNot:
    return CouldNot("the files of the commit cannot be told", "see what git fsck says of it")
