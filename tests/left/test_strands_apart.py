"""Strands that can pay for themselves are left out of a figure of another, which moves nothing."""

from __future__ import annotations

from datetime import date
from random import Random
from typing import Any

import pytest

from tidlig.arithmetic.ledger import Ledger
from tidlig.arithmetic.overview import overview
from tidlig.arithmetic.use_groups import Group
from tidlig.arithmetic.use_network import UseNetwork
from tidlig.arithmetic.what_is_left import LEFT_FIGURES
from tidlig.model.entry import Settings
from tidlig.source.reading import read

YEARS = (2031, 2032, 2033)


def ledger_of(strands: int, random: Random, *, most: int) -> Ledger:
    """A program with a little that is not split by strand, and awards over one or two years."""
    splits = [{year: random.randrange(3, 12) for year in YEARS} for _ in range(strands)]
    whole = {year: sum(each[year] for each in splits) + random.randrange(6) for year in YEARS}
    tables = [f"[program.p]\nname = 'P'\nyears = '2031-2033'\nsplit = {{{_table(whole)}}}\n"]
    for number, split in enumerate(splits):
        tables.append(f"[program.p.strand.s{number}]\nname = 's'\nsplit = {{{_table(split)}}}\n")
    for number in range(2 * strands):
        year = random.choice(YEARS[:-1])
        years = random.choice((str(year), f"{year}-{year + 1}"))
        tables.append(
            f"[award.a{number}]\nprogram = 'p'\nstrand = 's{random.randrange(strands)}'\n"
            f"amount = {random.randrange(1, most)}\ndate = {year}-02-01\nyears = '{years}'\n"
            "recipients = {municipality = 1}\n"
        )
    return Ledger(Settings(format=1), (read("p.toml", "".join(tables).encode()),))


def _table(amounts: dict[int, int]) -> str:
    return ", ".join(f"{year} = {amount}" for year, amount in amounts.items())


def figures(ledger: Ledger) -> list[Any]:
    (program,) = overview(ledger, ledger.programs.values(), date(2032, 6, 1))
    rows = [program.total, *(strand.left for strand in program.strands)]
    return [[getattr(row, name) for name in LEFT_FIGURES] for row in rows]


def test_figures_are_those_of_all_strands_together(monkeypatch: pytest.MonkeyPatch) -> None:
    random, differing = Random(11), 0
    for _ in range(60):
        ledger = ledger_of(random.randrange(2, 6), random, most=random.choice((6, 12, 30)))
        found = figures(ledger)
        with monkeypatch.context() as patches:
            patches.setattr(Group, "_smaller", lambda *_: None)
            assert figures(ledger) == found
        bounds = [figure for row in found[1:] for figure in row if figure is not None]
        differing += any(figure.least != figure.most for figure in bounds)
    assert differing > 20


def test_a_strand_is_asked_in_a_network_of_its_own_size(monkeypatch: pytest.MonkeyPatch) -> None:
    """Awards of 1 of at least 3: each strand pays for itself, and has two uses or so."""
    uses: list[int] = []
    begin = UseNetwork.__init__

    def counted(self: UseNetwork, *words: Any) -> None:
        uses.append(len(words[0]))
        begin(self, *words)

    monkeypatch.setattr(UseNetwork, "__init__", counted)
    figures(ledger_of(40, Random(3), most=2))
    assert max(uses[1:], default=0) <= 12
    assert sum(uses[1:]) <= 4 * 80
