"""`tidlig log`, `pools` and `show` against the oracle, on ledgers that nobody would think of."""

from __future__ import annotations

import json
from datetime import date
from fractions import Fraction
from typing import Any

from hypothesis import given

from properties import doubts, oracle, sums
from properties.amounts import UNKNOWN, Figure
from properties.books import Movement, Tables
from properties.layouts import plain
from properties.ledgers import ledgers
from properties.reports import ledger_of, money, tidlig
from properties.test_balance_properties import days, sometimes

ADDED = (*sums.BUDGET, "awarded", "returned")
SIGNS = sums.DERIVED["uncommitted"]


def report(ledger: Tables, command: str, *options: str) -> Any:
    with ledger_of(plain(ledger)) as folder:
        result = tidlig(command, folder, *options, "--format", "json")
    assert result.out, result
    return json.loads(result.out)


def left(moved: list[Movement], program: str | None = None) -> Figure:
    """What remains by the oracle, with every half-width."""
    mine = [m for m in moved if m.heading in ADDED and program in (None, m.line.program)]
    ore = sum((SIGNS[m.heading] * m.ore for m in mine), Fraction(0))
    return Figure(ore, sum((m.half for m in mine), Fraction(0)))


def is_told(left: Any, ledger: Tables, *programs: str) -> bool:
    """Whether what is left is told: it must be where nothing of it is unknown on that day."""
    if left is None:
        return True
    day = date.fromisoformat(left["date"]) if left.get("date") else date.min
    chosen = set(programs or ledger["program"])
    is_unknown = doubts.sum_in_doubt(ledger, day, chosen, "uncommitted")
    told = left["remaining"] is not None
    assert bool(chosen & doubts.spared(ledger)) or told is not is_unknown
    return told


def remaining(shown: Any) -> Figure:
    """What remains by a row of the log, or by what was before it."""
    if shown is None:
        return Figure(Fraction(0), Fraction(0))
    return Figure(money(shown["remaining"]), money(shown["plus_minus"].get("remaining", "0")))


def last(log: Any) -> Any:
    return log["movements"][-1] if log["movements"] else log["before"]


@sometimes
@given(ledgers())
def test_the_log_ends_with_what_the_oracle_has_left(ledger: Tables) -> None:
    moved = oracle.movements(ledger)
    whole = last(report(ledger, "log"))
    if is_told(whole, ledger):
        assert remaining(whole) == left(moved)
    for program in ledger["program"]:
        own = last(report(ledger, "log", f"program.{program}"))
        if is_told(own, ledger, program):
            assert remaining(own) == left(moved, program)


@sometimes
@given(ledgers(), days)
def test_what_is_left_on_a_day_does_not_depend_on_what_is_shown(ledger: Tables, day: date) -> None:
    whole = report(ledger, "log")
    since = report(ledger, "log", "--since", day.isoformat(), "--heading", "awarded,returned")
    shown = [m for m in whole["movements"] if (m["date"] or "") >= day.isoformat()]
    expected = [m for m in shown if m["heading"] in ("awarded", "returned")]
    assert since["movements"] == expected
    assert since["hidden"] == len(shown) - len(expected)
    until = report(ledger, "log", "--until", day.isoformat())
    dates = [m["date"] or "" for m in whole["movements"]]
    assert dates == sorted(dates)
    if is_told(last(until), ledger):
        assert remaining(last(until)) == left(oracle.movements(ledger, day))


@sometimes
@given(ledgers())
def test_pools_and_what_is_shown_of_them_have_the_awards_of_the_oracle(ledger: Tables) -> None:
    rows = [row for row in report(ledger, "pools")["rows"] if row["of"] == "pool"]
    assert {row["pool"] for row in rows} == set(ledger.get("pool", {}))
    for row in rows:
        own = {id: a for id, a in ledger.get("award", {}).items() if a.get("pool") == row["pool"]}
        changes = ledger.get("amendment", {})
        of_own = {id: change for id, change in changes.items() if change["award"] in own}
        part: Tables = {
            **ledger, "award": own, "amendment": of_own, "payment": {}, "return": {},
        }  # fmt: skip
        awarded = [m for m in oracle.movements(part) if m.heading == "awarded"]
        assert row["awards"] == (len(own) or None)
        if any(
            UNKNOWN in doubts.leaves(award["amount"]) for award in (*own.values(), *of_own.values())
        ):
            assert row["awarded"] is None
            continue
        assert money(row["awarded"] or "0") == sum((m.ore for m in awarded), Fraction(0))
        shown = report(ledger, "show", f"pool.{row['pool']}")["figures"]
        assert (shown or {"awarded": "0"})["awarded"] == (row["awarded"] or "0")
