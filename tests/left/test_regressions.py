"""What was wrong once: each with its smallest ledger, worked by hand."""

from __future__ import annotations

from datetime import date

import pytest

from left.asking import Program
from left.description import Span
from left.oracle import Bounds, Cell

KRONE = 100
LEDGER = """
[ledger]
format = 1
currency = "DKK"
language = "da"
unit = "kr."

[recipient.r]
name = "Havneby Kommune"
kind = "municipality"
"""


def figure(text: str, day: date, cell: Cell, heading: str) -> Bounds | None:
    """A figure of program p in kroner."""
    found = Program(LEDGER + text, "p", day).figures(cell)[heading]
    if found is None:
        return None
    least, most = found
    return (
        None if least is None else least // KRONE,
        None if most is None else most // KRONE,
    )


TWO_AWARDS_FOR_ONE_KRONE = """
[program.p]
name = "P"
years = "2014-2015"
split = { 2014 = 1 }
strand.a = { name = "A", split = { 2014 = 1 } }

[award.x]
program = "p"
recipient = "r"
date = 2014-02-01
amount = 1

[award.y]
program = "p"
strand = "a"
recipient = "r"
date = 2014-02-01
years = "2014-2015"
amount = 1
"""


@pytest.mark.parametrize(("year", "used"), [(2014, (1, 2)), (2015, (0, 1))])
def test_an_award_that_another_leaves_without_cover_lies_in_any_of_its_years(
    year: int, used: Bounds
) -> None:
    """The 1 of a pays x or y. If it pays x, y has no cover: in 2014 (1 + 1) or in 2015 (1 and 1).

    What remains of 2015 has it right: -1 to 0.
    """
    cell = Cell(Span(year, year))
    day = date(2014, 6, 1)
    assert used == figure(TWO_AWARDS_FOR_ONE_KRONE, day, cell, "used")


def test_what_remains_has_the_award_without_cover_in_any_of_its_years() -> None:
    cell = Cell(Span(2015, 2015))
    assert figure(TWO_AWARDS_FOR_ONE_KRONE, date(2014, 6, 1), cell, "remaining") == (-1, 0)


ONE_AWARDED = """
[program.p]
name = "P"
years = 2014
split = { 2014 = 4 }
strand.a = { name = "A", split = { 2014 = 3 } }

[award.x]
program = "p"
strand = "a"
recipient = "r"
date = 2014-02-01
amount = 1
"""
GIVEN_BACK = """
[return.y]
award = "x"
date = 2014-03-01
amount = 1
kind = "annulment"
"""
AWARDED_LESS = """
[award.y]
program = "p"
strand = "a"
recipient = "r"
date = 2014-03-01
amount = -1
"""


@pytest.mark.parametrize(
    ("freed", "strand", "remaining"),
    [
        (GIVEN_BACK, "a", (3, 4)),
        (GIVEN_BACK, "", (0, 1)),
        (AWARDED_LESS, "a", (3, 3)),
        (AWARDED_LESS, "", (1, 1)),
    ],
    ids=["return, a", "return, not split", "negative award, a", "negative award, not split"],
)
def test_a_return_is_money_and_a_negative_award_lowers_the_awards_of_its_line(
    freed: str, strand: str, remaining: Bounds
) -> None:
    """The award took 1 of the 3 of a or of the 1 not split, and a gets 1 back, or it is none."""
    cell = Cell(None, strand)
    assert remaining == figure(ONE_AWARDED + freed, date(2014, 6, 1), cell, "remaining")


UNKNOWN_TOTAL = """
[program.p]
name = "P"
years = "2014-2016"
total = "unknown"

[appropriation.fl2015]
program = "p"
act = "FL2015"
date = 2015-01-01
split = { 2015 = 5, 2016 = 6 }

[award.x]
program = "p"
recipient = "r"
date = 2015-02-01
amount = 2
"""


@pytest.mark.parametrize(
    ("cell", "heading", "expected"),
    [
        (Cell(Span(2015, 2015)), "remaining", (3, 3)),
        (Cell(), "remaining", (3, 3)),
        (Cell(), "estimate", (6, 6)),
    ],
    ids=["of the year of the act", "of the program", "estimate"],
)
def test_an_unknown_total_leaves_the_years_of_acts_known(
    cell: Cell, heading: str, expected: Bounds
) -> None:
    """5 - 2 = 3 remain of 2015, and 6 of 2016 are an estimate. Only 2014 is not known."""
    assert expected == figure(UNKNOWN_TOTAL, date(2015, 6, 1), cell, heading)


