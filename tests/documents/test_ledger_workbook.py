"""The workbook of a ledger, which LibreOffice works out from movements alone.

It is written without what formulas come to, for LibreOffice takes that where it is.
"""

from __future__ import annotations

import datetime as dt
import os
import re
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from conftest import Tidlig
from documents.libreoffice import all_sheets, needs_office, sheets
from documents.workbooks import TOP, compare_left, compare_lines, compare_years, rows, workbook
from harness.running import ROOT
from properties.books import Tables
from properties.layouts import plain as in_one_file
from properties.layouts import written
from properties.ledgers import ledgers
from properties.reports import balance

pytestmark = [pytest.mark.outputs, needs_office]

TRIES = int(os.environ.get("TRIES", "20"))
DAY = dt.date(2026, 11, 27)
DATA = ROOT / "data"


@pytest.mark.parametrize("day", [DAY, dt.date(2015, 4, 1), dt.date(2019, 1, 1)])
def test_the_workbook_of_the_real_ledger_is_its_balance(day: dt.date, tmp_path: Path) -> None:
    book = tmp_path / "book.xlsx"
    book.write_bytes(workbook(DATA, day))
    found, report = sheets(book), balance(DATA, day)
    assert compare_lines(found["Linjer"], report) > 500
    assert compare_left(found["Oversigt"], report) >= 5
    assert compare_years(found, report) >= 1
    assert ["kontrol", "stemmer"] in found["Om"]


def test_the_workbook_of_the_demo_is_its_balance(tidlig: Tidlig, tmp_path: Path) -> None:
    folder = tmp_path / "demo"
    assert tidlig("init", "demo").code == 0
    folder = folder / "data"
    book = tmp_path / "book.xlsx"
    book.write_bytes(workbook(folder, DAY))
    found, report = sheets(book), balance(folder, DAY)
    assert compare_lines(found["Linjer"], report) > 20
    assert compare_left(found["Oversigt"], report) >= 3


def test_workbooks_of_random_ledgers_are_their_balances(tmp_path: Path) -> None:
    made: list[tuple[Path, Path, dt.date]] = []

    @settings(
        max_examples=TRIES, phases=[Phase.generate], deadline=None,
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(ledgers(), st.dates(dt.date(2012, 1, 1), dt.date(2023, 12, 31)))
    def make(tables: Tables, day: dt.date) -> None:
        folder = written(tmp_path / f"ledger-{len(made)}", in_one_file(tables))
        book = tmp_path / f"book-{len(made)}.xlsx"
        book.write_bytes(workbook(folder, day))
        made.append((folder, book, day))

    make()
    found = all_sheets([book for _, book, _ in made])
    compared = exact = 0
    for folder, book, day in made:
        report = balance(folder, day)
        compared += compare_lines(found[book.name]["Linjer"], report)
        exact += compare_left(found[book.name]["Oversigt"], report)
        compare_years(found[book.name], report)
        assert ["kontrol", "stemmer"] in found[book.name]["Om"], folder
    assert compared > 10 * len(made)
    assert exact > len(made)


def test_a_changed_movement_changes_the_sums_and_the_check(tmp_path: Path) -> None:
    before, after = tmp_path / "before.xlsx", tmp_path / "after.xlsx"
    data = workbook(DATA, DAY)
    before.write_bytes(data)
    after.write_bytes(changed(data, "outturn.r2014-forebyggelsespakken", 45_500_000, 45_600_000))
    found = all_sheets([before, after])
    for name, used, unused, check in (
        ("before.xlsx", "128600000", "39000000", "stemmer"),
        ("after.xlsx", "128700000", "38900000", "stemmer ikke"),
    ):
        row = next(rows(found[name]["Oversigt"]))
        assert (row["forbrug"], row["uforbrugt"], row["kontrol"]) == (used, unused, check)
        assert ["kontrol", check] in found[name]["Om"]
    last = list(rows(found["after.xlsx"]["Oversigt"]))[-1]
    assert (last["forbrug"], last["kontrol"]) == ("597900000", "stemmer ikke")
    others = {row["kontrol"] for row in list(rows(found["after.xlsx"]["Oversigt"]))[1:-1]}
    assert others == {"stemmer"}


def changed(data: bytes, entry: str, old: int, new: int) -> bytes:
    """A workbook with another amount for the only movement of an entry."""
    out = BytesIO()
    count = 0
    with zipfile.ZipFile(BytesIO(data)) as book, zipfile.ZipFile(out, "w") as copy:
        for name in book.namelist():
            text = book.read(name)
            if entry.encode() in text and b"<sheetData>" in text:
                row = rf"({re.escape(entry)}</t>.*?<v>){old}(</v>)".encode()
                text, number = re.subn(row, rb"\g<1>%d\g<2>" % new, text, count=1, flags=re.DOTALL)
                count += number
            copy.writestr(name, text)
    assert count == 1
    return out.getvalue()


def test_english_has_the_same_figures(tmp_path: Path) -> None:
    book = tmp_path / "book.xlsx"
    book.write_bytes(workbook(DATA, DAY, lang="en"))
    found = sheets(book)
    assert {"Overview", "Lines", "Movements", "Pools", "Awards", "Statements", "Findings",
            "Sources", "About"} < set(found)  # fmt: skip
    overview = [dict(zip(found["Overview"][TOP], row, strict=True)) for row in found["Overview"]]
    total = next(row for row in overview if row["account"] == "in all")
    assert (total["budget"], total["used"], total["unused"]) == (
        "807100000", "597800000", "61500000",
    )  # fmt: skip
    assert total["check"] == "agrees"
