"""The files of a ledger: every `*.toml` in its folder and below, none that leads out of it.

Hidden files and folders are left aside. What cannot be read is a fault with its reason; nothing is
opened that is not a plain file, so that no pipe or device can hold the reader up.
"""

import os
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

LEDGER_FILE = "programs.toml"
"""The one file that a ledger must have, with its settings."""


LARGEST_FILE = 8 * 1024 * 1024
"""No file of a ledger is larger than this many bytes."""

DEEPEST_FOLDER = 64
"""Folders that are deeper in a ledger's folder are not looked into."""


class Unreadable(Exception):
    """A file that cannot be read: the fact, and what to do."""

    def __init__(self, message: str, help: str) -> None:
        """Keep both sentences."""
        super().__init__(message)
        self.message, self.help = message, help


@dataclass(frozen=True, slots=True)
class Listing:
    """The files of a folder, by path, and the folders below that could not be looked into."""

    files: tuple[Path, ...]
    closed: tuple[Path, ...]


class Found(NamedTuple):
    """A file of a folder: its path in it, part by part, and what the folder says of it.

    A link, or what could not be looked at, has no status.
    """

    parts: tuple[str, ...]
    path: str
    status: os.stat_result | None


def listing(folder: Path) -> Listing:
    """List the files of a ledger in order of their path, whatever the file system's order."""
    files, closed = looked_at(folder)
    return Listing(tuple(Path(found.path) for found in files), tuple(map(Path, sorted(closed))))


def looked_at(folder: Path) -> tuple[list[Found], list[str]]:
    """Look at the files of a ledger, in order of their path; and name what cannot be looked into.

    Links are not followed into folders.
    """
    found: list[Found] = []
    closed: list[str] = []
    waiting: list[tuple[str, tuple[str, ...]]] = [(str(folder), ())]
    while waiting:
        path, parts = waiting.pop()
        entries = _shown(path) if len(parts) <= DEEPEST_FOLDER else None
        if entries is None:
            closed.append(path)
            continue
        toml = [entry for entry in entries if entry.name.endswith(".toml")]
        found += [Found((*parts, each.name), each.path, _status(each)) for each in toml]
        waiting += [(each.path, (*parts, each.name)) for each in entries if _is_folder(each)]
    return sorted(found, key=_parts), closed


def closed_for(path: str | Path, folder: Path) -> Unreadable:
    """Say why a folder in a ledger's was not looked into."""
    if len(Path(path).relative_to(folder).parts) > DEEPEST_FOLDER:
        return too_deep()
    return Unreadable(
        "the folder cannot be looked into", "give yourself permission to look into it"
    )


def too_deep() -> Unreadable:
    """Say that something stands too deep in the ledger's folder."""
    deep = f"this is more than {DEEPEST_FOLDER} folders deep, and so is not read"
    return Unreadable(deep, "move it up")


def _parts(found: Found) -> tuple[str, ...]:
    return found.parts


def _shown(folder: str) -> "list[os.DirEntry[str]] | None":
    """Give what is in a folder and not hidden; None when it cannot be looked into."""
    try:
        with os.scandir(folder) as entries:
            return [entry for entry in entries if not entry.name.startswith(".")]
    except OSError:
        return None


def _status(entry: "os.DirEntry[str]") -> os.stat_result | None:
    try:
        return None if entry.is_symlink() else entry.stat(follow_symlinks=False)
    except OSError:
        return None


def _is_folder(entry: "os.DirEntry[str]") -> bool:
    try:
        return entry.is_dir(follow_symlinks=False)
    except OSError:
        return False


def content(path: Path, folder: Path) -> bytes:
    """Give the bytes of one file of a ledger; raise `Unreadable` with the reason if it has none."""
    try:
        with open(opened_within(path, folder), "rb") as file:
            return file.read(LARGEST_FILE + 1)
    except OSError as error:
        raise Unreadable(*reason(error)) from None


def plain_content(path: str) -> bytes:
    """Give the bytes of a file that is no link and was found where links are not followed."""
    try:
        with open(_opened(Path(path), _NO_LINK), "rb") as file:
            return file.read(LARGEST_FILE + 1)
    except OSError as error:
        raise Unreadable(*reason(error)) from None


def whole(path: Path, limit: int) -> bytes:
    """Give the bytes of a plain file, and one more than the limit of one that is larger."""
    with open(_opened(path), "rb") as file:
        return file.read(limit + 1)


def opened_within(path: Path, folder: Path) -> int:
    """Open a plain file that no link leads out of a folder to; raise `Unreadable` with why not."""
    try:
        if not path.resolve(strict=True).is_relative_to(folder.resolve()):
            raise Unreadable("the link leads out of the ledger", "put the file itself in its place")
        return _opened(path)
    except FileNotFoundError:
        raise Unreadable("the link leads nowhere", "mend the link, or remove it") from None
    except (OSError, RuntimeError) as error:
        raise Unreadable(*reason(error)) from None


_NO_LINK = getattr(os, "O_NOFOLLOW", 0)


def _opened(path: Path, flags: int = 0) -> int:
    """Open a plain file without waiting; refuse anything else."""
    flags |= os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    descriptor = os.open(path, flags)
    mode = os.fstat(descriptor).st_mode
    if stat.S_ISREG(mode):
        return descriptor
    os.close(descriptor)
    if stat.S_ISDIR(mode):
        raise Unreadable("this is a folder, not a file", "give the folder another name")
    raise Unreadable("this is not a plain file", "put a file of text in its place")


def reason(error: OSError | RuntimeError) -> tuple[str, str]:
    """Say why a file cannot be read, and what to do."""
    if isinstance(error, PermissionError):
        return "there is no permission to read it", "give yourself permission to read it"
    if isinstance(error, RuntimeError) or "symbolic link" in str(error.strerror):
        return "the link leads back to itself", "mend the link, or remove it"
    return "it cannot be read", "see whether the disk is in order"
