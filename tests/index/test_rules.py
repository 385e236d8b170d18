"""Rules that are queries find what the rules say, on random ledgers.

Each is asked of a ledger that is whole, and of one whose awards, payments and returns are not at
hand but as rows: both must find the same.
"""

from __future__ import annotations

from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pytest

from index.alike import AMOUNTS, SMALL, alike
from index.asking import OF_ROWS, found
from index.rules import RULES, hold
from properties.books import Tables
from properties.examples import held_for
from properties.layouts import scattered, written
from properties.ledgers import ledgers
from properties.test_balance_properties import chances
from tidlig.ledger.checking import is_readable
from tidlig.ledger.folder import Folder
from tidlig.ledger.open import open_ledger


@pytest.mark.parametrize("check", sorted(RULES))
def test_a_query_finds_what_its_rule_says(check: str) -> None:
    for seed in range(60):
        chance = Random(f"{check} {seed}")
        hold(check, alike(chance, chance.choice((3, 6, 10)), SMALL if seed % 3 else AMOUNTS))


@pytest.mark.long
@pytest.mark.parametrize("check", sorted(RULES))
def test_a_query_finds_what_its_rule_says_of_many(check: str) -> None:
    for seed in range(1_000, 1_600):
        chance = Random(f"{check} {seed}")
        hold(check, alike(chance, chance.choice((3, 6, 10)), SMALL if seed % 3 else AMOUNTS))


@held_for(ledgers(), chances)
def test_of_any_ledger_in_files_queries_find_what_their_rules_say(
    made: Tables, random: Random
) -> None:
    with TemporaryDirectory() as place:
        ledger = open_ledger(Folder(written(Path(place) / "ledger", scattered(made, random))))
        assert is_readable(ledger)
        for check in RULES:
            hold(check, ledger)


@pytest.mark.parametrize("check", sorted(OF_ROWS))
def test_a_query_needs_no_row_at_hand(check: str) -> None:
    for seed in range(60):
        found(check, alike(Random(f"{check} {seed}"), 8))
