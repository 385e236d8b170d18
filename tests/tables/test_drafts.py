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
