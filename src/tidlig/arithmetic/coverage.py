"""Can it be paid for? Needs are met with money whose years meet theirs and whose strand fits.

An award may be charged where no line of its own has money: to a strand of a program that is not
split by strand, or over years that are not split. So the question is one of maximum flow: a set of
needs cannot be met exactly when it exceeds the money that could meet it (Hall's condition).

In a year with accounts these say what is used. An award over several years, or of no strand, is in
them as far as they have room for it; only the rest is a need, of its years without accounts.

Money pays for its own years; where unspent money carries over, for later ones too: see `Reach`.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, pairwise

from tidlig.arithmetic.flow import Network, maximum_flow
from tidlig.arithmetic.movements import UNSPLIT, Line
from tidlig.model.years import Years

Amounts = Mapping[Line, int]
"""Øre by line, all positive."""

Reach = Callable[[Line], Years]
"""The years whose needs the money of a line may meet."""


def own_years(line: Line) -> Years:
    """The reach of money that does not carry over."""
    return line.years


Step = tuple[Line, Line]
"""A step of a path of exchanges: a need, and the money that it may get."""


@dataclass(frozen=True, slots=True)
class Shortfall:
    """The smallest set of needs that cannot be met, and all the money that could meet them.

    Lines that acts state below zero are money of less than nothing. What accounts hold of awards,
    `held` in øre, is no part of the needs. `gone`, in øre, is what lapsed of the money or was moved
    from it by carry-overs.
    """

    needs: tuple[tuple[Line, int], ...]
    money: tuple[tuple[Line, int], ...]
    held: int = 0
    gone: int = 0

    @property
    def needed(self) -> int:
        """What the needs add up to, in øre."""
        return sum(ore for _, ore in self.needs)

    @property
    def available(self) -> int:
        """What the money adds up to, less what is gone of it, in øre."""
        return sum(ore for _, ore in self.money) - self.gone


@dataclass(frozen=True, slots=True)
class Accounts:
    """What the accounts of a program's years may hold of some awards, in øre.

    `awards` are over several years, or of no strand where accounts are by strand. `rooms` are what
    the accounts of a year have beyond its own awards, and `years` those that have accounts.
    """

    years: frozenset[int] = frozenset()
    awards: Amounts = field(default_factory=dict)
    rooms: Amounts = field(default_factory=dict)


NO_ACCOUNTS = Accounts()

HELD = "(accounts)"
"""Stands for the program of an award that accounts may hold, and of their room for it."""


LATER = "(later {})"
"""Stands for the program of needs that come after others, with their turn."""


def shortfalls(
    needs: Amounts,
    money: Amounts,
    *,
    by_strand: bool,
    accounts: Accounts = NO_ACCOUNTS,
    reach: Reach = own_years,
) -> list[Shortfall]:
    """The needs that no assignment of money covers, one shortfall for each connected group.

    With `by_strand` the strand must be the same, or either have none; else only years must meet.
    """
    all_needs = {**needs, **_held(accounts.awards)}
    all_money = {**money, **_held(accounts.rooms)}
    fitting = _Fitting(all_money, accounts.years, by_strand=by_strand, reach=reach)
    unmet = {need: fitting.of(need) for need in _unmet(all_needs, all_money, fitting)}
    found = [_shortfall(group, all_needs, all_money, unmet) for group in _groups(unmet)]
    if not accounts.awards:
        return found
    program = next(iter(accounts.awards)).program
    return [_of_program(shortfall, program) for shortfall in found]


def covered(first: Amounts, then: Amounts, money: Amounts, *, by_strand: bool) -> dict[Line, int]:
    """How many øre of some needs can be met once the first ones have been, as far as they can."""
    fitting = _Fitting(money, frozenset(), by_strand=by_strand, reach=own_years)
    assignment = _Assignment(money, fitting)
    assignment.fill(_held(first))
    assignment.fill(then)
    return {need: ore - assignment.lacking[need] for need, ore in then.items()}


def met_by_year(
    needs: Amounts,
    later: Sequence[Amounts],
    money: Amounts,
    *,
    by_strand: bool,
    accounts: Accounts,
    reach: Reach,
) -> list[dict[Line, int]]:
    """How many øre of some other needs can be met, year by year.

    In each year its own needs come first, then each of the `later` ones in turn. What a year meets
    is not there for the years after it.
    """
    all_needs = {**needs, **_held(accounts.awards)}
    all_money = {**money, **_held(accounts.rooms)}
    fitting = _Fitting(all_money, accounts.years, by_strand=by_strand, reach=reach)
    assignment = _Assignment(all_money, fitting)
    in_turn = [all_needs]
    in_turn += [_in_place_of(LATER.format(turn), each) for turn, each in enumerate(later)]
    for year in sorted({line.years.first for each in in_turn for line in each}):
        for each in in_turn:
            assignment.fill(_of_year(each, year))
    met = [[ore - assignment.lacking[line] for line, ore in each.items()] for each in in_turn[1:]]
    return [dict(zip(each, ore, strict=True)) for each, ore in zip(later, met, strict=True)]


def _of_year(amounts: Amounts, year: int) -> dict[Line, int]:
    return {line: ore for line, ore in amounts.items() if line.years.first == year}


def _held(amounts: Amounts) -> dict[Line, int]:
    return _in_place_of(HELD, {line: ore for line, ore in amounts.items() if ore})


def _in_place_of(program: str, amounts: Amounts) -> dict[Line, int]:
    return {line._replace(program=program): ore for line, ore in amounts.items()}


def fits(need: Line, money: Line, *, by_strand: bool, reach: Reach = own_years) -> bool:
    """Whether money on a line may meet a need on another."""
    if not need.years.meets(reach(money)):
        return False
    return not by_strand or UNSPLIT in (need.strand, money.strand) or need.strand == money.strand


class _Fitting:
    """The money and the rooms of accounts that may meet each need."""

    def __init__(
        self, money: Iterable[Line], booked: frozenset[int], *, by_strand: bool, reach: Reach
    ) -> None:
        all_money = list(money)
        self._money = _ByStrandAndYear(
            (line for line in all_money if line.program != HELD), by_strand=by_strand, reach=reach
        )
        self._rooms = _ByStrandAndYear(
            (line for line in all_money if line.program == HELD),
            by_strand=by_strand,
            reach=own_years,
        )
        self._booked = sorted(booked)
        self._known: dict[Line, list[Line]] = {}

    def of(self, need: Line) -> list[Line]:
        """The money that may meet a need, in its own order; rooms of accounts first."""
        if need not in self._known:
            self._known[need] = self._search(need)
        return self._known[need]

    def _search(self, need: Line) -> list[Line]:
        if need.program != HELD:
            return self._money.fitting(need.strand, (need.years,))
        rooms = self._rooms.fitting(need.strand, (need.years,))
        without_accounts = list(without(need.years, self._booked)) or [need.years]
        return rooms + self._money.fitting(need.strand, without_accounts)


def without(years: Years, booked: Iterable[int]) -> Iterator[Years]:
    """The spans of some years that are not booked; the booked years are in order."""
    first = years.first
    for year in booked:
        if years.first <= year <= years.last:
            if first < year:
                yield Years(first, year - 1)
            first = year + 1
    if first <= years.last:
        yield Years(first, years.last)


class _ByStrandAndYear:
    """Lines of money by strand and the years that they reach, so that few are compared."""

    def __init__(self, money: Iterable[Line], *, by_strand: bool, reach: Reach) -> None:
        self._by_strand = by_strand
        self._single: dict[str, dict[int, list[tuple[int, Line]]]] = {}
        self._spans: dict[str, list[tuple[int, Line, Years]]] = {}
        for number, line in enumerate(money):
            strand, years = line.strand if by_strand else "", reach(line)
            if years.single:
                of_strand = self._single.setdefault(strand, {})
                of_strand.setdefault(years.first, []).append((number, line))
            else:
                self._spans.setdefault(strand, []).append((number, line, years))

    def fitting(self, strand: str, spans: Sequence[Years]) -> list[Line]:
        """The lines of a strand, or any, whose years meet some spans, in their own order."""
        strands: Iterable[str] = {*self._single, *self._spans}
        if self._by_strand and strand != UNSPLIT:
            strands = (strand, UNSPLIT)
        numbered = chain.from_iterable(self._in(each, years) for each in strands for years in spans)
        return list(dict.fromkeys(line for _, line in sorted(numbered)))

    def _in(self, strand: str, years: Years) -> Iterator[tuple[int, Line]]:
        for number, line, reached in self._spans.get(strand, ()):
            if years.meets(reached):
                yield number, line
        single = self._single.get(strand, {})
        needed = range(years.first, years.last + 1)
        # The years of a need may have no end, and then there are fewer years with money.
        fewer = needed if years.last - years.first + 1 < len(single) else single
        for year in fewer:
            if year in needed:
                yield from single.get(year, ())


class _Assignment:
    """Money given to needs, improved along augmenting paths until no need can get more.

    What each need gets follows from their order, which a maximum flow knows nothing of.
    """

    def __init__(self, money: Amounts, fitting: _Fitting) -> None:
        self.lacking: dict[Line, int] = {}
        self.free = dict(money)
        self.given: dict[Line, dict[Line, int]] = {line: {} for line in money}
        self.fitting = fitting

    def fill(self, needs: Amounts) -> None:
        """Meet needs as far as they can be met, their own lines' money first.

        Needs that were met before stay met.
        """
        self.lacking.update(needs)
        for need in needs:
            if need in self.free:
                self._give(need, need, min(self.lacking[need], self.free[need]))
        for need in needs:
            while self.lacking[need] and self._augment(need):
                pass

    def _give(self, need: Line, line: Line, ore: int) -> None:
        self.given[line][need] = self.given[line].get(need, 0) + ore
        self.free[line] -= ore
        self.lacking[need] -= ore

    def _augment(self, start: Line) -> bool:
        """Meet more of a need along one path of exchanges; False where there is no path."""
        came_by, end = self._search(start)
        if end is None:
            return False
        path = [end]
        while path[-1][0] != start:
            step = came_by[path[-1][0]]
            assert step is not None
            path.append(step)
        ore = min(self.lacking[start], self.free[end[1]])
        for (need, _), (_, before) in pairwise(path):
            ore = min(ore, self.given[before][need])
        self._exchange(path, ore)
        return True

    def _exchange(self, path: list[Step], ore: int) -> None:
        self.free[path[0][1]] -= ore
        self.lacking[path[-1][0]] -= ore
        for number, (need, line) in enumerate(path):
            self.given[line][need] = self.given[line].get(need, 0) + ore
            if number + 1 < len(path):
                self.given[path[number + 1][1]][need] -= ore

    def _search(self, start: Line) -> tuple[dict[Line, Step | None], Step | None]:
        """Look for free money from a need outwards.

        Returns the needs reached, each with the need before it and the money between them, and the
        last need with the free money found, or None.
        """
        came_by: dict[Line, Step | None] = {start: None}
        seen: set[Line] = set()
        queue = deque([start])
        while queue:
            need = queue.popleft()
            for line in self.fitting.of(need):
                if self.free[line]:
                    return came_by, (need, line)
                if line in seen:
                    continue
                seen.add(line)
                for other, ore in self.given[line].items():
                    if ore and other not in came_by:
                        came_by[other] = (need, line)
                        queue.append(other)
        return came_by, None


def _unmet(needs: Amounts, money: Amounts, fitting: _Fitting) -> list[Line]:
    """The needs that lack money whoever gets it, and all those that they compete with for it.

    In any maximum flow from the needs to money these are the same: they can be reached from where
    the flow begins through edges that have room (Ford and Fulkerson 1962: the least cut).
    """
    if all(ore <= money.get(need, 0) for need, ore in needs.items()):
        return []
    network = Network()
    source, sink = network.node(), network.node()
    nodes = {line: network.node() for line in money}
    for line, ore in money.items():
        network.edge(nodes[line], sink, ore)
    of_needs: dict[int, Line] = {}
    for need, ore in needs.items():
        node = network.node()
        of_needs[node] = need
        network.edge(source, node, ore)
        for line in fitting.of(need):
            network.edge(node, nodes[line], ore)
    reached = network.reached(source, maximum_flow(network, source, sink))
    return [of_needs[node] for node in reached if node in of_needs]


def _groups(unmet: Mapping[Line, Iterable[Line]]) -> list[list[Line]]:
    """Group needs so that no two groups have money in common, in order of their last needs."""
    groups: dict[int, list[Line]] = {}
    group_of: dict[Line, list[Line]] = {}
    for need in sorted(unmet):
        money = unmet[need]
        met = {id(group_of[line]): group_of[line] for line in money if line in group_of}
        # The larger group takes the needs of the smaller ones, so that few are moved.
        *smaller, group = sorted(met.values(), key=len) or [[]]
        groups[id(group)] = group
        for other in smaller:
            del groups[id(other)]
            group += other
            for moved in other:
                group_of.update(dict.fromkeys(unmet[moved], group))
        group.append(need)
        group_of.update(dict.fromkeys(money, group))
    return sorted(map(sorted, groups.values()), key=_last)


def _last(group: list[Line]) -> Line:
    return group[-1]


def _shortfall(
    group: list[Line], needs: Amounts, money: Amounts, fitting: Mapping[Line, Iterable[Line]]
) -> Shortfall:
    reachable = sorted({line for need in group for line in fitting[need]})
    return Shortfall(
        tuple((need, needs[need]) for need in group),
        tuple((line, money[line]) for line in reachable),
    )


def _of_program(shortfall: Shortfall, program: str) -> Shortfall:
    """Count what accounts hold of awards neither as a need nor as money."""
    held = rooms = sum(ore for line, ore in shortfall.money if line.program == HELD)
    needs: dict[Line, int] = {}
    for need, ore in shortfall.needs:
        taken = min(ore, rooms) if need.program == HELD else 0
        rooms -= taken
        line = need._replace(program=program) if need.program == HELD else need
        needs[line] = needs.get(line, 0) + ore - taken
    lacking = sorted((line, ore) for line, ore in needs.items() if ore)
    money = (each for each in shortfall.money if each[0].program != HELD)
    return Shortfall(tuple(lacking), tuple(money), held)
