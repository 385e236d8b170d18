"""Headings are taken for what they can only be, and a unit in one is never passed over."""

from pathlib import Path

import pytest

from registers.files import xlsx
from tidlig.arithmetic.ledger import Ledger
from tidlig.cli.registers import KindName, RegisterOptions, register_of
from tidlig.exchange.registers import read
from tidlig.matching.items import Reading
from tidlig.model.entry import Settings
from tidlig.model.messages import sentence
from tidlig.sheets.headings import split_unit
from tidlig.sheets.tables import Unusable

LEDGER = Ledger(Settings(format=1), ())


BELOW = "Modtager;Beløb;Dato\nOdense;1,50;2015-01-01\n"


def reading(path: Path, headings: str, kind: str = "award", **asked: object) -> Reading:
    """Read a register of one line, 1 of each."""
    path.write_text(f"{headings}\n{';'.join('1' for _ in headings.split(';'))}\n", "utf-8")
    register = register_of(LEDGER, RegisterOptions(kind=KindName(kind), **asked))  # type: ignore[arg-type]
    return read(path, "r.csv", register)


@pytest.mark.parametrize(
    ("heading", "unit"),
    [
        ("Beløb", None),
        ("Beløb (kr.)", "kr."),
        ("Beløb, kr.", "kr."),
        ("Beløb i kroner", "kr."),
        ("BELØB [DKK]", "kr."),
        ("Beløb (t.kr.)", "t.kr."),
        ("Beløb tkr", "t.kr."),
        ("Beløb i 1.000 kr.", "t.kr."),
        ("Beløb, 1000 kr", "t.kr."),
        ("Beløb i tusinde kroner", "t.kr."),
        ("Beløb, mio. kr.", "mio. kr."),
        ("Beløb (mio.kr.)", "mio. kr."),
        ("Beløb i 1.000.000 kr.", "mio. kr."),
        ("Beløb i mia. kr.", "mia. kr."),
        ("Beløb (mio.)", "mio. kr."),
        ("Beløb, mill. kr.", "mio. kr."),
        ("Beløb i millioner", "mio. kr."),
        ("Beløb i tusind", "t.kr."),
        ("Beløb i hele 1.000 kr.", "t.kr."),
        ("Beløb (t. DKK)", "t.kr."),
        ("1.000 kr. beløb", "t.kr."),
        ("T.kr. beløb", "t.kr."),
        ("Mio. kr. beløb", "mio. kr."),
        ("Beløb (t)", "t.kr."),
        ("Beløb i øre", "øre"),
    ],
)
def test_a_heading_may_end_in_a_unit(heading: str, unit: str | None, tmp_path: Path) -> None:
    assert split_unit(heading) == ("beløb", unit)
    headings = f"Modtager;{heading}"
    if unit in (None, "kr."):
        assert reading(tmp_path / "r", headings).items[0].ore == 100
        return
    with pytest.raises(Unusable, match="has a unit") as caught:
        reading(tmp_path / "r", headings)
    assert "--register-unit" in sentence(caught.value.problems[0].help)
    found = reading(tmp_path / "r", headings, register_unit="mio")
    assert found.items[0].ore == 1_000_000_00
    assert reading(tmp_path / "r", headings, register_unit="kr").items[0].ore == 100


@pytest.mark.parametrize(
    ("heading", "unit"),
    [
        ("Amount (thousands)", "t.kr."),
        ("Amount in thousands", "t.kr."),
        ("Amount (thousands of kroner)", "t.kr."),
        ("Amount (DKK thousand)", "t.kr."),
        ("Amount, DKK '000", "t.kr."),
        ("Amount (000s)", "t.kr."),
        ("Amount (k)", "t.kr."),
        ("Amount kDKK", "t.kr."),
        ("Amount (DKK 1,000)", "t.kr."),
        ("Amount (millions)", "mio. kr."),
        ("Amount (DKKm)", "mio. kr."),
        ("Amount (m)", "mio. kr."),
        ("Amount, DKK million", "mio. kr."),
        ("Amount (DKK bn)", "mia. kr."),
        ("Amount in billions", "mia. kr."),
        ("Amount (DKK)", "kr."),
    ],
)
def test_a_heading_may_end_in_an_english_unit(heading: str, unit: str, tmp_path: Path) -> None:
    assert split_unit(heading) == ("amount", unit)
    if unit == "kr.":
        assert reading(tmp_path / "r", f"Recipient;{heading}").items[0].ore == 100
        return
    with pytest.raises(Unusable, match="has a unit"):
        reading(tmp_path / "r", f"Recipient;{heading}")


@pytest.mark.parametrize(
    "heading", ["Konto 1000 beløb", "Tilskud K", "Mariager", "Millionprojekt", "Mt", "Kredit"]
)
def test_what_is_no_unit_is_not_taken_for_one(heading: str) -> None:
    assert split_unit(heading) == (heading.casefold(), None)


