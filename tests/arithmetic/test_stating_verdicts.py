"""What the ledger says of a statement: borders by one øre and by one, and what is not exact."""

from __future__ import annotations

from dataclasses import replace

import pytest

from arithmetic.making import award, kr, program, reprioritisation
from arithmetic.saying import books, holding, many, verdict
from tidlig.model.money import UNKNOWN, Money, Unknown
from tidlig.source.amounts import stated

AGREES, ROUNDED, CONTRADICTED = "agrees", "agrees-as-rounded", "contradicted"
MIO = 1_000_000


def said(text: str) -> int | Money:
    """What a statement's value is read as."""
    read = stated(text).figure
    assert not isinstance(read, Unknown)
    return read


def of_budget(kroner: int, value: int | Money) -> tuple[str, int]:
    """The verdict on a budget, and the difference in øre."""
    ledger = books(program("2014", total=kroner))
    return verdict(ledger, "budget", value, program="p")


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("49,2 mio. kr.", (AGREES, 0)),
        ("ca. 49,2 mio. kr.", (AGREES, 0)),
        ("49,20 mio. kr.", (AGREES, 0)),
        ("49 mio. kr.", (ROUNDED, 0)),
        ("49,3 mio. kr.", (ROUNDED, 0)),
        ("49,1 mio. kr.", (ROUNDED, 0)),
        ("48 mio. kr.", (CONTRADICTED, 650_000_00)),
        ("50 mio. kr.", (CONTRADICTED, -250_000_00)),
        ("0,1 mia. kr.", (CONTRADICTED, -750_000_00)),
        ("-49,2 mio. kr.", (CONTRADICTED, 98_300_000_00)),
    ],
)
def test_the_49_of_the_news_agrees_with_about_49_2_and_48_does_not(
    value: str, expected: tuple[str, int]
) -> None:
    """49,2 mio. give or take 0,05, against the value give or take half of its last digit."""
    given = award("2014-05-01", 0, recipients=many(municipality=31))
    about = replace(given, amount=kr(49_200_000, 50_000))
    ledger = books(program("2014", total=280 * MIO), about)
    assert verdict(ledger, "awarded", said(value), program="p") == expected


@pytest.mark.parametrize(
    ("ore", "expected"),
    [
        (48_500_000_00 - 1, (CONTRADICTED, -1)),
        (48_500_000_00, (ROUNDED, 0)),
        (49_000_000_00 - 1, (ROUNDED, 0)),
        (49_000_000_00, (AGREES, 0)),
        (49_000_000_00 + 1, (ROUNDED, 0)),
        (49_500_000_00, (ROUNDED, 0)),
        (49_500_000_00 + 1, (CONTRADICTED, 1)),
    ],
)
def test_49_mio_is_anything_from_48_5_to_49_5_by_one_ore(
    ore: int, expected: tuple[str, int]
) -> None:
    ledger = books(replace(program("2014", total=0), total=Money(ore)))
    assert verdict(ledger, "budget", said("49 mio. kr."), program="p") == expected


@pytest.mark.parametrize(
    ("ore", "expected"),
    [
        (-3_150_000_00 - 1, (CONTRADICTED, -1)),
        (-3_150_000_00, (ROUNDED, 0)),
        (-3_100_000_00, (AGREES, 0)),
        (-3_050_000_00, (ROUNDED, 0)),
        (-3_050_000_00 + 1, (CONTRADICTED, 1)),
        (3_100_000_00, (CONTRADICTED, 6_150_000_00)),
    ],
)
def test_a_negative_value_has_its_borders_on_both_sides(
    ore: int, expected: tuple[str, int]
) -> None:
    ledger = books(replace(program("2014", total=0), total=Money(ore)))
    assert verdict(ledger, "budget", said("-3,1 mio. kr."), program="p") == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [(99, (CONTRADICTED, 100)), (100, (AGREES, 0)), (101, (CONTRADICTED, -100))],
)
def test_a_whole_number_of_kroner_is_exact(value: int, expected: tuple[str, int]) -> None:
    assert of_budget(100, value) == expected


def test_a_whole_number_of_kroner_is_held_against_an_inexact_figure() -> None:
    ledger = books(replace(program("2014", total=0), total=kr(100, 5)))
    assert verdict(ledger, "budget", 100, program="p") == (AGREES, 0)
    assert verdict(ledger, "budget", 105, program="p") == (ROUNDED, 0)
    assert verdict(ledger, "budget", 95, program="p") == (ROUNDED, 0)
    assert verdict(ledger, "budget", 106, program="p") == (CONTRADICTED, -100)
    assert verdict(ledger, "budget", 94, program="p") == (CONTRADICTED, 100)


@pytest.mark.parametrize(
    ("value", "expected"),
    [(30, (CONTRADICTED, 1)), (31, (AGREES, 0)), (32, (CONTRADICTED, -1))],
)
def test_a_count_is_exact(value: int, expected: tuple[str, int]) -> None:
    given = award("2014-05-01", 9, recipients=many(municipality=31))
    ledger = books(program("2014", total=10), given)
    assert verdict(ledger, "recipients", value, kind="municipality") == expected


def test_nothing_of_what_a_ledger_decides_is_0_and_agrees_with_0() -> None:
    ledger = books(program("2014", total=10))
    assert verdict(ledger, "reprioritised-out", 0, program="p") == (AGREES, 0)
    assert verdict(ledger, "reprioritised-out", 1, program="p") == (CONTRADICTED, -100)
    assert verdict(ledger, "strands", 0, program="p") == (AGREES, 0)


def test_what_a_statement_itself_calls_unknown_is_not_told_but_the_ledgers_figure_is() -> None:
    found = holding(books(program("2014", total=10)), "budget", UNKNOWN, program="p")
    assert (str(found.verdict), found.ledger) == ("cannot-tell", kr(10))
    assert found.doubt is not None
    assert (str(found.doubt.reason), found.doubt.entry) == ("unknown amount", found.statement)


def test_money_out_is_positive_and_a_negative_reprioritisation_comes_in() -> None:
    ledger = books(
        program("2014", total=10),
        reprioritisation("2014-05-01", -3, from_="p", to=""),
    )
    assert verdict(ledger, "reprioritised-in", 3, program="p") == (AGREES, 0)
    assert verdict(ledger, "reprioritised-out", 0, program="p") == (AGREES, 0)
