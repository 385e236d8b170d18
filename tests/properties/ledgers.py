"""Strategies that make ledgers which can be read, as nested tables, whatever their sums come to.

Money may be missing, overspent or moved twice: that is what reports are for. Only what keeps a
ledger from being read is avoided; acts that would cut a span or contradict one another are taken
out, with the oracle's judgement of where the money stands.
"""

from __future__ import annotations

from datetime import date

from hypothesis import strategies as st

from properties import oracle
from properties.acts import named
from properties.amounts import years as span_of
from properties.books import Entries, Entry, Tables
from properties.notation import amounts, charges, days, finance_years, known_amounts, tables_by_year

Place = tuple[str, str | None]

PROGRAMS = ("tidlig", "tidlig-2", "t")
STRANDS = ("a", "a-1", "foraeldre")
LEDGER: Entry = {"format": 1, "currency": "DKK", "language": "da", "unit": "mio. kr."}
RECIPIENT: Entry = {"name": "Gladsaxe Kommune", "kind": "municipality"}


@st.composite
def programs(draw: st.DrawFn) -> Entry:
    """A program with its money by total, by year or a year, its end stated or not, and strands."""
    form = draw(
        st.sampled_from(["total", "total", "split", "split", "yearly", "open", "open-yearly"])
    )
    first = draw(finance_years)
    last = first + draw(st.integers(0, 3))
    years = list(range(first, last + 1))
    entry: Entry = {"name": "Tidlig hjælp", "years": f"{first}-{last}"}
    if first == last:
        entry["years"] = first
    if form.startswith("open") or (form == "split" and draw(st.integers(0, 3)) == 0):
        entry["years"] = f"{first}-"
    if form == "split":
        entry["split"] = draw(tables_by_year(years, least=1))
    elif form == "open":
        entry["total"] = "unknown"
    else:
        known = form == "open-yearly"
        entry[form.removeprefix("open-")] = draw(known_amounts if known else amounts)
    if draw(st.booleans()):
        entry["date"] = draw(days)
    if draw(st.booleans()):
        entry["control"] = draw(st.sampled_from(["program", "strand"]))
    strands = draw(st.lists(st.sampled_from(STRANDS), unique=True, max_size=3))
    if strands:
        entry["strand"] = {name: draw(strand_entries(years)) for name in strands}
    return entry


@st.composite
def strand_entries(draw: st.DrawFn, years: list[int]) -> Entry:
    split = draw(tables_by_year(years))
    return {"name": "Del"} | ({"split": split} if split else {})


@st.composite
def acts(draw: st.DrawFn, programs_made: Entries) -> Entry:
    """A later act: figures for some years, and for strands within the years it knows."""
    program = draw(st.sampled_from(sorted(programs_made)))
    first = draw(finance_years)
    absorbed = draw(st.sampled_from([[], span_of(programs_made[program]["years"]), (2012, 2022)]))
    ends = {str(year): draw(known_amounts) for year in absorbed if year}
    entry: Entry = {
        "program": program,
        "act": "FL",
        "date": draw(days),
        "split": draw(tables_by_year(list(range(first, first + 5)), least=1)) | ends,
    }
    names = sorted(programs_made[program].get("strand", {}))
    if known := [str(year) for year in named(entry)]:
        splits = st.dictionaries(st.sampled_from(known), known_amounts, min_size=1)
        strands = draw(st.fixed_dictionaries({}, optional=dict.fromkeys(names, splits)))
        entry |= {"strands": strands} if strands else {}
    return entry


def places(programs_made: Entries) -> list[Place]:
    """Every program and every strand of it."""
    found: list[Place] = []
    for name, entry in programs_made.items():
        found += [(name, None), *((name, strand) for strand in entry.get("strand", {}))]
    return found


def placed(place: Place) -> Entry:
    program, strand = place
    return {"program": program} | ({"strand": strand} if strand else {})


@st.composite
def reprioritisations(draw: st.DrawFn, at: list[Place]) -> Entry:
    """Money moved between two different places, one of which may be outside."""
    ends: list[Entry] = [placed(place) for place in at]
    first = draw(st.sampled_from(ends))
    second = draw(st.sampled_from([*ends, {"outside": "another ministry"}]).filter(first.__ne__))
    turned = draw(st.booleans())
    ends_drawn = {"from": second, "to": first} if turned else {"from": first, "to": second}
    return {"date": draw(days)} | draw(charges()) | ends_drawn


@st.composite
def carry_overs(draw: st.DrawFn, at: list[Place]) -> Entry:
    year = draw(finance_years)
    return placed(draw(st.sampled_from(at))) | {
        "from": year,
        "to": year + draw(st.integers(1, 2)),
        "amount": draw(amounts),
        "date": draw(days),
    }


def round_of(program: str) -> str:
    return f"runde-{program}"


