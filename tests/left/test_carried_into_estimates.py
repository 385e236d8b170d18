"""Money that carries over into a year without its act is used before that year's estimate.

By LEFT's rule 19 closed lines count as lines of the date's year, by its rule 2 what was brought to
an estimate is taken first. All figures are worked by hand, in kroner.
"""

from __future__ import annotations

from datetime import date

import pytest

from left.asking import HEADINGS, Program
from left.description import Span
from left.oracle import Cell

KRONE = 100
IN_2025 = date(2025, 6, 1)
WHOLE, YEAR = Cell(), Cell(Span(2025, 2025))

RULE = 'unspent = "carries-over"'
PLAIN = """
[ledger]
format = 1

[recipient.r]
name = "Havneby Kommune"
kind = "municipality"

[program.p]
name  = "P"
years = "2023-2026"
split = { 2024 = 10, 2025 = 20 }
act   = "FL2024"
RULE
"""
STRANDS = PLAIN.replace(
    "split = { 2024 = 10, 2025 = 20 }",
    "split = { 2024 = 16, 2025 = 20 }\n"
    "strand.a = { name = 'A', split = { 2024 = 10, 2025 = 10 } }\n"
    "strand.b = { name = 'B', split = { 2024 = 6, 2025 = 10 } }",
)


def award(ident: str, year: int | str, amount: int | str, strand: str = "") -> str:
    """An award of some years."""
    of_strand = f'strand = "{strand}"\n' if strand else ""
    written = f'"{amount}"' if isinstance(amount, str) else amount
    return (
        f'[award.{ident}]\nprogram = "p"\n{of_strand}recipient = "r"\ndate = 2024-02-01\n'
        f'years = "{year}"\namount = {written}\n'
    )


def left(text: str, cell: Cell = WHOLE, day: date = IN_2025, rule: str = RULE) -> dict[str, object]:
    """What remains and what is an estimate: a figure, or the least and the most."""
    found = Program(text.replace("RULE", rule), "p", day).figures(cell)
    return {name: plain(found[name]) for name in ("remaining", "estimate")}


