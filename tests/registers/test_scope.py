"""A register is held against the part of the ledger that it is about, and no more."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from harness.running import write
from tidlig.arithmetic.ledger import Ledger
from tidlig.ledger.folder import Folder
from tidlig.ledger.open import open_ledger
from tidlig.matching.items import Item, of_ledger
from tidlig.matching.matches import Group
from tidlig.matching.matching import match_register
from tidlig.model.entry import Ident
from tidlig.model.money import Money
from tidlig.model.records import Register
from tidlig.model.years import Years

FILES = {
    "programs.toml": """
[ledger]
format = 1

[program.p]
name = "P"
years = "2015-2016"
total = "10 mio. kr."
date = 2015-01-01

[program.p.strand.s]
name = "S"

[program.q]
name = "Q"
years = 2015
total = "10 mio. kr."
date = 2015-01-01

[round.first]
program = "p"

[pool.pool-s]
program = "p"
strand = "s"
round = "first"

[recipient.r]
name = "R"
kind = "other"

[award.of-pool]
pool = "pool-s"
recipient = "r"
date = 2015-03-01
amount = { 2015 = 100, 2016 = 200 }

[award.of-round]
program = "p"
round = "first"
recipients = { municipality = 3 }
date = 2016-03-01
amount = "unknown"

[award.of-q]
program = "q"
recipient = "r"
date = 2015-03-01
amount = 300

[payment.paid]
award = "of-pool"
date = 2016-01-01
amount = 250

[return.refunded]
award = "of-pool"
date = 2016-02-01
amount = 20
kind = "refund"

[return.cancelled]
award = "of-q"
date = 2016-02-01
amount = 20
kind = "annulment"
"""
}
AWARDS = Register(id="x", stands_in="f", type="award")


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Ledger:
    """A ledger with awards of a pool, a round, and another program."""
    folder: Path = write(tmp_path_factory.mktemp("ledger"), FILES)
    whole = open_ledger(Folder(folder))
    assert not [fault for file in whole.contents for fault in file.faults]
    return whole


def ids(ledger: Ledger, register: Register) -> list[str]:
    return [item.id for item in match_register(ledger, register, [], 7).ledger]


def test_without_a_part_all_awards_are_meant(ledger: Ledger) -> None:
    assert ids(ledger, AWARDS) == ["of-pool", "of-round", "of-q"]


@pytest.mark.parametrize(
    ("part", "expected"),
    [
        ({"program": Ident("p")}, ["of-pool", "of-round"]),
        ({"program": Ident("p"), "strand": Ident("s")}, ["of-pool"]),
        ({"round": Ident("first")}, ["of-pool", "of-round"]),
        ({"pool": Ident("pool-s")}, ["of-pool"]),
        ({"years": Years(2015, 2015)}, ["of-pool", "of-q"]),
        ({"program": Ident("q"), "years": Years(2016, 2016)}, []),
    ],
)
def test_a_part_leaves_out_the_rest(
    part: dict[str, Ident], expected: list[str], ledger: Ledger
) -> None:
    assert ids(ledger, replace(AWARDS, **part)) == expected  # type: ignore[arg-type]


def test_an_award_by_years_is_their_sum_and_an_unknown_one_is_unknown(ledger: Ledger) -> None:
    amounts = [item.money and item.money.ore for item in of_ledger(ledger, AWARDS)]
    assert amounts == [300_00, None, 300_00]


def test_an_amount_less_what_was_returned_differs_and_is_told_as_such(ledger: Ledger) -> None:
    lines = [
        Item(2, "of-pool", "", "", "R", "", None, Money(280_00)),
        Item(3, "of-q", "", "", "R", "", None, Money(280_01)),
    ]
    found = {
        match.ledger[0].id: match for match in match_register(ledger, AWARDS, lines, 7).matches
    }
    assert [note.what for note in found["of-pool"].notes] == ["less-returned"]
    assert found["of-pool"].group is Group.AMOUNT
    assert found["of-q"].notes == ()


def test_payments_are_less_refunds_and_annulments_are_none(ledger: Ledger) -> None:
    items = of_ledger(ledger, replace(AWARDS, type="payment"))
    assert [(item.id, item.ore, item.recipient) for item in items] == [
        ("paid", 250_00, "r"),
        ("refunded", -20_00, "r"),
    ]


def test_payments_are_of_the_part_that_their_award_is_of(ledger: Ledger) -> None:
    assert ids(ledger, replace(AWARDS, type="payment", program=Ident("q"))) == []


def test_years_cut_both_sides_and_part_nothing_that_is_matched(ledger: Ledger) -> None:
    of_2016 = replace(AWARDS, type="payment", years=Years(2016, 2016))
    lines = [
        Item(2, "paid", "", "", "R", "", dt.date(2015, 12, 30), Money(250_00)),
        Item(3, "refunded", "", "", "R", "", dt.date(2016, 2, 1), Money(-20_00)),
        Item(4, "", "", "", "R", "", dt.date(2015, 6, 1), Money(9_00)),
        Item(5, "", "", "", "R", "", None, Money(8_00)),
    ]
    found = match_register(ledger, of_2016, lines, 7)
    assert [(match.group.value, len(match.register)) for match in found.matches] == [
        ("matched", 1), ("matched", 1), ("only-in-register", 1)
    ]  # fmt: skip
    assert [item.number for item in found.register] == [2, 3, 5]
    assert found.of_other_years == 1
    assert found.in_all.register_sum == Money(238_00)
    of_2015 = match_register(ledger, replace(of_2016, years=Years(2015, 2015)), lines[1:], 7)
    assert [item.number for item in of_2015.register] == [4, 5]
    assert not of_2015.ledger
