"""Reports as they are shown: workbooks, HTML and wide CSV have the rows of the screen."""

from __future__ import annotations

import csv
import html.parser
import io
import re
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from conftest import Tidlig
from harness.repositories import repository
from harness.running import ROOT, write

Ledger = Callable[[Mapping[str, str]], Path]

HOSTILE = """[ledger]
format = 1

[program.p]
name = "=cmd|' /C calc'!A0 <b>&</b>"
years = "2024-2025"
split = { 2024 = "10 mio. kr.", 2025 = "ca. 20 mio. kr." }

[recipient.r]
name = "@SUM(1) 010180-1234"
kind = "municipality"

[award.a]
program = "p"
recipient = "r"
date = 2024-02-01
title = "+1+1"
amount = 1_234_567
"""

REPORTS = (
    ("balance",), ("balance", "--detail"), ("balance", "--by", "recipient"), ("pools",),
    ("reconcile",), ("log",), ("show", "p"), ("balance", "p"),
)  # fmt: skip


def cells_of(data: bytes) -> list[list[object]]:
    sheets = CalamineWorkbook.from_filelike(io.BytesIO(data))
    return [list(row) for row in sheets.get_sheet_by_index(0).to_python(skip_empty_area=False)]


def test_a_workbook_has_the_figures_of_the_screen_as_numbers(
    tidlig: Tidlig, tmp_path: Path
) -> None:
    file = tmp_path / "x.xlsx"
    assert tidlig("balance", "-o", str(file), cwd=ROOT / "data").code == 0
    rows = cells_of(file.read_bytes())
    headings = next(row for row in rows if row[0] == "konto")
    first = dict(zip(headings, next(row for row in rows if row[0] == "15.26.01"), strict=True))
    assert first["bevilling i alt"] == 167_600_000
    assert first["forbrug"] == 128_600_000
    assert first["til rådighed"] == "–"
    yearly = next(row for row in rows if row[1] == "Styrket forebyggelse i familien")
    assert yearly[3] == "10,0 årl."


def test_bounds_and_what_is_unknown_are_texts_in_a_workbook(tidlig: Tidlig, tmp_path: Path) -> None:
    file = tmp_path / "x.xlsx"
    options = ("balance", "forebyggelsespakken", "--as-of", "2015-04-01")
    assert tidlig(*options, "-o", str(file), cwd=ROOT / "data").code == 0
    rows = {row[0]: row for row in cells_of(file.read_bytes())}
    assert rows["til rådighed"][2] == "ca. 3,0 til 52,2"
    assert rows["uforbrugt"][1] == "ca. 20,8 til 70,0"
    assert rows["bevilling i alt"][2] == 52_200_000


@pytest.mark.parametrize("options", REPORTS)
def test_html_has_the_tables_of_markdown(options: tuple[str, ...], tidlig: Tidlig) -> None:
    where = ROOT / "data"
    named = ["forebyggelsespakken" if option == "p" else option for option in options]
    markdown = tidlig(*named, "--format", "md", cwd=where).out
    rows = len([line for line in markdown.split("\n") if line.startswith("| ")])
    alignments = len([line for line in markdown.split("\n") if re.match(r"\| :-", line)])
    page = tidlig(*named, "--format", "html", cwd=where).out
    groups = page.count('<th colspan="') and page.count("<thead>\n<tr><th colspan=")
    assert page.count("<tr>") == rows - alignments + groups
    assert page.count("<table") == alignments
    assert "<script" not in page


