"""A register as it was read: its lines, and what was taken for what to read them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from tidlig.matching.items import Item
from tidlig.model.records import Register


class Sum(NamedTuple):
    """A sum that a total may be: of "all" lines or those "counted", how they are added, its øre.

    They are added as "written" in the total's own column, "signed" by a column of signs, "net",
    which is debit less credit, or "negated".
    """

    which: str
    how: str
    ore: int


@dataclass(frozen=True, slots=True)
class Total:
    """The last line of a register, where it is a sum: its line and words, and its øre if it has.

    `lines` is the sum that it is, or else what all lines above it come to; None where some of these
    have no amount that can be read. `under` is the heading it stands under where amounts have two,
    `compared` are all sums that it may have been.
    """

    line: int
    label: str
    ore: int | None
    lines: int | None
    under: str | None = None
    compared: tuple[Sum, ...] = ()

    @property
    def agreeing(self) -> Sum | None:
        """The first sum that it is."""
        return next((each for each in self.compared if each.ore == self.ore), None)

    @property
    def agrees(self) -> bool | None:
        """Whether the lines add up to it; None where that cannot be told."""
        return None if self.ore is None or self.lines is None else self.ore == self.lines


@dataclass(frozen=True, slots=True)
class UnreadColumn:
    """A column that nothing is taken from.

    `called` are the words that its heading may mean, `cells` its first ones; `has_dates` is whether
    most of these are dates.
    """

    heading: str
    called: frozenset[str]
    cells: tuple[str, ...]
    has_dates: bool


@dataclass(frozen=True, slots=True)
class Reading:
    """The lines of a register, and how they were read.

    `columns` gives the headings by our words, `left_out` how many lines the filters left out;
    `mark` is what stood before decimals, `order` what came first in dates, where that mattered.
    `unread` are the headings of columns that nothing was taken from, of which `looked_at` shows the
    cells where a date or recipient is missed; `turned` is how many lines count with the other sign
    for what stands in a column of signs, and `unturned` what else such columns have, by heading.
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
    looked_at: tuple[UnreadColumn, ...] = ()
    unturned: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    hidden: int = 0
    """How many of the lines are hidden in their workbook."""

    @property
    def adds_up(self) -> bool:
        """Whether no total below the lines says that they are others than they were."""
        return self.total is None or self.total.agrees is not False
