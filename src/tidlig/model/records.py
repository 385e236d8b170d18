"""Entries that make no movements: recipients, sources, statements and registers.

A register is another system's list of the same awards or payments; its entry says how to read it.
"""

import datetime as dt
from dataclasses import dataclass, field
from typing import Annotated, ClassVar, Literal, NamedTuple

from tidlig.model.description import Description, RefersTo, Words
from tidlig.model.entry import (
    Amount,
    Entry,
    Ident,
    Kind,
    KindsOneOrMore,
    OneOrMore,
    UnitLabel,
    Year,
)  # fmt: skip
from tidlig.model.money import Unit, unit_labelled, units_of
from tidlig.model.years import Years

COUNTS = (
    "pools", "awards", "recipients", "applications", "applicants", "participants", "strands",
    "rounds",
)  # fmt: skip
"""What a statement can count; its value is then a whole number."""

OF_WHAT_IS_LEFT = ("used", "remaining", "unused", "lapsed", "unsettled", "estimate")
"""What a statement can measure only as of a day: it says what is left, as `balance` does."""

NEW_MEASURES = {"underspend": "unused"}
"""Words that statements were once measured by, and the words for them now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient(Entry):
    """Who awards are given to (tilskudsmodtager)."""

    kind: ClassVar[str] = "recipient"
    described: ClassVar[Description] = Description(
        words=Words("tilskudsmodtager", "recipient", "Tilskudsmodtagere", "Recipients"),
        folder="recipients",
        id_from=(("name",),),
        moves=(),
        adds_up=True,
        listed_as=("{name}",),
    )
    name: str
    type: Annotated[Kind, "What kind of recipient it is."] = field(metadata={"key": "kind"})
    cvr: Annotated[str | None, "The number in the central business register, in quotes."] = None
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Source(Entry):
    """A document that figures come from."""

    kind: ClassVar[str] = "source"
    described: ClassVar[Description] = Description(
        words=Words("kilde", "source", "Kilder", "Sources"),
        folder="sources",
        id_from=(("title",),),
        moves=(),
        listed_as=("{title}",),
    )
    title: Annotated[str, "The title of the document."]
    publisher: Annotated[str | None, "Who published it."] = None
    date: Annotated[dt.date | None, "The day it is dated."] = None
    updated: Annotated[dt.date | None, "The day it was last changed."] = None
    reference: str | None = None
    url: Annotated[str | None, "Where it is published."] = None
    file: Annotated[str | None, "The path of a copy in the ledger's folder."] = None
    sha256: Annotated[str | None, "The checksum of that copy."] = None


@dataclass(frozen=True, slots=True)
class Stated:
    """A published figure: what it comes to, and the text that the ledger has of it.

    Text is money with the half-width of its last digit as written; a whole number is a count, or
    kroner.
    """

    figure: Amount | int
    text: str


Measure = Literal[
    "appropriated",
    "restated",
    "reprioritised",
    "carried",
    "budget",
    "awarded",
    "returned",
    "uncommitted",
    "paid",
    "outstanding",
    "outturn",
    "agreed",
    "used",
    "remaining",
    "unused",
    "lapsed",
    "unsettled",
    "estimate",
    "frame",
    "yearly",
    "reprioritised-in",
    "reprioritised-out",
    "pools",
    "awards",
    "recipients",
    "applications",
    "applicants",
    "participants",
    "strands",
    "rounds",
]
"""What a statement can measure: headings, what is left, frames, amounts a year, and counts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement(Entry):
    """A figure someone published (oplyst tal), kept as written, to be held against the ledger."""

    kind: ClassVar[str] = "statement"
    described: ClassVar[Description] = Description(
        words=Words("oplyst tal", "statement", "Oplyste tal", "Statements"),
        folder="statements",
        id_from=(("program", "measure"), ("source", "measure")),
        several=(),
        moves=(),
        listed_as=(
            "{measure} {value}", "{program}", "{strand}", "{round}", "{pool}", "{support}",
            "{kind}", "{years}",
        ),
    )  # fmt: skip
    source: Annotated[
        OneOrMore, "Who said so: the id of a source, or a list of them.", RefersTo("source")
    ]
    measure: Annotated[Measure, "What the figure measures: a heading of reports, or a count."]
    value: Annotated[Stated, "The figure: an amount as written, or a whole number for a count."]
    program: Ident | None = None
    strand: Ident | None = None
    round: Ident | None = None
    pool: Ident | None = None
    support: Literal["direct", "advisory"] | None = None
    kinds: Annotated[
        KindsOneOrMore, "The kind of recipients that it is about, or a list of them."
    ] = field(default=KindsOneOrMore(()), metadata={"key": "kind"})
    years: Annotated[Years | None, "The years that it is about."] = None
    as_of: Annotated[dt.date | None, "The day that it is true of."] = None
    locator: Annotated[str | None, "Where the figure stands in its source."] = None
    as_written: Annotated[str | None, "The figure as its source writes it."] = None
    price_level: Year | None = None


