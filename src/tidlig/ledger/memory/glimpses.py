"""What files looked like when their content was last known, so that it need not be read again.

A glimpse is trusted when nothing about the file differs, and the file had not been changed for
some seconds when its content was read: a change within one tick of a file system's clock would
else go unseen, as git knows of its index.
"""

import os
from collections.abc import Mapping
from typing import NamedTuple

from tidlig.ledger.memory.made_by import made_by
from tidlig.ledger.memory.store import Store, key

SETTLED = 3_000_000_000
"""A file that has not changed for so many nanoseconds is known by its look."""


class Look(NamedTuple):
    """How a file looks: size, times of change in nanoseconds, and which file it is."""

    size: int
    modified: int
    changed: int
    node: int
    device: int


def look(status: os.stat_result) -> Look:
    """Give how a file looks."""
    return Look(
        status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino, status.st_dev
    )


class Glimpses:
    """The digests of files by name and look, for one folder; or of a repository's objects."""

    def __init__(self, store: Store, what: str, place: str) -> None:
        """Take up what was remembered of a folder or repository."""
        self._store = store
        self._key = key(made_by(), what.encode(), os.fsencode(place))
        known = store.record(self._key)
        self._known: dict[str, tuple[tuple[int, ...], bytes]] = known if _is_sound(known) else {}
        self._now: dict[str, tuple[tuple[int, ...], bytes]] = {}

    def digest(self, name: str, seen: Look | None = None) -> bytes | None:
        """Give the digest of a file's content, when it still looks as it did."""
        known = self._known.get(name)
        if known is None or known[0] != tuple(seen or ()):
            return None
        self._now[name] = known
        return known[1]

    def keep(self, name: str, digest: bytes, seen: Look | None = None, at: int = 0) -> None:
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
