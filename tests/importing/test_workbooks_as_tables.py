"""A workbook that becomes a table of the ledger has the same entries as one that is imported."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest

from conftest import Tidlig
from importing.sheets import made
from registers.files import Cell, xlsx

HEADINGS = ("Sagsnr.", "Modtager", "Beløb", "Dato", "Formål", "Aktiv")
DAY = dt.date(2026, 6, 1)
OPTIONS = ("--pool", "familier-2", "--charge", "date", "--without", "Aktiv", "--yes")


def since_1904(workbook: bytes) -> bytes:
    """A workbook whose days count from 1904, as those of old Macs: the day is 1462 less."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook)) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            text = old.read(name).decode()
            new.writestr(name, text.replace("<sheets>", '<workbookPr date1904="1"/><sheets>'))
    return made.getvalue()


def exported(folder: Path, tidlig: Tidlig, workbook: bytes, *options: str) -> str:
    """The awards of a ledger that a workbook was imported into."""
    made(folder)
    (folder.parent / "ark.xlsx").write_bytes(workbook)
    words = ("import", "../ark.xlsx", *OPTIONS, *options)
    done = tidlig(*words, cwd=folder)
    assert done.code == 0, done.err
    assert "There is nothing to write" in tidlig(*words, cwd=folder).out
    assert tidlig("check", cwd=folder).code == 0
    return tidlig("export", "--to", "csv", "--kind", "award", cwd=folder).out


@pytest.mark.parametrize(
    ("rows", "format", "amounts"),
    [
        ([(1234.56, DAY), (0.1 + 0.2, DAY)], "#,##0.00", ["1234,56", "0,30"]),
        ([("1.250,00", DAY), (1234.56, DAY)], "#,##0.00", ["1250", "1234,56"]),
        ([("1,250.00", DAY), (1234.5, DAY)], "#,##0.00", ["1250", "1234,50"]),
        ([("1250,5", "02-06-2026"), (99, DAY)], "#,##0.00", ["1250,50", "99"]),
        ([(0.25, DAY), (1, DAY)], "0 %", ["0,25", "1"]),
        ([(Cell("", "<f>SUM(A1)</f><v>17.05</v>"), DAY), (2, DAY)], "0", ["17,05", "2"]),
        ([(5000, DAY), (1.5, "13/06/2026")], "#,##0,", ["5000", "1,50"]),
    ],
)
def test_amounts_and_days_are_the_same_as_a_table(
    rows: Sequence[tuple[object, object]],
    format: str,
    amounts: list[str],
    tmp_path: Path,
    tidlig: Tidlig,
) -> None:
    lines = [
        (f"00{number}", "Odense Kommune", amount, day, number + 0.5, Cell('t="b"', "<v>1</v>"))
        for number, (amount, day) in enumerate(rows, 1)
    ]
    workbook = xlsx({"Ark1": [HEADINGS, *lines]}, [format])
    as_entries = exported(tmp_path / "entries", tidlig, workbook)
    assert as_entries == exported(tmp_path / "table", tidlig, workbook, "--as-table")
    found = [line.split(";") for line in as_entries.splitlines()]
    assert [line[found[0].index("amount")] for line in found[1:]] == amounts
    assert [line[0] for line in found[1:]] == ["001", "002"]


def test_days_since_1904_are_the_same_as_a_table(tmp_path: Path, tidlig: Tidlig) -> None:
    shown = dt.date(2026, 6, 1) - dt.timedelta(days=1462)
    line = ("007", "Odense Kommune", 1.25, shown, "", "")
    workbook = since_1904(xlsx({"Ark1": [HEADINGS, line]}))
    as_entries = exported(tmp_path / "entries", tidlig, workbook)
    assert as_entries == exported(tmp_path / "table", tidlig, workbook, "--as-table")
    assert ";2026-06-01;1,25;" in as_entries
