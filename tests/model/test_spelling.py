"""Texts that read the same are compared as the same; what a reader can tell apart stays apart."""

from unicodedata import normalize

import pytest

from tidlig.model.spelling import caseless, letters_and_digits, same_form

RING = "a\u030a"


@pytest.mark.parametrize(
    ("written", "form"),
    [
        (f"Blokhus p{RING} \u00d8", "Blokhus på Ø"),
        ("A\u030aRHUS", "ÅRHUS"),
        ("\u212bby", "Åby"),
        ("16\u201104\u2010A", "16-04-A"),
        ("2016\u20132018", "2016-2018"),
        ("\u22125", "-5"),
        ("\uff0d5", "-5"),
        ("1\u00a0250\u202f000 kr.", "1 250 000 kr."),
        (" Vejle \t Fjord\n", "Vejle Fjord"),
        ("\ufeffNavn", "Navn"),
        ("til\u00adskud", "tilskud"),
        ("S\u200b-\u200c1\u200d7\u2060", "S-17"),
        (f"a\u200d\u030a{RING}", "åå"),
        ("", ""),
        ("\u200b", ""),
    ],
)
def test_a_text_is_compared_by_what_is_read(written: str, form: str) -> None:
    assert same_form(written) == form
    assert same_form(form) == form


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("5", "-5"),
        ("\u22125", "5"),
        ("m\u00b2", "m2"),
        ("\u00bd", "1/2"),
        ("\u0661", "1"),
        ("16-04", "1604"),
        ("16_04", "16-04"),
        ("1 2", "12"),
        ("Støtte", "Stotte"),
        ("Århus", "Aarhus"),
        ("å", "a"),
        ("1.000", "1,000"),
        ("O", "0"),
    ],
)
def test_what_a_reader_can_tell_apart_stays_apart(one: str, other: str) -> None:
    assert same_form(one) != same_form(other)
    assert caseless(one) != caseless(other)


def test_capitals_tell_nothing_apart_in_either_form() -> None:
    name = "Sønderå STRASSE"
    assert caseless(normalize("NFD", name)) == caseless("SØNDERÅ straße") == "sønderå strasse"
    assert same_form("U") != same_form("u")


def test_of_a_reference_letters_and_digits_count() -> None:
    assert letters_and_digits(f"F{RING} 17\u20119") == letters_and_digits("FÅ-17/9") == "få179"
    assert letters_and_digits(None) == letters_and_digits("\u2013") == ""


def test_letters_before_the_first_mark_are_stored_in_one_way() -> None:
    """So a text of these alone need not be looked at closer."""
    before = [chr(number) for number in range(0x300) if number != 0xAD]
    assert all(normalize("NFC", f"a{each}b") == f"a{each}b" for each in before)
