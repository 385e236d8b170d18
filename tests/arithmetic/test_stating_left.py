"""Statements of what is left: as of a day, within bounds, and refused where no day is given."""

from __future__ import annotations

import dataclasses
import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from arithmetic.making import act, award, outturn, payment, program
from arithmetic.saying import (
    NOT_MEASURED,
    NOT_SPLIT,
    NOT_STATED,
    NOTHING,
    TWICE,
    UNKNOWN_AMOUNT,
    Figure,
    books,
    figure,
    holding,
    many,
    round_of,
)
from arithmetic.test_stating import LEDGER, A, P, Q
from tidlig.arithmetic.statements import Verdict, statement_results
from tidlig.ledger.folder import Folder
from tidlig.ledger.open import open_ledger
from tidlig.model.decisions import Agreement
from tidlig.model.entry import Ident
from tidlig.model.money import UNKNOWN, Money
from tidlig.model.years import OPEN_END, Years

LATE = {"as_of": "2017-06-01"}
MIO = 100_000_000


@pytest.mark.parametrize(
    ("measure", "scope", "expected"),
    [
        ("unused", P | LATE, 260),  # 85 - 15, 105 - 5, 90
        ("unused", P | LATE | {"years": "2014"}, 70),
        ("unused", P | LATE | {"years": "2016"}, 90),
        ("unused", Q | LATE, 53),  # 60 - 7
        ("unused", LATE, 313),
        ("unused", Q | LATE | {"years": "2015"}, NOT_SPLIT),
        ("unused", P | LATE | {"round": "first"}, NOT_MEASURED),
        ("unsettled", P | LATE, 260),
        ("lapsed", P | LATE, 0),
        ("estimate", P | LATE, 0),
        ("remaining", P | LATE, 0),
        ("used", P | LATE, 20),
        ("used", Q | LATE, 7),
        ("remaining", P | {"as_of": "2016-06-01"}, 90),
        ("unused", P | {"as_of": "2013-06-01"}, NOTHING),
    ],
)
def test_what_is_left_is_as_of_the_day_of_the_statement(
    measure: str, scope: dict[str, Any], expected: Figure
) -> None:
    assert figure(LEDGER, measure, **scope) == expected


def test_a_strand_may_have_used_money_that_is_not_split_by_strand() -> None:
    """Of its own 25, 45 and 25 strand a used 11 at the most, or all of that was the program's."""
    said = holding(LEDGER, "unused", Money(9000), **A, **LATE)
    assert said.verdict is Verdict.CANNOT_TELL
    assert said.bounds is not None
    assert said.bounds[:2] == (8400, 9500)


def test_a_later_entry_is_not_in_what_is_left_of_an_earlier_day() -> None:
    ledger = books(program("2014", total=10), award("2014-09-01", 4))
    assert figure(ledger, "remaining", **P, as_of="2014-06-01") == 10
    assert figure(ledger, "remaining", **P, as_of="2014-10-01") == 6
    assert figure(ledger, "remaining", **P, as_of="2015-01-01") == 0


def test_what_remains_of_a_year_without_its_act_is_not_known() -> None:
    """FL2014 binds 2014 alone, so that nobody knows what remains in 2015; FL2015 gives it 9."""
    plan = dataclasses.replace(program("2014-2016", split={2014: 10, 2015: 20}), act="FL2014")
    ledger = books(plan, award("2014-09-01", 4))
    assert figure(ledger, "remaining", **P, as_of="2014-10-01") == 6
    assert figure(ledger, "remaining", **P, as_of="2015-06-01") == NOTHING
    with_act = books(*ledger.entries, act("2015-01-01", {2015: 9}))
    assert figure(with_act, "remaining", **P, as_of="2015-06-01") == 9


