"""Sums say of a ledger what its entries say, whatever is in it and however it is read."""

from __future__ import annotations

from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings

from harness.cases import Case, cases
from harness.running import write
from memory.states import by_sums, directly, of_folder
from properties.books import Tables
from properties.layouts import scattered, written
from properties.ledgers import ledgers
from properties.test_balance_properties import chances
from tidlig.index.store import Store

PAGES = Path(__file__).parents[1] / "checks"
CASES = [
    pytest.param(case, id=f"{page.stem}: {case.name}", marks=[pytest.mark.long] if number else [])
    for page in sorted(PAGES.glob("*.md"))
    for number, case in enumerate(cases(page.read_text("utf-8")))
]
"""All cases of all checks; those after the first of each page are for the long tests."""


@pytest.mark.parametrize("case", CASES)
def test_of_every_example_what_is_remembered_or_held_whole_finds_what_entries_do(
    case: Case, tmp_path: Path
) -> None:
    origin = of_folder(write(tmp_path / "ledger", case.files))
    store, expected = Store(str(tmp_path / "cache")), directly(origin)
    assert by_sums(origin, store) == expected, "cold"
    assert by_sums(origin, store) == expected, "warm"
    assert by_sums(origin, store, whole_up_to=1 << 30) == expected, "whole"


@pytest.mark.long
@settings(max_examples=40)
@given(ledgers(), chances)
def test_of_any_ledger_sums_find_what_entries_do(made: Tables, random: Random) -> None:
    with TemporaryDirectory() as place:
        folder = written(Path(place) / "ledger", scattered(made, random))
        origin, store = of_folder(folder), Store(f"{place}/cache")
        expected = directly(origin)
        assert by_sums(origin) == expected
        assert by_sums(origin, store) == expected, "cold"
        assert by_sums(origin, store) == expected, "warm"