def plain(bounds: tuple[int | None, int | None] | None) -> object:
    if bounds is None:
        return None
    least, most = (None if ore is None else ore // KRONE for ore in bounds)
    return least if least == most else (least, most)


FOUR_USED = award("x", 2024, 4)


@pytest.mark.parametrize("cell", [WHOLE, YEAR], ids=["program", "year"])
@pytest.mark.parametrize(
    ("awarded", "remaining", "estimate"), [(5, 1, 20), (6, 0, 20), (8, 0, 18), (30, 0, -4)]
)
def test_awards_take_what_is_carried_on_before_the_estimate(
    cell: Cell, awarded: int, remaining: int, estimate: int
) -> None:
    found = left(PLAIN + FOUR_USED + award("y", 2025, awarded), cell)
    assert found == {"remaining": remaining, "estimate": estimate}


def test_an_entry_that_carries_the_money_over_says_the_same() -> None:
    carried = (
        "[carry-over.c]\nprogram = 'p'\nfrom = 2024\nto = 2025\namount = 6\ndate = 2025-01-01\n"
    )
    awards = FOUR_USED + award("y", 2025, 5)
    assert left(PLAIN + awards + carried) == left(PLAIN + awards)
    assert left(PLAIN + awards + carried, rule="") == {"remaining": 1, "estimate": 20}


def test_what_the_closed_year_had_unused_is_carried_on_whole() -> None:
    text = (PLAIN + FOUR_USED + award("y", 2025, 5)).replace("RULE", RULE)
    figures = Program(text, "p", IN_2025).figures(WHOLE)
    assert {name: plain(figures[name]) for name in HEADINGS} == {
        "budget": 30, "binding": 10, "used": 9, "remaining": 1, "unused": 0, "lapsed": 0,
        "unsettled": 0, "estimate": 20,
    }  # fmt: skip


def test_a_strand_takes_nothing_that_is_carried_on_for_another() -> None:
    text = STRANDS + award("x", 2024, 4, "a") + award("y", 2024, 6, "b") + award("z", 2025, 5, "b")
    assert left(text) == {"remaining": 6, "estimate": 15}
    assert left(text, Cell(strand="a")) == {"remaining": 6, "estimate": 10}
    assert left(text, Cell(strand="b")) == {"remaining": 0, "estimate": 5}


def test_an_award_of_no_strand_takes_what_is_carried_on_for_any() -> None:
    text = STRANDS + award("x", 2024, 4, "a") + award("y", 2024, 3, "b") + award("z", 2025, 9)
    # 6 of a and 3 of b are carried on. All 9 may be of b: its 3, and 6 of its estimate.
    assert left(text) == {"remaining": (0, 6), "estimate": (14, 20)}


def test_a_year_that_is_overspent_takes_what_another_closed_year_has_left() -> None:
    two_years = PLAIN.replace("{ 2024 = 10,", "{ 2023 = 3, 2024 = 10,")
    text = two_years + award("w", 2023, 6) + FOUR_USED + award("y", 2025, 5)
    # -3 and 6 go on: 3, of which all is used, and 2 of the estimate.
    assert left(text) == {"remaining": 0, "estimate": 18}


def test_an_award_over_the_closed_and_the_new_year_takes_what_is_carried_on() -> None:
    assert left(PLAIN + award("x", "2024-2025", 5)) == {"remaining": 5, "estimate": 20}
    assert left(PLAIN + award("x", "2024-2025", 12)) == {"remaining": 0, "estimate": 18}


def test_an_award_over_later_years_too_may_take_either() -> None:
    text = PLAIN.replace("2025 = 20 }", "2025 = 20, 2026 = 7 }")
    # Of 8 between 1 and 8 are 2025's: carried money first, so 0 to 5 remain, and 2 of BO 2025.
    found = left(text + FOUR_USED + award("y", "2025-2026", 8))
    assert found == {"remaining": (0, 5), "estimate": (20, 25)}


def test_an_estimate_below_zero_takes_what_is_carried_on_as_it_does_where_an_entry_carries() -> (
    None
):
    text = PLAIN.replace("2025 = 20 }", "2025 = -5 }")
    assert left(text + FOUR_USED) == {"remaining": 1, "estimate": 0}


def test_an_award_of_unknown_size_may_take_all_that_is_carried_on() -> None:
    found = left(PLAIN + FOUR_USED + award("y", 2025, "unknown"))
    assert found == {"remaining": (None, 6), "estimate": (None, 20)}


def test_lapsed_money_is_not_carried_on() -> None:
    lapse = '[lapse.l]\nprogram = "p"\nyear = 2024\namount = 3\ndate = 2025-01-01\n'
    text = PLAIN + FOUR_USED + lapse + award("y", 2025, 2)
    assert left(text) == {"remaining": 1, "estimate": 20}


def test_of_a_year_with_its_act_all_is_one() -> None:
    act = '[appropriation.fl2025]\nprogram = "p"\nact = "FL2025"\ndate = 2025-01-01\n'
    text = PLAIN + FOUR_USED + award("y", 2025, 5) + act + "split = { 2025 = 20 }\n"
    assert left(text) == {"remaining": 21, "estimate": 0}


def test_before_the_year_nothing_is_carried_on() -> None:
    text = PLAIN + FOUR_USED + award("y", 2025, 5)
    assert left(text, day=date(2024, 6, 1)) == {"remaining": 6, "estimate": 15}


def test_two_years_without_an_act_take_it_in_turn() -> None:
    text = PLAIN.replace("2025 = 20 }", "2025 = 20, 2026 = 7 }")
    text += FOUR_USED + award("y", 2025, 5)
    assert left(text, day=date(2026, 6, 1)) == {"remaining": 1, "estimate": 27}
    assert left(text, YEAR, date(2026, 6, 1)) == {"remaining": 0, "estimate": 20}
