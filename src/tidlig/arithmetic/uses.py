"""What takes from money, and the money, of which either may be of unknown size.

A use takes from the lines that it fits: their years meet, and the strand is the same or either has
none. Uses are covered as far as they can be.
"""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from tidlig.arithmetic.movements import UNSPLIT, Line

UNBOUNDED = 1 << 60
"""Øre that stand for an amount that may be of any size: far above any that a ledger has."""


class Place(NamedTuple):
    """Where a use is counted, and what it overdraws where no line covers it."""

    strand: str
    year: int


class CarriedOn(NamedTuple):
    """Money of earlier years that may be used in some years, whatever lines these have.

    `parts` are what there is, of some `lines`, all together.
    """

    years: frozenset[int]
    parts: frozenset["Part"]
    lines: frozenset[Line]

    @property
    def earlier(self) -> frozenset[int]:
        """The years before the last, to which all is carried on."""
        return self.years.difference([max(self.years)])

    def stated(self) -> "CarriedOn":
        """Return the parts as far as they are stated, of no unknown size."""
        known = (part._replace(varies=False) for part in self.parts if part.known)
        return self._replace(parts=frozenset(known))


class Use(NamedTuple):
    """Øre that are taken in one of some years, or by `rooms`, which are outside all lines.

    Its kind is award, outturn, lapse or negative, for a budget below zero, or moved, for one that
    another strand has above zero. One `of_any_strand` names no strand and fits lines of each. One
    without years is only in rooms. One that `varies` is of unknown size, from 0 to its øre;
    `UNBOUNDED` for any. In some of its years it may take what is `carried` on to these, too.
    """

    kind: str
    strand: str
    years: tuple[int, ...]
    ore: int
    half: int = 0
    of_any_strand: bool = False
    rooms: tuple[Place, ...] = ()
    varies: bool = False
    carried: CarriedOn | None = None

    @property
    def known(self) -> int:
        """The øre that are stated; they are all of a use, unless it may be of any size."""
        return 0 if self.ore == UNBOUNDED else self.ore

    def fits(self, line: Line) -> bool:
        """Whether a line may cover the use."""
        if not self.of_any_strand and line.strand not in (self.strand, UNSPLIT):
            return False
        if self.carried is not None and self.takes_carried and line in self.carried.lines:
            return True
        return any(line.years.first <= year <= line.years.last for year in self.years)

    def stated(self) -> "Use":
        """Return the use as far as it is stated, of no unknown size."""
        carried = None if self.carried is None else self.carried.stated()
        return self._replace(ore=self.known, varies=False, carried=carried)

    @property
    def takes_carried(self) -> bool:
        """Whether it may take what is carried on."""
        return self.carried is not None and not self.carried.years.isdisjoint(self.years)

    @property
    def places(self) -> list[Place]:
        """Where the use may be counted, and overdraw."""
        return [Place(self.strand, year) for year in self.years]


class Part(NamedTuple):
    """Øre of a line in one state; a line may have two parts, of which the first is used first.

    One that `varies` is of unknown size, from 0 to its øre; `UNBOUNDED` for any.
    """

    line: Line
    ore: int
    is_first: bool = True
    varies: bool = False

    @property
    def known(self) -> int:
        """The øre that are stated; they are all of a part, unless it may be of any size."""
        return 0 if self.ore == UNBOUNDED else self.ore

    @property
    def grows(self) -> bool:
        """Whether it may be of any size."""
        return self.ore == UNBOUNDED


class Turn(NamedTuple):
    """Parts of which the first are used before the second, by all that may use either."""

    firsts: tuple[Part, ...]
    seconds: tuple[Part, ...]


class Bounds(NamedTuple):
    """The least and the most, in øre."""

    least: int
    most: int


def sum_of_bounds(bounds: Iterable[Bounds | None]) -> Bounds | None:
    """Add up bounds that do not depend on each other; None if one is not known."""
    every = list(bounds)
    known = [each for each in every if each is not None]
    if len(known) < len(every):
        return None
    return Bounds(sum(each.least for each in known), sum(each.most for each in known))


def is_unbounded(bound: int | None) -> bool:
    """Whether a bound is of an amount that may be of any size."""
    return bound is not None and abs(bound) > UNBOUNDED // 2


Item = Part | Place
Counts = Callable[[Item], bool]
"""Whether what is taken from a part, or overdrawn at a place, counts."""


def remembered(counts: Counts) -> Counts:
    """Return what counts, asked once for each item."""
    return _Remembered(counts).__getitem__


class _Remembered(dict[Item, bool]):
    def __init__(self, counts: Counts) -> None:
        super().__init__()
        self._counts = counts

    def __missing__(self, item: Item) -> bool:
        self[item] = self._counts(item)
        return self[item]
