"""Texts and ids of a ledger are never syntax of a journal, and hide no personal data."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from random import Random

import pytest

from peers import books
from peers.figures import lines_of_accounts, lines_of_balance, told
from peers.programs import PROGRAMS, reader, run
from properties.books import Entry, Tables
from properties.layouts import plain, written
from properties.reports import balance, tidlig

TAGS = {
    "award", "pool", "recipient", "kind", "source", "unknown", "yearly", "undated", "plus-minus",
}  # fmt: skip
LEDGER: Entry = {"format": 1}
LONGEST_ID = 200
PROGRAM: Entry = {"name": "Tidlig hjælp", "years": 2014, "split": {"2014": 100}}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(tmp_path_factory.mktemp("hostile"), plain(books.ledger(Random(1))))


def exported(folder: Path, peer: str) -> Path:
    path = folder.parent / f"hostile.{peer}"
    result = tidlig("export", folder, "--to", peer, "-o", str(path))
    assert result.code in (0, 1), result
    return path


@pytest.mark.parametrize("peer", PROGRAMS)
def test_every_character_prints_and_addresses_are_masked(peer: str, folder: Path) -> None:
    text = exported(folder, peer).read_text("utf-8")
    assert {each for each in text if not each.isprintable()} == {"\n"}
    assert "navn@" not in text
    assert "12 34 56 78" not in text
    assert "tlf. ** ** ** **, ****@*******.**" in text


@pytest.mark.long
def test_hledger_finds_no_tag_and_no_date_in_a_text(folder: Path) -> None:
    path = exported(folder, "hledger")
    assert set(run("hledger", "-f", path, "tags").split()) <= TAGS | {"date", "type"}
    result = tidlig("log", folder, "--detail", "--format", "csv")
    ids = {row["entry"] for row in reader(result.out) if row["amount"]}
    assert set(run("hledger", "-f", path, "codes").split()) == ids


def test_ledger_finds_no_tag_in_a_text(folder: Path) -> None:
    path = exported(folder, "ledger")
    assert set(run("ledger", "-f", path, "tags").split()) <= TAGS


@pytest.mark.long
def test_descriptions_are_whole(folder: Path) -> None:
    path = exported(folder, "hledger")
    payees = set(run("hledger", "-f", path, "payees").splitlines())
    assert {"a, comment: 1", "a / b / c", "(parentes) (kode)", 'slut på "citat'} <= payees
    query = "SELECT DISTINCT payee"
    found = reader(run("bean-query", "-f", "csv", exported(folder, "beancount"), query))
    payees = {row["payee"].strip() for row in found}
    assert {"a; comment: 1", "a | b | c", "\\", '" "" \\" \\\\" #tag ^link'} <= payees
    lines = run("ledger", "-f", exported(folder, "ledger"), "payees").splitlines()
    assert {"a, comment: 1", "a / b / c", "(parentes) (kode)", 'slut på "citat'} <= {
        line.partition(" | ")[0] for line in lines
    }


@pytest.mark.parametrize("peer", PROGRAMS)
def test_ids_that_are_masked_stay_accounts_of_their_own(peer: str, tmp_path: Path) -> None:
    cpr = ("p-010190-1119", "p-020290-1114", "p_010190_1119")
    programs = {id: PROGRAM | {"split": {"2014": 100 + n}} for n, id in enumerate(cpr)}
    folder = written(tmp_path / "ledger", plain({"ledger": LEDGER, "program": programs}))
    path = exported(folder, peer)
    assert not re.search("010190|020290", path.read_text("utf-8"))
    PROGRAMS[peer].check(path)
    balances = PROGRAMS[peer].balances(path)
    uncommitted = [ore for account, ore in balances.items() if account[0] == "uncommitted"]
    assert sorted(uncommitted) == [100_00, 101_00, 102_00]


@pytest.mark.parametrize("peer", PROGRAMS)
def test_an_empty_ledger_is_an_empty_journal(peer: str, tmp_path: Path) -> None:
    path = exported(written(tmp_path / "ledger", plain({"ledger": LEDGER})), peer)
    PROGRAMS[peer].check(path)
    assert PROGRAMS[peer].balances(path) == {}


@pytest.mark.parametrize("peer", PROGRAMS)
def test_the_longest_ids_the_largest_amounts_and_all_years_are_exact(
    peer: str, tmp_path: Path
) -> None:
    long, most = "p" * LONGEST_ID, 10**15
    split = {"1900": "0,01 kr.", "2999": f"-{most - 1},99 kr."}
    given = {"program": long, "amount": most, "recipients": {"other": 1}}
    awards = {f"{n:0{LONGEST_ID}d}": given | {"date": dt.date(2014, 1, n + 1)} for n in range(9)}
    tables: Tables = {
        "ledger": LEDGER,
        "program": {long: PROGRAM | {"years": "1900-2999", "split": split}},
        "award": awards,
    }
    folder = written(tmp_path / "ledger", plain(tables))
    path = exported(folder, peer)
    PROGRAMS[peer].check(path)
    found = lines_of_accounts(PROGRAMS[peer].balances(path))
    report = balance(folder)
    assert told(found, report) == lines_of_balance(report)
    uncommitted = {ore for (_, heading), ore in found.items() if heading == "uncommitted"}
    assert uncommitted == {1, -(most * 100) + 1, -9 * most * 100}


def refused(tables: Tables, peer: str, folder: Path) -> str:
    result = tidlig("export", written(folder, plain(tables)), "--to", peer)
    assert (result.code, result.out) == (2, "")
    return result.err


def test_what_ledger_cannot_read_is_not_written(tmp_path: Path) -> None:
    early = PROGRAM | {"date": dt.date(214, 1, 1)}
    said = refused({"ledger": LEDGER, "program": {"p": early}}, "ledger", tmp_path / "a")
    assert "ledger reads no date before 1400-01-01, and program.p is of 0214-01-01" in said
    for peer in ("hledger", "beancount"):
        PROGRAMS[peer].check(exported(tmp_path / "a", peer))
