"""What is read in few steps is what is read step by step: the same entries, the same faults."""

import datetime as dt
from collections.abc import Callable
from itertools import product
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from properties.hostile import HOSTILE
from properties.mutations import FAMILIES, Mutation
from properties.samples import GOOD
from tidlig.model.contents import Contents
from tidlig.model.entry import KindCount, YearAmount
from tidlig.model.grants import Award
from tidlig.model.messages import sentence
from tidlig.model.money import Money
from tidlig.model.personal import personal
from tidlig.model.years import OPEN_END, Years
from tidlig.source import reading
from tidlig.source.reading import suspected
from tidlig.source.rules import broken, surely_kept
from tidlig.source.toml import DEEPEST, _measured, too_deep_at

AWARD = '[award.a]\npool = "p"\nrecipient = "r"\ndate = 2015-02-26\n'
DAY = dt.date(2015, 2, 26)
MARKS = (*"[[[[[[{{]}\"'#\n\\a", "[", "{a=", "[]", "{}", "[a]\n", '{ a = "b" }', "\r\n")
PLACES = (
    "amount = {}",
    "amount = {{ 2015 = {} }}",
    "amount = {{ 2015 = 1_000, 2016 = {}, x = 1 }}",
    "amount = 1\nyears = {}",
    "amount = 1\nsource = {}",
    'amount = 1\nsource = ["a", {}]',
    "amount = 1\nprice_level = {}",
    "amount = 1\nid = {}",
    "amount = 1\nstands_in = {}",
    "amount = 1\nprogram = {}",
    "amount = 1\nrecipients = {}",
)

Reader = Callable[[bytes], Contents]


@pytest.fixture
def stepwise(monkeypatch: pytest.MonkeyPatch) -> Reader:
    """Give a reader that takes no short way."""

    def refused(_: object) -> None:
        raise TypeError

    def read(data: bytes) -> Contents:
        with monkeypatch.context() as patched:
            patched.setattr(reading, "quick", lambda *_: refused)
            patched.setattr(reading, "suspected", lambda _: True)
            return reading.read("f.toml", data)

    return read


def same(data: bytes, stepwise: Reader) -> bool:
    """Tell whether both ways give the same, to the types of all values."""
    quick, slow = reading.read("f.toml", data), stepwise(data)
    parts = ("entries", "declared", "faults", "settings", "parsed")
    return all(repr(getattr(quick, part)) == repr(getattr(slow, part)) for part in parts)


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.__name__)
def test_a_broken_file_is_read_the_same_either_way(family: Mutation, stepwise: Reader) -> None:
    random = Random(1)
    for _ in range(20):
        for text in GOOD.values():
            data = family(random, text)
            assert same(data, stepwise), data


@pytest.mark.parametrize("place", PLACES)
def test_any_value_in_an_award_is_read_the_same_either_way(place: str, stepwise: Reader) -> None:
    for value in HOSTILE:
        data = f"{AWARD}{place.format(value)}\n".encode()
        assert same(data, stepwise), data


@pytest.mark.parametrize("number", [0, 1, 1_000])
@pytest.mark.parametrize("truth", ["true", "false"])
def test_a_truth_value_is_refused_also_after_the_number_it_is_to_python(
    number: int, truth: str
) -> None:
    for amount in (number, truth, number):
        read = reading.read("f.toml", f"{AWARD}amount = {{ 2015 = {amount} }}\n".encode())
        refused = [sentence(fault.problem.message) for fault in read.faults]
        assert refused == ([f"an amount is expected, not {truth}"] if amount == truth else [])


def test_an_amount_that_was_remembered_is_what_was_written() -> None:
    for _ in range(2):
        table = '{ 2015 = 5_000, 2016 = "ca. 2 mio. kr." }'
        read = reading.read("f.toml", f"{AWARD}amount = {table}\n".encode())
        (award,) = read.entries
        assert isinstance(award, Award)
        assert award.amount == (
            YearAmount(2015, Money(500_000)),
            YearAmount(2016, Money(200_000_000, 50_000_000)),
        )


KEYS = ("pool", "program", "strand", "round", "recipient")
AMOUNTS: list[Money | tuple[YearAmount, ...]] = [Money(), (), (YearAmount(2015, Money()),)]
RECIPIENTS = [None, (), (KindCount("region", 2),)]
SPANS = [None, Years(2015, 2016), Years(2015, OPEN_END)]


def test_an_award_that_surely_keeps_the_rules_breaks_none() -> None:
    given = [(None, "x")] * len(KEYS)
    for amount, years, recipients, *values in product(AMOUNTS, SPANS, RECIPIENTS, *given):
        keys: dict[str, Any] = dict(zip(KEYS, values, strict=True))
        keys |= {"amount": amount, "years": years, "recipients": recipients}
        award = Award(id="a", stands_in="f", date=DAY, **keys)
        assert not surely_kept(award) or list(broken(award)) == [], award


def test_an_award_as_most_are_surely_keeps_the_rules() -> None:
    purses: list[dict[str, Any]] = [
        {"pool": "p"},
        {"program": "p"},
        {"program": "p", "strand": "s"},
    ]
    for purse in purses:
        keys: dict[str, Any] = {"amount": Money(1), "recipient": "r", **purse}
        assert surely_kept(Award(id="a", stands_in="f", date=DAY, **keys))


PIECES = (
    *("tlf", "Tel", "MOBIL", "mobİl", "phone", "direkte", "dırekte", "ring", "nr", "nummer"),
    *("på", "til", "(", ")", ":", ".", " ", "\u00a0", "+45", "0045", "12345678", "33 92 93 00"),
    *("33.92-93.00", "+46 8 123 456", "010203", "-", "\u2013", "1234", "1", "CPR", "a@b.dk", "@"),
    *("\r\n", "\n", "\u2028", "ſ", "\u212a", "forankring", "2014-2017"),
)


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_personal_data_in_a_text_or_a_comment_is_always_suspected(text: str) -> None:
    assert suspected(f'note = """{text}"""\n') or not personal(text.replace("\r\n", "\n"))
    assert suspected(f"# {text}\n") or not personal(f"# {text}\n")


def test_ends_of_lines_as_on_windows_count_as_one_character() -> None:
    text = "tlf\r\n\r\n\r\n\r\n12345678"
    assert personal(text.replace("\r\n", "\n"))
    assert suspected(text)


def test_escapes_are_suspected_as_they_may_write_anything() -> None:
    read = reading.read("f.toml", f'{AWARD}amount = 1\nnote = "a\\u0040b.dk"\n'.encode())
    assert read.suspected


def test_figures_days_ids_and_words_are_not_suspected() -> None:
    text = f'{AWARD}amount = {{ 2015 = 1_250_000 }}\npurpose = "Forankring 2014 af æ, ø og å"\n'
    text += "# Sager om forebyggelse, 2013-6461-00017\n"
    assert not suspected(text)


@given(
    st.lists(st.sampled_from(MARKS), max_size=8).map("".join),
    st.lists(st.sampled_from(MARKS), max_size=8).map("".join),
)
def test_the_marks_alone_never_hide_how_deep_brackets_are(before: str, after: str) -> None:
    text = f"{before}\na = {'[' * (DEEPEST - 1)}{after}"
    measured = _measured(text)
    assert measured is None or too_deep_at(text) == measured
