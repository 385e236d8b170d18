"""Statements held against the ledger: each measure in each scope, worked out by hand.

One ledger serves the first tests. Program p has 100 a year over 2014-2016, of which strand a 40 in
2014 and in 2015 and strand b 20 in 2014; q has 50 over 2014-2015, not split. In 2014 a gives 10 to
q; then 5 of a's 2014 are carried to 2015. FL2016 gives p 90 in 2016, of which a 25.
"""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest

from arithmetic.making import (
    act,
    award,
    back,
    carry_over,
    day,
    kr,
    outturn,
    payment,
    program,
    reprioritisation,
)
from arithmetic.saying import (
    NOT_MEASURED,
    NOT_SPLIT,
    NOTHING,
    Figure,
    books,
    figure,
    holding,
    many,
    pool,
    recipient,
    round_of,
)
from tidlig.model.entry import Ident

P = {"program": "p"}
Q = {"program": "q"}
A = {"program": "p", "strand": "a"}
B = {"program": "p", "strand": "b"}

LEDGER = books(
    program(
        "2014-2016",
        split={2014: 100, 2015: 100, 2016: 100},
        strands={"a": {2014: 40, 2015: 40}, "b": {2014: 20}},
        date="2014-01-01",
    ),
    program("2014-2015", total=50, id="q", date="2014-01-01"),
    reprioritisation("2014-06-01", 10, from_="p/a", to="q"),
    carry_over(2014, 2015, 5, strand="a"),
    act("2016-01-01", {2016: 90}, strands={"a": {2016: 25}}),
    round_of("first", announced="2014-02"),
    round_of("second", announced="2015-02"),
    pool("one", strand="a", round="first", frame=30, support="direct"),
    pool("two", strand="b", round="second", frame={2014: 10, 2015: 15}, support="advisory"),
    recipient("town", "municipality"),
    recipient("club", "organisation"),
    award("2014-05-01", 12, id="a", pool="one", recipient="town"),
    award("2015-03-01", 8, id="two", pool="two", recipient="club"),
    award("2015-04-01", 7, id="of-q", program="q", recipient="town"),
    back("2015-06-01", 2, "annulment"),
    dataclasses.replace(back("2015-09-01", 3, "refund"), id="refund", award=Ident("two")),
    payment("2014-07-01", 6),
    dataclasses.replace(payment("2015-04-01", 8), id="second", award=Ident("two")),
    outturn(2014, 11, strand="a", date="2016-01-01"),
    dataclasses.replace(outturn(2014, 4, date="2016-01-01"), id="rest"),
    outturn(2015, 5, strand="b", date="2017-01-01"),
)


@pytest.mark.parametrize(
    ("measure", "scope", "expected"),
    [
        ("appropriated", {}, 350),
        ("appropriated", P, 300),
        ("appropriated", Q, 50),
        ("appropriated", A, 80),
        ("appropriated", B, 20),
        ("appropriated", P | {"years": "2014"}, 100),
        ("appropriated", A | {"years": "2014"}, 40),
        ("appropriated", P | {"years": "2014-2015"}, 200),
        ("appropriated", {"years": "2014-2015"}, 250),
        ("appropriated", Q | {"years": "2014"}, NOT_SPLIT),
        ("appropriated", {"years": "2014"}, NOT_SPLIT),
        ("restated", P, -10),
        ("restated", A, 25),
        ("restated", B, 0),
        ("restated", P | {"years": "2016"}, -10),
        ("restated", P | {"years": "2015"}, 0),
        ("reprioritised", {}, 0),
        ("reprioritised", P, -10),
        ("reprioritised", Q, 10),
        ("reprioritised", A, -10),
        ("reprioritised", B, 0),
        ("reprioritised", P | {"years": "2015-2016"}, 0),
        ("carried", P, 0),
        ("carried", A | {"years": "2014"}, -5),
        ("carried", P | {"years": "2015"}, 5),
        ("carried", B | {"years": "2015"}, 0),
        ("budget", {}, 340),
        ("budget", P, 280),
        ("budget", Q, 60),
        ("budget", A, 95),
        ("budget", B, 20),
        ("budget", P | {"years": "2014"}, 85),
        ("budget", P | {"years": "2015"}, 105),
        ("budget", P | {"years": "2016"}, 90),
        ("budget", A | {"years": "2016"}, 25),
        ("budget", P | {"round": "first"}, NOT_MEASURED),
        ("budget", P | {"pool": "one"}, NOT_MEASURED),
        ("budget", P | {"kind": "municipality"}, NOT_MEASURED),
        ("budget", P | {"support": "direct"}, NOT_MEASURED),
    ],
)
def test_the_budget_and_what_it_is_made_of(
    measure: str, scope: dict[str, Any], expected: Figure
) -> None:
    assert figure(LEDGER, measure, **scope) == expected


