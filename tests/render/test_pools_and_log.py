"""The pages of `tidlig pools` and `tidlig log`, as they are laid out for a terminal.

The figures of Forebyggelsespakken are those of the public record, those of the invented program
are worked out by hand beside them.
"""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from harness.running import Result

Tidlig = Callable[..., Result]

LEDGERS = Path(__file__).parent / "ledgers"
RULE = "\u2500"

MOVEMENTS = """\
Bevægelser, Tidlig hjælp til børn og unge i udsatte familier      konto 15.26.01
                                                        pr. 2026-11-27, mio. kr.

                                                                       bevilling
dato        bevægelse                             år            beløb     med BO
2014-01-01  FL2014: bevilling                     2014-2017     280,0      280,0
2015-01-01  satspulje-2015: omprioriteret til     2016-2017     -30,0
              Behandling af børn og unge
2015-01-01  FL2015: ændring ved senere FL         2015-2018     -29,6      220,4
2015-02-26  runde-1-tilsagn: tilsagn              2014-2015  ca. 49,2
2015-04-01  referencekommuner: omprioriteret      2014-2017         ?
              inden for initiativet
2016-01-01  regnskab 2014                         2014       ca. 45,5
2016-01-01  FL2016: ændring ved senere FL         2016-2018     -52,9      167,5
2017-01-01  regnskab 2015 (6 poster)              2015       ca. 45,2
2017-01-01  FL2017: ændring ved senere FL         2017            0,1      167,6
2018-01-01  regnskab 2016 (7 poster)              2016       ca. 21,6
2019-01-01  regnskab 2017 (6 poster)              2017       ca. 19,1
2020-01-01  regnskab 2018 (3 poster)              2018       ca. -3,1
2021-01-01  regnskab 2019 (5 poster)              2019        ca. 0,4
2022-01-01  regnskab 2020                         2020       ca. -0,1
2023-01-01  regnskab 2021                         2021        ca. 0,0

Bevilling med BO: alle år i lovene, også dem, der ikke er bindende.
"""

ROUNDS = """\
Runder og puljer                                        pr. 2026-11-27, mio. kr.

Tidlig hjælp til børn og unge i udsatte familier, 15.26.01

Første ansøgningsrunde (runde-1), udmeldt juni 2014
delinitiativ                         puljer  ansøgerkreds
Forældrekompetencer                       4  kommuner, frivillige organisationer
Forebyggende indsatser i dagtilbud        5  kommuner
Strategisk samarbejde ml. kommuner        1  frivillige organisationer
  og organisationer
Udbredelse af kommunernes                 2  kommuner
  anvendelse af fritidsaktiviteter
Partnerskabskommuner                      1  kommuner
i alt                                    13

ansøgninger   56 fra frivillige organisationer (antal ikke oplyst)
              100 fra 57 kommuner og 5 private leverandører
              30 kommuner søgte (Partnerskabskommuner)
deltagere     31 kommuner, 8 frivillige organisationer, 3 private leverandører
tilsagn       ca. 49,2; hvilke puljer og modtagere er ikke oplyst
projektstart  december 2014 (frivillige organisationer), februar 2015 (øvrige)

Anden ansøgningsrunde (runde-2), udmeldt 2015-02-26
ansøgerkreds  kommuner, private leverandører; 8 indsatser
frist         2015-09-01, forventet projektstart januar 2016
udfald        ikke oplyst

Satspuljeaftalen 2016-19: tidligere, forebyggende og mere effektiv indsats,
15.26.02

pulje            år    puljeramme  tilsagn  brugt
omlaegning-2016  2016         9,0
omlaegning-2017  2017        24,7
omlaegning-2018  2018        13,2
i alt                        46,9
Puljeramme i 2016-priser.
"""

