"""Entries that make no movements: the ledger's settings, recipients, sources and statements."""

import datetime as dt
from dataclasses import dataclass, field
from typing import ClassVar, Literal

from tidlig.model.entry import Amount, Entry, Ident, Kind, KindsOneOrMore, OneOrMore, Year
from tidlig.model.years import Years

COUNTS = ("pools", "awards", "recipients", "applications", "applicants", "strands", "rounds")
"""What a statement can count; its value is then a whole number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The `[ledger]` table: the format, and how reports show the ledger."""

    format: Literal[1]
    currency: Literal["DKK"] = "DKK"
    language: Literal["da", "en"] = "da"
    unit: Literal["kr.", "t.kr.", "mio. kr.", "mia. kr."] = "mio. kr."


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
