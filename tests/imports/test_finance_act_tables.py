"""A finance act's table: what is read of it, and what is refused with its line."""

import pytest

from imports.acts import FL2030, MAIN, head, row, table
from tidlig.exchange.finance_act_table import is_finance_act, read_finance_act
from tidlig.model.messages import sentence
from tidlig.sheets.tables import Unusable

MIO = 100_000_000
"""A million kroner in øre."""

ZEROS = ("0.0",) * 6


def refused(data: bytes) -> Unusable:
    with pytest.raises(Unusable) as caught:
        read_finance_act(data, "act.tsv")
    return caught.value


def message(data: bytes) -> str:
    return sentence(refused(data).problems[0].message)


def line(data: bytes) -> int:
    span = refused(data).problems[0].location.span
    assert span is not None
    return span.line


def test_standard_accounts_add_up_to_their_sub_account() -> None:
    act = read_finance_act(FL2030, "act.tsv")
    courses = act.sub_accounts[0]
    assert (act.year, act.name, courses.account, courses.name) == (
        2030,
        "FL2030",
        "15.99.01.10",
        "Kurser",
    )
    assert courses.lines == (2, 3)
    assert [courses.ore[measure] for measure in ("F", "BO 1", "BO 2")] == [10 * MIO, 5 * MIO, 0]


def test_an_id_that_lost_its_leading_zero_is_of_the_same_account() -> None:
    data = table(2030, row("599011046", "Kurser", *ZEROS))
    assert read_finance_act(data, "act.tsv").sub_accounts[0].account == "05.99.01.10"


def test_columns_in_another_order_are_read_by_their_headings() -> None:
    headings = head(2030)
    cells = row("1599011046", "Kurser", "1.0", "2.0", "3.0", "4.0", "5.0", "6.0")
    data = table(2030, cells[::-1], headings=headings[::-1])
    ore = read_finance_act(data, "act.tsv").sub_accounts[0].ore
    assert [ore["R"], ore["F"], ore["BO 3"]] == [MIO, 3 * MIO, 6 * MIO]


def test_figures_with_a_decimal_comma_are_read_too() -> None:
    data = table(2030, row("1599011046", "Kurser", "1,5", "0,0", "1.234,5", "0,0", "0,0", "-0,5"))
    ore = read_finance_act(data, "act.tsv").sub_accounts[0].ore
    assert [ore["R"], ore["F"], ore["BO 3"]] == [150_000_000, 123_450_000_000, -50_000_000]


def test_what_is_split_has_another_name_than_its_main_account() -> None:
    data = table(2030, row("1599011046", MAIN, *ZEROS), row("1599012046", "Kurser", *ZEROS))
    subs = read_finance_act(data, "act.tsv").sub_accounts
    assert [sub.is_not_split for sub in subs] == [True, False]


def test_a_table_is_known_by_its_headings() -> None:
    assert is_finance_act(FL2030)
    assert is_finance_act(b"\xef\xbb\xbf" + FL2030)
    assert not is_finance_act(b"ID\tModtager\tBel\xc3\xb8b\n1\tA\t2\n")
    assert not is_finance_act(b"")


@pytest.mark.parametrize(
    ("cells", "text"),
    [
        (row("15990110", "Kurser", *ZEROS), "ten digits"),
        (row("I alt", "", *ZEROS), "ten digits"),
        (row("1599011046", "Kurser", *ZEROS[:5]), "12 cells, and the heading has 13"),
        (row("1599011046", "Kurser", *ZEROS, "0.0"), "14 cells, and the heading has 13"),
        (row("1599012046", "Kurser", "0.0", "0.0", "n/a", "0.0", "0.0", "0.0"), '"n/a"'),
        (row("1599012046", "Kurser", "0.0", "0.0", "", "0.0", "0.0", "0.0"), "F 2030"),
        (row("1599012046", "Kurser", "0.0", "0.0", "1,5", "0.0", "0.0", "0.0"), "two ways"),
        (row("1599012046", "Kur\x1b[31mser", *ZEROS), "control character"),
        (row("1599012046", "Kurser", "0.0", "0.0", "1e9", "0.0", "0.0", "0.0"), '"1e9"'),
        (row("1599012046", "Kurser", "0.0", "0.0", "9" * 30, "0.0", "0.0", "0.0"), "999"),
    ],
)  # fmt: skip
def test_a_row_that_cannot_be_read_is_refused_with_its_line(
    cells: tuple[str, ...], text: str
) -> None:
    data = table(2030, row("1599011043", "Kurser", "0.0", "0.0", "2.5", "0.0", "0.0", "0.0"), cells)
    assert text in message(data)
    assert line(data) == 3


def test_an_id_that_stands_twice_is_refused_for_it_would_count_twice() -> None:
    data = table(2030, *[row("1599011046", "Kurser", *ZEROS)] * 2)
    assert message(data) == "the id 1599011046 stands on two lines"
    assert line(data) == 3


@pytest.mark.parametrize(
    ("change", "text"),
    [
        (("BO 2 2032", "BO 2 2033"), '"BO 2 2033" is not of 2032, as in an act of 2030'),
        (("R 2028", "R 2029"), '"R 2029" is not of 2028'),
        (("F 2030", "F"), 'no column of "F"'),
        (("BO 1 2031", "F 2030"), 'two columns are of "F"'),
        (("Underkonto", "Konto"), 'no column "Underkonto"'),
        (("Underkonto", "Hovedkonto"), 'two columns have the heading "Hovedkonto"'),
        (("Paragraf", "Valuta"), '"Valuta" may change'),
        (("Standardkonto", "Enhed"), '"Enhed" may change'),
    ],
)
def test_headings_that_are_not_of_one_act_are_refused(change: tuple[str, str], text: str) -> None:
    headings = [change[1] if heading == change[0] else heading for heading in head(2030)]
    data = table(2030, row("1599011046", "Kurser", *ZEROS), headings=headings)
    assert text in message(data)
    assert line(data) == 1


def test_an_empty_table_is_refused() -> None:
    assert message(table(2030)) == "the table has no rows below its headings"
    assert message(b"") == "the file is empty"


def test_a_text_that_ends_in_a_quotation_mark_is_refused_and_not_taken_for_the_rest() -> None:
    data = table(2030, row("1599011046", '"Kurser', *ZEROS), row("1599012046", "Netværk", *ZEROS))
    assert "quotation mark" in message(data)