POOLS = """\
Runder og puljer                                        pr. 2026-06-30, mio. kr.

Eksempelprogrammet, 99.99.01

pulje         år         puljeramme  tilsagn  annulleret  brugt
familier-1    2024              4,0      3,7        -0,2   88 %
skoler-1      2024              5,0      4,2         0,0   84 %
evaluering-1  2024              1,0      0,9         0,0   90 %
familier-2    2025-2026        17,0     12,3        -0,6   69 %
i alt                          27,0     21,1        -0,8   75 %
"""
"""3,5 of 4,0 is 87,5 %; 4,2 of 5,0; 0,9 of 1,0; 11,7 of 17,0 is 68,8 %; 20,3 of 27,0 is 75,2 %."""

Terminal = Callable[..., str]


@pytest.fixture
def terminal(tidlig: Tidlig, monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """Run a command on a ledger of this folder as of a date, for a terminal of a width."""

    def shown(width: int, ledger: str, day: str, *words: str) -> str:
        monkeypatch.setattr("tidlig.cli.report_command.width", lambda _: width)
        done = tidlig(*words, cwd=LEDGERS / ledger, env={"TIDLIG_TODAY": day})
        assert done.code == 0, done.err
        return done.out

    return shown


def lines(text: str) -> list[str]:
    """The lines of a page but for its rules and the line that says where it comes from."""
    *kept, _ = [line for line in text.split("\n")[:-1] if not line.startswith(RULE)]
    return kept


def body(text: str) -> list[str]:
    """The lines of an expected page."""
    return text.split("\n")[:-1]


def test_the_log_of_a_program_has_a_row_for_each_entry_and_balances_by_date(
    terminal: Terminal,
) -> None:
    shown = terminal(80, "forebyggelsespakken", "2026-11-27", "log", "forebyggelsespakken")
    assert lines(shown) == body(MOVEMENTS)


def test_rounds_are_headings_and_unnamed_pools_are_counted(terminal: Terminal) -> None:
    shown = terminal(80, "forebyggelsespakken", "2026-11-27", "pools")
    assert [*lines(shown), ""] == [*body(ROUNDS), "", ""]


def test_a_pool_has_what_is_used_of_its_frame(terminal: Terminal) -> None:
    shown = terminal(80, "eksempel", "2026-06-30", "pools")
    assert [*lines(shown), ""] == [*body(POOLS), "", ""]


@pytest.mark.parametrize("width", [60, 80, 120, 200])
@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize(
    ("ledger", "words"),
    [
        ("forebyggelsespakken", ("log", "forebyggelsespakken")),
        ("forebyggelsespakken", ("log", "forebyggelsespakken", "--detail")),
        ("forebyggelsespakken", ("log",)),
        ("forebyggelsespakken", ("pools",)),
        ("eksempel", ("log",)),
        ("eksempel", ("log", "eksempelby")),
        ("eksempel", ("pools",)),
    ],
)
def test_no_line_is_wider_than_the_page_and_no_figure_is_lost(
    terminal: Terminal, ledger: str, words: tuple[str, ...], language: str, width: int
) -> None:
    day = "2026-11-27"
    shown = terminal(width, ledger, day, *words, "--lang", language)
    assert max(map(len, lines(shown))) <= width
    whole = terminal(200, ledger, day, *words, "--lang", language)
    assert figures(shown) == figures(whole)


def figures(text: str) -> list[str]:
    """Every amount with a decimal, in order of its digits."""
    return sorted(re.findall(r"-?[0-9.]*[0-9][,.][0-9](?![0-9.-])", "\n".join(lines(text))))


def test_entries_after_the_date_are_counted_in_the_heading_and_left_out(
    terminal: Terminal,
) -> None:
    shown = terminal(
        80, "forebyggelsespakken", "2026-11-27", "log", "forebyggelsespakken", "--as-of",
        "2015-04-01",
    )  # fmt: skip
    # 30 of accounts, FL2016 and FL2017, and a program of 2016 with its strand
    head, *_ = [line for line in lines(shown) if "senere poster" in line]
    assert re.sub(" +", " ", head) == "34 senere poster er ikke med pr. 2015-04-01, mio. kr."
    assert [line for line in lines(shown) if line.startswith("201")][-1].startswith("2015-04-01")


def test_detail_shows_the_lines_of_an_entry_and_what_an_act_replaces(terminal: Terminal) -> None:
    shown = terminal(
        120, "forebyggelsespakken", "2026-11-27", "log", "forebyggelsespakken", "--detail"
    )
    rows = [re.sub("  +", " | ", line.strip()) for line in lines(shown)]
    at = rows.index("2015-01-01 | FL2015: ændring ved senere FL | 2015-2018 | -29,6 | 220,4")
    assert rows[at + 1] == "ikke fordelt på delinitiativ, erstattet af loven | 2016-2017 | 30,0"
    assert rows[at + 2] == "Forældrekompetencer | 2015 | 16,0"
    assert "2015-02-26 | runde-1-tilsagn: tilsagn | 2014-2015 | ca. 49,2 | 0,05" in rows
    assert "Forældrekompetencer, r2015-foraeldre | 2015 | ca. 12,1 | 0,05" in rows


def test_the_log_of_a_strand_knows_its_budget_in_part(terminal: Terminal) -> None:
    shown = terminal(
        80, "forebyggelsespakken", "2026-11-27", "log", "forebyggelsespakken/partnerskab"
    )
    rows = [re.sub("  +", " | ", line.strip()) for line in lines(shown)]
    ends = [row.rpartition("omprioriteret")[2].rpartition("FL")[2] for row in rows]
    assert " | 2015-2017 | 28,2 | 28,2" in ends
    assert any(end.endswith(" | 2014-2017 | ? | 28,2 + ?") for end in ends)
    assert " | 2016-2017 | -5,8 | 22,4 + ?" in ends


@pytest.mark.parametrize(
    ("danish", "english"),
    [
        ("bevilling", "appropriated"),
        ("Ændring ved senere FL", "restated"),
        ("tilsagn,annulleret", "awarded,returned"),
        ("annulleret/tilbagebetalt", "returned"),
        ("regnskab", "outturn"),
        ("bortfaldet", "lapsed"),
        ("bevilling med BO", "budget"),
        ("forbrug", "used"),
        ("forbrug", "awarded,returned,outturn"),
    ],
)
def test_headings_can_be_typed_in_both_languages(
    terminal: Terminal, danish: str, english: str
) -> None:
    shown = [
        terminal(80, "eksempel", "2026-11-27", "log", "eksempelprogrammet", "--heading", heading)
        for heading in (danish, english)
    ]
    assert shown[0] == shown[1]
    assert any(line.startswith("20") for line in lines(shown[0]))


def test_of_two_dates_the_earlier_counts(terminal: Terminal) -> None:
    def dated(*options: str) -> str:
        return terminal(
            80, "forebyggelsespakken", "2026-11-27", "log", "forebyggelsespakken", *options
        )

    by_until = dated("--until", "2015-12-31")
    assert by_until == dated("--as-of", "2015-12-31")
    assert by_until == dated("--as-of", "2016-12-31", "--until", "2015-12-31")
    assert by_until == dated("--as-of", "2015-12-31", "--until", "2016-12-31")
    assert lines(by_until)[-3].startswith("              inden for initiativet")


def test_in_markdown_each_inexact_amount_has_its_mark(terminal: Terminal) -> None:
    words = ("log", "runde-1-tilsagn")
    as_text = terminal(80, "forebyggelsespakken", "2026-11-27", *words)
    assert re.search(r"2014-2015 +49,2\n", as_text)  # the heading says ca. of all amounts
    as_markdown = terminal(80, "forebyggelsespakken", "2026-11-27", *words, "--format", "md")
    assert "| 2014-2015 | ca. 49,2 |" in as_markdown
