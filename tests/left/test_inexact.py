"""The half-width of what is left: that of all inexact amounts that may be in it (rules 15, 37)."""

from __future__ import annotations

from datetime import date

import pytest

from tidlig.arithmetic.ledger import Ledger
from tidlig.arithmetic.what_is_left import Cell, ProgramLeft
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
