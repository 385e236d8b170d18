"""What is in the way of a figure, and what is not: unknown amounts, spans, doubtful places."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from arithmetic.making import (
    Table,
    act,
    award,
    back,
    carry_over,
    outturn,
    payment,
    program,
    reprioritisation,
)
from arithmetic.saying import (
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
    pool,
    recipient,
    round_of,
    row,
)
from tidlig.model.decisions import Program
from tidlig.model.entry import Ident, Year
from tidlig.model.money import UNKNOWN

P = {"program": "p"}
A = {"program": "p", "strand": "a"}
SEVENTY: Table = {2014: 70, 2015: 70, 2016: 70, 2017: 70}


def made(**more: Any) -> Program:
    """A program of 70 a year, with a strand a that has 20 of 2015."""
    return program("2014-2017", split=SEVENTY, strands={"a": {2015: 20}, "b": None}, **more)


# Unknown amounts ----------------------------------------------------------------------------------


def test_an_unknown_amount_moved_within_the_program_is_in_the_way_of_the_strand_alone() -> None:
    ledger = books(made(), reprioritisation("2015-04-01", UNKNOWN, from_="p", to="p/a"))
    assert figure(ledger, "budget", **P) == 280
    assert figure(ledger, "budget", **A) == UNKNOWN_AMOUNT
    assert figure(ledger, "appropriated", **A) == 20
    assert figure(ledger, "budget", **A, as_of="2015-03-31") == 20
    assert figure(ledger, "budget", **A, as_of="2015-04-01") == UNKNOWN_AMOUNT
    assert figure(ledger, "reprioritised", **P) == 0
    assert figure(ledger, "reprioritised-in", **A) == UNKNOWN_AMOUNT
    assert figure(ledger, "reprioritised-out", **A) == 0
    assert figure(ledger, "reprioritised-out", **P) == 0


def test_an_unknown_amount_that_leaves_the_program_is_in_its_way() -> None:
    moved = reprioritisation("2015-04-01", UNKNOWN, from_="p", to="q", years="2016")
    ledger = books(made(), program("2016", total=5, id="q"), moved)
    assert figure(ledger, "budget", **P) == UNKNOWN_AMOUNT
    assert figure(ledger, "budget", program="q") == UNKNOWN_AMOUNT
    assert figure(ledger, "budget") == 285
    assert figure(ledger, "budget", **P, years="2015") == 70
    assert figure(ledger, "reprioritised-out", **P) == UNKNOWN_AMOUNT
    assert figure(ledger, "reprioritised-in", **P) == 0


def test_an_unknown_amount_is_in_the_way_until_an_act_states_its_year_anew() -> None:
    moved = reprioritisation("2015-04-01", UNKNOWN, from_="p", to="", years="2016")
    later = act("2016-01-01", {2016: 50})
    ledger = books(made(), moved, later)
    assert figure(ledger, "budget", **P, as_of="2015-12-31") == UNKNOWN_AMOUNT
    assert figure(ledger, "budget", **P) == 260
    assert figure(ledger, "budget", **P, years="2016") == 50
    assert figure(ledger, "restated", **P) == UNKNOWN_AMOUNT
    assert figure(ledger, "reprioritised", **P) == UNKNOWN_AMOUNT


def test_an_act_before_an_unknown_amount_does_not_settle_it() -> None:
    earlier = act("2015-01-01", {2016: 50})
    moved = reprioritisation("2015-04-01", UNKNOWN, from_="p", to="", years="2016")
    assert figure(books(made(), earlier, moved), "budget", **P) == UNKNOWN_AMOUNT


def test_an_act_on_the_day_of_an_unknown_amount_settles_it() -> None:
    moved = reprioritisation("2015-01-01", UNKNOWN, from_="p", to="", years="2016")
    assert figure(books(made(), moved, act("2015-01-01", {2016: 50})), "budget", **P) == 260


def test_an_act_that_states_one_year_of_two_settles_that_one() -> None:
    moved = reprioritisation("2015-04-01", UNKNOWN, from_="p", to="", years="2016-2017")
    ledger = books(made(), moved, act("2016-01-01", {2016: 50}))
    assert figure(ledger, "budget", **P) == UNKNOWN_AMOUNT
    assert figure(ledger, "budget", **P, years="2016") == 50
    assert figure(ledger, "budget", **P, years="2017") == UNKNOWN_AMOUNT


def test_an_unknown_total_is_known_in_the_years_that_acts_state() -> None:
    ledger = books(program("2015-", total=UNKNOWN), act("2015-01-01", {2016: 68, 2017: 69}))
    assert figure(ledger, "appropriated", **P) == UNKNOWN_AMOUNT
    assert figure(ledger, "appropriated", **P, years="2016-2017") == 137
    assert figure(ledger, "budget", **P, years="2016") == 68
    assert figure(ledger, "budget", **P, years="2018") == UNKNOWN_AMOUNT


def test_a_year_that_an_act_calls_unknown_is_not_told() -> None:
    ledger = books(made(), act("2015-01-01", {2016: 50, 2017: UNKNOWN}))
    assert figure(ledger, "budget", **P, years="2016") == 50
    assert figure(ledger, "budget", **P, years="2017") == UNKNOWN_AMOUNT
    assert figure(ledger, "budget", **P) == UNKNOWN_AMOUNT


def test_a_strand_that_an_act_calls_unknown_is_part_of_a_program_that_is_known() -> None:
    ledger = books(made(), act("2015-01-01", {2016: 50}, strands={"a": {2016: UNKNOWN}}))
    assert figure(ledger, "budget", **P) == 260
    assert figure(ledger, "budget", **A, years="2016") == UNKNOWN_AMOUNT


def test_a_strands_unknown_split_is_part_of_a_program_that_is_known() -> None:
    unknown_share = {"a": {2014: UNKNOWN}}
    for whole in (
        program("2014-2015", total=140, strands=unknown_share),
        program("2014-2015", split={2014: 70, 2015: 70}, strands=unknown_share),
    ):
        assert figure(books(whole), "budget", **P) == 140
        assert figure(books(whole), "budget", **A) == UNKNOWN_AMOUNT
        assert figure(books(whole), "budget", **A, years="2014") == UNKNOWN_AMOUNT


def test_a_strands_unknown_split_of_a_span_is_in_the_way_of_its_year() -> None:
    """What strand b leaves of the total is 0, so whatever a has, 2014 has more and 2015 less."""
    strands: dict[str, Table | None] = {"a": {2014: UNKNOWN}, "b": {2014: 70, 2015: 70}}
    ledger = books(program("2014-2015", total=140, strands=strands))
    assert figure(ledger, "budget", **P) == 140
    assert figure(ledger, "budget", **P, years="2014") == UNKNOWN_AMOUNT


def test_an_unknown_carry_over_is_in_the_way_of_its_years_and_not_of_both_together() -> None:
    ledger = books(made(), carry_over(2014, 2015, UNKNOWN))
    assert figure(ledger, "budget", **P, years="2014") == UNKNOWN_AMOUNT
    assert figure(ledger, "budget", **P, years="2015-2017") == UNKNOWN_AMOUNT
    assert figure(ledger, "budget", **P, years="2016") == 70
    assert figure(ledger, "budget", **P, years="2014-2015") == 140
    assert figure(ledger, "budget", **P) == 280
    assert figure(ledger, "carried", **P) == 0


def test_an_act_does_not_settle_an_unknown_carry_over() -> None:
    ledger = books(made(), carry_over(2014, 2015, UNKNOWN), act("2016-01-01", {2015: 60}))
    assert figure(ledger, "budget", **P, years="2015") == UNKNOWN_AMOUNT


def test_unknown_awards_returns_and_payments_are_in_the_way_of_what_they_are_part_of() -> None:
    known = [made(), award("2014-05-01", 10, strand="a"), payment("2014-06-01", 4)]
    given = replace(award("2015-05-01", UNKNOWN), id="more", strand=Ident("b"))
    ledger = books(*known, given)
    assert figure(ledger, "awarded", **P) == UNKNOWN_AMOUNT
    assert figure(ledger, "awarded", **A) == 10
    assert figure(ledger, "awarded", **P, years="2014") == 10
    assert figure(ledger, "uncommitted", **P) == UNKNOWN_AMOUNT
    assert figure(ledger, "paid", **P) == 4
    annulled = books(*known, back("2015-06-01", UNKNOWN, "annulment"))
    assert figure(annulled, "outstanding", **P) == UNKNOWN_AMOUNT
    assert figure(annulled, "paid", **P) == 4


def test_an_unknown_refund_is_not_in_the_way_of_what_is_outstanding() -> None:
    """What is paid back is no longer awarded and no longer paid: it nets to zero."""
    ledger = books(
        made(),
        award("2014-05-01", 10),
        payment("2014-06-01", 4),
        back("2015-06-01", UNKNOWN, "refund"),
    )
    assert figure(ledger, "outstanding", **P) == 6
    assert figure(ledger, "paid", **P) == UNKNOWN_AMOUNT
    assert figure(ledger, "returned", **P) == UNKNOWN_AMOUNT


def test_an_unknown_outturn_is_in_the_way_of_its_year() -> None:
    ledger = books(made(), outturn(2014, 45), outturn(2015, UNKNOWN))
    assert figure(ledger, "outturn", **P, years="2014") == 45
    assert figure(ledger, "outturn", **P, years="2015") == UNKNOWN_AMOUNT
    assert figure(ledger, "used", **P, as_of="2018-01-01", years="2015") == UNKNOWN_AMOUNT


def test_an_amount_a_year_without_an_end_has_no_sum() -> None:
    ledger = books(program("2012-", yearly=10))
    assert figure(ledger, "yearly", **P) == 10
    assert figure(ledger, "appropriated", **P) == UNKNOWN_AMOUNT
    assert figure(books(program("2012-", yearly=UNKNOWN)), "yearly", **P) == UNKNOWN_AMOUNT
    assert figure(books(program("2012-2014", yearly=10)), "appropriated", **P) == 30


def test_an_amount_a_year_is_told_where_it_is_the_same_in_every_year_asked_for() -> None:
    ledger = books(program("2014-2016", split={2014: 70, 2015: 60, 2016: 60}))
    assert figure(ledger, "yearly", **P) == "differs by year"
    assert figure(ledger, "yearly", **P, years="2014") == 70
    assert figure(ledger, "yearly", **P, years="2015-2016") == 60
    assert figure(ledger, "yearly", **P, years="2017") == NOTHING


def test_an_unknown_amount_is_told_with_its_entry() -> None:
    moved = reprioritisation("2015-04-01", UNKNOWN, from_="p", to="p/a")
    found = holding(books(made(), moved), "budget", program="p", strand="a")
    assert found.doubt is not None
    assert found.doubt.entry is not None
    assert found.doubt.entry.address == "reprioritisation.r"


# Spans --------------------------------------------------------------------------------------------


def test_a_span_is_told_as_a_whole_and_not_by_year() -> None:
    ledger = books(program("2014-2017", total=280))
    assert figure(ledger, "budget", **P) == 280
    assert figure(ledger, "budget", **P, years="2014-2017") == 280
    assert figure(ledger, "budget", **P, years="2013-2020") == 280
    assert figure(ledger, "budget", **P, years="2014-2016") == NOT_SPLIT
    assert figure(ledger, "budget", **P, years="2018") == 0


def test_a_span_moved_within_the_scope_comes_to_nothing_in_each_year() -> None:
    moved = reprioritisation("2014-05-01", 9, from_="p", to="p/a", years="2016-2017")
    ledger = books(made(), moved)
    assert figure(ledger, "budget", **P, years="2016") == 70
    assert figure(ledger, "budget", **A, years="2016") == NOT_SPLIT
    assert figure(ledger, "reprioritised-in", **A, years="2016") == NOT_SPLIT
    assert figure(ledger, "reprioritised-in", **A) == 9
    assert figure(ledger, "reprioritised-out", **P, years="2016") == 0


def test_two_decisions_over_one_span_may_differ_in_each_year() -> None:
    out = reprioritisation("2014-05-01", 9, from_="p", to="", years="2016-2017")
    ledger = books(made(), out, replace(out, id="back", from_=out.to, to=out.from_))
    assert figure(ledger, "budget", **P) == 280
    assert figure(ledger, "budget", **P, years="2016") == NOT_SPLIT


def test_strands_that_take_all_of_a_total_leave_nothing_on_the_span() -> None:
    whole = program("2014-2015", total=140, strands={"a": {2014: 70, 2015: 70}})
    assert figure(books(whole), "appropriated", **P, years="2014") == 70
    assert figure(books(whole), "budget", **P, years="2015") == 70
    part = program("2014-2015", total=141, strands={"a": {2014: 70, 2015: 70}})
    assert figure(books(part), "appropriated", **P, years="2014") == NOT_SPLIT


def test_a_span_that_an_act_has_stated_by_year_is_no_longer_in_the_way() -> None:
    later = act("2015-01-01", {2014: 70, 2015: 60, 2016: 50, 2017: 40})
    ledger = books(program("2014-2017", total=280), later)
    assert figure(ledger, "budget", **P, years="2015", as_of="2014-12-31") == NOT_SPLIT
    assert figure(ledger, "budget", **P, years="2015") == 60
    assert figure(ledger, "appropriated", **P, years="2015") == NOT_SPLIT


def test_a_cut_over_years_that_an_act_then_states_is_no_longer_in_the_way() -> None:
    """The 30 over 2016-2017 of the agreement for 2015, and FL2015 on the same day."""
    cut = reprioritisation("2015-01-01", 30, from_="p", to="", years="2016-2017")
    ledger = books(made(), cut, act("2015-01-01", {2015: 52, 2016: 41, 2017: 37}))
    assert figure(ledger, "budget", **P, years="2016") == 41
    assert figure(ledger, "reprioritised-out", **P) == 30
    assert figure(ledger, "reprioritised-out", **P, years="2016-2017") == 30
    assert figure(ledger, "reprioritised-out", **P, years="2016") == NOT_SPLIT


def test_a_cut_over_years_after_the_act_is_in_the_way() -> None:
    cut = reprioritisation("2015-01-02", 30, from_="p", to="", years="2016-2017")
    ledger = books(made(), cut, act("2015-01-01", {2015: 52, 2016: 41, 2017: 37}))
    assert figure(ledger, "budget", **P, years="2016") == NOT_SPLIT


def test_an_award_over_years_is_in_the_way_of_one_of_them_whatever_acts_say() -> None:
    given = award("2014-05-01", 49, years=None)
    over = replace(given, years=made().years._replace(last=2015))
    ledger = books(made(), over, act("2015-01-01", {2014: 70, 2015: 52}))
    assert figure(ledger, "awarded", **P) == 49
    assert figure(ledger, "awarded", **P, years="2014-2015") == 49
    assert figure(ledger, "awarded", **P, years="2015") == NOT_SPLIT
    assert figure(ledger, "uncommitted", **P, years="2015") == NOT_SPLIT
    assert figure(ledger, "budget", **P, years="2015") == 52


# What may be elsewhere ----------------------------------------------------------------------------


def test_an_award_on_the_program_may_be_of_any_strand() -> None:
    ledger = books(made(), award("2014-05-01", 49))
    assert figure(ledger, "awarded", **P) == 49
    assert figure(ledger, "awarded", **A) == NOT_SPLIT
    assert figure(books(program("2014", total=50), award("2014-05-01", 49)), "awarded", **P) == 49


def test_an_award_on_the_program_may_be_of_any_round_and_pool() -> None:
    first, second = round_of("first"), round_of("second")
    one, two = pool("one", strand="a", round="first"), pool("two", strand="b", round="second")
    bare = books(made(), first, second, one, two, award("2014-05-01", 49))
    assert figure(bare, "awarded", round="first") == NOT_SPLIT
    assert figure(bare, "awarded", pool="one") == NOT_SPLIT
    of_first = books(made(), first, second, one, two, award("2014-05-01", 49, round="first"))
    assert figure(of_first, "awarded", round="first") == 49
    assert figure(of_first, "awarded", round="second") == NOTHING
    assert figure(of_first, "awarded", pool="one") == NOT_SPLIT
    assert figure(of_first, "awarded", pool="two") == NOTHING
    of_b = books(made(), first, one, award("2014-05-01", 49, round="first", strand="b"))
    assert figure(of_b, "awarded", pool="one") == NOTHING


def test_pools_whose_support_is_not_stated_may_be_of_any() -> None:
    ledger = books(made(), pool("one"), pool("two", support="direct"))
    assert figure(ledger, "pools", support="direct") == NOT_STATED
    assert figure(ledger, "pools") == 2
    assert figure(ledger, "frame") == NOT_STATED


def test_a_pool_on_the_program_may_be_of_any_strand() -> None:
    ledger = books(made(), pool("one"), pool("two", strand="a"))
    assert figure(ledger, "pools", **A) == NOT_STATED
    assert figure(books(made(), pool("two", strand="a")), "pools", **A) == 1


def test_an_unknown_frame_is_not_told() -> None:
    ledger = books(made(), pool("one", strand="a", frame=UNKNOWN), pool("two", strand="b", frame=5))
    assert figure(ledger, "frame", **P) == UNKNOWN_AMOUNT
    assert figure(ledger, "frame", program="p", strand="b") == 5


def test_two_sums_over_recipients_of_one_kind_may_have_some_in_common() -> None:
    one = award("2014-05-01", 9, recipients=many(municipality=31, organisation=8))
    two = award("2014-06-01", 9, id="two", recipients=many(municipality=2))
    named = award("2014-07-01", 9, id="named", recipient="town")
    town = recipient("town", "municipality")
    assert figure(books(made(), one, two), "recipients", kind="municipality") == TWICE
    assert figure(books(made(), one, two), "recipients", kind="organisation") == 8
    assert figure(books(made(), one, two), "recipients") == TWICE
    assert figure(books(made(), town, one, named), "recipients", kind="municipality") == TWICE
    again = replace(named, id="again")
    assert figure(books(made(), town, named, again), "recipients") == 1
    assert figure(books(made(), town, named, again), "awards") == 2


def test_an_award_to_other_kinds_is_not_in_the_way_of_recipients_of_one() -> None:
    """An award on the program to organisations may be of strand a: it has no municipality."""
    of_a = award("2014-05-01", 9, strand="a", recipients=many(municipality=3))
    elsewhere = award("2014-06-01", 9, id="two", recipients=many(organisation=8, municipality=0))
    ledger = books(made(), of_a, elsewhere)
    assert figure(ledger, "recipients", **A, kind="municipality") == 3
    assert figure(ledger, "recipients", **A) == NOT_SPLIT


# Applications -------------------------------------------------------------------------------------

ROWS = (
    row("organisation", applications=56),
    row("municipality", "provider", applications=100, municipality=57, provider=5),
    row("municipality", pool="one", applications=30, municipality=30),
)


@pytest.mark.parametrize(
    ("measure", "scope", "expected"),
    [
        ("applications", {"kind": "organisation"}, 56),
        ("applications", {"kind": ["municipality", "provider"]}, 100),
        ("applications", {"kind": "municipality"}, NOT_SPLIT),
        ("applications", {}, 156),
        ("applications", {"pool": "one"}, 30),
        ("applications", {"strand": "a", "program": "p"}, 30),
        ("applications", {"strand": "b", "program": "p"}, NOT_SPLIT),
        ("applicants", {"kind": "municipality"}, 57),
        ("applicants", {"kind": "provider"}, 5),
        ("applicants", {"kind": ["municipality", "provider"]}, 62),
        ("applicants", {"kind": "organisation"}, NOT_STATED),
        ("applicants", {}, NOT_STATED),
        ("applicants", {"pool": "one"}, 30),
        ("applicants", {"kind": "region"}, NOT_STATED),
    ],
)
def test_applications_and_applicants_of_a_round(
    measure: str, scope: dict[str, Any], expected: Figure
) -> None:
    ledger = books(made(), round_of("first", *ROWS), pool("one", strand="a", round="first"))
    assert figure(ledger, measure, **{"round": "first"} | scope) == expected


def test_a_row_that_names_no_kind_may_be_of_any() -> None:
    ledger = books(made(), round_of("first", row(applications=56, municipality=50)))
    assert figure(ledger, "applications", **P) == 56
    assert figure(ledger, "applications", **P, kind="municipality") == NOT_SPLIT
    assert figure(ledger, "applicants", **P, kind="municipality") == 50
    assert figure(ledger, "applicants", **P, kind="provider") == NOT_STATED


def test_a_row_on_a_pool_counts_for_the_round_where_no_other_row_can_hold_it() -> None:
    pools = [pool("one", round="first"), pool("two", round="first")]
    of_one = row("municipality", applications=30, municipality=30, pool="one")
    of_two = row("municipality", applications=4, municipality=4, pool="two")
    ledger = books(made(), *pools, round_of("first", of_one, of_two))
    assert figure(ledger, "applications", round="first") == 34
    assert figure(ledger, "applicants", round="first") == TWICE
    others = row("organisation", applications=56)
    ledger = books(made(), *pools, round_of("first", of_one, others))
    assert figure(ledger, "applications", round="first", kind="organisation") == 56
    assert figure(ledger, "applications", round="first", kind="municipality") == 30
    assert figure(ledger, "applications", round="first") == TWICE
    of_some = row(applications=30, pool="one")
    ledger = books(made(), *pools, round_of("first", of_some, others))
    assert figure(ledger, "applications", round="first") == TWICE
    of_all = row(applications=56)
    ledger = books(made(), *pools, round_of("first", of_one, of_some, of_all))
    assert figure(ledger, "applications", round="first") == 56


def test_a_round_without_applications_is_in_the_way_of_those_of_the_program() -> None:
    one = round_of("first", row("organisation", applications=56))
    ledger = books(made(), one, round_of("second"))
    assert figure(ledger, "applications", **P) == NOT_STATED
    assert figure(ledger, "applications", round="first") == 56
    assert figure(ledger, "applications", round="second") == NOT_STATED
    two = books(made(), one, round_of("second", row("organisation", applications=4)))
    assert figure(two, "applications", **P) == 60


def test_applicants_of_two_rounds_may_be_the_same() -> None:
    rounds = [round_of(id, row("provider", provider=5)) for id in ("first", "second")]
    assert figure(books(made(), *rounds), "applicants", kind="provider") == TWICE


# Price levels -------------------------------------------------------------------------------------


def test_amounts_in_the_prices_of_different_years_are_not_held_against_each_other() -> None:
    frame = replace(pool("one", frame={2017: 24}), price_level=Year(2016))
    given = replace(award("2014-05-01", 9), price_level=Year(2016))
    whole = replace(made(), price_level=Year(2016))
    ledger = books(whole, frame, given)
    for measure, kroner in (("frame", 24), ("awarded", 9), ("budget", 280), ("yearly", 70)):
        assert figure(ledger, measure, **P) == kroner
        assert figure(ledger, measure, **P, price_level=2016) == kroner
        assert figure(ledger, measure, **P, price_level=2017) == "other price level"


def test_acts_in_the_prices_of_several_years_are_held_against_figures_of_any_of_them() -> None:
    whole = replace(made(), price_level=Year(2014))
    later = replace(act("2015-01-01", {2015: 71}), price_level=Year(2015))
    ledger = books(whole, later)
    assert figure(ledger, "budget", **P, price_level=2014) == 281
    assert figure(ledger, "budget", **P, price_level=2015) == 281
    assert figure(ledger, "budget", **P, price_level=2016) == "other price level"
    assert figure(books(made()), "budget", **P, price_level=2016) == 280


# What is not recorded -----------------------------------------------------------------------------


def test_what_is_left_is_not_known_where_no_award_is_recorded() -> None:
    ledger = books(made(), outturn(2014, 45))
    assert figure(ledger, "awarded", **P) == NOTHING
    assert figure(ledger, "uncommitted", **P) == NOTHING
    assert figure(ledger, "unused", **P, as_of="2016-06-01", years="2014") == 25
    assert figure(ledger, "unused", **P, as_of="2018-06-01") == NOTHING


def test_a_program_that_has_not_begun_has_nothing() -> None:
    ledger = books(made(date="2014-01-01"))
    for measure in ("budget", "yearly", "strands"):
        assert figure(ledger, measure, **P, as_of="2013-12-31") == NOTHING
    assert figure(ledger, "yearly", **P, as_of="2014-01-01") == 70
    assert figure(ledger, "strands", **P, as_of="2014-01-01") == 2


def test_rounds_and_pools_announced_later_are_not_counted_as_of_a_day_before() -> None:
    ledger = books(
        made(),
        round_of("first", announced="2014-06"),
        round_of("second", announced="2015-02"),
        pool("one", round="first", frame=3),
        pool("two", round="second", frame=4),
    )
    assert figure(ledger, "rounds", **P, as_of="2015-01-31") == 1
    assert figure(ledger, "pools", **P, as_of="2015-01-31") == 1
    assert figure(ledger, "frame", **P, as_of="2015-01-31") == 3
    assert figure(ledger, "rounds", **P, as_of="2015-02-28") == 2
    assert figure(ledger, "frame", **P) == 7
