"""The status note on Forebyggelsespakken says what the ministry's own note of 2015-04-01 says.

The figures are those of the public record, each with the sentence that must say it. A sentence must
end with the mark of a footnote that names the source of the figure.
"""

import re
from collections.abc import Callable

import pytest

from harness.running import Result

NOTAT = "Statusnotat om"
NYHED = "Nyhed om støtte til 31 kommuner"

ON_THE_RECORD = (
    ("i alt 280,0 mio. kr.", "Finansloven for 2014"),
    ("de 280,0 mio. kr., som er oplyst afsat til initiativet", NOTAT),
    ("Med virkning fra 1. januar 2015 er 30,0 mio. kr. i 2016-2017 omprioriteret", NOTAT),
    ("omprioriteret til Behandling af børn og unge (15.26.03)", NOTAT),
    ("Til Partnerskabskommuner er der omprioriteret et beløb inden for initiativet", NOTAT),
    ("blev udmeldt i juni 2014 med 13 puljer", NOTAT),
    ("Der kom 56 ansøgninger fra frivillige organisationer", NOTAT),
    ("og 100 ansøgninger fra 57 kommuner og 5 private leverandører", NOTAT),
    ("søgte 30 kommuner", NOTAT),
    ("Tilsagnene er på i alt ca. 49,2 mio. kr.", NOTAT),
    ("Tilsagnene er på i alt ca. 49,2 mio. kr.", NYHED),
    ("7 af puljerne giver direkte økonomisk støtte", NOTAT),
    ("Deltagere er 31 kommuner, 8 frivillige organisationer og 3 private leverandører", NOTAT),
    ("Projekterne begyndte i december 2014 (frivillige organisationer)", NOTAT),
    ("og i februar 2015 (kommuner og private leverandører)", NOTAT),
    ("blev udmeldt den 26. februar 2015", NYHED),
    ("Der er 8 indsatser", NYHED),
    ("Ansøgningsfristen er den 1. september 2015", NYHED),
    ("Projektstart forventes i januar 2016", NYHED),
)

POOLS = {
    "Forældrekompetencer": 4,
    "Strategisk samarbejde ml. kommuner og organisationer": 1,
    "Forebyggende indsatser i dagtilbud": 5,
    "Udbredelse af kommunernes anvendelse af fritidsaktiviteter": 2,
    "Partnerskabskommuner": 1,
}
"""The pools of round 1, by strand: 13 in all."""

STATED = ("280 mio. kr.", "30 mio. kr.", "49,2 mio. kr.", "49 mio. kr.", "13", "7", "31", "8", "3")


@pytest.fixture(scope="module")
def note(made: Callable[..., Result]) -> str:
    return made("forebyggelsespakken", "--as-of", "2015-04-01").out


@pytest.fixture(scope="module")
def note_of_2019(made: Callable[..., Result]) -> str:
    return made("forebyggelsespakken", "--as-of", "2019-01-01").out


def footnotes(note: str) -> dict[str, str]:
    """The texts of footnotes, by number."""
    return dict(re.findall(r"^\[\^(\d+)\]: (.*)$", note, re.MULTILINE))


def marks_after(note: str, text: str) -> list[str]:
    """The marks that come first after a text."""
    at = note.index(text) + len(text)
    found = re.search(r"(?:\[\^\d+\])+", note[at:])
    assert found, text
    return re.findall(r"\d+", found[0])


@pytest.mark.parametrize(("figure", "source"), ON_THE_RECORD)
def test_each_figure_of_the_record_is_said_with_its_source(
    note: str, figure: str, source: str
) -> None:
    assert any(source in footnotes(note)[number] for number in marks_after(note, figure))


def test_the_pools_of_the_first_round_stand_by_strand_with_their_source(note: str) -> None:
    table = note[note.index("Puljer i Første ansøgningsrunde") :].split("\n\n")[1]
    rows = [re.split(r" *\| *", line.strip("| ")) for line in table.split("\n")[2:]]
    assert {name.strip("*"): number.strip("*") for name, number, *_ in rows} == {
        **{strand: str(number) for strand, number in POOLS.items()},
        "i alt": "13",
    }
    assert NOTAT in footnotes(note)[marks_after(note, "Puljer i Første ansøgningsrunde")[0]]


@pytest.mark.parametrize("figure", STATED)
def test_each_published_figure_stands_beside_the_ledger_s_own(note: str, figure: str) -> None:
    lines = [line for line in note.split("\n") if re.search(rf"\[\^\d+\] \| {figure} \|", line)]
    assert lines
    assert all(re.search(r"stemmer|kan ikke afgøres", line) for line in lines)


def test_what_is_left_is_what_the_balance_says(note: str) -> None:
    # 52,2 - 49,2 = 3,0, 70,0 - 49,2 = 20,8 and 70,0 + 52,2 - 49,2 = 73,0: nobody knows the split
    assert "Heraf er mellem ca. 3,0 og 52,2 mio. kr. til rådighed." in note
    assert "er mellem ca. 20,8 og 70,0 mio. kr. uforbrugt." in note
    assert "For 2014 og 2015 tilsammen er ca. 73,0 af 122,2 mio. kr. ikke udmøntet." in note


