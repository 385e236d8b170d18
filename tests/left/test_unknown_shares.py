"""Years of a program's split, shares of strands and totals that nobody has stated, by hand.

A share adds to its strand and takes as much from what is not split. Amounts are in kroner.
"""

from __future__ import annotations

from datetime import date

import pytest

from left.asking import overview_of
from left.description import Span
from left.oracle import Bounds, Cell
from left.test_regressions import LEDGER, figure
from tidlig.arithmetic import figures
from tidlig.arithmetic.figures import Figure
from tidlig.arithmetic.overview import ProgramOverview
from tidlig.arithmetic.part_overview import PartOverview

KRONE = 100

YEAR_UNKNOWN = """
[program.p]
name = "P"
years = "2024-2026"
date = 2024-01-01
split = { 2024 = "unknown", 2025 = 7, 2026 = 10 }

[award.w]
program = "p"
recipient = "r"
date = 2024-03-01
amount = 3
"""
ONLY_YEAR_UNKNOWN = """
[program.p]
name = "P"
years = 2025
date = 2025-01-01
split = { 2025 = "unknown" }
"""
SHARE_OF_A_SPAN = """
[program.p]
name = "P"
years = "2025-2026"
date = 2025-01-01
total = 39
strand.b = { name = "B", split = { 2025 = "unknown", 2026 = 4 } }
"""
SHARE_OF_A_YEAR = """
[program.p]
name = "P"
years = "2024-2025"
date = 2024-01-01
split = { 2024 = 10, 2025 = 10 }
strand.a = { name = "A", split = { 2024 = "unknown", 2025 = 2 } }
"""
UNKNOWN_TOTAL = """
[program.p]
name = "P"
years = "2025-2028"
date = 2024-01-01
total = "unknown"
"""
UNKNOWN_YEARLY = UNKNOWN_TOTAL.replace("total", "yearly")
IN_2024, IN_2025, IN_2026 = (Cell(Span(year, year)) for year in (2024, 2025, 2026))


def program(text: str, day: date) -> ProgramOverview:
    return overview_of(LEDGER + text, "p", day)


def kroner(figure: Figure | None) -> Bounds | None:
    if figure is None:
        return None
    least, most = (None if ore is None else ore // KRONE for ore in figure[:2])
    return least, most


@pytest.mark.parametrize(
    ("cell", "heading", "expected"),
    [
        (IN_2024, "budget", (0, None)),
        (IN_2024, "remaining", (-3, None)),
        (IN_2025, "remaining", (7, 7)),
        (Cell(), "budget", (17, None)),
        (Cell(), "binding", (17, None)),
        (Cell(), "used", (3, 3)),
        (Cell(), "remaining", (14, None)),
    ],
)
def test_a_year_of_a_split_that_is_unknown_adds_what_nobody_has_stated(
    cell: Cell, heading: str, expected: Bounds
) -> None:
    """7 + 10 = 17 and more; 17 - 3 = 14 and more."""
    assert expected == figure(YEAR_UNKNOWN, date(2024, 6, 1), cell, heading)


@pytest.mark.parametrize("heading", ["budget", "remaining"])
def test_the_only_year_of_a_split_is_not_nothing(heading: str) -> None:
    assert figure(ONLY_YEAR_UNKNOWN, date(2025, 6, 1), Cell(), heading) == (0, None)


def test_an_act_states_the_year_that_the_split_did_not() -> None:
    act = (
        '[appropriation.p]\nact = "FL2025"\nprogram = "p"\ndate = 2025-02-01\nsplit = { 2025 = 6 }'
    )
    assert figure(ONLY_YEAR_UNKNOWN + act, date(2025, 6, 1), Cell(), "budget") == (6, 6)


@pytest.mark.parametrize("text", [UNKNOWN_TOTAL, UNKNOWN_YEARLY], ids=["total", "yearly"])
@pytest.mark.parametrize("year", [2024, 2025, 2030])
@pytest.mark.parametrize("heading", ["budget", "binding"])
def test_an_unknown_total_without_an_act_is_no_budget_of_nothing(
    text: str, year: int, heading: str
) -> None:
    assert figure(text, date(year, 6, 1), Cell(), heading) is None


@pytest.mark.parametrize("year", [2024, 2025])
def test_of_an_unknown_total_nobody_says_what_remains(year: int) -> None:
    assert figure(UNKNOWN_TOTAL, date(year, 6, 1), Cell(), "remaining") is None


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (IN_2025, (0, None)),
        (IN_2026, (4, 4)),
        (Cell(strand="b"), (4, None)),
        (Cell(strand=""), (None, 35)),
        (Cell(), (39, 39)),
    ],
    ids=["2025", "2026", "b", "not split", "all"],
)
def test_a_share_that_is_unknown_adds_to_its_strand(cell: Cell, expected: Bounds) -> None:
    """39 - 4 = 35 less the share is not split, in 2025-2026; the share comes back in 2025."""
    assert expected == figure(SHARE_OF_A_SPAN, date(2025, 6, 1), cell, "remaining")


def test_a_share_moves_within_what_is_unreported() -> None:
    over = program(SHARE_OF_A_SPAN, date(2027, 6, 1))
    assert kroner(over.unreported) == (39, 39)
    assert kroner(over.joined[0].left.binding) == (39, 39)
    assert kroner(PartOverview(over, "b").unreported) == (4, None)
    assert kroner(PartOverview(over, "").unreported) == (None, 35)


@pytest.mark.parametrize(
    ("year", "whole", "strand", "rest"),
    [(2025, (10, 10), (0, None), (None, 10)), (2027, (20, 20), (2, None), (None, 18))],
)
def test_a_year_of_a_strand_with_a_share_alone_is_unreported(
    year: int, whole: Bounds, strand: Bounds, rest: Bounds
) -> None:
    """Nothing is known of the use of 2024, and so not of the share of a."""
    found = program(SHARE_OF_A_YEAR, date(year, 6, 1))
    part = PartOverview(found, "a")
    assert kroner(found.unreported) == whole
    assert kroner(part.unreported) == strand
    assert part.total.unused is None
    assert kroner(PartOverview(found, "").unreported) == rest


AGREED = '[agreement.a]\nprogram = "p"\nyears = "2024-2025"\ntotal = "unknown"'


def test_an_agreement_of_an_unknown_amount_sets_aside_what_nobody_has_stated() -> None:
    agreed = program(SHARE_OF_A_YEAR + AGREED, date(2024, 6, 1)).agreed
    assert kroner(agreed) == (0, None)


def test_an_agreement_of_an_unknown_amount_leaves_nothing_uncommitted() -> None:
    own = '[program.p]\nname = "P"\nyears = "2024-2025"\ndate = 2024-01-01\n'
    found = program(own + AGREED, date(2024, 6, 1))
    assert found.figures.uncommitted(figures.Cell(found.program.years)) is None
    assert found.joined == ()
