"""A ledger's files before they are read: their digests where these are known without reading."""

import os
import stat
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from tidlig.ledger.checkout import missing_from_checkout
from tidlig.ledger.folder import Folder, shown_path
from tidlig.ledger.memory.glimpses import Glimpses, Look, look
from tidlig.ledger.memory.store import Store, digest
from tidlig.ledger.origin import File, Origin
from tidlig.model.messages import sentence
from tidlig.source.files import LEDGER_FILE, Unreadable, content, looked_at

if TYPE_CHECKING:
    from tidlig.ledger.revision import Revision

Data = bytes | Unreadable
Mark = tuple[str, str]
"""What a document is known by: its checksum, and why it has none."""


@dataclass(slots=True)
class Seen:
    """A file of a ledger: its path as shown, its size in bytes, and its digest where known.

    One that has a `place`, its path and the folder that it is in, may be read by another process;
    `load` reads it here, once. Its `name` is what its digest is known by.
    """

    shown: str
    holds_settings: bool
    size: int
    digest: bytes | None
    read: Callable[[], Data]
    name: str = ""
    place: tuple[str, str] | None = None
    look: Look | None = None
    _data: Data | None = field(default=None, repr=False)

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

    def forget(self) -> None:
        """Hold the bytes no longer."""
        self._data = None


@dataclass(slots=True)
class Files:
    """All files of a ledger in order of their path, and what is known of how they looked when."""

    files: list[Seen]
    glimpses: Glimpses | None = None
    seen_at: int = 0
    documents: dict[str, Mark] = field(default_factory=dict)
    store: Store = field(default_factory=lambda: Store(None))
    _currency: tuple[str | None] | None = field(default=None, repr=False)

    @property
    def currency(self) -> str | None:
        """The ledger's currency, which its own file says; None where that cannot be read."""
        if self._currency is None:
            own = next((file for file in self.files if file.holds_settings), None)
            self._currency = (None if own is None else _currency(own),)
        return self._currency[0]

    @property
    def size(self) -> int:
        """How many bytes the files have."""
        return sum(file.size for file in self.files)

    def mark(self, origin: Origin, name: str) -> Mark:
        """Give what a document in the ledger is known by: its checksum, or why it has none."""
        seen = _look_of_document(origin, name)
        known = None
        if self.glimpses is not None and seen is not None:
            known = self.glimpses.digest(f"document {name}", seen)
        if known is not None:
            return known.hex(), ""
        document = origin.document(name)
        if self.glimpses is not None and seen is not None and not document.fault:
            digest = bytes.fromhex(document.sha256)
            self.glimpses.keep(f"document {name}", digest, seen, self.seen_at)
        return document.sha256, sentence(document.fault)

    def remember(self) -> None:
        """Remember the digests that are known now."""
        if self.glimpses is not None:
            for file in self.files:
                if file.digest is not None:
                    self.glimpses.keep(file.name, file.digest, file.look, self.seen_at)
            self.glimpses.remember()


def _currency(own: Seen) -> str | None:
    """Give the currency that a ledger's own file says; the file is not hashed a second time."""
    from tidlig.source.ledger_currency import ledger_currency

    data = own.load() if own.digest is None else own.read()
    return ledger_currency(data) if isinstance(data, bytes) else None


def files(origin: Origin, store: Store) -> Files:
    """See what files a ledger has."""
    if isinstance(origin, Folder):
        return _of_folder(origin, store)
    from tidlig.ledger.revision import Revision

    if isinstance(origin, Revision):
        return _of_revision(origin, store)
    return Files([_at_hand(each) for each in origin.files()])


def _at_hand(file: File) -> Seen:
    """See a file whose bytes are at hand."""
    data = file.data
    size, known = (len(data), digest(data)) if isinstance(data, bytes) else (0, None)
    return Seen(file.shown, file.holds_settings, size, known, _given(data))


def _of_folder(origin: Folder, store: Store) -> Files:
    folder, now = origin.path, time.time_ns()
    found, refused = looked_at(folder)
    glimpses = Glimpses(store, "folder", str(folder.absolute()))
    settings = (LEDGER_FILE,)
    start = shown_path(folder)
    is_above_us = set(start.split("/")) == {".."}
    below = "" if start == "." else f"{start}/"
    seen = []
    names = {"/".join(each.parts): each for each in found}
    missed = missing_from_checkout(folder, names)
    for name, each in names.items():
        if missed.is_foreign(name):
            continue
        own = None if each.status is None else look(each.status)
        digest = None if own is None else glimpses.digest(name, own)
        plain = each.status is not None and stat.S_ISREG(each.status.st_mode)
        read, place = _reader(each.path, folder), (each.path, str(folder)) if plain else None
        size, is_settings = 0 if own is None else own.size, each.parts == settings
        shown = shown_path(Path(each.path)) if is_above_us else below + name
        seen.append(Seen(shown, is_settings, size, digest, read, name, place, own))
    faults = {folder / name: fault for name, fault in missed.faults.items()}
    faults |= {Path(path): why for path, why in refused}
    for path, fault in faults.items():
        seen.append(Seen(shown_path(path), False, 0, None, _given(fault)))
    origin.seen = Files(seen, glimpses, now, store=store)
    return origin.seen


def _of_revision(origin: "Revision", store: Store) -> Files:
    glimpses = Glimpses(store, "objects", str(origin.blobs.repository.git_folder))
    glimpses.add_known()
    seen = []
    for each in origin.listed_files():
        digest = None if each.blob is None else glimpses.digest(each.blob)
        read = partial(origin.content, each)
        seen.append(Seen(each.shown, each.holds_settings, each.size, digest, read, each.blob or ""))
    return Files(seen, glimpses)


def _look_of_document(origin: Origin, name: str) -> Look | None:
    """Give how a plain file in a folder looks that a source names; None for any other."""
    if not isinstance(origin, Folder) or not set(name.split("/")).isdisjoint(("..", "")):
        return None
    path = str(origin.path)
    for part in name.split("/"):
        path = f"{path}{os.sep}{part}"
        try:
            status = os.lstat(path)
        except (OSError, ValueError):
            return None
        if stat.S_ISLNK(status.st_mode):
            return None
    return look(status) if stat.S_ISREG(status.st_mode) else None


def _reader(path: str, folder: Path) -> Callable[[], Data]:
    def read() -> Data:
        try:
            return content(Path(path), folder)
        except Unreadable as fault:
            return fault

    return read


def _given(data: Data) -> Callable[[], Data]:
    return lambda: data
