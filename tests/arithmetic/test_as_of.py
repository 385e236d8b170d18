"""A ledger as of a date: what is dated later does not count, and what has no date does."""

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
from tidlig.arithmetic.ledger import Ledger
from tidlig.model.money import Money

BOOKS = ledger(
    program("2014-2016", split={2014: 70, 2015: 70, 2016: 70}, date="2014-01-01"),
    act("2015-01-01", {2015: 52, 2016: 42}),
    reprioritisation("2015-04-01", 5, from_="p", to=""),
    award("2014-12-01", 40, id="a"),
    payment("2015-01-15", 30),
    back("2015-03-01", 8, "refund"),
    carry_over(2014, 2015, 7, date="2015-02-01"),
    outturn(2014, 45, date="2016-01-01"),
)


def figure(heading: str, place: str, as_of: str | None, books: Ledger = BOOKS) -> Money | None:
    """A figure of a line; None when no movement that counts touches the line."""
    figures = books.until(day(as_of) if as_of else None).lines.get(line(place))
    return None if figures is None else figures[heading]


def test_without_a_date_everything_counts() -> None:
    """2015: 70 restated to 52, less 5, and 7 carried over, is 54."""
    assert figure("budget", "2015", None) == kr(54)
    assert figure("returned", "2015", None) == kr(8)
    assert figure("outturn", "2014", None) == kr(45)


def test_before_the_programs_date_there_is_no_program() -> None:
    books = BOOKS.until(day("2013-12-31"))
    assert not books.entries
    assert not books.lines
    assert not books.movements


def test_an_entry_counts_from_its_own_day() -> None:
    assert figure("budget", "2014", "2013-12-31") is None
    assert figure("budget", "2014", "2014-01-01") == kr(70)
    assert figure("awarded", "2014", "2014-11-30") == kr(0)
    assert figure("awarded", "2014", "2014-12-01") == kr(40)


def test_an_act_counts_from_its_own_day() -> None:
    assert figure("budget", "2016", "2014-12-31") == kr(70)
    assert figure("budget", "2016", "2015-01-01") == kr(42)


def test_a_reprioritisation_counts_from_its_own_day() -> None:
    assert figure("budget", "2015", "2015-03-31") == kr(59)
    assert figure("budget", "2015", "2015-04-01") == kr(54)


def test_a_carry_over_counts_in_both_years_from_its_own_day() -> None:
    assert [figure("carried", year, "2015-01-31") for year in ("2014", "2015")] == [kr(0), kr(0)]
    assert [figure("carried", year, "2015-02-01") for year in ("2014", "2015")] == [kr(-7), kr(7)]


def test_payments_and_returns_count_from_their_own_day() -> None:
    assert figure("paid", "2015", "2015-01-14") == kr(0)
    assert figure("paid", "2015", "2015-01-15") == kr(30)
    assert figure("returned", "2015", "2015-02-28") == kr(0)
    assert figure("returned", "2015", "2015-03-01") == kr(8)
    assert figure("paid", "2015", "2015-03-01") == kr(22)


def test_outturn_counts_from_the_day_it_is_published_and_not_from_its_year() -> None:
    assert figure("outturn", "2014", "2015-12-31") == kr(0)
    assert figure("outturn", "2014", "2016-01-01") == kr(45)


def test_a_program_without_a_date_always_counts() -> None:
    books = ledger(program("2014", total=10))
    assert figure("budget", "2014", "1900-01-01", books) == kr(10)


def test_a_pool_has_no_date_and_its_award_counts_from_its_own_day() -> None:
    books = ledger(program("2014", total=10), pool(), award("2014-05-01", 4, pool="pool"))
    assert figure("awarded", "2014", "2014-04-30", books) == kr(0)
    assert figure("awarded", "2014", "2014-05-01", books) == kr(4)


def test_a_payment_before_its_award_counts_from_its_own_day() -> None:
    books = ledger(program("2014", total=10), award("2014-05-01", 4), payment("2014-04-01", 3))
    assert figure("paid", "2014", "2014-03-31", books) == kr(0)
    assert figure("paid", "2014", "2014-04-01", books) == kr(3)


def test_an_award_before_its_program_counts_from_its_own_day() -> None:
    books = ledger(program("2014", total=10, date="2014-06-01"), award("2014-05-01", 4))
    assert figure("awarded", "2014", "2014-05-31", books) == kr(4)
    assert figure("budget", "2014", "2014-05-31", books) == kr(0)


def test_what_an_act_restates_is_reckoned_from_what_counts() -> None:
    """As of a day between the acts the second has not been; the first changes 70 to 52."""
    books = ledger(
        program("2014-2016", split={2016: 70}, date="2014-01-01"),
        act("2015-01-01", {2016: 52}),
        act("2016-01-01", {2016: 24}),
    )
    assert figure("restated", "2016", "2015-12-31", books) == kr(-18)
    assert figure("restated", "2016", "2016-01-01", books) == kr(-46)
