"""Tests of tidlig.model.years."""

import datetime as dt
from itertools import product

import pytest

from tidlig.model.years import OPEN_END, Month, Years, one, surely_before

OPEN = Years(2015, OPEN_END)


@pytest.mark.parametrize(
    ("years", "written"),
    [(one(2014), "2014"), (Years(2014, 2017), "2014-2017"), (OPEN, "2015-")],
)
def test_years_are_written_as_in_a_ledger(years: Years, written: str) -> None:
    assert str(years) == written


def test_a_single_year_and_an_open_span_know_what_they_are() -> None:
    assert [(years.single, years.open) for years in (one(2014), Years(2014, 2015), OPEN)] == [
        (True, False),
        (False, False),
        (False, True),
    ]


SPANS = [
    Years(first, last) for first, last in product(range(2010, 2015), repeat=2) if first <= last
]


@pytest.mark.parametrize("one_span", SPANS, ids=str)
@pytest.mark.parametrize("other", SPANS, ids=str)
def test_spans_meet_when_a_year_is_in_both_and_lie_within_when_all_are(
    one_span: Years, other: Years
) -> None:
    these, those = set(range(one_span[0], one_span[1] + 1)), set(range(other[0], other[1] + 1))
    assert one_span.meets(other) == bool(these & those)
    assert one_span.within(other) == (these <= those)


def test_an_open_span_meets_every_later_year_and_holds_them() -> None:
    assert [OPEN.meets(one(year)) for year in (2014, 2015, 2999)] == [False, True, True]
    assert one(2999).within(OPEN)
    assert not OPEN.within(Years(2015, 2999))


def test_spans_sort_by_first_then_last_year() -> None:
    spans = [OPEN, Years(2014, 2017), one(2015), one(2014), Years(2014, 2015)]
    assert [str(span) for span in sorted(spans)] == [
        "2014",
        "2014-2015",
        "2014-2017",
        "2015",
        "2015-",
    ]


def test_months_are_written_with_two_digits() -> None:
    assert str(Month(2014, 6)) == "2014-06"


JUNE, DECEMBER = Month(2014, 6), Month(2014, 12)


@pytest.mark.parametrize(
    ("earlier", "later", "surely"),
    [
        (dt.date(2014, 6, 1), dt.date(2014, 6, 2), True),
        (dt.date(2014, 6, 1), dt.date(2014, 6, 1), False),
        (dt.date(2014, 6, 2), dt.date(2014, 6, 1), False),
        (JUNE, DECEMBER, True),
        (JUNE, JUNE, False),
        (JUNE, dt.date(2014, 6, 30), False),
        (dt.date(2014, 6, 1), JUNE, False),
        (JUNE, dt.date(2014, 7, 1), True),
        (dt.date(2014, 5, 31), JUNE, True),
        (DECEMBER, Month(2015, 1), True),
        (Month(2015, 1), DECEMBER, False),
    ],
)
def test_one_is_before_the_other_when_that_is_so_for_every_day_of_a_month(
    earlier: dt.date | Month, later: dt.date | Month, surely: bool
) -> None:
    assert surely_before(earlier, later) == surely
