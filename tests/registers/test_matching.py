"""The rules of matching, one by one, on sides of a few lines."""

from typing import Any

import pytest

from registers.making import line, paid, said
from tidlig.matching.names import are_alike, normalised_key, normalised_name


def test_an_id_comes_before_everything_else() -> None:
    ours = [paid(100), paid(200)]
    theirs = [line(100, id="p1"), line(200, id="p0")]
    assert said(ours, theirs) == [
        ("amount-differs", "p0", "1", "amount"),
        ("amount-differs", "p1", "0", "amount"),
    ]


def test_ids_are_swapped_where_all_else_fits_the_other_line() -> None:
    ours = [paid(100), paid(200, who="r1")]
    theirs = [line(100, id="p1"), line(200, id="p0", who="Køge Kommune")]
    assert said(ours, theirs) == [
        ("matched", "p0", "0", "other-id"),
        ("matched", "p1", "1", "other-id"),
    ]


def test_several_lines_of_one_reference_go_by_amount_then_by_date() -> None:
    ours = [paid(100, 0, reference="A"), paid(100, 30, reference="A"), paid(50, 60, reference="A")]
    theirs = [
        line(51, 60, reference="a"),
        line(100, 31, reference="A "),
        line(100, 0, reference="A"),
    ]
    assert said(ours, theirs) == [
        ("matched", "p0", "2", ""),
        ("matched", "p1", "1", "near-date"),
        ("amount-differs", "p2", "0", "amount"),
    ]


def test_a_missing_line_of_a_shared_reference_takes_no_other_with_it() -> None:
    ours = [paid(100, 30 * month, reference="A") for month in range(4)]
    theirs = [line(100, 30 * month, reference="A") for month in (0, 1, 3)]
    found = said(ours, theirs)
    assert found[-1] == ("only-in-ledger", "p2", "", "")
    assert [group for group, *_ in found] == ["matched"] * 3 + ["only-in-ledger"]


@pytest.mark.parametrize("turned", [False, True])
def test_within_a_reference_the_right_recipient_comes_before_the_order(turned: bool) -> None:
    def numbered(lines: list[Any]) -> list[Any]:
        return lines[::-1] if turned else lines

    right, wrong = ("1", "0") if turned else ("0", "1")
    theirs = numbered([line(100, reference="B"), line(100, reference="B", who="Vejle Kommune")])
    assert said([paid(100, reference="B")], theirs) == [
        ("matched", "p0", right, ""),
        ("duplicate", "", wrong, "duplicate other-recipient"),
    ]
    ours = [paid(100, reference="B"), paid(100, reference="B", who="r1")]
    theirs = numbered(
        [line(100, reference="B", who=who) for who in ("Odense Kommune", "Køge Kommune")]
    )
    found = said(ours, theirs)
    assert found == [("matched", "p0", right, ""), ("matched", "p1", wrong, "")]


def test_what_has_only_a_shared_reference_in_common_is_not_put_together() -> None:
    ours = [paid(100, reference="A"), paid(77, 50, reference="A")]
    theirs = [line(100, reference="A"), line(55, 200, reference="A")]
    assert said(ours, theirs) == [
        ("matched", "p0", "0", ""),
        ("only-in-ledger", "p1", "", ""),
        ("only-in-register", "", "1", ""),
    ]


def test_a_reference_of_one_line_that_is_in_the_register_in_parts_is_split() -> None:
    ours = [paid(100, reference="A")]
    theirs = [line(30, 40, reference="A"), line(70, reference="A")]
    assert said(ours, theirs) == [("date-differs", "p0", "0 1", "date split")]
    assert said(ours, [line(20, reference="A"), line(70, reference="A")]) == [
        ("amount-differs", "p0", "1", "amount"),
        ("only-in-register", "", "0", "named"),
    ]


def test_one_line_for_several_of_one_reference_is_merged() -> None:
    ours = [paid(30, reference="A"), paid(70, reference="A")]
    assert said(ours, [line(100, reference="A")]) == [("matched", "p0 p1", "0", "merged")]


def test_without_keys_recipient_amount_and_date_decide() -> None:
    ours = [paid(100), paid(100, 7), paid(100, 8, who="r1")]
    theirs = [line(100, 7), line(100, 0), line(100, 15, who="Køge Kommune")]
    assert said(ours, theirs) == [
        ("matched", "p0", "1", ""),
        ("matched", "p1", "0", ""),
        ("matched", "p2", "2", "near-date"),
    ]


def test_where_a_register_has_no_recipients_the_award_decides() -> None:
    ours = [paid(100), paid(300, 30)]
    theirs = [
        line(100, 2, who="", award="t0"),
        line(200, 30, who="", award="T0"),
        line(100, 31, who="", award="t0"),
        line(100, 2, who="", award="t1"),
    ]
    assert said(ours, theirs) == [
        ("matched", "p0", "0", "near-date"),
        ("matched", "p1", "1 2", "split near-date"),
        ("only-in-register", "", "3", ""),
    ]
    assert said(ours[:1], [line(100, who="")])[0] == ("proposed", "p0", "0", "")


