"""The same awards as TOML and as tables are the same entries, with the same figures."""

import datetime as dt
import shutil
import subprocess
from dataclasses import fields
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import Tidlig
from harness.running import write
from tables.writing import BOOKS, DANISH, PAYMENT, RECIPIENTS, TABLE, Line, danish, plain, toml
from tidlig.ledger.checking import run_checks
from tidlig.ledger.folder import Folder
from tidlig.ledger.open import open_ledger
from tidlig.model.entry import Entry
from tidlig.model.messages import sentence

LINES = (
    Line("sag-1", "odense", 125_000_050, "2014-03-05", "Åbent hus"),
    Line("sag-2", "aero", 9_000_000, "2015-12-11", 'Kurser, "A"; B', 250_000, "2016-01-04"),
    Line("sag-3", "bornehjaelp", 100, "2015-02-03", "To linjer\ni én celle", 1, "2015-02-04"),
)  # fmt: skip


def entries(folder: Path) -> dict[str, dict[str, object]]:
    """What the entries of a ledger say, by address, but for tables and where they stand."""
    ledger = open_ledger(Folder(folder))
    result = run_checks(ledger)
    assert result.readable, [sentence(each.problem.message) for each in result.findings]
    return {entry.address: _said(entry) for entry in ledger.entries if entry.kind != "table"}


def _said(entry: Entry) -> dict[str, object]:
    names = [field.name for field in fields(entry) if field.name != "stands_in"]
    return {name: getattr(entry, name) for name in names}


def table(folder: Path, data: bytes, more: str = "") -> Path:
    """A ledger with a table of some bytes."""
    write(folder, {"programs.toml": BOOKS + TABLE + more + PAYMENT})
    (folder / "tilsagn.csv").write_bytes(data)
    return folder


SAVED = {
    "Windows-1252, as Excel saves CSV in Denmark": (danish(LINES).encode("cp1252"), DANISH),
    "UTF-8 with its mark, as Excel saves CSV UTF-8": (danish(LINES).encode("utf-8-sig"), DANISH),
    "UTF-16, as Excel saves Unicode text": (danish(LINES, "\t").encode("utf-16"), DANISH),
    "with a line that says what parts cells": (("sep=;\r\n" + danish(LINES)).encode(), DANISH),
    "UTF-8 with commas and points": (plain(LINES).encode(), 'decimal = "."\n'),
}


@pytest.mark.parametrize("saved", SAVED)
def test_a_table_has_the_entries_that_toml_has(saved: str, tmp_path: Path) -> None:
    write(tmp_path / "toml", {"programs.toml": toml(LINES)})
    assert entries(table(tmp_path / "csv", *SAVED[saved])) == entries(tmp_path / "toml")


@pytest.mark.parametrize("command", [("balance",), ("balance", "--by", "recipient"), ("log",)])
def test_reports_are_the_same(command: tuple[str, ...], tmp_path: Path, tidlig: Tidlig) -> None:
    write(tmp_path / "toml", {"programs.toml": toml(LINES)})
    table(tmp_path / "csv", *SAVED["Windows-1252, as Excel saves CSV in Denmark"])
    words = (*command, "--format", "csv")
    as_toml = tidlig(*words, cwd=tmp_path / "toml")
    as_table = tidlig(*words, cwd=tmp_path / "csv")
    assert as_table.code == 0
    assert as_table.out == as_toml.out


amounts = st.integers(-(10**12), 10**12).filter(bool)
days = st.dates(dt.date(1950, 1, 1), dt.date(2100, 1, 1)).map(str)
texts = st.text(st.sampled_from('abcæøåÆØÅ ,;"\n.-=+€'), max_size=30).map("x{}x".format)
paid = st.one_of(st.just((None, "")), st.tuples(amounts, days))
made = st.builds(
    lambda id, recipient, ore, day, purpose, paid: Line(id, recipient, ore, day, purpose, *paid),
    st.integers(1, 10**6).map("sag-{}".format),
    st.sampled_from(sorted(RECIPIENTS)),
    amounts,
    days,
    texts,
    paid,
)


