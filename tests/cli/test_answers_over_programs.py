"""What answers and notes say of sums: of several programs, of years of estimates, without an end.

Expectations are worked out by hand from the amounts of each ledger.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from cli.test_headings_of_lines import HEAD
from harness.running import Result

Tidlig = Callable[..., Result]

RECIPIENT = '\n[recipient.r]\nname = "R"\nkind = "municipality"\n'

# 20 less 6 lapses of both years of p, wherever the 6 lie; 4 of the 5 of q are not settled.
TWO_PROGRAMS = """
[program.p]
name = "P"
years = "2023-2024"
unspent = "lapses"
split = { 2023 = "10 mio. kr.", 2024 = "10 mio. kr." }

[award.w]
program = "p"
recipient = "r"
date = 2023-01-01
amount = "6 mio. kr."
years = "2023-2024"

[program.q]
name = "Q"
years = "2023-2024"
split = { 2023 = "5 mio. kr." }

[award.v]
program = "q"
recipient = "r"
date = 2023-01-01
amount = "1 mio. kr."
"""

# Of 19 in 2025 9 are awarded; of these 2 come back in 2026, of which the ledger has no act.
BACK_IN_A_YEAR_OF_ESTIMATES = """
[program.p]
name = "P"
years = "2025-2026"
act = "FL2025"
split = { 2025 = "19 mio. kr.", 2026 = "10 mio. kr." }

[award.w]
program = "p"
recipient = "r"
date = 2025-01-01
amount = "9 mio. kr."

[return.e]
award = "w"
date = 2026-03-31
amount = "2 mio. kr."
kind = "refund"
"""

# 1 of the 1 of strand a is used in 2024; its 4 of 2025 are an award on no money at all.
AWARD_ON_NO_LINE = """
[program.p]
name = "P"
years = 2024
act = "FL2024"
split = { 2024 = "6 mio. kr." }

[program.p.strand.a]
name = "A"
split = { 2024 = "1 mio. kr." }

[award.u]
program = "p"
strand = "a"
recipient = "r"
date = 2024-06-01
amount = "1 mio. kr."

[award.w]
program = "p"
strand = "a"
recipient = "r"
date = 2024-06-01
amount = "4 mio. kr."
years = 2025
"""


def lines_of(tidlig: Tidlig, folder: Path, text: str, *words: str) -> list[str]:
    (folder / "programs.toml").write_text(HEAD + RECIPIENT + text, encoding="utf-8")
    return tidlig("balance", *words).out.splitlines()


def test_what_is_not_settled_of_several_programs_is_the_sum_of_theirs(
    tidlig: Tidlig, tmp_path: Path
) -> None:
    page = lines_of(tidlig, tmp_path, TWO_PROGRAMS, "--as-of", "2025-06-01")
    (unused,) = (line for line in page if line.startswith("Unused"))
    assert unused.split(maxsplit=1)[1] == ("18.0 of 25.0, of which 14.0 lapsed and 4.0 not settled")
    page = lines_of(tidlig, tmp_path, TWO_PROGRAMS, "--as-of", "2024-06-01")
    (unused,) = (line for line in page if line.startswith("Unused"))
    assert unused.endswith("4.0 to 10.0 lapsed and 4.0 not settled")
    data = json.loads(tidlig("balance", "--as-of", "2024-06-01", "--format", "json").out)
    assert data["totals"]["unsettled"] == {"least": "4000000", "most": "4000000"}


def test_what_is_unused_of_a_year_of_estimates_has_its_year(tidlig: Tidlig, tmp_path: Path) -> None:
    words = ("p", "--as-of", "2027-06-01")
    page = lines_of(tidlig, tmp_path, BACK_IN_A_YEAR_OF_ESTIMATES, *words)
    (unused,) = (line for line in page if line.startswith("Unused"))
    assert "12.0" in unused
    assert "2025-2026" in unused


def test_a_use_of_a_year_without_money_hides_no_other(tidlig: Tidlig, tmp_path: Path) -> None:
    page = lines_of(tidlig, tmp_path, AWARD_ON_NO_LINE, "p", "--as-of", "2024-07-01")
    (strand,) = (line for line in page if line.split()[:1] == ["A"])
    assert strand.split()[1:3] == ["1.0", "1.0"]


def test_an_amount_a_year_without_an_end_is_no_row_and_is_named(
    tidlig: Tidlig, tmp_path: Path
) -> None:
    text = """
[program.p]
name = "P"
years = "2012-"

[agreement.a]
program = "p"
yearly = "10 mio. kr."
"""
    (tmp_path / "programs.toml").write_text(HEAD + text, encoding="utf-8")
    assert "P: 10.0 a year from 2012, end not stated." in tidlig("log", "p").out
    assert "a year from" not in tidlig("log", "p", "--heading", "awarded").out
