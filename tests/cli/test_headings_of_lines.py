"""Headings of lines beside those of what is left: what is not known of them is never 0.

Expectations are worked out by hand from the amounts of each ledger.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from harness.running import Result

DATA = Path(__file__).parents[2] / "data"

Tidlig = Callable[..., Result]

HEAD = '[ledger]\nformat = 1\nlanguage = "en"\nunit = "mio. kr."\n'

# One award of 4 is known; of all else only that it happened. 4 + ?, 0 + ? and 0 - ? are what is
# known; returns stand below zero beside what is used.
UNKNOWN = """
[program.p]
name = "P"
years = "2025-2026"
split = { 2025 = "10 mio. kr.", 2026 = "10 mio. kr." }

[award.x]
program = "p"
recipients = "unknown"
date = 2025-04-01
amount = "4 mio. kr."

[award.y]
program = "p"
recipients = "unknown"
date = 2025-05-01
amount = "unknown"

[payment.pp]
award = "x"
date = 2025-06-01
amount = "unknown"

[return.r]
award = "x"
date = 2026-05-01
amount = "unknown"
kind = "annulment"

[outturn.o]
program = "p"
year = 2025
date = 2026-06-01
amount = "unknown"

[reprioritisation.rp]
date = 2026-03-01
amount = "unknown"
from = { program = "p" }
to = { outside = "others" }
years = "2026"
"""

# The accounts of 2024 name no strand, and there are none of 2025.
BY_PROGRAM = """
[program.p]
name = "P"
years = "2024-2025"
split = { 2024 = "10 mio. kr.", 2025 = "10 mio. kr." }

[program.p.strand.a]
name = "A"
split = { 2024 = "6 mio. kr.", 2025 = "6 mio. kr." }

[award.a24]
program = "p"
strand = "a"
recipients = "unknown"
date = 2024-04-01
amount = "4 mio. kr."

[award.a25]
program = "p"
strand = "a"
recipients = "unknown"
date = 2025-04-01
amount = "4 mio. kr."

[outturn.r24]
program = "p"
year = 2024
date = 2025-06-01
amount = "7,5 mio. kr."
"""

# 4 awarded over both years together: how much of it is in 2025 is not known.
SPAN = """
[program.p]
name = "P"
years = "2025-2026"
split = { 2025 = "10 mio. kr.", 2026 = "10 mio. kr." }

[award.x]
program = "p"
recipients = "unknown"
date = 2025-04-01
years = "2025-2026"
amount = "4 mio. kr."
"""

# Of two programs with awards one records a payment: 1 of its 3.
PAID = """
[program.p]
name = "P"
years = 2026
total = "10 mio. kr."

[program.q]
name = "Q"
years = 2026
total = "10 mio. kr."

[award.p]
program = "p"
recipients = "unknown"
date = 2026-04-01
amount = "3 mio. kr."

[award.q]
program = "q"
recipients = "unknown"
date = 2026-04-01
amount = "2 mio. kr."

[payment.p]
award = "p"
date = 2026-05-01
amount = "1 mio. kr."
"""


@pytest.fixture
def rows(tidlig: Tidlig, tmp_path: Path) -> Callable[..., dict[str, list[str]]]:
    """Return what gives the cells of each row of a balance, by the name of the row."""

    def rows(text: str, columns: str, *arguments: str) -> dict[str, list[str]]:
        (tmp_path / "programs.toml").write_text(HEAD + text, encoding="utf-8")
        words = ("--columns", columns, "--format", "md", *arguments)
        return cells_by_row(balance(tidlig, *words), len(columns.split(",")))

    return rows


def balance(tidlig: Tidlig, *arguments: str) -> str:
    result = tidlig("balance", *arguments, env={"TIDLIG_TODAY": "2026-11-27"})
    assert result.out, result.err
    return result.out


def cells_by_row(page: str, number: int) -> dict[str, list[str]]:
    """Return the last cells of each row of a page's table; the one before them may be a period."""
    lines = [line for line in page.replace("&nbsp;", "").splitlines() if line.startswith("|")]
    body = [[cell.strip(" *") for cell in line.strip("|").split("|")] for line in lines[2:]]
    return {next(filter(None, cells)): cells[-number:] for cells in body}


ASKED = "reprioritised,awarded,returned,paid,accounts,used"


def test_unknown_amounts_are_beside_what_is_known(rows: Callable[..., Any]) -> None:
    assert rows(UNKNOWN, ASKED)["P"] == ["0.0 - ?", "4.0 + ?", "0.0 - ?", "0.0 + ?", "0.0 + ?", ""]


def test_unknown_amounts_are_in_their_years(rows: Callable[..., Any]) -> None:
    by_year = rows(UNKNOWN, ASKED, "--by", "year")
    assert by_year["2025"][:5] == ["0.0", "4.0 + ?", "0.0", "0.0 + ?", "0.0 + ?"]
    assert by_year["2026"][:5] == ["0.0 - ?", "0.0", "0.0 - ?", "0.0", ""]
    assert by_year["in all"][:5] == ["0.0 - ?", "4.0 + ?", "0.0 - ?", "0.0 + ?", "0.0 + ?"]


def test_an_award_over_more_years_than_are_shown_is_not_nothing(rows: Callable[..., Any]) -> None:
    assert rows(SPAN, "awarded,budget,used")["P"] == ["4.0", "20.0", "4.0"]
    chosen = rows(SPAN, "awarded,budget,used", "--years", "2025")
    assert chosen["P"] == ["", "10.0", "0.0 to 4.0"]


def test_what_is_paid_is_not_known_where_no_payment_is_recorded(rows: Callable[..., Any]) -> None:
    shown = rows(PAID, "awarded,paid,used")
    assert shown["P"] == ["3.0", "1.0", "3.0"]
    assert shown["Q"] == ["2.0", "", "2.0"]
    assert shown["in all"] == ["5.0", "", "5.0"]


def test_no_program_of_the_public_record_says_what_is_paid(tidlig: Tidlig) -> None:
    words = ("--ledger", str(DATA), "--columns", "tilsagn,udbetalt,forbrug", "--format", "md")
    shown = cells_by_row(balance(tidlig, *words), 3)
    assert len(shown) == 6
    assert {cells[1] for cells in shown.values()} == {""}
    assert shown["15.26.01"] == ["ca. 49,2", "", "ca. 128,6"]


# Accounts that name no strand.


def test_accounts_that_name_no_strand_are_of_none(rows: Callable[..., Any]) -> None:
    asked = "budget,outturn,used,unused"
    assert list(rows(BY_PROGRAM, asked, "p/a").values()) == [["12.0", "", "", ""]]
    by_strand = rows(BY_PROGRAM, asked, "--by", "strand")
    assert by_strand["P"] == ["20.0", "7.5", "11.5", "8.5"]
    assert by_strand["A"] == ["12.0", "", "", ""]


def test_the_years_of_a_strand_have_no_accounts_of_the_whole(
    tidlig: Tidlig, tmp_path: Path
) -> None:
    (tmp_path / "programs.toml").write_text(HEAD + BY_PROGRAM, encoding="utf-8")
    years = cells_by_row(balance(tidlig, "p/a", "--format", "md"), 3)
    assert years["accounts"] == ["", "", ""]
    assert years["awarded"] == ["4.0", "4.0", "8.0"]
    whole = cells_by_row(balance(tidlig, "p", "--format", "md"), 3)
    assert whole["accounts"] == ["7.5", "", ""]
