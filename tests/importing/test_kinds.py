"""Other entries than awards: payments by their award, returns, accounts, recipients, statements."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from adding.ledgers import bytes_in
from conftest import Tidlig
from importing.sheets import as_csv, made
from tidlig.cli.opening import read_here
from tidlig.ledger.cached_ledger import known
from tidlig.ledger.drafts import HowRead, ImportRequest, PlainDraft
from tidlig.ledger.imported import imported_entries
from tidlig.ledger.open import take_snapshot

AWARDS = """
[award.a]
pool      = "familier-2"
recipient = "odense"
date      = 2026-06-01
amount    = 100_000
reference = "26/0001"

[award.b]
pool      = "familier-2"
recipient = "vejle"
date      = 2026-06-01
amount    = 100_000
reference = "26/0002"

[source.notat]
title = "Notat"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A ledger with two awards."""
    folder = made(tmp_path / "ledger")
    (folder / "awards.toml").write_text(AWARDS)
    return folder


def imported(folder: Path, tidlig: Tidlig, text: str, *options: str) -> dict[str, Any]:
    """Import a sheet, twice; give what the import's own file has."""
    (folder.parent / "ark.csv").write_text(text, "utf-8")
    words = ("import", str(folder.parent / "ark.csv"), *options)
    result = tidlig(*words, cwd=folder)
    assert result.code == 0, result.err
    before = bytes_in(folder)
    again = tidlig(*words, cwd=folder)
    assert (again.code, bytes_in(folder)) == (0, before), again
    assert "nothing to write" in again.out
    (file,) = list(folder.rglob("ark.toml"))
    return tomllib.loads(file.read_text("utf-8"))


def test_payments_name_awards_by_reference_or_id(folder: Path, tidlig: Tidlig) -> None:
    text = (
        "Bilag;Tilsagn;Dato;Udbetalt\n1001;26/0001;02-07-2026;10.000,00\n1002;b;03-07-2026;2,50\n"
    )
    found = imported(folder, tidlig, text, "--kind", "payment")["payment"]
    assert {id: (each["award"], each["amount"]) for id, each in found.items()} == {
        "1001": ("a", 10_000),
        "1002": ("b", "2,50 kr."),
    }


def test_returns_are_told_apart_by_the_keys_that_are_named(folder: Path, tidlig: Tidlig) -> None:
    text = (
        "Tilsagn;Dato;Beløb;Art\na;02-10-2026;5.000,00;annulment\nb;03-10-2026;6.000,00;annulment\n"
    )
    options = ("--kind", "return", "--key", "award,date,amount")
    found = imported(folder, tidlig, text, *options)["return"]
    assert sorted((each["award"], each["amount"]) for each in found.values()) == [
        ("a", 5_000),
        ("b", 6_000),
    ]


def test_accounts_come_once_a_year_and_strand(folder: Path, tidlig: Tidlig) -> None:
    text = "Initiativ;Delinitiativ;År;Beløb\nFamilier;Tidlig indsats;2025;ca. 1,2 mio. kr.\n"
    text += "familier;;2025;3000\n"
    found = imported(folder, tidlig, text, "--kind", "outturn")["outturn"]
    assert {(each.get("strand"), each["amount"]) for each in found.values()} == {
        ("tidlig", "ca. 1,2 mio. kr."),
        (None, 3_000),
    }


def test_recipients_are_known_by_cvr_number_or_name(folder: Path, tidlig: Tidlig) -> None:
    text = "Navn;Type;CVR\nODENSE kommune;municipality;\nForeningen;organisation;29189420\n"
    (folder.parent / "ark.csv").write_text(text, "utf-8")
    result = tidlig("import", str(folder.parent / "ark.csv"), "--kind", "recipient", cwd=folder)
    assert result.code == 0, result.err
    assert "changed" in result.out  # how Odense's name is written
    found = tomllib.loads((folder / "recipients/ark.toml").read_text("utf-8"))["recipient"]
    assert found == {
        "foreningen": {"name": "Foreningen", "kind": "organisation", "cvr": "29189420"}
    }


def test_statements_are_of_a_source(folder: Path, tidlig: Tidlig) -> None:
    text = "Kilde;measure;value;program\nNotat;awarded;200.000,00;familier\n"
    found = imported(folder, tidlig, text, "--kind", "statement")["statement"]
    assert [each["source"] for each in found.values()] == ["notat"]


def test_lines_have_payments_beside_their_awards(folder: Path, tidlig: Tidlig) -> None:
    text = "Sag;Modtager;Dato;Beløb;Udbetalt;Den\n"
    text += "26/3;Vejle Kommune;01-06-2026;1.000,00;400;01-07-2026\n26/4;odense;01-06-2026;900;;\n"
    columns = "amount=Beløb,payment.amount=Udbetalt,payment.date=Den"
    options = ("--pool", "familier-2", "--charge", "date", "--columns", columns)
    found = imported(folder, tidlig, text, *options)
    assert [each["award"] for each in found["payment"].values()] == ["26-3"]
    assert set(found["award"]) == {"26-3", "26-4"}


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--recipient-kind", "forening"), '"forening" is no kind of recipient'),
        (("--key", "recipient,kr"), '"kr" is no key of award'),
        (("--set", "pulje"), '"pulje" is not KEY=VALUE'),
        (("--columns", "farve=Sag"), 'no key of award "farve"'),
        (("--as", "navision"), "the ledger says of no register how it is read"),
        (("--as-table", "--key", "recipient"), "--key does not go with --as-table"),
        (("--file", "../ud.toml"), '"../ud.toml" cannot be a file of the ledger'),
    ],
)
def test_options_that_mean_nothing_are_refused(
    options: tuple[str, ...], message: str, folder: Path, tidlig: Tidlig
) -> None:
    (folder.parent / "t.csv").write_text("Sag;Modtager;Dato;Beløb\n1;odense;2026-06-01;1\n")
    before = bytes_in(folder)
    words = ("import", str(folder.parent / "t.csv"), "--pool", "familier-2", "--charge", "date")
    result = tidlig(*words, *options, cwd=folder)
    assert (result.code, bytes_in(folder)) == (2, before)
    assert message in result.err


def test_an_import_says_which_entries_it_made(folder: Path, tidlig: Tidlig) -> None:
    (folder.parent / "tilsagn.csv").write_bytes(as_csv())
    file = str(folder.parent / "tilsagn.csv")
    words = ("import", file, "--pool", "familier-2", "--charge", "date", "--source", "ark")
    assert tidlig(*words, cwd=folder).code == 0
    drafts = [
        PlainDraft("award", "", {"recipient": "odense", "reference": f"26/{number}"}, number)
        for number in range(1001, 1016)
    ]
    snapshot = take_snapshot(folder)
    with read_here() as how:
        state = known(snapshot, how)
        day = state.ledger.programs["familier"].date
        request = ImportRequest(HowRead("tilsagn.csv", 15), day, _whole(drafts))  # type: ignore[arg-type]
        entries = imported_entries(state, snapshot, request).entries
    kinds = [entry.kind for entry in entries]
    assert (kinds.count("award"), kinds.count("recipient"), kinds.count("source")) == (15, 11, 1)


def _whole(drafts: list[PlainDraft]) -> list[PlainDraft]:
    from datetime import date

    rest = {"pool": "familier-2", "date": date(2026, 6, 1), "amount": 1}
    return [PlainDraft(each.kind, each.id, {**each.table, **rest}, each.line) for each in drafts]
