"""`tidlig log`, `pools` and `show` against the oracle, on ledgers that nobody would think of."""

from __future__ import annotations

import json
from datetime import date
from fractions import Fraction
from typing import Any

from properties import doubts, oracle, sums
from properties.amounts import UNKNOWN, Figure
from properties.books import Movement, Tables
from properties.examples import held_for
from properties.layouts import plain
from properties.ledgers import ledgers
from properties.reports import ledger_of, money, tidlig
from properties.test_balance_properties import days

BALANCES = {"budget": sums.DERIVED["budget"], "outstanding": sums.DERIVED["outstanding"]}
"""What a log adds up, and how each heading counts in it."""

LAST_DAY = "9999-12-31"


def report(ledger: Tables, command: str, *options: str) -> Any:
    with ledger_of(plain(ledger)) as folder:
        result = tidlig(command, folder, *options, "--as-of", LAST_DAY, "--format", "json")
    assert result.out, result
    return json.loads(result.out)


def added(moved: list[Movement], heading: str, program: str | None = None) -> Figure:
    """What a log comes to by the oracle, with every half-width."""
    signs = BALANCES[heading]
    mine = [m for m in moved if m.heading in signs and program in (None, m.line.program)]
    ore = sum((signs[m.heading] * m.ore for m in mine), Fraction(0))
    return Figure(ore, sum((m.half for m in mine), Fraction(0)))


def has_unpaid(ledger: Tables, day: date, programs: set[str]) -> bool:
    """Whether any of some programs has awards by a day, and no payment on any of them."""
    of_awards = {
        name: award.get("program") or ledger["pool"][award["pool"]]["program"]
        for name, award in ledger.get("award", {}).items()
    }
    given = {
        of_awards[name] for name, award in ledger.get("award", {}).items() if award["date"] <= day
    }
    payments = ledger.get("payment", {}).values()
    paid = {of_awards[payment["award"]] for payment in payments if payment["date"] <= day}
    return bool(programs & given - paid)


def is_told(row: Any, heading: str, ledger: Tables, *programs: str) -> bool:
    """Whether a balance is told: it must be where nothing of it is unknown on that day."""
    if row is None:
        return True
    day = date.fromisoformat(row["date"]) if row.get("date") else date.min
    chosen = set(programs or ledger["program"])
    is_unknown = doubts.sum_in_doubt(ledger, day, chosen, heading)
    if heading == "outstanding" and has_unpaid(ledger, day, chosen):
        is_unknown = True
    told = row[heading] is not None
    assert bool(chosen & doubts.spared(ledger)) or told is not is_unknown
    return told


def balance(row: Any, heading: str) -> Figure:
    """A balance by a row of the log, or what was before it."""
    if row is None:
        return Figure(Fraction(0), Fraction(0))
    return Figure(money(row[heading]), money(row["plus_minus"].get(heading, "0")))


def last(log: Any) -> Any:
    """The last movement; what the last entry has at the end of its date is the same."""
    if not log["movements"]:
        return log["before"]
    movement, entry = log["movements"][-1], log["entries"][-1]
    assert [movement[heading] for heading in BALANCES] == [entry[heading] for heading in BALANCES]
    return movement


@held_for(ledgers())
def test_the_log_ends_with_what_the_oracle_adds_up(ledger: Tables) -> None:
    moved = oracle.movements(ledger)
    whole = last(report(ledger, "log"))
    of_programs = {id: last(report(ledger, "log", f"program.{id}")) for id in ledger["program"]}
    for heading in BALANCES:
        if is_told(whole, heading, ledger):
            assert balance(whole, heading) == added(moved, heading)
        for program, own in of_programs.items():
            if is_told(own, heading, ledger, program):
                assert balance(own, heading) == added(moved, heading, program)


@held_for(ledgers())
def test_each_movement_is_of_one_entry_of_the_log(ledger: Tables) -> None:
    log = report(ledger, "log")
    accounts = [m for m in log["movements"] if m["heading"] == "outturn"]
    rows = [row for row in log["entries"] if row["heading"] == "outturn"]
    assert sum(row["number"] for row in rows) == len({m["entry"] for m in accounts})
    others = [row["entry"] for row in log["entries"] if row["heading"] != "outturn"]
    assert len(others) == len(set(others))
    for row in log["entries"]:
        if row["entry"].startswith("appropriation.") and row["amount"] is not None:
            own = [m for m in log["movements"] if m["entry"] == row["entry"]]
            assert money(row["amount"]) == sum(money(m["amount"]) for m in own)


@held_for(ledgers(), days)
def test_what_there_is_on_a_day_does_not_depend_on_what_is_shown(ledger: Tables, day: date) -> None:
    whole = report(ledger, "log")
    since = report(ledger, "log", "--since", day.isoformat(), "--heading", "awarded,returned")
    shown = [m for m in whole["movements"] if (m["date"] or "") >= day.isoformat()]
    expected = [m for m in shown if m["heading"] in ("awarded", "returned")]
    assert since["movements"] == expected
    assert since["hidden"] == len(shown) - len(expected)
    until = report(ledger, "log", "--until", day.isoformat())
    dates = [m["date"] or "" for m in whole["movements"]]
    assert dates == sorted(dates)
    for heading in BALANCES:
        if is_told(last(until), heading, ledger):
            moved = oracle.movements(ledger, day)
            assert balance(last(until), heading) == added(moved, heading)


@held_for(ledgers())
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
