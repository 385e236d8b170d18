"""Sums say of a ledger what its entries say, whatever is in it and however it is read."""

from __future__ import annotations

from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given

from harness.cases import Case, cases
from memory.states import by_sums, directly, of_folder
from properties.books import Tables
from properties.layouts import scattered, written
from properties.ledgers import ledgers
from properties.test_balance_properties import chances, sometimes
from tidlig.ledger.memory.store import Store

PAGES = Path(__file__).parents[1] / "checks"
CASES = [
    pytest.param(case, id=f"{page.stem}: {case.name}")
    for page in sorted(PAGES.glob("*.md"))
    for case in cases(page.read_text("utf-8"))
]


@pytest.mark.parametrize("case", CASES)
def test_of_every_example_sums_find_what_entries_do(case: Case, tmp_path: Path) -> None:
    for name, text in case.files.items():
        place = tmp_path / "ledger" / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, "utf-8")
    origin, store = of_folder(tmp_path / "ledger"), Store(str(tmp_path / "cache"))
    expected = directly(origin)
    assert by_sums(origin, store) == expected, "cold"
    assert by_sums(origin, store) == expected, "warm"
    assert by_sums(origin, store, whole_up_to=1 << 30) == expected, "whole"


@pytest.mark.long
@sometimes
@given(ledgers(), chances)
def test_of_any_ledger_sums_find_what_entries_do(made: Tables, random: Random) -> None:
    with TemporaryDirectory() as place:
        folder = written(Path(place) / "ledger", scattered(made, random))
        origin, store = of_folder(folder), Store(f"{place}/cache")
        expected = directly(origin)
        assert by_sums(origin) == expected
        assert by_sums(origin, store) == expected, "cold"
        assert by_sums(origin, store) == expected, "warm"
