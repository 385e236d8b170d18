"""Show, log and pools on every id of the real programmes, against sums made another way."""

import json
from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import cache
from typing import Any

import pytest

from harness.running import ROOT, Result, environment, run
from properties import oracle

Tidlig = Callable[..., Result]
DATA = oracle.tables(ROOT / "data")
ADDRESSES = [
    *(f"{kind}.{id}" for kind, entries in DATA.items() if kind != "ledger" for id in entries),
    *(
        f"program.{program}.strand.{strand}"
        for program, table in DATA["program"].items()
        for strand in table.get("strand", {})
    ),
]
MOVED = oracle.movements(DATA)
KRONER = Decimal(100)
BALANCES = {
    "budget": {"appropriated": 1, "restated": 1, "reprioritised": 1, "carried": 1},
    "outstanding": {"awarded": 1, "returned": -1, "paid": -1},
}
"""What a log adds up, and how each heading counts in it."""


@pytest.fixture(scope="module")
def tidlig(tmp_path_factory: pytest.TempPathFactory) -> Tidlig:
    """The command line on the real ledger, which is read once for all tests here."""
    surroundings = environment(tmp_path_factory.mktemp("memory"))

    @cache
    def run_here(*words: str) -> Result:
        return run(*words, folder=ROOT, environment=surroundings)

    return run_here


def report(tidlig: Tidlig, *words: str) -> Any:
    """One report as JSON."""
    result = tidlig(*words, "--format", "json")
    assert result.code == 0, result.err
    return json.loads(result.out)


def moved(address: str) -> Iterator[tuple[str, Decimal]]:
    """The headings and kroner of what moves on a program or strand, by the oracle."""
    parts = address.split(".")
    for movement in MOVED:
        line = movement.line
        if line.program == parts[1] and (len(parts) == 2 or line.strand == parts[-1]):
            yield movement.heading, Decimal(int(movement.ore)) / KRONER


def added(address: str, *headings: str) -> Decimal:
    return sum((kroner for heading, kroner in moved(address) if heading in headings), Decimal(0))


def test_there_are_as_many_ids_as_entries() -> None:
    assert len(ADDRESSES) == 166


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_id_is_shown_with_its_place(tidlig: Tidlig, address: str) -> None:
    result = tidlig("show", address)
    assert (result.code, "Traceback" in result.err) == (0, False)
    head, _, _ = result.out.partition("\n\n")
    *title, place = head.split("\n")
    file, _, line = place.split(" ")[-1].rpartition(":")
    assert title[-1].split(" ")[-1] == address
    assert (ROOT / file).read_text("utf-8").split("\n")[int(line) - 1] == f"[{address}]"


def records_no_payment(movements: list[Any]) -> bool:
    """Whether awards stand in a log without a payment: then nothing is known to be outstanding."""
    headings = {movement["heading"] for movement in movements}
    return "awarded" in headings and "paid" not in headings


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_id_has_a_log_that_adds_up(tidlig: Tidlig, address: str) -> None:
    log = report(tidlig, "log", address)
    movements = log["movements"]
    for heading, signs in BALANCES.items():
        amounts = [
            Decimal(m["amount"]) * signs.get(m["heading"], 0)
            for m in movements
            if m["amount"] is not None
        ]
        ends = {rows[-1][heading] if rows else "0" for rows in (movements, log["entries"])}
        if address == "program.forebyggelsespakken.strand.partnerskab" and heading == "budget":
            assert movements[0]["budget"] == "12100000"
            assert ends == {None}  # some of it is not stated
        elif heading == "outstanding" and records_no_payment(movements):
            assert ends == {None}
        else:
            assert {Decimal(end) for end in ends} == {sum(amounts)}


@pytest.mark.parametrize("address", [each for each in ADDRESSES if each.startswith("program.")])
def test_the_figures_of_programs_and_strands_are_those_of_the_oracle(
    tidlig: Tidlig, address: str
) -> None:
    budget = added(address, "appropriated", "restated", "reprioritised", "carried")
    awarded, returned = added(address, "awarded"), added(address, "returned")
    shown = report(tidlig, "show", address)["figures"] or dict.fromkeys(
        ("budget", "awarded", "uncommitted", "outturn"), "0"
    )
    if address == "program.forebyggelsespakken.strand.partnerskab":  # some of it is not stated
        assert (shown["budget"], shown["uncommitted"], shown["awarded"]) == (None, None, "0")
        return
    if address == "program.styrket-forebyggelse":
        assert shown["agreed"] is None  # an amount a year without an end has no sum
    assert Decimal(shown["budget"]) == budget
    assert Decimal(shown["awarded"]) == awarded
    assert Decimal(shown["uncommitted"]) == budget - awarded + returned
    accounts = [kroner for heading, kroner in moved(address) if heading == "outturn"]
    if shown["outturn"] != "0" or accounts:  # of what is not there nothing is told
        assert shown["outturn"] == (str(sum(accounts)) if accounts else None)
    log = report(tidlig, "log", address)["movements"]
    assert Decimal(log[-1]["budget"] if log else 0) == budget
    if records_no_payment(log):
        assert log[-1]["outstanding"] is None
    else:
        assert Decimal(log[-1]["outstanding"] if log else 0) == awarded - returned


@pytest.mark.parametrize("program", sorted(DATA["program"]))
def test_what_hangs_on_a_program_adds_up_to_it(tidlig: Tidlig, program: str) -> None:
    shown = report(tidlig, "show", program)
    parts = shown["hangs_on_it"]
    outturn = shown["figures"] and shown["figures"]["outturn"]
    assert (parts["outturn"]["figures"]["outturn"] if "outturn" in parts else None) == outturn
    for part in parts.values():
        assert part["count"] == len(part["entries"])
        for heading in ("awarded", "outturn", "restated"):
            rows = [row["figures"] for row in part["entries"] if row["figures"]]
            told = [Decimal(row[heading]) for row in rows if row[heading] is not None]
            whole = part["figures"][heading]
            assert (whole is None) == (heading == "outturn" and not told)
            assert sum(told) == Decimal(whole or 0)


def test_round_1_is_what_the_note_says_of_it(tidlig: Tidlig) -> None:
    rows = report(tidlig, "pools", "forebyggelsespakken")["rows"]
    whole = next(row for row in rows if row["of"] == "round" and row["round"] == "runde-1")
    assert (whole["awarded"], whole["plus_minus"]["awarded"]) == ("49200000", "50000")
    assert whole["participants"] == {"municipality": 31, "organisation": 8, "provider": 3}
    assert whole["recipients"] == {}  # who of them got money is not stated
    assert whole["applications"] == 56 + 100
    assert whole["applicants"]["municipality"] == {"least": 57, "most": 57}
    pools = [row for row in rows if row["of"] == "pool" and row["round"] == "runde-1"]
    assert len(pools) == 4 + 1 + 5 + 2 + 1
    assert {row["awarded"] for row in pools} == {None}


def test_the_frames_of_the_three_pools_are_46_9(tidlig: Tidlig) -> None:
    rows = report(tidlig, "pools", "satspulje-2016-19")["rows"]
    assert sum(Decimal(row["frame"]) for row in rows) == Decimal(46900000)
    assert {row["used_percent"] for row in rows} == {None}


def test_an_act_shows_the_change_that_no_entry_explains(tidlig: Tidlig) -> None:
    shown = report(tidlig, "show", "fl2015-forebyggelsespakken")
    assert sum(Decimal(each["amount"]) for each in shown["movements"]) == Decimal(-29600000)
    checks = {(each["check"], each["severity"]) for each in shown["findings"]}
    assert ("unexplained-change", "warning") in checks
