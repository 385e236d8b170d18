"""The unit of the amounts of a page: one in which no figure is lost in 0 or in another."""

from collections.abc import Iterable

from tidlig.model.money import Unit, rounded, units_of


def fitting_unit(unit: Unit, amounts: Iterable[int]) -> Unit:
    """Return a unit, or the largest smaller one, that tells amounts in øre from 0 and each other.

    In kroner, all amounts have øre where any has.
    """
    every = {ore for ore in amounts if ore}
    units = units_of(unit.currency).values()
    smaller = sorted((each for each in units if each.ore <= unit.ore), key=_size)
    fitting = (each for each in reversed(smaller) if _tells_apart(each, every))
    return with_all_digits(next(fitting, unit.whole), every)


def _size(unit: Unit) -> int:
    return unit.ore


def _tells_apart(unit: Unit, amounts: set[int]) -> bool:
    """Whether no amount is written as 0, or as another amount is."""
    written = {rounded(ore, unit)[0] for ore in amounts}
    return 0 not in written and len(written) == len(amounts)


def with_all_digits(unit: Unit, amounts: Iterable[int]) -> Unit:
    """Return kroner with øre where any amount has them; other units as they are."""
    has_ore = unit == unit.whole and are_rounded(unit, amounts)
    return unit._replace(decimals=2) if has_ore else unit


def are_rounded(unit: Unit, amounts: Iterable[int]) -> bool:
    """Whether any amount in øre loses digits in a unit."""
    return any(not rounded(ore, unit)[1] for ore in amounts)
