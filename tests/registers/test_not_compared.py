"""What no column was read for is not compared, and every report says so."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from harness.running import Result
from registers.test_reports import BOOKS

Tidlig = Callable[..., Result]
Reconcile = Callable[..., Result]
LEDGER = """
[recipient.o]
name = "Odense Kommune"
kind = "municipality"

[award.a]
program = "p"
recipient = "r"
date = 2015-02-01
amount = 9_000

[payment.p1]
award = "a"
date = 2015-03-01
amount = 6_000
reference = "B-101"

[payment.p2]
award = "a"
date = 2015-04-01
amount = 2_500
reference = "B-102"
"""
ROWS = "B-101;{};01-03-2015;6.000,00;\nB-102;{};01-04-2014;2.500,00;\n"
BOTH = "Recipient and date are not compared: no column was read for them."


@pytest.fixture
def reconcile(ledger: Callable[[Mapping[str, str]], Path], tidlig: Tidlig) -> Reconcile:
    """Hold two payments to one recipient against a text."""

    def run(text: str, *options: str) -> Result:
        ledger({"programs.toml": BOOKS + LEDGER, "register.csv": text})
        how = ("--against", "register.csv", "--kind", "payment")
        return tidlig("reconcile", *how, *options)

    return run


def text(party: str, date: str, *names: str) -> str:
    names = names or ("Odense Kommune", "Køge Kommune")
    return f"Bilagsnr.;{party};{date};Debet;Kredit\n" + ROWS.format(*names)


@pytest.mark.parametrize(
    "party",
    ["Leverandør", "Leverandørnavn", "Kreditor", "Kreditors navn", "Modtagers navn", "Vendor name"],
)
@pytest.mark.parametrize(
    "date", ["Bogf.dato", "Bogføringsdato", "Bogført", "Bilagsdato", "Posting Date", "Valørdato"]
)
def test_headings_of_accounting_systems_are_known(
    party: str, date: str, reconcile: Reconcile
) -> None:
    result = reconcile(text(party, date), "--format", "json")
    assert result.code == 1, result.err
    found = json.loads(result.out)
    groups = [each["group"] for each in found["matches"]]
    assert groups == ["recipient-differs", "date-differs"]  # B-101 to Odense, B-102 a year before
    assert found["register"]["not_compared"] == []


def test_of_two_headings_the_surer_is_taken(reconcile: Reconcile) -> None:
    rows = "Bilagsnr.;Kreditor;Kreditornavn;Bilagsdato;Bogf. dato;Debet;Kredit\n"
    rows += "B-101;70012;Køge Kommune;05-03-2014;01-03-2015;6.000,00;\n"
    rows += "B-102;70012;Køge Kommune;05-04-2014;01-04-2015;2.500,00;\n"
    assert reconcile(rows).code == 0


def test_two_headings_that_are_equally_sure_are_not_taken_and_named(reconcile: Reconcile) -> None:
    rows = text("Leverandør", "Bilagsdato", "Køge Kommune", "Køge Kommune")
    rows = rows.replace("Debet;Kredit", "Debet;Kredit;Valørdato").replace(";\nB", ";;\nB")
    rows = rows.removesuffix("\n") + ";\n"
    result = reconcile(rows)
    assert result.code == 0
    assert "Date is not compared: no column was read for it." in result.out
    named = 'Date may be "Bilagsdato" or "Valørdato": give --columns date="Bilagsdato".'
    assert named in result.out


@pytest.mark.parametrize(
    ("party", "names", "date", "dates"),
    [("Kreditor", ("70012", "70013"), "Bogført", ("ja", "nej"))],
)
def test_a_heading_whose_cells_are_something_else_is_not_taken(
    party: str, names: tuple[str, str], date: str, dates: tuple[str, str], reconcile: Reconcile
) -> None:
    rows = text(party, date, *names)
    rows = rows.replace("01-03-2015", dates[0]).replace("01-04-2014", dates[1])
    result = reconcile(rows)
    assert result.code == 0
    assert BOTH in result.out
    assert "may be" not in result.out


def test_every_format_says_what_is_not_compared_and_what_may_be_it(
    reconcile: Reconcile, tmp_path: Path
) -> None:
    rows = text("Hvem", "Hvornår")
    columns = 'Recipient may be "Hvem": give --columns recipient="Hvem".'
    for format in ("table", "md"):
        result = reconcile(rows, "--format", format)
        assert result.code == 0
        shown = result.out.replace("\\", "")
        assert BOTH in shown
        assert columns in shown
        assert 'Date may be "Hvornår": give --columns date="Hvornår".' in shown
    for format in ("csv", "csv-da"):
        told = reconcile(rows, "--format", format, "--long").err
        assert f"note: {BOTH}\n" in told
        assert f"note: {columns}\n" in told
    found = json.loads(reconcile(rows, "--format", "json").out)
    assert found["register"]["not_compared"] == [
        {"column": "recipient", "empty": None, "may_be": ["Hvem"]},
        {"column": "date", "empty": None, "may_be": ["Hvornår"]},
    ]
    out = tmp_path / "report.md"
    assert reconcile(rows, "-o", str(out)).code == 0
    assert BOTH in out.read_text("utf-8").replace("\\", "")
    danish = "Modtager og dato er ikke sammenlignet: ingen kolonne er læst for dem."
    assert danish in reconcile(rows, "--lang", "da").out


def test_a_column_that_is_left_out_is_not_taken_for_its_heading(reconcile: Reconcile) -> None:
    rows = text("Leverandør", "Bogført").replace("01-04-2014", "nej")
    rows += "B-103;Køge Kommune;01-05-2015;10,00;\n"
    assert '"nej" is not a date' in reconcile(rows).err
    result = reconcile(rows, "--without", "Bogført", "--without", "Leverandør")
    assert BOTH in result.out


def test_dates_with_the_month_first_are_dates(reconcile: Reconcile) -> None:
    rows = text("Hvem", "When").replace("01-03-2015", "03/25/2015").replace("01-04-2014", "")
    rows = rows.replace(";;2.500,00", ";04/30/2015;2.500,00")
    assert 'Date may be "When"' in reconcile(rows).out


def test_a_column_of_other_names_or_of_few_dates_is_not_named(reconcile: Reconcile) -> None:
    rows = text("Hvem", "Hvornår", "Ribe", "Vejle").replace("01-03-2015", "snart")
    rows = rows.replace("01-04-2014", "")
    result = reconcile(rows)
    assert BOTH in result.out
    assert "may be" not in result.out


def test_a_column_that_is_empty_in_every_line_is_not_compared(reconcile: Reconcile) -> None:
    rows = text("Modtager", "Dato", "", "").replace("01-03-2015", "").replace("01-04-2014", "")
    result = reconcile(rows)
    assert result.code == 0
    assert 'Recipient is not compared: nothing stands under "Modtager".' in result.out
    assert 'Date is not compared: nothing stands under "Dato".' in result.out


def test_a_number_of_a_company_is_enough_of_a_recipient(reconcile: Reconcile) -> None:
    rows = text("CVR-nr.", "Dato", "35209115", "35209115").replace("2014", "2015")
    assert "not compared" not in reconcile(rows).out


def test_years_cannot_choose_among_lines_without_dates(reconcile: Reconcile) -> None:
    rows = "Bilagsnr.;Modtager;Beløb\nB-101;Køge Kommune;6.000,00\nB-102;Køge Kommune;2.500,00\n"
    told = "The register has no dates, so its lines cannot be chosen by years (2015)."
    for format in ("table", "md"):
        assert told in reconcile(rows, "--years", "2015", "--format", format).out.replace("\\", "")
    assert f"note: {told}\n" in reconcile(rows, "--years", "2015", "--format", "csv").err
    found = json.loads(reconcile(rows, "--years", "2015", "--format", "json").out)["register"]
    assert (found["years"], found["undated"]) == ("2015", 2)
    assert "chosen by years" not in reconcile(rows).out


def test_lines_without_a_date_are_counted_where_years_are_chosen(reconcile: Reconcile) -> None:
    rows = "Bilagsnr.;Modtager;Beløb;Dato\nB-101;Køge Kommune;6.000,00;01-03-2015\n"
    rows += "B-102;Køge Kommune;2.500,00;\n"
    told = "Lines of the register without a date, which cannot be chosen by years (2015): 1."
    assert told in reconcile(rows, "--years", "2015").out
