"""Reports of small ledgers, worked by hand: one figure in each of them, and rows that add up."""

from __future__ import annotations

import json
from typing import Any

import pytest

from harness.running import environment, run, workshop

HEAD = '[ledger]\nformat = 1\nlanguage = "en"\nunit = "mio. kr."\n'


def printed(text: str, *words: str) -> str:
    """Return what a command prints of a ledger, spaces as one, so that only words count."""
    with workshop() as (ledger, memory):
        (ledger / "programs.toml").write_text(HEAD + text, encoding="utf-8")
        theirs = environment(memory, {"COLUMNS": "100"})
        done = run(*words, folder=ledger, environment=theirs)
    assert done.code == 0, done.err
    return "\n".join(" ".join(line.split()) for line in done.out.splitlines())


def data(text: str, *words: str) -> Any:
    """Return the first program of a command's JSON."""
    with workshop() as (ledger, memory):
        (ledger / "programs.toml").write_text(HEAD + text, encoding="utf-8")
        done = run(*words, "--format", "json", folder=ledger, environment=environment(memory))
    return json.loads(done.out)["programs"][0]


def award(name: str, amount: str, more: str) -> str:
    amount = amount if amount.startswith("{") else f'"{amount} mio. kr."'
    return (
        f'\n[award.{name}]\nprogram = "p"\namount = {amount}\n'
        f"recipients = {{ municipality = 1 }}\n{more}\n"
    )


def program(years: str, split: dict[int, int], more: str = "", **strands: dict[int, int]) -> str:
    text = f'[program.p]\nname = "P"\nyears = "{years}"\nsplit = {table(split)}\n{more}\n'
    for id, amounts in strands.items():
        text += f'[program.p.strand.{id}]\nname = "{id.upper()}"\nsplit = {table(amounts)}\n'
    return text


def table(amounts: dict[int, int]) -> str:
    of_years = ", ".join(f'{year} = "{amount} mio. kr."' for year, amount in amounts.items())
    return f"{{ {of_years} }}"


ON_ESTIMATE = program(
    "2025-2026", {2025: 10, 2026: 10}, 'act = "FL2025"\ndate = 2025-01-01'
) + award("x", '{ 2025 = "7 mio. kr.", 2026 = "2 mio. kr." }', "date = 2025-03-01")
"""7 of the 10 of 2025 are awarded, and 2 of the 10 that FL2025 estimates for 2026."""
DAY = ("--as-of", "2025-06-01")


def test_what_is_awarded_of_estimates_is_no_use_of_the_budget_in_any_report() -> None:
    """10 - 7 = 3 remain; the estimate is 10 - 2 = 8; no money is unsplit that could cover 2."""
    page = printed(ON_ESTIMATE, "balance", "p", *DAY)
    assert "used (awarded) 7.0 –" in page
    assert "estimate (BO) – 8.0" in page
    assert "BO 2026: estimates of FL2025, not binding. Awards of 2.0 are taken off." in page
    compared = printed(ON_ESTIMATE, "reconcile", "p", "--detail", *DAY)
    assert "covered" not in compared
    assert "2025-2026 10.0 9.0 7.0 3.0 –" in compared
    assert "2025 10.0 7.0 7.0 3.0 –\n2026 – 2.0 – – –" in compared
    assert "Awards on estimates are in net awarded, not in used." in compared


def test_a_year_of_estimates_has_the_same_cells_in_every_table() -> None:
    by_year = printed(ON_ESTIMATE, "balance", "--by", "year", *DAY)
    assert "2025 10.0 7.0 3.0 – –\n2026 – – – – 8.0\nin all 10.0 7.0 3.0 – 8.0" in by_year


def test_a_row_of_the_json_of_a_reconciliation_adds_up_with_its_estimate() -> None:
    """20 = 9 used + 3 remaining + 8 estimated, as in the JSON of the balance."""
    compared = data(ON_ESTIMATE, "reconcile", *DAY)
    balanced = data(ON_ESTIMATE, "balance", *DAY)["total"]
    million = 1_000_000
    for heading, millions in (
        ("budget", 20), ("used", 9), ("remaining", 3), ("estimate", 8), ("covered", 0),
    ):  # fmt: skip
        expected = {"least": str(millions * million), "most": str(millions * million)}
        assert compared[heading] == balanced[heading] == expected, heading


