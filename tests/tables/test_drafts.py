"""A sheet becomes drafts of entries: raw keys as in TOML, each line with its number."""

import datetime as dt

import pytest

from tidlig.model.entry import OneOrMore
from tidlig.model.messages import sentence
from tidlig.model.records import Filter
from tidlig.sheets.drafts import Drafted, drafts
from tidlig.sheets.files import sheet_of
from tidlig.sheets.header_row import NamedHeadings
from tidlig.sheets.mapping import Mapping

AWARD = {"id": "Nr", "recipient": "Navn", "amount": "Beløb", "date": "Dato"}
HEAD = "Nr;Navn;Beløb;Dato"


def read(text: str, mapping: Mapping) -> Drafted:
    """The drafts of a text."""
    head = NamedHeadings(tuple(mapping.columns.values()))
    return drafts(sheet_of(text.encode(), "x.csv", mapping, head), mapping)


def test_values_are_as_toml_has_them() -> None:
    mapping = Mapping(kind="award", columns=AWARD, constants={"program": "p", "years": "2014-2015"})
    found = read(f"{HEAD}\nSAG 1;Odense;1.234,50 kr.;3-2-2014\n2;X;-1.000;13-2-2014\n", mapping)
    assert found.problems == ()
    assert (found.decimal, found.dates, found.unread) == (",", "day-first", ())
    one, two = found.drafts
    assert (one.kind, one.id, one.line, one.columns) == ("award", "sag-1", 2, AWARD)
    assert one.table == {
        "program": "p", "years": "2014-2015", "recipient": "Odense", "amount": "1234,50 kr.",
        "date": dt.date(2014, 2, 3),
    }  # fmt: skip
    assert (two.id, two.line, two.table["amount"]) == ("2", 3, -1000)


def test_what_is_empty_is_left_out_and_years_stand_within() -> None:
    columns = {"id": "Nr", "amount.2014": "2014", "amount.2015": "2015", "purpose": "Formål"}
    found = read("Nr;2014;2015;Formål\n1;100;;x\n2;;;\n", Mapping(kind="award", columns=columns))
    assert [draft.table for draft in found.drafts] == [
        {"amount": {"2014": 100}, "purpose": "x"},
        {},
    ]


def test_lines_of_debit_and_credit_have_what_is_left_of_both() -> None:
    columns = {"id": "Nr", "debit": "Debet", "credit": "Kredit"}
    found = read("Nr;Debet;Kredit\n1;100;\n2;;30\n", Mapping(kind="payment", columns=columns))
    assert [draft.table for draft in found.drafts] == [{"amount": 100}, {"amount": -30}]


@pytest.mark.parametrize(
    ("columns", "line", "id"),
    [
        ({"id": "A"}, "Å 1/2", "aa-1-2"),
        ({"reference": "A"}, "Sag 7", "sag-7"),
        ({"name": "A"}, "Børn & Unge", "boern-unge"),
        ({"id": "A"}, "%", ""),
    ],
)
def test_ids_are_made_of_what_lines_say(columns: dict[str, str], line: str, id: str) -> None:
    kind = "recipient" if "name" in columns else "payment"
    (draft,) = read(f"A;B\n{line};x\n", Mapping(kind=kind, columns=columns)).drafts
    assert draft.id == id


def test_lines_are_filtered_and_signs_turned() -> None:
    mapping = Mapping(
        kind="payment",
        columns={"id": "Nr", "amount": "Beløb"},
        filters=(Filter("Ordning", OneOrMore(("A",))),),
        sign=(Filter("D/K", OneOrMore(("K",))),),
    )
    found = read("Nr;Beløb;Ordning;D/K\n1;5;A;D\n2;6;B;D\n3;7;A;K\n", mapping)
    assert [(draft.line, draft.table["amount"]) for draft in found.drafts] == [(2, 5), (4, -7)]


def test_a_problem_has_its_line_and_heading() -> None:
    mapping = Mapping(kind="award", columns=AWARD)
    found = read(f"{HEAD}\n1;Odense;5;2014-01-01\n2;Odense;fem;2014-01-01\n", mapping)
    (problem,) = found.problems
    assert (problem.line, problem.heading) == (3, "Beløb")
    assert sentence(problem.message) == '"fem" is not an amount, under "Beløb"'
    assert [draft.id for draft in found.drafts] == ["1", "2"]