SPAN_WITH_LAST_ACCOUNTS = """
[program.p]
name = "P"
years = "2014-2016"
total = 5

[outturn.o]
program = "p"
year = 2016
amount = 1
"""
SPAN_WITH_A_YEAR_OVER = """
[program.p]
name = "P"
years = "2014-2015"
act = "FL2014"
total = 5

[outturn.o]
program = "p"
year = 2016
amount = 0
"""


@pytest.mark.parametrize(
    ("text", "day", "heading"),
    [
        (SPAN_WITH_LAST_ACCOUNTS, date(2014, 6, 1), "unused"),
        (SPAN_WITH_A_YEAR_OVER, date(2015, 6, 1), "remaining"),
    ],
    ids=["closed span", "open span"],
)
def test_a_span_with_a_year_that_is_not_known_is_not_known(
    text: str, day: date, heading: str
) -> None:
    """The span is the only line. What is used of it is blank, so what is left of it is too."""
    assert figure(text, day, Cell(), "used") is None
    assert figure(text, day, Cell(), heading) is None


SPAN_AND_YEAR_FOR_TWO_AWARDS = """
[program.p]
name = "P"
years = "2014-2015"
total = 1

[reprioritisation.m]
date = 2014-02-01
amount = 1
from = { outside = "Havnefonden" }
to = { program = "p" }
years = 2014

[award.x]
program = "p"
recipient = "r"
date = 2014-02-01
amount = 1

[award.y]
program = "p"
recipient = "r"
date = 2014-02-01
years = "2014-2015"
amount = 2
"""


@pytest.mark.parametrize(("year", "used"), [(2014, (1, 3)), (2015, (0, 2))])
def test_an_award_that_a_span_covers_in_part_lies_in_any_of_its_years(
    year: int, used: Bounds
) -> None:
    """If the 1 of 2014 pays x, the span pays 1 of y; all 2 of y may lie in 2015, or in 2014."""
    cell = Cell(Span(year, year))
    assert used == figure(SPAN_AND_YEAR_FOR_TWO_AWARDS, date(2014, 6, 1), cell, "used")


UNKNOWN_AWARD = """
[program.p]
name = "P"
years = 2014
split = { 2014 = 2 }
strand.a = { name = "A", split = { 2014 = 1 } }

[award.y]
program = "p"
recipient = "r"
date = 2014-02-01
amount = "unknown"
"""
KNOWN_AWARD = """
[award.x]
program = "p"
strand = "a"
recipient = "r"
date = 2014-02-01
amount = 1
"""


def test_an_unknown_award_may_be_of_a_strand_whose_money_is_awarded() -> None:
    """The 1 not split may pay x, and the 1 of a the unknown award. What remains of a has that."""
    text, day, cell = UNKNOWN_AWARD + KNOWN_AWARD, date(2014, 6, 1), Cell(None, "a")
    assert figure(text, day, cell, "remaining") == (None, 1)
    assert figure(text, day, cell, "used") == (1, None)


def test_a_program_with_an_unknown_award_alone_has_an_award() -> None:
    """Of 2, at most 2 are unused: 0 or more were awarded."""
    day = date(2015, 6, 1)
    assert figure(UNKNOWN_AWARD, day, Cell(), "used") == (0, None)
    assert figure(UNKNOWN_AWARD, day, Cell(), "unused") == (None, 2)


MANY_AWARDS = """
[program.p]
name = "P"
years = "2014-2016"
split = { 2014 = 90, 2015 = 90, 2016 = 90 }
strand.a = { name = "A", split = { 2014 = 40, 2015 = 40 } }
"""


def test_awards_with_the_same_strand_and_years_are_one_need() -> None:
    """60 awards: of no strand or of a, and over one of three spans: 6 needs."""
    awards = "".join(
        f"""
[award.x{number}]
program = "p"
{'strand = "a"' if number % 2 else ""}
recipient = "r"
date = 2014-02-01
years = "{("2014-2015", "2014-2016", "2015-2016")[number % 3]}"
amount = 1
"""
        for number in range(60)
    )
    assert Program(LEDGER + MANY_AWARDS + awards, "p", date(2014, 6, 1)).awards() == 6
