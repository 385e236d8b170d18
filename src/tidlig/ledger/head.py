"""What the commit that is checked out has in a ledger's folder: its files, by their ids.

Trees are read as objects, in the one git process that names the commit.
"""

from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import NamedTuple

from tidlig.ledger.blobs import Blobs
from tidlig.ledger.repository import Repository
from tidlig.model.failure import CouldNot

_FOLDER = "40000"
_MOST, _DEEPEST = 2_000_000, 2_000
"""A folder with more files and folders, or deeper ones, is refused: one tree may hold
another many times."""

LINK, SUBMODULE = "120000", "160000"


class TreeEntry(NamedTuple):
    """A file at the commit: its mode, and the id of its bytes."""

    mode: str
    id: str


class Head(NamedTuple):
    """A commit, None before the first, and the files that it has in a folder, by path there."""

    repository: Repository
    inside: PurePosixPath
    commit: str | None
    files: Mapping[str, TreeEntry]


def head(repository: Repository, inside: PurePosixPath) -> Head:
    """The commit that is checked out, and its files in a folder; raise `CouldNot`."""
    with Blobs(repository) as blobs:
        commit = blobs.head()
        tree = None if commit is None else _tree(blobs, commit, inside)
        return Head(repository, inside, commit, {} if tree is None else _files(blobs, tree))


def _tree(blobs: Blobs, commit: str, inside: PurePosixPath) -> str | None:
    """The id of a folder's tree; None where there is none at the commit."""
    tree = blobs.read(commit).partition(b"\n")[0].removeprefix(b"tree ").decode("ascii", "replace")
    for part in inside.parts:
        below = dict(_entries(blobs.read(tree), len(tree)))
        if part not in below or below[part].mode != _FOLDER:
            return None
        tree = below[part].id
    return tree


def _files(blobs: Blobs, tree: str) -> dict[str, TreeEntry]:
    """The files of a tree and of those below, which are asked for level by level."""
    files: dict[str, TreeEntry] = {}
    level = {"": tree}
    for _ in range(_DEEPEST):
        below: dict[str, str] = {}
        data = blobs.read_all(list(level.values()))
        for folder, id in level.items():
            for name, entry in _entries(data[id], len(id)):
                if entry.mode == _FOLDER:
                    below[f"{folder}{name}/"] = entry.id
                else:
                    files[folder + name] = entry
            if len(files) + len(below) > _MOST:
                raise _unusable()
        if not below:
            return files
        level = below
    raise _unusable()


def _entries(data: bytes, digits: int) -> Iterator[tuple[str, TreeEntry]]:
    """Read a tree: modes and names, each with an id of so many hexadecimal digits."""
    start, length = 0, digits // 2
    while start < len(data):
        end = data.find(b"\0", start)
        if end < 0:
            raise _unusable()
        mode, _, name = data[start:end].partition(b" ")
        start = end + 1 + length
        id = data[end + 1 : start].hex()
        yield (
            name.decode("utf-8", "surrogateescape"),
            TreeEntry(mode.decode("ascii", "replace"), id),
        )


def _unusable() -> CouldNot:
    return CouldNot("the files of the commit cannot be told", "see what git fsck says of it")
