"""Tests of tidlig.source.amounts and misreadings: values are worked out by hand, in øre."""

import datetime as dt
from collections.abc import Callable

import pytest

from tidlig.model.messages import sentence
from tidlig.model.money import UNKNOWN, Money, Unknown
from tidlig.source.amounts import amount, rounded_amount
from tidlig.source.toml import WrittenFloat
from tidlig.source.values import Refused


@pytest.mark.parametrize(
    ("written", "ore"),
    [
        (1_250_000, 125_000_000),
        (0, 0),
        (-1, -100),
        ("49,2 mio. kr.", 4_920_000_000),
        ("280 mio. kr.", 28_000_000_000),
        ("-3,1 mio. kr.", -310_000_000),
        ("1.234.567,50 kr.", 123_456_750),
        ("0,07 kr.", 7),
        ("0,5 kr.", 50),
        ("1,5 mia. kr.", 150_000_000_000),
        ("250 t.kr.", 25_000_000),
        ("1.000 mio. kr.", 100_000_000_000),
        ("0,00000001 mio. kr.", 1),
        ("0,00001 t.kr.", 1),
        ("-0 kr.", 0),
        ("1\u00a0kr.", 100),
    ],
)
def test_an_exact_amount_is_its_worth_in_ore(written: object, ore: int) -> None:
    assert amount(written) == Money(ore)


@pytest.mark.parametrize(
    ("written", "ore", "half"),
    [
        ("ca. 49,2 mio. kr.", 4_920_000_000, 5_000_000),
        ("ca. 49 mio. kr.", 4_900_000_000, 50_000_000),
        ("ca. 49,20 mio. kr.", 4_920_000_000, 500_000),
        ("ca. 280.000 kr.", 28_000_000, 50),
        ("ca. -3,1 mio. kr.", -310_000_000, 5_000_000),
        ("ca. 1,50 kr.", 150, 1),
        ("ca. 1,5 kr.", 150, 5),
    ],
)
def test_a_rounded_amount_is_uncertain_by_half_of_its_last_digit(
    written: str, ore: int, half: int
) -> None:
    assert amount(written) == Money(ore, half)


def test_an_unknown_amount_is_a_value_of_its_own() -> None:
    assert amount("unknown") is UNKNOWN


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("49,2 mio. kr.", Money(4_920_000_000, 5_000_000)),
        ("ca. 49,2 mio. kr.", Money(4_920_000_000, 5_000_000)),
        ("49 mio. kr.", Money(4_900_000_000, 50_000_000)),
        ("1,50 kr.", Money(150)),
        ("1,5 kr.", Money(150, 5)),
        ("unknown", UNKNOWN),
        (13, 13),
    ],
)
def test_the_value_of_a_statement_is_rounded_as_written_or_a_number(
    written: object, read: Money | Unknown | int
) -> None:
    assert rounded_amount(written) == read


def test_49_agrees_with_49_2_in_a_statement_and_48_does_not() -> None:
    exact = amount("49,2 mio. kr.")
    about_49, about_48 = rounded_amount("49 mio. kr."), rounded_amount("48 mio. kr.")
    assert isinstance(exact, Money)
    assert isinstance(about_49, Money)
    assert isinstance(about_48, Money)
    assert about_49.low <= exact.ore <= about_49.high
    assert about_48.high < exact.ore


