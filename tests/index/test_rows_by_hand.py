"""Rules that are queries, on ledgers made by hand: amounts of all sizes, and what is opened."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from itertools import count
from typing import Literal

import pytest

from index.alike import DAYS, LARGEST
from index.asking import OF_ROWS, core_alone, found, group_of
from tidlig.arithmetic.ledger import Ledger
from tidlig.model.contents import Contents
from tidlig.model.decisions import Program
from tidlig.model.entry import Entry, Ident, Kind, KindCount, OneOrMore, Settings, Year
from tidlig.model.grants import Amendment, Award, Payment, Return
from tidlig.model.messages import sentence
from tidlig.model.money import Money
from tidlig.model.records import Recipient, Stated, Statement
from tidlig.model.years import Years


def test_only_the_rows_that_are_at_fault_are_opened() -> None:
    awards = [award_of(f"a{n}", Money(n + 1)) for n in range(50)]
    early = paid_on(awards[7], Money(8), date=dt.date(2014, 1, 1))
    ledger = ledger_of(*awards, early, *(paid_on(award, Money(1)) for award in awards[20:]))
    opened: list[str] = []
    rows = core_alone(ledger, opened)
    for check in OF_ROWS.values():
        list(check(rows))
    assert sorted(opened) == [awards[7].id, early.id]


def test_two_hundred_of_the_largest_amounts_of_both_signs_are_added_exactly() -> None:
    award = award_of("a", Money(LARGEST))
    many = [paid_on(award, Money(LARGEST)) for _ in range(200)]
    back = [paid_on(award, Money(-LARGEST)) for _ in range(199)]
    assert found("payments-exceed-award", ledger_of(award, *many, *back)) == []
    ore = paid_on(award, Money(1))
    (problem,) = found("payments-exceed-award", ledger_of(award, *many, *back, ore))
    assert "are 0,01 kr. over what it allows" in sentence(problem.message)
    (problem,) = found("payments-exceed-award", ledger_of(award, *many))
    assert f"are 199{'.000' * 5} kr. over what it allows" in sentence(problem.message)
    cancelled = [returned_of(award, Money(LARGEST)) for _ in range(200)]
    (problem,) = found("returns-exceed-award", ledger_of(award, *cancelled))
    assert f"are 199{'.000' * 5} kr. over the award" in sentence(problem.message)


@pytest.mark.parametrize("amount", [2**36 - 1, 2**36, 2**36 + 1, LARGEST])
def test_amounts_are_added_alike_up_to_what_the_database_adds_and_above(amount: int) -> None:
    award = award_of("a", Money(2 * amount))
    twice = [paid_on(award, Money(amount), date=day) for day in DAYS[1:3]]
    assert found("payments-exceed-award", ledger_of(award, *twice)) == []
    for more, severity in ((Money(1), "error"), (Money(0, 1), "warning")):
        over = ledger_of(award, *twice, paid_on(award, more))
        assert [problem.severity for problem in found("payments-exceed-award", over)] == [severity]
    for other, number in ((amount, 1), (amount + 1, 0)):
        again = [paid_on(award, Money(each), reference=None) for each in (amount, other)]
        assert len(found("duplicate-payment", ledger_of(award, *again))) == number
        back = [returned_of(award, Money(each)) for each in (amount, other)]
        assert len(found("duplicate-decision", ledger_of(award, *back))) == number


def test_what_amends_an_award_may_be_too_large_for_the_database() -> None:
    award = award_of("a", Money(2**36))
    less, more = amended("e1", Money(-(2**36) - 1)), amended("e2", Money(2**36))
    paid = paid_on(award, Money(2**36))
    (problem,) = found("payments-exceed-award", ledger_of(award, less, more, paid))
    assert "are 0,01 kr. over what it allows" in sentence(problem.message)


@pytest.mark.parametrize(
    ("award", "more", "paid", "refunded", "cancelled", "warns"),
    [
        (Money(1000, 1), Money(0), Money(1000), None, None, True),
        (Money(900), Money(100, 1), Money(1000), None, None, True),
        (Money(1000), Money(0), Money(1000, 1), None, None, True),
        (Money(1000), Money(0), Money(900), None, Money(100, 1), True),
        (Money(1000), Money(0), Money(900), Money(100, 50), None, False),
        (Money(1000), Money(0), Money(900), Money(100, 51), None, True),
        (Money(1000), Money(0), Money(999), None, None, False),
    ],
)
def test_rounded_amounts_are_held_to_the_least_that_an_award_may_allow(
    award: Money, more: Money, paid: Money, refunded: Money | None, cancelled: Money | None,
    warns: bool,
) -> None:  # fmt: skip
    """A refund counts twice: less is paid, and less may be."""
    given = award_of("a", award)
    entries: list[Entry] = [
        given,
        amended("e", more),
        paid_on(given, paid),
    ]
    if refunded is not None:
        entries.append(returned_of(given, refunded, "refund"))
    if cancelled is not None:
        entries.append(returned_of(given, cancelled))
    problems = found("payments-exceed-award", ledger_of(*entries))
    assert [problem.severity for problem in problems] == ["warning"] * warns


def test_who_is_paid_is_the_recipient_where_no_payee_is_named() -> None:
    recipient = Recipient(id="r", stands_in="a.toml", name="R", type=Kind("other"))
    awards = [
        replace(award_of(id, Money(9)), recipient=Ident("r"), recipients=None) for id in ("a", "b")
    ]
    payments = [replace(paid_on(award, Money(5)), reference="15/1") for award in awards]
    (problem,) = found("duplicate-payment", ledger_of(recipient, *awards, *payments))
    assert list(group_of(problem)) == [tuple(payment.id for payment in payments)]


def test_levels_that_a_statement_mixes_are_noted_in_one_order() -> None:
    """That which an award states last comes last, and its first award stands for it."""
    levels = {"a": 2015, "b": 2016, "c": 2015}
    awards = [replace(award_of(id, Money(1)), price_level=Year(of)) for id, of in levels.items()]
    statement = Statement(
        id="s", stands_in="a.toml", source=OneOrMore(()), measure="awarded", program=Ident("p"),
        value=Stated(Money(3), "0,03 kr."), price_level=Year(2014),
    )  # fmt: skip
    (problem,) = found("mixed-price-levels", ledger_of(*awards, statement))
    assert [note.location and note.location.path[1] for note in problem.notes] == ["b", "a"]


_numbers = count()


def ledger_of(*entries: Entry) -> Ledger:
    """A ledger of one program, and these."""
    program = Program(
        id="p", stands_in="a.toml", name="P", years=Years(2014, 2019), total=Money(LARGEST)
    )
    return Ledger(Settings(format=1), (Contents("a.toml", (program, *entries)),))


def award_of(id: str, amount: Money) -> Award:
    return Award(
        id=id, stands_in="a.toml", program=Ident("p"), date=DAYS[1], amount=amount,
        recipients=(KindCount("municipality", 2),),
    )  # fmt: skip


def amended(id: str, amount: Money) -> Amendment:
    return Amendment(id=id, stands_in="a.toml", award=Ident("a"), date=DAYS[2], amount=amount)


def paid_on(
    award: Award, amount: Money, date: dt.date = DAYS[2], reference: str | None = "15/"
) -> Payment:
    number = next(_numbers)
    return Payment(
        id=f"u{number}", stands_in="a.toml", award=Ident(award.id), date=date, amount=amount,
        reference=reference and f"{reference}{number}",
    )  # fmt: skip


def returned_of(
    award: Award, amount: Money, kind: Literal["annulment", "refund"] = "annulment"
) -> Return:
    id = f"r{next(_numbers)}"
    return Return(
        id=id, stands_in="a.toml", award=Ident(award.id), date=DAYS[2], amount=amount,
        type=kind,
    )  # fmt: skip
