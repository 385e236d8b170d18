"""Whether money covers needs is found in steps that grow with their number where it can be."""

from __future__ import annotations

import random
from functools import partial

import pytest

from security.effort import effort
from tidlig.arithmetic.coverage import fits, shortfalls
from tidlig.arithmetic.movements import UNSPLIT, Line
from tidlig.model.years import Years, one

Ore = dict[Line, int]


def lines(strands: int, years: int, ore: int) -> Ore:
    return {Line("p", f"s{s}", one(1900 + y)): ore for s in range(strands) for y in range(years)}


@pytest.mark.parametrize(("needed", "most"), [(9, 120), (11, 360)], ids=["met", "short"])
def test_twice_as_many_strands_are_about_twice_the_work(needed: int, most: int) -> None:
    """Three hundred strands over a hundred years took hours.

    What lacks money is found in a network, which has more lines to run and no search for each.
    """
    works = []
    for strands in (20, 40):
        needs, money = lines(strands, 20, needed), lines(strands, 20, 10)
        works.append(effort(partial(shortfalls, needs, money, by_strand=True)))
    assert works[1] < 2.3 * works[0]
    assert works[1] < most * 40 * 20


def test_each_strand_that_is_short_is_told_of_by_itself() -> None:
    needs, money = lines(5, 4, 11), lines(5, 4, 10)
    found = shortfalls(needs, money, by_strand=True)
    assert [each.needs for each in found] == [((line, 11),) for line in sorted(needs)]
    assert [each.money for each in found] == [((line, 10),) for line in sorted(needs)]


def test_a_need_that_nothing_fits_is_told_of_by_itself() -> None:
    lost = Line("p", "z", one(1800))
    found = shortfalls({**lines(2, 2, 9), lost: 1}, lines(2, 2, 10), by_strand=True)
    assert [(each.needs, each.money) for each in found] == [(((lost, 1),), ())]


def random_lines(chance: random.Random, most: int) -> Ore:
    found = {}
    for _ in range(chance.randint(0, most)):
        first = chance.randint(2010, 2016)
        years = Years(first, first + chance.choice([0, 0, 0, 1, 2, 5]))
        found[Line("p", chance.choice([UNSPLIT, "a", "b", "c"]), years)] = chance.randint(1, 9)
    return found


@pytest.mark.parametrize("by_strand", [True, False])
@pytest.mark.parametrize("seed", range(40))
def test_a_shortfall_names_the_money_that_fits_its_needs_and_no_other(
    seed: int, *, by_strand: bool
) -> None:
    """By Hall's condition each group needs more than all that fits; groups share no money."""
    chance = random.Random(seed)
    for _ in range(20):
        needs, money = random_lines(chance, 12), random_lines(chance, 12)
        found = shortfalls(needs, money, by_strand=by_strand)
        for each in found:
            group = [need for need, _ in each.needs]
            there = [m for m in money if any(fits(n, m, by_strand=by_strand) for n in group)]
            assert [line for line, _ in each.money] == sorted(there)
            assert each.needed > each.available
        met = [line for each in found for line, _ in each.money]
        assert len(met) == len(set(met))
        lasts = [each.needs[-1][0] for each in found]
        assert lasts == sorted(lasts)
