"""What the oracle keeps while it adds up: the entries, the movements and the acts so far."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any, NamedTuple

Entry = dict[str, Any]
Entries = dict[str, Entry]
Tables = dict[str, Entries]


class Line(NamedTuple):
    """Where money is counted; one year is a span that ends where it begins."""

    program: str
    strand: str | None
    first: int
    last: int


class Movement(NamedTuple):
    """A signed amount in øre, with its half-width, on a line under a heading."""

    line: Line
    heading: str
    ore: Fraction
    half: Fraction


@dataclass
class Books:
    """The ledger, what its entries have moved so far, and the acts that have spoken so far."""

    ledger: Tables
    done: list[Movement]
    acts: list[Entry]
    cuts: list[str]
