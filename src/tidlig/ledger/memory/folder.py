"""Where what is remembered lies, how much it is, and how it is kept from growing without end."""

import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

VARIABLE = "TIDLIG_CACHE_DIR"
"""Names the folder; empty, nothing is remembered."""

LARGEST = 1 << 29
"""So many bytes are kept (512 MiB); the records longest unused go first."""

_NAME = "tidlig"


class Record(NamedTuple):
    """A file of the cache: when it was last used, its size in bytes, and its path."""

    used: float
    size: int
    path: str


def cache_folder(environment: Mapping[str, str] = os.environ) -> str | None:
    """Give the folder of the cache; None where there is none to be."""
    if VARIABLE in environment:
        return environment[VARIABLE] or None
    home = environment.get("HOME") or environment.get("USERPROFILE")
    if environment.get("XDG_CACHE_HOME"):
        return os.path.join(environment["XDG_CACHE_HOME"], _NAME)
    if sys.platform == "win32":
        local = environment.get("LOCALAPPDATA")
        return os.path.join(local, _NAME, "Cache") if local else None
    if not home:
        return None
    within = ("Library", "Caches") if sys.platform == "darwin" else (".cache",)
    return os.path.join(home, *within, _NAME)


def records(folder: str) -> Iterator[Record]:
    """Give the files of the cache; nothing else that may lie in its folder."""
    with suppress(OSError):
        for part in os.scandir(folder):
            if len(part.name) == 2 and part.is_dir(follow_symlinks=False):
                yield from _in(part.path)


def _in(folder: str) -> Iterator[Record]:
    with suppress(OSError):
        for entry in os.scandir(folder):
            with suppress(OSError):
                status = entry.stat(follow_symlinks=False)
                yield Record(max(status.st_mtime, status.st_atime), status.st_size, entry.path)


def clear(folder: str) -> tuple[int, int]:
    """Forget everything; give how many records there were, and their bytes."""
    return _gone(list(records(folder)))


def trim(folder: str, largest: int = LARGEST) -> None:
    """Forget the records longest unused until the rest is no larger than allowed.

    Then there is some room, so that not every run has to look.
    """
    found = sorted(records(folder), reverse=True)
    if sum(record.size for record in found) > largest:
        kept = 0
        for number, record in enumerate(found):
            kept += record.size
            if kept > largest * 3 // 4:
                _gone(found[number:])
                return


def _gone(old: list[Record]) -> tuple[int, int]:
    number = size = 0
    for record in old:
        with suppress(OSError):
            Path(record.path).unlink()
            number, size = number + 1, size + record.size
    return number, size
