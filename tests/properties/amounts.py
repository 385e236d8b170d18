"""The oracle's own reading of amounts: Danish notation to øre with a half-width, in fractions.

It knows valid amounts only; what is wrong with an invalid one is for other tests.
"""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

UNKNOWN = "unknown"
ORE = {
    "kr.": 100,
    "t.kr.": 100 * 1000,
    "mio. kr.": 100 * 1000**2,
    "mia. kr.": 100 * 1000**3,
}


class Figure(NamedTuple):
    """An amount in øre that may be wrong by the half-width, also in øre, to either side."""

    ore: Fraction
    half: Fraction


NOTHING = Fraction(0)
ZERO = Figure(NOTHING, NOTHING)


def figure(value: object) -> Figure | None:
    """What an amount in a ledger stands for; nothing when it is unknown."""
    if value == UNKNOWN:
        return None
    if isinstance(value, bool):
        raise TypeError(value)
    if isinstance(value, int):
        return Figure(Fraction(value * 100), NOTHING)
    assert isinstance(value, str), value
    rounded = value.startswith("ca. ")
    number, unit = value.removeprefix("ca. ").split(" ", 1)
    whole, _, decimals = number.partition(",")
    ore = Fraction(whole.replace(".", "") + "." + (decimals or "0")) * ORE[unit]
    last_digit = Fraction(ORE[unit], 10 ** len(decimals))
    return Figure(ore, last_digit / 2 if rounded else NOTHING)


def years(value: object) -> tuple[int, int | None]:
    """The first and last year of a span; the last is nothing when the span is open."""
    if isinstance(value, int):
        return value, value
    assert isinstance(value, str), value
    first, dash, last = value.partition("-")
    if not dash:
        return int(first), int(first)
    if not last:
        return int(first), None
    return int(first), int(first[: len(first) - len(last)] + last)
