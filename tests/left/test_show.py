"""`tidlig show` says of a program and of each strand what `tidlig balance` says of it."""

from __future__ import annotations

import os
import shutil
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from harness.running import ROOT, environment, run, workshop
from left.notation import expectations
from left.test_cases import OURS, SHARED
from render.printed_tables import Printed, tables_of_markdown

WORDS = ("bevilling i alt", "forbrug", "til rådighed", "uforbrugt", "ikke oplyst", "BO")


def outputs(ledger: Path, memory: Path, id: str, day: str) -> tuple[str, str]:
    """Return what `show` and `balance` print of an id, as Markdown."""
    pages = []
    for command in ("show", "balance"):
        arguments = (command, id, "--as-of", day, "--format", "md")
        result = run(*arguments, folder=ledger, environment=environment(memory))
        assert result.out, result.err
        pages.append(result.out)
    return pages[0], pages[1]


def tables(page: str) -> Iterator[str]:
    yield from (block for block in page.split("\n\n") if block.startswith("|"))


def answers(page: str) -> list[str]:
    """Return the answers of a balance: its first list."""
    block = next(block for block in page.split("\n\n") if block.startswith("- **"))
    return block.splitlines()


def assert_same_of_program(show: str, balance: str) -> None:
    if "tæller ikke med" in show:
        return  # the program itself takes effect later, and its page has no figures
    for answer in answers(balance):
        assert answer in show.splitlines()
    of_strands = [table for table in tables(balance) if "| delinitiativ |" in table.split("\n")[0]]
    for table in of_strands:
        assert table in list(tables(show))


def totals(balance: str) -> dict[str, str]:
    """Return the totals of the years of a balance, by heading: with years across, or down."""
    years = next(tables_of_markdown(balance), None)
    if years is None:
        return {}
    if years.headings[0] == "":
        return across(years)
    row = dict(years.rows).get("i alt") or years.rows[-1][1]
    return {head: cell for head, cell in zip(years.headings, row, strict=True) if head in WORDS}


def across(years: Printed) -> dict[str, str]:
    """Return the last column that is of all binding years."""
    at = years.headings.index("i alt") if "i alt" in years.headings else len(years.headings) - 1
    return {name: cells[at] for name, cells in years.rows if name in WORDS}


def assert_same_of_strand(show: str, balance: str) -> int:
    """Compare the figures that both print; return how many there are."""
    own = dict(
        line.removeprefix("- **").split(":** ", 1)
        for line in show.splitlines()
        if line.startswith("- **")
    )
    compared = 0
    for heading, cell in totals(balance).items():
        if heading in own and cell != "–":
            assert own[heading] == (cell or "ikke oplyst"), (heading, balance)
            compared += 1
    return compared


def strands_of(text: str, program: str) -> list[str]:
    return list(tomllib.loads(text)["program"][program].get("strand", {}))


PROGRAMS = tomllib.loads((ROOT / "data" / "programs.toml").read_text("utf-8"))["program"]


@pytest.mark.parametrize("day", ["2015-04-01", "2019-01-01", "2026-11-27"])
@pytest.mark.parametrize("program", PROGRAMS)
def test_a_program_of_the_public_record_is_shown_as_balanced(program: str, day: str) -> None:
    with workshop() as (folder, memory):
        ledger = folder / "data"
        shutil.copytree(ROOT / "data", ledger)
        if run("balance", program, "--as-of", day, folder=ledger,
               environment=environment(memory)).code:  # fmt: skip
            pytest.skip("nothing of it has taken effect")
        assert_same_of_program(*outputs(ledger, memory, program, day))
        for strand in PROGRAMS[program].get("strand", {}):
            pages = outputs(ledger, memory, f"{program}/{strand}", day)
            assert_same_of_strand(*pages)


def test_the_strands_of_a_program_with_unreported_years_have_their_figures() -> None:
    with workshop() as (folder, memory):
        ledger = folder / "data"
        shutil.copytree(ROOT / "data", ledger)
        show, _ = outputs(ledger, memory, "15.26.03", "2026-11-27")
        of_strand, _ = outputs(ledger, memory, "15.26.03/pulje", "2026-11-27")
    rows = dict(row for table in tables_of_markdown(show) for row in table.rows)
    assert rows[".10"][2:4] == ["562,1", "ca. 404,0"]
    assert rows[".10"][4] == "ca. 10,3"
    assert rows[".20"][3:5] == ["ca. 5,5", "ca. 1,5"]
    assert "- **forbrug:** ca. 404,0" in of_strand
    assert "- **uforbrugt:** ca. 10,3" in of_strand
    assert "- **ikke oplyst:** 147,8" in of_strand


CASES = sorted(OURS.glob("*.toml")) + sorted(SHARED.glob("*.toml"))


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_a_case_worked_by_hand_is_shown_as_balanced(path: Path) -> None:
    text = path.read_text("utf-8")
    said = {each.program: each.day.isoformat() for each in expectations(text)}
    with workshop() as (ledger, memory):
        (ledger / "programs.toml").write_bytes(path.read_bytes())
        for program, day in said.items():
            assert_same_of_program(*outputs(ledger, memory, program, day))
            for strand in strands_of(text, program):
                assert_same_of_strand(*outputs(ledger, memory, f"{program}/{strand}", day))


def test_the_cases_beside_us_are_shown_too() -> None:
    if not SHARED.is_dir():
        pytest.skip(f"{os.fspath(SHARED)} is not here; TIDLIG_CASES names the folder of the cases")
    assert len(CASES) > len(list(OURS.glob("*.toml")))
