"""Checks that compare many with many: what they say stays short, and what they find the same."""

from __future__ import annotations

import random
import re
from pathlib import Path

from tidlig.checks.check import Check, Scope
from tidlig.checks.duplicate_payment import duplicate_payment
from tidlig.checks.figure_not_in_source import figure_not_in_source
from tidlig.checks.parties import Parties
from tidlig.index.tables import rows_of
from tidlig.ledger.folder import Folder
from tidlig.ledger.open import open_ledger
from tidlig.model.findings import Problem
from tidlig.model.messages import sentence

PROGRAM = """
[ledger]
format = 1

[program.p]
name  = "P"
years = "2015-2016"
total = 1_000_000
source = "kilde"

[source.kilde]
title = "Kilde"
file = "kilde.txt"
"""
AWARD = """
[recipient.r]
name = "R"
kind = "municipality"

[award.a]
program = "p"
recipient = "r"
date = 2015-01-01
amount = 500_000
source = "kilde"
"""
SIGNS = "12,.- aZå_²x½Ⅳ"
"""Digits and letters of several sorts, and what stands between them."""


def problems_of(folder: Path, check: Check, files: dict[str, str]) -> list[Problem]:
    for name, text in files.items():
        (folder / name).write_text(text, "utf-8")
    ledger = open_ledger(Folder(folder))
    of_rows = check.scope is Scope.ROWS
    return list(check.problems(rows_of(ledger, Parties(ledger).party) if of_rows else ledger))


def test_money_that_came_back_many_times_is_pointed_at_ten_times_and_then_counted(
    tmp_path: Path,
) -> None:
    payments = "".join(
        f'[payment.p{n}]\naward = "a"\ndate = 2015-03-01\namount = 1000\n\n' for n in range(2)
    )
    back = "".join(
        f'[return.r{n:02}]\naward = "a"\ndate = 2015-04-{n:02}\namount = 1000\nkind = "refund"\n\n'
        for n in range(1, 13)
    )
    early = '[return.early]\naward = "a"\ndate = 2015-02-01\namount = 1000\nkind = "refund"\n\n'
    files = {"programs.toml": PROGRAM + AWARD + payments + back + early, "kilde.txt": "-"}
    (found,) = problems_of(tmp_path, duplicate_payment, files)
    notes = [sentence(note.text) for note in found.notes]
    came_back = [note for note in notes if "came back" in note]
    assert came_back == [f"this much came back on 2015-04-{day:02}" for day in range(1, 11)]
    assert notes[-1] == "and 2 more times as much"


def stands_alone(figure: str, text: str) -> bool:
    """Look for a figure at every place of a text, by what stands before and after it."""
    places = [n for n in range(len(text)) if text.startswith(figure, n)]
    return any(is_alone(figure, text, n) for n in places)


def is_alone(figure: str, text: str, place: int) -> bool:
    before, after = text[:place], text[place + len(figure) :]
    if figure[0].isdigit():
        if re.search(r"[0-9][.,]?\Z", before) or re.search(r"(?:\A|[\W_])-\Z", before):
            return False
    elif figure[0].isalpha() and re.search(r"[^\W\d_]\Z", before):
        return False
    if figure[-1].isdigit():
        return re.match(r"[.,]?[0-9]", after) is None
    return not (figure[-1].isalpha() and re.match(r"[^\W\d_]", after))


def test_figures_are_found_in_one_pass_where_they_stand_alone(tmp_path: Path) -> None:
    chance = random.Random(7)
    for _ in range(60):
        text = "".join(chance.choice(SIGNS) for _ in range(40))
        figures = {
            "".join(chance.choice(SIGNS) for _ in range(chance.randint(1, 3))) for _ in range(30)
        }
        figures = {figure for figure in figures if figure.strip() == figure}
        statements = "".join(
            f'[statement.s{n}]\nsource = "kilde"\nprogram = "p"\nmeasure = "paid"\n'
            f'value = "1 kr."\nas_written = "{figure}"\n\n'
            for n, figure in enumerate(sorted(figures))
        )
        files = {"programs.toml": PROGRAM + statements, "kilde.txt": text}
        found = problems_of(tmp_path, figure_not_in_source, files)
        missing = {sentence(problem.message).split('"')[1] for problem in found}
        normal = " ".join(text.split())
        assert missing == {figure for figure in figures if not stands_alone(figure, normal)}, text
