"""Bars of what is used of a budget: the figure beside them is what counts."""

from tidlig.arithmetic.figures import Figure
from tidlig.render.bars import Bars, can_be_written


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