@pytest.mark.parametrize(
    ("measure", "scope", "expected"),
    [
        ("awarded", {}, 27),
        ("awarded", P, 20),
        ("awarded", Q, 7),
        ("awarded", A, 12),
        ("awarded", B, 8),
        ("awarded", {"years": "2014"}, 12),
        ("awarded", P | {"years": "2015"}, 8),
        ("awarded", P | {"years": "2016"}, 0),
        ("awarded", P | {"round": "first"}, 12),
        ("awarded", P | {"round": "second"}, 8),
        ("awarded", {"round": "second"}, 8),
        ("awarded", {"pool": "one"}, 12),
        ("awarded", P | {"pool": "two"}, 8),
        ("awarded", P | {"support": "direct"}, 12),
        ("awarded", P | {"support": "advisory"}, 8),
        ("awarded", {"support": "direct"}, NOT_SPLIT),
        ("awarded", {"kind": "municipality"}, 19),
        ("awarded", P | {"kind": "municipality"}, 12),
        ("awarded", {"kind": "organisation"}, 8),
        ("awarded", {"kind": ["municipality", "organisation"]}, 27),
        ("awarded", P | {"kind": "provider"}, NOTHING),
        ("awarded", A | {"round": "second"}, NOTHING),
        ("returned", {}, 5),
        ("returned", A, 2),
        ("returned", B, 3),
        ("returned", P | {"years": "2014"}, 0),
        ("returned", Q, 0),
        ("returned", P | {"round": "second"}, 3),
        ("paid", P, 11),
        ("paid", A, 6),
        ("paid", B, 5),
        ("paid", P | {"years": "2015"}, 5),
        ("paid", {"pool": "two"}, 5),
        ("paid", {"kind": "municipality"}, 6),
        ("paid", Q, NOTHING),
        ("outstanding", P, 4),
        ("outstanding", A, 4),
        ("outstanding", B, 0),
        ("outstanding", {"pool": "one"}, 4),
        ("outstanding", Q, NOTHING),
    ],
)
def test_awards_and_what_became_of_them(
    measure: str, scope: dict[str, Any], expected: Figure
) -> None:
    assert figure(LEDGER, measure, **scope) == expected


@pytest.mark.parametrize(
    ("measure", "scope", "expected"),
    [
        ("uncommitted", {}, 318),
        ("uncommitted", P, 265),
        ("uncommitted", Q, 53),
        ("uncommitted", A, 85),
        ("uncommitted", B, 15),
        ("uncommitted", P | {"years": "2014"}, 73),
        ("uncommitted", P | {"years": "2015"}, 102),
        ("uncommitted", P | {"round": "first"}, NOT_MEASURED),
        ("uncommitted", Q | {"years": "2015"}, NOT_SPLIT),
        ("outturn", P, 20),
        ("outturn", A, 11),
        ("outturn", B, 5),
        ("outturn", P | {"years": "2014"}, 15),
        ("outturn", P | {"years": "2016"}, NOTHING),
        ("outturn", P | {"years": "2015-2016"}, NOTHING),
        ("outturn", B | {"years": "2014-2015"}, 5),
        ("outturn", Q, NOTHING),
        ("outturn", P | {"kind": "municipality"}, NOT_MEASURED),
        ("frame", P, 55),
        ("frame", A, 30),
        ("frame", {"pool": "two"}, 25),
        ("frame", P | {"round": "first"}, 30),
        ("frame", P | {"support": "advisory"}, 25),
        ("frame", B | {"years": "2015"}, 15),
        ("frame", B | {"years": "2015-2016"}, 15),
        ("frame", A | {"years": "2014-2016"}, 30),
        ("frame", A | {"years": "2014"}, NOT_SPLIT),
        ("frame", B | {"years": "2017"}, NOTHING),
        ("frame", Q, NOTHING),
        ("frame", P | {"kind": "municipality"}, NOT_MEASURED),
        ("yearly", P, 100),
        ("yearly", A, 40),
        ("yearly", B, 20),
        ("yearly", P | {"years": "2014"}, 100),
        ("yearly", Q, NOTHING),
        ("yearly", {}, NOT_MEASURED),
        ("yearly", P | {"round": "first"}, NOT_MEASURED),
        ("reprioritised-out", P, 10),
        ("reprioritised-out", A, 10),
        ("reprioritised-out", B, 0),
        ("reprioritised-out", Q, 0),
        ("reprioritised-out", P | {"years": "2014"}, 10),
        ("reprioritised-out", P | {"years": "2015"}, 0),
        ("reprioritised-in", Q, 10),
        ("reprioritised-in", P, 0),
        ("reprioritised-in", {}, 0),
        ("reprioritised-out", {}, 0),
        ("reprioritised-in", Q | {"round": "first"}, NOT_MEASURED),
    ],
)
def test_what_is_left_frames_and_what_crosses_a_border(
    measure: str, scope: dict[str, Any], expected: Figure
) -> None:
    assert figure(LEDGER, measure, **scope) == expected


