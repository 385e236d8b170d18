"""The user's own cache folder: where it is, who owns it, its key, and what goes when it is full.

Whoever does not have the key can make no record that is believed, and it is kept where nobody else
reads. On Windows files have no owners and modes that Python knows; there the key alone protects.
"""

import os
import re
import stat
import sys
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

MARK = b"tidlig record "
"""How a record begins, of whatever version."""

HAS_OWNERS = os.name == "posix"
"""Whether files say who owns them and who may write them."""

NAME = "key"

_MARK = b"tidlig key 1\n"
_LENGTH = 32
_MODE = 0o400 if HAS_OWNERS else 0o600
"""No file that git checks out has this mode: a key cannot come with a repository."""

_OTHERS, _OTHERS_WRITE = 0o077, stat.S_IWGRP | stat.S_IWOTH
_FOLDER = getattr(os, "O_DIRECTORY", 0) | getattr(os, "O_NOFOLLOW", 0)
_UNUSED = getattr(os, "O_NOATIME", 0)
_FLAGS = ("O_NOFOLLOW", "O_NONBLOCK", "O_BINARY")
_READ_NOW = os.O_RDONLY | sum(getattr(os, flag, 0) for flag in _FLAGS)


def secret(folder: str) -> bytes | None:
    """Give the key of a cache, made where there is none; None where the folder is not our own."""
    if not os.path.lexists(folder):
        _make(folder)
    state = _looked_at(folder)
    if state is None:
        return None
    path = os.path.join(folder, NAME)
    return (None if state & _OTHERS_WRITE else _read(path)) or _made(path)


def is_own(folder: str) -> bool:
    """Tell whether a folder is no link, and this user's own; it is closed to others then."""
    return _looked_at(folder) is not None


def own_content(path: str, most: int = -1) -> bytes | None:
    """Give the bytes of a plain file that is ours alone to write; None for anything else.

    Who looks at the first bytes alone does not use the file, which keeps its time.
    """
    try:
        with open(os.open(path, _READ_NOW | (_UNUSED if most >= 0 else 0)), "rb") as file:
            return file.read(most) if _is_ours_alone(os.fstat(file.fileno())) else None
    except OSError:
        return None


def _is_ours_alone(status: os.stat_result) -> bool:
    if not stat.S_ISREG(status.st_mode):
        return False
    return not HAS_OWNERS or (status.st_uid == os.geteuid() and not status.st_mode & _OTHERS_WRITE)


def _looked_at(folder: str) -> int | None:
    """Give the mode that our own folder had, and close it to others; None for no such folder."""
    if not HAS_OWNERS:
        return 0 if os.path.isdir(folder) and not os.path.islink(folder) else None
    try:
        descriptor = os.open(folder, os.O_RDONLY | _FOLDER)
    except OSError:
        return None
    try:
        status = os.fstat(descriptor)
        if status.st_uid != os.geteuid():
            return None
        if status.st_mode & _OTHERS:
            os.fchmod(descriptor, 0o700)
    except OSError:
        return None
    else:
        return status.st_mode
    finally:
        os.close(descriptor)


def _make(folder: str) -> None:
    """Make a folder and those above it, each for this user alone."""
    with suppress(OSError, RecursionError):  # no folder is needed
        above = os.path.dirname(folder)
        if above and not os.path.isdir(above):
            _make(above)
        os.mkdir(folder, 0o700)


def _read(path: str) -> bytes | None:
    """Give the key that a file has; None for one that is damaged, or that we have not written."""
    try:
        with open(os.open(path, _READ_NOW), "rb") as file:
            data, status = file.read(len(_MARK) + _LENGTH + 1), os.fstat(file.fileno())
    except OSError:
        return None
    is_closed = not HAS_OWNERS or (stat.S_IMODE(status.st_mode), status.st_nlink) == (_MODE, 1)
    is_whole = data.startswith(_MARK) and len(data) == len(_MARK) + _LENGTH
    return data[len(_MARK) :] if is_whole and is_closed and _is_ours_alone(status) else None


def _made(path: str) -> bytes | None:
    """Write a new key whole; give the one that stands there then, for another may be as quick."""
    beside = f"{path}.{os.urandom(8).hex()}"
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    try:
        with open(os.open(beside, flags, _MODE), "wb") as file:
            file.write(_MARK + os.urandom(_LENGTH))
        os.replace(beside, path)
    except OSError:
        with suppress(OSError):
            os.unlink(beside)
        return None
    return _read(path)


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
