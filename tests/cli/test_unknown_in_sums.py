"""What an unknown amount leaves unknown is in no sum, and every report says what a sum lacks."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from harness.running import Result

Tidlig = Callable[..., Result]

LEDGER = """
[ledger]
format = 1
currency = "DKK"
language = "en"
unit = "kr."

[recipient.r]
name = "Odense Kommune"
kind = "municipality"
"""
TWO = """
[program.p]
name = "Prog P"
years = 2023
date = 2023-01-01
split = { 2023 = 11 }

[program.q]
name = "Prog Q"
years = 2024
date = 2024-01-01
split = { 2024 = 15 }

[award.p]
program = "p"
recipient = "r"
date = 2023-12-31
amount = 4

[award.q]
program = "q"
recipient = "r"
date = 2024-03-01
amount = "unknown"

[award.known]
program = "q"
recipient = "r"
date = 2024-06-01
amount = 2

[return.known]
award = "known"
date = 2024-07-01
amount = "unknown"
kind = "annulment"
"""
YEAR = '[program.p]\nname = "P"\nyears = 2025\ndate = 2025-01-01\nact = "FL2025"\n'
SPLIT = f'{YEAR}split = {{ 2025 = "unknown" }}\n'
TOTAL = f'{YEAR}total = "unknown"\n'


@pytest.fixture
def run(tidlig: Tidlig, tmp_path: Path) -> Callable[..., Result]:
    """Run a report on the ledger of a text."""

    def report(text: str, *words: str) -> Result:
        (tmp_path / "programs.toml").write_text(LEDGER + text, "utf-8")
        return tidlig(*words, "--ledger", str(tmp_path))

    return report


Run = Callable[..., Result]


def test_what_is_unused_of_all_programs_says_of_how_many_it_is_not_known(run: Run) -> None:
    """11 - 4 = 7 is unused of p; of q nothing is known, and its 15 are not in the 11."""
    out = run(TWO, "balance", "--as-of", "2026-06-01").out
    assert "Unused     7 of 11, not settled; not known for 1 program\n" in out
    assert "The sums leave out what is not known of Prog Q.\n" in out


def test_what_is_unused_of_no_program_is_not_nothing(run: Run) -> None:
    awarded = TWO.replace("amount = 4\n", "amount = 11\n")
    out = run(awarded, "balance", "--as-of", "2026-06-01").out
    assert "Unused     not known for 1 program\n" in out


def test_sums_without_an_unknown_amount_leave_nothing_out(run: Run) -> None:
    known = TWO.replace('"unknown"', "1")
    out = run(known, "balance", "--as-of", "2026-06-01").out
    assert "20 of 26, not settled\n" in out  # 11 - 4 = 7, and 15 - 1 - 2 + 1 = 13
    assert "leave out" not in out


@pytest.mark.parametrize("text", [SPLIT, TOTAL], ids=["split", "total"])
@pytest.mark.parametrize("day", ["2025-01-01", "2025-06-01"])
def test_a_script_gets_no_figure_of_an_unknown_budget(run: Run, text: str, day: str) -> None:
    result = run(text, "balance", "p", "--as-of", day, "--format", "value")
    assert (result.code, result.out) == (1, "")


def test_the_sentence_of_a_program_that_is_over_has_its_unknown_budget(run: Run) -> None:
    out = run(SPLIT, "balance", "--as-of", "2027-06-01").out
    assert "what was used of 0 + ? in 2025\n" in out
    assert "0 + ? in FL2025" in out
    assert "FL2025" not in run(TOTAL, "balance", "--as-of", "2027-06-01").out


def test_documents_have_no_figure_of_an_unknown_total(run: Run) -> None:
    words = ("balance", "--as-of", "2025-06-01", "--format")
    [found] = json.loads(run(TOTAL, *words, "json").out)["programs"]
    assert (found["total"]["binding"], found["total"]["budget"]) == (None, None)
    assert found["unreported"] is None
    assert {found["why"]["binding"], found["why"]["budget"]} == {"unknown-amount"}
    table = run(TOTAL, *words, "csv").out.splitlines()
    assert table[1:3] == ["p,,,,binding,,,", "p,,,,budget,,,"]


def test_a_reconciliation_has_no_budget_of_an_unknown_total(run: Run) -> None:
    lines = run(TOTAL, "reconcile", "--as-of", "2025-06-01").out.splitlines()
    assert ["2025", "–"] in [line.split() for line in lines]


def test_an_agreement_of_an_unknown_amount_is_no_agreement_of_nothing(run: Run) -> None:
    text = f'{YEAR}split = {{ 2025 = 5 }}\n[agreement.a]\nprogram = "p"\ntotal = "unknown"\n'
    words = ("balance", "--as-of", "2025-06-01")
    assert "Agreed     not known in 2025\n" in run(text, *words).out
    found = json.loads(run(text, *words, "--format", "json").out)
    assert found["totals"]["agreed"] == {"least": "0", "most": None}
