"""`tidlig balance` against the oracle, on ledgers that nobody would think of."""

from __future__ import annotations

import copy
import json
from datetime import date
from fractions import Fraction
from random import Random
from typing import Any

from hypothesis import assume
from hypothesis import strategies as st

from harness.running import TODAY
from properties import doubts, oracle, sums
from properties.amounts import ZERO, figure
from properties.books import Tables
from properties.doubts import Shown
from properties.examples import held_for
from properties.layouts import plain, restyled, scattered
from properties.ledgers import ledgers
from properties.reports import (
    Report,
    balance,
    balance_of,
    facts,
    findings,
    ledger_of,
    lines_of,
    lines_of_csv,
    money,
    tidlig,
    totals_of,
)

days = st.dates(date(2011, 1, 1), date(2023, 12, 31))
chances = st.integers(0, 2**32).map(Random)


def not_zero(figures: Shown) -> Shown:
    return {place: given for place, given in figures.items() if given != ZERO}


def assert_agrees(report: Report, ledger: Tables, as_of: date | None = None) -> None:
    """Every line, heading and total is what the oracle says, or is told as unknown where it is."""
    moved = oracle.movements(ledger, as_of)
    moved += oracle.yearly(ledger, as_of or date.fromisoformat(TODAY))
    expected, shown = sums.figures(moved), lines_of(report)
    on_lines, in_totals = doubts.in_doubt(ledger, as_of)
    spared = doubts.spared(ledger)
    doubts.assert_told(shown, expected, on_lines, spared)
    lines = {line for line, _ in shown}
    assert {one.line for one in moved if one.ore or one.half} <= lines
    in_the_way, left_out = {line for line, _ in on_lines}, doubts.spared(ledger)
    assert {line for line in in_the_way if line.program not in left_out} <= lines
    told = {line for line in lines if line.program not in left_out}
    assert told <= {one.line for one in moved} | in_the_way
    in_all = sums.totals(expected)
    of_lines = {(line.program, heading) for line, heading in on_lines}
    doubts.assert_told(totals_of(report), in_all, of_lines, spared)
    for program in report["programs"]:
        name, budget = program["program"], program["total"]["budget"]
        if name not in spared and (name, "budget") not in in_totals and budget is not None:
            ore = in_all.get((name, "budget"), ZERO).ore
            assert (money(budget["least"]), money(budget["most"])) == (ore, ore), name


@held_for(ledgers())
def test_the_balance_is_the_slow_sum(ledger: Tables) -> None:
    assert_agrees(balance_of(plain(ledger)), ledger)


@held_for(ledgers(), days, chances)
def test_the_balance_as_of_a_day_is_the_slow_sum_of_what_counts_then(
    ledger: Tables, day: date, random: Random
) -> None:
    with ledger_of(scattered(ledger, random)) as folder:
        assert_agrees(balance(folder, day), oracle.tables(folder), day)


@held_for(ledgers(), days)
def test_what_is_unknown_and_what_has_no_end_is_listed(ledger: Tables, day: date) -> None:
    report = balance_of(plain(ledger), day)
    listed = {row["entry"] for row in report["unknown"]}
    kinds = ("reprioritisation.", "award.", "amendment.")
    assert {name for name in listed if name.startswith(kinds)} == oracle.unknown_entries(
        ledger, day
    )
    shown = {row["program"]: (row["from"], money(row["yearly"])) for row in report["open"]}
    expected = {
        name: (first, amount.ore)
        for name, (first, written) in oracle.open_programs(ledger).items()
        if (amount := figure(written)) and ledger["program"][name].get("date", day) <= day
    }
    assert shown == expected


@held_for(ledgers())
def test_csv_has_the_figures_of_json(ledger: Tables) -> None:
    with ledger_of(plain(ledger)) as folder:
        report = balance(folder)
        result = tidlig("balance", folder, "--detail", "--format", "csv")
    assert result.out.splitlines()[0] == "program,strand,years,state,heading,amount,plus_minus"
    assert not_zero(lines_of_csv(result.out)) == not_zero(lines_of(report))


@held_for(ledgers())
def test_lines_add_up_to_totals_to_the_ore(ledger: Tables) -> None:
    report = balance_of(plain(ledger))
    lines = lines_of(report)
    added = sums.totals({place: one for place, one in lines.items() if one is not None})
    unknown = {(line.program, heading) for (line, heading), one in lines.items() if one is None}
    for place, one in totals_of(report).items():
        if one is not None and place not in unknown:
            assert one == added.get(place, ZERO)


def in_order(value: Any) -> Any:
    """Sort every list, since programs and strands stand in the order in which they are written."""
    if isinstance(value, dict):
        return {key: in_order(member) for key, member in value.items()}
    if isinstance(value, list):
        return sorted(map(in_order, value), key=lambda member: json.dumps(member, sort_keys=True))
    return value


