"""The editors' schema says what the reader says, as far as the shape of a table goes."""

import datetime as dt
import tomllib
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from pydantic_core import ValidationError

from harness.editors import refusals
from harness.running import ROOT
from tidlig.source.json_schema import CLASSES, DIALECT, schema
from tidlig.source.schema import keys_of, validator
from tidlig.source.toml import WrittenFloat

FILES = sorted([*ROOT.glob("data/**/*.toml"), *ROOT.glob("src/tidlig/ledger/templates/**/*.toml")])

AWARD = """
[award.a]
pool      = "p"
recipient = "r"
date      = 2015-02-26
amount    = 1_250_000
"""

FAULTS = {
    "an unknown kind": "[awrd.a]\ndate = 2015-02-26",
    "a kind without ids": '[source]\ntitle = "A title"',
    "an array of tables": "[[award]]\ndate = 2015-02-26",
    "an id with capitals": AWARD.replace("award.a", "award.A"),
    "an id that is too long": AWARD.replace("award.a", f"award.{'a' * 201}"),
    "an unknown key": AWARD + "amont = 3",
    "a missing key": AWARD.replace("date ", "# date "),
    "a float": AWARD.replace("1_250_000", "49.2"),
    "a truth value": AWARD.replace("1_250_000", "true"),
    "an amount with a decimal point": AWARD.replace("1_250_000", '"49.2 mio. kr."'),
    "an amount without a unit": AWARD.replace("1_250_000", '"49,2"'),
    "an amount of half an øre": AWARD.replace("1_250_000", '"1,005 kr."'),
    "an amount beyond all budgets": AWARD.replace("1_250_000", "1_000_000_000_000_001"),
    "amounts by no year": AWARD.replace("1_250_000", "{ 20155 = 1 }"),
    "a number for an id": AWARD.replace('"p"', "1"),
    "a time for a day": AWARD.replace("2015-02-26", "12:30:00"),
    "a word of no list": '[recipient.r]\nname = "R"\nkind = "county"',
    "an account of letters": '[program.p]\nname = "P"\nyears = 2014\ntotal = 1\naccount = "A.1"',
    "an unknown key of a strand": '[program.p]\nname = "P"\nyears = 2014\ntotal = 1\n'
    'strand.s = { name = "S", slpit = { 2014 = 1 } }',
    "an unknown key of an end": "[reprioritisation.r]\ndate = 2015-02-26\namount = 1\n"
    'from = { programme = "p" }\nto = { program = "q" }',
    "a format of tomorrow": "[ledger]\nformat = 2",
    "a currency without hundredths": '[ledger]\nformat = 1\ncurrency = "JPY"',
    "an acceptance without a reason": AWARD + 'accept = { some-check = " " }',
    "a count below nothing": AWARD.replace('recipient = "r"', "recipients = { region = -1 }"),
}

