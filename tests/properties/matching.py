"""Whether needs can be paid for, by trying every set of them: Hall's condition, nothing clever."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from itertools import combinations

from properties.books import Line
from properties.sums import Figures

Rule = Callable[[Fraction, Fraction, Fraction], Fraction]
Amounts = Sequence[tuple[Line, Fraction]]


def overspent(lines: Figures, *, by_strand: bool) -> bool:
    """Some set of needs is larger than all money that could meet any of them."""
    needs = [(line, ore) for line, ore in of_lines(lines, need) if ore]
    money = [(line, ore) for line, ore in of_lines(lines, money_of) if ore]
    return any(
        sum(ore for _, ore in wanted)
        > sum(ore for _, ore in reach(wanted, money, by_strand=by_strand))
        for size in range(1, len(needs) + 1)
        for wanted in combinations(needs, size)
    )


def of_lines(lines: Figures, rule: Rule) -> Iterator[tuple[Line, Fraction]]:
    """What a rule makes of the budget, the awards and the returns of every line."""
    for line in {line for line, _ in lines}:
        yield line, rule(*(lines[line, name].ore for name in ("budget", "awarded", "returned")))


def need(budget: Fraction, awarded: Fraction, _: Fraction) -> Fraction:
    return max(awarded, Fraction(0)) + max(-budget, Fraction(0))


def money_of(budget: Fraction, awarded: Fraction, returned: Fraction) -> Fraction:
    return max(budget, Fraction(0)) + returned + max(-awarded, Fraction(0))


def reach(wanted: Amounts, money: Amounts, *, by_strand: bool) -> Amounts:
    """The money that could meet at least one of the needs."""
    return [
        (line, ore)
        for line, ore in money
        if any(meet(line, other, by_strand=by_strand) for other, _ in wanted)
    ]


def meet(one: Line, other: Line, *, by_strand: bool) -> bool:
    """Their years meet, and their strands are the same or one of them has none."""
    years = one.first <= other.last and other.first <= one.last
    strands = None in (one.strand, other.strand) or one.strand == other.strand
    return years and (strands or not by_strand)
