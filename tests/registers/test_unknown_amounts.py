"""An amount that the ledger does not know is no 0 beside what a register has for it."""

import csv
import io
import json
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from harness.running import Result
from registers.test_reports import BOOKS

AWARDS = """
[award.known]
program = "p"
recipient = "r"
reference = "T-1"
date = 2015-02-01
amount = 1_000

[award.unknown]
program = "p"
recipient = "r"
reference = "T-2"
date = 2015-03-01
amount = "unknown"

[award.alone]
program = "p"
recipient = "r"
reference = "T-3"
date = 2015-04-01
amount = 400
"""
REGISTER = """reference,recipient,amount,date
T-1,Køge Kommune,1000,2015-02-01
T-2,Køge Kommune,2000,2015-03-01
T-4,Køge Kommune,70,2015-08-01
"""


@pytest.fixture
def report(
    ledger: Callable[[Mapping[str, str]], Path], tidlig: Callable[..., Result]
) -> Callable[[str], str]:
    """Hold three awards, of which one is unknown, against three lines."""
    ledger({"programs.toml": BOOKS + AWARDS, "register.csv": REGISTER})

    def run(format: str) -> str:
        said = ("--against", "register.csv", "--kind", "award", "--format", format)
        result = tidlig("reconcile", *said)
        assert result.code == 1, result.err
        return result.out

    return run


def test_sums_with_an_unknown_amount_are_null_in_json(report: Callable[[str], str]) -> None:
    found = json.loads(report("json"))
    groups = {row["group"]: row for row in found["summary"]}
    unknown = {"lines": 2, "amount": None, "plus_minus": None}
    assert groups["matched"]["ledger"] == unknown
    assert groups["matched"]["register"]["amount"] == "3000"  # 1.000 + 2.000
    assert groups["matched"]["difference"] is None
    assert groups["only-in-ledger"]["difference"] == "-400"
    assert groups["only-in-register"]["difference"] == "70"
    assert found["in_all"]["ledger"] == {**unknown, "lines": 3}
    assert found["in_all"]["difference"] is None
    by_id = {each["ledger"][0]["id"]: each for each in found["matches"] if each["ledger"]}
    assert by_id["known"]["difference"] == "0"
    assert by_id["unknown"]["difference"] is None
    assert [note["what"] for note in by_id["unknown"]["notes"]] == ["unknown-amount"]


def test_a_difference_from_an_unknown_amount_is_empty_in_csv(
    report: Callable[[str], str],
) -> None:
    rows = {row["ledger_id"]: row for row in csv.DictReader(io.StringIO(report("csv")))}
    assert (rows["unknown"]["ledger_amount"], rows["unknown"]["difference"]) == ("", "")
    assert rows["unknown"]["remark"] == "amount unknown in the ledger"
    assert rows["known"]["difference"] == "0"


def test_sums_with_an_unknown_amount_are_called_unknown_in_tables(
    report: Callable[[str], str],
) -> None:
    lines = report("md").splitlines()
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if "|" in line]
    by_name = {row[0]: row[1:] for row in rows}
    assert by_name["matched"] == ["2", "unknown", "2", "3,000", "unknown"]
    (unknown,) = (row for name, row in by_name.items() if name.endswith("unknown"))
    assert unknown[1:4] == ["unknown", "2,000", "unknown"]
    assert unknown[5] == "amount unknown in the ledger"
