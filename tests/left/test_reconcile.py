"""`balance` and `reconcile` give one answer: what is used, unused and remains is one figure."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import tomli_w
from hypothesis import given

from harness.running import ROOT, environment, run, workshop
from left.programs import Tables, ledgers
from left.test_cases import OURS, cases
from left.test_random import DAYS, few
from tidlig.arithmetic.account_rows import accounts_of
from tidlig.arithmetic.accounts import reconciliation
from tidlig.arithmetic.balance import Choice
from tidlig.arithmetic.ledger import Ledger
from tidlig.arithmetic.overview import overview
from tidlig.ledger.folder import Folder
from tidlig.ledger.open import open_ledger
from tidlig.model.entry import Settings
from tidlig.source.reading import read

Data = dict[str, Any]
SAME = ("binding", "used", "remaining", "unused")


def printed(command: str, ledger: Path, day: date, memory: Path) -> dict[str, Data]:
    """Return the programs of a report as of a day, by id."""
    words = (command, "--as-of", day.isoformat(), "--format", "json", "--ledger", str(ledger))
    done = run(*words, folder=ledger, environment=environment(memory))
    return {each["program"]: each for each in json.loads(done.out)["programs"]}


def assert_same(ledger: Path, day: date, memory: Path) -> None:
    balances, accounts = (printed(each, ledger, day, memory) for each in ("balance", "reconcile"))
    assert accounts.keys() <= balances.keys()
    for id, compared in accounts.items():
        balanced = balances[id]
        total = dict(balanced["total"])
        if "known" in balanced:
            total |= {name: balanced["known"][name] for name in ("used", "unused")}
        assert {name: compared[name] for name in SAME} == {name: total[name] for name in SAME}
        assert compared["unreported"] == balanced["unreported"], id
        for part, key in (("by_year", "year"), ("strands", "strand")):
            rows = {_key(row[key]): row for row in balanced[part]}
            for row in compared[part]:
                expected = rows[_key(row[key])]
                assert [row[name] for name in SAME] == [expected[name] for name in SAME], row


def _key(value: object) -> object:
    return None if value == "-" else value


@pytest.mark.parametrize("day", [date(2015, 4, 1), date(2019, 1, 1), date(2026, 11, 27)])
def test_the_real_programmes_have_the_same_figures_in_both(day: date) -> None:
    with workshop() as (_, memory):
        assert_same(ROOT / "data", day, memory)


FILES = sorted({path for path, _ in cases(OURS)})


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_ledgers_worked_by_hand_have_the_same_figures_in_both(path: Path) -> None:
    days = sorted({expected.day for each, expected in cases(OURS) if each == path})
    with workshop() as (ledger, memory):
        (ledger / "programs.toml").write_bytes(path.read_bytes())
        for day in days[:2]:
            assert_same(ledger, day, memory)


@few
@given(ledgers())
def test_random_ledgers_have_the_same_figures_in_both(tables: Tables) -> None:
    contents = read("programs.toml", tomli_w.dumps(tables).encode(), holds_settings=True)
    if contents.faults:
        return
    for day in DAYS:
        ledger = Ledger(Settings(format=1), (contents,)).until(day)
        for each in accounts_of(overview(ledger, ledger.programs.values(), day), Choice()):
            program = overview(ledger, [each.total.program.program], day)[0]
            total = each.total
            assert (total.binding, total.remaining) == (
                program.total.binding,
                program.total.remaining,
            )
            known = program.total if program.known is None else program.known
            assert (total.used, total.unused) == (known.used, known.unused)
            for row, year in zip(each.by_year, program.by_year, strict=True):
                assert (row.used, row.unused) == (year.left.used, year.left.unused)
                assert row.remaining == year.left.remaining


def test_a_row_adds_up_where_all_of_it_is_known() -> None:
    """Budget = used + remaining + unused + what is not reported, of the real programmes."""
    ledger = open_ledger(Folder(ROOT / "data"))
    for day in (date(2017, 6, 1), date(2019, 1, 1), date(2026, 11, 27)):
        compared = reconciliation(ledger.until(day), Choice(), day)
        for each in compared.accounts:
            row = each.total
            parts = (row.used, row.remaining, row.unused, row.unreported)
            if row.binding is None or any(part is None or not part.is_exact for part in parts):
                continue
            assert row.binding.least == sum(part.least or 0 for part in parts if part)


STATED = """\
[ledger]
format = 1
[program.p]
name = "P"
years = "2024-2026"
split = { 2024 = 10, 2025 = 20, 2026 = 30 }
[award.a]
program = "p"
date = 2024-05-01
amount = 4
recipients = { municipality = 1 }
[source.s]
title = "S"
"""


@pytest.mark.parametrize("format", ["full", "json"])
def test_check_says_the_same_of_statements_on_any_day(format: str) -> None:
    statements = "".join(
        f'[statement.{measure}]\nsource = "s"\nprogram = "p"\nmeasure = "{measure}"\n'
        'as_of = 2025-03-01\nvalue = "7 kr."\n'
        for measure in ("used", "remaining", "unused", "lapsed", "unsettled", "estimate")
    )
    said = []
    with workshop() as (ledger, memory):
        (ledger / "programs.toml").write_text(STATED + statements, encoding="utf-8")
        for today in ("2024-06-01", "2025-06-01", "2030-01-01"):
            theirs = environment(memory, {"TIDLIG_TODAY": today})
            done = run("check", "--format", format, folder=ledger, environment=theirs)
            said.append((done.code, done.out, done.err))
    assert said[0] == said[1] == said[2]
    assert said[0][0] == 1
    for figure in ("4 kr.", "50 kr.", "6 kr."):  # used, remaining and unused as of 2025-03-01
        assert f"the ledger has {figure}" in said[0][1]
