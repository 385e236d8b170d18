"""hledger, Ledger and beancount come to the figures of `tidlig balance`, to the øre.

Expected figures are those of `tidlig balance`, actual ones those that each program adds up itself
from what `tidlig export` writes for it.
"""

from __future__ import annotations

import json
import shlex
import shutil
from datetime import date, timedelta
from pathlib import Path
from random import Random

import pytest

from harness.running import ROOT
from peers import books
from peers.figures import (
    Lines,
    lines_of_accounts,
    lines_of_balance,
    of_programs,
    told,
    told_of_programs,
    total_of,
)
from peers.programs import (
    PROGRAMS,
    beancount_balances,
    hledger_balances,
    ledger_balances,
    ore,
    reader,
    run,
)
from properties.layouts import scattered, written
from properties.reports import Report, balance, tidlig

LEDGERS = ("data", "generated")

DAY = date(2026, 12, 31)
"""A day that all entries have taken effect on; to its year, amounts without an end are known."""


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    chance = Random(2_000)
    made = written(tmp_path_factory.mktemp("generated"), scattered(books.ledger(chance), chance))
    real = tmp_path_factory.mktemp("real") / "data"
    shutil.copytree(ROOT / "data", real)
    return {"generated": made, "data": real}


@pytest.fixture(scope="module")
def reports(folders: dict[str, Path]) -> dict[str, Report]:
    return {name: balance(folder, DAY) for name, folder in folders.items()}


def exported(folder: Path, peer: str, *options: str) -> Path:
    path = folder.parent / f"books.{peer}"
    result = tidlig("export", folder, "--to", peer, "-o", str(path), *options)
    assert result.code in (0, 1), result
    assert result.out == ""
    return path


@pytest.mark.parametrize("peer", PROGRAMS)
@pytest.mark.parametrize("ledger", LEDGERS)
def test_a_program_comes_to_the_figures_of_tidlig(
    peer: str, ledger: str, folders: dict[str, Path], reports: dict[str, Report]
) -> None:
    path = exported(folders[ledger], peer, "--as-of", str(DAY))
    report = reports[ledger]
    PROGRAMS[peer].check(path)
    balances = PROGRAMS[peer].balances(path)
    assert told(lines_of_accounts(balances), report) == lines_of_balance(report)
    assert sum(balances.values()) == 0
    for heading in ("uncommitted", "outstanding", "paid", "outturn", "agreed", "lapsed"):
        found = told_of_programs(of_programs(balances, heading), report, heading)
        assert found == total_of(report, heading)


@pytest.mark.long
def test_the_generated_ledger_has_all_there_is(
    folders: dict[str, Path], reports: dict[str, Report]
) -> None:
    result = tidlig("log", folders["generated"], "--format", "csv")
    kinds = {row["entry"].partition(".")[0] for row in reader(result.out)}
    assert len(books.ledger(Random(1))["award"]) == 2_000
    moving = (
        "agreement amendment appropriation award carry-over lapse outturn payment program "
        "reprioritisation return"
    )
    assert kinds == set(moving.split())
    lines = lines_of_balance(reports["generated"])
    headings = {heading for _, heading in lines}
    assert len(headings) == 11, headings
    for heading in headings - {"outturn", "carried", "returned", "paid", "lapsed"}:
        assert any(line.first != line.last for line, of in lines if of == heading), heading
    assert any(ore % 100 for ore in lines.values())
    assert reports["generated"]["unknown"]
    assert reports["generated"]["open"]


def test_columns_of_hledger_are_finance_years(
    folders: dict[str, Path], reports: dict[str, Report]
) -> None:
    path = exported(folders["generated"], "hledger", "--as-of", str(DAY))
    flat = ("balance", "-Y", "--flat", "-N", "-E", "-O", "csv", "uncommitted")
    rows = reader(run("hledger", "-f", path, *flat))
    for row in rows:
        year = row.pop("account").split(":")[3][:4]
        assert {column for column, cell in row.items() if cell != "0"} <= {year}
    expected = {
        line.first
        for line, heading in lines_of_balance(reports["generated"])
        if heading == "uncommitted"
    }
    assert expected <= {int(column) for column in rows[0]}


