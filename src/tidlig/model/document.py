"""A document that lies in the ledger: what a source's `file` names, as it is on the disk."""

from dataclasses import dataclass, field

POINTER = "is a pointer of git LFS, not the file itself"
"""The fault of a document that git LFS has not fetched."""

FETCH = "get the file with git lfs pull"
"""The help for it, and for any other file."""


@dataclass(frozen=True, slots=True)
class Document:
    """A document: its checksum, and its text where it is one of text.

    `fault` says why it could not be read, as a fact; then there is neither. `line_ends` are the
    checksums that it would have with the line ends LF and CRLF, if it has others.
    """

    sha256: str = ""
    text: str | None = None
    fault: str = ""
    line_ends: tuple[tuple[str, str], ...] = field(default=(), compare=False)
