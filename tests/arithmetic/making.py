"""Entries and ledgers made in a line each, with amounts in whole kroner."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any, Literal

from tidlig.arithmetic.ledger import Ledger
from tidlig.arithmetic.movements import Line, Movement
from tidlig.model.contents import Contents
from tidlig.model.decisions import (
    Appropriation,
    CarryOver,
    End,
    Program,
    Reprioritisation,
    Strand,
    StrandSplit,
)
from tidlig.model.entry import Amount, Entry, Ident, Settings, Year, YearAmount, YearAmounts
from tidlig.model.grants import Award, Outturn, Payment, Pool, Return
from tidlig.model.money import Money, Unknown
from tidlig.model.years import OPEN_END, Years

FILE = "programs.toml"

Written = int | Unknown
Table = Mapping[int, Written]
Told = tuple[str, str, int]
"""A movement as (strand and years, heading, kroner)."""


def kr(kroner: int, half: int = 0) -> Money:
    """Whole kroner, give or take some."""
    return Money(kroner * 100, half * 100)


def amount(written: Written) -> Amount:
    return written if isinstance(written, Unknown) else kr(written)


def table(written: Table) -> YearAmounts:
    return tuple(YearAmount(year, amount(value)) for year, value in written.items())


def span(text: str) -> Years:
    """The years of "2014", "2014-2016" or "2014-"."""
    first, dash, last = text.partition("-")
    return Years(int(first), int(last or (OPEN_END if dash else first)))


def line(place: str, program: str = "p") -> Line:
    """The line of "2014-2016", or of "a 2014" on strand a."""
    strand, _, years = place.rpartition(" ")
    return Line(program, strand, span(years))


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def program(
    years: str,
    *,
    total: Written | None = None,
    split: Table | None = None,
    yearly: Written | None = None,
    strands: Mapping[str, Table | None] | None = None,
    date: str | None = None,
    id: str = "p",
) -> Program:
    return Program(
        id=id,
        stands_in=FILE,
        name=id,
        years=span(years),
        total=None if total is None else amount(total),
        split=None if split is None else table(split),
        yearly=None if yearly is None else amount(yearly),
        date=None if date is None else day(date),
        strands=tuple(_strand(id, name, of) for name, of in (strands or {}).items()),
    )


def _strand(program: str, name: str, split: Table | None) -> Strand:
    stated = None if split is None else table(split)
    return Strand(id=name, stands_in=FILE, program=program, name=name, split=stated)


def act(
    date: str, split: Table, *, strands: Mapping[str, Table] | None = None, id: str = ""
) -> Appropriation:
    return Appropriation(
        id=id or f"fl{date[:4]}",
        stands_in=FILE,
        program=Ident("p"),
        act=f"FL{date[:4]}",
        date=day(date),
        split=table(split),
        strands=tuple(
            StrandSplit(strand=name, split=table(of)) for name, of in (strands or {}).items()
        ),
    )


def end(place: str) -> End:
    """An end at "p", at "p/a", or outside where the text is empty."""
    named, _, strand = place.partition("/")
    if not named:
        return End(outside="x")
    return End(program=Ident(named), strand=Ident(strand) if strand else None)


def reprioritisation(
    date: str, written: Written | Table, *, from_: str, to: str, years: str | None = None
) -> Reprioritisation:
    return Reprioritisation(
        id="r",
        stands_in=FILE,
        date=day(date),
        amount=table(written) if isinstance(written, Mapping) else amount(written),
        from_=end(from_),
        to=end(to),
        years=None if years is None else span(years),
    )


def carry_over(
    from_: int, to: int, written: Written, *, date: str = "2015-02-01", strand: str | None = None
) -> CarryOver:
    return CarryOver(
        id="c",
        stands_in=FILE,
        program=Ident("p"),
        from_=Year(from_),
        to=Year(to),
        amount=amount(written),
        date=day(date),
        strand=None if strand is None else Ident(strand),
    )


def award(date: str, written: Written | Table, **more: Any) -> Award:
    """An award on program p, unless it has a pool."""
    known: dict[str, Any] = {"id": "a", "program": None if "pool" in more else "p"}
    value = table(written) if isinstance(written, Mapping) else amount(written)
    return Award(stands_in=FILE, date=day(date), amount=value, **{**known, **more})


def pool(*, strand: str | None = None, of: str = "p") -> Pool:
    named = None if strand is None else Ident(strand)
    return Pool(id="pool", stands_in=FILE, program=Ident(of), strand=named)


def back(date: str, written: Written, kind: Literal["annulment", "refund"]) -> Return:
    return Return(
        id="b",
        stands_in=FILE,
        award=Ident("a"),
        date=day(date),
        amount=amount(written),
        type=kind,
    )


def payment(date: str, written: Written) -> Payment:
    return Payment(id="y", stands_in=FILE, award=Ident("a"), date=day(date), amount=amount(written))


def outturn(
    year: int, written: Written, *, strand: str | None = None, date: str | None = None
) -> Outturn:
    return Outturn(
        id=f"r{year}",
        stands_in=FILE,
        program=Ident("p"),
        year=Year(year),
        amount=amount(written),
        strand=None if strand is None else Ident(strand),
        date=None if date is None else day(date),
    )


def ledger(*entries: Entry) -> Ledger:
    return Ledger(Settings(format=1), (Contents(FILE, entries),))


def told(movements: Iterable[Movement]) -> list[Told]:
    """Movements as they are written in a test, in order of line."""
    return sorted(_told(movement) for movement in movements)


def _told(movement: Movement) -> Told:
    strand, years = movement.line.strand, movement.line.years
    kroner, rest = divmod(movement.money.ore, 100)
    assert rest == 0, movement
    return f"{strand} {years}".lstrip(), movement.heading, kroner
