"""A figure of what is left is worked out when it is asked for, and once."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

import pytest

from tidlig.arithmetic.counting import Counted, Counting
from tidlig.arithmetic.figures import WHOLE, Cell
from tidlig.arithmetic.ledger import Ledger
from tidlig.arithmetic.overview import ProgramOverview, overview
from tidlig.arithmetic.uses import Item
from tidlig.arithmetic.what_is_left import ProgramLeft
from tidlig.model.entry import Settings
from tidlig.model.money import UNITS
from tidlig.model.years import one
from tidlig.render.balance_answers import Answers
from tidlig.render.balance_program import ProgramPage
from tidlig.render.figures import Writer
from tidlig.source.reading import read

LEDGER = b"""
[ledger]
format = 1
currency = "DKK"
language = "da"
unit = "kr."

[recipient.by]
name = "Havneby Kommune"
kind = "municipality"

[program.ror]
name = "Ror"
years = "2031-2034"
date = 2031-01-01
split = {2031 = 200, 2032 = 200, 2033 = 200, 2034 = 200}

[program.ror.strand.a]
name = "A"
split = {2031 = 90, 2032 = 90, 2033 = 90, 2034 = 90}

[program.ror.strand.b]
name = "B"
split = {2031 = 90, 2032 = 90, 2033 = 90, 2034 = 90}

[award.t1]
program = "ror"
strand = "a"
recipient = "by"
date = 2031-03-01
years = "2031-2032"
amount = 100

[award.t2]
program = "ror"
strand = "b"
recipient = "by"
date = 2032-03-01
years = "2032-2034"
amount = 150
"""

DAY = date(2032, 6, 1)

FIGURES = ("budget", "used", "remaining", "unused", "lapsed", "unsettled", "rest")


class Asked(Counter[tuple[str, Cell]]):
    """How often each figure of a cell was worked out; `rest` is what the others come from."""

    def cells(self, *headings: str) -> set[Cell]:
        """Return the cells of which any of some figures was worked out."""
        return {cell for heading, cell in self if heading in headings}


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Asked:
    counted = Asked()
    for name in FIGURES:
        monkeypatch.setattr(ProgramLeft, name, counting(name, counted))
    return counted


def counting(name: str, counted: Asked) -> Any:
    work_out = getattr(ProgramLeft, name)

    def count(left: ProgramLeft, cell: Cell, *arguments: Any, **named: Any) -> Any:
        counted[name, cell] += 1
        return work_out(left, cell, *arguments, **named)

    return count


def program() -> ProgramOverview:
    contents = read("programs.toml", LEDGER, holds_settings=True)
    assert not contents.faults
    ledger = Ledger(Settings(format=1), (contents,)).until(DAY)
    (only,) = overview(ledger, ledger.programs.values(), DAY)
    return only


def test_nothing_is_worked_out_before_it_is_asked_for(asked: Asked) -> None:
    shown = program()
    assert len(shown.by_year) == 4
    assert len(shown.strands) == 3
    assert shown.total is shown.figures.left(WHOLE)
    assert not asked


def test_one_figure_is_worked_out_without_the_others(asked: Asked) -> None:
    left = program().figures.left(Cell(one(2032), "a"))
    assert left.used is not None
    assert set(asked) == {("used", Cell(one(2032), "a"))}


def test_a_figure_is_worked_out_once(asked: Asked) -> None:
    shown = program()
    first = shown.total.remaining
    assert first is not None
    assert shown.total.remaining is first
    assert shown.figures.left(Cell()).remaining is first
    assert asked["remaining", WHOLE] == asked["rest", WHOLE] == 1


def test_a_page_asks_for_no_strand_by_year_but_what_remains_in_that_of_the_date(
    asked: Asked,
) -> None:
    shown, writer = program(), Writer(UNITS["kr"], "da")
    ProgramPage(shown, writer).tables()
    Answers(writer, DAY.year).of_program(shown)
    by_year = {
        cell for cell in asked.cells("used", "rest") if cell.strand is not None and cell.years
    }
    assert by_year == {Cell(one(2032), "a"), Cell(one(2032), "b")}
    assert asked.cells("used").isdisjoint(by_year)
    assert max(asked[heading, cell] for heading, cell in asked if heading == "used") == 1


def asked_of_strands(number: int, monkeypatch: pytest.MonkeyPatch) -> int:
    """How often it is asked where something counts, for what remains and is unused of strands."""
    strands = "".join(
        f"[program.p.strand.s{each}]\nname = 's'\nsplit = {{2031 = 9, 2032 = 9, 2033 = 9}}\n"
        f"[award.a{each}]\nprogram = 'p'\nstrand = 's{each}'\namount = 5\ndate = 2031-02-01\n"
        "years = '2031-2032'\nrecipients = {municipality = 1}\n"
        for each in range(number)
    )
    text = (
        "[program.p]\nname = 'P'\nyears = '2031-2033'\n"
        "split = {2031 = 9_000, 2032 = 9_000, 2033 = 9_000}\n"
    )
    ledger = Ledger(Settings(format=1), (read("p.toml", (text + strands).encode()),))
    (program,) = overview(ledger, ledger.programs.values(), date(2032, 6, 1))
    questions = 0
    of = Counting.of

    def counted(self: Counting, item: Item) -> Counted:
        nonlocal questions
        questions += 1
        return of(self, item)

    with monkeypatch.context() as patches:
        patches.setattr(Counting, "of", counted)
        for strand in program.strands[:-1]:
            assert strand.left.remaining is not None
            assert strand.left.unused is not None
    return questions


def test_a_figure_of_a_strand_asks_nothing_of_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    few, many = asked_of_strands(10, monkeypatch), asked_of_strands(40, monkeypatch)
    assert many <= 4 * few
