"""Every row of the JSON of a balance adds up, by year, strand, joined years and in all.

budget + covered + carried_on = used + remaining + unused + estimate, where each of them is exact;
where some have bounds, both sides can be equal.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
import tomli_w
from hypothesis import given
from hypothesis import strategies as st

from left.programs import Tables, ledgers
from left.test_random import DAYS, few
from left.test_regressions import LEDGER
from tidlig.arithmetic.ledger import Ledger
from tidlig.arithmetic.overview import ProgramOverview, overview
from tidlig.arithmetic.part_overview import part_of
from tidlig.model.entry import Settings
from tidlig.render.balance_data import program_data
from tidlig.source.reading import read

Data = dict[str, Any]
GIVEN = ("budget", "covered", "carried_on")
TAKEN = ("used", "remaining", "unused", "estimate")


def program(text: str, day: date) -> ProgramOverview | None:
    contents = read("programs.toml", text.encode(), holds_settings=True)
    ledger = Ledger(Settings(format=1), (contents,)).until(day)
    return next(iter(overview(ledger, ledger.programs.values(), day)), None)


def rows(whole: ProgramOverview) -> Iterator[Data]:
    """Every object with figures of what is left: of the program, and of each of its strands."""
    for strand in (None, *(strand.id for strand in whole.program.strands), ""):
        data = program_data(part_of(whole, strand))
        yield from (data["total"], *data["by_year"], *data["joined"], *data["strands"])


def bounds(figure: Data | None) -> tuple[Decimal, Decimal] | None:
    """The least and the most of a figure; None where one is not known."""
    if figure is None or None in (figure["least"], figure["most"]):
        return None
    return Decimal(figure["least"]), Decimal(figure["most"])


def side(row: Data, headings: tuple[str, ...]) -> tuple[Decimal, Decimal] | None:
    """The sum of figures; a cell without a line has no budget, and adds none."""
    figures = [bounds(row[name]) for name in headings if name != "budget" or row[name] is not None]
    known = [figure for figure in figures if figure is not None]
    if len(known) < len(figures):
        return None
    return sum((least for least, _ in known), Decimal()), sum(
        (most for _, most in known), Decimal()
    )


def assert_adds_up(row: Data) -> bool:
    """Whether a row could be added up; it fails where it does not add up."""
    given, taken = side(row, GIVEN), side(row, TAKEN)
    if given is None or taken is None:
        return False
    if given[0] == given[1] and taken[0] == taken[1]:
        assert given == taken, row
    assert given[0] <= taken[1], row
    assert taken[0] <= given[1], row
    return True


@few
@given(ledgers(), st.sampled_from(DAYS), st.sampled_from([None, None, "carries-over", "lapses"]))
def test_every_row_adds_up(tables: Tables, day: date, unspent: str | None) -> None:
    if unspent:
        tables["program"]["p"]["unspent"] = unspent
    whole = program(tomli_w.dumps(tables), day)
    for row in rows(whole) if whole else ():
        assert_adds_up(row)
        exact = [
            figure for name in TAKEN if (figure := bounds(row[name])) and figure[0] == figure[1]
        ]
        if len(exact) == len(TAKEN):
            assert row["carried_on"] is None or row["covered"] is not None


TEXT = """
[program.p]
name = "P"
years = "2024-2026"
split = { 2024 = 100, 2025 = 50, 2026 = 50 }
strand.a = { name = "A" }
strand.b = { name = "B", split = { 2025 = 20 } }

[award.x]
program = "p"
strand = "a"
recipient = "r"
date = 2024-02-01
amount = 30

[award.y]
program = "p"
strand = "b"
recipient = "r"
date = 2025-02-01
amount = 25
"""
DAY = date(2025, 6, 1)


def figures(text: str) -> dict[Any, tuple[str, ...]]:
    """What others cover, and what was carried on, by strand ("-": not split) and by year."""
    whole = program(LEDGER + text, DAY)
    assert whole
    data = program_data(whole)
    named = {row["strand"] or "-": row for row in data["strands"]}
    named |= {row["year"]: row for row in data["by_year"]} | {"in all": data["total"]}
    return {
        name: (written(row["covered"]), written(row["carried_on"])) for name, row in named.items()
    }


def written(figure: Data) -> str:
    least, most = figure["least"], figure["most"]
    return least if least == most else f"{least} to {most}"


def test_what_money_not_split_by_strand_pays_is_said_of_each_strand() -> None:
    """All 30 of a, for a has no budget; of b's 25, 5 more than its 20 at least, and all at most.

    It is taken from the money that is not split: 30 + 5 to 30 + 25.
    """
    assert figures(TEXT) == {
        "a": ("30", "0"),
        "b": ("5 to 25", "0"),
        "-": ("-55 to -35", "0"),
        2024: ("0", "0"),
        2025: ("0", "0"),
        2026: ("0", "0"),
        "in all": ("0", "0"),
    }


def test_what_carries_over_is_said_of_the_year_it_left_and_of_the_one_it_came_to() -> None:
    """100 - 30 = 70 of 2024 may be used in 2025; of strands, and in all, it changes nothing."""
    carried = figures(TEXT.replace("split", 'unspent = "carries-over"\nsplit', 1))
    assert {name: figure[1] for name, figure in carried.items()} == {
        "a": "0", "b": "0", "-": "0", 2024: "-70", 2025: "70", 2026: "0", "in all": "0",
    }  # fmt: skip
    assert carried["a"][0] == "30"


def test_what_lapsed_is_not_carried_on() -> None:
    """Of the 70, 10 lapsed."""
    lapse = '\n[lapse.l]\nprogram = "p"\nyear = 2024\namount = 10\ndate = 2025-03-01\n'
    carried = figures(TEXT.replace("split", 'unspent = "carries-over"\nsplit', 1) + lapse)
    assert (carried[2024][1], carried[2025][1]) == ("-60", "60")


@pytest.mark.parametrize(("strand", "budget"), [("a", None), ("b", "20")])
def test_a_strand_that_no_line_gives_money_has_no_budget(strand: str, budget: str | None) -> None:
    """It is blank, not 0, as of a year without a line: money that is not split may be its."""
    whole = program(LEDGER + TEXT, DAY)
    assert whole
    data = program_data(part_of(whole, strand))
    assert [row["budget"] and row["budget"]["most"] for row in data["by_year"]] == [budget]
    assert (data["total"]["budget"] and data["total"]["budget"]["most"]) == budget
