"""A line that says nothing of its currency or sign is not taken to say what suits."""

from dataclasses import replace
from pathlib import Path

import pytest

from registers.test_currencies import REGISTER, reading, refused, table
from tidlig.model.entry import OneOrMore
from tidlig.model.messages import sentence
from tidlig.model.records import Columns, Filter, Register


def test_a_blank_under_a_heading_that_is_named_for_currencies_is_refused(tmp_path: Path) -> None:
    register = replace(REGISTER, columns=Columns(currency="Valuta"))
    problem = refused(tmp_path, table("Valuta", "DKK", "", "DKK"), register)
    assert sentence(problem.message) == 'the currency is missing, under "Valuta"'
    assert problem.location.span is not None
    assert problem.location.span.line == 3
    assert reading(tmp_path, table("Valuta", "DKK", "dkk"), register).items[1].ore == 200_00


def turning(*values: str) -> Register:
    return replace(REGISTER, sign=(Filter("D/K", OneOrMore(values)),))


def test_a_blank_beside_both_signs_is_refused(tmp_path: Path) -> None:
    problem = refused(tmp_path, table("D/K", "D", " ", "K"), turning("K"))
    assert (
        sentence(problem.message) == 'nothing stands under "D/K", where other lines have "D", "K"'
    )
    assert problem.location.span is not None
    assert problem.location.span.line == 3
    assert "--sign D/K=" in sentence(problem.help)


@pytest.mark.parametrize(
    ("values", "turned", "ore"),
    [
        (("", "K"), ("K",), [100_00, -200_00]),
        (("D", ""), ("",), [100_00, -200_00]),
        (("D", "", "K"), ("K", ""), [100_00, -200_00, -300_00]),
    ],
)
def test_a_blank_that_can_mean_one_thing_or_is_named_counts_so(
    values: tuple[str, ...], turned: tuple[str, ...], ore: list[int], tmp_path: Path
) -> None:
    found = reading(tmp_path, table("D/K", *values), turning(*turned))
    assert [item.ore for item in found.items] == ore
