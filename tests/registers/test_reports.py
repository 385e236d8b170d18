"""Every format says the same of a register, and text from it is harmless wherever it goes."""

import csv
import io
import json
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from harness.running import Result

Tidlig = Callable[..., Result]
Ledger = Callable[[Mapping[str, str]], Path]

BOOKS = """
[ledger]
format = 1
language = "en"

[program.p]
name = "P"
years = 2015
total = "1 mia. kr."
date = 2015-01-01

[recipient.r]
name = "Køge Kommune"
kind = "municipality"
"""
CPR = "010190-1236"
EVIL = "=2+5\x1b[2J|<b>\u202e`x`"


@pytest.fixture
def register(ledger: Ledger) -> Path:
    """A ledger of ten awards, and a register in which some are split, doubled, off or evil."""
    awards = "".join(
        f'[award.a{n}]\nprogram = "p"\nrecipient = "r"\ndate = 2015-02-0{n}\n'
        f'amount = "{"ca. " * (n == 2)}{n * 1000},{n}5 kr."\nreference = "S{n}"\n'
        for n in range(1, 10)
    )
    rows = ["reference,recipient,amount,date"]
    rows += [f"S{n},Køge Kommune,{n * 1000}.{n}5,2015-02-0{n}" for n in range(3, 9)]
    rows += ["S2,Køge Kommune,2000.20,2015-02-02", "S3,Køge Kommune,3000.35,2015-02-03"]
    rows += [f"S1,Køge Kommune,{part},2015-02-01" for part in ("400.15", "600.00")]
    rows += [f"@{EVIL},{EVIL},-7.01,2015-02-09", f"S9,CPR {CPR},9000.95,2015-02-09"]
    text = "\n".join(rows)
    return ledger({"programs.toml": BOOKS + awards, "register.csv": text})


def report(tidlig: Tidlig, *options: str) -> str:
    result = tidlig("reconcile", "--against", "register.csv", "--kind", "award", *options)
    assert result.code == 1, result.err
    assert not set(result.err) & {"\x1b", "\u202e"}
    return result.out


def test_sums_of_the_columns_of_csv_are_those_of_json(tidlig: Tidlig, register: Path) -> None:
    del register
    found = json.loads(report(tidlig, "--format", "json"))
    assert found["in_all"]["ledger"] == {"lines": 9, "amount": "45004.95", "plus_minus": "0.01"}
    for format, delimiter, point in (("csv", ",", "."), ("csv-da", ";", ",")):
        text = report(tidlig, "--format", format, "--long").removeprefix("\ufeff")
        rows = list(csv.DictReader(io.StringIO(text), delimiter=delimiter))
        for side in ("ledger", "register"):
            ore = [
                round(float(row[f"{side}_amount"].replace(point, ".")) * 100)
                for row in rows
                if row[f"{side}_amount"]
            ]
            assert sum(ore) == round(float(found["in_all"][side]["amount"]) * 100)
            assert len(ore) == found["in_all"][side]["lines"]
        differences = [row["difference"].replace(point, ".") for row in rows if row["difference"]]
        assert sum(round(float(each) * 100) for each in differences) == round(
            float(found["in_all"]["difference"]) * 100
        )


def test_the_summary_adds_up_to_both_sides(tidlig: Tidlig, register: Path) -> None:
    del register
    found = json.loads(report(tidlig, "--format", "json"))
    for side in ("ledger", "register"):
        lines = sum(row[side]["lines"] for row in found["summary"])
        ore = sum(round(float(row[side]["amount"]) * 100) for row in found["summary"])
        assert lines == found["in_all"][side]["lines"]
        assert ore == round(float(found["in_all"][side]["amount"]) * 100)


@pytest.mark.parametrize("format", ["table", "md", "csv", "csv-da", "json"])
def test_text_from_a_register_is_harmless(format: str, tidlig: Tidlig, register: Path) -> None:
    del register
    text = report(tidlig, "--format", format)
    assert "2+5" in text
    assert CPR not in text
    assert "******-****" in text.replace("\\*", "*")
    assert not set(text) & {"\x1b", "\u202e"}
    if format.startswith("csv"):
        delimiter = ";" if format == "csv-da" else ","
        cells = [cell for row in csv.reader(io.StringIO(text), delimiter=delimiter) for cell in row]
        assert not [cell for cell in cells if cell.startswith(("=", "@", "+"))]
    if format == "md":
        assert "<b>" not in text.replace("\\<b\\>", "")


@pytest.mark.parametrize("format", ["table", "md", "csv", "csv-da", "json"])
def test_a_number_like_that_of_a_person_in_a_name_is_hidden(
    format: str, tidlig: Tidlig, register: Path
) -> None:
    name = "Jens Jensen 010180-1234"
    rows = [f"S3,{name},3000.35,2015-02-03,", f"x,{name},7.00,2015-02-03,010180-1234"]
    rows += [f"S4,{name},4000.45,2015-02-04,", f"S4,{name},4000.45,2015-02-04,010180-1234"]
    rows += ["S5,Køge Kommune 010180-1234,5000.55,2015-02-05,"]
    text = "\n".join(["reference,recipient,amount,date,cvr", *rows])
    (register / "register.csv").write_text(text, "utf-8")
    found = report(tidlig, "--format", format).replace("\\*", "*")
    assert "010180" not in found
    assert found.count("******-****") >= 6


def test_a_report_goes_to_a_file_in_the_format_of_its_ending(
    tidlig: Tidlig, register: Path
) -> None:
    printed = report(tidlig, "--format", "json")
    assert report(tidlig, "-o", "out.json") == ""
    assert (register / "out.json").read_text("utf-8") == printed


@pytest.mark.parametrize("path", ["register.csv", "./sub/../register.csv", "link.csv", "hard.csv"])
def test_a_report_is_never_written_over_the_register(
    path: str, tidlig: Tidlig, register: Path
) -> None:
    before = (register / "register.csv").read_bytes()
    (register / "sub").mkdir()
    (register / "link.csv").symlink_to("register.csv")
    (register / "hard.csv").hardlink_to(register / "register.csv")
    result = tidlig("reconcile", "--against", "register.csv", "--kind", "award", "-o", path)
    assert result.code == 2
    assert "written over the register" in result.err
    assert (register / "register.csv").read_bytes() == before
