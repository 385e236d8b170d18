"""What later acts do to a budget, reckoned by hand."""

from __future__ import annotations

from arithmetic.making import (
    Table,
    Told,
    act,
    carry_over,
    day,
    kr,
    line,
    program,
    reprioritisation,
    told,
)
from tidlig.arithmetic import charging
from tidlig.arithmetic.charging import appropriation_movements
from tidlig.arithmetic.movements import Movement
from tidlig.arithmetic.restatement import Restatement, restatements
from tidlig.model.decisions import Appropriation, Program
from tidlig.model.money import UNKNOWN

RESTATED = "restated"
APPROPRIATED = "appropriated"

SPLIT = program("2014-2016", split={2014: 70, 2015: 70, 2016: 70}, date="2014-01-01")
WHOLE = program("2014-2016", total=100, date="2014-01-01")
STRANDS = program(
    "2014-2015",
    split={2014: 70, 2015: 70},
    strands={"a": {2014: 30, 2015: 30}, "b": {2014: 20, 2015: 20}},
    date="2014-01-01",
)
OPEN = program("2015-", total=UNKNOWN, date="2015-01-01")


def done(
    program: Program, *acts: Appropriation, moved: list[Movement] | None = None
) -> list[Restatement]:
    return list(restatements(program, acts, [*appropriation_movements(program), *(moved or [])]))


def changes(
    program: Program, *acts: Appropriation, moved: list[Movement] | None = None
) -> list[list[Told]]:
    """What each act changes, without what stays as it was."""
    return [
        [change for change in told(each.movements) if change[2]]
        for each in done(program, *acts, moved=moved)
    ]


def test_an_act_makes_each_year_what_it_states() -> None:
    assert changes(SPLIT, act("2015-01-01", {2015: 52, 2016: 75})) == [
        [("2015", RESTATED, -18), ("2016", RESTATED, 5)]
    ]


def test_a_year_that_an_act_does_not_name_stays() -> None:
    assert changes(SPLIT, act("2015-01-01", {2015: 52})) == [[("2015", RESTATED, -18)]]


def test_a_year_that_an_act_calls_unknown_stays() -> None:
    assert changes(SPLIT, act("2015-01-01", {2015: 52, 2016: UNKNOWN})) == [
        [("2015", RESTATED, -18)]
    ]


def test_an_act_that_states_only_unknown_years_does_nothing() -> None:
    (restatement,) = done(WHOLE, act("2015-01-01", {2015: UNKNOWN}))
    assert (restatement.movements, restatement.cut) == ((), ())


def test_a_figure_that_changes_nothing_is_a_movement_of_nothing() -> None:
    (restatement,) = done(SPLIT, act("2015-01-01", {2015: 70}))
    assert told(restatement.movements) == [("2015", RESTATED, 0)]


def test_each_act_starts_from_what_the_one_before_left() -> None:
    acts = act("2015-01-01", {2015: 52, 2016: 42}), act("2016-01-01", {2016: 24})
    assert changes(SPLIT, *acts) == [
        [("2015", RESTATED, -18), ("2016", RESTATED, -28)],
        [("2016", RESTATED, -18)],
    ]


def test_acts_take_effect_by_date_however_they_stand() -> None:
    first, second = act("2015-01-01", {2016: 42}), act("2016-01-01", {2016: 24})
    assert changes(SPLIT, second, first) == changes(SPLIT, first, second)


def test_acts_of_one_date_take_effect_by_id() -> None:
    later = act("2015-01-01", {2016: 24}, id="b")
    earlier = act("2015-01-01", {2015: 52}, id="a")
    assert [each.act.id for each in done(SPLIT, later, earlier)] == ["a", "b"]


def test_what_was_reprioritised_before_is_a_part_of_what_is_replaced() -> None:
    moved = list(
        charging.reprioritisation_movements(
            reprioritisation("2014-05-01", 10, from_="p", to="", years="2015")
        )
    )
    assert changes(SPLIT, act("2015-01-01", {2015: 52}), moved=moved) == [[("2015", RESTATED, -8)]]


def test_what_is_reprioritised_on_the_day_of_an_act_comes_before_it() -> None:
    moved = list(
        charging.reprioritisation_movements(reprioritisation("2015-01-01", 10, from_="p", to=""))
    )
    assert changes(SPLIT, act("2015-01-01", {2015: 52}), moved=moved) == [[("2015", RESTATED, -8)]]