def test_the_change_of_the_second_act_is_explained_in_part(note: str) -> None:
    # 3 x 70,0 = 210,0; 52,2 + 41,6 + 37,5 + 19,1 = 150,4; -59,6 = -30,0 - 29,6
    text = (
        "Sammenlignet med finansloven for 2014 er 2015-2018 ændret fra 210,0 til 150,4 mio. kr., "
        "det vil sige med -59,6 mio. kr. Omprioriteringen forklarer -30,0 mio. kr.; for de øvrige "
        "-29,6 mio. kr. er der ingen oplyst årsag."
    )
    assert text in note


def test_what_is_not_known_is_listed(note: str) -> None:
    listed = note[note.index("Hvad der ikke er oplyst") :].split("\n\n")[1]
    for text in (
        "Regnskabet for 2014.",
        "tilsagnene på ca. 49,2 mio. kr. er fordelt på år, puljer, delinitiativer og modtagere",
        "Hvilke 7 af de 13 puljer der giver direkte økonomisk støtte",
        "Puljernes rammer",
        "Hvor mange frivillige organisationer der står bag de 56 ansøgninger",
        "omprioritering (referencekommuner)",
        "Udbetalinger, annulleringer og tilbagebetalinger",
        "Årsagen til ændringen på -29,6 mio. kr. ved finansloven for 2015",
    ):
        assert text in listed


def test_every_footnote_is_used_and_numbered_as_it_is_first_used(note: str) -> None:
    body, sources = note.split("## Kilder")
    used = list(dict.fromkeys(re.findall(r"\[\^(\d+)\]", body)))
    assert sorted(used, key=int) == list(map(str, range(1, len(used) + 1)))
    assert list(footnotes(sources)) == [str(number) for number in range(1, len(used) + 1)]
    assert len(set(footnotes(sources).values())) == len(used)


def test_every_line_with_an_amount_has_a_footnote(note: str) -> None:
    body = note.split("## Kilder", maxsplit=1)[0].split("## Sammenfatning")[1]
    paragraphs = [line for line in body.split("\n") if line and not line.startswith("|")]
    with_amounts = [line for line in paragraphs if re.search(r"\d,\d", line)]
    assert with_amounts
    assert [line for line in with_amounts if "[^" not in line] == []


def test_after_accounts_each_year_says_what_is_used_and_unused(note_of_2019: str) -> None:
    for year, (used, unused) in {
        "2014": ("45,5", "24,5"),
        "2015": ("45,2", "7,0"),
        "2016": ("21,6", "2,6"),
        "2017": ("19,1", "2,1"),
    }.items():
        line = next(
            line
            for line in note_of_2019.split("\n")
            if line.startswith(f"- Af bevillingen for {year}")
        )
        assert f"er ca. {used} mio. kr. brugt og ca. {unused} mio. kr. uforbrugt" in line
    assert "I alt er ca. 36,2 af 167,6 mio. kr. uforbrugt." in note_of_2019
    assert "ikke afregnet: ingen videreførsel og intet bortfald er oplyst" in note_of_2019
    assert "Regnskabet for 2014-2017 er i alt ca. 131,4 mio. kr." in note_of_2019


def test_a_round_is_in_the_note_from_the_day_it_was_announced(made: Callable[..., Result]) -> None:
    """The first was announced in June 2014, the second on 26 February 2015."""
    for day, has_first, has_second in (
        ("2014-05-31", False, False),
        ("2014-06-01", True, False),
        ("2015-02-25", True, False),
        ("2015-02-26", True, True),
    ):
        text = made("forebyggelsespakken", "--as-of", day).out
        assert ("*Første ansøgningsrunde* blev udmeldt" in text) is has_first
        assert ("*Anden ansøgningsrunde* blev udmeldt" in text) is has_second


CHANGES = (
    # 41,6 + 37,5 + 19,1 = 98,2 and 24,2 + 21,1 + 0,0 = 45,3
    ("forebyggelsespakken", 2015, "2016-2018", "98,2 til 45,3", "-52,9", "ingen oplyst årsag"),
    ("forebyggelsespakken", 2016, "2017-2018", "21,1 til 21,2", "0,1", "prisregulering på 0,5"),
    # 68,2 + 69,4 + 69,4 = 207,0 and 68,7 + 69,9 + 69,9 = 208,5; 2019 is new
    ("behandling-boern-unge", 2015, "2016-2018", "207,0 til 208,5", "1,5", "prisregulering på 0,7"),
    # 3 x 70,2 = 210,6 and 3 x 71,0 = 213,0; 2023 is new
    ("behandling-boern-unge", 2019, "2020-2022", "210,6 til 213,0", "2,4", "prisregulering på 1,1"),
    # 40,9 + 16,1 + 3,5 = 60,5 and 41,2 + 16,3 + 3,5 = 61,0
    ("satspulje-2016-19", 2016, "2017-2019", "60,5 til 61,0", "0,5", "prisregulering på 0,8"),
)


@pytest.mark.parametrize(("program", "act", "years", "both", "change", "why"), CHANGES)
def test_what_each_act_changes_is_that_of_the_acts(
    made: Callable[..., Result],
    program: str,
    act: int,
    years: str,
    both: str,
    change: str,
    why: str,
) -> None:
    text = (
        f"Sammenlignet med finansloven for {act} er {years} ændret fra {both} mio. kr., det vil "
        f"sige med {change} mio. kr. "
    )
    note = made(program).out
    assert text in note
    assert why in note[note.index(text) + len(text) :].split(".\n")[0]