def round_entry(program: str) -> Entry:
    return {"program": program, "name": "Runde", "announced": "2014-06"}


@st.composite
def awards(draw: st.DrawFn, at: list[Place], pools: Entries) -> Entry:
    place: Entry = placed(draw(st.sampled_from(at)))
    if draw(st.booleans()) and pools:
        place = {"pool": draw(st.sampled_from(sorted(pools)))}
    elif draw(st.booleans()):
        place["round"] = round_of(place["program"])
    who = {"recipients": {"municipality": 3, "organisation": 1}}
    recipient: Entry = who if draw(st.booleans()) else {"recipient": "gladsaxe"}
    return place | recipient | {"date": draw(days)} | draw(charges())


@st.composite
def events(draw: st.DrawFn, award_ids: list[str], kinds: tuple[str, ...] = ()) -> Entry:
    """A payment, or a return of one of the kinds."""
    entry: Entry = {
        "award": draw(st.sampled_from(award_ids)),
        "date": draw(days),
        "amount": draw(amounts),
    }
    return entry | ({"kind": draw(st.sampled_from(kinds))} if kinds else {})


@st.composite
def amendments(draw: st.DrawFn, award_ids: list[str]) -> Entry:
    """A change of an award."""
    return {"award": draw(st.sampled_from(award_ids)), "date": draw(days)} | draw(charges())


@st.composite
def lapses(draw: st.DrawFn, at: list[Place]) -> Entry:
    entry = placed(draw(st.sampled_from(at)))
    return entry | {"year": draw(finance_years), "amount": draw(known_amounts), "date": draw(days)}


@st.composite
def agreements(draw: st.DrawFn, names: list[str]) -> Entry:
    """What was agreed, over years of its own or the program's."""
    entry: Entry = {"program": draw(st.sampled_from(names)), "total": draw(known_amounts)}
    first = draw(finance_years)
    return entry | {"years": f"{first}-{first + 2}"}


@st.composite
def outturns(draw: st.DrawFn, at: list[Place]) -> Entry:
    entry = placed(draw(st.sampled_from(at)))
    entry |= {"year": draw(finance_years), "amount": draw(amounts)}
    return entry | ({"date": draw(days)} if draw(st.booleans()) else {})


@st.composite
def pool_entries(draw: st.DrawFn, at: list[Place]) -> Entry:
    entry = placed(draw(st.sampled_from(at))) | {"name": "Pulje"}
    if draw(st.booleans()):
        entry["frame"] = draw(amounts)
    return entry


@st.composite
def ledgers(draw: st.DrawFn) -> Tables:
    """A whole ledger that can be read."""

    def some(prefix: str, entries: st.SearchStrategy[Entry], most: int) -> Entries:
        found = draw(st.lists(entries, max_size=most))
        return {f"{prefix}-{number}": entry for number, entry in enumerate(found)}

    names = draw(st.lists(st.sampled_from(PROGRAMS), unique=True, min_size=1, max_size=3))
    made = {name: draw(programs()) for name in names}
    at = places(made)
    pools = some("pulje", pool_entries(at), 2)
    given = some("tilsagn", awards(at, pools), 4)
    made_tables: Tables = {
        "program": made,
        "appropriation": some("fl", acts(made), 4),
        "reprioritisation": some("flyt", reprioritisations(at), 4),
        "carry-over": some("videre", carry_overs(at), 2),
        "agreement": some("aftale", agreements(names), 2),
        "lapse": some("bortfald", lapses(at), 2),
        "round": {round_of(name): round_entry(name) for name in made},
        "pool": pools,
        "award": given,
        "amendment": some("aendring", amendments(list(given)), 3) if given else {},
        "payment": some("udbetaling", events(list(given)), 3) if given else {},
        "return": some("retur", events(list(given), ("annulment", "refund")), 3) if given else {},
        "outturn": some("regnskab", outturns(at), 3),
        "recipient": {"gladsaxe": RECIPIENT},
    }
    kept = readable(made_tables)
    return {"ledger": LEDGER} | {kind: entries for kind, entries in kept.items() if entries}


def readable(made: Tables) -> Tables:
    """The same ledger without acts that keep it from being read."""
    for ident, act in list(made["appropriation"].items()):
        program = made["program"][act["program"]]
        others = [one for name, one in made["appropriation"].items() if name != ident]
        others.append(program | {"program": act["program"]})
        early = act["date"] < program.get("date", date.min)
        if early or any(conflicting(act, other) for other in others):
            del made["appropriation"][ident]
    while cuts := oracle.books(made).cuts:
        del made["appropriation"][cuts[0]]
    return made


def conflicting(act: Entry, other: Entry) -> bool:
    """Two acts on one date that name the same year of a program."""
    same = act["program"] == other["program"] and act["date"] == other.get("date")
    return same and bool(act["split"].keys() & other.get("split", {}).keys())
