"""Whether an act adds the same few per cent to every year, as a price adjustment would.

Later acts price the years to come anew (the general index: 0,4 to 1,9 per cent a year from 2014 to
2019). An act does not say so, and neither does the ledger: the figures look like it.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import gcd

from tidlig.arithmetic.restatement import Restatement
from tidlig.model.money import Money

MOST_PER_MILLE = 30
"""A change of more tenths of a per cent is no price adjustment."""


@dataclass(frozen=True, slots=True)
class Share:
    """A change in tenths of a per cent, and of how many years."""

    per_mille: int
    years: int


def in_every_year(restatement: Restatement) -> Share | None:
    """How much more an act states than was stated before, if it is the same share of every year.

    Each figure may be off by half of the unit that all of them are rounded to, for each line of its
    year. None where it is not the same, or less, or too much for a price adjustment.
    """
    stated = list(_stated(restatement))
    before = sum(each.before for each in stated)
    after = sum(each.after for each in stated)
    if not stated or not all(each.before > 0 < each.after for each in stated):
        return None
    per_mille = (2_000 * (after - before) + before) // (2 * before)
    is_small = 0 < per_mille <= MOST_PER_MILLE
    return Share(per_mille, len(stated)) if is_small and _is_even(stated, before, after) else None


def _is_even(stated: "list[_Stated]", before: int, after: int) -> bool:
    """Whether every year has the share of all of them, as far as its figures are rounded."""
    unit = _unit(ore for each in stated for ore in (each.before, each.after))
    return all(
        2 * abs(each.after * before - each.before * after) <= unit * each.lines * (before + after)
        for each in stated
    )


@dataclass(frozen=True, slots=True)
class _Stated:
    """What was stated of a year before an act and by it, in øre, and over how many lines."""

    before: int
    after: int
    lines: int


def _stated(restatement: Restatement) -> Iterator[_Stated]:
    """What an act states of the years that it restates; nothing where it absorbs a span."""
    changed: defaultdict[int, int] = defaultdict(int)
    lines: defaultdict[int, set[str]] = defaultdict(set)
    new = {m.line.years.first for m in restatement.movements if m.heading == "appropriated"}
    for movement in restatement.movements:
        if not movement.line.years.single:
            return
        changed[movement.line.years.first] += movement.money.ore
        lines[movement.line.years.first].add(movement.line.strand)
    for year, amount in restatement.act.split:
        if isinstance(amount, Money) and year not in new:
            before = amount.ore - changed[year]
            if before or amount.ore:
                yield _Stated(before, amount.ore, max(len(lines[year]), 1))


def _unit(amounts: Iterable[int]) -> int:
    """The largest power of ten that all of some amounts are whole numbers of."""
    common = gcd(*amounts)
    unit = 1
    while common and common % (10 * unit) == 0:
        unit *= 10
    return unit
