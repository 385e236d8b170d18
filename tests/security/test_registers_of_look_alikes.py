"""A register of lines that look alike is matched in steps that grow with their number."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from harness.running import Result
from security.effort import effort

Tidlig = Callable[..., Result]
Books = Callable[[dict[str, str]], Path]

START = """[ledger]
format = 1

[program.p]
name = "P"
years = "2014-2017"
total = "280 mio. kr."

[recipient.r]
name = "Odense Kommune"
kind = "municipality"
"""


def books(number: int, reference: str, off: int) -> dict[str, str]:
    awards = [
        f'[award.a{n}]\nprogram = "p"\nrecipient = "r"\ndate = 2015-02-26\namount = 1000\n'
        + (f'reference = "{reference}"\n' if reference else "")
        for n in range(number)
    ]
    lines = [f"{reference};Odense Kommune;{1000 + off},00;26-02-2015" for _ in range(number)]
    register = "\n".join(["Sagsnr.;Modtager;Beløb;Dato", *lines, ""])
    return {"programs.toml": START + "".join(awards), "register.csv": register}


@pytest.mark.long
@pytest.mark.parametrize("off", [0, 1, 500])
@pytest.mark.parametrize("reference", ["", "J 1"])
def test_twice_as_many_lines_are_about_twice_the_work(
    tidlig: Tidlig, ledger: Books, reference: str, off: int
) -> None:
    works = []
    for number in (10, 700, 1_400):  # the first is for what is imported
        ledger(books(number, reference, off))
        works.append(effort(tidlig, "reconcile", "--against", "register.csv", "--kind", "award"))
    assert works[2] < 2.3 * works[1]


def test_lines_of_one_reference_are_all_matched(tidlig: Tidlig, ledger: Books) -> None:
    ledger(books(40, "J 1", 0))
    told = tidlig("reconcile", "--against", "register.csv", "--kind", "award", "--format", "json")
    assert told.code == 0
    assert told.out.count('"by": "reference"') == 40
