"""A strategy that makes ledgers of one small program, as tables, with amounts of a few kroner."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import strategies as st

Tables = dict[str, Any]
FIRST = 2014
FEW = st.integers(0, 3)
SOME = st.integers(1, 3)
LEDGER = {"format": 1, "currency": "DKK", "language": "da", "unit": "kr."}
RECIPIENT = {"name": "Gladsaxe Kommune", "kind": "municipality"}


@st.composite
def ledgers(draw: st.DrawFn) -> Tables:
    """A program over one to four years, its acts, uses and accounts."""
    years = list(range(FIRST, FIRST + draw(st.integers(1, 4))))
    strands = draw(st.sampled_from([[], [], ["a"], ["a", "b"]]))
    program = draw(programs(years, strands))
    tables: Tables = {
        "ledger": LEDGER,
        "recipient": {"r": RECIPIENT},
        "program": {"p": program},
        "appropriation": draw(acts(years, strands, is_split="split" in program)),
        "reprioritisation": draw(numbered(moves(years, strands), 1)),
        "carry-over": draw(numbered(carries(years, strands), 1)) if len(years) > 1 else {},
        "award": draw(numbered(awards(years, strands), 5).map(without_negative_among_others)),
        "outturn": draw(outturns(years, strands)),
    }
    if able := years_to_lapse(tables):
        tables["lapse"] = draw(numbered(lapses(able), 1))
    if tables["award"]:
        tables["return"] = draw(numbered(returns(years, tables["award"]), 2))
    return tables


def without_negative_among_others(awards: Tables) -> Tables:
    """Leave out negative awards where others are: test_regressions has what is wrong there."""
    are_negative = {name: entry["amount"] == -1 for name, entry in awards.items()}
    if all(are_negative.values()):
        return awards
    return {name: entry for name, entry in awards.items() if not are_negative[name]}


def numbered(entries: st.SearchStrategy[Tables], most: int) -> st.SearchStrategy[Tables]:
    lists = st.lists(entries, max_size=most)
    return lists.map(lambda found: {f"n{number}": e for number, e in enumerate(found)})


def splits(years: list[int], amounts: st.SearchStrategy[int] = FEW) -> st.SearchStrategy[Tables]:
    return st.fixed_dictionaries({str(year): amounts for year in years})


def days(years: list[int]) -> st.SearchStrategy[date]:
    return st.builds(
        date, st.sampled_from([*years, years[-1] + 1]), st.sampled_from([2, 9]), st.just(1)
    )


def spans(years: list[int]) -> st.SearchStrategy[int | str]:
    """One year, of the program or the year after, or some in a row."""
    several = [f"{first}-{last}" for first in years for last in years if first < last]
    return st.sampled_from([*years, years[-1] + 1, *several])


@st.composite
def programs(draw: st.DrawFn, years: list[int], strands: list[str]) -> Tables:
    first, last = years[0], years[-1]
    program: Tables = {
        "name": "P",
        "years": first if first == last else f"{first}-{last}",
        "date": date(first, draw(st.sampled_from([1, 1, 6])), 1),
        "control": draw(st.sampled_from(["program", "strand"])),
    }
    if draw(st.booleans()):
        program["act"] = f"FL{first}"
    if unspent := draw(st.sampled_from([None, None, "lapses", "carries-over"])):
        program["unspent"] = unspent
    if draw(st.integers(0, 3)):
        stated = draw(st.sampled_from([years, years, years[:-1] or years]))
        program["split"] = draw(splits(stated, st.integers(-1, 6)))
    if strands:
        program["strand"] = {strand: {"name": "S"} for strand in strands}
        for strand in strands:
            if draw(st.booleans()):
                program["strand"][strand]["split"] = draw(splits(years))
    if "split" not in program:
        parts = [
            amount
            for s in program.get("strand", {}).values()
            for amount in s.get("split", {}).values()
        ]
        program["total"] = draw(st.integers(1, 9)) + sum(parts)
    return program


@st.composite
def acts(draw: st.DrawFn, years: list[int], strands: list[str], *, is_split: bool) -> Tables:
    """Acts of some years, each stating its own year and those after; none cuts a span."""
    found: Tables = {}
    for year in draw(st.sets(st.sampled_from(years if is_split else years[:1]))):
        stated = [*years[years.index(year) :], *draw(st.sampled_from([[], [years[-1] + 1]]))]
        day = date(year, 6, 1)
        if year > FIRST:
            day = draw(st.sampled_from([date(year, 1, 1), date(year - 1, 12, 20), day]))
        act: Tables = {"program": "p", "act": f"FL{year}", "date": day}
        act["split"] = draw(splits(stated, st.integers(-1, 6)))
        act["strands"] = {s: draw(splits(stated)) for s in strands if draw(st.booleans())}
        found[f"fl{year}"] = act
    return found


@st.composite
def moves(draw: st.DrawFn, years: list[int], strands: list[str]) -> Tables:
    own: Tables = {"program": "p"}
    if strand := draw(st.sampled_from(["", *strands])):
        own["strand"] = strand
    ends = draw(st.permutations([own, {"outside": "andet"}]))
    span = draw(spans(years))
    return {
        "date": draw(days(years)),
        "amount": draw(SOME),
        "from": ends[0],
        "to": ends[1],
        "years": span,
    }


@st.composite
def carries(draw: st.DrawFn, years: list[int], strands: list[str]) -> Tables:
    origin = draw(st.sampled_from(years[:-1]))
    carry = {"program": "p", "from": origin, "to": origin + 1, "amount": draw(SOME)}
    carry["date"] = date(origin + 1, draw(st.integers(1, 12)), 1)
    if strand := draw(st.sampled_from(["", *strands])):
        carry["strand"] = strand
    return carry


def years_to_lapse(tables: Tables) -> dict[int, int]:
    """The years of a program whose money nothing takes or moves, and what each has.

    More may not lapse: where no money covers a lapse, the rules do not say what is overdrawn.
    """
    program = tables["program"]["p"]
    if "strand" in program or any(
        tables[kind] for kind in ("appropriation", "reprioritisation", "carry-over", "award")
    ):
        return {}
    booked = {entry["year"] for entry in tables["outturn"].values()}
    stated = {int(year): amount for year, amount in program.get("split", {}).items()}
    return {year: amount for year, amount in stated.items() if amount > 0 and year not in booked}


@st.composite
def lapses(draw: st.DrawFn, able: dict[int, int]) -> Tables:
    year = draw(st.sampled_from(sorted(able)))
    day = date(year + draw(st.integers(0, 1)), draw(st.integers(1, 12)), 1)
    return {"program": "p", "year": year, "amount": draw(st.integers(1, able[year])), "date": day}


@st.composite
def awards(draw: st.DrawFn, years: list[int], strands: list[str]) -> Tables:
    award = {"program": "p", "recipient": "r", "date": draw(days(years))}
    if strand := draw(st.sampled_from(["", *strands])):
        award["strand"] = strand
    form = draw(st.sampled_from(["day", "years", "years", "table"]))
    amounts: st.SearchStrategy[int] = FEW
    if form == "years":
        award["years"] = draw(spans(years))
    elif form == "day":
        amounts = st.integers(-1, 4)
    award["amount"] = draw(splits(years, st.integers(0, 2)) if form == "table" else amounts)
    if form != "table" and draw(st.integers(0, 3)) == 0:
        award["amount"] = "unknown"
    return award


@st.composite
def returns(draw: st.DrawFn, years: list[int], given: Tables) -> Tables:
    award = draw(st.sampled_from(sorted(given)))
    return {
        "award": award,
        "date": max(given[award]["date"], draw(days(years))),
        "amount": draw(SOME),
        "kind": draw(st.sampled_from(["refund", "annulment"])),
    }


@st.composite
def outturns(draw: st.DrawFn, years: list[int], strands: list[str]) -> Tables:
    """Accounts of some years, of the program or by strand, published a year later or undated."""
    found: Tables = {}
    for year in draw(st.sets(st.sampled_from([*years, years[-1] + 1]), max_size=2)):
        published = draw(st.sampled_from([None, date(year + 1, 7, 1)]))
        for strand in draw(st.sampled_from([[""], ["", *strands], strands])):
            entry = {"program": "p", "year": year, "amount": draw(st.integers(-1, 5))}
            entry |= {"strand": strand} if strand else {}
            entry |= {"date": published} if published else {}
            found[f"o{year}{strand}"] = entry
    return found
