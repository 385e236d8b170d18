"""The files of a ledger as they are read: their digests, by whom, and what is asked of them."""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import Enum
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from tidlig.index.store import FileDigests, FileState, Store, digest
from tidlig.model.failure import CouldNot
from tidlig.source.files import Unreadable

if TYPE_CHECKING:
    from tidlig.model.contents import Contents

PROCESSES = "TIDLIG_PROCESSES"
"""Says how many processes may read; else as many as there are processors."""

WHOLE_UP_TO = 250_000
"""A ledger of so many bytes is read at once by this process: no file of it has a record."""

_MOST = 16
"""More processes than these would wait for the disk."""

Data = bytes | Unreadable
Tell = Callable[[str, int, int], None]
"""Is told how far the work has come: its name, what is done, and of how much."""


def silent(stage: str, done: int, of: int) -> None:
    """Tell nobody."""
    del stage, done, of


def processes() -> int:
    """Give how many processes may read; raise `CouldNot` when that is said and is no number."""
    named = os.environ.get(PROCESSES, "").strip()
    if named:
        number = int(named) if named.isascii() and named.isdecimal() and len(named) < 10 else 0
        if number < 1:
            raise CouldNot(f'{PROCESSES} is "{named[:60]}"', "write a whole number from 1 on")
        return min(number, _MOST)
    affinity = getattr(os, "sched_getaffinity", None)
    return min(len(affinity(0)) if affinity else os.cpu_count() or 1, _MOST)


@dataclass(frozen=True, slots=True)
class How:
    """How a ledger is read: what is remembered where, who is told, and what counts as small.

    A ledger of up to `whole_up_to` bytes is held with all its entries. Of large ones that many
    `processes` read files.
    """

    store: Store = field(default_factory=lambda: Store(None))
    tell: Tell = silent
    whole_up_to: int = field(default_factory=lambda: WHOLE_UP_TO)
    processes: int = field(default_factory=processes)


@dataclass(slots=True)
class LedgerFile:
    """A file of a ledger: its path as shown, its size in bytes, and its digest where known.

    One that has a `place`, its path and the folder that it is in, may be read by another process;
    `load` reads it here, once. Its `name` is what its digest is known by. Of a file whose lines are
    entries, `lines` reads them, and `read_as` stands for all else that decides what they are; it is
    None where that cannot be told.
    """

    shown: str
    holds_settings: bool
    size: int
    digest: bytes | None
    read: Callable[[], Data]
    name: str = ""
    place: tuple[str, str] | None = None
    state: FileState | None = None
    read_as: bytes | None = b""
    lines: "Callable[[], Contents] | None" = field(default=None, repr=False)
    _data: Data | None = field(default=None, repr=False)

    @property
    def is_known(self) -> bool:
        """Whether all is known that decides what the file has."""
        return self.digest is not None and self.read_as is not None

    @property
    def is_loaded(self) -> bool:
        """Whether the file's bytes are held."""
        return self._data is not None

    def load(self) -> Data:
        """Give the file's bytes, or why it has none; its digest is known then."""
        if self._data is None:
            self._data = self.read()
            if isinstance(self._data, bytes):
                self.digest = digest(self._data)
        return self._data

    def load_same(self) -> Data:
        """Give the file's bytes; raise `CouldNot` where it has others than its digest is of."""
        known = self.digest
        data = self.load()
        if known is not None and (isinstance(data, Unreadable) or self.digest != known):
            raise CouldNot(f"{self.shown} was changed while it was read", "run the command again")
        return data

    def forget(self) -> None:
        """Hold the bytes no longer."""
        self._data = None


Mark = tuple[str, str]
"""What a document is known by: its checksum, and why it has none."""


@dataclass(slots=True)
class Files:
    """All files of a ledger in order of their path, and what is known of how they looked when.

    `tables` are those that its tables name, by their names there, once these have been read. Their
    numbers go on after those of the others.
    """

    files: list[LedgerFile]
    digests: FileDigests | None = None
    seen_at: int = 0
    documents: dict[str, Mark] = field(default_factory=dict)
    store: Store = field(default_factory=lambda: Store(None))
    tables: dict[str, LedgerFile] = field(default_factory=dict)
    known_currency: tuple[str | None] | None = field(default=None, repr=False)

    @property
    def currency(self) -> str | None:
        """The ledger's currency, which its own file says; None where that cannot be read."""
        if self.known_currency is None:
            own = next((file for file in self.files if file.holds_settings), None)
            self.known_currency = (None if own is None else _said_currency(own),)
        return self.known_currency[0]

    @property
    def size(self) -> int:
        """How many bytes the files have."""
        return sum(file.size for file in self.every())

    def every(self) -> Iterator[LedgerFile]:
        """Yield the files, and then those of tables."""
        return chain(self.files, self.tables.values())

    def at(self, number: int) -> LedgerFile:
        """Give a file by its number."""
        own = self.files
        return own[number] if number < len(own) else [*self.tables.values()][number - len(own)]

    def remember(self) -> None:
        """Remember the digests that are known now."""
        if self.digests is not None:
            for file in self.every():
                if file.digest is not None:
                    self.digests.keep(file.name, file.digest, file.state, self.seen_at)
            self.digests.remember()


def _said_currency(own: LedgerFile) -> str | None:
    """Give the currency that a ledger's own file says; the file is not hashed a second time."""
    from tidlig.source.ledger_currency import ledger_currency

    data = own.load() if own.digest is None else own.read()
    return ledger_currency(data) if isinstance(data, bytes) else None


class Question(NamedTuple):
    """What sums are asked for: up to a date, as an ordinal, or all; and by recipient or not."""

    as_of: int | None = None
    by_recipient: bool = False


EVERYTHING = Question()
"""What is asked for unless told otherwise: all dates, whoever gets the money."""


class Asked(NamedTuple):
    """An entry that is asked about: what a user typed, and the kinds that it may be, if said."""

    text: str
    kinds: tuple[str, ...] = ()


class Every(Enum):
    """Entries that are asked about all together; the core are those that sums never stand for."""

    STATEMENT = "statement"
    POOL = "pool"
    CORE = "core"


Subject = Asked | Every
"""What is asked about: one entry, or all of a kind."""
