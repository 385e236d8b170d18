"""Entries that make no movements: recipients, sources, statements and registers.

A register is another system's list of the same awards or payments; its entry says how to read it.
"""

import datetime as dt
from dataclasses import dataclass, field
from typing import ClassVar, Literal, NamedTuple

from tidlig.model.entry import Amount, Entry, Ident, Kind, KindsOneOrMore, OneOrMore, Year
from tidlig.model.years import Years

COUNTS = ("pools", "awards", "recipients", "applications", "applicants", "strands", "rounds")
"""What a statement can count; its value is then a whole number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient(Entry):
    """Who awards are given to (tilsagnsmodtager)."""

    kind: ClassVar[str] = "recipient"
    name: str
    type: Kind = field(metadata={"key": "kind"})
    cvr: str | None = None
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Source(Entry):
    """A document that figures come from."""

    kind: ClassVar[str] = "source"
    title: str
    publisher: str | None = None
    date: dt.date | None = None
    updated: dt.date | None = None
    reference: str | None = None
    url: str | None = None
    file: str | None = None
    sha256: str | None = None


@dataclass(frozen=True, slots=True)
class Stated:
    """A published figure: what it comes to, and the text that the ledger has of it.

    Text is money with the half-width of its last digit as written; a whole number is a count, or
    kroner.
    """

    figure: Amount | int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement(Entry):
    """A figure someone published (oplysning), kept as written, to be held against the ledger."""

    kind: ClassVar[str] = "statement"
    source: OneOrMore
    measure: Literal[
        "appropriated",
        "restated",
        "reprioritised",
        "carried",
        "budget",
        "awarded",
        "returned",
        "remaining",
        "paid",
        "outstanding",
        "outturn",
        "underspend",
        "frame",
        "yearly",
        "reprioritised-in",
        "reprioritised-out",
        "pools",
        "awards",
        "recipients",
        "applications",
        "applicants",
        "strands",
        "rounds",
    ]
    value: Stated
    program: Ident | None = None
    strand: Ident | None = None
    round: Ident | None = None
    pool: Ident | None = None
    support: Literal["direct", "advisory"] | None = None
    kinds: KindsOneOrMore = field(default=KindsOneOrMore(()), metadata={"key": "kind"})
    years: Years | None = None
    as_of: dt.date | None = None
    locator: str | None = None
    as_written: str | None = None
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

    id: str | None = None
    reference: str | None = None
    award: str | None = None
    recipient: str | None = None
    cvr: str | None = None
    amount: str | None = None
    debit: str | None = None
    credit: str | None = None
    currency: str | None = None
    date: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Register(Entry):
    """How to read another system's list of awards or payments, and which of ours it is held to.

    What is None is decided from the file where it can be, and said.
    """

    kind: ClassVar[str] = "register"
    type: Literal["award", "payment"] = field(metadata={"key": "kind"})
    columns: Columns = Columns()
    filters: Filters = ()
    sign: Filters = ()
    negate: bool = False
    ignore: tuple[str, ...] = ()
    currency: str | None = None
    unit: Literal["kr.", "t.kr.", "mio. kr.", "mia. kr."] | None = None
    delimiter: str | None = None
    decimal: Literal[",", "."] | None = None
    dates: Literal["day-first", "month-first"] | None = None
    encoding: Literal["utf-8", "utf-16", "windows-1252"] | None = None
    sheet: str | None = None
    program: Ident | None = None
    strand: Ident | None = None
    round: Ident | None = None
    pool: Ident | None = None
    years: Years | None = None

    @property
    def amounts_in(self) -> str:
        """The label of the unit that its amounts are in."""
        return self.unit or "kr."
