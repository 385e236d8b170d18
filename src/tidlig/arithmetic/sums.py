"""Sums of movements: by line, or by anything else that a movement tells of itself.

Sums merge: the sums of parts, added, are the sums of the whole.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping
from typing import TypeVar

from tidlig.arithmetic.figures import Figures
from tidlig.arithmetic.movements import Movement
from tidlig.model.money import Money

Key = TypeVar("Key", bound=Hashable)
Sums = dict[Key, dict[str, Money]]


def sums(movements: Iterable[Movement], key: Callable[[Movement], Key]) -> Sums[Key]:
    """Add up movements by heading, for each key."""
    ore: dict[tuple[Key, str], list[int]] = {}
    for movement in movements:
        place = (key(movement), movement.heading)
        so_far = ore.get(place)
        if so_far is None:
            ore[place] = [movement.money.ore, movement.money.half]
        else:
            so_far[0] += movement.money.ore
            so_far[1] += movement.money.half
    added: Sums[Key] = {}
    for (owner, heading), (total, half) in ore.items():
        added.setdefault(owner, {})[heading] = Money(total, half)
    return added


def merged(parts: Iterable[Mapping[Key, Figures]]) -> Sums[Key]:
    """Add up sums."""
    whole: dict[Key, dict[str, list[int]]] = {}
    for part in parts:
        for key, figures in part.items():
            so_far = whole.setdefault(key, {})
            for heading, money in figures.items():
                added = so_far.get(heading)
                if added is None:
                    so_far[heading] = [money.ore, money.half]
                else:
                    added[0] += money.ore
                    added[1] += money.half
    return {
        key: {heading: Money(ore, half) for heading, (ore, half) in figures.items()}
        for key, figures in whole.items()
    }
