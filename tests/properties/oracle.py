"""The sum of a ledger, once more: slow, obvious, and written from the design alone.

Every entry becomes movements, in the order in which entries take effect; a line is the sum of all
movements that name it. Nothing here is shared with tidlig. What acts do is in `acts`.
"""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

from properties import acts
from properties.amounts import UNKNOWN, Figure, figure, years
from properties.books import Books, Entry, Line, Movement, Tables


def tables(root: Path) -> Tables:
    """All entries of a ledger, by kind and id, from all of its files."""
    merged: Tables = defaultdict(dict)
    for path in sorted(root.rglob("*.toml")):
        for kind, entries in tomllib.loads(path.read_bytes().decode("utf-8-sig")).items():
            merged[kind].update(entries)
    return merged


def movements(ledger: Tables, as_of: date | None = None) -> list[Movement]:
    """Every movement of the entries that count."""
    return books(ledger, as_of).done


def books(ledger: Tables, as_of: date | None = None) -> Books:
    """The books after the last entry that counts."""
    kept = Books(ledger, done=[], acts=[], cuts=[])
    for _, _, ident, kind, entry in sorted(effects(ledger, as_of), key=lambda found: found[:3]):
        kept.done.extend(RULES[kind](kept, ident, entry))
    return kept


def effects(ledger: Tables, as_of: date | None) -> Iterator[tuple[date, bool, str, str, Entry]]:
    """Entries that move money and count, with what orders them: undated first, acts last."""
    for kind in RULES:
        for ident, entry in ledger.get(kind, {}).items():
            day = entry.get("date")
            if day is None or as_of is None or day <= as_of:
                yield day or date.min, kind == "appropriation", ident, kind, entry


def of_program(_: Books, ident: str, program: Entry) -> Iterator[Movement]:
    """What parliament gave, and then what the strands' splits move out of it."""
    own = dict(own_amounts(program))
    for (first, last), value in own.items():
        yield from moved(Line(ident, None, first, last), "appropriated", figure(value))
    for name, strand in program.get("strand", {}).items():
        for key, value in strand.get("split", {}).items():
            year, given = int(key), figure(value)
            yield from moved(Line(ident, name, year, year), "appropriated", given)
            source = where_it_stands(program, own, year)
            if source is not None:
                yield from moved(Line(ident, None, *source), "appropriated", given, sign=-1)


def own_amounts(program: Entry) -> Iterator[tuple[tuple[int, int], object]]:
    """A program's own amounts, unknown ones too, by the years on which they stand."""
    first, last = years(program["years"])
    if "split" in program:
        for key, value in program["split"].items():
            yield (int(key), int(key)), value
    elif last is None:
        return
    elif "total" in program:
        yield (first, last), program["total"]
    elif "yearly" in program:  # else only an agreement states it, or acts do
        for year in range(first, last + 1):
            yield (year, year), program["yearly"]


def where_it_stands(
    program: Entry, own: dict[tuple[int, int], object], year: int
) -> tuple[int, int] | None:
    """The years from which a strand's split of a year takes its money, if anything is there."""
    by_year = "split" in program or "yearly" in program
    first, last = years(program["years"])
    if last is None and "split" not in program:
        return None
    source = (year, year) if by_year else (first, last or first)
    return None if own.get(source) == UNKNOWN else source


def of_reprioritisation(_: Books, __: str, entry: Entry) -> Iterator[Movement]:
    for first, last, given in charged(entry):
        for end, sign in ((entry["from"], -1), (entry["to"], 1)):
            if "program" in end:
                line = Line(end["program"], end.get("strand"), first, last)
                yield from moved(line, "reprioritised", given, sign)


def of_carry_over(_: Books, __: str, entry: Entry) -> Iterator[Movement]:
    for year, sign in ((entry["from"], -1), (entry["to"], 1)):
        line = Line(entry["program"], entry.get("strand"), year, year)
        yield from moved(line, "carried", figure(entry["amount"]), sign)


def of_award(kept: Books, ident: str, entry: Entry) -> Iterator[Movement]:
    for first, last, given in charged(entry):
        yield from moved(Line(*place_of_award(kept, ident), first, last), "awarded", given)


def of_amendment(kept: Books, _: str, entry: Entry) -> Iterator[Movement]:
    for first, last, given in charged(entry):
        yield from moved(Line(*place_of_award(kept, entry["award"]), first, last), "awarded", given)


