"""Figures that may be known within bounds alone, and the cells of a program that they are of."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import NamedTuple

from tidlig.arithmetic.movements import Line
from tidlig.arithmetic.unknown_on_lines import UnknownAmount
from tidlig.arithmetic.uses import is_unbounded
from tidlig.model.years import Years, one


class Figure(NamedTuple):
    """A figure in øre within bounds, which are equal where it is exact, or None where not known.

    `half` is the half-width of all inexact amounts that may be in it. Where an unknown amount takes
    one bound, the other is the part that is known, if that `is_exact_part`.
    """

    least: int | None
    most: int | None
    half: int = 0
    is_exact_part: bool = True

    @property
    def is_exact(self) -> bool:
        """Whether both bounds are known and equal."""
        return self.least is not None and self.least == self.most


NOTHING = Figure(0, 0)


@dataclass(frozen=True, slots=True)
class Cell:
    """The lines that lie wholly within some years, or all, and are of a strand, or of any.

    The strand `UNSPLIT` means the lines that are not split by strand.
    """

    years: Years | None = None
    strand: str | None = None

    def has(self, strand: str, years: Years) -> bool:
        """Whether a line of a strand, over some years, is in the cell."""
        in_years = self.years is None or years.within(self.years)
        return in_years and self.strand in (None, strand)

    def has_line(self, line: Line) -> bool:
        """Whether a line is in the cell."""
        return self.has(line.strand, line.years)

    def meets(self, line: Line) -> bool:
        """Whether any year of a line is in the cell."""
        in_years = self.years is None or line.years.meets(self.years)
        return in_years and self.strand in (None, line.strand)

    def has_year(self, year: int) -> bool:
        """Whether a year is in the cell."""
        return self.years is None or one(year).within(self.years)


WHOLE = Cell()


@dataclass(frozen=True, slots=True)
class SomeLines:
    """Lines of a program, one by one, that a figure is of."""

    lines: Collection[Line]

    def has(self, strand: str, years: Years) -> bool:
        """Whether a line of a strand, over some years, is one of them."""
        return any((line.strand, line.years) == (strand, years) for line in self.lines)

    def meets(self, line: Line) -> bool:
        """Whether a line is one of them."""
        return line in self.lines


def with_unknown(
    figure: Figure,
    unknown: Iterable[UnknownAmount],
    stated: Figure | None = None,
    *,
    more_is_more: bool = True,
) -> Figure | None:
    """Return a figure without the bounds that unknown amounts, each 0 or more, may move.

    Of what is left, amounts that add make it more; of what is used, they make it less. `stated` is
    the figure without any unknown amount.
    """
    every = list(unknown)
    adds, takes = any(a.adds for a in every), any(a.takes for a in every)
    is_less, is_more = (takes, adds) if more_is_more else (adds, takes)
    least = _unless_moved(figure.least, is_moved=is_less)
    most = _unless_moved(figure.most, is_moved=is_more)
    if least is None and most is None:
        return None
    part = stated or figure
    is_exact_part = part.is_exact and part.least in (least, most)
    return Figure(least, most, figure.half, is_exact_part)


def _unless_moved(bound: int | None, *, is_moved: bool) -> int | None:
    """Return a bound; None where unknown amounts move it, or it is of an amount of any size."""
    return None if is_moved or is_unbounded(bound) else bound


def minus(whole: Figure, part: Figure) -> Figure:
    """Subtract a part that varies with the whole, or not at all."""
    least = None if whole.least is None or part.least is None else whole.least - part.least
    most = None if whole.most is None or part.most is None else whole.most - part.most
    return Figure(least, most, whole.half, whole.is_exact_part and part.is_exact_part)