@pytest.mark.parametrize("read", [amount, rounded_amount], ids=["amount", "rounded"])
@pytest.mark.parametrize(
    ("written", "help"),
    [
        (
            WrittenFloat("49.2"),
            'write text with the unit that is meant: "49,2 kr." or "49,2 mio. kr."',
        ),
        (
            WrittenFloat("250000.0"),
            'write 250_000 if kroner are meant, else text with its unit: "49 mio. kr."',
        ),
        (
            WrittenFloat("-0.0"),
            'write 0 if kroner are meant, else text with its unit: "49 mio. kr."',
        ),
        (WrittenFloat("1.000"), 'write 1_000 for kroner, or text with its unit: "1.000 mio. kr."'),
        (
            WrittenFloat("-1.250"),
            'write -1_250 for kroner, or text with its unit: "-1.250 mio. kr."',
        ),
        (WrittenFloat("+1.250"), 'write 1_250 for kroner, or text with its unit: "1.250 mio. kr."'),
        (WrittenFloat("0.500"), 'write text with the unit that is meant: "0,500 mio. kr."'),
        ("49.2 mio. kr.", 'write "49,2 mio. kr."'),
        ("49.2", 'write text with the unit that is meant: "49,2 kr." or "49,2 mio. kr."'),
        ("250000.0", 'write 250_000 if kroner are meant, else text with its unit: "49 mio. kr."'),
        ("450.000", 'write 450_000 for kroner, or text with its unit: "450.000 mio. kr."'),
        (
            "ca. 250000.0",
            'write text with the unit that is meant: "ca. 250000 kr." or "ca. 250000 mio. kr."',
        ),
        (
            "ca. 1.5",
            'write text with the unit that is meant: "ca. 1,5 kr." or "ca. 1,5 mio. kr."',
        ),
        ("0.001 kr.", "write kroner with two decimals at most, after a comma: 49,25 kr."),
        ("1.00 kr.", 'write "1,00 kr."'),
        ("ca. 0.500 mio. kr.", 'write "ca. 0,500 mio. kr."'),
        ("49,2", 'write "49,2 kr." or "49,2 mio. kr."'),
        ("1.500.000", 'write "1.500.000 kr."'),
        ("1,000 kr.", 'write "1.000 kr." for thousands; after a comma come øre'),
        ("1,0005 kr.", "leave out what is less than an øre"),
        ("49,2 mill. kr", 'write "49,2 mio. kr."'),
        ("49,2 MIO. KR.", 'write "49,2 mio. kr."'),
        ("49,2mio.kr.", 'write "49,2 mio. kr."'),
        ("5 t. kr.", 'write "5 t.kr."'),
        ("-12 mrd. kr.", 'write "-12 mia. kr."'),
        ("1.234 kr", 'write "1.234 kr."'),
        (" 5  kr. ", 'write "5 kr."'),
        ("+5 kr.", 'write "5 kr."'),
        ("−5 kr.", 'write "-5 kr."'),
    ],
)
def test_what_is_refused_near_an_amount_is_told_what_to_write(
    read: Callable[[object], object], written: object, help: str
) -> None:
    with pytest.raises(Refused) as refused:
        read(written)
    assert (refused.value.check, sentence(refused.value.help)) == ("ambiguous-amount", help)


@pytest.mark.parametrize("suggestion", ["49,2 mio. kr.", "1.000 mio. kr.", "ca. 0,500 mio. kr."])
def test_what_is_told_to_write_is_read(suggestion: str) -> None:
    assert isinstance(amount(suggestion), Money)


@pytest.mark.parametrize("kroner", [10**15, -(10**15), "1.000.000 mia. kr.", "-1.000.000 mia. kr."])
def test_the_largest_amount_is_read(kroner: object) -> None:
    read = amount(kroner)
    assert isinstance(read, Money)
    assert abs(read.ore) == 10**17


@pytest.mark.parametrize(
    "written",
    [10**15 + 1, -(10**15) - 1, 10**5000, "1.000.001 mia. kr.", f"{'9' * 5000} kr."],
    ids=["one more", "one less", "far more", "milliarder", "digits"],
)
def test_a_larger_amount_is_refused(written: object) -> None:
    with pytest.raises(Refused) as refused:
        amount(written)
    assert refused.value.check == "ambiguous-amount"


def test_decimals_without_end_are_refused_at_once() -> None:
    with pytest.raises(Refused, match="more decimals than there are øre"):
        amount(f"0,{'0' * 1_000_000} kr.")


@pytest.mark.parametrize("written", [True, False, [], {}, dt.date(2015, 1, 1)])
def test_what_is_neither_number_nor_text_is_of_the_wrong_type(written: object) -> None:
    with pytest.raises(Refused) as refused:
        amount(written)
    assert refused.value.check == "wrong-type"


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("9" * 60, f'"{"9" * 60}" has no unit'),
        ("9" * 61, f'"{"9" * 57}..." is not an amount'),
        (WrittenFloat(f"49.{'2' * 57}"), f"49.{'2' * 57} is a number without a unit"),
        (WrittenFloat(f"49.{'2' * 58}"), f"49.{'2' * 54}... is not an amount"),
        (f"5 {'x' * 30}", f'"5 {"x" * 30}" has no unit that is known: "{"x" * 20}"'),
    ],
    ids=["60", "61", "float of 60", "float of 61", "unit"],
)
def test_what_is_long_is_quoted_shortened(written: object, message: str) -> None:
    with pytest.raises(Refused) as refused:
        amount(written)
    assert sentence(refused.value.message) == message


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("1 234 kr.", "1.234 kr."),
        ("1 234 567,50 kr", "1.234.567,50 kr."),
        ("49,2 mio.", "49,2 mio. kr."),
        ("ca.49 kr.", "ca. 49 kr."),
        ("cirka 5 mia. kr.", "ca. 5 mia. kr."),
    ],
)
def test_what_is_nearly_an_amount_is_refused_with_the_amount(written: str, meant: str) -> None:
    with pytest.raises(Refused) as refused:
        amount(written)
    assert sentence(refused.value.help) == f'write "{meant}"'
