"""What the public record says of the five programs, against the ledger in data/.

The figures are written out here as the documents have them, in mio. kr. or as counts.
"""

from __future__ import annotations

import shutil
from functools import cache
from pathlib import Path

import pytest

from arithmetic.saying import Figure, figure
from harness.running import ROOT
from tidlig.arithmetic.accounts import bridge, funds
from tidlig.arithmetic.balance import Choice, balance
from tidlig.arithmetic.ledger import Ledger
from tidlig.arithmetic.statements import StatementResult, Verdict, statement_results
from tidlig.ledger.folder import Folder
from tidlig.ledger.open import open_ledger
from tidlig.model.money import Money

PROGRAM = "forebyggelsespakken"
FOREBYGGELSESPAKKEN = Choice(budget_lines=((PROGRAM, None),))

MONEY = {
    ("notat-2015-04-01", "appropriated", PROGRAM, "280 mio. kr."): "agrees",
    ("side-styrket-indsats", "appropriated", PROGRAM, "280 mio. kr."): "agrees",
    ("nyhed-2015-02-26", "appropriated", PROGRAM, "280 mio. kr."): "agrees",
    ("notat-2015-04-01", "reprioritised-out", PROGRAM, "30 mio. kr."): "agrees",
    ("notat-2015-04-01", "awarded", PROGRAM, "49,2 mio. kr."): "agrees",
    ("nyhed-2015-02-26", "awarded", PROGRAM, "49 mio. kr."): "agrees-as-rounded",
    ("side-styrket-indsats", "agreed", "satspulje-2016-19", "96 mio. kr."): "agrees",
    ("puljer-15-26-02", "frame", "satspulje-2016-19", "46,9 mio. kr."): "agrees",
    ("notat-2013-04-02", "yearly", "styrket-forebyggelse", "10 mio. kr."): "agrees",
    ("beskrivelse-2011", "agreed", "forebyggelsesprojektet", "8 mio. kr."): "agrees",
}

COUNTS = {
    ("notat-2015-04-01", "strands", PROGRAM, "4"): "agrees",
    ("side-styrket-indsats", "strands", PROGRAM, "5"): "contradicted",
    ("notat-2015-04-01", "pools", PROGRAM, "13"): "agrees",
    ("notat-2015-04-01", "pools", f"{PROGRAM} foraeldre", "4"): "agrees",
    ("notat-2015-04-01", "pools", f"{PROGRAM} strategisk-samarbejde", "1"): "agrees",
    ("notat-2015-04-01", "pools", f"{PROGRAM} dagtilbud", "5"): "agrees",
    ("notat-2015-04-01", "pools", f"{PROGRAM} fritid", "2"): "agrees",
    ("notat-2015-04-01", "pools", f"{PROGRAM} partnerskab", "1"): "agrees",
    ("notat-2015-04-01", "pools", f"{PROGRAM} direct", "7"): "cannot-tell",
    ("notat-2015-04-01", "participants", f"{PROGRAM} municipality", "31"): "agrees",
    ("nyhed-2015-02-26", "participants", f"{PROGRAM} municipality", "31"): "agrees",
    ("notat-2015-04-01", "participants", f"{PROGRAM} organisation", "8"): "agrees",
    ("notat-2015-04-01", "participants", f"{PROGRAM} provider", "3"): "agrees",
    ("notat-2015-04-01", "applications", f"{PROGRAM} organisation", "56"): "agrees",
    ("notat-2015-04-01", "applications", f"{PROGRAM} municipality provider", "100"): "agrees",
    ("notat-2015-04-01", "applicants", f"{PROGRAM} municipality", "57"): "agrees",
    ("notat-2015-04-01", "applicants", f"{PROGRAM} provider", "5"): "agrees",
    (
        "notat-2015-04-01",
        "applicants",
        f"{PROGRAM} runde-1-partnerskab-1 municipality",
        "30",
    ): "agrees",
    ("side-styrket-indsats", "participants", f"{PROGRAM} partnerskab municipality", "3"): (
        "cannot-tell"
    ),
    ("side-styrket-indsats", "strands", "satspulje-2016-19", "2"): "contradicted",
    ("puljer-15-26-02", "pools", "satspulje-2016-19 omlaegning", "3"): "agrees",
    ("notat-2013-04-02", "strands", "styrket-forebyggelse", "5"): "agrees",
    ("beskrivelse-2011", "strands", "forebyggelsesprojektet", "3"): "agrees",
}


@cache
def ledger() -> Ledger:
    return open_ledger(Folder(ROOT / "data"))


def all_held() -> list[StatementResult]:
    return list(statement_results(ledger()))


def test_every_published_amount_is_there_with_its_verdict() -> None:
    found = {
        (
            *each.statement.source,
            each.statement.measure,
            each.statement.program,
            each.statement.value.text,
        ): str(each.verdict)
        for each in all_held()
        if not isinstance(each.statement.value.figure, int)
    }
    assert found == MONEY