def test_a_unit_in_the_middle_of_a_heading_that_is_named_is_seen(tmp_path: Path) -> None:
    heading = "Bevilget t.kr. 2016"
    with pytest.raises(Unusable, match="has a unit"):
        reading(tmp_path / "r", f"Modtager;{heading}", columns=[f"amount={heading}"])


def test_a_unit_is_seen_also_where_an_option_names_the_column(tmp_path: Path) -> None:
    with pytest.raises(Unusable, match="has a unit"):
        reading(tmp_path / "r", "Modtager;Kolonne 3, t.kr.", columns=["amount=Kolonne 3, t.kr."])


@pytest.mark.parametrize(
    ("headings", "kind", "expected"),
    [
        ("Modtager;Tilsagn", "award", "Tilsagn"),
        ("Modtager;Tilsagn (kr.);Tilsagn", "award", "Tilsagn (kr.)"),
        ("Tilsagn;Modtager;Beløb, kr.", "award", "Beløb, kr."),
        ("Tilsagn;Modtager;Udbetalt kr.", "payment", "Udbetalt kr."),
    ],
)
def test_amounts_are_found_by_their_heading(
    headings: str, kind: str, expected: str, tmp_path: Path
) -> None:
    assert reading(tmp_path / "r", headings, kind).columns["amount"] == expected


def test_naming_a_column_leaves_the_others_to_their_headings(tmp_path: Path) -> None:
    headings = "Sagsnr.;Modtager;Beløb;Brutto, kr.;CVR"
    found = reading(tmp_path / "r", headings, columns=["amount=Brutto, kr."])
    assert found.columns == {
        "reference": "Sagsnr.", "recipient": "Modtager", "amount": "Brutto, kr.", "cvr": "CVR"
    }  # fmt: skip


@pytest.mark.parametrize(
    "columns",
    [
        ["amount=Brutto, kr.,recipient=Navn, adresse"],
        ["amount=Brutto, kr.", "recipient=Navn, adresse"],
        ['amount="Brutto, kr.",recipient="Navn, adresse"'],
        ['recipient="Navn, adresse", amount=Brutto, kr.'],
    ],
)
def test_a_heading_may_have_a_comma(columns: list[str], tmp_path: Path) -> None:
    found = reading(tmp_path / "r", "Navn, adresse;Brutto, kr.", columns=columns)
    assert found.columns == {"recipient": "Navn, adresse", "amount": "Brutto, kr."}


@pytest.mark.parametrize(
    "above",
    [
        "Udtræk fra Navision\n",
        "Udtræk fra Navision, 1. maj, i dag\n\n",
        "Udtræk;99.000.000,00;2015-01-01\n;;\nBeløb\n",
        "sep=;\nUdtræk fra Navision\n",
    ],
)
def test_what_stands_above_the_headings_is_not_read(above: str, tmp_path: Path) -> None:
    (tmp_path / "r").write_text(above + BELOW, "utf-8")
    found = read(tmp_path / "r", "r.csv", register_of(LEDGER, RegisterOptions(kind=KindName.AWARD)))
    assert [item.ore for item in found.items] == [150]
    assert found.heading_line == above.count("\n") + 1
    assert found.items[0].number == found.heading_line + 1


def test_the_line_of_the_headings_may_be_given(tmp_path: Path) -> None:
    register = register_of(
        LEDGER, RegisterOptions(kind=KindName.AWARD, columns=["recipient=A", "amount=B"])
    )
    (tmp_path / "r").write_text("A;B\nX;1\nNyt udtræk, i dag\nA;B\nY;2\n", "utf-8")
    found = read(tmp_path / "r", "r.csv", register, header=4)
    assert [item.recipient for item in found.items] == ["Y"]
    with pytest.raises(Unusable, match="no row on line 9"):
        read(tmp_path / "r", "r.csv", register, header=9)


def test_unknown_headings_are_told_with_their_line(tmp_path: Path) -> None:
    with pytest.raises(Unusable, match="no column is known") as caught:
        reading(tmp_path / "r", "Navn;Kr.")
    assert "--header" in sentence(caught.value.problems[0].help)


def test_what_stands_above_the_headings_of_a_sheet_is_not_read(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["Udtræk", "", 99_000_000],
        [],
        ["Modtager", "Beløb", "Dato"],
        ["Odense", 1.5, ""],
    ]
    (tmp_path / "r").write_bytes(xlsx({"Ark1": rows}))
    found = read(
        tmp_path / "r", "r.xlsx", register_of(LEDGER, RegisterOptions(kind=KindName.AWARD))
    )
    assert [(item.number, item.ore) for item in found.items] == [(4, 150)]
    assert found.heading_line == 3
