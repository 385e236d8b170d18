"""`tidlig remove --import FILE` takes back what an import of the file made, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from adding.ledgers import bytes_in
from conftest import Tidlig
from harness.running import write
from importing.sheets import as_csv, as_xlsx, made

IMPORT = ("import", "../tilsagn.csv", "--pool", "familier-2", "--charge", "date")
UNDO = ("remove", "--import", *IMPORT[1:])
PAYMENT = '[payment.p]\naward = "26-1001"\ndate = 2026-07-01\namount = 1_000\n'
AWARD = """[award.x]
pool      = "familier-2"
recipient = "roskilde-kommune"
date      = 2026-07-01
amount    = 1_000
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "tilsagn.csv").write_bytes(as_csv())
    (tmp_path / "tilsagn.xlsx").write_bytes(as_xlsx())
    return made(tmp_path / "ledger")


@pytest.mark.parametrize(
    "options",
    [
        (),
        ("--source", "ark"),
        ("--as-table",),
        ("--file", "programs.toml"),
        ("--file", "mere.toml", "--source", "ark"),
        ("--key", "recipient,date,amount"),
    ],
)
@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_an_import_taken_back_leaves_the_bytes_before(
    options: tuple[str, ...], ending: str, folder: Path, tidlig: Tidlig
) -> None:
    write(folder, {"mere.toml": '# Mere.\n[recipient.andre]\nname = "Andre"\nkind = "other"\n'})
    before = bytes_in(folder)
    words = (f"../tilsagn.{ending}", *IMPORT[2:], *options)
    assert tidlig("import", *words, "--yes", cwd=folder).code == 0
    assert bytes_in(folder) != before
    done = tidlig("remove", "--import", *words, "--yes", cwd=folder)
    assert (done.code, bytes_in(folder)) == (0, before), done.err
    again = tidlig("remove", "--import", *words, "--yes", cwd=folder)
    assert (again.code, bytes_in(folder)) == (0, before)
    assert "nothing was written" in again.err


def test_what_later_entries_hang_on_goes_only_with_them(folder: Path, tidlig: Tidlig) -> None:
    before = bytes_in(folder)
    assert tidlig(*IMPORT, "--yes", cwd=folder).code == 0
    write(folder, {"p.toml": PAYMENT})
    with_payment = bytes_in(folder)
    refused = tidlig(*UNDO, "--yes", cwd=folder)
    assert (refused.code, bytes_in(folder)) == (1, with_payment)
    assert "payment.p" in refused.out
    assert "error: 1 entry hangs on ../tilsagn.csv" in refused.err
    done = tidlig(*UNDO, "--yes", "--with-dependents", cwd=folder)
    assert (done.code, bytes_in(folder)) == (0, before)
    assert "payment.p" in done.out


def test_a_recipient_that_others_name_stays(folder: Path, tidlig: Tidlig) -> None:
    assert tidlig(*IMPORT, "--yes", cwd=folder).code == 0
    write(folder, {"x.toml": AWARD})
    done = tidlig(*UNDO, "--yes", cwd=folder)
    assert done.code == 0, done.err
    assert "1 stays, because other entries name it: recipient.roskilde-kommune" in done.out
    assert "removed: 15 awards, 10 recipients" in done.err
    assert tidlig("check", cwd=folder).code == 0
    left = (folder / "awards/tilsagn.toml").read_text("utf-8")
    assert left.count("[") == 1


def test_what_a_line_is_in_another_file_stays(folder: Path, tidlig: Tidlig) -> None:
    assert tidlig(*IMPORT, "--yes", cwd=folder).code == 0
    moved = (folder / "awards/tilsagn.toml").rename(folder / "awards/andet.toml")
    before = bytes_in(folder)
    done = tidlig(*UNDO, "--yes", cwd=folder)
    assert (done.code, bytes_in(folder)) == (0, before)
    assert "nothing of ../tilsagn.csv is where its import writes" in done.err
    assert moved.exists()


def test_a_file_of_which_a_line_cannot_be_read_is_not_half_taken_back(
    folder: Path, tidlig: Tidlig
) -> None:
    assert tidlig(*IMPORT, "--yes", cwd=folder).code == 0
    before = bytes_in(folder)
    sheet = folder.parent / "tilsagn.csv"
    sheet.write_bytes(sheet.read_bytes().replace(b"250.000,00", b"250.000,00-x"))
    refused = tidlig(*UNDO, "--yes", cwd=folder)
    assert (refused.code, bytes_in(folder)) == (2, before)
    assert "1 line cannot be read, as line 2" in refused.err
    assert tidlig(*UNDO, "--yes", "--skip-refused", cwd=folder).code == 0
    assert "[award.26-1001]" in (folder / "awards/tilsagn.toml").read_text("utf-8")


def test_nothing_is_written_unasked(folder: Path, tidlig: Tidlig) -> None:
    assert tidlig(*IMPORT, "--yes", cwd=folder).code == 0
    before = bytes_in(folder)
    assert tidlig(*UNDO, "--dry-run", cwd=folder).code == 0
    assert tidlig(*UNDO, cwd=folder).code == 1
    assert bytes_in(folder) == before


def test_options_of_an_import_need_one(folder: Path, tidlig: Tidlig) -> None:
    done = tidlig("remove", "odense", "--pool", "familier-2", cwd=folder)
    assert done.code == 2
    assert "options of an import stand here without --import" in done.err
