"""Drafts: entries that the lines of a file make, as a reader hands them to an import.

A reader of any format makes drafts, and says how it read the file and which lines it refused. What
becomes of them in a ledger is for `tidlig.ledger.importing` to say.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Literal, Protocol

from tidlig.arithmetic.entry_changes import KeyChange
from tidlig.model.entry import Entry
from tidlig.model.findings import Location, Problem, Span
from tidlig.model.messages import Message

STDIN = "stdin"
"""What a file is called that was read from standard input: it is another each time."""


class Draft(Protocol):
    """An entry that a line of a file makes: its keys as in TOML, and where it comes from.

    `id` is empty where the file has none. Other entries may be named by id, reference, name, alias
    or CVR number. A draft may also have `cvr`, the number of the recipient that it names. That of a
    strand has its program among its keys. `line` is a line, or a path in a document.
    """

    @property
    def kind(self) -> str:
        """The kind of the entry."""

    @property
    def id(self) -> str:
        """Its id in the file; empty for none."""

    @property
    def table(self) -> Mapping[str, Any]:
        """Its keys with values as a TOML file has them."""

    @property
    def line(self) -> int | str:
        """The line of the file, from 1, or another place in it."""


@dataclass(frozen=True, slots=True)
class PlainDraft:
    """A draft of a reader that has no class of its own."""

    kind: str
    id: str
    table: Mapping[str, Any]
    line: int | str
    cvr: str = ""


@dataclass(frozen=True, slots=True)
class Refusal:
    """A line that cannot be an entry, and why; it is said of the kind of entry it would be."""

    line: int | str
    problem: Problem
    kind: str = ""


@dataclass(frozen=True, slots=True)
class HowRead:
    """How a file was read: what the first lines of the preview say.

    `columns` are pairs of a heading and the key it was read as; what is None or empty is not said.
    """

    file: str
    lines: int
    encoding: str | None = None
    delimiter: str | None = None
    sheet: str | None = None
    decimal: str | None = None
    dates: str | None = None
    columns: tuple[tuple[str, str], ...] = ()
    unread: tuple[str, ...] = ()
    left_out: int = 0


@dataclass(frozen=True, slots=True)
class ReadFormat:
    """Files of a format as they were read: their drafts, the lines that are refused, and how.

    `sha256` is of the file, empty for several. `remarks` say what was left out, or taken from
    elsewhere.
    """

    how: HowRead
    drafts: Sequence[Draft]
    refused: Sequence[Refusal]
    sha256: str
    remarks: tuple[str, ...] = ()


Charge = Literal["date", "pool"]
"""Which year an award is charged to: that of its date, or those of its pool, not split."""


@dataclass(frozen=True, slots=True)
class SheetAsTable:
    """A file that is put into the ledger as it is, as CSV, and how its lines are entries.

    `keys` are those of `[table.NAME]` but `file`; what lines need besides is for the import to add.
    """

    data: bytes
    keys: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ImportRequest:
    """What to import, and how.

    `key` names the keys that tell entries apart where they have neither id nor reference. `file` is
    the ledger's file that new entries go to, where the user names one. With `as_table`, the file
    itself becomes a part of the ledger. `sha256` is of the file that
    was read; it is kept with `source`, if that is new.
    """

    read: HowRead
    today: dt.date
    drafts: Sequence[Draft]
    refused: Sequence[Refusal] = ()
    key: tuple[str, ...] = ()
    update: bool = False
    skip_refused: bool = False
    file: str | None = None
    source: str | None = None
    sha256: str = ""
    recipient_kind: str | None = None
    years: str | None = None
    charge: Charge | None = None
    as_table: SheetAsTable | None = None


class Status(StrEnum):
    """What becomes of a line."""

    NEW = "new"
    THERE = "there"
    CHANGED = "changed"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class PlannedLine:
    """A draft and what becomes of it.

    `entry` is the draft as an entry, under the id that it has or gets; `there` is the ledger's own.
    `problem` says why it is refused.
    """

    line: int | str
    kind: str
    status: Status
    id: str = ""
    body: str = ""
    table: Mapping[str, Any] = field(default_factory=dict)
    entry: Entry | None = None
    there: Entry | None = None
    changes: tuple[KeyChange, ...] = ()
    problem: Problem | None = None


def refusal(file: str, draft: Draft, message: Message, help: Message) -> Refusal:
    """Refuse a draft, at the beginning of its line."""
    place = Location(file)
    if isinstance(draft.line, int):
        place = Location(file, span=Span(draft.line, 1, draft.line, 2))
    problem = Problem(message, place, help)
    return Refusal(draft.line, problem, draft.kind)