def of_agreement(kept: Books, _: str, entry: Entry) -> Iterator[Movement]:
    program = kept.ledger["program"][entry["program"]]
    own = own_amounts({"years": program["years"]} | entry)
    for (first, last), value in own:
        yield from moved(Line(entry["program"], None, first, last), "agreed", figure(value))


def of_lapse(_: Books, __: str, entry: Entry) -> Iterator[Movement]:
    line = Line(entry["program"], entry.get("strand"), entry["year"], entry["year"])
    yield from moved(line, "lapsed", figure(entry["amount"]))


def of_payment(kept: Books, _: str, entry: Entry) -> Iterator[Movement]:
    place = place_of_award(kept, entry["award"])
    for first, last, given in charged(entry):
        yield from moved(Line(*place, first, last), "paid", given)


def of_return(kept: Books, _: str, entry: Entry) -> Iterator[Movement]:
    place = place_of_award(kept, entry["award"])
    for first, last, given in charged(entry):
        yield from moved(Line(*place, first, last), "returned", given)
        if entry["kind"] == "refund":
            yield from moved(Line(*place, first, last), "paid", given, sign=-1)


def of_outturn(_: Books, __: str, entry: Entry) -> Iterator[Movement]:
    line = Line(entry["program"], entry.get("strand"), entry["year"], entry["year"])
    yield from moved(line, "outturn", figure(entry["amount"]))


def place_of_award(kept: Books, ident: str) -> tuple[str, str | None]:
    """The program and the strand of an award: its own, or those of its pool."""
    award = kept.ledger["award"][ident]
    place = kept.ledger["pool"][award["pool"]] if "pool" in award else award
    return place["program"], place.get("strand")


def charged(entry: Entry) -> Iterator[tuple[int, int, Figure | None]]:
    """An entry's amounts with their years: its table's, its span, or the year of its date."""
    amount = entry["amount"]
    if isinstance(amount, dict):
        for key, value in amount.items():
            yield int(key), int(key), figure(value)
    elif "years" in entry:
        first, last = years(entry["years"])
        assert last is not None, entry
        yield first, last, figure(amount)
    else:
        yield entry["date"].year, entry["date"].year, figure(amount)


def moved(line: Line, heading: str, given: Figure | None, sign: int = 1) -> Iterator[Movement]:
    """One movement, or none when the amount is unknown."""
    if given is not None:
        yield Movement(line, heading, sign * given.ore, given.half)


RULES: dict[str, Callable[[Books, str, Entry], Iterable[Movement]]] = {
    "program": of_program,
    "appropriation": acts.of_appropriation,
    "reprioritisation": of_reprioritisation,
    "carry-over": of_carry_over,
    "agreement": of_agreement,
    "lapse": of_lapse,
    "award": of_award,
    "amendment": of_amendment,
    "payment": of_payment,
    "return": of_return,
    "outturn": of_outturn,
}


def unknown_entries(ledger: Tables, as_of: date | None = None) -> set[str]:
    """What moves or awards money, counts, and mentions an amount it does not state."""
    return {
        f"{kind}.{ident}"
        for _, _, ident, kind, entry in effects(ledger, as_of)
        if kind in ("reprioritisation", "award", "amendment")
        and None in (one[2] for one in charged(entry))
    }


def open_programs(ledger: Tables) -> dict[str, tuple[int, Any]]:
    """Programs with an amount a year and no end: where each begins, and the amount as written."""
    return {
        ident: (years(program["years"])[0], program["yearly"])
        for ident, program in ledger.get("program", {}).items()
        if "yearly" in program and years(program["years"])[1] is None
    }


def yearly(ledger: Tables, as_of: date) -> Iterator[Movement]:
    """What programs without an end have each year to that of a day, where no act names the year."""
    for ident, (first, written) in open_programs(ledger).items():
        program, amount = ledger["program"][ident], figure(written)
        if amount is None or program.get("date", as_of) > as_of:
            continue
        named = {
            int(year)
            for act in ledger.get("appropriation", {}).values()
            if act["program"] == ident and act["date"] <= as_of
            for year, written in act["split"].items()
            if figure(written) is not None  # an unknown figure leaves its year as it was
        }
        for year in range(first, as_of.year + 1):
            if year not in named:
                given = [
                    share
                    for strand in program.get("strand", {}).values()
                    if (share := figure(strand.get("split", {}).get(str(year), "0 kr.")))
                ]
                ore = amount.ore - sum((share.ore for share in given), Fraction(0))
                half = amount.half + sum((share.half for share in given), Fraction(0))
                yield Movement(Line(ident, None, year, year), "appropriated", ore, half)
