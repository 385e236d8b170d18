"""What is moved between strands of a program over the same several years, in the program's figures.

Of each of these years nobody knows how much moves. But what one strand loses in a year another has
in that year, so the program has as much: in its figures, and those of its years, it nets. A strand
that loses money does so within bounds, and what a strand gets is of all the years together.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import NamedTuple

from tidlig.arithmetic.ledger import Ledger
from tidlig.arithmetic.line_states import State, each_of
from tidlig.arithmetic.movements import BUDGET, Line
from tidlig.arithmetic.program_money import ProgramMoney
from tidlig.arithmetic.use_groups import Group
from tidlig.arithmetic.use_network import MOVED, Asked
from tidlig.arithmetic.uses import Bounds, Counts, Use, sum_of_bounds
from tidlig.model.money import ZERO
from tidlig.model.years import Years, one


class MovedWithin:
    """The money of a program that only moves between its strands, over the same several years."""

    def __init__(self, ledger: Ledger, money: ProgramMoney) -> None:
        """Take a ledger as of a date, and the money of a program in it."""
        self._ledger, self._money = ledger, money

    @cached_property
    def lines(self) -> frozenset[Line]:
        """The lines that have such money alone, exactly known, none of it an estimate.

        Where what is unspent lapses or carries over, line by line, none is said to have.
        """
        money = self._money
        if money.unknown or money.program.unspent is not None:
            return frozenset()
        by_years: defaultdict[Years, list[Line]] = defaultdict(list)
        for line in money.budgeted:
            if not line.years.single:
                by_years[line.years].append(line)
        of_spans = (lines for years, lines in by_years.items() if self._is_authority(years))
        return frozenset(line for lines in of_spans if self._nets(lines) for line in lines)

    def _is_authority(self, years: Years) -> bool:
        """Whether neither some years nor any of them is an estimate."""
        state = self._money.calendar.state
        return State.ESTIMATE not in {state(years), *map(state, map(one, each_of(years)))}

    def _nets(self, lines: Iterable[Line]) -> bool:
        """Whether each entry takes from some of the lines what it gives to others of them."""
        net: defaultdict[str, int] = defaultdict(int)
        for line in lines:
            budget = [m for m in self._ledger.movements_on(line) if m.heading in BUDGET]
            is_moved = all(m.heading == "reprioritised" and m.money.exact for m in budget)
            if not is_moved or self._money.freed(line) != ZERO:
                return False
            for movement in budget:
                net[movement.entry.address] += movement.money.ore
        return not any(net.values())

    def marked(self, uses: Iterable[Use]) -> tuple[Use, ...]:
        """Return uses, of which those that only move money between strands are of a kind apart."""
        spans = {(line.strand, *line.years) for line in self.lines}
        return tuple(
            use._replace(kind=MOVED) if use.kind == "negative" and _span(use) in spans else use
            for use in uses
        )

    def netted(
        self, taken: Bounds, groups: Iterable[Group], asked: Asked, every: Sequence[Counts]
    ) -> Bounds:
        """Return what is taken of a program or of years of it, where what moves within it nets.

        It does if that is within the bounds in which it would not, of `every` state: else money of
        a strand pays in a year for more than can have come to it.
        """
        for cluster in _clusters(groups, self.lines):
            if all(_is_sure(cluster, asked.with_counts(counts), self.lines) for counts in every):
                plain, netted = _taken(cluster, asked), _netted(cluster, asked, self.lines)
                if plain is not None and netted is not None:
                    least = taken.least - plain.least + netted.least
                    taken = Bounds(least, taken.most - plain.most + netted.most)
        return taken


class _Cluster(NamedTuple):
    """Groups, and the years over which money moves between lines of them."""

    spans: set[Years]
    groups: list[Group]


def _span(use: Use) -> tuple[str, int, int]:
    return use.strand, use.years[0], use.years[-1]


def _clusters(groups: Iterable[Group], lines: frozenset[Line]) -> list[list[Group]]:
    """Return the groups that what moves over the same years is in, together."""
    clusters: list[_Cluster] = []
    for group in groups:
        spans = group.spans_of(lines)
        if spans:
            clusters = _with_group(clusters, spans, group)
    return [cluster.groups for cluster in clusters]


def _with_group(clusters: Iterable[_Cluster], spans: set[Years], group: Group) -> list[_Cluster]:
    """Put a group together with those clusters that move over any of the same years."""
    whole, others = _Cluster(spans, [group]), []
    for cluster in clusters:
        if cluster.spans.isdisjoint(spans):
            others.append(cluster)
        else:
            whole = _Cluster(whole.spans | cluster.spans, [*whole.groups, *cluster.groups])
    return [*others, whole]


def _taken(cluster: Iterable[Group], asked: Asked) -> Bounds | None:
    return sum_of_bounds(group.taken(asked) for group in cluster)


def _netted(cluster: Iterable[Group], asked: Asked, lines: frozenset[Line]) -> Bounds | None:
    return sum_of_bounds(group.netted(asked, lines) for group in cluster)


def _is_sure(cluster: Sequence[Group], asked: Asked, lines: frozenset[Line]) -> bool:
    plain, netted = _taken(cluster, asked), _netted(cluster, asked, lines)
    if plain is None or netted is None:
        return False
    return plain.least <= netted.least and netted.most <= plain.most