@pytest.mark.parametrize(
    ("measure", "scope", "expected"),
    [
        ("pools", {}, 2),
        ("pools", A, 1),
        ("pools", P | {"round": "second"}, 1),
        ("pools", P | {"support": "direct"}, 1),
        ("pools", P | {"years": "2014"}, NOT_SPLIT),
        ("pools", A | {"years": "2014"}, 1),
        ("pools", P | {"kind": "municipality"}, NOT_MEASURED),
        ("awards", {}, 3),
        ("awards", P, 2),
        ("awards", {"kind": "municipality"}, 2),
        ("awards", P | {"years": "2015"}, 1),
        ("awards", {"pool": "one"}, 1),
        ("recipients", {}, 2),
        ("recipients", {"kind": "municipality"}, 1),
        ("recipients", P | {"kind": ["municipality", "organisation"]}, 2),
        ("recipients", B, 1),
        ("recipients", {"years": "2015"}, 2),
        ("strands", P, 2),
        ("strands", {}, NOT_MEASURED),
        ("strands", A, NOT_MEASURED),
        ("strands", P | {"kind": "municipality"}, NOT_MEASURED),
        ("strands", Q, NOTHING),
        ("rounds", P, 2),
        ("rounds", P | {"years": "2014"}, 1),
        ("rounds", Q, NOTHING),
        ("rounds", A, NOT_MEASURED),
    ],
)
def test_how_many_there_are(measure: str, scope: dict[str, Any], expected: Figure) -> None:
    assert figure(LEDGER, measure, **scope) == expected


@pytest.mark.parametrize(
    ("as_of", "measure", "expected"),
    [
        ("2014-05-31", "budget", 300),
        ("2014-06-01", "budget", 290),
        ("2015-12-31", "budget", 290),
        ("2016-01-01", "budget", 280),
        ("2014-05-01", "awarded", 12),
        ("2014-04-30", "awarded", NOTHING),
        ("2015-02-28", "awarded", 12),
        ("2015-03-01", "awarded", 20),
        ("2015-05-31", "returned", 0),
        ("2015-06-01", "returned", 2),
        ("2015-12-31", "outturn", NOTHING),
        ("2016-12-31", "outturn", 15),
        ("2013-12-31", "budget", NOTHING),
    ],
)
def test_a_statement_of_its_own_date_sees_what_had_taken_effect(
    as_of: str, measure: str, expected: Figure
) -> None:
    assert figure(LEDGER, measure, program="p", as_of=as_of) == expected


def test_a_sum_over_many_recipients_is_counted_by_kind() -> None:
    given = award("2014-05-01", 9, recipients=many(municipality=31, organisation=8))
    ledger = books(program("2014", total=10), given)
    assert figure(ledger, "recipients", program="p") == 39
    assert figure(ledger, "recipients", program="p", kind="organisation") == 8
    assert figure(ledger, "recipients", program="p", kind=["organisation", "municipality"]) == 39
    assert figure(ledger, "awarded", program="p", kind="municipality") == NOT_SPLIT
    assert figure(ledger, "awards", program="p") == NOT_SPLIT


@pytest.mark.parametrize(
    ("ledger_as_of", "statement_as_of", "expected"),
    [
        ("2015-03-01", None, 20),
        ("2015-02-28", None, 12),
        ("2015-03-01", "2015-02-28", 12),
        ("2016-01-01", "2015-03-01", 20),
    ],
)
def test_a_statement_of_an_earlier_day_than_the_ledgers_has_its_own_day(
    ledger_as_of: str, statement_as_of: str | None, expected: Figure
) -> None:
    dated = {} if statement_as_of is None else {"as_of": statement_as_of}
    until = LEDGER.until(day(ledger_as_of))
    assert figure(until, "awarded", program="p", **dated) == expected


def test_amounts_that_are_not_exact_add_up_with_what_they_may_be_off() -> None:
    about = dataclasses.replace(award("2014-05-01", 0), amount=kr(49, 1))
    ledger = books(
        program("2014", total=100),
        about,
        dataclasses.replace(about, id="more", amount=kr(10, 2)),
        dataclasses.replace(back("2014-06-01", 0, "annulment"), amount=kr(5, 1)),
    )
    assert holding(ledger, "awarded").ledger == kr(59, 3)
    assert holding(ledger, "uncommitted").ledger == kr(46, 4)


def test_negative_amounts_are_subtracted() -> None:
    cancelled = dataclasses.replace(award("2015-05-01", -3), id="cancelled")
    ledger = books(program("2014-2015", total=100), award("2014-05-01", 10), cancelled)
    assert figure(ledger, "awarded") == 7
    assert figure(ledger, "awarded", years="2015") == -3
    assert figure(ledger, "uncommitted") == 93


def test_what_comes_in_and_goes_out_is_not_netted_over_a_border() -> None:
    out = reprioritisation("2014-05-01", {2014: 10, 2015: 4}, from_="p", to="q")
    back_again = dataclasses.replace(out, id="back", from_=out.to, to=out.from_)
    ledger = books(program("2014-2015", total=100), program("2014", total=5, id="q"), out)
    both = books(program("2014-2015", total=100), program("2014", total=5, id="q"), out, back_again)
    assert figure(ledger, "reprioritised-out", **P, years="2015") == 4
    assert figure(ledger, "reprioritised-out", **P) == 14
    assert figure(both, "reprioritised-out", **P) == 14
    assert figure(both, "reprioritised-in", **P) == 14
    assert figure(both, "reprioritised", **P) == 0
