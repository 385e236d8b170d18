"""Bars of what is used of a budget: the figure beside them is what counts."""

import datetime as dt

from harness.running import ROOT
from tidlig.arithmetic.figures import Figure
from tidlig.arithmetic.overview import overview
from tidlig.cli.report_command import Shared
from tidlig.model.money import units_of
from tidlig.render.bars import Bars, can_be_written
from tidlig.render.figures import Writer
from tidlig.render.year_bars import year_bars


def bar(budget: int, least: int, most: int | None = None, *, is_ascii: bool = False) -> str:
    used = Figure(least, least if most is None else most)
    return Bars(is_ascii).cell(Figure(budget, budget), used).text


def test_a_bar_has_eighths_of_a_character() -> None:
    assert bar(80, 0) == ""
    assert bar(80, 1) == "▏"
    assert bar(80, 8) == "█"
    assert bar(80, 12) == "█▌"
    assert bar(80, 80) == "█" * 10


def test_a_bar_that_is_overspent_has_a_mark() -> None:
    assert bar(80, 81) == "█" * 10 + "!"
    assert bar(0, 1) == "!"
    assert bar(0, 0) == ""


def test_between_bounds_a_bar_is_shaded() -> None:
    assert bar(100, 20, 50) == "██░░░"
    assert bar(100, 20, 50, is_ascii=True) == "##..."


def test_an_amount_that_is_not_known_has_no_bar() -> None:
    assert Bars().cell(None, Figure(1, 1)).text == ""
    assert Bars().cell(Figure(1, 1), None).text == ""
    assert Bars().cell(Figure(None, 1), Figure(1, 1)).text == ""


def test_an_unknown_part_of_what_is_used_leaves_the_known_part() -> None:
    assert Bars().cell(Figure(100, 100), Figure(50, None)).text == "█" * 5


def test_an_encoding_says_whether_it_has_bars() -> None:
    assert can_be_written("utf-8")
    assert not can_be_written("cp1252")
    assert not can_be_written("no-such-encoding")
    assert not can_be_written(None)


def test_what_nobody_reported_is_drawn_as_neither_used_nor_unused() -> None:
    """50 of 100 are used, and 30 are not reported: five full, two blank, three signs."""
    budget, used = Figure(100, 100), Figure(50, 50)
    assert Bars().cell(budget, used, Figure(30, 30)).text == "█" * 5 + "  ???"
    assert Bars().cell(budget, used, Figure(1, 1)).text == "█" * 5 + "    ?"
    assert Bars().cell(budget, used, Figure(50, 50)).text == "█" * 5 + "?????"
    assert Bars().cell(budget, used, Figure(0, 0)).text == "█" * 5


# The bars of years, as on the screens: 30 characters are the largest budget.


def bars_of_years(
    *, day: str, is_ascii: bool = False, name: str = "forebyggelsespakken"
) -> list[str]:
    whole = Shared(ROOT / "data", no_cache=True, as_of=day).open_dated().ledger
    (program,) = overview(whole, [whole.programs[name]], dt.date.fromisoformat(day))
    lines = year_bars(program, Writer(units_of("DKK")["mio"], "da"), Bars(is_ascii=is_ascii))
    return [line.rstrip() for line in lines]


def test_years_have_bars_on_one_scale() -> None:
    assert bars_of_years(day="2026-11-27") == [
        "2014       ███████████████████▌░░░░░░░░░░  ca. 45,5 af 70,0",
        "2015       ███████████████████▍░░░         ca. 45,2 af 52,2",
        "2016       █████████▎░                     ca. 21,6 af 24,2",
        "2017       ████████▏░                      ca. 19,1 af 21,2",
        "2018-2021                                  ca. -2,8 efter perioden",
        "",
        "█ forbrug  ░ uforbrugt",
    ]


def test_years_have_bars_of_plain_signs() -> None:
    assert bars_of_years(day="2026-11-27", is_ascii=True)[:2] == [
        "2014       ####################..........  ca. 45,5 af 70,0",
        "2015       ###################...          ca. 45,2 af 52,2",
    ]


def test_joined_years_have_one_bar_and_estimates_are_dotted() -> None:
    assert bars_of_years(day="2015-04-01") == [
        "2014-2015  ████████████▏░░░░░░░░░░░░░░░░░  ca. 49,2 af 122,2",
        "2016       ··········                      BO 41,6",
        "2017       ·········                       BO 37,5",
        "2018       ·····                           BO 19,1",
        "",
        "█ forbrug  ░ uforbrugt / til rådighed  · BO",
    ]


def test_a_year_of_whose_use_nothing_is_known_has_no_bar() -> None:
    lines = bars_of_years(day="2026-11-27", name="behandling-boern-unge")
    assert "2022                                  ikke oplyst af 71,9" in lines
