"""What is not known before or after an entry, or in all, is not 0: accounts, and totals of JSON."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from cli.test_headings_of_lines import BY_PROGRAM, HEAD
from harness.running import Result

DATA = Path(__file__).parents[2] / "data"
TODAY = {"TIDLIG_TODAY": "2026-11-27"}

Tidlig = Callable[..., Result]

LEDGER = HEAD + BY_PROGRAM


def test_accounts_that_there_were_not_were_not_nothing(tidlig: Tidlig, tmp_path: Path) -> None:
    (tmp_path / "programs.toml").write_text(LEDGER, encoding="utf-8")
    entry = ("program=p", "year=2025", "amount=3 mio. kr.", "--dry-run")
    page = tidlig("add", "outturn", *entry, env=TODAY).out
    label = "accounts, P, not split by strand 2025"
    (row,) = (line for line in page.splitlines() if line.startswith(label))
    assert row.removeprefix(label).split() == ["3.0", "+3.0"]  # blank before


def test_totals_of_what_is_not_known_are_null(tidlig: Tidlig, tmp_path: Path) -> None:
    (tmp_path / "programs.toml").write_text(LEDGER, encoding="utf-8")
    totals = json.loads(tidlig("balance", "p/a", "--format", "json", env=TODAY).out)["totals"]
    assert (totals["used"], totals["unused"], totals["agreed"]) == (None, None, None)
    assert totals["binding"] == {"least": "12000000", "most": "12000000"}
    assert totals["not_known"] == ["p"]
    agreed = ("styrket-forebyggelse", "forebyggelsesprojektet", "--ledger", str(DATA))
    totals = json.loads(tidlig("balance", *agreed, "--format", "json", env=TODAY).out)["totals"]
    assert totals.pop("agreed") == {"least": "8000000", "most": "8000000"}
    assert totals.pop("not_known") == ["styrket-forebyggelse", "forebyggelsesprojektet"]
    assert set(totals.values()) == {None}


# Totals that no source states.


@pytest.mark.parametrize("years", ["2025-2026", "2027-2028"])
def test_a_budget_of_which_no_year_is_stated_is_not_0(
    tidlig: Tidlig, tmp_path: Path, years: str
) -> None:
    own = f'[program.p]\nname = "P"\nyears = "{years}"\ntotal = "unknown"\n'
    (tmp_path / "programs.toml").write_text(LEDGER.partition("[program.p]")[0] + own, "utf-8")
    report = json.loads(tidlig("balance", "--format", "json", env=TODAY).out)
    total = report["programs"][0]["total"]
    assert (total["budget"], total["binding"]) == (None, None)
    assert report["totals"]["budget"] is None
    page = tidlig("balance", "p", env=TODAY).out
    assert " 0.0" not in page
