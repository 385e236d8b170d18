"""Where a program's money came from and where it stands, and what the accounts differ by."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

from arithmetic.making import (
    Table,
    act,
    award,
    back,
    carry_over,
    kr,
    outturn,
    payment,
    program,
    reprioritisation,
    span,
)
from arithmetic.saying import books
from tidlig.arithmetic.account_rows import (
    AFTER_PERIOD,
    NOT_RECORDED,
    OVER_BUDGET,
    OVER_OUTTURN,
    Difference,
)
from tidlig.arithmetic.accounts import SOURCES, USES, funds, reconciliation
from tidlig.arithmetic.balance import Choice, balance
from tidlig.arithmetic.ledger import Ledger
from tidlig.model.money import UNKNOWN, Money

SEVENTY: Table = {2014: 70, 2015: 70, 2016: 70}
Kroner = dict[str, int]
Differences = tuple[Difference, ...]


def told(ledger: Ledger, of: str = "p", **choice: Any) -> Kroner:
    """The funds of a program in kroner, those that are not 0."""
    asked = Choice(**choice)
    (found,) = (f for f in funds(ledger, balance(ledger, asked), asked) if f.program.id == of)
    assert (tuple(found.sources), tuple(found.uses)) == (SOURCES, USES)
    assert sum(m.ore for m in found.sources.values()) == found.whole.ore
    assert sum(m.ore for m in found.uses.values()) == found.whole.ore
    figures = {**found.sources, **found.uses}
    return {name: money.ore // 100 for name, money in figures.items() if money.ore}


def made(**more: Any) -> Any:
    return program("2014-2016", split=SEVENTY, **more)


def test_what_was_appropriated_is_awarded_or_remains() -> None:
    ledger = books(made(), award("2014-05-01", 60), payment("2014-06-01", 50))
    assert told(ledger) == {"appropriated": 210, "awarded": 60, "uncommitted": 150}


def test_what_is_returned_remains() -> None:
    given = [award("2014-05-01", 60), payment("2014-06-01", 50)]
    for kind in ("annulment", "refund"):
        returned = back("2015-06-01", 10, "annulment" if kind == "annulment" else "refund")
        ledger = books(made(), *given, returned)
        assert told(ledger) == {"appropriated": 210, "awarded": 50, "uncommitted": 160}


def test_more_awarded_than_there_is_leaves_less_than_nothing() -> None:
    ledger = books(made(), award("2014-05-01", 211))
    assert told(ledger) == {"appropriated": 210, "awarded": 211, "uncommitted": -1}


def test_what_an_act_changes_is_a_source_and_may_be_negative() -> None:
    ledger = books(made(), act("2015-01-01", {2015: 60, 2016: 75}))
    assert told(ledger) == {"appropriated": 210, "restated": -5, "uncommitted": 205}


def test_money_that_is_moved_away_is_a_use_and_comes_in_as_a_source() -> None:
    moved = reprioritisation("2014-05-01", 10, from_="p", to="q")
    ledger = books(made(), program("2014", total=50, id="q"), moved)
    assert told(ledger) == {"appropriated": 210, "reprioritised-out": 10, "uncommitted": 200}
    assert told(ledger, "q") == {"appropriated": 50, "reprioritised-in": 10, "uncommitted": 60}


def test_what_comes_and_what_goes_by_two_decisions_is_not_netted() -> None:
    out = reprioritisation("2014-05-01", 10, from_="p", to="")
    ledger = books(made(), out, replace(out, id="in", from_=out.to, to=out.from_))
    assert told(ledger) == {
        "appropriated": 210,
        "reprioritised-in": 10,
        "reprioritised-out": 10,
        "uncommitted": 210,
    }


def test_what_is_moved_within_the_program_is_left_out() -> None:
    inside = reprioritisation("2014-05-01", 10, from_="p/a", to="p/b")
    ledger = books(made(strands={"a": {2014: 30}, "b": None}), inside)
    assert told(ledger) == {"appropriated": 210, "uncommitted": 210}
    assert told(ledger, budget_lines=(("p", "a"),)) == {
        "appropriated": 30,
        "reprioritised-out": 10,
        "uncommitted": 20,
    }
    assert told(ledger, budget_lines=(("p", "b"),)) == {"reprioritised-in": 10, "uncommitted": 10}
    assert told(ledger, budget_lines=(("p", "a"), ("p", "b"))) == {
        "appropriated": 30,
        "uncommitted": 30,
    }


def test_a_carry_over_is_left_out_where_both_its_years_are_shown() -> None:
    ledger = books(made(), carry_over(2014, 2015, 5))
    assert told(ledger) == {"appropriated": 210, "uncommitted": 210}
    assert told(ledger, years=span("2014")) == {
        "appropriated": 70,
        "carried-out": 5,
        "uncommitted": 65,
    }
    assert told(ledger, years=span("2015-2016")) == {
        "appropriated": 140,
        "carried-in": 5,
        "uncommitted": 145,
    }


def test_an_unknown_amount_adds_nothing() -> None:
    moved = reprioritisation("2014-05-01", UNKNOWN, from_="p", to="")
    assert told(books(made(), moved)) == {"appropriated": 210, "uncommitted": 210}


def test_an_inexact_award_leaves_an_inexact_remainder() -> None:
    about = replace(award("2014-05-01", 0), amount=kr(49, 1))
    ledger = books(made(), about)
    (found,) = funds(ledger, balance(ledger, Choice()), Choice())
    assert (found.uses["awarded"], found.uses["uncommitted"]) == (kr(49, 1), kr(161, 1))
    assert found.whole == kr(210)


def test_a_program_without_money_has_none_from_anywhere() -> None:
    ledger = books(made(), program("2012-", yearly=10, id="q"))
    assert told(ledger, "q") == {}


# The accounts -------------------------------------------------------------------------------------


LATE = dt.date(2030, 1, 1)
"""A day on which every year is closed."""


def differences(ledger: Ledger, day: dt.date = LATE, **choice: Any) -> dict[str, Differences]:
    """What differs by place: a program, a year or a strand."""
    found = {}
    for accounts in reconciliation(ledger.until(day), Choice(**choice), day).accounts:
        for row in accounts.rows:
            years, strand = row.cell.years, row.strand
            place = "p" if strand is None else strand.id
            found[place if years is None else str(years)] = row.differences
    return {place: differences for place, differences in found.items() if differences}


def test_accounts_within_budget_and_awards_do_not_differ() -> None:
    ledger = books(made(), award("2014-05-01", 70), outturn(2014, 70))
    assert differences(ledger) == {}


def test_accounts_a_krone_over_the_budget_of_a_year_differ() -> None:
    ledger = books(made(), award("2014-05-01", 71), outturn(2014, 71))
    assert differences(ledger) == {"2014": (Difference(OVER_BUDGET, kr(1)),)}


def test_accounts_a_krone_over_the_whole_budget_differ_in_all() -> None:
    ledger = books(made(), award("2014-05-01", 211), outturn(2014, 211))
    assert differences(ledger) == {
        "p": (Difference(OVER_BUDGET, kr(1)),),
        "2014": (Difference(OVER_BUDGET, kr(141)),),
    }


def test_accounts_a_krone_over_the_awards_show_what_is_not_recorded() -> None:
    ledger = books(made(), award("2014-05-01", 40), outturn(2014, 41))
    assert differences(ledger) == {"p": (Difference(NOT_RECORDED, kr(1)),)}
    unrecorded = differences(books(made(), outturn(2014, 41)))
    assert unrecorded == {"p": (Difference(NOT_RECORDED, kr(41)),)}


def test_awards_a_krone_over_the_accounts_are_nowhere() -> None:
    ledger = books(made(), award("2014-05-01", 42), outturn(2014, 41))
    assert differences(ledger) == {
        "p": (Difference(OVER_OUTTURN, kr(1)),),
        "2014": (Difference(OVER_OUTTURN, kr(1)),),
    }
    over_years = books(made(), award("2014-05-01", 42, years=span("2014-2015")), outturn(2014, 41))
    assert differences(over_years) == {}


def test_a_returned_award_is_not_in_the_accounts() -> None:
    given = [award("2014-05-01", 40), back("2014-06-01", 5, "annulment")]
    assert differences(books(made(), *given, outturn(2014, 35))) == {}
    assert differences(books(made(), *given, outturn(2014, 36))) == {
        "p": (Difference(NOT_RECORDED, kr(1)),)
    }


def test_an_award_of_unknown_amount_may_be_all_that_is_missing() -> None:
    more = replace(award("2014-05-01", UNKNOWN), id="more")
    assert differences(books(made(), award("2014-05-01", 40), more, outturn(2014, 69))) == {}


def test_bookings_after_the_programs_years_are_named_with_their_sign() -> None:
    ledger = books(
        made(),
        award("2014-05-01", 70),
        outturn(2014, 70),
        outturn(2016, 5),
        outturn(2017, -3),
        outturn(2018, 1),
        outturn(2019, 0),
    )
    assert differences(ledger) == {
        "2017": (Difference(AFTER_PERIOD, kr(-3)),),
        "2018": (Difference(AFTER_PERIOD, kr(1)),),
        "p": (Difference(NOT_RECORDED, kr(3)), Difference(AFTER_PERIOD, kr(-2))),
    }


def test_accounts_that_may_be_within_the_budget_do_not_differ() -> None:
    about = replace(outturn(2014, 0), amount=Money(71_00, 1_00))
    given = award("2014-05-01", 71)
    assert differences(books(made(), given, about)) == {}
    sure = replace(about, amount=Money(71_01, 1_00))
    assert differences(books(made(), given, sure)) == {
        "2014": (Difference(OVER_BUDGET, Money(1_01, 1_00)),)
    }


def test_a_strand_over_its_budget_is_named_and_not_held_against_awards() -> None:
    whole = made(strands={"a": {2014: 70}})
    ledger = books(whole, award("2014-05-01", 71), outturn(2014, 71, strand="a"))
    over = (Difference(OVER_BUDGET, kr(1)),)
    assert differences(ledger) == {"2014": over, "a": over}
    assert differences(ledger, budget_lines=(("p", "a"),))["a"] == over


def test_a_strand_may_use_what_is_not_split_by_strand() -> None:
    """Of 70 the strand has 30, and 40 is nobody's: 31 is within both together."""
    whole = made(strands={"a": {2014: 30}})
    ledger = books(whole, award("2014-05-01", 31), outturn(2014, 31, strand="a"))
    assert differences(ledger) == {}


def test_accounts_not_published_yet_do_not_differ() -> None:
    given = award("2014-05-01", 71)
    ledger = books(made(), given, outturn(2014, 71, date="2016-01-01"))
    assert differences(ledger, dt.date(2015, 12, 31)) == {}
    assert differences(ledger) == {"2014": (Difference(OVER_BUDGET, kr(1)),)}
