"""`budget-overspent` against brute force: every set of needs against the money it could reach."""

from __future__ import annotations

from datetime import date

from hypothesis import event
from hypothesis import strategies as st

from properties import oracle, sums
from properties.books import Entries, Entry, Tables
from properties.examples import held_for
from properties.layouts import plain
from properties.ledgers import LEDGER, readable
from properties.matching import overspent
from properties.reports import findings, ledger_of

YEARS = (2014, 2015, 2016)
STRANDS = ("a", "b")

small = st.integers(0, 4)
days = st.builds(date, st.sampled_from(YEARS), st.integers(1, 12), st.just(15))
places = st.sampled_from([{}, *({"strand": name} for name in STRANDS)]).map({"program": "p"}.__or__)
spans = st.sampled_from(
    [{}, {}, {"years": "2014-2015"}, {"years": "2015-2016"}, {"years": "2014-16"}]
)


@st.composite
def programs(draw: st.DrawFn) -> Entry:
    """A program whose strands never get more than there is, split by year or not."""
    form = draw(st.sampled_from(["split", "total", "yearly"]))
    splits = {name: {year: draw(small) for year in YEARS} for name in STRANDS}
    rest = {year: draw(small) for year in YEARS}
    by_year = {year: rest[year] + sum(split[year] for split in splits.values()) for year in YEARS}
    money: Entry = {
        "split": {str(year): amount for year, amount in by_year.items()},
        "total": sum(by_year.values()),
        "yearly": max(by_year.values()),
    }
    strands: Entries = {
        name: {"name": name, "split": {str(year): one for year, one in split.items()}}
        for name, split in splits.items()
    }
    return {"name": "P", "years": "2014-2016", form: money[form], "strand": strands}


@st.composite
def charges(draw: st.DrawFn, least: int) -> Entry:
    amount = draw(st.integers(least, 9))
    return {"amount": amount, "date": draw(days)} | draw(spans)


@st.composite
def awards(draw: st.DrawFn) -> Entry:
    return draw(charges(-2)) | draw(places) | {"recipients": {"municipality": 1}}


@st.composite
def reprioritisations(draw: st.DrawFn) -> Entry:
    first, second = draw(st.permutations([{"outside": "x"}, draw(places)]))
    return draw(charges(1)) | {"from": first, "to": second}


@st.composite
def returns(draw: st.DrawFn, award_ids: list[str]) -> Entry:
    award = draw(st.sampled_from(award_ids))
    kind = draw(st.sampled_from(["annulment", "refund"]))
    return {"award": award, "amount": draw(st.integers(1, 4)), "date": draw(days), "kind": kind}


@st.composite
def acts(draw: st.DrawFn) -> Entry:
    split = {str(year): draw(st.integers(0, 9)) for year in YEARS}
    return {"program": "p", "act": "FL", "date": date(2015, 1, 1), "split": split}


@st.composite
def carry_overs(draw: st.DrawFn) -> Entry:
    start = draw(st.sampled_from(YEARS[:2]))
    amount = draw(st.integers(1, 6))
    ends = {"from": start, "to": start + 1, "amount": amount, "date": date(start + 1, 1, 1)}
    return draw(places) | ends


@st.composite
def ledgers(draw: st.DrawFn, carried: int = 0) -> Tables:
    """One small program with exact amounts, in either control mode."""

    def some(entries: st.SearchStrategy[Entry], least: int, most: int) -> Entries:
        found = draw(st.lists(entries, min_size=least, max_size=most))
        return {f"n{number}": entry for number, entry in enumerate(found)}

    program = draw(programs()) | {"control": draw(st.sampled_from(["program", "strand"]))}
    given_awards = some(awards(), 1, 5)
    made = {
        "ledger": LEDGER,
        "program": {"p": program},
        "appropriation": some(acts(), 0, 1),
        "reprioritisation": some(reprioritisations(), 0, 2),
        "carry-over": some(carry_overs(), carried, carried),
        "award": given_awards,
        "return": some(returns(sorted(given_awards)), 0, 2),
    }
    return {kind: entries for kind, entries in readable(made).items() if entries}


def lacks_money(ledger: Tables, *, by_strand: bool) -> bool:
    return overspent(sums.figures(oracle.movements(ledger)), by_strand=by_strand)


def found(ledger: Tables) -> set[tuple[str, str]]:
    """The checks that found something, with how bad it is."""
    with ledger_of(plain(ledger)) as folder:
        return {(one.check, one.severity) for one in findings(folder)}


@held_for(ledgers(), few=40, many=300)
def test_a_budget_is_overspent_exactly_when_some_needs_exceed_the_money_within_reach(
    ledger: Tables,
) -> None:
    by_strand = ledger["program"]["p"]["control"] == "strand"
    expected = lacks_money(ledger, by_strand=by_strand)
    event(f"overspent {expected}")
    assert (("budget-overspent", "error") in found(ledger)) == expected


@held_for(ledgers(), few=40, many=300)
def test_under_control_of_the_program_a_strand_alone_that_lacks_money_is_a_warning(
    ledger: Tables,
) -> None:
    ledger["program"]["p"]["control"] = "program"
    by_years = lacks_money(ledger, by_strand=False)
    by_strand = lacks_money(ledger, by_strand=True)
    event(f"by years {by_years}, by strand {by_strand}")
    if not by_years:
        warned = ("budget-overspent", "warning") in found(ledger)
        assert warned == by_strand


@held_for(ledgers(carried=1), few=40, many=300)
def test_what_lacks_money_only_by_a_carry_over_is_reported_as_that(ledger: Tables) -> None:
    by_strand = ledger["program"]["p"]["control"] == "strand"
    with_it = lacks_money(ledger, by_strand=by_strand)
    without = {kind: entries for kind, entries in ledger.items() if kind != "carry-over"}
    without_it = lacks_money(without, by_strand=by_strand)
    event(f"with it {with_it}, without {without_it}")
    errors = {check for check, severity in found(ledger) if severity == "error"}
    reported = errors & {"budget-overspent", "carry-over-exceeds-remaining"}
    whole = "budget-overspent" if without_it else "carry-over-exceeds-remaining"
    assert reported == ({whole} if with_it else set())
