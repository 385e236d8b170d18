"""A register as it was read: its lines, and what was taken for what to read them."""

from collections.abc import Mapping
from dataclasses import dataclass

from tidlig.arithmetic.registers.items import Item
from tidlig.model.register import Register


@dataclass(frozen=True, slots=True)
class Total:
    """The last line of a register, where it is a sum: its line and words, and its øre if it has.

    `lines` is what all lines above it come to, also those that filters leave out; None where some
    of these have no amount that can be read.
    """

    line: int
    label: str
    ore: int | None
    lines: int | None

    @property
    def agrees(self) -> bool | None:
        """Whether the lines add up to it; None where that cannot be told."""
        return None if self.ore is None or self.lines is None else self.ore == self.lines


@dataclass(frozen=True, slots=True)
class Reading:
    """The lines of a register, and how they were read.

    `columns` gives the headings by our words, `left_out` how many lines the filters left out;
    `mark` is what stood before decimals, `order` what came first in dates, where that mattered.
    `unread` are the headings of columns that nothing was taken from, and `turned` how many lines
    count with the other sign for what stands in a column of signs.
    """

    file: str
    register: Register
    items: tuple[Item, ...]
    columns: Mapping[str, str]
    encoding: str | None = None
    delimiter: str | None = None
    sheet: str | None = None
    mark: str | None = None
    order: str | None = None
    left_out: int = 0
    total: Total | None = None
    heading_line: int = 1
    unread: tuple[str, ...] = ()
    turned: int = 0
    hidden: int = 0
    """How many of the lines are hidden in their workbook."""

    @property
    def adds_up(self) -> bool:
        """Whether no total below the lines says that they are others than they were."""
        return self.total is None or self.total.agrees is not False
