"""An unknown amount that moves between strands over several years, in figures worked by hand.

What moves lies in each of the years, nobody knows how much: a strand that it comes to has at least
what is stated, one that it goes from at most. In the program as a whole, and each year, it nets.
"""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from left.asking import Program
from left.description import Span
from left.oracle import Bounds, Cell
from left.programs import Tables, ledgers
from left.test_random import (
    DAYS,
    assert_agrees,
    assert_holds,
    assert_parts_contain_the_whole,
    assert_years_add_up,
    few,
    is_within,
    many,
    strands_of,
)
from left.test_regressions import LEDGER, figure

pytestmark = pytest.mark.long

ENDS = {"": '{ program = "p" }', **{id: f'{{ program = "p", strand = "{id}" }}' for id in "ab"}}
UNKNOWN = 'years = "2014-2015"\namount = "unknown"'


def move(origin: str, target: str, amount: str) -> str:
    """A reprioritisation from one strand to another; the strand "" is the program itself."""
    ends = f"from = {ENDS[origin]}\nto = {ENDS[target]}"
    return f"[reprioritisation.m]\ndate = 2014-03-01\n{ends}\n{amount}\n"


TEXT = """
[program.p]
name = "P"
years = "2014-2016"
split = { 2014 = 40, 2015 = 40, 2016 = 20 }
strand.a = { name = "A", split = { 2014 = 10, 2015 = 10, 2016 = 10 } }
strand.b = { name = "B", split = { 2014 = 10, 2015 = 10, 2016 = 10 } }

[award.x]
program = "p"
strand = "a"
recipient = "r"
date = 2014-02-01
amount = 3
"""
AWARD_OF_NO_STRAND = """
[award.y]
program = "p"
recipient = "r"
date = 2015-02-01
amount = 35
"""
OVER_TWO_YEARS = """
[award.y]
program = "p"
recipient = "r"
date = 2014-02-01
years = "2014-2015"
amount = 15
"""
ACCOUNTS = """
[outturn.o]
program = "p"
year = 2014
strand = "a"
amount = 12
date = 2015-03-01
"""
DAY = date(2015, 6, 1)
"""2014 is closed, 2015 and 2016 are open, and there is no act."""


def cell(strand: str | None, year: int | None = None) -> Cell:
    return Cell(None if year is None else Span(year, year), strand)


@pytest.mark.parametrize(
    ("strand", "year", "budget", "remaining", "unused"),
    [
        ("a", None, (30, None), (20, None), (7, None)),
        ("a", 2014, (10, None), (0, 0), (7, None)),
        ("a", 2015, (10, None), (10, None), (0, 0)),
        ("a", 2016, (10, 10), (10, 10), (0, 0)),
        ("b", None, (30, 30), (20, 20), (10, 10)),
        ("", None, (None, 40), (None, 20), (None, 20)),
        ("", 2014, (None, 20), (0, 0), (None, 20)),
        ("", 2015, (None, 20), (None, 20), (0, 0)),
        (None, None, (100, 100), (60, 60), (37, 37)),
        (None, 2014, (40, 40), (0, 0), (37, 37)),
        (None, 2015, (40, 40), (40, 40), (0, 0)),
    ],
)
def test_what_moves_between_strands_over_years_is_in_each_of_these(
    strand: str | None, year: int | None, budget: Bounds, remaining: Bounds, unused: Bounds
) -> None:
    """40 of 2014 are 10 of a, 10 of b and 20 of neither, as in 2015; 3 of a are used in 2014."""
    text, asked = TEXT + move("", "a", UNKNOWN), cell(strand, year)
    assert figure(text, DAY, asked, "budget") == budget
    assert figure(text, DAY, asked, "remaining") == remaining
    assert figure(text, DAY, asked, "unused") == unused


@pytest.mark.parametrize(
    ("strand", "without", "used"),
    [("a", (8, 13), (8, None)), ("b", (5, 10), (None, 10)), ("", (15, 20), (None, 20))],
)
def test_an_award_of_no_strand_may_use_what_came_to_a_strand(
    strand: str, without: Bounds, used: Bounds
) -> None:
    """35 of the 40 of 2015 take 5 to 10 of a and of b, and 15 to 20 of neither. 3 of a are used.

    Of 20 that came to a, 30 may be used, and then 0 to 5 of b, and of neither.
    """
    text = TEXT + AWARD_OF_NO_STRAND
    assert figure(text, DAY, cell(strand), "used") == without
    assert figure(text + move("", "a", UNKNOWN), DAY, cell(strand), "used") == used


def test_an_award_cannot_use_more_than_it_is() -> None:
    """All 5 of it may be of a's 10 before anything comes to a: 3 to 8 are used."""
    text = TEXT + AWARD_OF_NO_STRAND.replace("35", "5") + move("", "a", UNKNOWN)
    assert figure(text, DAY, cell("a"), "used") == (3, 8)