SPLIT = books(
    program("2014-2015", split={2014: 70, 2015: 50}),
    award("2014-12-01", 40, years=Years(2014, 2015)),
)
"""As of 2015 an award of 40 took from 2014 or 2015: 10 to 50 remain, 30 to 70 are unused."""


@pytest.mark.parametrize(
    ("value", "verdict", "difference"),
    [
        (9, Verdict.CONTRADICTED, 50),  # "9" stands for 8,5 to 9,5
        (10, Verdict.CANNOT_TELL, None),
        (30, Verdict.CANNOT_TELL, None),
        (50, Verdict.CANNOT_TELL, None),
        (51, Verdict.CONTRADICTED, -50),
    ],
)
def test_bounds_contradict_what_is_outside_them_and_agree_with_nothing(
    value: int, verdict: Verdict, difference: int | None
) -> None:
    said = holding(SPLIT, "remaining", Money(value * 100, 50), **P, as_of="2015-06-01")
    assert (said.verdict, said.difference) == (verdict, difference)
    assert said.ledger is None
    assert said.bounds is not None
    assert said.bounds[:2] == (1000, 5000)
    if verdict is Verdict.CANNOT_TELL:
        assert said.doubt is not None
        assert said.doubt.reason == NOT_SPLIT
        assert said.doubt.entry is not None
        assert said.doubt.entry.kind == "award"


def test_an_unknown_award_leaves_one_bound() -> None:
    ledger = books(program("2014", total=10), award("2014-05-01", UNKNOWN))
    for value, verdict in ((10, Verdict.CANNOT_TELL), (11, Verdict.CONTRADICTED)):
        said = holding(ledger, "remaining", Money(value * 100), **P, as_of="2014-06-01")
        assert said.verdict is verdict
        assert said.bounds is not None
        assert said.bounds[:2] == (None, 1000)
    assert figure(ledger, "remaining", **P, as_of="2014-06-01") == UNKNOWN_AMOUNT


def test_a_year_without_accounts_and_awards_is_not_told() -> None:
    ledger = books(program("2014-2015", split={2014: 70, 2015: 50}), outturn(2014, 45))
    assert figure(ledger, "unused", **P, as_of="2017-01-01", years="2014") == 25
    assert figure(ledger, "unused", **P, as_of="2017-01-01", years="2015") == NOTHING
    assert figure(ledger, "unused", **P, as_of="2017-01-01") == NOTHING


def test_estimates_and_what_remains_are_apart() -> None:
    stated = program("2014-2015", split={2014: 70, 2015: 50}, date="2014-01-01")
    ledger = books(dataclasses.replace(stated, act="FL2014"), award("2014-05-01", 40))
    assert figure(ledger, "remaining", **P, as_of="2014-06-01") == 30
    assert figure(ledger, "estimate", **P, as_of="2014-06-01") == 50
    with_act = books(*ledger.entries, act("2015-01-01", {2015: 45}))
    assert figure(with_act, "remaining", **P, as_of="2015-06-01") == 45
    assert figure(with_act, "unused", **P, as_of="2015-06-01") == 30


def test_budget_less_awards_is_uncommitted_whatever_the_day() -> None:
    ledger = books(program("2014", total=10), award("2014-05-01", 4), payment("2014-06-01", 1))
    assert figure(ledger, "uncommitted", **P) == 6
    assert figure(ledger, "uncommitted", **P, as_of="2030-01-01") == 6


def test_participants_are_those_of_a_round_by_kind() -> None:
    round = round_of("first")
    taking_part = many(municipality=31, organisation=8, provider=3)
    ledger = books(
        program("2014", total=10),
        dataclasses.replace(round, participants=taking_part),
        round_of("second"),
    )
    first = P | {"round": "first"}
    assert figure(ledger, "participants", **first, kind="municipality") == 31
    assert figure(ledger, "participants", **first, kind=["organisation", "provider"]) == 11
    assert figure(ledger, "participants", **first) == 42
    assert figure(ledger, "participants", **first, kind="region") == NOT_STATED
    assert figure(ledger, "participants", **P, round="second") == NOT_STATED
    assert figure(ledger, "participants", **first, strand="a") == NOT_SPLIT
    again = books(
        program("2014", total=10),
        dataclasses.replace(round, participants=taking_part),
        dataclasses.replace(round_of("second"), participants=many(municipality=3)),
    )
    assert figure(again, "participants", **P, kind="municipality") == TWICE


