"""Expected figures in the comments of a ledger: `#? DATE PROGRAM[/YEARS or /STRAND or /-]: ...`.

Figures are in mio. kr.; `a..b` are bounds, `?` is one that is not known, `-` is blank.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import NamedTuple

Bounds = tuple[int | None, int | None]


class Expectation(NamedTuple):
    """What is said of a cell of a program as of a day, by heading."""

    text: str
    day: date
    program: str
    years: tuple[int, int] | None
    strand: str | None
    figures: dict[str, str]


def expectations(text: str) -> Iterator[Expectation]:
    for found in re.finditer(r"^#\? (\S+) (\S+): (.+)$", text, re.MULTILINE):
        day, cell, said = found.groups()
        program, _, part = cell.partition("/")
        years = re.fullmatch(r"(\d{4})(?:-(\d{4}))?", part)
        yield Expectation(
            text=found[0],
            day=date.fromisoformat(day),
            program=program,
            years=(int(years[1]), int(years[2] or years[1])) if years else None,
            strand=None if years or not part else part.removeprefix("-"),
            figures=dict(word.split("=") for word in said.split() if word != "absent"),
        )


def bounds(said: str) -> Bounds | None:
    """A figure in øre."""
    if said == "-":
        return None
    least, _, most = said.partition("..")
    return bound(least), bound(most or least)


def bound(said: str) -> int | None:
    return None if said == "?" else int(Decimal(said) * 100_000_000)
