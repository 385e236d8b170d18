"""What is left of random programs, against the oracle, and what always holds of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

import pytest
import tomli_w
from hypothesis import given, settings
from hypothesis import strategies as st

from left.asking import HEADINGS, Program
from left.description import Span, described
from left.oracle import Bounds, Cell, Figures, Oracle
from left.programs import FIRST, Tables, ledgers
from left.turning_out import MOST_UNKNOWN, reached, unknown

DAYS = (date(2014, 1, 31), date(2014, 10, 1), date(2015, 6, 1), date(2016, 8, 1), date(2019, 1, 1))
YEARS = range(FIRST, FIRST + 5)
MOST_WAYS = 20_000
"""How many ways to lay uses the oracle tries; a program that has more is left out."""

few = settings(max_examples=20)
many = settings(max_examples=3_000)


def sizes_of(tables: Tables) -> range | tuple[int, ...]:
    """The sizes, in kroner, that unknown amounts may turn out to be; fewer if there are many."""
    return range(12) if len(unknown(tables)) <= MOST_UNKNOWN else (0, 1, 2, 4, 12)


def strands_of(tables: Tables) -> list[str]:
    return ["", *tables["program"]["p"].get("strand", {})]


def cells(tables: Tables) -> Iterator[Cell]:
    yield Cell()
    for first in YEARS:
        yield Cell(Span(first, first))
        yield Cell(Span(first, first + 1))
    for strand in strands_of(tables):
        yield Cell(None, strand)
        yield Cell(Span(2015, 2015), strand)


def assert_agrees(tables: Tables, day: date) -> None:
    """Every figure of every cell is what the oracle says."""
    oracle = Oracle(described(tables, "p", day), day)
    if oracle.size() > MOST_WAYS:
        return
    program = Program(tomli_w.dumps(tables), "p", day)
    awards = [entry.amount for entry in oracle.program.awards]
    has_known = not awards or any(amount is not None for amount in awards)
    for cell in cells(tables):
        expected, actual = oracle.left(cell), program.figures(cell)
        if cell.strand is not None or expected["used"] is None or not has_known:
            leave_out_what_is_blank(expected, actual)
        for heading in HEADINGS if None in awards else []:
            leave_out_if_within(expected, actual, heading)
            if expected[heading] != actual[heading]:
                furthest = reached(tables, day, cell, heading, sizes_of(tables))
                leave_out_if_reached(expected, actual, heading, furthest)
        del expected["lapsed"], actual["lapsed"]
        assert expected == actual, (cell, day, tomli_w.dumps(tables))


def leave_out_what_is_blank(expected: Figures, actual: Figures) -> None:
    """Blank are more figures of one than of the other.

    The rules do not say which figures of a strand without lines are blank, and which are 0. Where
    nothing is known of a year of a span, and where all awards are unknown, test_regressions
    has faults.
    """
    for heading in HEADINGS:
        if expected[heading] is None or actual[heading] is None:
            expected[heading] = actual[heading] = None


def leave_out_if_within(expected: Figures, actual: Figures, heading: str) -> None:
    """Let bounds be narrower: the oracle opens all that an unknown award is near to."""
    widest, found = expected[heading], actual[heading]
    if widest and found and is_within(found, widest):
        expected[heading] = found


def leave_out_if_reached(expected: Figures, actual: Figures, heading: str, reached: Bounds) -> None:
    """Let bounds be wider as far as some size of the unknown awards takes them.

    The oracle has them take nothing from other uses.
    """
    narrowest, found = expected[heading], actual[heading]
    if narrowest and found and all(map(is_bound_known, found, narrowest, reached)):
        expected[heading] = found


def is_bound_known(found: int | None, expected: int | None, reached: int | None) -> bool:
    """Whether a bound is what it should be, or what an amount takes it to."""
    return found in (None, expected, reached)


def is_within(inner: Bounds, outer: Bounds) -> bool:
    return edge(outer[0], -1) <= edge(inner[0], -1) and edge(inner[1], 1) <= edge(outer[1], 1)


def edge(bound: int | None, sign: int) -> float:
    return sign * float("inf") if bound is None else bound


@few
@given(ledgers(), st.sampled_from(DAYS))
def test_what_is_left_is_what_the_oracle_says(tables: Tables, day: date) -> None:
    assert_agrees(tables, day)


@pytest.mark.long
@many
@given(ledgers())
def test_what_is_left_is_what_the_oracle_says_of_thousands(tables: Tables) -> None:
    for day in DAYS:
        assert_agrees(tables, day)


def assert_holds(tables: Tables, day: date) -> None:
    """The invariants; amounts are of the program as a whole unless a cell is named."""
    program = Program(tomli_w.dumps(tables), "p", day)
    for cell in cells(tables):
        figures = program.figures(cell)
        for bounds in figures.values():
            assert (
                bounds is None or bounds[0] is None or bounds[1] is None or bounds[0] <= bounds[1]
            )
        if figures["lapsed"] == (0, 0):
            assert figures["unused"] == figures["unsettled"]
        assert_adds_up(cell, figures)
        assert_is_settled(figures)
    for year in range(FIRST, day.year):
        assert program.figures(Cell(Span(year, year)))["remaining"] in {(0, 0), None}


def assert_adds_up(cell: Cell, figures: Figures) -> None:
    """The budget less what is used is what is left, where all of it is exact."""
    parts = [figures[heading] for heading in ("budget", "used", "remaining", "unused", "estimate")]
    if cell != Cell() or any(part is None or part[0] != part[1] for part in parts):
        return
    budget, used, *left = [part[0] for part in parts if part is not None and part[0] is not None]
    assert budget - used == sum(left)


def assert_is_settled(figures: Figures) -> None:
    """What is unused has lapsed or is unsettled, where all of it is exact."""
    parts = [figures[heading] for heading in ("unused", "lapsed", "unsettled")]
    exact = [part[0] for part in parts if part and part[0] is not None and part[0] == part[1]]
    if len(exact) == len(parts):
        unused, lapsed, unsettled = exact
        assert unused == lapsed + unsettled


def assert_years_add_up(tables: Tables, day: date) -> None:
    """Years that spans join, together, and the other years one by one add up to the whole."""
    program = Program(tomli_w.dumps(tables), "p", day)
    whole = program.figures(Cell())
    parts = [program.figures(Cell(Span(*years))) for years in program.groups_of_years()]
    for heading in ("used", "remaining", "unused", "estimate"):
        total, bounds = whole[heading], [part[heading] for part in parts]
        known = [part for part in bounds if part is not None]
        if total is None or len(known) < len(bounds):
            continue
        assert sum(edge(part[0], -1) for part in known) == edge(total[0], -1)
        assert sum(edge(part[1], 1) for part in known) == edge(total[1], 1)


def assert_parts_contain_the_whole(tables: Tables, day: date) -> None:
    """Strands and what is not split add up to the whole, within their bounds."""
    program = Program(tomli_w.dumps(tables), "p", day)
    whole = program.figures(Cell())
    parts = [program.figures(Cell(None, strand)) for strand in strands_of(tables)]
    for heading in ("remaining", "unused", "estimate", "used"):
        total, bounds = whole[heading], [part[heading] for part in parts]
        if total is None or any(part is None for part in bounds):
            continue
        known = [part for part in bounds if part is not None]
        least = sum(edge(part[0], -1) for part in known)
        most = sum(edge(part[1], 1) for part in known)
        assert least <= edge(total[0], -1)
        assert edge(total[1], 1) <= most


@few
@given(ledgers(), st.sampled_from(DAYS))
def test_what_always_holds(tables: Tables, day: date) -> None:
    assert_holds(tables, day)
    assert_years_add_up(tables, day)
    assert_parts_contain_the_whole(tables, day)


@pytest.mark.long
@many
@given(ledgers(), st.sampled_from(DAYS))
def test_what_always_holds_of_thousands(tables: Tables, day: date) -> None:
    assert_holds(tables, day)
    assert_years_add_up(tables, day)
    assert_parts_contain_the_whole(tables, day)


@few
@given(ledgers(), st.sampled_from(DAYS))
def test_the_order_of_entries_changes_nothing(tables: Tables, day: date) -> None:
    turned = {
        kind: entries if kind == "ledger" else dict(reversed(entries.items()))
        for kind, entries in reversed(tables.items())
    }
    before, after = (
        Program(tomli_w.dumps(tables), "p", day),
        Program(tomli_w.dumps(turned), "p", day),
    )
    for cell in cells(tables):
        assert before.figures(cell) == after.figures(cell)


@few
@given(ledgers())
def test_what_is_closed_never_remains_again(tables: Tables) -> None:
    for day, later in pairwise(DAYS):
        text = tomli_w.dumps(tables)
        before, after = Program(text, "p", day), Program(text, "p", later)
        for year in YEARS:
            cell = Cell(Span(year, year))
            if before.state(cell) == "closed" and year < day.year:
                assert after.figures(cell)["remaining"] in {(0, 0), None}
