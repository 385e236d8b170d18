"""An unknown amount is 0 or more: whatever it turns out to be, the figures were within bounds."""

from __future__ import annotations

from datetime import date

import pytest
import tomli_w
from hypothesis import assume, given
from hypothesis import strategies as st

from left.asking import Program
from left.oracle import Cell, Figures
from left.programs import Tables, ledgers
from left.test_random import DAYS, cells, few, is_within, many
from left.turning_out import KINDS, MOST_UNKNOWN, turned_out, unknown, with_unknown

SIZES = (0, 1, 2, 5, 20)
"""Kroner that an unknown amount may turn out to be; 20 is more than a program of ours has."""


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


@few
@given(ledgers(), st.sampled_from(DAYS))
def test_what_an_unknown_award_turns_out_to_be_was_within_bounds(tables: Tables, day: date) -> None:
    assert_was_within_bounds(tables, day)


@pytest.mark.parametrize("kind", KINDS)
def test_what_an_unknown_amount_turns_out_to_be_was_within_bounds(kind: str) -> None:
    @few
    @given(with_unknown(kind), st.sampled_from(DAYS))
    def holds(tables: Tables, day: date) -> None:
        assert_was_within_bounds(tables, day)

    holds()


@pytest.mark.long
@many
@given(ledgers(), st.sampled_from(DAYS))
def test_what_unknown_awards_turn_out_to_be_was_within_bounds_of_thousands(
    tables: Tables, day: date
) -> None:
    assert_was_within_bounds(tables, day)


@pytest.mark.long
@many
@given(with_unknown("award", *KINDS), st.sampled_from(DAYS))
def test_what_unknown_amounts_turn_out_to_be_was_within_bounds_of_thousands(
    tables: Tables, day: date
) -> None:
    assert_was_within_bounds(tables, day)
