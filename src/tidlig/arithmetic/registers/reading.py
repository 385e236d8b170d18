"""A register as it was read: its lines, and what was taken for what to read them."""

from collections.abc import Mapping
from dataclasses import dataclass

from tidlig.arithmetic.registers.items import Item
from tidlig.model.register import Register


@dataclass(frozen=True, slots=True)
class Total:
    """The last line of a register, where it is a sum: its line and words, and its øre if it has."""

    line: int
    label: str
    ore: int | None


@dataclass(frozen=True, slots=True)
class Reading:
    """The lines of a register, and how they were read.

    `columns` gives the headings by our words, `left_out` how many lines the filters left out;
    `mark` is what stood before decimals, `order` what came first in dates, where that mattered.
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
