"""What a person on a terminal is asked, and what becomes of the answers."""

from pathlib import Path

import pytest

from adding.ledgers import AT_THE_END, AWARD, FILES, ROUND, awards, bytes_in, made
from adding.processes import on_terminal
from tidlig.cli.add import _meaning
from tidlig.model.grants import Payment

pytest.importorskip("pty", reason="there are no terminals here to open")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The ledger, in a folder beside which things may be remembered."""
    return made(tmp_path / "ledger")


def test_what_is_lacking_is_asked_for_and_looked_up_by_name(folder: Path) -> None:
    answers = [
        ("  pool: ", "pul\r"),
        ("  recipient: ", "odense kommune\r"),
        ("  date: ", "2015-03-01\r"),
        ("  amount: ", "2,5 mio. kr.\r"),
        ("id [puljen-odense-2015-03-01-...]: ", "marts\r"),
        ("Write it? [y/N]: ", "y\r"),
    ]
    code, seen = on_terminal(folder, ["award"], answers)
    assert code == 0, seen
    assert "The day it was given" in seen
    text = (folder / "awards/marts.toml").read_text("utf-8")
    assert text == (
        '[award.marts]\npool      = "puljen"\nrecipient = "odense"\n'
        'date      = 2015-03-01\namount    = "2,5 mio. kr."\n'
    )


def test_each_answer_is_checked_at_once(folder: Path) -> None:
    answers = [
        ("  pool: ", "ukendt\r"),
        ("  pool: ", "\r"),
        ("  program: ", "tidlig\r"),
        ("  date: ", "1. marts\r"),
        ("  date: ", "2015-03-01\r"),
        ("  amount: ", "2.5 mio. kr.\r"),
        ("  amount: ", "2,5 mio. kr.\r"),
        ("id [tidlig-odense-2015-03-01-...]: ", "No\r"),
        ("id [tidlig-odense-2015-03-01-...]: ", "givet\r"),
        ("id [tidlig-odense-2015-03-01-...]: ", "\r"),
        ("Write it? [y/N]: ", "y\r"),
    ]
    code, seen = on_terminal(folder, ["award", "recipient=odense"], answers)
    assert code == 0, seen
    for said in ('there is no pool "ukendt"', "a date is expected, not text", "decimal comma",
                 '"No" is not an id', 'award "givet" is there already'):  # fmt: skip
        assert said in seen
    [written] = (folder / "awards").iterdir()
    assert written.name.startswith("tidlig-odense-2015-03-01-")
    assert f"[award.{written.stem}]" in written.read_text("utf-8")


@pytest.mark.parametrize("answer", ["\r", "n\r", "\x04"])
def test_nothing_is_written_without_a_yes(folder: Path, answer: str) -> None:
    before = bytes_in(folder)
    code, _ = on_terminal(folder, [*AWARD, "amount=1"], [("Write it? [y/N]: ", answer)])
    assert code != 0
    assert bytes_in(folder) == before


def test_a_strand_is_asked_for_its_program(folder: Path) -> None:
    answers = [("  program: ", "tidl\r"), ("  name: ", "Nyt\r"), ("id [nyt]: ", "\r")]
    code, seen = on_terminal(folder, ["strand", "--yes"], answers)
    assert code == 0, seen
    assert "[program.tidlig.strand.nyt]" in (folder / "programs.toml").read_text("utf-8")


def test_one_end_of_a_reprioritisation_may_be_outside(folder: Path) -> None:
    answers = [
        ("  date: ", "2015-03-01\r"),
        ("  amount: ", "1\r"),
        ("  from.program: ", "tidlig\r"),
        ("  to.program: ", "\r"),
        ("  to.outside: ", "en fond\r"),
        ("id [tidlig-en-fond-2015-03-01-...]: ", "\r"),
        ("Write it? [y/N]: ", "y\r"),
    ]
    code, seen = on_terminal(folder, ["reprioritisation"], answers)
    assert code == 0, seen


def test_what_has_changed_meanwhile_is_shown_anew(folder: Path) -> None:
    target = folder / ROUND
    fields = [*AT_THE_END, "amount=1"]

    def meddle() -> str:
        target.write_text(FILES[ROUND].replace("2 mio. kr.", "3 mio. kr."), "utf-8")
        return "y\r"

    code, seen = on_terminal(
        folder, fields, [("Write it? [y/N]: ", meddle), ("Write it? [y/N]: ", "y\r")]
    )
    assert (code, seen.count("[award.ny]"), "changed meanwhile" in seen) == (0, 2, True)
    assert awards(target.read_bytes())["givet"]["amount"] == "3 mio. kr."
    assert set(awards(target.read_bytes())) == {"givet", "ny"}


def test_amounts_are_asked_for_in_the_ledgers_currency(folder: Path) -> None:
    for path in folder.rglob("*.toml"):
        text = path.read_text("utf-8")
        text = text.replace('"DKK"', '"EUR"')
        path.write_text(text.replace("kr.", "EUR"), "utf-8")
    answers = [
        ("  pool: ", "puljen\r"),
        ("  recipient: ", "odense\r"),
        ("  date: ", "2015-03-01\r"),
        ("  amount: ", "2,5 mio. kr.\r"),
        ("  amount: ", "2,5 mio. EUR\r"),
        ("id [puljen-odense-2015-03-01-...]: ", "marts\r"),
        ("Write it? [y/N]: ", "y\r"),
    ]
    code, seen = on_terminal(folder, ["award"], answers)
    assert code == 0, seen
    meaning = 'Whole EUR, or text as sources write it: `"49,2 mio. EUR"`, or `"unknown"`.'
    assert _meaning(Payment, "amount", "EUR") == meaning
    assert '"2,5 mio. kr." is in DKK, and the ledger is in EUR' in seen
    assert 'amount    = "2,5 mio. EUR"' in (folder / "awards/marts.toml").read_text("utf-8")


YEARS = """[ledger]
format   = 1
language = "en"

