"""What was read: from a ledger file its entries, ids and faults; and the documents of sources."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from tidlig.model.entry import Entry, Settings
from tidlig.model.findings import Fault, Problem
from tidlig.model.messages import Message


@dataclass(frozen=True, slots=True)
class Contents:
    """One file of a ledger, read.

    `declared` names every entry that has a heading in the file, by (kind, id), also those whose
    keys are at fault, so that what refers to them is not at fault too. `parsed` is False when the
    file could not be taken apart at all, and nothing is known of what it declares. `suspected` is
    False when nothing in the file can be personal data, so that no one need look. `found` is what
    the checks that see one file say of it, where they have been run when it was read.
    """

    path: str
    entries: tuple[Entry, ...] = ()
    declared: tuple[tuple[str, str], ...] = ()
    faults: tuple[Fault, ...] = ()
    settings: Settings | None = None
    parsed: bool = True
    suspected: bool = True
    found: tuple[Fault, ...] | None = None

    def problems(self, check: str) -> Iterator[Problem]:
        """Yield the faults that a check reports."""
        return (fault.problem for fault in self.faults if fault.check == check)


POINTER = Message("is a pointer of git LFS, not the file itself")
"""The fault of a document that git LFS has not fetched."""

FETCH = Message("get the file with git lfs pull")
"""The help for it, and for any other file."""


@dataclass(frozen=True, slots=True)
class Document:
    """A document: its checksum, and its text where it is one of text.

    `fault` says why it could not be read, as a fact; then there is neither. `line_ends` are the
    checksums that it would have with the line ends LF and CRLF, if it has others.
    """

    sha256: str = ""
    text: str | None = None
    fault: Message | None = None
    line_ends: tuple[tuple[str, str], ...] = field(default=(), compare=False)
