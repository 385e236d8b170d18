"""What programs and strands have by their first act, and where it stands."""

from __future__ import annotations

from arithmetic.making import Told, kr, line, program, told
from tidlig.arithmetic.charging import appropriation_movements, stands_at
from tidlig.arithmetic.movements import sums
from tidlig.model.decisions import Program
from tidlig.model.money import UNKNOWN

APPROPRIATED = "appropriated"


def moved(program: Program) -> list[Told]:
    return told(appropriation_movements(program))


def test_a_split_stands_on_its_years() -> None:
    assert moved(program("2014-2015", split={2014: 70, 2015: 30})) == [
        ("2014", APPROPRIATED, 70),
        ("2015", APPROPRIATED, 30),
    ]


def test_a_split_with_its_total_is_counted_once() -> None:
    assert moved(program("2014-2015", total=100, split={2014: 70, 2015: 30})) == [
        ("2014", APPROPRIATED, 70),
        ("2015", APPROPRIATED, 30),
    ]


def test_a_total_stands_on_the_span_that_is_not_split() -> None:
    assert moved(program("2014-2017", total=280)) == [("2014-2017", APPROPRIATED, 280)]


def test_a_total_of_one_year_stands_on_it() -> None:
    assert moved(program("2014", total=280)) == [("2014", APPROPRIATED, 280)]


def test_an_amount_a_year_stands_on_each_year() -> None:
    assert moved(program("2014-2016", yearly=10)) == [
        ("2014", APPROPRIATED, 10),
        ("2015", APPROPRIATED, 10),
        ("2016", APPROPRIATED, 10),
    ]


def test_an_amount_a_year_without_an_end_adds_nothing() -> None:
    assert moved(program("2012-", yearly=10)) == []


def test_what_is_not_known_adds_nothing() -> None:
    assert moved(program("2014-2017", total=UNKNOWN)) == []
    assert moved(program("2014-2017", yearly=UNKNOWN)) == []
    assert moved(program("2014-2015", split={2014: UNKNOWN, 2015: 3})) == [
        ("2015", APPROPRIATED, 3)
    ]


def test_a_year_of_nothing_is_stated() -> None:
    assert moved(program("2014", split={2014: 0})) == [("2014", APPROPRIATED, 0)]


def test_a_strand_takes_its_money_from_the_year() -> None:
    split = program("2014-2015", split={2014: 70, 2015: 30}, strands={"a": {2014: 20}})
    assert moved(split) == [
        ("2014", APPROPRIATED, -20),
        ("2014", APPROPRIATED, 70),
        ("2015", APPROPRIATED, 30),
        ("a 2014", APPROPRIATED, 20),
    ]


def test_a_strand_takes_its_money_from_the_span_while_there_is_no_split() -> None:
    whole = program("2014-2017", total=280, strands={"a": {2015: 20, 2016: 5}})
    assert moved(whole) == [
        ("2014-2017", APPROPRIATED, -20),
        ("2014-2017", APPROPRIATED, -5),
        ("2014-2017", APPROPRIATED, 280),
        ("a 2015", APPROPRIATED, 20),
        ("a 2016", APPROPRIATED, 5),
    ]


def test_a_strand_takes_its_money_from_an_amount_a_year() -> None:
    assert moved(program("2014-2014", yearly=10, strands={"a": {2014: 4}})) == [
        ("2014", APPROPRIATED, -4),
        ("2014", APPROPRIATED, 10),
        ("a 2014", APPROPRIATED, 4),
    ]


def test_a_strand_takes_nothing_from_what_is_not_known() -> None:
    own = [("a 2014", APPROPRIATED, 4)]
    strands = {"a": {2014: 4}}
    assert moved(program("2014-2015", total=UNKNOWN, strands=strands)) == own
    assert moved(program("2014-2015", yearly=UNKNOWN, strands=strands)) == own
    assert moved(program("2014-2015", split={2014: UNKNOWN}, strands=strands)) == own
    assert moved(program("2012-", yearly=10, strands=strands)) == own


def test_a_strand_without_a_split_or_of_unknown_amount_moves_nothing() -> None:
    strands = {"a": None, "b": {2014: UNKNOWN}}
    assert moved(program("2014", split={2014: 70}, strands=strands)) == [("2014", APPROPRIATED, 70)]


def test_strands_never_add_to_the_program() -> None:
    strands = {"a": {2014: 20}, "b": {2014: 30, 2015: 30}}
    movements = appropriation_movements(
        program("2014-2015", split={2014: 70, 2015: 30}, strands=strands)
    )
    assert sums(movements, lambda movement: movement.line.years.first) == {
        2014: {APPROPRIATED: kr(70)},
        2015: {APPROPRIATED: kr(30)},
    }


def test_a_movement_is_of_the_entry_that_makes_it_and_of_the_date_of_the_act() -> None:
    made = program("2014", split={2014: 70}, strands={"a": {2014: 20}}, date="2014-01-01")
    movements = list(appropriation_movements(made))
    assert [movement.entry for movement in movements] == [made, made.strands[0], made.strands[0]]
    assert {movement.date for movement in movements} == {made.date}


def test_money_stands_in_the_year_in_the_span_or_nowhere() -> None:
    assert stands_at(program("2014-2015", split={2014: 1}), 2015) == line("2015").years
    assert stands_at(program("2014-2015", total=1), 2015) == line("2014-2015").years
    assert stands_at(program("2014-2015", yearly=1), 2015) == line("2015").years
    assert stands_at(program("2014-", yearly=1), 2015) is None
    assert stands_at(program("2014-2015", total=UNKNOWN), 2015) is None
    assert stands_at(program("2014-2015", split={2015: UNKNOWN}), 2015) is None
