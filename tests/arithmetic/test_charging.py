"""What awards, returns, payments and the accounts charge, and what is moved between years."""

from __future__ import annotations

from arithmetic.making import (
    award,
    back,
    carry_over,
    outturn,
    payment,
    pool,
    reprioritisation,
    span,
    told,
)
from tidlig.arithmetic import charging
from tidlig.model.money import UNKNOWN

PURSE = ("p", "a")


def test_an_award_is_charged_whole_to_the_year_of_its_date() -> None:
    given = award("2014-12-31", 12)
    assert told(charging.award_movements(given, PURSE)) == [("a 2014", "awarded", 12)]


def test_an_award_of_several_years_is_not_split() -> None:
    given = award("2015-02-26", 49, years=span("2014-2015"))
    assert told(charging.award_movements(given, PURSE)) == [("a 2014-2015", "awarded", 49)]


def test_an_award_by_years_is_charged_to_each() -> None:
    given = award("2015-02-26", {2015: 3, 2016: 4})
    assert told(charging.award_movements(given, PURSE)) == [
        ("a 2015", "awarded", 3),
        ("a 2016", "awarded", 4),
    ]


def test_an_award_that_is_not_known_charges_nothing() -> None:
    assert told(charging.award_movements(award("2015-02-26", UNKNOWN), PURSE)) == []
    partly = award("2015-02-26", {2015: 3, 2016: UNKNOWN})
    assert told(charging.award_movements(partly, PURSE)) == [("a 2015", "awarded", 3)]


def test_an_award_has_its_pool_and_recipient_with_it() -> None:
    given = award("2015-02-26", 3, pool="pool", recipient="kommune")
    movement = next(iter(charging.award_movements(given, PURSE)))
    assert (movement.pool, movement.recipient) == ("pool", "kommune")
    assert (movement.entry, movement.date) == (given, given.date)


def test_an_award_is_charged_to_its_own_program_and_strand() -> None:
    assert charging.budget_line(award("2015-02-26", 3), {}) == ("p", "")
    assert charging.budget_line(award("2015-02-26", 3, strand="a"), {}) == ("p", "a")


def test_an_award_from_a_pool_is_charged_to_the_pools_program_and_strand() -> None:
    given = award("2015-02-26", 3, pool="pool")
    assert charging.budget_line(given, {"pool": pool(of="q")}) == ("q", "")
    assert charging.budget_line(given, {"pool": pool(of="q", strand="b")}) == ("q", "b")


def test_an_annulment_is_returned_in_the_year_it_happens() -> None:
    returned = charging.return_movements(
        back("2016-01-01", 5, "annulment"), award("2014-05-01", 9), PURSE
    )
    assert told(returned) == [("a 2016", "returned", 5)]


def test_a_refund_is_a_negative_payment_too() -> None:
    returned = charging.return_movements(
        back("2016-01-01", 5, "refund"), award("2014-05-01", 9), PURSE
    )
    assert told(returned) == [("a 2016", "paid", -5), ("a 2016", "returned", 5)]


def test_a_return_that_is_not_known_moves_nothing() -> None:
    unknown = back("2016-01-01", UNKNOWN, "refund")
    assert told(charging.return_movements(unknown, award("2014-05-01", 9), PURSE)) == []


def test_a_payment_is_paid_in_the_year_of_its_date() -> None:
    given = award("2014-05-01", 9, pool="pool", recipient="kommune")
    movements = list(charging.payment_movements(payment("2015-12-31", 4), given, PURSE))
    assert told(movements) == [("a 2015", "paid", 4)]
    assert (movements[0].pool, movements[0].recipient) == ("pool", "kommune")


def test_a_payment_that_is_not_known_moves_nothing() -> None:
    assert (
        told(
            charging.payment_movements(
                payment("2015-12-31", UNKNOWN), award("2014-05-01", 9), PURSE
            )
        )
        == []
    )


def test_outturn_is_of_its_year_and_not_of_its_date() -> None:
    assert told(charging.outturn_movements(outturn(2014, 45, date="2016-01-01"))) == [
        ("2014", "outturn", 45)
    ]
    assert told(charging.outturn_movements(outturn(2014, -3, strand="a"))) == [
        ("a 2014", "outturn", -3)
    ]
    assert told(charging.outturn_movements(outturn(2014, UNKNOWN))) == []


def test_a_reprioritisation_takes_from_one_end_and_gives_to_the_other() -> None:
    entry = reprioritisation("2015-04-01", 30, from_="p", to="p/a")
    assert told(charging.reprioritisation_movements(entry)) == [
        ("2015", "reprioritised", -30),
        ("a 2015", "reprioritised", 30),
    ]


def test_a_reprioritisation_over_years_is_not_split() -> None:
    entry = reprioritisation("2015-01-01", 30, from_="p/a", to="q", years="2016-2017")
    movements = list(charging.reprioritisation_movements(entry))
    assert told(movements) == [
        ("2016-2017", "reprioritised", 30),
        ("a 2016-2017", "reprioritised", -30),
    ]
    assert [movement.line.program for movement in movements] == ["p", "q"]


def test_a_reprioritisation_by_years_moves_each() -> None:
    entry = reprioritisation("2015-01-01", {2016: 10, 2017: UNKNOWN}, from_="p", to="p/a")
    assert told(charging.reprioritisation_movements(entry)) == [
        ("2016", "reprioritised", -10),
        ("a 2016", "reprioritised", 10),
    ]


def test_an_end_outside_has_no_movement() -> None:
    away = reprioritisation("2015-01-01", 30, from_="p", to="")
    assert told(charging.reprioritisation_movements(away)) == [("2015", "reprioritised", -30)]
    here = reprioritisation("2015-01-01", 30, from_="", to="p")
    assert told(charging.reprioritisation_movements(here)) == [("2015", "reprioritised", 30)]


def test_a_carry_over_takes_from_one_year_and_gives_to_another() -> None:
    assert told(charging.carry_over_movements(carry_over(2014, 2015, 21))) == [
        ("2014", "carried", -21),
        ("2015", "carried", 21),
    ]
    assert told(charging.carry_over_movements(carry_over(2014, 2016, 21, strand="a"))) == [
        ("a 2014", "carried", -21),
        ("a 2016", "carried", 21),
    ]


def test_a_carry_over_that_is_not_known_moves_nothing() -> None:
    assert told(charging.carry_over_movements(carry_over(2014, 2015, UNKNOWN))) == []
