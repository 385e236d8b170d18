"""A currency or a unit that stands above the headings is about the amounts below them."""

from dataclasses import replace
from pathlib import Path

import pytest

from registers.files import xlsx
from registers.test_currencies import REGISTER, reading, refused
from tidlig.model.entry import UnitLabel
from tidlig.model.messages import sentence

TABLE = "Sagsnr.;Modtager;Beløb;Dato\n16-1;Ribe Klub;500,00;01-03-2016\n"


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("Valuta: EUR;;;", "EUR"),
        ("Valuta:;SEK;;", "SEK"),
        ("Currency: €;;;", "EUR"),
        ("Alle beløb er i euro;;;", "EUR"),
        ("Udtræk 2016 (NOK);;;", "NOK"),
        ("Beløb i svenske kroner", "SEK"),
    ],
)
def test_another_currency_above_the_headings_is_refused(
    line: str, code: str, tmp_path: Path
) -> None:
    text = f"{line}\n{TABLE}"
    problem = refused(tmp_path, text)
    assert f"names {code} above the headings, and the ledger is in DKK" in sentence(problem.message)
    assert problem.location.span is not None
    assert problem.location.span.line == 1
    assert '--register-currency DKK (in [register.NAME] currency = "DKK")' in sentence(problem.help)
    found = reading(tmp_path, text, replace(REGISTER, currency="DKK"))
    assert found.items[0].ore == 500_00


@pytest.mark.parametrize(
    ("line", "option"),
    [
        ("Udtræk, alle beløb i 1.000 kr.;;;", "t.kr"),
        ("Tilsagn i t.kr.;;;", "t.kr"),
        ("Amounts in thousands", "t.kr"),
        ("Udtræk;fra Navision;(mio. kr.);", "mio"),
        ("Alle tal er i hele mio. kr.", "mio"),
        ("Enhed:;t.kr.;;", "t.kr"),
        ("Enhed: t.kr. Rammen er 20 mio. kr.", "t.kr"),
    ],
)
def test_a_unit_above_the_headings_is_refused_until_someone_says_one(
    line: str, option: str, tmp_path: Path
) -> None:
    text = f"Udtræk fra Navision\n{line}\n{TABLE}"
    problem = refused(tmp_path, text)
    assert "above the headings, and it is not said what the amounts are in" in sentence(
        problem.message
    )
    assert problem.location.span is not None
    assert problem.location.span.line == 2
    assert f"give --register-unit {option}, or --register-unit kr if they" in sentence(problem.help)
    found = reading(tmp_path, text, replace(REGISTER, unit=UnitLabel("kr.")))
    assert found.items[0].ore == 500_00


@pytest.mark.parametrize(
    "line",
    [
        "Udtræk fra Navision, 1.000 linjer",
        "Antal linjer: 1.000",
        "Ramme 5 mio. kr.",
        "Bevilling 2016: 5.000 kr.;;;",
        "Beløb i kr.",
        "Alle beløb i hele kroner;;;",
        "Valuta: DKK",
        "Fonden for svenske og norske projekter",
        "Udskrevet 01-03-2016",
    ],
)
def test_other_text_above_the_headings_says_nothing_of_amounts(line: str, tmp_path: Path) -> None:
    found = reading(tmp_path, f"{line}\n{TABLE}")
    assert (found.items[0].ore, found.heading_line) == (500_00, 2)


def test_a_heading_that_says_kroner_is_nearer_than_what_stands_above(tmp_path: Path) -> None:
    table = TABLE.replace("Beløb", "Beløb (DKK)")
    found = reading(tmp_path, f"Oversigt i mio. kr., kurs for EUR\n{table}")
    assert found.items[0].ore == 500_00


def test_a_workbook_says_it_too(tmp_path: Path) -> None:
    rows: list[list[object]] = [["Alle beløb i t.kr."], ["Sagsnr.", "Beløb"], ["16-1", 500]]
    problem = refused(tmp_path, xlsx({"Ark1": rows}))
    assert problem.location.file == "register: Ark1!A1"
    assert '"Alle beløb i t.kr." names t.kr. above the headings' in sentence(problem.message)