def test_what_is_reprioritised_after_an_act_is_the_next_ones() -> None:
    moved = list(
        charging.reprioritisation_movements(
            reprioritisation("2015-01-02", 10, from_="p", to="", years="2016")
        )
    )
    acts = act("2015-01-01", {2016: 60}), act("2016-01-01", {2016: 50})
    assert changes(SPLIT, *acts, moved=moved) == [[("2016", RESTATED, -10)], []]


def test_what_is_carried_over_is_left_out() -> None:
    moved = list(charging.carry_over_movements(carry_over(2014, 2015, 21, date="2014-12-31")))
    assert changes(SPLIT, act("2015-01-01", {2014: 70, 2015: 70}), moved=moved) == [[]]


def test_a_span_within_the_years_of_an_act_is_absorbed() -> None:
    assert changes(WHOLE, act("2015-01-01", {2014: 30, 2015: 30, 2016: 35})) == [
        [
            ("2014", RESTATED, 30),
            ("2014-2016", RESTATED, -100),
            ("2015", RESTATED, 30),
            ("2016", RESTATED, 35),
        ]
    ]


def test_a_span_is_absorbed_also_where_an_act_leaves_years_between_out() -> None:
    (restatement,) = done(WHOLE, act("2015-01-01", {2014: 30, 2016: 35}))
    assert ("2014-2016", RESTATED, -100) in told(restatement.movements)
    assert restatement.cut == ()


def test_a_reprioritisation_over_a_span_is_absorbed_on_its_strand() -> None:
    entry = reprioritisation("2014-05-01", 10, from_="p/a", to="p/b", years="2014-2015")
    moved = list(charging.reprioritisation_movements(entry))
    strands = {"a": {2014: 30, 2015: 30}, "b": {2014: 20, 2015: 20}}
    assert changes(
        STRANDS, act("2015-01-01", {2014: 70, 2015: 70}, strands=strands), moved=moved
    ) == [[("a 2014-2015", RESTATED, 10), ("b 2014-2015", RESTATED, -10)]]


def test_a_span_without_money_is_neither_absorbed_nor_cut() -> None:
    there = reprioritisation("2014-05-01", 10, from_="p", to="", years="2015-2016")
    back = reprioritisation("2014-06-01", 10, from_="", to="p", years="2015-2016")
    moved = [
        *charging.reprioritisation_movements(there),
        *charging.reprioritisation_movements(back),
    ]
    (restatement,) = done(SPLIT, act("2015-01-01", {2015: 70}), moved=moved)
    assert told(restatement.movements) == [("2015", RESTATED, 0)]
    assert restatement.cut == ()


def test_a_span_that_only_meets_the_years_of_an_act_is_cut() -> None:
    (restatement,) = done(WHOLE, act("2015-01-01", {2015: 30, 2016: 35}))
    assert restatement.cut == ((line("2014-2016"), kr(100)),)
    assert told(restatement.movements) == [("2015", RESTATED, 30), ("2016", RESTATED, 35)]


def test_a_span_beside_the_years_of_an_act_is_not_cut() -> None:
    entry = reprioritisation("2014-05-01", 10, from_="p", to="", years="2015-2016")
    moved = list(charging.reprioritisation_movements(entry))
    (restatement,) = done(SPLIT, act("2015-01-01", {2014: 70}), moved=moved)
    assert restatement.cut == ()


def test_the_programs_own_span_may_stay_where_all_named_years_were_placed_before() -> None:
    """96 with 10 and 20 placed: an act that states those years leaves the other 66 alone."""
    placed = program("2016-2019", total=96, strands={"a": {2016: 10, 2017: 20}}, date="2016-01-01")
    (restatement,) = done(placed, act("2017-01-01", {2017: 25}, strands={"a": {2017: 25}}))
    assert restatement.cut == ()
    assert told(restatement.movements) == [("a 2017", RESTATED, 5)]


