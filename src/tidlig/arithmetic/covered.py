"""What a year or a strand used of money that is none of its own lines', or that was carried on.

Money that is not split by strand, or over several years, pays for uses of strands and of single
years. So budget + covered + carried on = used + remaining + unused + estimate, of any cell; of the
money that covers, and of the year that something was carried from, these are below 0.
"""

from collections.abc import Sequence

from tidlig.arithmetic.figures import NOTHING, WHOLE, Cell, Figure
from tidlig.arithmetic.what_is_left import Left


def covered(left: Left) -> Figure | None:
    """Return what money of other lines covers of a cell; None where it is not known."""
    if left.cell == WHOLE:
        return NOTHING
    rest = (left.remaining, left.unused, left.estimate)
    return covered_of(left.budget, left.used, rest, carried_on(left))


def covered_of(
    budget: Figure | None,
    used: Figure | None,
    rest: Sequence[Figure | None],
    carried: Figure | None = NOTHING,
) -> Figure | None:
    """Return what makes a budget, and what was carried on to it, add up to use and rest.

    It has bounds where one of these has; None where several have, for bounds do not add up.
    """
    adding = _known([used, *rest])
    taking = _known([NOTHING if budget is None else budget, carried])
    if adding is None or taking is None:
        return None
    bounded = [figure for figure in (*adding, *taking) if not figure.is_exact]
    if len(bounded) > 1:
        return None
    return Figure(_sum(adding, 0) - _sum(taking, 1), _sum(adding, 1) - _sum(taking, 0))


def _known(figures: Sequence[Figure | None]) -> list[Figure] | None:
    """Return figures of which both bounds are known; None where any has less."""
    known = [figure for figure in figures if figure is not None and None not in figure[:2]]
    return known if len(known) == len(figures) else None


def _sum(figures: Sequence[Figure], at: int) -> int:
    return sum(figure[at] or 0 for figure in figures)


def carried_on(left: Left) -> Figure | None:
    """Return what closed years had unused, in the date's year; in their own, the same below 0.

    It is the rule of a program whose unspent money carries over, less what entries have moved.
    """
    figures, cell = left.program, left.cell
    if cell.years is None or not figures.carries_over:
        return NOTHING
    own = figures.unspent_of(cell)
    if not cell.has_year(figures.calendar.today):
        return _difference(NOTHING, own)
    return _difference(figures.unspent_of(Cell(strand=cell.strand)), own)


def _difference(whole: Figure | None, part: Figure | None) -> Figure | None:
    """Subtract figures; None where both have bounds, or one is not known."""
    figures = _known([whole, part])
    if figures is None or not any(figure.is_exact for figure in figures):
        return None
    first, second = figures
    return Figure(_sum([first], 0) - _sum([second], 1), _sum([first], 1) - _sum([second], 0))
