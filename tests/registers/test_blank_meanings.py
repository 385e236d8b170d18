"""A line that says nothing of its currency or sign is not taken to say what suits."""

from dataclasses import replace
from pathlib import Path

import pytest

from conftest import Tidlig
from harness.running import write
from importing.sheets import made
from registers.test_currencies import REGISTER, reading, refused, table
from tidlig.model.entry import OneOrMore
from tidlig.model.messages import sentence
from tidlig.model.records import Columns, Filter, Register


def test_a_blank_under_a_heading_that_is_named_for_currencies_is_refused(tmp_path: Path) -> None:
    register = replace(REGISTER, columns=Columns(currency="Valuta"))
    problem = refused(tmp_path, table("Valuta", "DKK", "", "DKK"), register)
    assert sentence(problem.message) == 'the currency is missing, under "Valuta"'
    assert problem.location.span is not None
    assert problem.location.span.line == 3
    assert reading(tmp_path, table("Valuta", "DKK", "dkk"), register).items[1].ore == 200_00


def turning(*values: str) -> Register:
    return replace(REGISTER, sign=(Filter("D/K", OneOrMore(values)),))


def test_a_blank_beside_both_signs_is_refused(tmp_path: Path) -> None:
    problem = refused(tmp_path, table("D/K", "D", " ", "K"), turning("K"))
    assert (
        sentence(problem.message) == 'nothing stands under "D/K", where other lines have "D", "K"'
    )
    assert problem.location.span is not None
    assert problem.location.span.line == 3
    assert "--sign D/K=" in sentence(problem.help)


@pytest.mark.parametrize(
    ("values", "turned", "ore"),
    [
        (("", "K"), ("K",), [100_00, -200_00]),
        (("D", ""), ("",), [100_00, -200_00]),
        (("D", "", "K"), ("K", ""), [100_00, -200_00, -300_00]),
    ],
)
def test_a_blank_that_can_mean_one_thing_or_is_named_counts_so(
    values: tuple[str, ...], turned: tuple[str, ...], ore: list[int], tmp_path: Path
) -> None:
    found = reading(tmp_path, table("D/K", *values), turning(*turned))
    assert [item.ore for item in found.items] == ore


@pytest.mark.parametrize("heading", ["Valuta", "Currency", "Valutakode"])
def test_a_blank_in_a_column_of_currencies_that_nobody_named_is_refused(
    heading: str, tmp_path: Path
) -> None:
    problem = refused(tmp_path, table(heading, "DKK", "", "DKK"), REGISTER)
    assert (
        sentence(problem.message)
        == f'line 3 has no currency, under "{heading}", where others have "DKK"'
    )
    assert "--register-currency DKK" in sentence(problem.help)
    stated = replace(REGISTER, currency="DKK")
    assert [item.ore for item in reading(tmp_path, table(heading, "DKK", ""), stated).items] == [
        100_00,
        200_00,
    ]
    assert len(reading(tmp_path, table(heading, "", ""), REGISTER).items) == 2


def test_an_import_refuses_the_line_and_a_table_is_not_read(tmp_path: Path, tidlig: Tidlig) -> None:
    made(tmp_path / "ledger")
    sheet = tmp_path / "t.csv"
    sheet.write_text(
        "Sag;Modtager;Dato;Beløb;Valuta\n1;odense;2026-06-01;100;DKK\n2;odense;2026-06-02;100;\n"
        "3;odense;2026-06-03;100;DKK\n"
    )
    words = ("import", "../t.csv", "--pool", "familier-2", "--charge", "date", "--yes")
    done = tidlig(*words, cwd=tmp_path / "ledger")
    assert done.code == 1
    assert 'line 3 has no currency, under "Valuta", where others have "DKK"' in done.err
    table = (
        '[table.t]\nfile = "t.csv"\nkind = "award"\npool = "familier-2"\n'
        'columns = { id = "Sag", recipient = "Modtager", date = "Dato", amount = "Beløb" }\n'
    )
    write(tmp_path / "ledger", {"t.toml": table, "t.csv": sheet.read_text()})
    found = tidlig("check", cwd=tmp_path / "ledger").out
    assert 'line 3 has no currency, under "Valuta"' in found
    assert 'write currency = "DKK" if the amounts are in it' in found
