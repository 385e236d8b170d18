"""Documents that lie in the ledger, named by the `file` of a source: checksum, and text if any."""

import hashlib
import html
import os
from pathlib import Path, PurePosixPath

from tidlig.model.document import Document
from tidlig.source.files import LARGEST_FILE, Unreadable, opened_within

_TEXT = (".txt", ".md", ".csv", ".tsv", ".htm", ".html", ".xml", ".json")
"""Endings of files of text, which may be in the encoding of older systems."""

_MARKUP = (".htm", ".html", ".xml")

LARGEST_DOCUMENT = 1 << 30
"""No document is larger than this many bytes: each is read whole for its checksum."""

TOO_LARGE = "is larger than 1 GiB"
_BLOCK = 1 << 20


def document(folder: Path, name: str) -> Document:
    """Read a document by its path in the ledger; one that cannot be read says why."""
    if leads_out(name):
        return Document(fault="leads out of the ledger")
    try:
        return _read(folder / name, folder)
    except Unreadable as fault:
        return Document(fault=f"cannot be read: {fault.message}")
    except OSError:
        return Document(fault="cannot be read: see whether the disk is in order")


def from_bytes(data: bytes, name: str) -> Document:
    """Give the document that some bytes are, by its path in the ledger."""
    if len(data) > LARGEST_DOCUMENT:
        return Document(fault=TOO_LARGE)
    return Document(hashlib.sha256(data).hexdigest(), _text(data, PurePosixPath(name).suffix))


def leads_out(name: str) -> bool:
    """Tell whether a path leads out of the ledger, as written."""
    path = PurePosixPath(name)
    return path.is_absolute() or ".." in path.parts or "\\" in name


def _read(path: Path, folder: Path) -> Document:
    if not os.path.lexists(path):
        return Document(fault="is not there")
    sha256, start, size = hashlib.sha256(), b"", 0
    with os.fdopen(opened_within(path, folder), "rb") as file:
        while block := file.read(_BLOCK):
            size += len(block)
            if size > LARGEST_DOCUMENT:
                return Document(fault=TOO_LARGE)
            sha256.update(block)
            if len(start) <= LARGEST_FILE:
                start += block
    return Document(sha256.hexdigest(), _text(start, path.suffix))


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
