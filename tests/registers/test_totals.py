"""The total that stands below a register is held against its lines, and must add up."""

import csv
import io
import json
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from harness.running import Result
from registers import test_reports

Tidlig = Callable[..., Result]
BOOKS = test_reports.BOOKS.replace('"en"', '"da"')
AWARDS = """
[award.a]
program = "p"
recipient = "r"
date = 2015-02-01
amount = 1_000
"""
LINES = "Ordning;Modtager;Beløb;Dato\nA;Køge Kommune;1.000,00;01-02-2015\n"


@pytest.fixture
def total(ledger: Callable[[Mapping[str, str]], Path], tidlig: Tidlig) -> Callable[..., Result]:
    """Hold one award against a line that is the same, and a total below it."""

    def run(text: str, *options: str, lines: str = LINES) -> Result:
        ledger({"programs.toml": BOOKS + AWARDS, "register.csv": lines + text})
        return tidlig("reconcile", "--against", "register.csv", "--kind", "award", *options)

    return run


def test_a_total_that_adds_up_is_no_difference(total: Callable[..., Result]) -> None:
    result = total("I alt;;1.000,00;\n", "--format", "json")
    assert result.code == 0
    assert json.loads(result.out)["register"]["total"] == {
        "line": 3, "label": "I alt", "amount": "1000", "lines": "1000", "agrees": True,
        "under": None, "compared": [{"lines": "all", "added": "written", "amount": "1000"}],
    }  # fmt: skip


@pytest.mark.parametrize("written", ["99.000.000,07", "0,01", "1.000,01"])
def test_a_total_that_does_not_add_up_is_in_every_report(
    written: str, total: Callable[..., Result]
) -> None:
    for format in ("table", "md"):
        result = total(f"I alt;;{written};\n", "--format", format)
        assert result.code == 1
        assert "summen i registret passer ikke" in result.out
        assert written in result.out
        assert "1.000,00" in result.out
    result = total(f"I alt;;{written};\n", "--format", "json")
    found = json.loads(result.out)["register"]["total"]
    assert (result.code, found["agrees"], found["lines"]) == (1, False, "1000")
    result = total(f"I alt;;{written};\n", "--format", "csv")
    *_, last = csv.DictReader(io.StringIO(result.out))
    assert (result.code, last["group"], last["register_line"]) == (1, "total-differs", "3")
    assert not last["register_amount"]
    assert "linjerne giver 1.000" in last["remark"]


def test_a_total_is_of_all_lines_also_those_that_filters_leave_out(
    total: Callable[..., Result],
) -> None:
    lines = f"{LINES}B;Køge Kommune;500,00;01-03-2015\n"
    assert total("I alt;;1.500,00;\n", "--filter", "Ordning=A", lines=lines).code == 0
    assert total("I alt;;1.600,00;\n", "--filter", "Ordning=A", lines=lines).code == 1


def test_a_total_may_be_of_the_lines_that_count_alone(total: Callable[..., Result]) -> None:
    lines = f"{LINES}B;Køge Kommune;500,00;01-03-2015\n"
    result = total("I alt;;1.000,00;\n", "--filter", "Ordning=A", lines=lines)
    assert result.code == 0, result.out
    assert "and is left out; it is the sum of the lines that count\n" in result.err
    lost = f"{LINES}B;Køge Kommune;ukendt;01-03-2015\n"
    assert total("I alt;;1.000,00;\n", "--filter", "Ordning=A", lines=lost).code == 0
    unknown = total("I alt;;1.600,00;\n", "--filter", "Ordning=A", lines=lost)
    assert unknown.code == 0
    assert "cannot be compared" in unknown.err


def test_a_total_that_is_no_sum_is_shown_with_all_that_it_was_compared_with(
    total: Callable[..., Result],
) -> None:
    lines = f"{LINES}B;Køge Kommune;500,00;01-03-2015\n"
    options = ("I alt;;1.600,00;\n", "--filter", "Ordning=A")
    sums = "alle linjer: 1.500; linjerne, der tælles med: 1.000"
    for format in ("table", "md"):
        result = total(*options, "--format", format, lines=lines)
        assert result.code == 1
        assert f"sammenlignet med {sums}" in result.out
        told = "none of these sums: all lines 1.500 kr.; the lines that count 1.000 kr."
        assert told in result.err
    result = total(*options, "--format", "csv", lines=lines)
    *_, last = csv.DictReader(io.StringIO(result.out))
    assert sums in last["remark"]
    odd = total(*options, lines=lines.replace("500,00", "500,07"))
    assert "alle linjer: 1.500,07; linjerne, der tælles med: 1.000,00" in odd.out
    found = json.loads(total(*options, "--format", "json", lines=lines).out)
    assert found["register"]["total"]["compared"] == [
        {"lines": "all", "added": "written", "amount": "1500"},
        {"lines": "counted", "added": "written", "amount": "1000"},
    ]


def test_a_total_without_a_sum_cannot_be_compared(total: Callable[..., Result]) -> None:
    result = total("I alt;;;\n")
    assert result.code == 0
    assert "cannot be compared" in result.err


@pytest.mark.parametrize("heading", ["Dato", "Bogf.dato"])
def test_a_total_may_call_itself_so_where_dates_stand(
    heading: str, total: Callable[..., Result]
) -> None:
    lines = f"{heading};Modtager;Beløb\n01-02-2015;Køge Kommune;1.000,00\n"
    assert total("I alt;;1.000,00\n", lines=lines).code == 0
    assert total("I alt;;1.001,00\n", lines=lines).code == 1


def test_years_that_nothing_is_of_are_refused(total: Callable[..., Result]) -> None:
    result = total("", "--years", "2031")
    assert result.code == 2
    assert "is of the years" in result.err