@pytest.mark.parametrize("peer", PROGRAMS)
@pytest.mark.parametrize("day", [date(2015, 1, 1), date(2015, 4, 1), date(2016, 12, 31)])
def test_what_was_decided_by_a_day_is_what_the_programs_tell_by_their_dates(
    peer: str, day: date, folders: dict[str, Path]
) -> None:
    path = exported(folders["data"], peer)
    after = str(day + timedelta(days=1))
    if peer == "hledger":
        found = hledger_balances(path, "--date2", "-e", after)
    elif peer == "ledger":
        found = ledger_balances(path, "--effective", "-e", after)
    else:
        found = beancount_balances(path, f"WHERE date < {after}")
    report = balance(folders["data"], day)
    expected = without_agreements(lines_of_balance(report))
    assert expected
    assert without_agreements(told(lines_of_accounts(found), report)) == expected


def without_agreements(lines: Lines) -> Lines:
    """Leave out what was agreed: undated, it always counts, and journals need a date for it."""
    return {place: ore for place, ore in lines.items() if place[1] != "agreed"}


@pytest.mark.parametrize("peer", PROGRAMS)
def test_a_program_of_a_ledger_as_of_a_day_is_exported_alone(
    peer: str, folders: dict[str, Path]
) -> None:
    chosen = ["indsats", "uendelig/not-split"]
    path = exported(folders["generated"], peer, "--as-of", "2016-06-30", *chosen)
    PROGRAMS[peer].check(path)
    report = balance(folders["generated"], date(2016, 6, 30))
    expected: Lines = {
        (line, heading): ore
        for (line, heading), ore in lines_of_balance(report).items()
        if line.program == "indsats" or (line.program, line.strand) == ("uendelig", "not-split")
    }
    balances = PROGRAMS[peer].balances(path)
    assert told(lines_of_accounts(balances), report) == expected
    assert sum(balances.values()) == 0


@pytest.mark.long
def test_what_is_outstanding_is_told_by_recipient(folders: dict[str, Path]) -> None:
    path = exported(folders["generated"], "hledger")
    rows = reader(
        run(
            "hledger",
            "-f",
            path,
            "balance",
            "--pivot",
            "recipient",
            "-N",
            "-E",
            "-O",
            "csv",
            "outstanding",
        )
    )
    log = tidlig("log", folders["generated"], "--format", "json")
    signs = {"awarded": 1, "returned": -1, "paid": -1}
    expected: dict[str, int] = {}
    for row in json.loads(log.out)["movements"]:
        if row["heading"] in signs and row["amount"] is not None:
            who, moved = row["recipient"] or "", ore(row["amount"])
            expected[who] = expected.get(who, 0) + signs[row["heading"]] * moved
    found = {row["account"]: ore(row["balance"]) for row in rows}
    assert found == {who: amount for who, amount in expected.items() if amount or who in found}


@pytest.mark.parametrize("peer", PROGRAMS)
def test_the_commands_on_top_of_a_journal_show_tables(
    peer: str, folders: dict[str, Path], reports: dict[str, Report]
) -> None:
    path = exported(folders["data"], peer)
    names = ("hledger ", "ledger ", "bean-query ")
    lines = [line.removeprefix("; ") for line in path.read_text("utf-8").splitlines()]
    commands = [shlex.split(line) for line in lines if line.startswith(names)]
    assert len(commands) >= 2
    for program, *arguments in commands:
        found = run(program, *(path if word == "FILE" else word for word in arguments))
        assert "DKK" in found, (program, arguments)
    in_all = total_of(reports["data"], "uncommitted")["satspulje-2016-19"]
    first = run(*(str(path) if word == "FILE" else word for word in commands[0]))
    assert in_all == 70_400_000_00
    assert "25700000.00 DKK" in first.replace(",", "")