MOVED = (
    program(
        "2025-2027",
        dict.fromkeys((2025, 2026, 2027), 10),
        "date = 2025-01-01",
        a=dict.fromkeys((2025, 2026, 2027), 6),
        b=dict.fromkeys((2025, 2026, 2027), 4),
    )
    + award("x", "4", 'strand = "a"\ndate = 2025-03-01')
    + """
[carry-over.c]
program = "p"
strand = "a"
from = 2025
to = 2026
amount = "1 mio. kr."
date = 2026-01-15

[reprioritisation.r1]
date = 2026-02-01
amount = "1,2 mio. kr."
years = "2026-2027"
from = { program = "p", strand = "a" }
to = { program = "p", strand = "b" }
"""
)
LATER = ("--as-of", "2026-06-01")


@pytest.mark.parametrize(
    ("strand", "budget", "remaining"),
    [
        ("a", "5.0 7.0 6.0 11.8 16.8", "11.8 11.8"),
        ("b", "4.0 4.0 4.0 9.2 13.2", "– 4.0 4.0 9.2 9.2"),
    ],
)
def test_years_that_a_span_of_a_strand_joins_are_also_shown_together(
    strand: str, budget: str, remaining: str
) -> None:
    """Of a: 6 - 1, 6 + 1, 6; 13 - 1.2 = 11.8 of 2026-2027, and 5 + 11.8 = 16.8 in all.

    Of b: 4, 4, 4; 8 + 1.2 = 9.2, and 13.2 in all.
    """
    page = printed(MOVED, "balance", f"p/{strand}", *LATER)
    assert "2025 2026 2027 2026-2027 in all" in page
    assert f"budget {budget}\n" in page
    lines = [line for line in page.splitlines() if line.endswith(remaining)]
    assert len(lines) == (2 if strand == "a" else 1)
    by_year = printed(MOVED, "balance", f"p/{strand}", "--by", "year", *LATER)
    together, in_all = budget.split()[-2:]
    assert f"2026-2027 {together} 0.0 {together} –" in by_year
    assert f"in all {in_all} " in by_year


def test_a_reconciliation_joins_the_same_years_of_a_strand() -> None:
    page = printed(MOVED, "reconcile", "p/b", "--detail", *LATER)
    assert "2026-2027 9.2 0.0 0.0 9.2 –" in page


TWO_STRANDS = program(
    "2025-2026",
    {2025: 10, 2026: 10},
    "date = 2025-01-01",
    a={2025: 6, 2026: 6},
    b={2025: 4, 2026: 4},
)
OVER_TWO_YEARS = (
    TWO_STRANDS
    + award("x", "2", "date = 2026-03-01")
    + award("y", "3", 'strand = "b"\ndate = 2025-03-01\nyears = "2025-2026"')
)
BOUNDS = "used (awarded)\nat least {}\nat most {}\n"


def test_what_a_chosen_year_has_used_is_shown_within_its_bounds() -> None:
    """None, some or all of the 3 over 2025-2026 is of 2025; the 2 are of 2026."""
    page = printed(OVER_TWO_YEARS, "balance", "p", "--years", "2025", *LATER)
    assert BOUNDS.format("0.0", "3.0") in page
    assert "unused\nat least 7.0\nat most 10.0" in page
    assert "Empty: not known" not in page


def test_years_beside_their_exact_sum_leave_out_what_they_used() -> None:
    """2 + 3 are used of the 20 of both; each year has its bounds under what is left."""
    page = printed(OVER_TWO_YEARS, "balance", "p", *LATER)
    assert "used (awarded) 5.0\n" in page


UNSPLIT = (
    program("2025", {2025: 100}, "date = 2025-01-01", a={2025: 60}, b={2025: 30})
    + award("x", "20", 'strand = "a"\ndate = 2025-03-01')
    + award("y", "5", "date = 2025-03-01")
)


