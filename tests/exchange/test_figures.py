"""Amounts and dates as other systems write them: read for certain, or not at all."""

import datetime as dt

import pytest

from tidlig.model.messages import Message
from tidlig.model.money import UNITS
from tidlig.sheets.notation import Cell, day, decimal_mark, doubtful_amount, order_of, ore

KRONER, THOUSANDS = UNITS["kr"], UNITS["t.kr"]


def cells(*values: object) -> list[Cell]:
    return [Cell(line, value) for line, value in enumerate(values, 2)]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("0", 0),
        ("12", 12_00),
        ("12,5", 12_50),
        ("1.234,50", 1_234_50),
        ("1.234", 1_234_00),
        ("1 234 567,05", 1_234_567_05),
        ("1\u00a0234\u202f567", 1_234_567_00),
        ("1'234,00", 1_234_00),
        ("-1.234,50", -1_234_50),
        ("\u22121.234,50", -1_234_50),
        ("1.234,50-", -1_234_50),
        ("(1.234,50)", -1_234_50),
        ("(kr. 1.234,50)", -1_234_50),
        ("+5", 5_00),
        ("kr. 5,00", 5_00),
        ("5,00 kr.", 5_00),
        ("5 DKK", 5_00),
        ("5,-", 5_00),
        ("5,500000", 5_50),
        ("0,05", 5),
    ],
)
def test_an_amount_with_a_decimal_comma_is_read_to_the_oere(written: str, expected: int) -> None:
    assert ore(written, ",", KRONER) == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [("1,234.50", 1_234_50), ("1234.5", 1_234_50), ("1,234", 1_234_00), ("(12.00)", -12_00)],
)
def test_an_amount_with_a_decimal_point_is_read_to_the_oere(written: str, expected: int) -> None:
    assert ore(written, ".", KRONER) == expected


@pytest.mark.parametrize(
    "written",
    [
        "", "x", "-", "1,2,3", "1.23,4", "12.34", "1.2345", "--5", "-5-", "1 23", "0.500", "5,",
        ",5", "5 EUR", "1e5", "\u00b2", "\u0661", "5,005", "9" * 40, "9" * 4000, "1" + " " * 4000,
        "5," + "0" * 5000, True, dt.date(2015, 1, 1),
    ],
)  # fmt: skip
def test_what_is_no_amount_in_kroner_is_refused_with_a_reason(written: object) -> None:
    assert isinstance(ore(written, ",", KRONER), Message)


def test_a_number_of_a_workbook_is_what_excel_shows() -> None:
    assert ore(0.1 + 0.2, None, KRONER) == 30
    assert ore(1234567.89, None, KRONER) == 1_234_567_89
    assert ore(12, None, THOUSANDS) == 12_000_00
    assert ore(-0.0005, None, THOUSANDS) == -50
    assert isinstance(ore(12.345, None, KRONER), Message)
    assert isinstance(ore(1e300, None, KRONER), Message)
    assert isinstance(ore(float("nan"), None, KRONER), Message)


@pytest.mark.parametrize(
    ("values", "mark"),
    [
        (["1", "20"], None),
        (["1.234", "1,5"], ","),
        (["1.234", "1.234.567"], ","),
        (["1,234", "1.5"], "."),
        (["1.234,50"], ","),
        (["1,234.50"], "."),
        (["12.5", 3.5], "."),
        (["1 234"], None),
        (["0.500"], "."),
    ],
)
def test_a_column_tells_what_stands_before_its_decimals(
    values: list[object], mark: str | None
) -> None:
    assert decimal_mark(cells(*values), None) == (mark, None)


def test_a_column_that_tells_both_is_mixed_and_names_a_line_of_each() -> None:
    _, fault = decimal_mark(cells("7", "1,5", "1.234", "1.5"), None)
    assert fault is not None
    assert (fault.kind, fault.cell.line, fault.other and fault.other.line) == ("mixed", 3, 5)


@pytest.mark.parametrize("written", ["1.234", "1,234", "-999.000", "(1.234)", "12,345 kr."])
def test_a_column_in_which_nothing_tells_is_unclear(written: str) -> None:
    _, fault = decimal_mark(cells("7", "100", written), None)
    assert fault is not None
    assert (fault.kind, fault.cell.line) == ("unclear", 4)


@pytest.mark.parametrize("asked", [",", "."])
def test_what_is_asked_for_is_not_doubted(asked: str) -> None:
    assert decimal_mark(cells("1.234"), asked) == (asked, None)


@pytest.mark.parametrize(
    "value",
    [
        "2015-12-31", "31-12-2015", "31.12.2015", "31/12/2015", "20151231", "2015-12-31T10:00:00",
        "2015-12-31 00:00:00", dt.date(2015, 12, 31), dt.datetime.fromisoformat("2015-12-31T09:00"),
    ],
)  # fmt: skip
def test_one_day_is_written_in_many_ways(value: object) -> None:
    order, fault = order_of(cells(value), None)
    assert fault is None
    assert day(value, order) == dt.date(2015, 12, 31)


@pytest.mark.parametrize("value", ["31-12-15", "2015-02-30", "x", "13/13/2015", 42369.0, "2015"])
def test_what_is_no_date_is_none(value: object) -> None:
    assert day(value, None) is None


def test_strokes_need_a_day_after_the_twelfth() -> None:
    assert order_of(cells("01/02/2015", "13/02/2015"), None) == ("day-first", None)
    assert order_of(cells("01/02/2015", "02/13/2015"), None) == ("month-first", None)
    assert order_of(cells("02/02/2015"), None) == ("day-first", None)
    assert order_of(cells("01-02-2015", "01.02.2015"), None) == ("day-first", None)
    assert order_of(cells("2015-02-01"), None) == (None, None)
    for values in (["01/02/2015"], ["13/01/2015", "01/13/2015"]):
        assert order_of(cells(*values), None)[1] is not None


@pytest.mark.parametrize(
    ("values", "asked", "unit", "expected"),
    [
        (("2.500", "1200000.50"), None, "kr", 2),
        (("1200000.50", "-2.500 kr."), None, "kr", 3),
        (("2,500", "1.200.000,50"), None, "kr", 2),
        (("2.500", "1,200,000"), None, "kr", 2),
        (("2.500", "1200000.50"), ".", "kr", 2),
        (("2.500", "1200000.5"), None, "t.kr", 2),
        (("2.500", "1200000.5"), ".", "t.kr", None),
        (("2.500", "0.500"), None, "t.kr", None),
        (("2.500", "0.500"), None, "kr", 2),
        (("2.500", "1.200"), ".", "kr", None),
        (("2.500", "1.200.000,50"), None, "kr", None),
        (("1,234.50", "2500"), None, "kr", None),
        (("2.500,000", "1,50"), None, "kr", None),
    ],
)
def test_three_decimals_that_may_be_a_thousand_are_doubtful(
    values: tuple[str, ...], asked: str | None, unit: str, expected: int | None
) -> None:
    mark, fault = decimal_mark(cells(*values), asked)
    assert fault is None
    assert mark is not None
    found = doubtful_amount(cells(*values), mark, asked, UNITS[unit])
    assert (found and found.cell.line) == expected