@given(lines=st.lists(made, min_size=1, max_size=6, unique_by=lambda line: line.id))
@settings(max_examples=40, deadline=None)
def test_any_awards_are_the_same(
    lines: list[Line], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("same")
    write(folder / "toml", {"programs.toml": toml(lines)})
    expected = entries(folder / "toml")
    western = DANISH + 'encoding = "windows-1252"\n'
    assert entries(table(folder / "a", danish(lines).encode("cp1252"), western)) == expected
    assert entries(table(folder / "b", plain(lines).encode(), 'decimal = "."\n')) == expected


def saved_again(folder: Path, options: str) -> bytes:
    """A table as LibreOffice saves it again: what parts cells, quotes, the encoding, and so on."""
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("soffice is not here")
    form = f"Text - txt - csv (StarCalc):{options}"
    words = [f"--infilter={form}", "--convert-to", f"csv:{form}", "--outdir", str(folder / "out")]
    own = f"-env:UserInstallation={(folder / 'office').as_uri()}"
    command: list[str | Path] = [office, own, "--headless", *words, folder / "tilsagn.csv"]
    subprocess.run(command, check=True, capture_output=True)
    return (folder / "out" / "tilsagn.csv").read_bytes()


SEMICOLONS, COMMAS = "59,34", "44,34"
WESTERN, UTF_8, UTF_16 = "1", "76", "65535"
AS_TEXT, IN_DANISH, DANISH_DAYS = "1,,0,false,false", "1,,1030,false,false", "1,,1030,false,true"


def test_what_libreoffice_saves_again_is_the_same(tmp_path: Path) -> None:
    data, more = SAVED["UTF-8 with commas and points"]
    before = entries(table(tmp_path, data, more))
    saved = saved_again(tmp_path, f"{COMMAS},{UTF_8},{AS_TEXT}")
    assert saved != data  # amounts lose zeros at the end
    assert entries(table(tmp_path, saved, more)) == before


@pytest.mark.long
@pytest.mark.parametrize(
    ("form", "options"),
    [
        ("Windows-1252, as Excel saves CSV in Denmark", f"{SEMICOLONS},{WESTERN},{AS_TEXT}"),
        ("UTF-8 with its mark, as Excel saves CSV UTF-8", f"{SEMICOLONS},{UTF_8},{AS_TEXT}"),
        ("UTF-16, as Excel saves Unicode text", f"9,34,{UTF_16},{AS_TEXT}"),
        ("UTF-8 with commas and points", f"{COMMAS},{UTF_8},{IN_DANISH}"),
        ("UTF-8 with commas and points", f"{COMMAS},{UTF_8},{DANISH_DAYS}"),
    ],
)
def test_all_forms_are_the_same_when_libreoffice_saves_them(
    form: str, options: str, tmp_path: Path
) -> None:
    data, more = SAVED[form]
    before = entries(table(tmp_path, data, more))
    assert entries(table(tmp_path, saved_again(tmp_path, options), more)) == before


@pytest.mark.long
@pytest.mark.parametrize("language", [IN_DANISH, DANISH_DAYS])
def test_what_libreoffice_writes_in_another_way_is_refused(language: str, tmp_path: Path) -> None:
    """It reads "1.250.000,50" and the day of "05-03-2014" in Danish, and writes both in English."""
    data, more = SAVED["Windows-1252, as Excel saves CSV in Denmark"]
    table(tmp_path, data, more)
    saved = saved_again(tmp_path, f"{SEMICOLONS},{WESTERN},{language}")
    assert b"1250000.5;" in saved
    result = run_checks(open_ledger(Folder(table(tmp_path, saved, more))))
    assert not result.readable
    said = {sentence(each.problem.message) for each in result.findings}
    assert '"1250000.5" is not an amount with a decimal comma, under "Beløb"' in said
