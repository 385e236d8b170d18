"""On a terminal an import asks which years awards are charged to, and whether to write."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from adding.ledgers import bytes_in
from adding.processes import on_terminal
from importing.sheets import as_csv, made

COMMAND = (sys.executable, "-m", "tidlig", "import")
QUESTION = "Write 15 awards and 11 recipients? [y/N]: "


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The newcomer's ledger and sheet."""
    (tmp_path / "tilsagn.csv").write_bytes(as_csv())
    return made(tmp_path / "ledger")


@pytest.mark.skipif(sys.platform == "win32", reason="terminals of POSIX")
@pytest.mark.parametrize(
    ("number", "years"), [("", None), ("1", None), ("2", '"2026-2027"'), ("9\n4", "2027")]
)
def test_the_answer_is_the_years_of_the_awards(
    number: str, years: str | None, folder: Path
) -> None:
    answers = [("Year [1]: ", f"{number}\n"), (QUESTION, "ja\n")]
    if number.startswith("9"):
        answers = [("Year [1]: ", "9\n"), ("Year [1]: ", "4\n"), (QUESTION, "y\n")]
    words = (str(folder.parent / "tilsagn.csv"), "--pool", "familier-2")
    code, seen = on_terminal(folder, words, answers, COMMAND)
    assert code == 0, seen
    text = (folder / "awards/tilsagn.toml").read_text("utf-8")
    assert text.count("\nyears     = ") == (0 if years is None else 15)
    assert years is None or f"\nyears     = {years}\n" in text


@pytest.mark.skipif(sys.platform == "win32", reason="terminals of POSIX")
def test_nothing_is_written_if_you_say_no(folder: Path) -> None:
    before = bytes_in(folder)
    words = (str(folder.parent / "tilsagn.csv"), "--pool", "familier-2", "--charge", "date")
    code, seen = on_terminal(folder, words, [(QUESTION, "måske\n"), (QUESTION, "\n")], COMMAND)
    assert (code, bytes_in(folder)) == (1, before), seen
    assert "nothing was written" in seen
