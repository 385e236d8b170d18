"""The workbook of a ledger without LibreOffice: its sheets, texts, limits, bytes and memory."""

from __future__ import annotations

import datetime as dt
import io
import tracemalloc
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from python_calamine import CalamineWorkbook

from documents.workbooks import workbook
from harness.running import ROOT
from tidlig.documents.sheets import Book, number_format
from tidlig.documents.workbook.tables import Heading, TableSheet
from tidlig.model.money import UNITS, Money

Ledger = Callable[[Mapping[str, str]], Path]
DAY = dt.date(2026, 11, 27)

DANISH = [
    "Oversigt", "Linjer", "forebyggelsespakken", "satspulje-2016-19", "behandling-boern-unge",
    "styrket-forebyggelse", "forebyggelsesprojektet", "Bevægelser", "Puljer", "Tilsagn",
    "Oplyste tal", "Bemærkninger", "Kilder", "Om",
]  # fmt: skip
ENGLISH = ["Overview", "Lines", *DANISH[2:7], "Movements", "Pools", "Awards", "Statements",
           "Findings", "Sources", "About"]  # fmt: skip

START = """[ledger]
format = 1

[program.{0}-a]
name = "=1+1"
years = 2024
total = "10 mio. kr."

[program.{0}-b]
name = "@x"
years = 2024
total = "10 mio. kr."

[recipient.r]
name = "+SUM(A1) 010180-1234"
kind = "municipality"

[award.w]
program = "{0}-a"
recipient = "r"
date = 2024-02-01
title = "=HYPERLINK(1)"
amount = 1_000_000
note = "-2+3"

[source.s]
title = "=x"
url = "https://example.org/1"

[source.t]
title = "t"
url = "file:///etc/passwd"
"""


