"""What an import writes is all there, whatever else stands in the file, and in any currency."""

from __future__ import annotations

from pathlib import Path

import pytest

from conftest import Tidlig
from harness.running import write

PROGRAMS = """[ledger]
format   = 1
currency = "EUR"
language = "en"

[program.p]
name  = "P"
years = "2024-2026"
total = "10 mio. EUR"
date  = 2024-01-01

[pool.q]
program = "p"

[recipient.odense]
name = "Odense"
kind = "municipality"
"""
HEADINGS = "Sagsnr.;Modtager;Beløb;Dato\n"
COLUMNS = 'columns = { id = "Sag", recipient = "Hvem", amount = "Sum", date = "Dato" }'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write(tmp_path / "ledger", {"programs.toml": PROGRAMS})


def run(tidlig: Tidlig, folder: Path, lines: str, *words: str) -> str:
    sheet = folder.parent / "a.csv"
    sheet.write_text(HEADINGS + lines, "utf-8")
    options = ("--pool", "q", "--charge", "date", "--yes", *words)
    done = tidlig("import", str(sheet), *options, cwd=folder)
    assert done.code == 0, done.err
    return (folder / "awards/a.toml").read_text("utf-8")


def test_what_is_new_is_written_beside_what_is_changed(tidlig: Tidlig, folder: Path) -> None:
    first = "1;Odense;1.500,50;2024-02-02\n"
    assert '"1500,50 EUR"' in run(tidlig, folder, first)
    changed = "1;Odense;1.600,50;2024-02-02\n3;Odense;7,00;2024-02-14\n"
    text = run(tidlig, folder, changed, "--update")
    assert '"1600,50 EUR"' in text
    assert "[award.3]" in text
    total = tidlig("balance", "p", "--columns", "awarded", "--format", "csv", cwd=folder).out
    assert "1607.50" in total


def table(name: str, *keys: str) -> str:
    rows = (f"[table.{name}]", 'file = "t.csv"', 'kind = "award"', 'pool = "q"', COLUMNS, *keys)
    return "\n".join((*rows, ""))


LINES = "Sag;Hvem;Sum;;Dato\n9;Odense;1,5;-;2024-02-02\n"


def checked(tidlig: Tidlig, folder: Path, *tables: str) -> str:
    write(folder, {"programs.toml": "\n".join((PROGRAMS, *tables)), "t.csv": LINES})
    return tidlig("check", "--format", "concise", cwd=folder).out


def test_two_tables_of_one_file_do_not_count_a_line_twice(tidlig: Tidlig, folder: Path) -> None:
    decimal = 'decimal = ","'
    found = checked(tidlig, folder, table("t", decimal), table("u", decimal))
    assert 'award "9" is declared a second time' in found


def test_cells_without_a_heading_are_not_passed_over(tidlig: Tidlig, folder: Path) -> None:
    found = checked(tidlig, folder, table("t", 'decimal = ","'))
    assert 'nobody reads the column "column 4"' in found


@pytest.mark.parametrize(("unit", "is_known"), [("mio. EUR", True), ("mio. kr.", False)])
def test_the_unit_of_a_table_is_of_the_ledgers_currency(
    unit: str, is_known: bool, tidlig: Tidlig, folder: Path
) -> None:
    found = checked(tidlig, folder, table("t", 'decimal = ","', f'unit = "{unit}"'))
    assert (f'"{unit}" is not known here' in found) is not is_known
    if is_known:
        total = tidlig("balance", "p", "--columns", "awarded", "--format", "csv", cwd=folder).out
        assert ",1500000," in total
