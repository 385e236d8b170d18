"""Notes below a program's balance, and what the log calls an act."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from harness.running import Result

Tidlig = Callable[..., Result]
Write = Callable[[dict[str, str]], Path]

BOOKS = """
[ledger]
format = 1
language = "da"
unit = "mio. kr."

[program.p]
name  = "Program"
years = "2024-2026"
date  = 2024-01-01
total = "30 mio. kr."

[program.q]
name  = "Andet"
years = "2024-2026"
date  = 2024-01-01
split = { 2024 = "10 mio. kr.", 2025 = "10 mio. kr.", 2026 = "10 mio. kr." }

[recipient.odense]
name = "Odense"
kind = "municipality"

[award.q]
program   = "q"
recipient = "odense"
date      = 2024-02-01
years     = "2024-2025"
amount    = "4 mio. kr."
"""

ACCOUNTS = """
[outturn.r2024]
program = "q"
year    = 2024
amount  = "3 mio. kr."
date    = 2026-01-01
"""


def page(tidlig: Tidlig, ledger: Write, text: str, *arguments: str) -> str:
    ledger({"programs.toml": text})
    result = tidlig(*arguments)
    assert result.out, result.err
    return " ".join(result.out.split())


# Money over more years than were chosen.


def test_the_budget_of_a_span_is_named_with_its_amount(tidlig: Tidlig, ledger: Write) -> None:
    text = page(tidlig, ledger, BOOKS, "balance", "p", "--years", "2024")
    assert "30,0 af bevillingen er for 2024-2026 samlet: ikke med her" in text


def test_awards_of_a_span_stand_in_bounds(tidlig: Tidlig, ledger: Write) -> None:
    text = page(tidlig, ledger, BOOKS, "balance", "q", "--years", "2024")
    assert "Tilsagn for 4,0 over 2024-2025 er ikke fordelt på år: se grænserne." in text
    assert "6,0 til 10,0" in text or "mindst 6,0" in text  # 10 less up to 4


def test_awards_of_a_span_are_in_the_accounts_of_its_year(tidlig: Tidlig, ledger: Write) -> None:
    text = page(tidlig, ledger, BOOKS + ACCOUNTS, "balance", "q", "--years", "2024")
    assert "Tilsagn for 4,0 over 2024-2025 er med i årenes regnskab." in text
    assert "forbrug 3,0" in text


def test_all_programs_name_what_each_leaves_out(tidlig: Tidlig, ledger: Write) -> None:
    text = page(tidlig, ledger, BOOKS, "balance", "--years", "2024")
    assert "Program: 30,0 af bevillingen er for 2024-2026 samlet" in text
    assert "Andet: Tilsagn for 4,0 over 2024-2025 er ikke fordelt på år" in text


def test_all_years_leave_nothing_out(tidlig: Tidlig, ledger: Write) -> None:
    text = page(tidlig, ledger, BOOKS, "balance", "p", "--years", "2024-2026")
    assert "ikke med her" not in text


# Signs.

SIGNS = ("–: ikke relevant.", "Tomt: ikke oplyst.")


@pytest.mark.parametrize("command", [("balance", "q"), ("balance", "q", "--years", "2024")])
def test_a_dash_is_explained(tidlig: Tidlig, ledger: Write, command: tuple[str, ...]) -> None:
    for text in (BOOKS, BOOKS + ACCOUNTS):
        out = page(tidlig, ledger, text, *command)
        above, below = re.sub(r" –: ikke relevant\.", "", out), out
        assert (" – " in above) == ("–: ikke relevant." in below)


def test_a_page_without_signs_explains_none(tidlig: Tidlig, ledger: Write) -> None:
    text = BOOKS.replace("2024-2026", "2024").replace('total = "30 mio. kr."', "total = 1_000_000")
    out = page(tidlig, ledger, text, "balance", "p", "--as-of", "2024-06-01")
    assert "–" not in out
    assert not any(sign in out for sign in SIGNS)


def test_show_explains_the_signs_of_its_strands(tidlig: Tidlig, ledger: Write) -> None:
    strand = '[program.p.strand.a]\nname = "A"\nsplit = { 2024 = "1 mio. kr." }\n'
    out = page(tidlig, ledger, BOOKS + strand, "show", "p")
    assert any(sign in out for sign in SIGNS)


# The log.

ACTS = """
[ledger]
format = 1
language = "da"
unit = "mio. kr."

[program.p]
name  = "Program"
years = "2024-"
total = "unknown"
date  = 2024-01-01

[appropriation.fl2024]
program = "p"
act     = "FL2024"
date    = 2024-01-01
split   = { 2024 = "10 mio. kr.", 2025 = "10 mio. kr." }

[appropriation.fl2025]
program = "p"
act     = "FL2025"
date    = 2025-01-01
split   = { 2025 = "11,5 mio. kr.", 2026 = "20 mio. kr." }

[appropriation.fl2026]
program = "p"
act     = "FL2026"
date    = 2026-01-01
split   = { 2026 = "19 mio. kr." }
"""


def test_a_first_figure_is_no_change(tidlig: Tidlig, ledger: Write) -> None:
    text = page(tidlig, ledger, ACTS, "log", "p")
    assert "FL2024: bevilling 2024-2025 20,0 20,0" in text
    # 11,5 of 2025 is 1,5 more than before; 20,0 of 2026 is the first figure: 21,5 in all.
    sentence = "FL2025: bevilling for 2026 20,0; ændring ved senere FL 1,5"
    assert set(sentence.split()) <= set(text.split())
    assert "2025-2026 21,5 41,5" in text
    assert "FL2026: ændring ved senere FL 2026 -1,0 40,5" in text


def test_the_movements_of_the_log_add_up_to_its_row(tidlig: Tidlig, ledger: Write) -> None:
    import json

    ledger({"programs.toml": ACTS})
    found = json.loads(tidlig("log", "p", "--format", "json").out)
    entries = {row["entry"]: (row["heading"], row["amount"]) for row in found["entries"]}
    assert entries["appropriation.fl2024"] == ("appropriated", "20000000")
    assert entries["appropriation.fl2025"] == ("budget", "21500000")
    assert entries["appropriation.fl2026"] == ("restated", "-1000000")