def test_a_strand_has_the_same_use_on_its_own_page() -> None:
    """20 of a, and none or all of the 5 without a strand."""
    assert "A 60.0 20.0 to 25.0 35.0 to 50.0" in printed(UNSPLIT, "balance", "p", *DAY)
    assert BOUNDS.format("20.0", "25.0") in printed(UNSPLIT, "balance", "p/a", *DAY)


def test_a_note_says_that_unsplit_money_may_pay_where_several_bounds_meet() -> None:
    """60 - 20 + 10: 50 remain of a only if the 10 that are not split pay for 10 of its 20."""
    note = "Money that is not split by strand may pay: rows of strands add up only with it."
    assert note in printed(UNSPLIT, "balance", "p", *DAY)
    assert note in printed(UNSPLIT, "balance", "p/a", *DAY)


def test_no_note_where_no_money_is_unsplit() -> None:
    """All 100 are of a and b: 5 more of the one are 5 less of the other."""
    text = UNSPLIT.replace('2025 = "60', '2025 = "70')
    page = printed(text, "balance", "p", *DAY)
    assert "A 70.0 20.0 to 25.0 45.0 to 50.0" in page
    assert "Money that is not split by strand" not in page


PAID_BY_OTHERS = program(
    "2025-2026", {2025: 10, 2026: 10}, "date = 2025-01-01", a={2025: 6, 2026: 6}
) + award("x", "4", 'strand = "a"\ndate = 2025-03-01')


@pytest.mark.parametrize("command", ["balance", "reconcile"])
def test_what_unsplit_money_may_cover_has_a_column_with_bounds(command: str) -> None:
    """The 4 of 2025 are paid by the 6 of a or the 4 that are not split.

    12 + (0 to 4) = 4 + 6 + (2 to 6), and 8 - (0 to 4) = 0 + 4 + (0 to 4).
    """
    page = (
        printed(PAID_BY_OTHERS, command, "p", "--detail", *LATER)
        if command == "reconcile"
        else (printed(PAID_BY_OTHERS, command, "p", *LATER))
    )
    awarded = {"a": "4.0 4.0", "": "0.0 0.0"} if command == "reconcile" else {"a": "4.0", "": "0.0"}
    assert f"A 12.0 {awarded['a']} 0.0 to 4.0 6.0 2.0 to 6.0" in page
    assert f"not split by strand 8.0 {awarded['']} -4.0 to 0.0 4.0 0.0 to 4.0" in page


SPAN_ALONE = (
    '[program.p]\nname = "P"\nyears = "2024-2026"\ntotal = "100 mio. kr."\ndate = 2024-01-01\n'
    '[program.p.strand.a]\nname = "A"\n'
    + award("x", "30", 'strand = "a"\ndate = 2024-03-01')
    + award("y", "20", 'date = 2025-03-01\nyears = "2025-2026"')
)


def test_strands_have_the_figures_of_the_whole_where_the_year_has_no_money_of_its_own() -> None:
    """100 over three years pay for the 30 of a and the 20 of no strand: 50 remain."""
    page = printed(SPAN_ALONE, "balance", "p", *LATER)
    assert "A 30.0 30.0 0.0 0.0" in page
    assert "not split by strand 100.0 20.0 -30.0 50.0 0.0" in page
    assert "in all 100.0 50.0 0.0 50.0 0.0" in page


def test_years_with_accounts_show_what_they_used_and_add_up_at_both_ends() -> None:
    """The accounts of 2014 have 45 of its 70. An award of 49 is over 2014 and 2015.

    At least 4 of it are not in the 45: 2015 has used 4 to 49 of 50, and 1 to 46 is unused.
    """
    text = (
        program("2014-2016", {2014: 70, 2015: 50, 2016: 20}, "date = 2014-01-01")
        + award("x", "49", 'date = 2014-12-01\nyears = "2014-2015"')
        + '\n[outturn.o]\nprogram = "p"\nyear = 2014\namount = "45 mio. kr."\ndate = 2016-01-01\n'
    )
    page = printed(text, "balance", "p", *("--as-of", "2016-06-01"))
    assert "used\nat least 45.0 4.0 49.0 0.0 49.0\nat most 45.0 49.0 94.0 0.0 94.0" in page
    assert "unused\nat least 25.0 1.0 26.0 – 26.0\nat most 25.0 46.0 71.0 – 71.0" in page
