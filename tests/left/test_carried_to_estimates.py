"""Money that a rule carries to a year without its act, against the oracle and an explicit entry."""

from __future__ import annotations

from datetime import date

import pytest
import tomli_w
from hypothesis import given, settings
from hypothesis import strategies as st

from left.asking import Program, overview_of
from left.description import Span, described
from left.oracle import Cell, Oracle
from left.programs import RECIPIENT, Tables, ledgers
from left.test_random import assert_agrees, assert_holds
from tidlig.arithmetic.covered import carried_on
from tidlig.render.balance_periods import periods_of

DAY = date(2025, 6, 1)
DAYS = (date(2015, 6, 1), date(2016, 8, 1), date(2017, 3, 1))
few = settings(max_examples=20)
many = settings(max_examples=1_500)


def program_of(awards: Tables, **changes: object) -> Tables:
    """FL2024 has 10 for 2024 and estimates 20 for 2025."""
    own = {
        "name": "P", "years": "2024-2026", "date": date(2024, 1, 1), "act": "FL2024",
        "split": {"2024": 10, "2025": 20}, "unspent": "carries-over",
    }  # fmt: skip
    for award in awards.values():
        award |= {"program": "p", "recipient": "r"}
    return {
        "ledger": {"format": 1, "currency": "DKK", "language": "da", "unit": "kr."},
        "recipient": {"r": RECIPIENT},
        "program": {"p": own | changes},
        "award": awards,
    }


def given_in(year: int, amount: int | str, **others: object) -> Tables:
    return {"date": date(year, 3, 1), "amount": amount, **others}


def kroner(tables: Tables, day: date = DAY, cell: Cell | None = None) -> list[tuple[float, float]]:
    """What remains, and the estimate, in kroner."""
    figures = Program(tomli_w.dumps(tables), "p", day).figures(cell or Cell())
    found = [figures["remaining"], figures["estimate"]]
    return [((b[0] or 0) / 100, (b[1] or 0) / 100) for b in found if b]


@pytest.mark.parametrize(
    ("used", "estimated", "expected"),
    [
        (5, 20, [1, 20]),
        (6, 20, [0, 20]),
        (9, 20, [0, 17]),
        (26, 20, [0, 0]),
        (30, 20, [0, -4]),
        (5, 0, [1, 0]),
        (9, 0, [0, -3]),
        (2, -3, [1, 0]),  # 6 - 3 - 2: an estimate below 0 takes from what is authority
    ],
)
def test_the_rule_leaves_what_an_entry_does(used: int, estimated: int, expected: list[int]) -> None:
    awards = {"n0": given_in(2024, 4), "n1": given_in(2025, used)}
    ruled = program_of(awards, split={"2024": 10, "2025": estimated})
    entry = {
        "program": "p", "from": 2024, "to": 2025, "amount": 6, "date": date(2025, 1, 2),
    }  # fmt: skip
    assert kroner(ruled) == [(each, each) for each in expected]
    assert kroner(ruled | {"carry-over": {"n0": entry}}) == kroner(ruled)


def test_an_award_over_the_closed_and_the_new_year_leaves_one_sum() -> None:
    """8 over both years: what it takes in 2025 it leaves of 2024. 10 - 8 = 2 remain either way."""
    tables = program_of({"n0": given_in(2024, 8, years="2024-2025")})
    assert kroner(tables) == [(2, 2), (20, 20)]
    assert kroner(tables, date(2024, 6, 1)) == [(2, 10), (12, 20)]


def test_an_award_over_the_new_year_and_a_later_one_has_bounds() -> None:
    """4 of 2025-2026: 0 to 4 in 2025, so 6 to 2 remain; the estimates have 40 to 36."""
    awards = {"n0": given_in(2024, 4), "n1": given_in(2025, 4, years="2025-2026")}
    tables = program_of(awards, split={"2024": 10, "2025": 20, "2026": 20})
    assert kroner(tables) == [(2, 6), (36, 40)]


def test_a_strand_takes_first_what_was_carried_of_it() -> None:
    """A has 6 - 1 = 5 carried, and uses 7 in 2025: 0 remain, 8 - 2 = 6. B has 4."""
    strands = {
        "a": {"name": "A", "split": {"2024": 6, "2025": 8}},
        "b": {"name": "B", "split": {"2024": 4, "2025": 12}},
    }
    awards = {"n0": given_in(2024, 1, strand="a"), "n1": given_in(2025, 7, strand="a")}
    for control in ({}, {"control": "program"}):
        tables = program_of(awards, strand=strands, **control)
        assert kroner(tables) == [(4, 4), (18, 18)]
        assert kroner(tables, cell=Cell(None, "a")) == [(0, 0), (6, 6)]
        assert kroner(tables, cell=Cell(Span(2025, 2025), "b")) == [(4, 4), (12, 12)]


def test_what_lapsed_is_not_carried() -> None:
    """6 of 2024 less 2 that lapsed: 4 carried, 5 used: 0 remain, 20 - 1 = 19."""
    tables = program_of({"n0": given_in(2024, 4), "n1": given_in(2025, 5)})
    lapse = {"program": "p", "year": 2024, "amount": 2, "date": date(2025, 1, 5)}
    assert kroner(tables | {"lapse": {"n0": lapse}}) == [(0, 0), (19, 19)]


def test_a_year_with_its_act_is_as_before() -> None:
    tables = program_of({"n0": given_in(2024, 4), "n1": given_in(2025, 5)})
    act = {
        "program": "p", "act": "FL2025", "date": date(2025, 1, 1), "split": {"2025": 20},
    }  # fmt: skip
    assert kroner(tables | {"appropriation": {"n0": act}}) == [(21, 21), (0, 0)]


def assert_agrees_if_carried(tables: Tables, day: date) -> None:
    """Hold what is left to the oracle, where money is carried to a year without its act.

    Where an entry carried money to an estimate that is over, the oracle knows no order of uses.
    """
    tables["program"]["p"] |= {"unspent": "carries-over"}
    oracle = Oracle(described(tables, "p", day), day)
    late = (line for line in oracle.money if oracle.state(line) == "estimate")
    is_brought = any(line.years.first < day.year and oracle.authority(line) for line in late)
    if oracle.carried_lines and not is_brought:
        assert_agrees(tables, day)
        assert_holds(tables, day)


@few
@given(ledgers(), st.sampled_from(DAYS))
def test_what_remains_is_what_the_oracle_says(tables: Tables, day: date) -> None:
    assert_agrees_if_carried(tables, day)


@pytest.mark.long
@many
@given(ledgers())
def test_what_remains_is_what_the_oracle_says_of_thousands(tables: Tables) -> None:
    for day in DAYS:
        assert_agrees_if_carried(tables, day)


def test_a_page_shows_what_was_carried_and_is_used_up() -> None:
    """6 are carried on, and 9 used: 6 of these are, and nothing remains; the estimate has 17."""
    tables = program_of({"n0": given_in(2024, 4), "n1": given_in(2025, 9)})
    program = overview_of(tomli_w.dumps(tables), "p", DAY)
    [year] = [row for row in program.by_year if row.year == DAY.year]
    figures = (year.left.binding, carried_on(year.left), year.left.remaining, year.left.estimate)
    assert [figure and figure.least for figure in figures] == [0, 600, 0, 1_700]
    periods = {period.name: period for period in periods_of(program, "in all")}
    assert periods["2025"].has_authority
