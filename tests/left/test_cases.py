"""Ledgers with figures that were worked by hand: at least one for each rule, and more beside us."""

from __future__ import annotations

import os
import tomllib
from pathlib import Path

import pytest

from harness.running import ROOT
from left.asking import Program
from left.description import Span, described
from left.notation import Expectation, bounds, expectations
from left.oracle import Cell, Figures, Oracle, place

OURS = Path(__file__).parent / "cases"
SHARED = Path(os.environ.get("TIDLIG_CASES", ROOT.parent / "shared" / "cases" / "left"))
"""Where more cases are, beside the project unless told otherwise; they are no part of it."""

Case = tuple[Path, Expectation]
NOT_OF_A_CELL = ("agreed", "state")


def cases(folder: Path) -> list[Case]:
    return [
        (path, expected)
        for path in sorted(folder.glob("*.toml"))
        for expected in expectations(path.read_text(encoding="utf-8"))
        if expected.figures
    ]


def name(part: Path | Expectation) -> str:
    return part.stem if isinstance(part, Path) else part.text


def cell_of(expected: Expectation) -> Cell:
    return Cell(Span(*expected.years) if expected.years else None, expected.strand)


@pytest.mark.parametrize(("path", "expected"), cases(OURS) + cases(SHARED), ids=name)
def test_what_is_left_is_what_was_worked_by_hand(path: Path, expected: Expectation) -> None:
    program = Program(path.read_text(encoding="utf-8"), expected.program, expected.day)
    cell = cell_of(expected)
    if "state" in expected.figures:
        assert expected.figures["state"] == program.state(cell)
    assert_agrees(expected, program.figures(cell))


def assert_agrees(expected: Expectation, figures: Figures) -> None:
    for heading, said in expected.figures.items():
        if heading not in NOT_OF_A_CELL:
            assert bounds(said) == figures[heading], heading


@pytest.mark.parametrize(("path", "expected"), cases(OURS), ids=name)
def test_the_oracle_says_what_was_worked_by_hand(path: Path, expected: Expectation) -> None:
    tables = tomllib.loads(path.read_text(encoding="utf-8"))
    oracle = Oracle(described(tables, expected.program, expected.day), expected.day)
    if "state" in expected.figures and expected.years:
        assert expected.figures["state"] == oracle.state(place(expected.years[0], ""))
    assert_agrees(expected, oracle.left(cell_of(expected)))


@pytest.mark.long
@pytest.mark.parametrize(("path", "expected"), cases(SHARED), ids=name)
def test_the_oracle_says_what_is_beside_us(path: Path, expected: Expectation) -> None:
    test_the_oracle_says_what_was_worked_by_hand(path, expected)


def test_the_cases_beside_us_are_here() -> None:
    if not SHARED.is_dir():
        pytest.skip(f"{SHARED} is not here; TIDLIG_CASES names the folder that has the cases")
    assert cases(SHARED)


def test_each_case_of_ours_names_its_rule_and_shows_its_sum() -> None:
    for path in OURS.glob("*.toml"):
        assert path.name.startswith("rule-")
        assert path.read_text(encoding="utf-8").startswith("# ")
