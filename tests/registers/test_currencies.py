"""Amounts of another currency than the ledger's are never read as kroner."""

from dataclasses import replace
from pathlib import Path

import pytest

from registers.files import Cell, xlsx
from tidlig.exchange.registers import read
from tidlig.matching.items import Reading
from tidlig.model.entry import OneOrMore, UnitLabel
from tidlig.model.findings import Problem
from tidlig.model.messages import sentence
from tidlig.model.records import Columns, Filter, Register
from tidlig.sheets.tables import Unusable

REGISTER = Register(id="", stands_in="", type="award")


def reading(tmp_path: Path, data: str | bytes, register: Register = REGISTER) -> Reading:
    (tmp_path / "r").write_bytes(data.encode() if isinstance(data, str) else data)
    return read(tmp_path / "r", "register", register)


def refused(tmp_path: Path, data: str | bytes, register: Register = REGISTER) -> Problem:
    with pytest.raises(Unusable) as caught:
        reading(tmp_path, data, register)
    (problem,) = caught.value.problems
    return problem


def table(heading: str, *values: str) -> str:
    lines = [f"16-{n};{n * 100},00;{value}" for n, value in enumerate(values, 1)]
    return "\n".join([f"Sagsnr.;Beløb;{heading}", *lines, ""])


@pytest.mark.parametrize(
    "heading",
    ["Valuta", "Currency", "Valutakode", "Valuta kode", "Currency code", "CCY", "ISO-valuta"],
)
def test_a_column_of_currencies_with_another_is_refused(heading: str, tmp_path: Path) -> None:
    problem = refused(tmp_path, table(heading, "DKK", "SEK", "EUR"))
    assert sentence(problem.message) == f'"SEK" stands under "{heading}", and the ledger is in DKK'
    assert problem.location.span is not None
    assert (problem.location.span.line, problem.location.span.column) == (3, 13)
    assert "--filter" in sentence(problem.help)
    assert "--without" in sentence(problem.help)
    assert "ignore" in sentence(problem.help)


@pytest.mark.parametrize("value", ["DKK", "kr.", "Kroner", "dkk"])
def test_a_column_that_has_the_ledgers_own_needs_no_word(value: str, tmp_path: Path) -> None:
    found = reading(tmp_path, table("Valuta", value, "DKK"))
    assert [item.ore for item in found.items] == [100_00, 200_00]
    assert found.unread == ()


def test_a_filter_that_leaves_the_ledgers_own_is_in_order_and_one_that_does_not_is_not(
    tmp_path: Path,
) -> None:
    text = table("Valuta", "DKK", "EUR", "DKK")

    def of(value: str) -> Register:
        return replace(REGISTER, filters=(Filter("Valuta", OneOrMore((value,))),))

    assert [item.ore for item in reading(tmp_path, text, of("DKK")).items] == [100_00, 300_00]
    message = sentence(refused(tmp_path, text, of("EUR")).message)
    assert message.startswith('"EUR" stands under "Valuta"')


def test_a_column_that_is_not_about_the_amounts_may_be_ignored(tmp_path: Path) -> None:
    register = replace(REGISTER, ignore=("Valuta",))
    found = reading(tmp_path, table("Valuta", "EUR"), register)
    assert (found.items[0].ore, found.unread) == (100_00, ("Valuta",))


def test_a_column_that_is_named_must_have_the_ledgers_own_whatever_is_said(tmp_path: Path) -> None:
    columns = Columns(reference="Sagsnr.", amount="Beløb", currency="Mønt")
    register = Register(id="x", stands_in="", type="award", columns=columns, currency="DKK")
    assert "EUR" in sentence(refused(tmp_path, table("Mønt", "EUR"), register).message)
    assert reading(tmp_path, table("Mønt", "DKK"), register).items[0].ore == 100_00


