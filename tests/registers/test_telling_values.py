"""A column whose values say that it turns or takes away amounts is asked about, however headed."""

from dataclasses import replace
from pathlib import Path

import pytest

from registers.files import xlsx
from registers.test_currencies import REGISTER, reading, refused, table
from tidlig.model.entry import OneOrMore
from tidlig.model.messages import sentence
from tidlig.model.records import Filter


@pytest.mark.parametrize(
    ("heading", "values"),
    [
        ("Kode", ("D", "K")),
        ("Kode", ("s", "h", "")),
        ("Transaktionstype", ("Debet", "Kredit")),
        ("Type", ("Tilsagn", "Tilbageløb")),
        ("Type", ("Tilskud", "tilbageløb ")),
        ("Posttype", ("Faktura", "Kreditnota", "Rykker")),
        ("Retning", ("Ud", "Ind")),
        ("Ind/ud", ("UD", "IND")),
        ("Regning", ("+", "-")),
        ("Regning", ("+", "\u2212")),
        ("Gange", ("1", "-1")),
        ("Art", ("", "Credit note")),
        ("Kreditnota", ("", "Ja")),
    ],
)
def test_values_of_two_directions_are_asked_about_as_a_sign(
    heading: str, values: tuple[str, ...], tmp_path: Path
) -> None:
    problem = refused(tmp_path, table(heading, *values))
    assert sentence(problem.message).startswith(f'"{heading}" has ')
    assert sentence(problem.message).endswith("nobody says whether it turns the sign of amounts")
    assert f"{heading}=VALUE" in sentence(problem.help)
    assert "--without" in sentence(problem.help)
    ignored = reading(tmp_path, table(heading, *values), replace(REGISTER, ignore=(heading,)))
    assert (ignored.items[1].ore, ignored.unread) == (200_00, (heading,))


@pytest.mark.parametrize(
    ("heading", "values"),
    [
        ("Ophævet", ("", "Ja")),
        ("Modposteret", ("Nej", "Ja")),
        ("Afslag", ("", "Ja")),
        ("Resultat", ("Tilsagn", "Afslag")),
        ("Afgørelse", ("Bevilget", "Afslag")),
        ("Udfald", ("Ja", "AFSLAG")),
        ("Bemærkning", ("Følger op til jul", "Annulleret.")),
        ("Bemærkning", ("Afsla\u030aet", "tilbageført")),
        ("Note", ("", "cancelled")),
        ("Note", ("Void", "")),
    ],
)
def test_a_word_of_cancelling_is_asked_about_as_a_status(
    heading: str, values: tuple[str, ...], tmp_path: Path
) -> None:
    problem = refused(tmp_path, table(heading, *values))
    assert sentence(problem.message).startswith(f'"{heading}" has ')
    assert sentence(problem.message).endswith("nobody says which lines count")


def test_one_word_far_down_a_column_of_remarks_is_found_and_shown(tmp_path: Path) -> None:
    remarks = [f"Rate {number} af flere" for number in range(3_000)]
    problem = refused(tmp_path, table("Bemærkning", *remarks, "Storno", *remarks))
    assert '"Bemærkning" has "Storno", and nobody says' in sentence(problem.message)


def test_a_line_that_a_filter_leaves_out_is_not_asked_about(tmp_path: Path) -> None:
    text = "Sagsnr.;Beløb;Note;Gruppe\n16-1;100;;A\n16-2;200;Annulleret;B\n16-3;300;;A\n"
    register = replace(REGISTER, filters=(Filter("Gruppe", OneOrMore(("A",))),))
    assert [item.ore for item in reading(tmp_path, text, register).items] == [100_00, 300_00]


@pytest.mark.parametrize("heading", ["Val.", "Møntfod", "Land", "Noter"])
def test_codes_of_other_currencies_are_refused_under_any_heading(
    heading: str, tmp_path: Path
) -> None:
    problem = refused(tmp_path, table(heading, "DKK", "EUR", "DKK"))
    assert sentence(problem.message) == f'"EUR" stands under "{heading}", and the ledger is in DKK'
    assert "DKK" in sentence(problem.help)
    found = reading(tmp_path, table(heading, "DKK", "DKK"))
    assert [item.ore for item in found.items] == [100_00, 200_00]


@pytest.mark.parametrize(
    "values",
    [
        ("Projektet blev annulleret og genoptaget", "Ny aftale efter afslag i maj"),
        ("A", "D", "K"),
        ("K", "K"),
        ("Ud", "Ud"),
        ("Faktura", "Faktura"),
        ("Alle EUR-beløb er omregnet", ""),
        ("Debet og kredit stemmer", "I orden"),
        ("eur", "all"),
    ],
)
def test_other_values_are_not_asked_about(values: tuple[str, ...], tmp_path: Path) -> None:
    found = reading(tmp_path, table("Bemærkning", *values))
    assert found.items[0].ore == 100_00
    assert found.unread == ("Bemærkning",)


def test_values_of_a_workbook_say_it_too(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["Sagsnr.", "Beløb", "Kode"],
        ["16-1", 100, "D"],
        ["16-2", 200, "K"],
    ]
    assert '"Kode" has "D", "K"' in sentence(refused(tmp_path, xlsx({"Ark1": rows})).message)
    rows = [["Sagsnr.", "Beløb", "Gange"], ["16-1", 100, 1], ["16-2", 200, -1]]
    assert '"Gange" has "1", "-1"' in sentence(refused(tmp_path, xlsx({"Ark1": rows})).message)