def test_what_must_be_said_is_said_or_a_problem() -> None:
    text = f"{HEAD}\n1;Odense;1,5;2014-01-01\n"
    asked = Mapping(kind="award", columns=AWARD, must_state=True)
    assert [problem.heading for problem in read(text, asked).problems] == ["Beløb"]
    said = Mapping(kind="award", columns=AWARD, must_state=True, decimal=",")
    assert read(text, said).problems == ()


ABOUT = ("ca. 1500 kr.", "ca. -2,5 mio. kr.", "unknown", "70")


def amounts_of(mapping: Mapping, *written: str, head: str = "", more: str = "") -> list[object]:
    """The amounts of lines that have these, as drafts have them."""
    lines = "".join(f"{number};{text}{more}\n" for number, text in enumerate(written, 1))
    found = read(f"Nr;Beløb{head}\n{lines}", mapping)
    assert found.problems == ()
    return [draft.table["amount"] for draft in found.drafts]


def test_amounts_with_ca_have_their_sign_turned_as_others_have() -> None:
    columns = {"id": "Nr", "amount": "Beløb"}
    turned = ["ca. -1500 kr.", "ca. 2,5 mio. kr.", "unknown", -70]
    assert amounts_of(Mapping(kind="payment", columns=columns, negate=True), *ABOUT) == turned
    sign = (Filter("D/K", OneOrMore(("K",))),)
    mapping = Mapping(kind="payment", columns=columns, sign=sign)
    assert amounts_of(mapping, *ABOUT, head=";D/K", more=";K") == turned
    both = Mapping(kind="payment", columns=columns, sign=sign, negate=True)
    assert amounts_of(both, *ABOUT, head=";D/K", more=";K") == [*ABOUT[:3], 70]
    assert amounts_of(mapping, *ABOUT, head=";D/K", more=";D") == [*ABOUT[:3], 70]


@pytest.mark.parametrize("decimal", [".", None])
@pytest.mark.parametrize("amount", ["ca. 1.500 kr.", "ca. 1,50 kr.", "ca. 1,5 mio. kr."])
def test_an_amount_with_ca_and_a_mark_is_refused_beside_a_decimal_point(
    decimal: str | None, amount: str
) -> None:
    mapping = Mapping(kind="payment", columns={"id": "Nr", "amount": "Beløb"}, decimal=decimal)
    (problem,) = read(f"Nr;Beløb\n1;2,000.50\n2;{amount}\n3;ca. 5 mio. kr.\n", mapping).problems
    assert (problem.line, problem.heading) == (3, "Beløb")
    assert sentence(problem.message) == (
        f'"{amount}" is read with a decimal comma, and the column has a decimal point'
    )


def test_an_amount_with_ca_is_read_beside_a_decimal_comma() -> None:
    mapping = Mapping(kind="payment", columns={"id": "Nr", "amount": "Beløb"}, decimal=",")
    written = ("2.000,50", "ca. 1.500 kr.", "ca. 1,5 mio. kr.")
    assert amounts_of(mapping, *written) == ["2000,50 kr.", *written[1:]]


@pytest.mark.parametrize(
    ("written", "date"),
    [
        ("26-02-2015 10:30", dt.date(2015, 2, 26)),
        ("26.02.2015 10.30.00", dt.date(2015, 2, 26)),
        ("2015-02-26T10:30:00Z", dt.date(2015, 2, 26)),
        ("2015-02-26 10:30:00.123456", dt.date(2015, 2, 26)),
        ("2015-02-26T10:30:00+02:00", dt.date(2015, 2, 26)),
        ("26.02.2015 27.03.2016", None),
        ("26-02-2015 2016", None),
        ("2015-02-26 2015-03-01", None),
        ("2015-02-26 -", None),
        ("2015-02-26T", None),
        ("2015-02-26 61:00", None),
    ],
)
def test_a_time_may_stand_behind_a_date_and_nothing_else(
    written: str, date: dt.date | None
) -> None:
    mapping = Mapping(kind="payment", columns={"id": "Nr", "date": "Dato"})
    found = read(f"Nr;Dato\n1;{written}\n2;13-02-2014\n", mapping)
    assert [draft.table.get("date") for draft in found.drafts][:1] == [date]
    assert [sentence(problem.message) for problem in found.problems] == (
        [] if date else [f'"{written}" is not a date, under "Dato"']
    )


def test_a_number_that_is_too_long_to_be_one_stays_as_it_is_written() -> None:
    columns = {"id": "Nr", "year": "År"}
    long = "1" * 5_000
    found = read(f"Nr;År\n1;2015\n2;{long}\n", Mapping(kind="outturn", columns=columns))
    assert [draft.table["year"] for draft in found.drafts] == [2015, long]
