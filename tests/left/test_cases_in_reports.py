"""What was worked by hand stands in the JSON and in the table of `tidlig balance`."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from harness.running import environment, run, workshop
from left.notation import Bounds, Expectation, bounds
from left.test_cases import OURS, SHARED, Case, cases, name

Data = dict[str, Any]


@cache
def balance(path: Path, day: str, program: str, form: str) -> str:
    """Return what `tidlig balance` prints of a program as of a day, in a format."""
    with workshop() as (ledger, memory):
        (ledger / "programs.toml").write_bytes(path.read_bytes())
        arguments = ("balance", program, "--as-of", day, "--format", form)
        result = run(*arguments, folder=ledger, environment=environment(memory))
    assert result.out, result.err
    return result.out


def part_of_json(expected: Expectation, program: Data) -> Data | None:
    """Return the object of the JSON that an expectation is about; None where there is none."""
    if expected.years is None:
        return part_of_strand(expected, program)
    first, last = expected.years
    if first == last:
        years = [row for row in program["by_year"] if row["year"] == first]
    else:
        years = [row for row in program["joined"] if row["years"] == [first, last]]
    return years[0] if years else None


def part_of_strand(expected: Expectation, program: Data) -> Data | None:
    if expected.strand is None:
        total: Data = program["total"]
        return total
    rows = [row for row in program["strands"] if row["strand"] == (expected.strand or None)]
    return rows[0] if rows else None


def in_ore(figure: Data | None) -> tuple[int | None, int | None] | None:
    if figure is None:
        return None
    least, most = figure["least"], figure["most"]
    return in_ore_of(least), in_ore_of(most)


def in_ore_of(kroner: str | None) -> int | None:
    if kroner is None:
        return None
    whole, _, part = kroner.partition(".")
    sign = -1 if whole.startswith("-") else 1
    return int(whole) * 100 + sign * int(part.ljust(2, "0") if part else "0")


@pytest.mark.parametrize(("path", "expected"), cases(OURS) + cases(SHARED), ids=name)
def test_json_says_what_was_worked_by_hand(path: Path, expected: Expectation) -> None:
    text = balance(path, expected.day.isoformat(), expected.program, "json")
    (program,) = json.loads(text)["programs"]
    part = part_of_json(expected, program)
    if part is None:
        assert expected.years or expected.strand is not None
        pytest.skip("the JSON has joined years only where a span joins them")
    for heading, said in expected.figures.items():
        if heading == "state":
            assert said == part["state"]
        else:
            assert bounds(said) == in_ore(part[heading]), heading


def test_nearly_every_case_stands_in_the_json() -> None:
    absent = [case for case in cases(OURS) + cases(SHARED) if is_absent(case)]
    assert len(absent) <= 2, absent


def is_absent(case: Case) -> bool:
    path, expected = case
    text = balance(path, expected.day.isoformat(), expected.program, "json")
    return part_of_json(expected, json.loads(text)["programs"][0]) is None


WORDS = {
    "used": "forbrug",
    "remaining": "til rådighed",
    "unused": "uforbrugt",
    "estimate": "bo",
}


@pytest.mark.parametrize(("path", "expected"), cases(OURS) + cases(SHARED), ids=name)
def test_the_page_says_what_was_worked_by_hand_of_the_program(
    path: Path, expected: Expectation
) -> None:
    if expected.years or expected.strand is not None:
        pytest.skip("it is said of a part of the program")
    page = balance(path, expected.day.isoformat(), expected.program, "md")
    for heading, said in expected.figures.items():
        figures = bounds(said)
        if figures is None or is_blank(heading, figures):
            continue
        if heading in WORDS and figures != (0, 0):
            lines = [line for line in page.splitlines() if is_of(line, WORDS[heading])]
            for figure in figures:
                assert figure is None or in_millions(figure) in "\n".join(lines), (heading, page)


def is_blank(heading: str, figures: Bounds) -> bool:
    """Whether a page leaves it out: bounds of what is used follow from those of what is left."""
    return heading == "used" and None not in figures and figures[0] != figures[1]


def is_of(line: str, word: str) -> bool:
    """Whether a line of Markdown has the figures of a heading, or the bounds below one."""
    cells = line.lower().strip("|- *").split("|")
    bound = cells[0].replace("&nbsp;", "").strip() in ("mindst", "højst")
    return cells[0].strip(" *").startswith(word) or bound


def in_millions(ore: int) -> str:
    tenths = ore // 10_000_000
    assert tenths * 10_000_000 == ore
    sign = "-" if tenths < 0 else ""
    return f"{sign}{abs(tenths) // 10},{abs(tenths) % 10}"
