"""Tests of tidlig.source.years."""

import pytest

from tidlig.model.years import OPEN_END, Month, Years
from tidlig.source.values import Refused, month, open_years, year, years


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [
        (2014, 2014, 2014),
        ("2014", 2014, 2014),
        ("2014-2017", 2014, 2017),
        ("2016-19", 2016, 2019),
        ("2014-14", 2014, 2014),
        ("1999-99", 1999, 1999),
        ("1900-2999", 1900, 2999),
    ],
)
def test_years_are_read_as_first_and_last(written: object, first: int, last: int) -> None:
    assert years(written) == Years(first, last)


def test_an_open_span_is_read_where_it_may_stand() -> None:
    assert open_years("2012-") == Years(2012, OPEN_END)


def test_an_open_span_is_refused_elsewhere() -> None:
    with pytest.raises(Refused, match='"2012-" has no end'):
        years("2012-")


# fmt: off
NEITHER = [
    "", "14", "20145", "2014-5", "2014-20155", "2014–2017", "2014 - 2017", "2014-2015-2016",
    "-2014", "1999-00", "2017-2014", "2016-15", "1899", "3000", "2014-3000", "٢٠١٤", "2014\n",
    1899, 3000, 0, -2014, 20145, 10**5000, True, [2014], {},
]
# fmt: on


@pytest.mark.parametrize("written", NEITHER, ids=range(len(NEITHER)))
def test_what_is_no_year_and_no_span_is_refused(written: object) -> None:
    with pytest.raises(Refused) as refused:
        open_years(written)
    assert refused.value.check == "bad-years"


@pytest.mark.parametrize(("written", "read"), [(2014, 2014), ("2014", 2014), (1900, 1900)])
def test_one_year_is_a_number_or_four_digits(written: object, read: int) -> None:
    assert year(written) == read


@pytest.mark.parametrize(
    "written", ["2014-2014", "2014-", " 2014", "02014", "2014.0", True, [2014]]
)
def test_what_is_not_one_year_is_refused(written: object) -> None:
    with pytest.raises(Refused) as refused:
        year(written)
    assert refused.value.check == "bad-years"


def test_a_month_is_a_year_and_two_digits() -> None:
    assert month("2014-06") == Month(2014, 6)


@pytest.mark.parametrize(
    "written", ["2014-00", "2014-13", "2014-6", "2014-06-01", "14-06", "1899-06"]
)
def test_what_is_no_month_is_refused(written: str) -> None:
    with pytest.raises(Refused):
        month(written)
