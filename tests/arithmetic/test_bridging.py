"""The bridge from a program's first act to its budget, step by step."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from arithmetic.making import (
    Table,
    act,
    award,
    carry_over,
    kr,
    outturn,
    program,
    reprioritisation,
    span,
)
from arithmetic.saying import books
from tidlig.arithmetic.accounts import Step, bridge
from tidlig.arithmetic.balance import Choice
from tidlig.arithmetic.ledger import Ledger
from tidlig.model.money import UNKNOWN, Money

SEVENTY: Table = {2014: 70, 2015: 70, 2016: 70, 2017: 70}
Told = tuple[str, int, int]
"""A step as what it is, what it changes and the budget after it, in kroner."""


def told(ledger: Ledger, **choice: Any) -> list[Told]:
    return [_told(step) for step in bridge(ledger, Choice(**choice))]


def _told(step: Step) -> Told:
    what = step.act or step.entry.address
    marks = ("" if step.explained else " unexplained") + (" unknown" if step.unknown else "")
    return f"{what}{marks}", step.amount.ore // 100, step.budget.ore // 100


def made(**more: Any) -> Any:
    return replace(program("2014-2017", split=SEVENTY, date="2014-01-01", **more), act="FL2014")


def test_each_act_shows_what_no_decision_explains_and_then_the_budget() -> None:
    """70 a year; 30 is cut from 2016-2017, and FL2015 takes 29 more; FL2016 adds 4."""
    ledger = books(
        made(),
        reprioritisation("2015-01-01", 30, from_="p", to="", years="2016-2017"),
        act("2015-01-01", {2015: 52, 2016: 52, 2017: 47}),
        act("2016-01-01", {2016: 50, 2017: 53}),
    )
    assert told(ledger) == [
        ("FL2014", 280, 280),
        ("reprioritisation.r", -30, 250),
        ("appropriation.fl2015 unexplained", -29, 221),
        ("FL2015", 0, 221),
        ("appropriation.fl2016 unexplained", 4, 225),
        ("FL2016", 0, 225),
    ]


def test_an_act_that_only_repeats_is_one_step() -> None:
    ledger = books(made(), act("2015-01-01", {2015: 70, 2016: 70}))
    assert told(ledger) == [("FL2014", 280, 280), ("FL2015", 0, 280)]


def test_an_act_that_moves_money_between_years_and_strands_changes_nothing() -> None:
    ledger = books(
        made(strands={"a": {2015: 20}}),
        act("2015-01-01", {2015: 60, 2016: 80}, strands={"a": {2016: 50}}),
    )
    assert told(ledger) == [("FL2014", 280, 280), ("FL2015", 0, 280)]


def test_an_act_appropriates_new_years_of_a_program_without_an_end() -> None:
    ledger = books(
        program("2015-", total=UNKNOWN, date="2015-01-01"),
        act("2015-01-01", {2016: 68, 2017: 69}),
        act("2016-01-01", {2016: 67, 2017: 69, 2018: 70}),
    )
    assert told(ledger) == [
        ("p unknown", 0, 0),
        ("FL2015", 137, 137),
        ("appropriation.fl2016 unexplained", -1, 136),
        ("FL2016", 70, 206),
    ]


def test_what_moves_within_the_program_is_no_step() -> None:
    inside = reprioritisation("2015-04-01", 9, from_="p", to="p/a")
    ledger = books(made(strands={"a": None}), inside, carry_over(2014, 2015, 5))
    assert told(ledger) == [("FL2014", 280, 280)]
    unknown = books(made(strands={"a": None}), replace(inside, amount=UNKNOWN))
    assert told(unknown) == [("FL2014", 280, 280)]


def test_a_bridge_is_of_a_whole_program() -> None:
    inside = reprioritisation("2015-04-01", 9, from_="p", to="p/a")
    ledger = books(made(strands={"a": {2015: 20}}), inside)
    assert told(ledger, budget_lines=(("p", "a"),)) == []
    assert told(ledger, budget_lines=(("p", None), ("p", "a"))) == [("FL2014", 280, 280)]


def test_a_carry_over_is_a_step_where_only_one_of_its_years_is_asked_for() -> None:
    ledger = books(made(), carry_over(2014, 2015, 5))
    assert told(ledger, years=span("2014")) == [("FL2014", 70, 70), ("carry-over.c", -5, 65)]
    assert told(ledger, years=span("2015")) == [("FL2014", 70, 70), ("carry-over.c", 5, 75)]
    assert told(ledger, years=span("2014-2015")) == [("FL2014", 140, 140)]


def test_money_that_comes_and_money_that_leaves_is_a_step_of_both_programs() -> None:
    moved = reprioritisation("2014-05-01", 10, from_="p", to="q")
    ledger = books(made(), program("2014", total=50, id="q"), moved)
    assert told(ledger) == [
        ("FL2014", 280, 280),
        ("reprioritisation.r", -10, 270),
        ("q", 50, 50),
        ("reprioritisation.r", 10, 60),
    ]


def test_an_unknown_amount_that_leaves_is_a_step_of_0_and_marked() -> None:
    moved = reprioritisation("2014-05-01", UNKNOWN, from_="p", to="")
    assert told(books(made(), moved)) == [
        ("FL2014", 280, 280),
        ("reprioritisation.r unknown", 0, 280),
    ]


def test_an_act_that_calls_a_year_unknown_is_marked() -> None:
    unknown_year = act("2015-01-01", {2015: 70, 2016: UNKNOWN})
    assert told(books(made(), unknown_year))[-1] == ("FL2015 unknown", 0, 280)
    lower = act("2015-01-01", {2015: 60, 2016: UNKNOWN})
    assert told(books(made(), lower))[1:] == [
        ("appropriation.fl2015 unexplained unknown", -10, 270),
        ("FL2015", 0, 270),
    ]


def test_an_act_that_calls_every_year_unknown_is_a_step() -> None:
    ledger = books(made(), act("2015-01-01", {2016: UNKNOWN}))
    assert told(ledger)[1:] == [("FL2015 unknown", 0, 280)]


def test_an_inexact_step_makes_what_comes_after_it_inexact() -> None:
    moved = replace(reprioritisation("2014-05-01", 0, from_="p", to=""), amount=Money(30_00, 5_00))
    steps = bridge(books(made(), moved), Choice())
    assert [(step.amount, step.budget) for step in steps] == [
        (kr(280), kr(280)),
        (kr(-30, 5), kr(250, 5)),
    ]


def test_an_inexact_move_within_the_program_is_no_step_and_leaves_its_mark_on_the_next() -> None:
    within = replace(
        reprioritisation("2014-05-01", 0, from_="p", to="p"), amount=Money(30_00, 5_00)
    )
    out = reprioritisation("2014-06-01", 10, from_="p", to="")
    out = replace(out, id="out")
    steps = bridge(books(made(), within, out), Choice())
    assert [(step.entry.id, step.budget) for step in steps] == [
        ("p", kr(280)),
        ("out", kr(270, 10)),
    ]


def test_a_program_without_a_date_and_an_act_by_name_comes_first_by_its_id() -> None:
    moved = reprioritisation("2010-05-01", 10, from_="p", to="")
    steps = bridge(books(program("2014", total=50), moved), Choice())
    assert [(step.date, step.act) for step in steps] == [(None, "p"), (moved.date, None)]


def test_on_one_date_the_program_is_first_and_acts_are_last() -> None:
    moved = replace(reprioritisation("2014-01-01", 10, from_="p", to=""), id="zz")
    ledger = books(moved, act("2014-01-01", {2015: 70}, id="aa"), made())
    assert [what for what, _, _ in told(ledger)] == ["FL2014", "reprioritisation.zz", "FL2014"]


def test_awards_and_accounts_are_no_steps() -> None:
    ledger = books(made(), award("2014-05-01", 10), outturn(2014, 9))
    assert told(ledger) == [("FL2014", 280, 280)]


def test_what_comes_later_than_the_date_asked_for_is_no_step() -> None:
    moved = reprioritisation("2015-05-01", 10, from_="p", to="")
    ledger = books(made(), moved, act("2016-01-01", {2016: 60}))
    assert told(ledger.until(moved.date)) == [
        ("FL2014", 280, 280),
        ("reprioritisation.r", -10, 270),
    ]