def test_the_programs_own_span_is_cut_where_a_named_year_was_not_placed_before() -> None:
    placed = program("2016-2019", total=96, strands={"a": {2016: 10, 2017: 20}}, date="2016-01-01")
    (restatement,) = done(placed, act("2017-01-01", {2017: 25, 2018: 5}))
    assert restatement.cut == ((line("2016-2019"), kr(66)),)


def test_the_programs_own_span_may_stay_beside_a_year_that_is_not_its_own() -> None:
    placed = program("2016-2019", total=96, strands={"a": {2016: 10, 2017: 20}}, date="2016-01-01")
    (restatement,) = done(placed, act("2017-01-01", {2017: 25, 2020: 3}))
    assert restatement.cut == ()


def test_another_span_is_cut_also_where_all_named_years_were_placed_before() -> None:
    entry = reprioritisation("2014-05-01", 10, from_="p", to="", years="2015-2016")
    moved = list(charging.reprioritisation_movements(entry))
    (restatement,) = done(SPLIT, act("2015-01-01", {2016: 70}), moved=moved)
    assert restatement.cut == ((line("2015-2016"), kr(-10)),)


def test_a_rounded_span_that_was_absorbed_is_not_there_for_the_next_act() -> None:
    span = Movement(line("2015-2016"), "reprioritised", kr(-10, half=1), SPLIT, day("2014-05-01"))
    acts = act("2015-01-01", {2015: 70, 2016: 60}), act("2016-01-01", {2016: 60})
    first, second = done(SPLIT, *acts, moved=[span])
    assert ("2015-2016", RESTATED, 10) in told(first.movements)
    assert told(second.movements) == [("2016", RESTATED, 0)]
    assert second.cut == ()


def test_an_act_states_strands_and_what_is_left_for_none() -> None:
    strands = {"a": {2015: 40}, "b": {2015: 15}}
    assert changes(STRANDS, act("2015-01-01", {2015: 60}, strands=strands)) == [
        [("2015", RESTATED, -15), ("a 2015", RESTATED, 10), ("b 2015", RESTATED, -5)]
    ]


def test_a_strand_that_an_act_does_not_name_gets_nothing() -> None:
    assert changes(STRANDS, act("2015-01-01", {2015: 60}, strands={"a": {2015: 60}})) == [
        [("2015", RESTATED, -20), ("a 2015", RESTATED, 30), ("b 2015", RESTATED, -20)]
    ]


def test_a_strand_that_an_act_names_in_another_year_gets_nothing_in_this() -> None:
    strands = {"a": {2014: 30}, "b": {2014: 20, 2015: 20}}
    assert changes(STRANDS, act("2015-01-01", {2014: 70, 2015: 70}, strands=strands)) == [
        [("2015", RESTATED, 30), ("a 2015", RESTATED, -30)]
    ]


def test_an_act_without_strands_gives_all_of_it_to_none() -> None:
    assert changes(STRANDS, act("2015-01-01", {2015: 70})) == [
        [("2015", RESTATED, 50), ("a 2015", RESTATED, -30), ("b 2015", RESTATED, -20)]
    ]


def test_a_strand_that_an_act_calls_unknown_keeps_what_it_has() -> None:
    """60 less the 30 that a keeps and the 15 of b leave 15, which is 5 less than 20."""
    strands: dict[str, Table] = {"a": {2015: UNKNOWN}, "b": {2015: 15}}
    assert changes(STRANDS, act("2015-01-01", {2015: 60}, strands=strands)) == [
        [("2015", RESTATED, -5), ("b 2015", RESTATED, -5)]
    ]


def test_a_strand_that_is_stated_as_nothing_is_a_movement_of_nothing() -> None:
    bare = program("2014-2015", split={2014: 1, 2015: 1}, strands={"a": None, "b": None})
    (restatement,) = done(bare, act("2015-01-01", {2015: 1}, strands={"a": {2015: 0}}))
    assert told(restatement.movements) == [("a 2015", RESTATED, 0)]


def test_without_an_end_years_that_no_act_has_named_are_appropriated() -> None:
    acts = act("2015-01-01", {2015: 50, 2016: 60}), act("2016-01-01", {2016: 61, 2017: 70})
    assert changes(OPEN, *acts) == [
        [("2015", APPROPRIATED, 50), ("2016", APPROPRIATED, 60)],
        [("2016", RESTATED, 1), ("2017", APPROPRIATED, 70)],
    ]


