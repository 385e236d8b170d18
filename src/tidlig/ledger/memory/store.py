"""Records on the disk: sealed, so that one that is damaged or foreign is never taken for another.

A record is a file named by its key. It begins with the key and a seal, which nobody can make
without the user's own secret, and is read only when both fit: `marshal` sees nothing but what was
written here. Records are written beside their place and renamed; whatever the disk refuses is left
out.
"""

import marshal
import os
from collections.abc import Iterable
from contextlib import suppress
from typing import Any

from tidlig.ledger.memory.hashing import blake2b
from tidlig.ledger.memory.ownership import own_content, secret

MARK = b"tidlig record "
"""How a record begins, of whatever version."""

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
