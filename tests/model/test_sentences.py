"""Messages are rendered last: their values keep their types, and a catalogue has the sentences."""

import datetime as dt

import pytest

from tidlig.model.messages import Catalogue, Message, Value, joined_by_and, sentence
from tidlig.model.money import Money
from tidlig.model.texts import Identifier
from tidlig.model.years import OPEN_END, Month, Years

DANISH: Catalogue = {
    "{pool} has {money}": "{money} er der i {pool}",
    "up to {money}": "op til {money}",
}


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("{a}", "{a}"),
        (2015, "2015"),
        (12_345, "12345"),
        (Money(1_234_567_50), "1.234.567,50 kr."),
        (Money(100_00, 50), "ca. 100 kr."),
        (Years(2014, 2017), "2014-2017"),
        (Years(2014, OPEN_END), "2014-"),
        (Month(2014, 6), "2014-06"),
        (dt.date(2015, 2, 26), "2015-02-26"),
        (Message("up to {money}", money=Money(100)), "up to 1 kr."),
        ((2014, Years(2015, 2016), Money(100)), "2014, 2015-2016, 1 kr."),
        (joined_by_and((1, 2, 3)), "1 and 2 and 3"),
        (joined_by_and(("a",)), "a"),
    ],
)
def test_values_are_written_as_in_a_ledger(value: Value, text: str) -> None:
    assert sentence(Message("it is {value}.", value=value)) == f"it is {text}."


def test_a_catalogue_has_the_sentence_and_its_phrases_and_what_it_lacks_stays_english() -> None:
    most = Message("up to {money}", money=Money(100))
    message = Message("{pool} has {money}", pool="p", money=most)
    assert sentence(message, DANISH) == "op til 1 kr. er der i p"
    assert sentence(Message("{pool} is lost", pool="p"), DANISH) == "p is lost"


def test_braces_that_are_meant_are_written_twice() -> None:
    assert sentence(Message("write {{ {key} = 1 }}", key="a")) == "write { a = 1 }"


def test_a_sentence_is_plain_text_whatever_its_values_are() -> None:
    assert type(sentence(Message("{id}", id=Identifier("0101701234")))) is str


def test_messages_are_equal_by_template_and_values_and_sorted_by_their_english_sentences() -> None:
    one, ten = (Message("{n} kr.", n=Money(ore)) for ore in (1_00, 10_00))
    assert one == Message("{n} kr.", n=Money(1_00))
    assert len({one, ten, Message("{n} kr.", n=Money(1_00))}) == 2
    later = Message("an award")
    assert sorted([later, ten, one]) == [one, ten, later]
