"""The preview of a new entry says what the balance says, before and after."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from conftest import Tidlig
from harness.running import write

PROGRAMS = """
[ledger]
format   = 1
currency = "DKK"
language = "da"
unit     = "mio. kr."

[program.p]
name  = "Program"
years = "2024-2027"
act   = "FL2026"
split = { 2024 = 10_000_000, 2025 = 10_000_000, 2026 = 10_000_000, 2027 = 5_000_000 }
date  = 2024-01-01

[recipient.odense]
name = "Odense"
kind = "municipality"

[pool.q]
program = "p"
frame   = 5_000_000

[award.x]
program   = "p"
recipient = "odense"
date      = 2025-02-01
amount    = 3_000_000

[outturn.r2024]
program = "p"
year    = 2024
amount  = 8_000_000
date    = 2026-01-01
"""
TODAY = "2026-11-27"
AWARD = ("award", "program=p", "recipient=odense", "amount=800000")


def preview(tidlig: Tidlig, folder: Path, *words: str) -> list[list[str]]:
    write(folder, {"programs.toml": PROGRAMS})
    result = tidlig("add", *words, "--dry-run")
    assert result.code == 0, result.err
    assert "udmøntet" not in result.out
    return [line.split() for line in result.out.splitlines()]


def balance(tidlig: Tidlig, year: int, heading: str) -> float:
    out = tidlig("balance", "p", "--as-of", TODAY, "--format", "json").out
    [row] = [row for row in json.loads(out)["programs"][0]["by_year"] if row["year"] == year]
    assert row[heading]["least"] == row[heading]["most"]
    return int(row[heading]["least"]) / 1_000_000


@pytest.mark.parametrize(
    ("words", "year", "heading", "key", "before", "after"),
    [
        ((*AWARD, "date=2026-06-30"), 2026, "til rådighed", "remaining", "10,0", "9,2"),
        ((*AWARD, "date=2025-06-30"), 2025, "uforbrugt", "unused", "7,0", "6,2"),
        ((*AWARD, "date=2026-06-30", "years=2027"), 2027, "BO", "estimate", "5,0", "4,2"),
        (
            ("lapse", "program=p", "year=2024", "amount=500000", "date=2026-02-01"),
            2024, "bortfaldet", "lapsed", "0,0", "0,5",
        ),
        (
            ("lapse", "program=p", "year=2024", "amount=500000", "date=2026-02-01"),
            2024, "ikke afregnet", "unsettled", "2,0", "1,5",
        ),
        (
            ("lapse", "program=p", "year=2026", "amount=500000", "date=2026-02-01"),
            2026, "til rådighed", "remaining", "10,0", "9,5",
        ),
    ],
)  # fmt: skip
def test_figures_are_those_of_the_balance_before_and_after(
    tidlig: Tidlig, tmp_path: Path, words: tuple[str, ...], year: int, heading: str, key: str,
    before: str, after: str,
) -> None:  # fmt: skip
    lines = preview(tidlig, tmp_path, *words)
    start = [*f"{heading}, Program {year}".split(), before, after]
    assert any(line[: len(start)] == start for line in lines), lines
    assert balance(tidlig, year, key) == float(before.replace(",", "."))
    assert tidlig("add", *words, "--yes", "--force").code == 0
    assert balance(tidlig, year, key) == float(after.replace(",", "."))


@pytest.mark.parametrize(
    ("words", "warning"),
    [
        (("date=2026-06-30", "years=2027"), "Advarsel: 2027 er BO efter FL2026"),
        (("date=2025-06-30",), "Advarsel: 2025 er slut"),
        (("date=2024-06-30",), "Advarsel: regnskabet for 2024 er aflagt"),
    ],
)
def test_a_year_in_which_nothing_may_be_awarded_warns(
    tidlig: Tidlig, tmp_path: Path, words: tuple[str, ...], warning: str
) -> None:
    lines = preview(tidlig, tmp_path, *AWARD, *words)
    assert any(" ".join(line).startswith(warning) for line in lines), lines


def test_a_year_with_authority_has_no_warning(tidlig: Tidlig, tmp_path: Path) -> None:
    lines = preview(tidlig, tmp_path, *AWARD, "date=2026-06-30")
    assert not any(line[:1] == ["Advarsel:"] for line in lines)


def test_accounts_keep_what_is_left_as_it_was(tidlig: Tidlig, tmp_path: Path) -> None:
    lines = preview(tidlig, tmp_path, *AWARD, "date=2024-06-30")
    assert ["Til", "rådighed", "og", "uforbrugt", "er", "uændret."] in lines


def test_what_is_left_of_the_frame_is_shown(tidlig: Tidlig, tmp_path: Path) -> None:
    words = ("award", "pool=q", "recipient=odense", "amount=800000", "date=2026-06-30")
    lines = preview(tidlig, tmp_path, *words)
    assert ["rest", "af", "puljeramme,", "q", "5,0", "4,2", "-0,8"] in lines


def test_a_later_date_is_previewed_as_of_itself(tidlig: Tidlig, tmp_path: Path) -> None:
    lines = preview(tidlig, tmp_path, *AWARD, "date=2026-12-24")
    assert ["Hvad", "posten", "ændrer,", "pr.", "2026-12-24,", "mio.", "kr."] in lines
    assert ["til", "rådighed,", "Program", "2026", "10,0", "9,2", "-0,8"] in lines


def test_an_unknown_amount_has_no_result(tidlig: Tidlig, tmp_path: Path) -> None:
    words = ("award", "program=p", "recipient=odense", "amount=unknown", "date=2026-06-30")
    lines = preview(tidlig, tmp_path, *words)
    assert ["tilsagn,", "Program", "2026", "0,0", "?", "?"] in lines
    assert any(line[:5] == ["til", "rådighed,", "Program", "2026", "10,0"] for line in lines)


def test_an_entry_without_money_says_so(tidlig: Tidlig, tmp_path: Path) -> None:
    lines = preview(tidlig, tmp_path, "recipient", "name=Aarhus", "kind=municipality")
    assert ["Ingen", "beløb", "er", "ændret."] in lines


def test_kroner_are_not_lost_in_millions(tidlig: Tidlig, tmp_path: Path) -> None:
    words = ("award", "program=p", "recipient=odense", "amount=100", "date=2026-06-30")
    lines = preview(tidlig, tmp_path, *words)
    assert ["til", "rådighed,", "Program", "2026", "10.000.000", "9.999.900", "-100"] in lines
