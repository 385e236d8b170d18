"""Where what is remembered lies, how much it is, and how it is kept from growing without end."""

import os
import re
import sys
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from tidlig.ledger.memory.ownership import is_own, own_content
from tidlig.ledger.memory.store import MARK

VARIABLE = "TIDLIG_CACHE_DIR"
"""Names where the folder stands; empty, nothing is remembered."""

LARGEST = 1 << 29
"""So many bytes are kept (512 MiB); the records longest unused go first."""

_NAME = "tidlig"
_PART, _FILE = re.compile(r"[0-9a-f]{2}"), re.compile(r"[0-9a-f]{38}(\.[0-9]+)?")


class Record(NamedTuple):
    """A file of the cache: when it was last used, its size in bytes, and its path."""

    used: float
    size: int
    path: str


def cache_folder(environment: Mapping[str, str] = os.environ) -> str | None:
    """Give the folder of the cache; None where there is none to be."""
    if VARIABLE in environment:
        named = environment[VARIABLE]
        return os.path.join(named, _NAME) if named else None
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


def records(folder: str) -> list[Record]:
    """Give the records of a cache that is our own; nothing else that may lie in its folder."""
    return [each for each in _shaped(folder) if _is_marked(each)]


def _shaped(folder: str) -> Iterator[Record]:
    """Give the files that are named as records are, also those that were never finished."""
    if not is_own(folder):
        return
    with suppress(OSError), os.scandir(folder) as parts:
        for part in parts:
            if _PART.fullmatch(part.name) and part.is_dir(follow_symlinks=False):
                yield from _in(part.path)


def _in(folder: str) -> Iterator[Record]:
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            with suppress(OSError):
                if _FILE.fullmatch(entry.name) and entry.is_file(follow_symlinks=False):
                    status = entry.stat(follow_symlinks=False)
                    yield Record(max(status.st_mtime, status.st_atime), status.st_size, entry.path)


def _is_marked(record: Record) -> bool:
    return own_content(record.path, len(MARK)) == MARK


def clear(folder: str) -> tuple[int, int]:
    """Forget everything; give how many records there were, and their bytes."""
    return _gone(records(folder))


def trim(folder: str, largest: int = LARGEST) -> None:
    """Forget the records longest unused until the rest is no larger than allowed.

    Then there is some room, so that not every run has to look.
    """
    named = list(_shaped(folder))
    if sum(record.size for record in named) > largest:
        found, kept = sorted(filter(_is_marked, named), reverse=True), 0
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
