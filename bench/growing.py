"""How the time of each work grows with its ledger: exponents between sizes.

2 000 entries that take twice as long as 1 000 give exponent 1, four times as long exponent 2. What
every run costs, such as the start of Python, makes the exponents of small sizes lower.
"""

import itertools
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bench.results import Group
from bench.work import FLOOR

SIZES = (10_000, 20_000, 40_000, 80_000)
NEAR_LINEAR = 1.15
"""The largest exponent, from the smallest size to the largest, of what grows as its input."""

LONGEST = 60
"""Seconds above which a work is not tried on a larger ledger."""


@dataclass(frozen=True, slots=True)
class Growth:
    """The quickest runs of one work on ledgers of several sizes, the smallest first.

    `why` says why there are no more of them.
    """

    ledger: str
    work: str
    sizes: tuple[int, ...]
    seconds: tuple[float, ...]
    why: str = ""

    @property
    def steps(self) -> tuple[float, ...]:
        """The exponents from each size to the next."""
        points = list(zip(self.sizes, self.seconds, strict=True))
        return tuple(_exponent(*pair) for pair in itertools.pairwise(points))

    @property
    def exponent(self) -> float | None:
        """The exponent from the smallest size to the largest; None of fewer than two."""
        if len(self.sizes) < 2:
            return None
        first, last = (self.sizes[0], self.seconds[0]), (self.sizes[-1], self.seconds[-1])
        return _exponent(first, last)

    @property
    def is_near_linear(self) -> bool | None:
        """Whether it grows no faster than its input; None if the largest sizes are missing."""
        if self.exponent is not None and self.exponent > NEAR_LINEAR:
            return False
        return None if self.why or self.exponent is None else True


def growths(groups: Iterable[Group]) -> list[Growth]:
    """Put together what was measured of each work on each kind of ledger, in order of size."""
    kinds: dict[str, list[Group]] = {}
    for group in sorted(groups, key=lambda group: group.size):
        kinds.setdefault(group.ledger, []).append(group)
    return [_growth(work, on) for on in kinds.values() for work in _works(on)]


def worst(found: Sequence[Growth]) -> tuple[float, Growth] | None:
    """Give the largest exponent and whose it is: infinity of what has no times of larger ledgers.

    Where nothing has two sizes and nothing was stopped, there is none.
    """
    told = [(growth.exponent or 0, growth) for growth in found if growth.is_near_linear is not None]
    largest = max(told, key=lambda each: each[0], default=None)
    if largest is not None and largest[0] > NEAR_LINEAR:
        return largest
    stopped = next((growth for growth in found if growth.why), None)
    return largest if stopped is None else (math.inf, stopped)


def too_long(group: Group) -> set[str]:
    """Give the works that took so long, or failed, that they are not tried on more entries."""
    return {timing.name for timing in group.timings if timing.failure or timing.least > LONGEST} - {
        FLOOR
    }


def _works(groups: Iterable[Group]) -> Iterable[str]:
    """Name what was timed on a kind of ledger, each once and without the floor."""
    names = dict.fromkeys(timing.name for group in groups for timing in group.timings)
    return (name for name in names if name != FLOOR)


def _growth(work: str, groups: Sequence[Group]) -> Growth:
    timed = [(group.size, timing) for group in groups if (timing := group.timing(work))]
    sizes = tuple(size for size, _ in timed)
    seconds = tuple(timing.least for _, timing in timed)
    why = _failure(work, groups)
    if not why and sizes[-1] < groups[-1].size:
        why = f"over {LONGEST} s, not tried on more"
    return Growth(groups[0].ledger, work, sizes, seconds, why)


def _failure(work: str, groups: Iterable[Group]) -> str:
    """Say why a work failed on a ledger, or nothing."""
    timings = (timing for group in groups for timing in group.timings)
    failures = (timing.failure for timing in timings if timing.name == work)
    return next(filter(None, failures), "")


def _exponent(small: tuple[int, float], large: tuple[int, float]) -> float:
    return math.log(large[1] / small[1]) / math.log(large[0] / small[0])