@pytest.mark.parametrize("unspent", ["", 'unspent = "carries-over"', 'unspent = "lapses"'])
@pytest.mark.parametrize("ends", [("", "a"), ("a", ""), ("a", "b")])
@pytest.mark.parametrize(
    "more", ["", AWARD_OF_NO_STRAND, OVER_TWO_YEARS, ACCOUNTS, OVER_TWO_YEARS + ACCOUNTS]
)
def test_what_moved_between_strands_turns_out_to_be_was_within_bounds(
    more: str, ends: tuple[str, str], unspent: str
) -> None:
    """However much moved in either year, no more than there was."""
    text = LEDGER + TEXT.replace('"2014-2016"', f'"2014-2016"\n{unspent}', 1) + more
    cells = [cell(id, year) for id in (None, "a", "b", "") for year in (None, 2014, 2015, 2016)]
    for day in (date(2014, 6, 1), DAY, date(2016, 6, 1), date(2017, 6, 1)):
        before = Program(text + move(*ends, UNKNOWN), "p", day)
        for first, second in ((1, 0), (0, 7), (4, 3), (10, 10)):
            amount = f"amount = {{ 2014 = {first}, 2015 = {second} }}"
            known = Program(text + move(*ends, amount), "p", day)
            for asked in cells:
                allowed = before.figures(asked)
                for heading, bounds in known.figures(asked).items():
                    within = allowed[heading]
                    if bounds and within:
                        assert is_within(bounds, within), (day, asked, heading, first, second)


KNOWN_MOVE = """
[program.p]
name = "P"
years = "2014-2016"
split = { 2014 = 10, 2015 = 10, 2016 = 10 }
strand.a = { name = "A", split = { 2014 = 6, 2015 = 6, 2016 = 6 } }
strand.b = { name = "B", split = { 2014 = 4, 2015 = 4, 2016 = 4 } }
""" + move("a", "b", 'years = "2015-2016"\namount = 2')


@pytest.mark.parametrize("day", [date(2015, 6, 1), date(2016, 6, 1)])
@pytest.mark.parametrize("used", [1, 5])
def test_a_known_move_between_strands_changes_no_year_of_the_program(used: int, day: date) -> None:
    """Each year of the program has 10, whoever has the 2; 1 or 5 of 2015 are awarded.

    One strand has 2 less in one of the years, or shares of it in both: 4 to 6 of a.
    """
    text = KNOWN_MOVE + AWARD_OF_NO_STRAND.replace("35", str(used))
    of_2015, of_2016 = ("remaining", "unused")[day.year > 2015], "remaining"
    assert figure(text, day, cell(None, 2015), of_2015) == (10 - used, 10 - used)
    assert figure(text, day, cell(None, 2016), of_2016) == (10, 10)
    assert figure(text, day, cell(None, 2014), "unused") == (10, 10)
    assert figure(text, day, cell("a", 2016), of_2016) == (4, 6)
    assert figure(text, day, cell("b", 2016), of_2016) == (4, 4)


def test_what_was_moved_out_of_the_program_may_be_of_either_year() -> None:
    """2 went to another: 8 to 10 are left of each year."""
    text = KNOWN_MOVE.replace('to = { program = "p", strand = "b" }', 'to = { outside = "x" }')
    for year in (2015, 2016):
        assert figure(text, DAY, cell(None, year), "remaining") == (8, 10)


def test_a_strand_that_must_give_in_one_year_leaves_the_program_within_its_bounds() -> None:
    """A has nothing in 2016, so it gives the 2 in 2015, and b, which uses 6 of its 4, in 2016.

    That b has them a year later nobody wrote: 2015 has 8, and 2016 is not overdrawn.
    """
    text = KNOWN_MOVE.replace("2016 = 6 }", "2016 = 0 }").replace("2016 = 10", "2016 = 4")
    text += (
        AWARD_OF_NO_STRAND.replace("2015-02-01", "2016-02-01")
        .replace('program = "p"', 'program = "p"\nstrand = "b"')
        .replace("35", "6")
    )
    day = date(2016, 6, 1)
    assert figure(text, day, cell(None, 2015), "unused") == (8, 8)
    assert figure(text, day, cell(None, 2016), "remaining") == (0, 0)


@st.composite
def moving(draw: st.DrawFn) -> Tables:
    """A ledger without acts or unknown amounts, in which strands move money over some years."""
    tables = draw(ledgers())
    strands, own = strands_of(tables), tables["program"]["p"]
    first, _, last = str(own["years"]).partition("-")
    assume(len(strands) > 1 and last)
    own.pop("act", None)
    own.pop("unspent", None)
    tables["appropriation"] = {}
    for award in tables["award"].values():
        if award["amount"] == "unknown":
            award["amount"] = 2
    ends = [{"program": "p", "strand": id} if id else {"program": "p"} for id in strands]
    origin, target = draw(st.permutations(ends))[:2]
    begin = draw(st.integers(int(first), int(last) - 1))
    tables["reprioritisation"] = {
        "m": {
            "date": date(2014, 1, 2),
            "amount": draw(st.integers(1, 3)),
            "from": origin,
            "to": target,
            "years": f"{begin}-{draw(st.integers(begin + 1, int(last)))}",
        }
    }
    return tables


def assert_nets(tables: Tables, day: date) -> None:
    assert_agrees(tables, day)
    assert_holds(tables, day)
    assert_years_add_up(tables, day)
    assert_parts_contain_the_whole(tables, day)


@few
@given(moving(), st.sampled_from(DAYS))
def test_what_moves_between_strands_is_what_the_oracle_says(tables: Tables, day: date) -> None:
    assert_nets(tables, day)


@pytest.mark.long
@many
@given(moving(), st.sampled_from(DAYS))
def test_what_moves_is_what_the_oracle_says_of_thousands(tables: Tables, day: date) -> None:
    assert_nets(tables, day)
