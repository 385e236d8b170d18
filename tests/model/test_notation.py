"""Tests of tidlig.model.notation: every figure is worked out by hand."""

import pytest

from tidlig.model.money import UNITS, Money, grouped, in_unit, kroner, plain, rounded, unit_labelled


@pytest.mark.parametrize(
    ("ore", "written"),
    [
        (7_000_000_000, "70000000"),
        (123_450, "1234.50"),
        (-310_000_000, "-3100000"),
        (-5, "-0.05"),
        (1, "0.01"),
        (0, "0"),
        (10**17, "1000000000000000"),
    ],
)
def test_machines_read_plain_kroner_with_a_point(ore: int, written: str) -> None:
    assert plain(ore) == written


@pytest.mark.parametrize(
    ("money", "written"),
    [
        (Money(1_030_000_000), "10.300.000 kr."),
        (Money(123_456_750), "1.234.567,50 kr."),
        (Money(-310_000_007), "-3.100.000,07 kr."),
        (Money(-7), "-0,07 kr."),
        (Money(0), "0 kr."),
        (Money(99_900), "999 kr."),
        (Money(4_920_000_000, 5_000_000), "ca. 49.200.000 kr."),
    ],
)
def test_messages_say_kroner_whole_and_never_rounded(money: Money, written: str) -> None:
    assert kroner(money) == written


@pytest.mark.parametrize(
    ("ore", "unit", "digits", "whole"),
    [
        (4_920_000_000, "mio", 492, True),
        (4_925_000_000, "mio", 493, False),
        (4_924_999_999, "mio", 492, False),
        (-4_925_000_000, "mio", -493, False),
        (-4_924_999_999, "mio", -492, False),
        (150, "kr", 2, False),
        (149, "kr", 1, False),
        (-50, "kr", -1, False),
        (-49, "kr", 0, False),
        (49_999, "t.kr", 0, False),
        (50_000, "t.kr", 1, False),
        (123_450_000_000, "mia", 1_235, False),
        (0, "mia", 0, True),
    ],
)
def test_rounding_is_half_away_from_0_and_says_whether_anything_was_lost(
    ore: int, unit: str, digits: int, whole: bool
) -> None:
    assert rounded(ore, UNITS[unit]) == (digits, whole)


@pytest.mark.parametrize(
    ("money", "unit", "danish", "english"),
    [
        (Money(11_840_000_000), "mio", "118,4", "118.4"),
        (Money(-310_000_000), "mio", "-3,1", "-3.1"),
        (Money(-4_000_000), "mio", "0,0", "0.0"),
        (Money(-5_000_000), "mio", "-0,1", "-0.1"),
        (Money(0), "mio", "0,0", "0.0"),
        (Money(123_456_789_000_000), "mio", "1.234.567,9", "1,234,567.9"),
        (Money(4_920_000_000, 5_000_000), "mio", "ca. 49,2", "ca. 49.2"),
        (Money(123_456_750), "kr", "1.234.568", "1,234,568"),
        (Money(123_456_750), "t.kr", "1.235", "1,235"),
        (Money(150_000_000_000), "mia", "1,500", "1.500"),
    ],
)
def test_tables_show_money_in_a_unit_in_either_language(
    money: Money, unit: str, danish: str, english: str
) -> None:
    assert in_unit(money, UNITS[unit]) == danish
    assert in_unit(money, UNITS[unit], "en") == english


def test_digits_are_grouped_by_three() -> None:
    assert [grouped(number) for number in (0, 999, 1_000, 1_234_567)] == [
        "0",
        "999",
        "1.000",
        "1.234.567",
    ]
    assert grouped(1_234_567, ",") == "1,234,567"


def test_a_unit_is_found_by_its_label() -> None:
    assert [unit_labelled(unit.label) for unit in UNITS.values()] == list(UNITS.values())
