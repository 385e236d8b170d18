"""Tests of tidlig.model.money: amounts in øre, worked out by hand."""

from tidlig.model.money import UNKNOWN, ZERO, Money, known


def test_exact_amounts_add_and_subtract_as_whole_numbers() -> None:
    assert Money(7_000) + Money(520) == Money(7_520)
    assert Money(520) - Money(7_000) == Money(-6_480)
    assert -Money(520) == Money(-520)


def test_half_widths_add_up_and_never_cancel() -> None:
    about = Money(4_920, 5)
    assert about + Money(100, 2) == Money(5_020, 7)
    assert about - about == Money(0, 10)
    assert -about == Money(-4_920, 5)


def test_an_inexact_amount_stands_for_what_lies_within_its_half_width() -> None:
    assert (Money(4_920, 5).low, Money(4_920, 5).high) == (4_915, 4_925)
    assert (Money(-10, 3).low, Money(-10, 3).high) == (-13, -7)


def test_only_an_amount_without_half_width_is_exact() -> None:
    assert Money(1).exact
    assert not Money(1, 1).exact


def test_nothing_is_an_exact_0() -> None:
    assert Money(0) == ZERO
    assert ZERO.exact


def test_what_is_unknown_or_absent_adds_nothing() -> None:
    assert [known(Money(5, 1)), known(UNKNOWN), known(None)] == [Money(5, 1), ZERO, ZERO]
