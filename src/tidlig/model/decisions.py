"""Entries that make and move budgets: programs, strands, acts, reprioritisations, carry-overs."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Annotated, ClassVar, Literal

from tidlig.model.description import Description, RefersTo, Words
from tidlig.model.entry import (
    Account,
    Accounts,
    Amount,
    AssumedDate,
    Entry,
    Ident,
    KindRanges,
    Year,
    YearAmounts,
)
from tidlig.model.findings import Path
from tidlig.model.years import Years

_OF_BUDGETS = ("agreed", "budget", "awarded", "uncommitted", "outturn", "lapsed")
"""The headings that lists of programs and strands show."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Strand(Entry):
    """A part of a program (delinitiativ); `split` is part of the program's money, not on top."""

    kind: ClassVar[str] = "strand"
    described: ClassVar[Description] = Description(
        words=Words("delinitiativ", "strand", "Delinitiativer", "Strands"),
        folder=None,
        id_from=(("name",),),
        moves=("appropriated",),
        figures=_OF_BUDGETS,
        adds_up=True,
        listed_as=("{name}",),
        rests_on=("program",),
    )
    program: str
    name: str
    type: Annotated[
        Literal["strand", "cross-cutting"],
        "A strand of its own, or one that cuts across the others.",
    ] = field(default="strand", metadata={"key": "kind"})
    account: Account | None = None
    aliases: tuple[str, ...] = ()
    short: str | None = None
    split: Annotated[
        YearAmounts | None,
        "The strand's part of the program's money in each year, never on top of it.",
    ] = None

    @property
    def path(self) -> Path:
        """The keys that lead to the strand, within its program."""
        return ("program", self.program, "strand", self.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Program(Entry):
    """What parliament gave money for (initiativ), with its first act."""

    kind: ClassVar[str] = "program"
    described: ClassVar[Description] = Description(
        words=Words("initiativ", "program", "Initiativer", "Programs"),
        folder="programs",
        id_from=(("name",),),
        moves=("appropriated",),
        figures=_OF_BUDGETS,
        adds_up=True,
        listed_as=("{name}",),
    )
    name: str
    years: Annotated[Years, 'The years that the money is for; `"2012-"` when no end is stated.']
    total: Annotated[Amount | None, "The whole amount over all the years."] = None
    split: YearAmounts | None = None
    yearly: Annotated[Amount | None, "The amount of each of the years."] = None
    aliases: tuple[str, ...] = ()
    short: str | None = None
    account: Account | None = None
    act: str | None = None
    date: Annotated[dt.date | None, "The day the first act took effect."] = None
    price_level: Year | None = None
    control: Annotated[
        Literal["strand", "program"],
        "Where overspending is an error: by strand, or for the program alone.",
    ] = "strand"
    unspent: Annotated[
        Literal["lapses", "carries-over"] | None,
        "What becomes of unused money of a year that is over, where no entry says it.",
    ] = None
    basis: Annotated[
        Literal["commitment"] | None, "Awards are charged to the year that they are given in."
    ] = None
    expected: Annotated[
        KindRanges,
        'How many are meant to take part, by kind of recipient: `{ municipality = "2-4" }`.',
    ] = ()
    strands: Annotated[tuple[Strand, ...], "The strands of the program, each under its id."] = ()

    @property
    def assumed_date(self) -> AssumedDate:
        """The first day of its years."""
        return AssumedDate(dt.date(self.years.first, 1, 1), "the first day of its years")


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement(Entry):
    """What a political agreement set aside for a program (aftale): no authority by itself."""

    kind: ClassVar[str] = "agreement"
    described: ClassVar[Description] = Description(
        words=Words("aftale", "agreement", "Aftaler", "Agreements"),
        folder="agreements",
        id_from=(("name",), ("program", "years")),
        several=("date",),
        one_of=(("total", "yearly", "split"),),
        moves=("agreed",),
        figures=("agreed",),
        may_be_negative=True,
        listed_as=("{name}", "{years}"),
    )
    program: Ident
    name: str | None = None
    date: Annotated[dt.date | None, "The day it was made."] = None
    years: Annotated[
        Years | None,
        'The years that the money is for, if not those of the program; `"2012-"` without an end.',
    ] = None
    total: Annotated[Amount | None, "The whole amount over all the years."] = None
    split: YearAmounts | None = None
    yearly: Annotated[Amount | None, "The amount of each of the years."] = None
    parties: Annotated[tuple[str, ...], 'Who agreed: `["V", "S", "DF"]`.'] = ()

    @property
    def assumed_date(self) -> AssumedDate:
        """The first day of the years that it states; it does not know those of its program."""
        stated = [year for year, _ in self.split or ()]
        if self.years is not None:
            stated = [self.years.first]
        if not stated:
            return AssumedDate(dt.date(1900, 1, 1), "a day before all years")
        return AssumedDate(dt.date(min(stated), 1, 1), "the first day of its years")


@dataclass(frozen=True, slots=True, kw_only=True)
class StrandSplit:
    """What an act states for one strand, by year."""

    strand: Annotated[str, RefersTo("strand", is_key=True)]
    split: YearAmounts


@dataclass(frozen=True, slots=True, kw_only=True)
class Appropriation(Entry):
    """A later act that restates the figures of a program (bevilling): figures, not changes."""

    kind: ClassVar[str] = "appropriation"
    described: ClassVar[Description] = Description(
        words=Words("finanslov", "act", "Senere finanslove", "Later acts"),
        folder="appropriations",
        id_from=(("act", "program"),),
        moves=("appropriated", "restated"),
        figures=("appropriated", "restated"),
        may_be_negative=True,
        listed_as=("{act}",),
    )
    program: Ident
    act: str
    date: dt.date
    split: Annotated[
        YearAmounts, "What the act states for the program, by year: figures, not changes."
    ]
    strands: Annotated[
        tuple[StrandSplit, ...],
        "What the act states for each strand in each year, within `split`.",
    ] = ()
    complete: Annotated[
        Accounts,
        "Groups of accounts of which the ledger has all that the act states: a program with such "
        'an account that the act does not name has 0 from its year on. `["15.26"]`.',
    ] = ()
    price_level: Year | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class End:
    """One end of a reprioritisation: a program, or a strand of it, or someone outside."""

    program: Annotated[
        Ident | None, "The id of the program that the money came from or went to."
    ] = None
    strand: Annotated[Ident | None, "The id of a strand of that program."] = None
    outside: Annotated[str | None, "Who outside the ledger gave or took the money."] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reprioritisation(Entry):
    """Money moved to another strand, program or outside, by a decision (omprioritering)."""

    kind: ClassVar[str] = "reprioritisation"
    described: ClassVar[Description] = Description(
        words=Words("omprioritering", "reprioritisation", "Omprioriteringer", "Reprioritisations"),
        folder="reprioritisations",
        id_from=(("instrument",), ("from", "to")),
        several=("date",),
        is_checked_for_repeats=True,
        one_of=(("from.program", "from.outside"), ("to.program", "to.outside")),
        moves=("reprioritised",),
        figures=("reprioritised",),
        listed_as=("{from} -> {to}", "{years}"),
    )
    date: dt.date
    amount: Amount | YearAmounts
    from_: Annotated[End, 'Where the money came from: `{ program = "an-id" }`.']
    to: Annotated[End, 'Where the money went: `{ program = "an-id" }`.']
    years: Years | None = None
    instrument: Annotated[str | None, "What authorises the decision."] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CarryOver(Entry):
    """Unspent money moved to a later year (videreførsel)."""

    kind: ClassVar[str] = "carry-over"
    described: ClassVar[Description] = Description(
        words=Words("videreførsel", "carry-over", "Videreførsler", "Carry-overs"),
        folder="carry-overs",
        id_from=(("program", "strand", "from", "to"),),
        several=(),
        is_checked_for_repeats=True,
        moves=("carried",),
        figures=("carried",),
        listed_as=("{from} -> {to}", "{strand}"),
        listed_under={"strand": ("{from} -> {to}", "{strand}")},
    )
    program: Ident
    from_: Annotated[Year, "The year that the money is carried from."]
    to: Annotated[Year, "The later year that it is carried to."]
    amount: Amount
    date: dt.date
    strand: Ident | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Lapse(Entry):
    """Unused money of a year that nobody may use any more (bortfald)."""

    kind: ClassVar[str] = "lapse"
    described: ClassVar[Description] = Description(
        words=Words("bortfald", "lapse", "Bortfald", "Lapses"),
        folder="lapses",
        id_from=(("program", "strand", "year"),),
        several=("date",),
        is_checked_for_repeats=True,
        moves=("lapsed",),
        figures=("lapsed",),
        listed_as=("{year}", "{strand}", "{reason}"),
        listed_under={"strand": ("{year}", "{strand}", "{reason}")},
    )
    program: Ident
    year: Annotated[Year, "The year whose unused money lapsed."]
    amount: Amount
    date: dt.date
    strand: Ident | None = None
    reason: str | None = None
