"""Entries on what is announced, awarded, paid and returned, and what the accounts say."""

import datetime as dt
from dataclasses import dataclass, field
from typing import ClassVar, Literal

from tidlig.model.entry import (
    Amount,
    Count,
    Entry,
    Ident,
    Kind,
    KindCounts,
    When,
    Year,
    YearAmounts,
)
from tidlig.model.years import Years


@dataclass(frozen=True, slots=True, kw_only=True)
class KindDate:
    """A date that holds for one kind of recipient."""

    kind: str
    date: When


@dataclass(frozen=True, slots=True, kw_only=True)
class Applications:
    """How many applied in a round, and for what; counted as a source counts them."""

    kinds: tuple[Kind, ...] = ()
    applications: Count | None = None
    applicants: KindCounts = ()
    pool: Ident | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Round(Entry):
    """A call for applications (ansøgningsrunde)."""

    kind: ClassVar[str] = "round"
    program: Ident
    name: str | None = None
    announced: When | None = None
    deadline: When | None = None
    decided: When | None = None
    start: When | tuple[KindDate, ...] | None = None
    applications: tuple[Applications, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Pool(Entry):
    """One fund within a call (ansøgningspulje), with a frame: its ceiling."""

    kind: ClassVar[str] = "pool"
    program: Ident
    name: str | None = None
    strand: Ident | None = None
    round: Ident | None = None
    frame: Amount | YearAmounts | None = None
    support: Literal["direct", "advisory"] | None = None
    price_level: Year | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Award(Entry):
    """A commitment to a recipient (tilsagn), or a sum of commitments to many.

    On a commitment basis the whole is charged to the year it is given (Budgetvejledningen 2.2.11).
    """

    kind: ClassVar[str] = "award"
    date: dt.date
    amount: Amount | YearAmounts
    pool: Ident | None = None
    program: Ident | None = None
    strand: Ident | None = None
    round: Ident | None = None
    recipient: Ident | None = None
    recipients: KindCounts | None = None
    years: Years | None = None
    purpose: str | None = None
    reference: str | None = None
    price_level: Year | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Payment(Entry):
    """Money paid on an award (udbetaling)."""

    kind: ClassVar[str] = "payment"
    award: Ident
    date: dt.date
    amount: Amount
    payee: Ident | None = None
    reference: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Return(Entry):
    """An award cancelled or reduced, or money paid back (annulleret tilsagn, tilbageløb).

    Usable again only in the year it happens (Budgetvejledningen 2.2.11).
    """

    kind: ClassVar[str] = "return"
    award: Ident
    date: dt.date
    amount: Amount
    type: Literal["annulment", "refund"] = field(metadata={"key": "kind"})
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outturn(Entry):
    """What the accounts say was charged in a year (regnskab)."""

    kind: ClassVar[str] = "outturn"
    program: Ident
    year: Year
    amount: Amount
    strand: Ident | None = None
    date: dt.date | None = None
