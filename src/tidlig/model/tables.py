"""Tables: files of the ledger's folder, in CSV, whose lines are entries."""

from dataclasses import dataclass, field
from typing import Annotated, ClassVar, Literal, NamedTuple

from tidlig.model.description import Description, Words
from tidlig.model.entry import Acceptances, Entry, UnitLabel
from tidlig.model.records import Filters


class KeyColumn(NamedTuple):
    """A key of an entry, dotted for one in a table, and the heading that its values stand under."""

    key: str
    heading: str


KeyColumns = tuple[KeyColumn, ...]
"""A table of headings by key; of amounts by years, by the year within."""


class Constant(NamedTuple):
    """A key that every line has, and its value as TOML writes it."""

    key: str
    written: str


Constants = tuple[Constant, ...]
"""A table of values by key."""


class LineAcceptance(NamedTuple):
    """Findings of the entry of a line that are accepted, by its id."""

    id: str
    acceptances: Acceptances


LineAcceptances = tuple[LineAcceptance, ...]
"""A table of accepted findings, by the ids of lines."""


class AlsoMade(NamedTuple):
    """What lines make besides entries of the table's kind; `create` is for recipients."""

    kind: str
    columns: KeyColumns = ()
    constants: Constants = ()
    create: bool = False
    accept_lines: LineAcceptances = ()


AllMade = tuple[AlsoMade, ...]
"""A table of what lines make besides, by kind."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table(Entry):
    """A CSV file in the ledger's folder whose lines are entries, and how to read it."""

    kind: ClassVar[str] = "table"
    described: ClassVar[Description] = Description(
        words=Words("tabel", "table", "Tabeller", "Tables"),
        folder="tables",
        id_from=(("file",), ("kind",)),
        moves=(),
        listed_as=("{file}",),
    )
    file: Annotated[str, "The path of the CSV file in the ledger's folder."]
    type: Annotated[
        Literal[
            "round",
            "pool",
            "award",
            "amendment",
            "payment",
            "return",
            "outturn",
            "recipient",
            "source",
            "statement",
        ],
        "The kind of entry that a line is.",
    ] = field(metadata={"key": "kind"})
    columns: Annotated[
        KeyColumns,
        'Its headings by keys of the kind, `{ id = "Sagsnr.", amount = "Beløb" }`; of amounts by '
        'years, `amount = { 2024 = "2024" }`. Also `id`, and `cvr` to find recipients by.',
    ]
    constants: Annotated[
        Constants,
        'Keys that every line has: `{ pool = "foraeldre-1" }`. They may stand beside the others '
        "instead, where no key of the table has the name.",
    ] = ()
    also: Annotated[
        AllMade,
        "What a line makes besides, by kind; each may stand beside the others instead: "
        '`payment = { columns = { amount = "Udbetalt", date = "Den" } }`, and of recipients that '
        'the ledger has not, `recipient = { create = true, kind = "municipality" }`.',
    ] = ()
    accept_lines: Annotated[
        LineAcceptances,
        "Findings of lines that are in order, by id: `accept.sag-12 = "
        '{ award-before-decision = "reason" }`.',
    ] = ()
    filters: Annotated[
        Filters, 'The lines that count, by heading: `{ Ordning = ["15.26.01"] }`.'
    ] = ()
    sign: Annotated[
        Filters, 'The values that turn the sign of a line, by heading: `{ "D/K" = "K" }`.'
    ] = ()
    negate: Annotated[bool, "Whether all its amounts count with the other sign."] = False
    ignore: Annotated[
        tuple[str, ...], 'Headings of columns that are not to be read, `["Status"]`.'
    ] = ()
    currency: Annotated[
        str | None, "The currency of its amounts, whatever headings and formats name."
    ] = None
    unit: Annotated[UnitLabel | None, "The unit of its amounts."] = None
    delimiter: Annotated[str | None, "The character between its cells."] = None
    decimal: Annotated[
        Literal[",", "."] | None, "What stands before its decimals: comma or point."
    ] = None
    dates: Annotated[
        Literal["day-first", "month-first"] | None,
        "What comes first in its dates, where they are not written as 2015-02-26.",
    ] = None
    encoding: Annotated[
        Literal["utf-8", "utf-16", "windows-1252"] | None, "The encoding of its text."
    ] = None

    def accepts(self, kind: str) -> LineAcceptances:
        """What is accepted of the entries of a kind that lines make."""
        if kind == self.type:
            return self.accept_lines
        return next((also.accept_lines for also in self.also if also.kind == kind), ())