def test_the_border_of_days_is_a_match_and_the_day_after_a_proposal() -> None:
    assert said([paid(100)], [line(100, 7)])[0][0] == "matched"
    assert said([paid(100)], [line(100, -7)])[0][0] == "matched"
    assert said([paid(100)], [line(100, 8)]) == [("proposed", "p0", "0", "date")]
    assert said([paid(100)], [line(100, 1)], days=0) == [("proposed", "p0", "0", "date")]


def test_a_rounded_amount_is_any_that_it_allows() -> None:
    ours = [paid(100_00, half=50)]
    assert said(ours, [line(100_50)]) == [("matched", "p0", "0", "rounded")]
    assert said(ours, [line(100_00)]) == [("matched", "p0", "0", "")]
    assert said(ours, [line(100_51)]) == [("proposed", "p0", "0", "amount")]
    assert said([paid(100_00, reference="A", half=50)], [line(100_51, reference="A")]) == [
        ("amount-differs", "p0", "0", "amount")
    ]
    assert said(ours, [line(50_00), line(49_90)]) == [("matched", "p0", "0 1", "split rounded")]


def test_a_name_of_another_recipient_is_no_misspelling() -> None:
    ours = [paid(100, reference="A")]
    assert said(ours, [line(100, who="Odence Kommune", reference="A")])[0][3] == "spelled"
    assert said(ours, [line(100, who="Køge Kommune", reference="A")])[0][3] == "recipient"
    assert said(ours, [line(100, who="Assens Kommune", reference="A")])[0][3] == "recipient"
    assert said(
        [paid(100, who="r2", reference="A")], [line(100, who="Ribe Klub", reference="A")]
    ) == [("recipient-differs", "p0", "0", "recipient")]
    assert said([paid(100, who="r2", reference="A")], [line(100, who="R2", reference="A")]) == [
        ("matched", "p0", "0", "")
    ]


def test_a_number_and_a_name_that_mean_two_recipients_mean_neither() -> None:
    assert said([paid(100)], [line(100, cvr="1")]) == [("proposed", "p0", "0", "recipient")]
    assert said([paid(100, reference="A")], [line(100, cvr="1", reference="A")]) == [
        ("recipient-differs", "p0", "0", "recipient")
    ]


def test_a_line_that_stands_twice_is_a_duplicate_unless_ids_tell_the_two_apart() -> None:
    assert said([paid(100)], [line(100), line(100)])[1] == ("duplicate", "", "1", "duplicate")
    theirs = [line(100, id="p0"), line(100, id="x9")]
    assert said([paid(100)], theirs)[1] == ("only-in-register", "", "1", "")
    assert said([paid(100)], [line(100), line(100, 1)])[1] == ("only-in-register", "", "1", "")


def test_an_id_may_stand_under_reference_and_a_reference_under_id() -> None:
    ours = [paid(100, reference="A"), paid(200)]
    theirs = [line(100, id="a"), line(200, reference="P1")]
    assert said(ours, theirs) == [
        ("matched", "p0", "0", "no-reference"),
        ("matched", "p1", "1", "no-id"),
    ]


def test_a_column_of_another_systems_ids_says_nothing() -> None:
    assert said([paid(100)], [line(100, id="9001")]) == [("matched", "p0", "0", "")]


def test_two_equal_payments_need_two_lines() -> None:
    assert said([paid(100), paid(100)], [line(100), line(100)]) == [
        ("matched", "p0", "0", ""),
        ("matched", "p1", "1", ""),
    ]


def test_sums_are_of_one_recipient_and_near_days() -> None:
    assert said([paid(100)], [line(60), line(40, 3)]) == [
        ("matched", "p0", "0 1", "split near-date")
    ]
    assert said([paid(100)], [line(60), line(40, 8)])[0][0] == "only-in-ledger"
    assert said([paid(100)], [line(60), line(40, who="Ribe")])[0][0] == "only-in-ledger"
    assert said([paid(60), paid(40)], [line(100)]) == [("matched", "p0 p1", "0", "merged")]
    assert said([paid(100)], [line(60), line(40, 6), line(40, 1)])[0][2] == "0 2"
    four = [line(10), line(20), line(30), line(40)]
    assert said([paid(100)], four) == [("matched", "p0", "0 1 2 3", "split")]


def test_what_is_far_from_everything_is_not_proposed() -> None:
    assert said([paid(100)], [line(200)]) == [
        ("only-in-ledger", "p0", "", ""),
        ("only-in-register", "", "0", ""),
    ]
    assert said([paid(100)], [line(100, 70, who="Ukendt")])[0][0] == "only-in-ledger"


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Odense Kommune", "odense  kommune.", True),
        ("Odense Kommune", "Odense Komune", True),
        ("Odense Kommune", "Kommune, Odense", True),
        ("Odense Kommune", "Odense Kommune, Børn og Unge", True),
        ("Frivilligcenter Ribe", "Frivillig-center Ribe", True),
        ("Odense Kommune", "Assens Kommune", False),
        ("Ribe Skole", "Vejle Skole", False),
        ("Kommune", "Odense Kommune og Region Syddanmark", False),
    ],
)
def test_names_are_alike_by_what_tells_them_apart(one: str, other: str, expected: bool) -> None:
    assert are_alike(normalised_name(one), normalised_name(other)) is expected


def test_keys_are_equal_but_for_case_and_spaces() -> None:
    assert normalised_key(" 15 - 0101 a") == normalised_key("15-0101A")
    assert normalised_key("15-0101") != normalised_key("150101")
