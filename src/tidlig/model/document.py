"""A document that lies in the ledger: what a source's `file` names, as it is on the disk."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Document:
    """A document: its checksum, and its text where it is one of text.

    `fault` says why it could not be read, as a fact; then there is neither.
    """

    sha256: str = ""
    text: str | None = None
    fault: str = ""
