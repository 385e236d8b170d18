"""Lines that a reader of a workbook would see otherwise: hidden, called "Total", or oddly dated."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from harness.running import Result
from registers.files import Cell, xlsx
from registers.test_currencies import REGISTER, reading, refused
from registers.test_reports import BOOKS
from tidlig.model.entry import OneOrMore
from tidlig.model.messages import sentence
from tidlig.model.records import Filter

HEADINGS = ("Sagsnr.", "Modtager", "Beløb", "Gruppe")
LINES = [
    ("16-1", "Ribe Klub", 500, "A"),
    ("16-2", "Ribe Klub", 700, "B"),
    ("16-3", "Ribe Klub", 900, "A"),
]


def test_hidden_lines_that_count_are_counted(tmp_path: Path) -> None:
    found = reading(tmp_path, xlsx({"Ark1": [HEADINGS, *LINES]}, hidden=(3, 4)))
    assert (found.hidden, len(found.items)) == (2, 3)
    register = replace(REGISTER, filters=(Filter("Gruppe", OneOrMore(("A",))),))
    assert (
        reading(tmp_path, xlsx({"Ark1": [HEADINGS, *LINES]}, hidden=(3, 4)), register).hidden == 1
    )
    assert reading(tmp_path, xlsx({"Ark1": [HEADINGS, *LINES]})).hidden == 0


def test_a_note_says_how_many_lines_are_hidden(
    ledger: Callable[[Mapping[str, str]], Path], tidlig: Callable[..., Result]
) -> None:
    award = '[award.a]\nprogram = "p"\nrecipient = "r"\ndate = 2016-02-01\namount = 500\n'
    folder = ledger({"programs.toml": BOOKS + award})
    (folder / "register.xlsx").write_bytes(xlsx({"Ark1": [HEADINGS, *LINES]}, hidden=(2, 4)))
    result = tidlig("reconcile", "--against", "register.xlsx", "--kind", "award")
    assert "note: 2 lines that count are hidden in the workbook, by hand or by a filter" in (
        result.err
    )


@pytest.mark.parametrize(
    ("code", "unit"),
    [
        (r"#,##0\ \E\U\R", "EUR"),
        (r"\S\E\K\ #,##0.00", "SEK"),
        (r'#,##0\ \m\i\o\.\ "kr."', "mio. kr."),
    ],
)
def test_a_number_format_of_letters_one_by_one_is_seen(
    code: str, unit: str, tmp_path: Path
) -> None:
    rows = [HEADINGS, ("16-1", "Ribe Klub", Cell('s="2"', "<v>500</v>"), "A")]
    problem = refused(tmp_path, xlsx({"Ark1": rows}, [code]))
    assert sentence(problem.message) == f"the cell is formatted as {unit}, and the ledger is in DKK"


def test_a_format_of_kroner_letter_by_letter_is_the_ledgers_own(tmp_path: Path) -> None:
    rows = [HEADINGS, ("16-1", "Ribe Klub", Cell('s="2"', "<v>500</v>"), "A")]
    found = reading(tmp_path, xlsx({"Ark1": rows}, [r"#,##0\ \D\K\K"]))
    assert found.items[0].ore == 500_00


@pytest.mark.parametrize("recipient", ["Total", "I alt"])
def test_a_last_line_with_a_reference_is_a_line_whatever_its_recipient(
    recipient: str, tmp_path: Path
) -> None:
    lines = f"16-1;Ribe Klub;500;01-02-2016\n16-4;{recipient};300;\n"
    found = reading(tmp_path, f"Sagsnr.;Modtager;Beløb;Dato\n{lines}")
    assert [item.ore for item in found.items] == [500_00, 300_00]
    assert found.total is None


@pytest.mark.parametrize("last", ["I alt;;500;", ";Total;500;", "Total:;I alt;500;"])
def test_a_last_line_without_a_reference_is_still_a_total(last: str, tmp_path: Path) -> None:
    found = reading(
        tmp_path, f"Sagsnr.;Modtager;Beløb;Dato\n16-1;Ribe Klub;500;01-02-2016\n{last}\n"
    )
    assert found.total is not None
    assert (found.total.ore, len(found.items)) == (500_00, 1)


@pytest.mark.parametrize("number", [42064, 20150301])
def test_a_number_that_is_no_date_is_shown_as_it_stands_in_its_cell(
    number: int, tmp_path: Path
) -> None:
    rows = [("Sagsnr.", "Beløb", "Dato"), ("16-1", 500, number)]
    problem = refused(tmp_path, xlsx({"Ark1": rows}))
    assert sentence(problem.message) == f'"{number}" is not a date, under "Dato"'


@pytest.mark.parametrize(
    ("amount", "help"),
    [
        ("2.000,-", "give --decimal , if it is 2000, or --decimal . if it is less"),
        ("(2.000)", "give --decimal , if it is -2000, or --decimal . if it is nearer to 0"),
        ("2.000-", "give --decimal , if it is -2000, or --decimal . if it is nearer to 0"),
        ("kr. 2,000", "give --decimal . if it is 2000, or --decimal , if it is less"),
    ],
)
def test_help_with_an_amount_that_can_be_read_in_two_ways_names_the_two_marks(
    amount: str, help: str, tmp_path: Path
) -> None:
    problem = refused(tmp_path, f"Sagsnr.;Beløb\n16-1;{amount}\n")
    assert sentence(problem.help) == help