def sheet(data: bytes, name: str) -> list[list[object]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    return [list(row) for row in book.get_sheet_by_name(name).to_python()]


def names(data: bytes) -> list[str]:
    return CalamineWorkbook.from_filelike(io.BytesIO(data)).sheet_names


def test_the_sheets_are_in_order_in_both_languages() -> None:
    assert names(workbook(ROOT / "data", DAY)) == DANISH
    assert names(workbook(ROOT / "data", DAY, lang="en")) == ENGLISH


def test_the_same_ledger_gives_the_same_bytes() -> None:
    assert workbook(ROOT / "data", DAY) == workbook(ROOT / "data", DAY)


def test_formulas_have_what_they_come_to_beside_them() -> None:
    rows = sheet(workbook(ROOT / "data", DAY, with_values=True), "Oversigt")
    total = next(row for row in rows if row[0] == "i alt")
    assert total[3:6] == [384_000_000, 807_100_000, 597_800_000]
    assert total[12] == "stemmer"


def test_texts_are_never_formulas_and_links_are_of_the_web_alone(ledger: Ledger) -> None:
    data = workbook(ledger({"programs.toml": START.format("p")}), DAY)
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        texts = {name: book.read(name).decode() for name in book.namelist()}
    formulas = [part.split("</f>")[0] for text in texts.values() for part in text.split("<f>")[1:]]
    assert formulas
    assert not [each for each in formulas if "HYPERLINK" in each or "1+1" in each or "@x" in each]
    everything = "".join(texts.values())
    assert "010180" not in everything
    assert "=HYPERLINK(1)" in everything
    targets = [text for name, text in texts.items() if name.endswith("sheet10.xml.rels")]
    assert "https://example.org/1" in everything
    assert not [text for text in targets if "passwd" in text]
    assert [row[0] for row in sheet(data, "Oversigt")].count("i alt") == 1


def test_names_of_sheets_are_cut_and_told_apart(ledger: Ledger) -> None:
    long = "p" * 40
    found = names(workbook(ledger({"programs.toml": START.format(long)}), DAY))
    assert found[2:4] == ["p" * 31, "p" * 27 + " (2)"]
    assert len({name.casefold() for name in found}) == len(found)
    assert max(map(len, found)) == 31


@pytest.mark.parametrize(
    ("text", "name"),
    [("a[b]c:d*e?f/g\\h", "a_b_c_d_e_f_g_h"), ("'x'", "x"), ("", "_"), ("History", "History (2)")],
)
def test_a_name_of_a_sheet_is_one_that_is_allowed(text: str, name: str) -> None:
    assert Book("x", UNITS["kr"], "ca. ").free_name(text) == name


def test_a_program_named_as_a_sheet_has_another_name(ledger: Ledger) -> None:
    text = START.format("p").replace("program.p-a", "program.om").replace('"p-a"', '"om"')
    found = names(workbook(ledger({"programs.toml": text}), DAY))
    assert found[2] == "om"
    assert found[-1] == "Om (2)"


@pytest.mark.parametrize(
    ("unit", "shown"),
    [
        ("kr", "#,##0;[Red]-#,##0;0"),
        ("mio", "#,##0.0,,;[Red]-#,##0.0,,;0.0"),
        ("mia", "#,##0.000,,,;[Red]-#,##0.000,,,;0.000"),
    ],
)
def test_a_number_is_shown_in_the_unit(unit: str, shown: str) -> None:
    assert number_format(UNITS[unit]) == shown


def test_a_rounded_number_has_its_mark_before_the_sign() -> None:
    shown = number_format(UNITS["mio"], "ca. ")
    assert shown == '"ca. "#,##0.0,,;[Red]"ca. "-#,##0.0,,;"ca. "0.0'


@pytest.mark.long
def test_a_hundred_thousand_rows_take_no_more_memory_than_a_thousand() -> None:
    assert _peak(100_000) < _peak(1_000) + 12 * 2**20


def _peak(rows: int) -> int:
    """How many bytes writing some rows takes at most, without the file that comes of it."""
    with TemporaryDirectory() as folder:
        book = Book("x", UNITS["mio"], "ca. ", folder=folder)
        columns = [Heading(f"c{number}") for number in range(13)]
        table = TableSheet(book, book.sheet("x", is_long=True), columns, ("x", ""))
        table.begin_table("T", rows, is_long=True)
        tracemalloc.start()
        for number in range(rows):
            table.add([f"award.a{number}", *["text"] * 10, Money(number), Money(1)])
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        written = sheet(book.data(), "x")
    assert len(written) == rows + 3
    assert written[-1][0] == f"award.a{rows - 1}"
    return peak


def test_a_sheet_of_too_many_rows_is_refused() -> None:
    from tidlig.model.failure import CouldNot

    book = Book("x", UNITS["mio"], "ca. ")
    table = TableSheet(book, book.sheet("x"), [Heading("a")], ("x", ""))
    with pytest.raises(CouldNot, match="at most 1048576 rows"):
        table.begin_table("T", 1_048_574)
    table.row = 1_048_576
    with pytest.raises(CouldNot, match="at most 1048576 rows"):
        table.add(["x"])


AWARDS = """[ledger]
format = 1

[program.p]
name = "P"
years = "2024-2026"
total = "100 mio. kr."

[recipient.r]
name = "R"
kind = "municipality"
cvr = "29189129"

[award.a]
program = "p"
recipient = "r"
date = 2024-02-01
amount = 10_000_000.50

[amendment.m]
award = "a"
date = 2024-03-01
amount = 2_000_000

[return.t]
award = "a"
kind = "annulment"
date = 2024-04-01
amount = 1_000_000

[payment.u]
award = "a"
date = 2024-05-01
amount = 3_000_000

[award.b]
program = "p"
recipient = "r"
date = 2024-02-01
amount = "unknown"

[award.later]
program = "p"
recipient = "r"
date = 2026-12-24
amount = 4_000_000
"""


def test_an_award_has_its_amendments_returns_and_payments(ledger: Ledger) -> None:
    text = AWARDS.replace("10_000_000.50", '"10.000.000,50 kr."')
    rows = sheet(workbook(ledger({"programs.toml": text}), DAY, with_values=True), "Tilsagn")
    by_id = {row[10]: row for row in rows}
    assert by_id["a"][6:10] == [12_000_000.5, 1_000_000, 3_000_000, 8_000_000.5]
    assert by_id["a"][1:4] == ["R", "29189129", "2024-02-01"]
    assert by_id["b"][6] == "ikke oplyst"
    assert by_id["b"][9] == "ikke oplyst"
    assert "later" not in by_id
    total = next(row for row in rows if row[0] == "i alt")
    assert total[6:10] == ["ikke oplyst", 1_000_000, 3_000_000, "ikke oplyst"]


def test_what_is_unknown_or_later_is_a_movement_that_does_not_count(ledger: Ledger) -> None:
    text = AWARDS.replace("10_000_000.50", '"10.000.000,50 kr."')
    data = workbook(ledger({"programs.toml": text}), DAY)
    rows = {row[0]: row for row in sheet(data, "Bevægelser")}
    assert (rows["award.b"][7], rows["award.b"][9]) == (0, "ukendt")
    assert (rows["award.later"][7], rows["award.later"][9]) == (4_000_000, "nej")
    assert (rows["award.a"][7], rows["award.a"][9]) == (10_000_000.5, "ja")
    assert rows["award.a"][12] == "programs.toml:14" or str(rows["award.a"][12]).endswith(":14")
    line = next(row for row in sheet(data, "Linjer") if row[3] == "2024")
    assert "?" in str(line[13])


def test_no_more_links_than_a_sheet_may_have_are_written() -> None:
    from tidlig.documents.workbook.tables import LINKS

    book = Book("x", UNITS["mio"], "ca. ")
    table = TableSheet(book, book.sheet("x"), [Heading("a")], ("x", ""))
    table.links = LINKS - 1
    table.link(3, 0, "https://example.org/1", "one")
    table.link(4, 0, "https://example.org/2", "two")
    data = book.data()
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        (links,) = [name for name in file.namelist() if name.endswith(".rels") and "sheets" in name]
        assert file.read(links).count(b"https://example.org") == 1
    assert [row[0] for row in sheet(data, "x")][-2:] == ["one", "two"]