AMOUNTS = ["49,2 mio. kr.", "1.234.567,50 kr.", "1,5 mia. kr.", "ca. 250 t.kr.", "-3,1 mio. kr."]
NO_AMOUNTS = [
    *("49.2 mio. kr.", "1.00 kr.", "1,234 kr.", "12.34,5 kr.", "10 kr", "10 mio.", "10", "01 kr."),
    *("1,123456 t.kr.", "1,12345 t.kr.", "0,123456789 mio. kr.", "0,12345678 mio. kr."),
    *("-0 kr.", "+1 kr.", "ca 1 kr.", "ca.  1 kr.", "1\u00a0kr.", "1 kr. ", "1 EUR", "Unknown"),
]
YEARS = [
    "2014",
    "2014-2017",
    "2016-19",
    "2012-",
    "1899",
    "3000-3001",
    "2015-02-26",
    "2014-201",
    "14-15",
]
DAYS = [
    dt.date(2015, 2, 26),
    dt.time(12),
    "2014-06",
    "2014-13",
    dt.datetime(2015, 2, 26, tzinfo=dt.UTC),
]
NUMBERS = [True, -1, 0, 1, 31, 1899, 1900, 2014, 2999, 3000, 10**9, 10**9 + 1, 10**15, 10**15 + 1]
TEXTS = ["", " ", "x", "unknown", "15.26.01", "15..1", "da", "DKK", "kr.", "strand", "direct"]
TEXTS += ["EUR", "SEK", "JPY", "euro", "t.EUR", "mio. EUR", "mio. DKK", "mio.EUR", "mia. kr."]
WORDS = ["cross-cutting", "annulment", "municipality", "county", "awarded", "program", "t.kr."]
PLAIN = [*AMOUNTS, *NO_AMOUNTS, *YEARS, *DAYS, *NUMBERS, *TEXTS, *WORDS, WrittenFloat("1.000")]
NESTED: list[Any] = [
    *([], ["x"], ["municipality"], [1], [["x"]], {}, [{}], {"x": {}}),
    *({"2014": 1}, {"2014": "1 mio. kr."}, {"2014": "x"}, {"14": 1}, {"2014": {}}, {"1899": 1}),
    *({"x": {"2014": 1}}, {"x": {"2014": "x"}}, {"x": 1}, {"x": "y"}, {"x": ["y"]}, {"x": " "}),
    *({"municipality": 31}, {"municipality": "31"}, {"county": 31}, {"region": "2014-06"}),
    *({"program": "p"}, {"program": 1}, {"program": "p", "strand": "s"}, {"outside": "who"}),
    *([{"applications": 3}], [{"pool": "p", "kinds": ["region"]}], [{"kinds": "region"}]),
    *([{"applicants": {"region": 1}}], [{"applicants": {"region": -1}}], [{"x": 1}]),
]
BACKWARDS = [("years", "2014-06"), ("years", "2014-13")]
"""Spans that end before they begin, which no pattern tells."""


def is_read(kind: str, key: str, value: object) -> bool:
    """Tell whether the reader takes a value of a key, whatever else the table lacks."""
    try:
        validator(CLASSES[kind], None).validate_python({key: value})
    except ValidationError as error:
        met = {each["type"] for each in error.errors() if each["loc"][:1] == (key,)}
        return met == set()
    return True


def test_the_schemas_are_schemas() -> None:
    for kind in (None, *CLASSES):
        Draft202012Validator.check_schema(schema(kind))
        assert schema(kind)["$schema"] == DIALECT


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_file_in_order_is_in_order_to_an_editor(path: Path) -> None:
    assert refusals(schema(), tomllib.loads(path.read_text("utf-8"))) == []


@pytest.mark.parametrize("fault", FAULTS)
def test_an_editor_reports_a_fault(fault: str) -> None:
    assert refusals(schema(), tomllib.loads(AWARD)) == []
    assert len(refusals(schema(), tomllib.loads(FAULTS[fault]))) == 1


@pytest.mark.parametrize("kind", CLASSES)
def test_a_value_is_taken_by_editors_exactly_when_it_is_read(kind: str) -> None:
    definition = schema(kind)
    keyed = {**definition, "required": []}
    differences = [
        (key, value)
        for key in keys_of(CLASSES[kind])
        if (kind, key) not in (("program", "strand"), ("table", "accept"))  # read one by one
        for value in (*PLAIN, *NESTED)
        if (key, value) not in BACKWARDS
        if is_read(kind, key, value) != (refusals(keyed, {key: value}) == [])
    ]
    assert differences == []


@pytest.mark.parametrize("kind", CLASSES)
def test_an_entry_must_have_the_same_keys_for_both(kind: str) -> None:
    with pytest.raises(ValidationError) as error:
        validator(CLASSES[kind]).validate_python({})
    given = {"id", "stands_in", "program"} if kind == "strand" else {"id", "stands_in"}
    missing = {str(each["loc"][0]) for each in error.value.errors()}
    assert set(schema(kind)["required"]) == missing - given


def test_a_key_means_what_its_kind_means_by_it() -> None:
    properties = schema("award")["properties"]
    assert "charged to the year of that day" in properties["date"]["description"]
    assert properties["purpose"]["title"] == "purpose"
    assert schema("strand")["properties"]["kind"]["default"] == "strand"
    assert schema("pool")["description"].startswith("One fund within a call")


def test_what_only_the_reader_can_say() -> None:
    """The list of these is in docs/decisions.md."""
    for key, value in (*BACKWARDS, ("amount", f"{'9' * 20} kr.")):
        assert not is_read("award", key, value)
        assert refusals({**schema("award"), "required": []}, {key: value}) == []
