"""What an amount that nobody has stated would move on a line, and which way."""

from typing import NamedTuple

from tidlig.arithmetic.movements import Line, Movement
from tidlig.model.decisions import Strand

TAKES = frozenset(("awarded", "outturn", "lapsed"))
"""The headings that take from a line's money where they are above zero."""


class UnknownAmount(NamedTuple):
    """What an amount that nobody has stated would move on a line, and which way.

    It may be `either` way, where an act states anew what has a figure. It is `brought` to an
    estimate if it is carried or moved there in its first year or later. A strand's share,
    taken from what is not split by strand, is never more than there is.
    """

    line: Line
    heading: str
    is_above_zero: bool
    entry: str
    is_either: bool = False
    is_brought: bool = False
    is_share: bool = False

    @property
    def sign(self) -> int:
        """1 if it would add to what is left of the line, else -1."""
        return 1 if self.is_above_zero != (self.heading in TAKES) else -1

    @property
    def adds(self) -> bool:
        """Whether it may add to what is left of the line."""
        return self.is_either or self.sign > 0

    @property
    def takes(self) -> bool:
        """Whether it may take from what is left of the line."""
        return self.is_either or self.sign < 0

    @property
    def may_overdraw(self) -> bool:
        """Whether it may take more from the line than there is."""
        return self.takes and not self.is_share


def is_brought(gap: Movement) -> bool:
    """Whether an unknown amount is carried to a line, or moved there in its own time."""
    is_late = gap.date is not None and gap.date.year >= gap.line.years.first
    return gap.heading == "carried" or (gap.heading == "reprioritised" and is_late)


def is_share(gap: Movement) -> bool:
    """Whether an unknown amount is what a strand's share takes from what is not split by strand."""
    return isinstance(gap.entry, Strand) and gap.money.ore < 0