@pytest.mark.parametrize(
    ("heading", "code"),
    [
        ("Beløb (EUR)", "EUR"),
        ("Amount EUR", "EUR"),
        ("Beløb i euro", "EUR"),
        ("Beløb (1.000 EUR)", "EUR"),
        ("Beløb [€]", "EUR"),
        ("Amount (£m)", "GBP"),
        ("Amount in dollars", "USD"),
        ("Beløb i svenske kroner", "SEK"),
        ("Beløb TEUR", "EUR"),
    ],
)
@pytest.mark.parametrize("is_named", [False, True])
def test_a_heading_that_names_another_currency_is_refused(
    heading: str, code: str, is_named: bool, tmp_path: Path
) -> None:
    text = f"Sagsnr.;{heading}\n16-1;500,00\n"
    register = REGISTER
    if is_named:
        register = replace(register, columns=Columns(reference="Sagsnr.", amount=heading))
    register = replace(register, unit=UnitLabel("kr."))
    problem = refused(tmp_path, text, register)
    assert (
        sentence(problem.message)
        == f'the heading "{heading}" names {code}, and the ledger is in DKK'
    )
    assert '--register-currency DKK (in [register.NAME] currency = "DKK")' in sentence(problem.help)
    in_kroner = replace(register, currency="DKK")
    assert reading(tmp_path, text, in_kroner).items[0].ore == 500_00


def test_amounts_in_the_ledgers_currency_are_taken_before_those_in_another(tmp_path: Path) -> None:
    found = reading(tmp_path, "Sagsnr.;Beløb (EUR);Beløb (DKK)\n16-1;13,40;100,00\n")
    assert (found.columns["amount"], found.unread) == ("Beløb (DKK)", ("Beløb (EUR)",))


def test_a_currency_that_is_said_to_be_another_is_refused(tmp_path: Path) -> None:
    register = replace(REGISTER, currency="EUR")
    problem = refused(tmp_path, "Sagsnr.;Beløb\n16-1;100\n", register)
    assert sentence(problem.message) == "the amounts are in EUR, and the ledger is in DKK"


@pytest.mark.parametrize(
    ("format", "unit"),
    [
        ("#,##0.00 [$EUR]", "EUR"),
        ("#,##0.00\\ [$€-2]", "EUR"),
        ('_-* #,##0.00\\ "€"_-', "EUR"),
        ("[$$-409]#,##0.00", "USD"),
        ("#,##0.00\\ [$kr-41D]", "SEK"),
        ('#,##0.0" mio. kr."', "mio. kr."),
        ("#,##0\\ [$kr.-406]", None),
        ('#,##0.00 "kr."', None),
        ('#,##0.0,," mio. kr."', None),
        ("[$-406]#,##0", None),
        ("#,##0 [$DKK]", None),
    ],
)
def test_a_cell_that_is_shown_in_another_currency_or_unit_is_refused(
    format: str, unit: str | None, tmp_path: Path
) -> None:
    amount = Cell('s="2"', "<v>250</v>")
    data = xlsx({"Ark1": [("Sagsnr.", "Beløb"), ("16-1", 5), ("16-2", amount)]}, [format])
    if unit is None:
        assert [item.ore for item in reading(tmp_path, data).items] == [5_00, 250_00]
        return
    problem = refused(tmp_path, data)
    assert sentence(problem.message) == f"the cell is formatted as {unit}, and the ledger is in DKK"
    assert problem.location.file == "register: Ark1!B3"
    said = replace(REGISTER, currency="DKK", unit=UnitLabel("kr."))
    assert [item.ore for item in reading(tmp_path, data, said).items] == [5_00, 250_00]


def test_formats_of_lines_that_do_not_count_are_not_looked_at(tmp_path: Path) -> None:
    amount = Cell('s="2"', "<v>250</v>")
    rows = [("Sagsnr.", "Beløb", "Valuta"), ("16-1", 5, "DKK"), ("16-2", amount, "EUR")]
    data = xlsx({"Ark1": rows}, ["#,##0 [$EUR]"])
    own = replace(REGISTER, filters=(Filter("Valuta", OneOrMore(("DKK",))),))
    assert [item.ore for item in reading(tmp_path, data, own).items] == [5_00]
