"""The half-width of what is left: that of all inexact amounts that may be in it (rules 15, 37)."""

from __future__ import annotations

from datetime import date

import pytest

from tidlig.arithmetic.figures import Cell
from tidlig.arithmetic.ledger import Ledger
from tidlig.arithmetic.what_is_left import ProgramLeft
from tidlig.model.entry import Settings
from tidlig.model.years import Years
from tidlig.source.reading import read

LEDGER = """
[ledger]
format = 1
currency = "DKK"
language = "da"
unit = "mio. kr."

[recipient.by]
name = "Havneby Kommune"
kind = "municipality"

[program.fjord]
name = "Fjord"
years = "2031-2032"
split = { 2031 = "9 mio. kr.", 2032 = "ca. 7 mio. kr." }

[award.t1]
program = "fjord"
recipient = "by"
date = 2031-02-01
amount = "ca. 2,5 mio. kr."

[award.t2]
program = "fjord"
recipient = "by"
date = 2031-03-01
years = "2031-2032"
amount = "ca. 3,25 mio. kr."
"""
FIRST, SECOND, BUDGET = 5_000_000, 500_000, 50_000_000
"""Half of the last digit, in øre: of 2,5 mio. kr., of 3,25 mio. kr. and of 7 mio. kr."""


@pytest.mark.parametrize(
    ("cell", "heading", "half"),
    [
        (Cell(), "budget", BUDGET),
        (Cell(), "used", FIRST + SECOND),
        (Cell(), "remaining", BUDGET + FIRST + SECOND),
        (Cell(years=Years(2031, 2031)), "budget", 0),
        (Cell(years=Years(2031, 2031)), "used", FIRST + SECOND),
        (Cell(years=Years(2031, 2031)), "remaining", FIRST + SECOND),
        (Cell(years=Years(2032, 2032)), "used", SECOND),
        (Cell(years=Years(2032, 2032)), "remaining", BUDGET + SECOND),
    ],
)
def test_inexact_amounts_that_may_be_in_a_figure_add_up(
    cell: Cell, heading: str, half: int
) -> None:
    contents = read("programs.toml", LEDGER.encode(), holds_settings=True)
    assert not contents.faults
    day = date(2031, 6, 1)
    ledger = Ledger(Settings(format=1), (contents,)).until(day)
    figure = getattr(ProgramLeft(ledger, ledger.programs["fjord"], day).left(cell), heading)
    assert half == figure.half


LAPSES = """
[ledger]
format = 1
currency = "DKK"
language = "da"
unit = "mio. kr."

[recipient.by]
name = "Havneby Kommune"
kind = "municipality"

[program.mole]
name = "Mole"
years = "2031-2032"
date = 2031-01-01
split = { 2031 = "10 mio. kr.", 2032 = "9 mio. kr." }

[award.t1]
program = "mole"
recipient = "by"
date = 2031-02-01
amount = "4 mio. kr."

[lapse.l1]
program = "mole"
year = 2031
amount = "ca. 3 mio. kr."
date = 2032-02-01

[lapse.l2]
program = "mole"
year = 2032
amount = "ca. 2,0 mio. kr."
date = 2032-02-01
"""
OVER, OPEN = 50_000_000, 5_000_000
"""Half of the last digit, in øre: of 3 mio. kr. that lapsed of 2031, and of 2,0 of 2032."""


@pytest.mark.parametrize(
    ("year", "heading", "half"),
    [
        (2031, "unused", 0),
        (2031, "lapsed", OVER),
        (2031, "unsettled", OVER),
        (2032, "remaining", OPEN),
        (2032, "unused", OPEN),
        (2032, "lapsed", OPEN),
        (None, "unused", OPEN),
        (None, "lapsed", OVER + OPEN),
    ],
)
def test_a_lapse_makes_nothing_inexact_of_a_closed_year_but_what_is_settled(
    year: int | None, heading: str, half: int
) -> None:
    """10 - 4 = 6 are unused of 2031, whatever lapsed; about 2,0 of 2032, by the lapse alone."""
    contents = read("programs.toml", LAPSES.encode(), holds_settings=True)
    assert not contents.faults
    day = date(2032, 6, 1)
    ledger = Ledger(Settings(format=1), (contents,)).until(day)
    cell = Cell() if year is None else Cell(years=Years(year, year))
    figure = getattr(ProgramLeft(ledger, ledger.programs["mole"], day).left(cell), heading)
    assert half == figure.half