def _agreement(id: str, **keys: Any) -> Agreement:
    return Agreement(id=id, stands_in="programs.toml", program=Ident("p"), **keys)


def test_what_agreements_set_aside_a_year_is_measured_where_the_program_states_nothing() -> None:
    yearly = _agreement("one", years=Years(2012, OPEN_END), yearly=Money(1000))
    ledger = books(program("2012-"), yearly)
    assert figure(ledger, "yearly", **P) == 10
    assert figure(ledger, "agreed", **P) == NOT_STATED
    other = _agreement("two", years=Years(2012, OPEN_END), yearly=Money(1100))
    assert figure(books(program("2012-"), yearly, other), "yearly", **P) == "differs by year"
    total = _agreement("three", years=Years(2011, 2012), total=Money(800))
    assert figure(books(program("2011-2012"), total), "agreed", **P) == 8


# The public record (FACTS): what is left of the real programme, by hand ---------------------------


@pytest.fixture(scope="module")
def data() -> Any:
    return open_ledger(Folder(Path(__file__).parents[2] / "data"))


REAL = {"program": "forebyggelsespakken"}


@pytest.mark.parametrize(
    ("measure", "scope", "value", "verdict"),
    [
        ("used", {"as_of": "2019-01-01"}, "131,4", Verdict.AGREES),
        ("unused", {"as_of": "2019-01-01"}, "36,2", Verdict.AGREES),
        ("unused", {"as_of": "2019-01-01"}, "36", Verdict.AGREES_AS_ROUNDED),
        ("unused", {"as_of": "2019-01-01"}, "118,4", Verdict.CONTRADICTED),
        ("unused", {"as_of": "2019-01-01", "years": "2014"}, "24,5", Verdict.AGREES),
        ("remaining", {"as_of": "2019-01-01"}, "0,0", Verdict.AGREES),
        ("remaining", {"as_of": "2015-04-01", "years": "2015"}, "2,8", Verdict.CONTRADICTED),
        ("remaining", {"as_of": "2015-04-01", "years": "2015"}, "2,9", Verdict.CANNOT_TELL),
        ("remaining", {"as_of": "2015-04-01", "years": "2015"}, "30,0", Verdict.CANNOT_TELL),
        ("remaining", {"as_of": "2015-04-01", "years": "2015"}, "52,3", Verdict.CANNOT_TELL),
        ("remaining", {"as_of": "2015-04-01", "years": "2015"}, "52,5", Verdict.CONTRADICTED),
        ("unused", {"as_of": "2015-04-01", "years": "2014"}, "70,0", Verdict.CANNOT_TELL),
        ("estimate", {"as_of": "2015-04-01"}, "98,2", Verdict.AGREES),
    ],
)
def test_the_real_programme_is_held_to_its_figures_of_a_day(
    data: Any, measure: str, scope: dict[str, Any], value: str, verdict: Verdict
) -> None:
    whole, _, tenths = value.partition(",")
    ore = int(whole) * MIO + int(tenths or 0) * (MIO // 10)
    half = MIO // 20 if tenths else MIO // 2
    said = holding(data, measure, Money(ore, half), **REAL, **scope)
    assert said.verdict is verdict, said


def test_today_decides_nothing(data: Any) -> None:
    """A ledger as of a later date has the same figures of an earlier day."""
    results = [list(statement_results(data.until(dt.date(year, 1, 1)))) for year in (2024, 2030)]
    assert results[0] == results[1]
