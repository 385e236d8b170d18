"""What is mentioned and not stated: by which entries, and what may be paid from it."""

from __future__ import annotations

from arithmetic.making import (
    act,
    award,
    back,
    carry_over,
    day,
    kr,
    ledger,
    line,
    outturn,
    payment,
    pool,
    program,
    reprioritisation,
)
from tidlig.arithmetic.funding import ANY, unallocated_money
from tidlig.arithmetic.ledger import Ledger
from tidlig.arithmetic.unknown_amounts import unknown_entries, yearly_open
from tidlig.model.money import UNKNOWN


def found(books: Ledger) -> list[tuple[str, str]]:
    """The entries with an unknown amount, and the programs that they touch."""
    return [(entry.address, program) for entry, program in unknown_entries(books)]


def test_an_entry_of_unknown_amount_is_told_with_its_program() -> None:
    books = ledger(
        program("2014-2017", total=UNKNOWN),
        act("2015-01-01", {2015: 1, 2016: UNKNOWN}),
        carry_over(2014, 2015, UNKNOWN),
        outturn(2014, UNKNOWN),
        award("2014-05-01", UNKNOWN),
        back("2014-06-01", UNKNOWN, "annulment"),
        payment("2014-06-01", UNKNOWN),
    )
    assert found(books) == [
        ("program.p", "p"),
        ("appropriation.fl2015", "p"),
        ("carry-over.c", "p"),
        ("outturn.r2014", "p"),
        ("award.a", "p"),
        ("return.b", "p"),
        ("payment.y", "p"),
    ]


def test_an_entry_whose_amounts_are_known_is_not_told() -> None:
    books = ledger(
        program("2014-2017", total=0),
        act("2015-01-01", {2015: 1}),
        award("2014-05-01", {2014: 0, 2015: -1}),
    )
    assert found(books) == []


def test_one_unknown_year_is_enough() -> None:
    books = ledger(
        program("2014-2017", split={2014: 1, 2015: UNKNOWN}, strands={"a": None}),
        act("2015-01-01", {2015: 1}, strands={"a": {2015: UNKNOWN}}),
        award("2014-05-01", {2014: 1, 2015: UNKNOWN}),
    )
    assert [address for address, _ in found(books)] == [
        "program.p",
        "appropriation.fl2015",
        "award.a",
    ]


def test_a_reprioritisation_is_told_for_each_program_that_it_touches_once() -> None:
    both = program("2014", total=1), program("2014", total=1, id="q")
    across = reprioritisation("2014-05-01", UNKNOWN, from_="p", to="q/a")
    inside = reprioritisation("2014-05-01", UNKNOWN, from_="p", to="p/a")
    away = reprioritisation("2014-05-01", UNKNOWN, from_="p", to="")
    assert [program for _, program in found(ledger(*both, across))] == ["p", "q"]
    assert [program for _, program in found(ledger(*both, inside))] == ["p"]
    assert [program for _, program in found(ledger(*both, away))] == ["p"]


def test_an_award_is_told_for_the_program_of_its_pool() -> None:
    given = award("2014-05-01", UNKNOWN, pool="pool")
    books = ledger(program("2014", total=1), program("2014", total=1, id="q"), pool(of="q"), given)
    assert found(books) == [("award.a", "q")]


def test_an_entry_that_does_not_count_yet_is_not_told() -> None:
    books = ledger(program("2014", total=1), award("2014-05-01", UNKNOWN))
    assert found(books.until(day("2014-04-30"))) == []


def test_amounts_a_year_are_told_where_their_end_is_not_stated() -> None:
    books = ledger(
        program("2012-", yearly=10),
        program("2012-2014", yearly=10, id="q"),
        program("2012-", yearly=UNKNOWN, id="r"),
        program("2012-", total=UNKNOWN, id="s"),
    )
    amounts = [(each.entry.id, each.program, each.heading) for each in yearly_open(books)]
    assert amounts == [("p", "p", "appropriated")]
    assert [each.yearly for each in yearly_open(books)] == [kr(10)]


def test_amounts_a_year_are_money_of_the_years_that_are_needed() -> None:
    """A strand has 4 of 2013, an act has stated 2014, and 2011 is before all of it."""
    made = program("2012-", yearly=10, strands={"a": {2013: 4}})
    books = ledger(made, act("2014-01-01", {2014: 8}))
    needed = [line("2011"), line("2012-2013"), line("2014")]
    assert unallocated_money(books, made, needed, by_strand=True) == {
        line("2012"): kr(10),
        line("2013"): kr(6),
    }


def test_an_unknown_total_is_any_money_of_the_years_that_no_act_has_stated() -> None:
    made = program("2014-2016", total=UNKNOWN)
    books = ledger(made, act("2015-01-01", {2015: 8, 2016: UNKNOWN}))
    needed = [line("2013-2016")]
    assert unallocated_money(books, made, needed, by_strand=True) == {
        line("2014"): ANY,
        line("2016"): ANY,
    }


def test_known_amounts_leave_nothing_beside() -> None:
    for made in (
        program("2014-2016", total=10),
        program("2014-2016", split={2014: 10}),
        program("2014-2016", yearly=10),
        program("2014-2016", total=UNKNOWN, split={2014: 10}),
    ):
        assert unallocated_money(ledger(made), made, [line("2014-2016")], by_strand=True) == {}