def test_a_year_of_which_only_a_strand_is_unknown_is_stated_for_the_rest() -> None:
    bare = program("2014-2015", split={2014: 1, 2015: 1}, strands={"a": None})
    strands: dict[str, Table] = {"a": {2015: UNKNOWN}}
    (restatement,) = done(bare, act("2015-01-01", {2015: 1}, strands=strands))
    assert told(restatement.movements) == [("2015", RESTATED, 0)]


def test_without_an_end_what_an_act_leaves_of_money_moved_there_is_appropriated_with_it() -> None:
    """30 over 2016-2017 come first; the act's 68 and 69 contain them, so 107 of 137 are new."""
    moved = list(
        charging.reprioritisation_movements(
            reprioritisation("2015-01-01", 30, from_="", to="p", years="2016-2017")
        )
    )
    assert changes(OPEN, act("2015-01-01", {2016: 68, 2017: 69}), moved=moved) == [
        [("2016", APPROPRIATED, 68), ("2016-2017", APPROPRIATED, -30), ("2017", APPROPRIATED, 69)]
    ]


def test_without_an_end_a_span_with_a_year_that_was_named_is_restated() -> None:
    entry = reprioritisation("2015-06-01", 30, from_="", to="p", years="2016-2017")
    moved = list(charging.reprioritisation_movements(entry))
    acts = act("2015-01-01", {2016: 68}), act("2016-01-01", {2016: 68, 2017: 69})
    assert changes(OPEN, *acts, moved=moved)[1] == [
        ("2016-2017", RESTATED, -30),
        ("2017", APPROPRIATED, 69),
    ]


def test_without_an_end_a_span_whose_last_year_was_named_is_restated_too() -> None:
    entry = reprioritisation("2015-06-01", 30, from_="", to="p", years="2016-2017")
    moved = list(charging.reprioritisation_movements(entry))
    acts = act("2015-01-01", {2017: 69}), act("2016-01-01", {2016: 68, 2017: 69})
    assert changes(OPEN, *acts, moved=moved)[1] == [
        ("2016", APPROPRIATED, 68),
        ("2016-2017", RESTATED, -30),
    ]


def test_without_an_end_a_span_before_a_year_that_was_named_is_appropriated() -> None:
    entry = reprioritisation("2015-06-01", 30, from_="", to="p", years="2016-2017")
    moved = list(charging.reprioritisation_movements(entry))
    acts = act("2015-01-01", {2018: 69}), act("2016-01-01", {2016: 68, 2017: 69, 2018: 69})
    assert ("2016-2017", APPROPRIATED, -30) in changes(OPEN, *acts, moved=moved)[1]


def test_without_an_end_years_of_the_programs_own_split_are_named() -> None:
    split = program("2015-", split={2015: 50}, date="2015-01-01")
    assert changes(split, act("2016-01-01", {2015: 40, 2016: 60})) == [
        [("2015", RESTATED, -10), ("2016", APPROPRIATED, 60)]
    ]


def test_without_an_end_an_unknown_year_of_the_programs_split_is_not_named() -> None:
    split = program("2015-", split={2015: UNKNOWN}, date="2015-01-01")
    assert changes(split, act("2016-01-01", {2015: 40})) == [[("2015", APPROPRIATED, 40)]]


def test_with_an_end_a_first_naming_is_restated() -> None:
    split = program("2015-2016", split={2015: 50}, date="2015-01-01")
    assert changes(split, act("2016-01-01", {2016: 60})) == [[("2016", RESTATED, 60)]]


def test_half_widths_add_up_and_never_cancel() -> None:
    rounded = program("2014", total=UNKNOWN)
    movement = Movement(line("2014"), APPROPRIATED, kr(50, half=2), rounded, None)
    (restatement,) = restatements(rounded, [act("2015-01-01", {2014: 40})], [movement])
    assert [each.money for each in restatement.movements] == [kr(-10, half=2)]


def test_a_movement_of_an_act_is_the_acts_and_of_its_date() -> None:
    stated = act("2015-01-01", {2015: 52})
    (restatement,) = done(SPLIT, stated)
    (movement,) = restatement.movements
    assert (restatement.act, movement.entry, movement.date) == (stated, stated, stated.date)
