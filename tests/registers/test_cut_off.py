"""A match over two finance years is named with both dates, in every format, whatever is asked."""

import csv
import io
import json
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import pytest

from harness.running import Result
from registers.making import ledger as made
from registers.making import line, paid, said
from registers.test_reports import BOOKS
from tidlig.matching.items import Item
from tidlig.matching.leftovers import over_years
from tidlig.matching.matching import match_register
from tidlig.model.money import Money
from tidlig.model.records import Register

Tidlig = Callable[..., Result]
Reconcile = Callable[..., Result]
PAID = """
[award.a]
program = "p"
recipient = "r"
date = 2016-03-01
amount = 9_000

[payment.last]
award = "a"
date = 2016-12-30
amount = 1_700
reference = "U-9"

[payment.near]
award = "a"
date = 2016-06-01
amount = 800
reference = "U-4"
"""
LINES = """Sagsnr.;Modtager;Beløb;Dato
U-4;Køge Kommune;800,00;03-06-2016
U-9;Køge Kommune;1.700,00;02-01-2017
"""
BOTH = "another finance year: 2016-12-30 in the ledger, 2017-01-02 in the register"


@pytest.fixture
def reconcile(ledger: Callable[[Mapping[str, str]], Path], tidlig: Tidlig) -> Reconcile:
    """Hold two payments against a register that has one of them in the next year."""
    ledger({"programs.toml": BOOKS.replace("2015", "2016") + PAID, "register.csv": LINES})
    return lambda *options: tidlig(
        "reconcile", "--against", "register.csv", "--kind", "payment", *options
    )


def on_one_line(text: str) -> str:
    """Undo the line breaks of a page that is as wide as its terminal."""
    return " ".join(text.split())


@pytest.mark.parametrize("years", [(), ("--years", "2016"), ("--years", "2017"), ("--days", "30")])
@pytest.mark.parametrize("format", ["table", "md", "csv", "csv-da"])
def test_a_match_of_another_finance_year_is_shown_with_both_dates(
    format: str, years: tuple[str, ...], reconcile: Reconcile
) -> None:
    result = reconcile("--format", format, *(("--long",) if format == "csv-da" else ()), *years)
    assert result.code == 0
    assert BOTH in on_one_line(result.out)
    is_counted = format in ("table", "md")
    assert on_one_line(result.out).count("another finance year") == 1 + is_counted
    told = on_one_line(result.out if is_counted else result.err)
    assert "Of these in another finance year: 1, with 1,700 kr." in told


@pytest.mark.parametrize("years", [(), ("--years", "2016"), ("--years", "2017")])
def test_json_has_both_dates_of_a_match_of_another_finance_year(
    years: tuple[str, ...], reconcile: Reconcile
) -> None:
    matches = json.loads(reconcile("--format", "json", *years).out)["matches"]
    found = [note for match in matches for note in match["notes"] if note["what"] == "other-year"]
    assert found == [{"what": "other-year", "values": ["2016-12-30", "2017-01-02"]}]


def test_json_counts_what_is_of_another_finance_year(reconcile: Reconcile) -> None:
    found = json.loads(reconcile("--format", "json").out)
    assert found["over_years"] == {"matches": 1, "amount": "1700", "plus_minus": "0"}
    assert found["outside_years"] is None
    in_years = json.loads(reconcile("--format", "json", "--years", "2016").out)
    assert in_years["outside_years"] == {"lines": 1, "amount": "1700", "plus_minus": "0"}
    later = json.loads(reconcile("--format", "json", "--years", "2017").out)
    assert later["outside_years"] == {"lines": 0, "amount": "0", "plus_minus": "0"}


@pytest.mark.parametrize("format", ["table", "md", "csv", "csv-da"])
@pytest.mark.parametrize(("years", "other"), [("2016", "1,700"), ("2017", "0")])
def test_years_say_what_of_the_register_is_of_other_years(
    years: str, other: str, format: str, reconcile: Reconcile
) -> None:
    result = reconcile(
        "--format", format, *(("--long",) if format == "csv-da" else ()), "--years", years
    )
    told = on_one_line(result.err if format.startswith("csv") else result.out)
    note = f"Years {years}: matches with either side in them; of the register's sum are of others: "
    assert f"{note}{other} kr." in told
    assert (
        "Years"
        not in reconcile("--format", format, *(("--long",) if format == "csv-da" else ())).out
    )


def test_nothing_of_another_finance_year_needs_no_word(
    reconcile: Reconcile, ledger: Callable[[Mapping[str, str]], Path]
) -> None:
    near = LINES.replace("02-01-2017", "31-12-2016")
    ledger({"programs.toml": BOOKS.replace("2015", "2016") + PAID, "register.csv": near})
    assert "finance year" not in reconcile().out


def test_a_row_of_csv_says_that_the_year_is_another(reconcile: Reconcile) -> None:
    rows = list(csv.DictReader(io.StringIO(reconcile("--format", "csv").out)))
    differs = {row["ledger_id"]: row["differs"].split() for row in rows}
    assert differs == {"near": ["near-date"], "last": ["near-date", "other-year"]}


def test_danish_words_say_it_too(reconcile: Reconcile) -> None:
    result = reconcile("--lang", "da")
    assert "andet finansår: 2016-12-30 i opgørelsen, 2017-01-02 i registret" in on_one_line(
        result.out
    )


@pytest.mark.parametrize(
    ("day", "months_later", "expected"),
    [(213, 4, "near-date other-year"), (213, 0, ""), (209, 4, "near-date")],
)
def test_only_dates_over_the_turn_of_a_year_are_of_another(
    day: int, months_later: int, expected: str
) -> None:
    found = said(
        [paid(500_00, day, reference="B1")], [line(500_00, day + months_later, reference="B1")]
    )
    assert found == [("matched", "p0", "0", expected)]


def test_an_award_of_another_finance_year_that_differs_is_named_too() -> None:
    ours = [paid(500_00, 213, reference="B1")]
    theirs = [line(501_00, 213 + 4, reference="B1")]
    assert said(ours, theirs) == [("amount-differs", "p0", "0", "amount near-date other-year")]


def test_a_part_of_a_split_in_another_year_is_named_by_its_dates() -> None:
    payments = [paid(500_00, 213, reference="B1")]
    days = date(2015, 12, 31), date(2016, 1, 4)
    items = [
        Item(n, "", "B1", "", "Odense Kommune", "", day, Money(250_00))
        for n, day in enumerate(days)
    ]
    register = Register(id="", stands_in="", type="payment")
    (match,) = match_register(made(payments), register, items, 7).matches
    notes = {note.what: note.values for note in match.notes}
    assert notes["other-year"] == ("2015-12-31", "2016-01-04")
    assert not match.is_in_order
    assert over_years([match]) == (1, Money(250_00))  # the part of 4 January


def test_payments_of_two_years_in_one_line_are_counted_with_the_part_of_the_other() -> None:
    payments = [paid(100_00, 213, reference="B1"), paid(400_00, 216, reference="B1")]
    item = Item(0, "", "B1", "", "Odense Kommune", "", date(2016, 1, 3), Money(500_00))
    register = Register(id="", stands_in="", type="payment")
    (match,) = match_register(made(payments), register, [item], 7).matches
    assert over_years([match]) == (1, Money(100_00))  # the payment of 31 December
