"""A lapse of an unknown amount: no more than what is left, whatever it turns out to be."""

from __future__ import annotations

from pathlib import Path

import pytest

from left.asking import Program
from left.notation import Expectation, expectations
from left.test_cases import assert_agrees, cell_of

TEXT = (Path(__file__).parent / "unknown-lapses.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize("expected", tuple(expectations(TEXT)), ids=lambda expected: expected.text)
def test_what_is_left_beside_an_unknown_lapse_is_what_was_worked_by_hand(
    expected: Expectation,
) -> None:
    figures = Program(TEXT, expected.program, expected.day).figures(cell_of(expected))
    assert_agrees(expected, figures)
