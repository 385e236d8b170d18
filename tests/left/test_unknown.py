"""An unknown amount is 0 or more: whatever it turns out to be, the figures were within bounds."""

from __future__ import annotations

from datetime import date

import pytest
import tomli_w
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from left.asking import Program
from left.description import Span
from left.oracle import Bounds, Cell, Figures
from left.programs import Tables, ledgers
from left.test_random import DAYS, cells, is_within
from left.test_regressions import figure
from left.turning_out import KINDS, MOST_UNKNOWN, turned_out, unknown, with_unknown

SIZES = (0, 1, 2, 5, 20)
"""Kroner that an unknown amount may turn out to be; 20 is more than a program of ours has."""

a_few = settings(max_examples=3)
more = settings(max_examples=150)


def figures_of(tables: Tables, day: date) -> dict[Cell, Figures]:
    program = Program(tomli_w.dumps(tables), "p", day)
    return {cell: program.figures(cell) for cell in cells(tables)}


def assert_was_within_bounds(tables: Tables, day: date) -> None:
    assume(0 < len(unknown(tables)) <= MOST_UNKNOWN)
    before = figures_of(tables, day)
    for sizes, known in turned_out(tables, SIZES):
        for cell, figures in figures_of(known, day).items():
            for heading, bounds in figures.items():
                allowed = before[cell][heading]
                if bounds and allowed:
                    assert is_within(bounds, allowed), (cell, heading, sizes, tomli_w.dumps(tables))


@a_few
@given(ledgers(), st.sampled_from(DAYS))
def test_what_an_unknown_award_turns_out_to_be_was_within_bounds(tables: Tables, day: date) -> None:
    assert_was_within_bounds(tables, day)


@pytest.mark.parametrize("kind", KINDS)
@a_few
@given(st.data(), st.sampled_from(DAYS))
def test_what_an_unknown_amount_turns_out_to_be_was_within_bounds(
    kind: str, data: st.DataObject, day: date
) -> None:
    assert_was_within_bounds(data.draw(with_unknown(kind)), day)


@pytest.mark.long
@more
@given(ledgers(), st.sampled_from(DAYS))
def test_what_unknown_awards_turn_out_to_be_was_within_bounds_of_many(
    tables: Tables, day: date
) -> None:
    assert_was_within_bounds(tables, day)


@pytest.mark.long
@more
@given(with_unknown("award", *KINDS), st.sampled_from(DAYS))
def test_what_unknown_amounts_turn_out_to_be_was_within_bounds_of_many(
    tables: Tables, day: date
) -> None:
    assert_was_within_bounds(tables, day)


SEVEN_OVER_TWO_YEARS = """
[program.p]
name = "P"
years = "2014-2015"
split = { 2014 = 5, 2015 = 5 }

[award.x]
program = "p"
recipient = "r"
date = 2014-02-01
years = "2014-2015"
amount = 7
"""
AN_UNKNOWN_AWARD = """
[award.y]
program = "p"
recipient = "r"
date = 2014-03-01
years = 2015
amount = "unknown"
"""
AN_UNKNOWN_MOVE = """
[reprioritisation.m]
date = 2014-03-01
amount = "unknown"
from = { program = "p" }
to = { outside = "Havnefonden" }
years = 2015
"""


@pytest.mark.parametrize("unknown", [AN_UNKNOWN_AWARD, AN_UNKNOWN_MOVE], ids=["award", "move"])
@pytest.mark.parametrize(
    ("year", "remaining", "used"), [(2014, (-2, 3), (2, 7)), (2015, (None, 3), None)]
)
def test_what_an_unknown_amount_takes_of_one_year_is_lacking_in_another(
    unknown: str, year: int, remaining: Bounds, used: Bounds | None
) -> None:
    """The 7 take 2 to 5 of 2014 if nothing else takes from 2015, so 0 to 3 remain of it.

    If 5 or more is gone from 2015, they take all 5 of 2014, and the 2 that nothing covers lie in
    either year: 5 to 7 are used in 2014, and -2 to 0 remain.
    """
    text, day, cell = SEVEN_OVER_TWO_YEARS + unknown, date(2014, 6, 1), Cell(Span(year, year))
    assert figure(text, day, cell, "remaining") == remaining
    if used:
        assert figure(text, day, cell, "used") == used


def unknown_awards(spans: list[str]) -> str:
    return "".join(
        AN_UNKNOWN_AWARD.replace("award.y", f"award.y{number}").replace("2015\n", f'"{span}"\n')
        for number, span in enumerate(spans)
    )


@pytest.mark.parametrize(
    ("spans", "remaining"),
    [(["2014-2015"] * 9, (None, 3)), ([f"2014-{2015 + n}" for n in range(7)], None)],
    ids=["alike", "each of its own years"],
)
def test_what_too_many_unknown_amounts_may_take_is_blank(
    spans: list[str], remaining: Bounds | None
) -> None:
    """Nine over the same years are one unknown need. Seven of different years are too many."""
    program = SEVEN_OVER_TWO_YEARS.replace('years = "2014-2015"', 'years = "2014-2021"', 1)
    text, day = program + unknown_awards(spans), date(2014, 6, 1)
    assert figure(text, day, Cell(), "remaining") == (None, 3)
    assert figure(text, day, Cell(Span(2014, 2014)), "remaining") == remaining
