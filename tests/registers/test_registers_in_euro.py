"""Registers held against a ledger in euro: theirs is the currency of the ledger, and kroner not."""

from dataclasses import replace
from pathlib import Path

import pytest

from registers.files import Cell, xlsx
from tidlig.exchange.registers import read
from tidlig.matching.items import Reading
from tidlig.model.entry import OneOrMore, UnitLabel
from tidlig.model.messages import in_currency, sentence
from tidlig.model.records import Filter, Register
from tidlig.sheets.tables import Unusable

REGISTER = Register(id="", stands_in="", type="award")


def reading(tmp_path: Path, data: str | bytes, register: Register = REGISTER) -> Reading:
    (tmp_path / "r").write_bytes(data.encode() if isinstance(data, str) else data)
    return read(tmp_path / "r", "register", register, currency="EUR")


def refused(tmp_path: Path, data: str | bytes, register: Register = REGISTER) -> tuple[str, str]:
    with pytest.raises(Unusable) as caught:
        reading(tmp_path, data, register)
    (problem,) = caught.value.problems
    words = in_currency("EUR")
    return sentence(problem.message, words), sentence(problem.help, words)


def lines(heading: str, amount: str) -> str:
    return f"Sagsnr.;{heading}\n16-1;{amount}\n"


@pytest.mark.parametrize(
    ("heading", "amount"),
    [
        ("Beløb", "1.234,50"),
        ("Beløb (EUR)", "1.234,50"),
        ("Beløb i euro", "1.234,50"),
        ("Beløb", "1.234,50 EUR"),
        ("Beløb", "€ 1.234,50"),
        ("Beløb", "1.234,50 €"),
        ("Beløb", "eur 1.234,50"),
    ],
)
def test_amounts_in_euro_are_read(heading: str, amount: str, tmp_path: Path) -> None:
    assert [item.ore for item in reading(tmp_path, lines(heading, amount)).items] == [123_450]


@pytest.mark.parametrize(
    ("heading", "named"),
    [
        ("Beløb (kr.)", "DKK"),
        ("Beløb kr", "DKK"),
        ("Beløb i kroner", "DKK"),
        ("Beløb t.kr.", "DKK"),
        ("Beløb DKK", "DKK"),
        ("Beløb (SEK)", "SEK"),
    ],
)
def test_a_heading_with_another_currency_is_refused(
    heading: str, named: str, tmp_path: Path
) -> None:
    register = replace(REGISTER, unit=UnitLabel("EUR"))
    message, help = refused(tmp_path, lines(heading, "100"), register)
    assert message == f'the heading "{heading}" names {named}, and the ledger is in EUR'
    assert help.startswith("export the amounts in EUR; where they are, give --register-currency")
    said = replace(register, currency="EUR")
    assert reading(tmp_path, lines(heading, "100"), said).items[0].ore == 100_00


@pytest.mark.parametrize("amount", ["100 kr.", "kr. 100", "100 DKK", "$ 100"])
def test_an_amount_with_another_currency_is_no_amount(amount: str, tmp_path: Path) -> None:
    message, _ = refused(tmp_path, lines("Beløb", amount))
    assert message == f'"{amount}" is not an amount, under "Beløb"'


def test_a_column_of_currencies_is_refused_or_filtered(tmp_path: Path) -> None:
    text = "Sagsnr.;Beløb;Valuta\n16-1;100,00;EUR\n16-2;200,00;DKK\n16-3;300,00;€\n"
    message, help = refused(tmp_path, text)
    assert message == '"DKK" stands under "Valuta", and the ledger is in EUR'
    assert help.startswith("take the lines in EUR, --filter Valuta=EUR")
    only = replace(REGISTER, filters=(Filter("Valuta", OneOrMore(("EUR", "€"))),))
    assert [item.ore for item in reading(tmp_path, text, only).items] == [100_00, 300_00]


def test_of_two_columns_of_amounts_that_of_the_ledgers_currency_is_read(tmp_path: Path) -> None:
    found = reading(tmp_path, "Sagsnr.;Beløb DKK;Beløb EUR\n16-1;746,00;100,00\n")
    assert found.columns["amount"] == "Beløb EUR"
    assert found.items[0].ore == 100_00


def test_what_stands_above_the_headings_may_name_kroner(tmp_path: Path) -> None:
    message, _ = refused(tmp_path, "Beløb i kr.;\nSagsnr.;Beløb\n16-1;100,00\n")
    assert message == '"Beløb i kr." names DKK above the headings, and the ledger is in EUR'


def test_a_unit_is_said_in_the_ledgers_currency(tmp_path: Path) -> None:
    _, help = refused(tmp_path, lines("Beløb t.EUR", "1,5"))
    assert help == "give --register-unit t.EUR, or --register-unit EUR if they are EUR"
    said = replace(REGISTER, unit=UnitLabel("t.EUR"))
    found = reading(tmp_path, lines("Beløb t.EUR", "1,5"), said)
    assert (found.items[0].ore, found.unit.label) == (1_500_00, "t.EUR")


@pytest.mark.parametrize(
    ("format", "named"),
    [
        ("#,##0 [$EUR]", None),
        ('#,##0 "€"', None),
        ('#,##0 "kr."', "DKK"),
        ('#,##0.0" mio. kr."', "DKK"),
        ("#,##0 [$kr-406]", "DKK"),
        ("#,##0 [$kr-41D]", "SEK"),
        ("#,##0 [$DKK]", "DKK"),
    ],
)
def test_a_workbook_shows_amounts_in_a_currency(
    format: str, named: str | None, tmp_path: Path
) -> None:
    amount = Cell('s="2"', "<v>7</v>")
    data = xlsx({"Ark1": [("Sagsnr.", "Beløb"), ("16-1", 5), ("16-2", amount)]}, [format])
    if named is None:
        assert [item.ore for item in reading(tmp_path, data).items] == [500, 700]
        return
    message, _ = refused(tmp_path, data)
    assert message == f"the cell is formatted as {named}, and the ledger is in EUR"