class Filter(NamedTuple):
    """A column of a register, and the values of those of its lines that count."""

    column: str
    values: OneOrMore


Filters = tuple[Filter, ...]
"""A table of values by column; a line counts when every column has one of its values."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """The headings of a register's columns, each under our own word for what stands below it."""

    id: Annotated[str | None, "The heading over ids."] = None
    reference: Annotated[str | None, "The heading over case or document numbers."] = None
    award: Annotated[str | None, "The heading over the awards that payments are of."] = None
    recipient: Annotated[str | None, "The heading over names of recipients."] = None
    cvr: Annotated[str | None, "The heading over CVR numbers."] = None
    amount: Annotated[str | None, "The heading over amounts."] = None
    debit: Annotated[str | None, "The heading over amounts that count, beside those of credit."] = (
        None
    )
    credit: Annotated[str | None, "The heading over amounts that count as less."] = None
    currency: Annotated[str | None, "The heading over currencies, which must be the ledger's."] = (
        None
    )
    date: Annotated[str | None, "The heading over dates."] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Register(Entry):
    """How to read another system's list of awards or payments, and which of ours it is held to.

    What is None is decided from the file where it can be, and said.
    """

    kind: ClassVar[str] = "register"
    described: ClassVar[Description] = Description(
        words=Words("register", "register", "Registre", "Registers"),
        folder="registers",
        id_from=(("kind",),),
        several=(),
        moves=(),
        listed_as=(),
    )
    type: Annotated[Literal["award", "payment"], "What the other system's list has lines of."] = (
        field(metadata={"key": "kind"})
    )
    columns: Annotated[
        Columns, 'Its headings by our words: `{ amount = "Beløb", date = "Dato" }`.'
    ] = Columns()
    filters: Annotated[
        Filters, 'The lines that count, by heading: `{ Ordning = ["15.26.01"] }`.'
    ] = ()
    sign: Annotated[
        Filters, 'The values that turn the sign of a line, by heading: `{ "D/K" = "K" }`.'
    ] = ()
    negate: Annotated[bool, "Whether all its amounts count with the other sign."] = False
    ignore: Annotated[
        tuple[str, ...], 'Headings of columns that change no amount, `["Status"]`.'
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
        "What comes first in its dates, where that can be read in two ways.",
    ] = None
    encoding: Annotated[
        Literal["utf-8", "utf-16", "windows-1252"] | None, "The encoding of its text."
    ] = None
    sheet: Annotated[str | None, "The sheet of a workbook."] = None
    program: Ident | None = None
    strand: Ident | None = None
    round: Ident | None = None
    pool: Ident | None = None
    years: Annotated[Years | None, "The years of the ledger's dates that it is held against."] = (
        None
    )

    def amounts_in(self, currency: str) -> Unit:
        """The unit that its amounts are in, for a ledger in a currency."""
        return units_of(currency)["kr"] if self.unit is None else unit_labelled(self.unit)
