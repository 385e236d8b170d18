"""Where a ledger's files come from (a folder or a revision), and the provenance of a report."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, Protocol

from tidlig import __version__
from tidlig.index.ledger_files import Files, LedgerFile, Mark
from tidlig.index.store import FileDigests, FileState, Store
from tidlig.ledger.repository import Repository
from tidlig.model.contents import Document
from tidlig.model.messages import sentence
from tidlig.source.files import Unreadable

if TYPE_CHECKING:
    from tidlig.arithmetic.ledger import Ledger


@dataclass(frozen=True, slots=True)
class Provenance:
    """What every report states of its source; revision and dirty are None outside a repository."""

    tool: str
    ledger: str
    as_of: dt.date | None
    revision: str | None
    dirty: bool | None
    entries: int
    files: int
    as_of_from: str | None = None
    later: int | None = None


def provenance(origin: "Origin", ledger: "Ledger") -> Provenance:
    """Where the figures of a ledger come from."""
    revision, dirty = origin.state()
    return Provenance(
        __version__,
        origin.shown,
        ledger.as_of,
        revision,
        dirty,
        ledger.size,
        ledger.files,
    )


@dataclass(frozen=True, slots=True)
class File:
    """One file of a ledger: its path as shown, and its bytes, or why it has none.

    In a repository `blob` is the id of its bytes.
    """

    shown: str
    data: bytes | Unreadable
    holds_settings: bool = False
    blob: str | None = None


class CommittedFile(NamedTuple):
    """Where git has a file: in which repository, by which name there, and at which commit.

    `data` is what the commit has, where that is something else than the ledger.
    """

    repository: Repository
    name: str
    commit: str
    data: bytes | None = None


class Origin(Protocol):
    """Where the files of one ledger come from."""

    @property
    def shown(self) -> str:
        """The ledger's folder, as it is shown."""

    def files(self) -> Iterator[File]:
        """Every file of the ledger, in order of its path."""

    def digested_files(self, store: Store) -> Files:
        """Every file of the ledger, with its digest where that is known without reading it."""

    def document(self, name: str) -> Document:
        """A document by its path in the ledger."""

    def document_state(self, name: str) -> FileState | None:
        """How a document looks, by its path; None where it is no plain file in a folder."""

    def path_of(self, name: str) -> str:
        """The path of a file as it is shown, by its path in the ledger."""

    def table(self, name: str) -> bytes | Unreadable:
        """The bytes of a table's file by its path in the ledger, or why it has none."""

    def digested_table(self, name: str, digests: FileDigests | None) -> LedgerFile:
        """A table's file by its path in the ledger, with its digest where that is known."""

    def data(self, shown: str) -> bytes:
        """The bytes of a file by its path as shown; nothing for one that is not there."""

    def state(self) -> tuple[str | None, bool | None]:
        """The revision, and whether the files differ from it; None outside a repository."""

    def committed_file(self, shown: str) -> CommittedFile | None:
        """Where git has a file, by its path as shown; None where it has no history of it."""

    def close(self) -> None:
        """Close what was opened to read the files."""


def document_mark(origin: Origin, files: Files, name: str) -> Mark:
    """What a document in the ledger is known by: its checksum, or why it has none."""
    digests, seen = files.digests, origin.document_state(name)
    known = None
    if digests is not None and seen is not None:
        known = digests.digest(f"document {name}", seen)
    if known is not None:
        return known.hex(), ""
    document = origin.document(name)
    if digests is not None and seen is not None and not document.fault:
        digests.keep(f"document {name}", bytes.fromhex(document.sha256), seen, files.seen_at)
    return document.sha256, sentence(document.fault)