def test_every_published_count_is_there_with_its_verdict() -> None:
    found = {
        (
            *each.statement.source,
            each.statement.measure,
            scope_of_count(each),
            each.statement.value.text,
        ): str(each.verdict)
        for each in all_held()
        if isinstance(each.statement.value.figure, int)
    }
    assert found == COUNTS


def scope_of_count(each: StatementResult) -> str:
    """What narrows a count down: program, strand, pool, support and kinds of recipients."""
    asked = each.statement
    words = (asked.program, asked.strand, asked.pool, asked.support, *asked.kinds)
    return " ".join(filter(None, words))


def test_no_statement_is_there_twice() -> None:
    assert len(all_held()) == len(MONEY) + len(COUNTS) == 33


def test_what_is_contradicted_is_accepted_with_the_reason() -> None:
    """The web page counts the partnerships as a fifth strand, and 15.26.02 in two parts."""
    contradicted = {
        each.statement.id: dict(each.statement.accept)
        for each in all_held()
        if each.verdict is Verdict.CONTRADICTED
    }
    assert contradicted.keys() == {
        "forebyggelsespakken-delinitiativer-side",
        "satspulje-2016-19-dele",
    }
    for accepted in contradicted.values():
        assert accepted.keys() == {"statement-contradicted"}


def test_a_statement_says_where_it_stands_in_its_source_where_that_is_known() -> None:
    """The note is annex 1; the pools stand on their account; of the others no place is known."""
    places = {(*each.statement.source, each.statement.locator) for each in all_held()}
    assert places == {
        ("notat-2015-04-01", "bilag 1"),
        ("puljer-15-26-02", "konto 15.26.02.10"),
        ("side-styrket-indsats", None),
        ("nyhed-2015-02-26", None),
        ("notat-2013-04-02", None),
        ("beskrivelse-2011", None),
    }


def test_the_ledger_has_the_figures_themselves() -> None:
    by_id = {each.statement.id: each.ledger for each in all_held()}
    assert by_id["runde-1-tilsagn-nyhed"] == Money(49_200_000_00, 50_000_00)
    assert by_id["forebyggelsespakken-omprioriteret-notat"] == Money(30_000_000_00)
    assert by_id["omlaegning-puljer"] == Money(46_900_000_00)
    assert by_id["runde-1-puljer"] == 13


def doubts() -> dict[str, tuple[str, str | None]]:
    """Why statements cannot be told, and the entry that it lies with."""
    found: dict[str, tuple[str, str | None]] = {}
    for each in all_held():
        if each.doubt is not None:
            entry = each.doubt.entry
            address = None if entry is None else entry.address
            found[each.statement.id] = (str(each.doubt.reason), address)
    return found


def test_what_cannot_be_told_has_its_reason_and_its_entry() -> None:
    """No source says which 7 pools give direct support; participants are of a round alone."""
    assert doubts() == {
        "runde-1-puljer-direkte-stoette": ("not stated", "pool.runde-1-foraeldre-1"),
        "partnerskabskommuner": ("not split", "round.runde-1"),
    }


def test_nobody_says_who_received_the_award_of_round_1() -> None:
    scope = {"kind": "municipality", "round": "runde-1"}
    assert figure(ledger(), "recipients", program=PROGRAM, **scope) == "not stated"


def changed(folder: Path, before: str, after: str) -> StatementResult | None:
    """What contradicts the news item's 49 mio. kr. after a change to it."""
    shutil.copytree(ROOT / "data", folder / "data")
    path = folder / "data" / "statements.toml"
    text = path.read_text(encoding="utf-8")
    head, mark, rest = text.partition("[statement.runde-1-tilsagn-nyhed]")
    assert before in rest
    path.write_text(head + mark + rest.replace(before, after, 1), encoding="utf-8")
    found = statement_results(open_ledger(Folder(folder / "data")))
    (news,) = (each for each in found if each.statement.id == "runde-1-tilsagn-nyhed")
    return news if news.verdict is Verdict.CONTRADICTED else None


def test_48_instead_of_49_is_contradicted_by_0_65_mio(tmp_path: Path) -> None:
    """The award is at least 49,15; 48 is at most 48,5."""
    found = changed(tmp_path, '"49 mio. kr."', '"48 mio. kr."')
    assert found is not None
    assert found.difference == 650_000_00


def test_50_instead_of_49_is_contradicted_by_0_25_mio_the_other_way(tmp_path: Path) -> None:
    found = changed(tmp_path, '"49 mio. kr."', '"50 mio. kr."')
    assert found is not None
    assert found.difference == -250_000_00


def test_49_3_instead_of_49_agrees_as_rounded(tmp_path: Path) -> None:
    assert changed(tmp_path, '"49 mio. kr."', '"49,3 mio. kr."') is None