@held_for(ledgers(), chances)
def test_files_order_and_formatting_change_no_figure_and_no_finding(
    ledger: Tables, random: Random
) -> None:
    with ledger_of(plain(ledger)) as folder:
        expected, found = balance(folder), facts(findings(folder))
    for layout in (scattered, restyled):
        with ledger_of(layout(ledger, random)) as folder:
            assert oracle.tables(folder) == ledger
            report = balance(folder)
            assert facts(findings(folder)) == found
        assert report["findings"] == expected["findings"]
        for part in ("programs", "lines", "totals", "unknown", "open"):
            assert in_order(report[part]) == in_order(expected[part])


def amount_places(table: dict[str, Any], path: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    """Where exact amounts stand that move money."""
    found: list[tuple[str, ...]] = []
    for key, value in table.items():
        here = (*path, key)
        if isinstance(value, dict):
            found += amount_places(value, here)
        elif is_amount(here) and not str(value).startswith(("ca. ", "unknown")):
            found.append(here)
    return found


def is_amount(path: tuple[str, ...]) -> bool:
    by_year = path[-1].isdigit() and path[-2] != "frame"
    return by_year or path[-1] in ("total", "yearly", "amount")


def one_ore_more(value: object) -> str:
    """The amount with one øre more, in kroner."""
    given = figure(value)
    assert given is not None
    whole, ore = divmod(abs(given.ore + 1), 100)
    sign = "-" if given.ore + 1 < 0 else ""
    return f"{sign}{whole},{int(ore):02d} kr."


def figures_of(report: Report) -> list[Any]:
    return [report[part] for part in ("programs", "lines", "totals", "open")]


@held_for(ledgers(), st.data())
def test_one_ore_somewhere_changes_the_report_of_its_day(
    ledger: Tables, data: st.DataObject
) -> None:
    places = amount_places(ledger)
    assume(places)
    place = data.draw(st.sampled_from(places))
    changed: dict[str, Any] = copy.deepcopy(ledger)
    table = changed
    for key in place[:-1]:
        table = table[key]
    table[place[-1]] = one_ore_more(table[place[-1]])
    assume(not oracle.books(changed).cuts)
    day = ledger[place[0]][place[1]].get("date")  # a later act may state the year anew
    before, after = (balance_of(plain(one), day) for one in (ledger, changed))
    assert figures_of(after) != figures_of(before)


@held_for(ledgers())
def test_money_moved_inside_a_ledger_nets_to_zero(ledger: Tables) -> None:
    border = Fraction(0)
    for entry in ledger.get("reprioritisation", {}).values():
        moved = sum((one.ore for *_, one in oracle.charged(entry) if one), Fraction(0))
        border += moved * (("outside" in entry["from"]) - ("outside" in entry["to"]))
    totals = totals_of(balance_of(plain(ledger)))
    moved_in_all = [given for (_, heading), given in totals.items() if heading == "reprioritised"]
    if None not in moved_in_all:
        assert sum(given.ore for given in moved_in_all if given) == border


@held_for(ledgers(), st.integers(2011, 2023), st.integers(0, 3))
def test_a_total_of_some_years_has_no_part_of_a_span_that_they_cut(
    ledger: Tables, first: int, more: int
) -> None:
    last = first + more
    with ledger_of(plain(ledger)) as folder:
        years = ("--years", f"{first}-{last}")
        result = tidlig("balance", folder, "--detail", *years, "--format", "json")
    report = json.loads(result.out)
    yearly = oracle.yearly(ledger, date.fromisoformat(TODAY))
    expected = sums.figures([*oracle.movements(ledger), *yearly])
    met = {place for place in expected if place[0].first <= last and place[0].last >= first}
    cut = {place for place in met if place[0].first < first or place[0].last > last}
    certain = sums.totals({place: expected[place] for place in met - cut})
    spans = sums.totals({place: expected[place] for place in cut if expected[place] != ZERO})
    on_lines, unknown = doubts.in_doubt(ledger, asked=(first, last))
    of_lines = {(line.program, heading) for line, heading in on_lines}
    named = {(row["program"], row["strand"], *row["years"]) for row in report["cut_spans"]}
    surely_cut = {tuple(line) for line, _ in cut}
    unknown_spans = {tuple(line) for line, _ in on_lines if line.first < line.last}
    assert surely_cut <= named <= surely_cut | unknown_spans  # nothing of a span may be known
    spared = doubts.spared(ledger) | {program for program, _ in spans}
    for place, shown in totals_of(report).items():
        if shown is None:
            assert place in of_lines or place[0] in spared
        else:
            assert spans.get(place, ZERO).ore == 0
            assert place not in unknown or place[0] in doubts.spared(ledger)
            assert shown.ore == certain.get(place, ZERO).ore