class _Tags(html.parser.HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert not [name for name, _ in attrs if name.startswith("on")]
        self.names.add(tag)


@pytest.mark.parametrize("options", REPORTS)
def test_hostile_texts_are_texts(
    options: tuple[str, ...], ledger: Ledger, tidlig: Tidlig, tmp_path: Path
) -> None:
    ledger({"programs.toml": HOSTILE})
    page = tidlig(*options, "--format", "html").out
    tags = _Tags()
    tags.feed(page)
    assert not tags.names & {"b", "script", "a", "img"}
    assert "010180" not in page
    assert tidlig(*options, "-o", "x.xlsx").code == 0
    with zipfile.ZipFile(tmp_path / "x.xlsx") as book:
        sheets = [book.read(name).decode() for name in book.namelist() if "worksheets" in name]
        texts = book.read("xl/sharedStrings.xml").decode()
    assert not any("<f>" in sheet or "<hyperlink" in sheet for sheet in sheets)
    assert "010180" not in texts
    for format in ("csv", "csv-da"):
        tidlig(*options, "--format", format, "-o", "x.csv")
        text = (tmp_path / "x.csv").read_text("utf-8-sig")
        rows = csv.reader(io.StringIO(text), delimiter=";" if format == "csv-da" else ",")
        fields = [field for row in rows for field in row]
        assert not [f for f in fields if f.startswith(("=", "+", "@")) or "010180" in f]


def test_wide_csv_has_every_digit_and_says_what_is_rounded(
    ledger: Ledger, tidlig: Tidlig, tmp_path: Path
) -> None:
    ledger({"programs.toml": HOSTILE})
    tidlig("log", "--as-of", "2024-12-31", "-o", "x.csv")
    rows = list(csv.reader(io.StringIO((tmp_path / "x.csv").read_text("utf-8"))))
    (award,) = [row for row in rows if "tilsagn" in "".join(row) and "2024-02-01" in row[0]]
    assert "1.234567" in award
    tidlig("balance", "p", "--as-of", "2024-06-30", "--unit", "kr", "-o", "y.csv")
    rows = list(csv.reader(io.StringIO((tmp_path / "y.csv").read_text("utf-8"))))
    budget = next(row for row in rows if row[0] == "bevilling i alt")
    assert budget[:2] == ["bevilling i alt", "10000000"]
    assert rows[0][1:4] == ["2024", "2025", "2025 ca."]
    assert budget[2:4] == ["20000000", "ca."]


def test_long_csv_is_what_is_printed(tidlig: Tidlig, tmp_path: Path) -> None:
    file = tmp_path / "x.csv"
    where = ROOT / "data"
    assert tidlig("balance", "--long", "-o", str(file), cwd=where).code == 0
    printed = tidlig("balance", "--format", "csv", cwd=where).out
    assert file.read_bytes().decode() == printed
    assert printed.startswith("program,strand,years,state,heading,least,most,plus_minus\r\n")
    danish = tidlig("balance", "--format", "csv-da", cwd=where).out
    assert danish.startswith("\ufeffkonto;initiativ;periode;afsat;")


@pytest.mark.parametrize("format", ["xlsx", "html", "csv"])
def test_the_same_report_gives_the_same_bytes(format: str, tidlig: Tidlig, tmp_path: Path) -> None:
    files = [tmp_path / f"{number}.{format}" for number in (1, 2)]
    for file in files:
        assert tidlig("balance", "--detail", "-o", str(file), cwd=ROOT / "data").code == 0
    assert files[0].read_bytes() == files[1].read_bytes()


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("balance", "--format", "xlsx"), "a workbook is not printed"),
        (("balance", "-o", "x.xls"), 'no format has the ending of "x.xls"'),
        (("balance", "--long", "-o", "x.html"), "--long is of CSV"),
        (("balance", "-o", "no/such/x.xlsx"), "no/such/x.xlsx cannot be written"),
        (("export", "-o", "no/such/x.xlsx"), "no/such/x.xlsx cannot be written"),
        (("export", "--lang", "en", "-o", "x.journal"), "--lang is of workbooks"),
        (("export", "p", "-o", "x.xlsx"), "a workbook is of the whole ledger"),
        (("export", "--to", "csv", "-o", "x.xlsx"), "a workbook has no --to"),
    ],
)
def test_what_cannot_be_written_is_said_once(
    options: tuple[str, ...], said: str, ledger: Ledger, tidlig: Tidlig, tmp_path: Path
) -> None:
    ledger({"programs.toml": HOSTILE})
    done = tidlig(*options)
    assert (done.code, done.out) == (2, "")
    assert done.err.count("error") == 1
    assert said in done.err
    assert not [each for each in tmp_path.iterdir() if each.suffix != ".toml"]


def test_an_amount_of_too_many_digits_is_refused(ledger: Ledger, tidlig: Tidlig) -> None:
    amount = "90.000.000.000.000,01 kr."
    ledger({"programs.toml": HOSTILE.replace("10 mio. kr.", amount)})
    for command in ("balance", "export"):
        done = tidlig(command, "-o", "x.xlsx")
        assert (done.code, done.out) == (2, "")
        assert "digits" in done.err
    assert "90000000000000.01" in tidlig("balance", "--format", "csv").out


def test_a_workbook_of_a_change(tidlig: Tidlig, tmp_path: Path) -> None:
    books = repository(tmp_path / "books")
    books.commit({"programs.toml": HOSTILE})
    write(books.folder, {"programs.toml": HOSTILE.replace("10 mio.", "11 mio.")})
    assert tidlig("diff", "-o", "x.xlsx", cwd=books.folder).code == 0
    rows = cells_of((books.folder / "x.xlsx").read_bytes())
    assert [row for row in rows if "10.000.000 -> 11.000.000 kr." in " ".join(map(str, row))]