def steps() -> list[tuple[str, int, int]]:
    """The bridge of forebyggelsespakken: what it is, the amount and the budget, in 100.000 kr."""
    found = []
    for step in bridge(ledger(), FOREBYGGELSESPAKKEN):
        what = step.act or (step.entry.id if step.explained else "unexplained")
        assert not step.unknown
        assert step.budget.exact
        found.append((what, step.amount.ore // 10_000_000, step.budget.ore // 10_000_000))
    return found


def test_the_bridge_of_forebyggelsespakken_from_280_to_167_6() -> None:
    assert steps() == [
        ("FL2014", 2800, 2800),
        ("satspulje-2015", -300, 2500),
        ("unexplained", -296, 2204),
        ("FL2015", 0, 2204),
        ("unexplained", -529, 1675),
        ("FL2016", 0, 1675),
        ("unexplained", 1, 1676),
        ("FL2017", 0, 1676),
    ]


def test_where_the_280_came_from_and_where_they_stand() -> None:
    (found,) = funds(ledger(), balance(ledger(), FOREBYGGELSESPAKKEN), FOREBYGGELSESPAKKEN)
    tenths = {
        name: money.ore // 10_000_000
        for name, money in {**found.sources, **found.uses}.items()
        if money.ore
    }
    assert tenths == {
        "appropriated": 2800,
        "restated": -824,
        "reprioritised-out": 300,
        "awarded": 492,
        "uncommitted": 1184,
    }


@pytest.mark.parametrize(
    ("program", "budget"),
    [("satspulje-2016-19", 704), ("behandling-boern-unge", 7968)],
)
def test_the_bridges_of_the_other_programs_end_at_their_budget(program: str, budget: int) -> None:
    """70.4 of 15.26.02; of 15.26.03 the 569.1 that bind and 227.7 of estimates."""
    *_, last = bridge(ledger(), Choice(budget_lines=((program, None),)))
    assert last.budget.ore == budget * 10_000_000


@pytest.mark.parametrize("program", ["forebyggelsesprojektet", "styrket-forebyggelse"])
def test_what_was_only_agreed_has_no_bridge(program: str) -> None:
    assert list(bridge(ledger(), Choice(budget_lines=((program, None),)))) == []


@pytest.mark.parametrize(
    ("scope", "expected"),
    [
        ({"years": "2016", "as_of": "2015-04-01"}, 41_600_000),
        ({"years": "2016", "as_of": "2014-12-31"}, 70_000_000),
        ({"years": "2016"}, 24_200_000),
        ({"years": "2014-2017"}, 167_600_000),
        ({"years": "2016", "strand": "foraeldre", "as_of": "2015-04-01"}, 14_400_000),
        ({"years": "2016", "strand": "partnerskab"}, 5_900_000),
        ({"years": "2015", "strand": "partnerskab", "as_of": "2015-03-31"}, 12_100_000),
        ({"years": "2015", "strand": "partnerskab"}, "unknown amount"),
    ],
)
def test_the_budget_of_a_year_is_what_the_newest_act_states(
    scope: dict[str, str], expected: Figure
) -> None:
    assert figure(ledger(), "budget", program=PROGRAM, **scope) == expected


@pytest.mark.parametrize(
    ("measure", "scope", "expected"),
    [
        ("outturn", {}, 128_600_000),
        ("outturn", {"years": "2015"}, 45_200_000),
        ("outturn", {"years": "2015", "strand": "partnerskab"}, 14_200_000),
        ("uncommitted", {}, 118_400_000),
        ("uncommitted", {"years": "2015"}, "not split"),
        ("unused", {"as_of": "2026-11-27"}, 39_000_000),
        ("remaining", {"as_of": "2026-11-27"}, 0),
        ("awarded", {"years": "2015"}, "not split"),
        ("awarded", {"strand": "dagtilbud"}, "not split"),
        ("paid", {}, "nothing recorded"),
        ("returned", {}, 0),
        ("applicants", {"pool": "runde-1-partnerskab-1"}, 30),
        ("applications", {}, "not stated"),
        ("participants", {"round": "runde-1"}, 42),
        ("strands", {}, 4),
        ("used", {"as_of": "2019-01-01"}, 131_400_000),
        ("unused", {"as_of": "2019-01-01"}, 36_200_000),
        ("unused", {"years": "2014", "as_of": "2019-01-01"}, 24_500_000),
        ("estimate", {"as_of": "2015-04-01"}, 98_200_000),
        ("agreed", {}, 280_000_000),
        ("rounds", {"as_of": "2014-12-31"}, 1),
        ("rounds", {}, 2),
    ],
)
def test_what_else_could_be_said_of_forebyggelsespakken(
    measure: str, scope: dict[str, str], expected: Figure
) -> None:
    assert figure(ledger(), measure, program=PROGRAM, **scope) == expected
