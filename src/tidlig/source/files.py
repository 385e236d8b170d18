"""The files of a ledger: every `*.toml` in its folder and below, none that leads out of it.

Hidden files and folders are left aside. What cannot be read is a fault with its reason; nothing is
opened that is not a plain file, so that no pipe or device can hold the reader up.
"""

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

LEDGER_FILE = "programs.toml"
"""The one file that a ledger must have, with its settings."""


LARGEST_FILE = 8 * 1024 * 1024
"""No file of a ledger is larger than this many bytes."""


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


def listing(folder: Path) -> Listing:
    """List the files of a ledger in order of their path, whatever the file system's order."""
    closed: list[Path] = []
    files = sorted(_toml(folder, closed), key=lambda path: path.relative_to(folder).parts)
    return Listing(tuple(files), tuple(sorted(closed)))


def _toml(folder: Path, closed: list[Path]) -> Iterator[Path]:
    def refused(error: OSError) -> None:
        closed.append(Path(error.filename))

    for where, folders, names in os.walk(folder, onerror=refused):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in [*names, *folders]:
            if name.endswith(".toml") and not name.startswith("."):
                yield Path(where, name)


def content(path: Path, folder: Path) -> bytes:
    """Give the bytes of one file of a ledger; raise `Unreadable` with the reason if it has none."""
    try:
        with open(opened_within(path, folder), "rb") as file:
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


def _opened(path: Path) -> int:
    """Open a plain file without waiting; refuse anything else."""
    descriptor = os.open(
        path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    )
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
