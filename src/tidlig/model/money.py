"""Money: whole øre, with a half-width where a source only gives a rounded figure.

An amount is never a float, and is never divided. What a source mentions without stating is
`UNKNOWN`: a value of its own, never 0.
"""

from dataclasses import dataclass
from enum import Enum

ORE_PER_KRONE = 100


class Unknown(Enum):
    """An amount that a source mentions but does not state."""

    UNKNOWN = "unknown"


UNKNOWN = Unknown.UNKNOWN


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in øre that stands for `ore` give or take `half` øre; exact when `half` is 0."""

    ore: int = 0
    half: int = 0

    def __add__(self, other: "Money") -> "Money":
        """Add amounts; half-widths add up too."""
        return Money(self.ore + other.ore, self.half + other.half)

    def __sub__(self, other: "Money") -> "Money":
        """Subtract amounts; half-widths add up, for two inexact amounts never cancel."""
        return Money(self.ore - other.ore, self.half + other.half)

    def __neg__(self) -> "Money":
        """Give the amount with the other sign, as inexact as it was."""
        return Money(-self.ore, self.half)

    @property
    def low(self) -> int:
        """The least øre that the amount allows."""
        return self.ore - self.half

    @property
    def high(self) -> int:
        """The most øre that the amount allows."""
        return self.ore + self.half

    @property
    def exact(self) -> bool:
        """Whether the amount stands for one value only."""
        return self.half == 0


ZERO = Money()


def known(amount: "Money | Unknown | None") -> Money:
    """Give the amount, or nothing (exactly 0) for what is unknown or absent."""
    return amount if isinstance(amount, Money) else ZERO
