"""A small description of one program, and how it is read from the tables of a ledger.

Amounts are whole; None is an unknown one. The strand "" is the program itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

Tables = dict[str, Any]
ORE = {"kr.": 100, "t.kr.": 100_000, "mio. kr.": 100_000_000}


class Span(NamedTuple):
    """Years from the first to the last."""

    first: int
    last: int

    def each(self) -> range:
        """Each of the years."""
        return range(self.first, self.last + 1)


class Entry(NamedTuple):
    """An amount over some years, on a strand or none, and the day from which it counts."""

    day: date | None
    years: Span
    strand: str
    amount: int | None


class Carry(NamedTuple):
    """Money that one year gives and another gets."""

    day: date | None
    origin: int
    target: int
    strand: str
    amount: int


class Act(NamedTuple):
    """Figures by year, and those of strands that lie within them; `year` is that of its name."""

    day: date | None
    year: int | None
    figures: tuple[tuple[Span, str, int], ...]


@dataclass(frozen=True)
class Program:
    """All that is recorded of a program; its own figures are the first of its acts."""

    first: int
    last: int
    acts: tuple[Act, ...]
    moves: tuple[Entry, ...]
    carries: tuple[Carry, ...]
    awards: tuple[Entry, ...]
    returns: tuple[Entry, ...]
    outturns: tuple[Entry, ...]
    lapses: tuple[Entry, ...]
    unspent: str | None = None
    has_unknown_total: bool = False
    has_budget: bool = True


def amount_of(value: int | str) -> int | None:
    """An amount in øre."""
    if isinstance(value, int):
        return value * 100
    if value == "unknown":
        return None
    number, unit = value.removeprefix("ca. ").split(" ", 1)
    return int(Decimal(number.replace(".", "").replace(",", ".")) * ORE[unit])


def known(value: int | str) -> int:
    amount = amount_of(value)
    assert amount is not None
    return amount


def span_of(value: int | str, end: int = 9999) -> Span:
    """The years of an entry; one without an end has a given one."""
    if isinstance(value, int):
        return Span(value, value)
    first, _, last = value.partition("-")
    return Span(int(first), int(last) if last else end)


def described(tables: Tables, ident: str, day: date) -> Program:
    """What the tables have on a program up to a day."""
    own = tables["program"][ident]
    years = span_of(own["years"])
    program = Program(
        first=years.first,
        last=years.last,
        acts=tuple(acts_of(tables, ident, day.year)),
        moves=tuple(moves_of(tables, ident)),
        carries=tuple(
            Carry(e["date"], e["from"], e["to"], e.get("strand", ""), known(e["amount"]))
            for e in of_program(tables, "carry-over", ident)
        ),
        awards=tuple(awards_of(tables, ident)),
        returns=tuple(returns_of(tables, ident)),
        outturns=tuple(on_year(tables, "outturn", ident)),
        lapses=tuple(on_year(tables, "lapse", ident)),
        unspent=own.get("unspent"),
        has_unknown_total=own.get("total") == "unknown" and own.get("date", day) <= day,
    )
    kept = {
        name: tuple(e for e in getattr(program, name) if e.day is None or e.day <= day)
        for name in ("acts", "moves", "carries", "awards", "returns", "outturns", "lapses")
    }
    stated = any(act.figures for act in kept["acts"])
    has_budget = bool(stated or kept["moves"] or kept["carries"] or program.has_unknown_total)
    return Program(**{**vars_of(program), **kept, "has_budget": has_budget})


def vars_of(program: Program) -> dict[str, Any]:
    return {name: getattr(program, name) for name in Program.__dataclass_fields__}


def of_program(tables: Tables, kind: str, ident: str) -> Iterator[Tables]:
    return (e for e in tables.get(kind, {}).values() if e["program"] == ident)


def on_year(tables: Tables, kind: str, ident: str) -> Iterator[Entry]:
    for e in of_program(tables, kind, ident):
        years = Span(e["year"], e["year"])
        yield Entry(e.get("date"), years, e.get("strand", ""), amount_of(e["amount"]))


def charged(entry: Tables, strand: str) -> Iterator[Entry]:
    """The amounts of an award or a move, by the years on which they are charged."""
    day, amount = entry["date"], entry["amount"]
    if isinstance(amount, dict):
        for year, part in amount.items():
            yield Entry(day, span_of(int(year)), strand, amount_of(part))
    else:
        yield Entry(day, span_of(entry.get("years", day.year)), strand, amount_of(amount))


def awards_of(tables: Tables, ident: str) -> Iterator[Entry]:
    strands = {}
    for name, award in tables.get("award", {}).items():
        if award["program"] == ident:
            strands[name] = award.get("strand", "")
            yield from charged(award, strands[name])
    for change in tables.get("amendment", {}).values():
        if change["award"] in strands:
            yield from charged(change, strands[change["award"]])


def returns_of(tables: Tables, ident: str) -> Iterator[Entry]:
    for back in tables.get("return", {}).values():
        award = tables["award"][back["award"]]
        if award["program"] == ident:
            yield from charged(back, award.get("strand", ""))


def moves_of(tables: Tables, ident: str) -> Iterator[Entry]:
    for move in tables.get("reprioritisation", {}).values():
        for end, sign in (("from", -1), ("to", 1)):
            if move[end].get("program") == ident:
                for entry in charged(move, move[end].get("strand", "")):
                    assert entry.amount is not None
                    yield entry._replace(amount=sign * entry.amount)


def acts_of(tables: Tables, ident: str, this_year: int) -> Iterator[Act]:
    """The program's own figures first, then those of its acts by date."""
    own = tables["program"][ident]
    figures = list(own_figures(own, this_year))
    for strand, entry in own.get("strand", {}).items():
        for year, value in entry.get("split", {}).items():
            figures.append((span_of(int(year)), strand, known(value)))
    yield Act(own.get("date"), year_named(own.get("act"), figures), tuple(figures))
    for act in sorted(of_program(tables, "appropriation", ident), key=lambda e: e["date"]):
        figures = [(span_of(int(y)), "", known(value)) for y, value in act["split"].items()]
        for strand, split in act.get("strands", {}).items():
            figures += [(span_of(int(y)), strand, known(value)) for y, value in split.items()]
        yield Act(act["date"], year_named(act["act"], figures), tuple(figures))


def own_figures(own: Tables, this_year: int) -> Iterator[tuple[Span, str, int]]:
    if "split" in own:
        for year, value in own["split"].items():
            yield span_of(int(year)), "", known(value)
    elif "yearly" in own:
        for year in span_of(own["years"], end=this_year).each():
            yield span_of(year), "", known(own["yearly"])
    elif "total" in own and own["total"] != "unknown":
        yield span_of(own["years"]), "", known(own["total"])


def year_named(act: str | None, figures: list[tuple[Span, str, int]]) -> int | None:
    """The year of an act: the one in its name, else the first that it states (rule 11)."""
    if act is None:
        return None
    found = re.search(r"\d{4}", act)
    return int(found[0]) if found else min(years.first for years, _, _ in figures)