[program.familier]
name  = "Familier"
years = "2025-2028"
split = { 2025 = "8 mio. kr.", 2026 = "9 mio. kr.", 2027 = "7 mio. kr." }
act   = "FL2026"
date  = 2025-01-01

[pool.familier-2]
name    = "Familiepuljen"
program = "familier"
frame   = { 2025 = "8 mio. kr.", 2026 = "4 mio. kr.", 2027 = "4 mio. kr." }

[recipient.odense]
name = "Odense Kommune"
kind = "municipality"
"""
SEVERAL = ("award", "ny", "pool=familier-2", "recipient=Odense Kommune", "date=2026-06-30",
           "amount=1 mio. kr.")  # fmt: skip


@pytest.fixture
def several(tmp_path: Path) -> Path:
    """A ledger whose pool has money in a closed year, an open one and one that is estimated."""
    (tmp_path / "ledger").mkdir()
    (tmp_path / "ledger" / "programs.toml").write_text(YEARS, "utf-8")
    return tmp_path / "ledger"


def test_the_years_are_asked_for_where_they_decide(several: Path) -> None:
    code, seen = on_terminal(
        several, SEVERAL, [("[1]: ", "3\r"), ("[1]: ", "2\r"), ("Write it? [y/N]: ", "y\r")]
    )
    assert code == 0, seen
    lines = [" ".join(line.split()) for line in seen.splitlines()]
    assert "1 2026, the year of the award 9.0" in lines, seen
    assert "– 2025 – closed, cannot be chosen" in lines, seen
    assert "– 2027 – estimate, cannot be chosen" in lines, seen
    assert '"3" is none of these' in seen
    assert 'years     = "2025-2027"' in (several / "awards/ny.toml").read_text("utf-8")


def test_the_year_of_the_date_needs_no_years(several: Path) -> None:
    code, seen = on_terminal(several, SEVERAL, [("[1]: ", "\r"), ("Write it? [y/N]: ", "y\r")])
    assert code == 0, seen
    assert "years" not in (several / "awards/ny.toml").read_text("utf-8")


@pytest.mark.parametrize("words", [("years=2026",), ("--yes",)])
def test_years_that_are_settled_are_not_asked_for(several: Path, words: tuple[str, ...]) -> None:
    answers = [] if words == ("--yes",) else [("Write it? [y/N]: ", "y\r")]
    code, seen = on_terminal(several, [*SEVERAL, *words], answers)
    assert (code, "Which year" in seen) == (0, False), seen


def test_pools_are_offered_with_what_is_left_of_their_frame(several: Path) -> None:
    words = [SEVERAL[0], "ny", *SEVERAL[3:], "--yes"]
    code, seen = on_terminal(several, words, [("  pool: ", "familiep\t\r")])
    assert code == 0, seen
    lines = [" ".join(line.split()) for line in seen.splitlines()]
    assert "familier-2 Familiepuljen 16.0" in lines, seen
    assert 'pool      = "familier-2"' in (several / "awards/ny.toml").read_text("utf-8")
