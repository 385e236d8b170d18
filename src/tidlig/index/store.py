"""Sealed records on disk, and the digests of files by how they looked when these were read.

A record is a file named by its key. It begins with the key and a seal, which nobody can make
without the user's own secret, and is read only when both fit: `marshal` sees nothing but what was
written here. Records are written beside their place and renamed; whatever the disk refuses is left
out.

The digest of a file is known while nothing about the file differs, if it had not been changed for
some seconds when it was read: a change within one tick of a file system's clock would else go
unseen, as git knows of its index.
"""

import marshal
import os
import sys
from collections.abc import Iterable, Mapping
from contextlib import suppress
from functools import cache
from typing import Any, NamedTuple

from tidlig import __version__
from tidlig.index.cache_folder import MARK, own_content, secret

try:  # the module that `hashlib` wraps: that spares importing OpenSSL at every start
    from _blake2 import blake2b
except ImportError:  # a Python that is built otherwise
    from hashlib import blake2b

FORMAT = 5
"""The number of the format of what records hold."""

_MAGIC = MARK + b"1\n"
_SUM, _KEY = 16, 20
_HEAD = len(_MAGIC) + _KEY + _SUM


def digest(data: bytes) -> bytes:
    """Give the checksum of a content, by which it is known."""
    return blake2b(data, digest_size=_KEY).digest()


def key(made_by: bytes, *parts: bytes) -> bytes:
    """Give the key of what was made of some parts."""
    whole = blake2b(digest_size=_KEY)
    for part in (made_by, *parts):
        whole.update(len(part).to_bytes(8, "big"))
        whole.update(part)
    return whole.digest()


class Store:
    """A folder of records; without a folder, nothing is remembered."""

    def __init__(self, folder: str | None) -> None:
        """Keep the folder, which need not be there; one that is not our own is not used."""
        self._secret = (folder and secret(folder)) or None
        self.folder = folder if self._secret else None
        self.written = 0

    def record(self, name: bytes) -> Any:
        """Give what was remembered under a key; None where nothing whole is."""
        data = self.payload(name)
        if data is None:
            return None
        try:
            return marshal.loads(data)  # noqa: S302 - its seal is our own
        except (ValueError, EOFError, TypeError):
            return None

    def payload(self, name: bytes) -> bytes | None:
        """Give the bytes of a record, if it is whole and ours."""
        data = None if self.folder is None else own_content(self._path(name))
        if data is None or not data.startswith(_MAGIC + name):
            return None
        payload = data[_HEAD:]
        seal = data[_HEAD - _SUM : _HEAD]
        return payload if self._seal(name, payload) == seal else None

    def remember(self, name: bytes, record: Any) -> None:
        """Remember a plain value under a key, if the disk lets us."""
        self.keep(name, marshal.dumps(record))

    def keep(self, name: bytes, payload: bytes) -> None:
        """Remember the bytes of a record."""
        if self.folder is None:
            return
        path = self._path(name)
        beside = f"{path}.{os.getpid()}"
        seal = self._seal(name, payload)
        try:
            os.makedirs(os.path.dirname(path), mode=0o700, exist_ok=True)
            flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_NOFOLLOW", 0)
            with open(os.open(beside, flags, 0o600), "wb") as file:
                file.write(_MAGIC + name + seal + payload)
            os.replace(beside, path)
            self.written += _HEAD + len(payload)
        except OSError:
            with suppress(OSError):
                os.unlink(beside)

    def _seal(self, name: bytes, payload: bytes) -> bytes:
        whole = blake2b(name, digest_size=_SUM, key=self._secret or b"")
        whole.update(payload)
        return whole.digest()

    def _path(self, name: bytes) -> str:
        text = name.hex()
        return f"{self.folder}{os.sep}{text[:2]}{os.sep}{text[2:]}"


def joined(parts: Iterable[bytes]) -> bytes:
    """Give one part of a key that stands for many."""
    whole = blake2b(digest_size=_KEY)
    for part in parts:
        whole.update(len(part).to_bytes(8, "big") + part)
    return whole.digest()


@cache
def made_by() -> bytes:
    """Give what every key of a record begins with.

    The modules are known by size and time, so that a checkout of the tool that is worked on does
    not remember what an older state of it has found.
    """
    told = f"{FORMAT} {__version__} {sys.hexversion} {sys.implementation.name} {marshal.version}"
    seen = blake2b(told.encode(), digest_size=20)
    package = os.path.dirname(os.path.dirname(__file__))
    for room in ("model", "source", "arithmetic", "sheets", "index", "checks", "ledger"):
        for line in sorted(_modules(os.path.join(package, room))):
            seen.update(line.encode())
    return seen.digest()


def _modules(folder: str) -> list[str]:
    lines: list[str] = []
    if not os.path.isdir(folder):  # packed otherwise: then the version has to do
        return lines
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.endswith(".py"):
                status = entry.stat()
                lines.append(f"{entry.name} {status.st_size} {status.st_mtime_ns}\n")
            elif entry.name != "__pycache__" and entry.is_dir():
                lines += [f"{entry.name}/{line}" for line in _modules(entry.path)]
    return lines


SETTLED = 3_000_000_000
"""A file that has not changed for so many nanoseconds is known by its look."""


class FileState(NamedTuple):
    """How a file looks: size, times of change in nanoseconds, and which file it is."""

    size: int
    modified: int
    changed: int
    node: int
    device: int


def file_state(status: os.stat_result) -> FileState:
    """Give how a file looks."""
    return FileState(
        status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino, status.st_dev
    )


class FileDigests:
    """The digests of files by name and look, for one folder; or of a repository's objects."""

    def __init__(self, store: Store, what: str, place: str) -> None:
        """Take up what was remembered of a folder or repository."""
        self._store = store
        self._key = key(made_by(), what.encode(), os.fsencode(place))
        known = store.record(self._key)
        self._known: dict[str, tuple[tuple[int, ...], bytes]] = known if _is_sound(known) else {}
        self._now: dict[str, tuple[tuple[int, ...], bytes]] = {}

    def digest(self, name: str, seen: FileState | None = None) -> bytes | None:
        """Give the digest of a file's content, when it still looks as it did."""
        known = self._known.get(name)
        if known is None or known[0] != tuple(seen or ()):
            return None
        self._now[name] = known
        return known[1]

    def keep(self, name: str, digest: bytes, seen: FileState | None = None, at: int = 0) -> None:
        """Keep the digest of a file; one that had just changed when it was seen is not trusted.

        It was read after it was seen: if it changed in between, it looks otherwise now.
        """
        if seen is None or max(seen.modified, seen.changed) + SETTLED < at:
            self._now[name] = (tuple(seen or ()), digest)

    def remember(self, *, most: int = 200_000) -> None:
        """Remember what was seen in this run; of objects, which never change, all that fit."""
        if self._now.items() <= self._known.items() and len(self._now) == len(self._known):
            return
        self._store.remember(self._key, dict(list(self._now.items())[-most:]))

    def add_known(self) -> None:
        """Keep what was not asked for in this run too."""
        self._now = {**self._known, **self._now}


def _is_sound(known: object) -> bool:
    return isinstance(known, Mapping)
