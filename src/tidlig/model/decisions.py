"""Entries that make and move budgets: programs, strands, acts, reprioritisations, carry-overs."""

import datetime as dt
from dataclasses import dataclass, field
from typing import ClassVar, Literal

from tidlig.model.entry import Account, Amount, Entry, Ident, Year, YearAmounts
from tidlig.model.findings import Path
from tidlig.model.years import Years


@dataclass(frozen=True, slots=True, kw_only=True)
class Strand(Entry):
    """A part of a program (delinitiativ); `split` is part of the program's money, not on top."""

    kind: ClassVar[str] = "strand"
    program: str
    name: str
    type: Literal["strand", "cross-cutting"] = field(default="strand", metadata={"key": "kind"})
    account: Account | None = None
    aliases: tuple[str, ...] = ()
    split: YearAmounts | None = None

    @property
    def path(self) -> Path:
        """The keys that lead to the strand, within its program."""
        return ("program", self.program, "strand", self.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Program(Entry):
    """What parliament gave money for (initiativ), with its first act."""

    kind: ClassVar[str] = "program"
    name: str
    years: Years
    total: Amount | None = None
    split: YearAmounts | None = None
    yearly: Amount | None = None
    aliases: tuple[str, ...] = ()
    account: Account | None = None
    act: str | None = None
    date: dt.date | None = None
    price_level: Year | None = None
    control: Literal["strand", "program"] = "strand"
    unspent: Literal["lapses", "carries-over"] | None = None
    basis: Literal["commitment"] | None = None
    strands: tuple[Strand, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class StrandSplit:
    """What an act states for one strand, by year."""

    strand: str
    split: YearAmounts


@dataclass(frozen=True, slots=True, kw_only=True)
class Appropriation(Entry):
    """A later act that restates the figures of a program (bevilling): figures, not changes."""

    kind: ClassVar[str] = "appropriation"
    program: Ident
    act: str
    date: dt.date
    split: YearAmounts
    strands: tuple[StrandSplit, ...] = ()
    price_level: Year | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class End:
    """One end of a reprioritisation: a program, or a strand of it, or someone outside."""

    program: Ident | None = None
    strand: Ident | None = None
    outside: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reprioritisation(Entry):
    """Money moved to another strand, program or outside, by a decision (omprioritering)."""

    kind: ClassVar[str] = "reprioritisation"
    date: dt.date
    amount: Amount | YearAmounts
    from_: End
    to: End
    years: Years | None = None
    instrument: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CarryOver(Entry):
    """Unspent money moved to a later year (videreførsel)."""

    kind: ClassVar[str] = "carry-over"
    program: Ident
    from_: Year
    to: Year
    amount: Amount
    date: dt.date
    strand: Ident | None = None
