"""Entries on what is announced, awarded, paid and returned, and what the accounts say."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Annotated, ClassVar, Literal

from tidlig.model.description import Description, MovesNoMoney, RefersTo, Words
from tidlig.model.entry import (
    Amount,
    AssumedDate,
    Count,
    Entry,
    Ident,
    Kind,
    KindCounts,
    Kinds,
    When,
    Year,
    YearAmounts,
)
from tidlig.model.money import Unknown
from tidlig.model.years import Years

_OF_AWARDS = ("awarded", "returned", "paid", "outstanding")
"""The headings that lists of awards, and of what they belong to, show."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KindDate:
    """A date that holds for one kind of recipient."""

    kind: str
    date: When


@dataclass(frozen=True, slots=True, kw_only=True)
class Applications:
    """How many applied in a round, and for what; counted as a source counts them."""

    kinds: Annotated[tuple[Kind, ...], "The kinds of applicant that the count is of."] = ()
    applications: Annotated[Count | None, "How many applications there were."] = None
    applicants: Annotated[KindCounts, "How many applied, by kind of recipient."] = ()
    pool: Annotated[Ident | None, "The id of the pool applied to."] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Round(Entry):
    """A call for applications (ansøgningsrunde)."""

    kind: ClassVar[str] = "round"
    described: ClassVar[Description] = Description(
        words=Words("ansøgningsrunde", "round", "Ansøgningsrunder", "Rounds"),
        folder="rounds",
        id_from=(("name",), ("program",)),
        is_named=True,
        moves=(),
        figures=_OF_AWARDS,
        adds_up=True,
        listed_as=("{name}",),
    )
    program: Ident
    name: str | None = None
    announced: Annotated[When | None, 'The day, or the month in quotes: `"2014-06"`.'] = None
    deadline: Annotated[
        When | None, 'The last day to apply, or the month in quotes: `"2014-06"`.'
    ] = None
    decided: Annotated[
        When | None, 'The day the grants were decided, or the month in quotes: `"2014-06"`.'
    ] = None
    start: Annotated[
        When | tuple[KindDate, ...] | None,
        "When what is granted begins: a day or month, or a table by kind of recipient.",
    ] = None
    applications: Annotated[
        tuple[Applications, ...], "How many applied: a list of counts, as a source counts them."
    ] = ()
    participants: Annotated[
        KindCounts,
        "How many take part, with or without money, by kind: `{ municipality = 31 }`.",
    ] = ()
    eligible: Kinds = ()
    interventions: Annotated[Count | None, "How many interventions the round offers."] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pool(Entry):
    """One fund within a call (ansøgningspulje), with a frame: its ceiling."""

    kind: ClassVar[str] = "pool"
    described: ClassVar[Description] = Description(
        words=Words("pulje", "pool", "Puljer", "Pools"),
        folder="pools",
        id_from=(("name",), ("round", "strand"), ("program", "strand")),
        is_named=True,
        moves=(),
        figures=_OF_AWARDS,
        adds_up=True,
        listed_as=("{name}", "{strand}"),
        rests_on=("round",),
    )
    program: Ident
    name: str | None = None
    strand: Ident | None = None
    round: Ident | None = None
    frame: Annotated[
        Amount | YearAmounts | None,
        "The ceiling of the pool's awards: one amount, or a table by years.",
    ] = None
    support: Literal["direct", "advisory"] | None = None
    eligible: Kinds = ()
    price_level: Year | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Award(Entry):
    """A commitment to a recipient (tilsagn), or a sum of commitments to many.

    On a commitment basis the whole is charged to the year it is given (Budgetvejledningen 2.2.11).
    """

    kind: ClassVar[str] = "award"
    described: ClassVar[Description] = Description(
        words=Words("tilsagn", "award", "Tilsagn", "Awards"),
        folder="awards",
        id_from=(
            ("pool", "recipient"), ("round", "recipient"), ("program", "strand", "recipient"),
        ),
        several=("reference", "date"),
        is_checked_for_repeats=True,
        one_of=(("pool", "program"), ("recipient", "recipients")),
        moves=("awarded",),
        figures=_OF_AWARDS,
        adds_up=True,
        listed_as=("{recipient}", "{recipients}", "{purpose}"),
        listed_under={"recipient": ("{pool}", "{program}", "{strand}", "{purpose}")},
        rests_on=("pool", "round"),
    )  # fmt: skip
    date: Annotated[
        dt.date,
        "The day it was given; it is charged to the year of that day, unless it names other years.",
    ]
    amount: Annotated[
        Amount | YearAmounts,
        "The amount given, or a table by the years that it is charged to.",
    ]
    pool: Ident | None = None
    program: Ident | None = None
    strand: Ident | None = None
    round: Ident | None = None
    recipient: Annotated[Ident | None, "The id of the recipient."] = None
    recipients: Annotated[
        KindCounts | Unknown | None,
        'How many share a sum, by kind: `{ municipality = 31 }`, or `"unknown"`.',
    ] = None
    years: Years | None = None
    title: Annotated[str | None, "The title of what it is given for."] = None
    purpose: Annotated[str | None, "What it is given for."] = None
    start: Annotated[When | None, 'When it begins: a day, or the month in quotes: `"2014-06"`.'] = (
        None
    )
    end: Annotated[When | None, 'When it ends: a day, or the month in quotes: `"2014-06"`.'] = None
    status: Annotated[
        Literal["active", "completed", "interrupted", "withdrawn"] | None,
        "How it is going, or how it went.",
    ] = None
    applied: Annotated[Amount | None, "The amount that was applied for.", MovesNoMoney()] = None
    reference: str | None = None
    price_level: Year | None = None

    @property
    def recipient_counts(self) -> KindCounts:
        """How many share it, by kind; nothing where that is not known, or it has one recipient."""
        return self.recipients if isinstance(self.recipients, tuple) else ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Amendment(Entry):
    """A change of an award that keeps its history: one award, and a new amount (ændring)."""

    kind: ClassVar[str] = "amendment"
    described: ClassVar[Description] = Description(
        words=Words("ændring af tilsagn", "amendment", "Ændringer af tilsagn", "Amendments"),
        folder="amendments",
        id_from=(("award",),),
        several=("reference", "date"),
        is_checked_for_repeats=True,
        moves=("awarded",),
        figures=("awarded",),
        may_be_negative=True,
        listed_as=("{award}", "{reference}", "{reason}"),
        rests_on=("award",),
    )
    award: Ident
    date: Annotated[
        dt.date,
        "The day it was given; it is charged to the year of that day, unless it names other years.",
    ]
    amount: Annotated[
        Amount | YearAmounts,
        "What the award is more, or less, than before; or a table by the years it is charged to.",
    ]
    years: Years | None = None
    end: Annotated[
        When | None, 'When the award ends now: a day, or the month in quotes: `"2014-06"`.'
    ] = None
    reason: str | None = None
    reference: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Payment(Entry):
    """Money paid on an award (udbetaling)."""

    kind: ClassVar[str] = "payment"
    described: ClassVar[Description] = Description(
        words=Words("udbetaling", "payment", "Udbetalinger", "Payments"),
        folder="payments",
        id_from=(("reference",), ("award",)),
        several=("date",),
        is_checked_for_repeats=True,
        moves=("paid",),
        figures=("paid",),
        listed_as=("{payee}", "{award}", "{reference}"),
        listed_under={"recipient": ("{award}", "{reference}")},
        rests_on=("award",),
    )
    award: Ident
    date: dt.date
    amount: Amount
    payee: Annotated[
        Ident | None,
        "The id of who was paid, where it is not the recipient of the award.",
        RefersTo("recipient"),
    ] = None
    reference: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Return(Entry):
    """An award cancelled or reduced, or money paid back (annulleret, tilbagebetalt).

    Usable again only in the year it happens (Budgetvejledningen 2.2.11).
    """

    kind: ClassVar[str] = "return"
    described: ClassVar[Description] = Description(
        words=Words("annulleret/tilbagebetalt", "return", "Annulleret/tilbagebetalt", "Returns"),
        folder="returns",
        id_from=(("award",),),
        several=("date",),
        is_checked_for_repeats=True,
        moves=("returned", "paid"),
        figures=("returned",),
        listed_as=("{kind}", "{award}", "{reason}"),
        rests_on=("award",),
    )
    award: Ident
    date: dt.date
    amount: Amount
    type: Annotated[
        Literal["annulment", "refund"],
        "An award cancelled or reduced (annulment), or money paid back (refund).",
    ] = field(metadata={"key": "kind"})
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outturn(Entry):
    """What the accounts say was charged in a year (regnskab)."""

    kind: ClassVar[str] = "outturn"
    described: ClassVar[Description] = Description(
        words=Words("regnskab", "outturn", "Regnskabstal", "Outturn"),
        folder="outturns",
        id_from=(("program", "strand", "year"),),
        is_checked_for_repeats=True,
        moves=("outturn",),
        figures=("outturn",),
        may_be_negative=True,
        listed_as=("{year}", "{strand}"),
        listed_under={"strand": ("{year}", "{strand}")},
    )
    program: Ident
    year: Annotated[Year, "The finance year of the accounts."]
    amount: Amount
    strand: Ident | None = None
    date: Annotated[dt.date | None, "The day the accounts were published."] = None

    @property
    def assumed_date(self) -> AssumedDate:
        """The last day of its year."""
        return AssumedDate(dt.date(self.year, 12, 31), "the last day of its year")
