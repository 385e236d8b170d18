"""Documents that lie in the ledger, named by the `file` of a source: checksum, and text if any."""

import hashlib
import html
import os
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath

from tidlig.model.contents import POINTER, Document
from tidlig.model.messages import Message
from tidlig.model.spelling import same_form
from tidlig.source.files import LARGEST_FILE, Unreadable, opened_within, pointed_at

_TEXT = (".txt", ".md", ".csv", ".tsv", ".htm", ".html", ".xml", ".json")
"""Endings of files of text, which may be in the encoding of older systems."""

_MARKUP = (".htm", ".html", ".xml")

LARGEST_DOCUMENT = 1 << 30
"""No document is larger than this many bytes: each is read whole for its checksum."""

TOO_LARGE = Message("is larger than 1 GiB")
_BLOCK = 1 << 20


def document(folder: Path, name: str) -> Document:
    """Read a document by its path in the ledger; one that cannot be read says why."""
    if leads_out(name):
        return Document(fault=Message("leads out of the ledger"))
    try:
        return _read(folder / located(folder, name), folder)
    except Unreadable as fault:
        return Document(fault=Message("cannot be read: {why}", why=fault.message))
    except OSError:
        return Document(fault=Message("cannot be read: see whether the disk is in order"))


def from_bytes(data: bytes, name: str) -> Document:
    """The document that some bytes in git are, by its path in the ledger.

    A pointer of git LFS has the checksum of the file, which git itself never holds.
    """
    if len(data) > LARGEST_DOCUMENT:
        return Document(fault=TOO_LARGE)
    oid = pointed_at(data)
    return Document(oid) if oid else _held(_sum(data), data, PurePosixPath(name).suffix)


def leads_out(name: str) -> bool:
    """Whether a path leads out of the ledger, as written."""
    path = PurePosixPath(name)
    return path.is_absolute() or ".." in path.parts or "\\" in name


def located(folder: Path, name: str) -> str:
    """A document's path in a folder as the disk has it: its letters may be stored otherwise.

    It stays as it is where nothing is like it, or several things are.
    """
    if os.path.lexists(folder / name):
        return name
    path = ""
    for part in name.split("/"):
        stored = _stored(folder / path, part)
        if stored is None:
            return name
        path = f"{path}/{stored}" if path else stored
    return path


def _stored(folder: Path, name: str) -> str | None:
    """A name in a folder as the disk has it; None where nothing, or more than one, is like it."""
    if os.path.lexists(folder / name):
        return name
    try:
        return only_like(name, (entry.name for entry in folder.iterdir()))
    except (OSError, ValueError):
        return None


def only_like(name: str, names: Iterable[str]) -> str | None:
    """The one name that reads the same as another; None for none, and for several."""
    form = same_form(name)
    like = [candidate for candidate in names if same_form(candidate) == form]
    return like[0] if len(like) == 1 else None


def _read(path: Path, folder: Path) -> Document:
    if not os.path.lexists(path):
        return Document(fault=Message("is not there"))
    sha256, start, size = hashlib.sha256(), b"", 0
    with os.fdopen(opened_within(path, folder), "rb") as file:
        while block := file.read(_BLOCK):
            size += len(block)
            if size > LARGEST_DOCUMENT:
                return Document(fault=TOO_LARGE)
            sha256.update(block)
            if len(start) <= LARGEST_FILE:
                start += block
    if pointed_at(start):
        return Document(fault=POINTER)
    return _held(sha256.hexdigest(), start, path.suffix)


def _held(sha256: str, data: bytes, ending: str) -> Document:
    return Document(sha256, _text(data, ending), line_ends=tuple(_line_ends(data, sha256)))


def _line_ends(data: bytes, sha256: str) -> Iterator[tuple[str, str]]:
    """The checksums of a document with other line ends, as git may have changed them."""
    if len(data) <= LARGEST_FILE and b"\0" not in data and b"\n" in data:
        plain = data.replace(b"\r\n", b"\n")
        for name, form in (("LF", plain), ("CRLF", plain.replace(b"\n", b"\r\n"))):
            if (own := _sum(form)) != sha256:
                yield name, own


def _sum(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _text(data: bytes, ending: str) -> str | None:
    """Decode a document of text; None for any other, and for one too large to look through.

    Of a page or XML the entities are resolved: `6&nbsp;mio.` reads as it is shown.
    """
    if len(data) > LARGEST_FILE or b"\0" in data:
        return None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        if ending.lower() not in _TEXT:
            return None
        text = data.decode("cp1252", "replace")
    return html.unescape(text) if ending.lower() in _MARKUP else text
