"""How uses take from money: the least and the most that they can take from some of it.

A use takes from the lines that it fits: their years meet, and the strand is the same or either has
none. Uses are covered as far as they can be. Which line covers a use that fits several is not
known, so what is taken from some lines has bounds: a cheapest maximum flow gives them exactly.
"""

import heapq
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import product
from typing import NamedTuple

from tidlig.arithmetic.flow import Network, cheapest
from tidlig.arithmetic.movements import UNSPLIT, Line

OVERDRAWN = 1_000_000
"""The cost of a unit that no line covers: above the cost of any other way through a network."""


class Place(NamedTuple):
    """Where a use is counted, and what it overdraws where no line covers it."""

    strand: str
    year: int


class Use(NamedTuple):
    """Øre that are taken in one of some years, or by `rooms`, which are outside all lines.

    Its kind is award, outturn, lapse or negative, for a budget below zero. One `of_any_strand`
    names no strand and fits lines of each. One without years is only in rooms.
    """

    kind: str
    strand: str
    years: tuple[int, ...]
    ore: int
    half: int = 0
    of_any_strand: bool = False
    rooms: tuple[Place, ...] = ()

    def fits(self, line: Line) -> bool:
        """Whether a line may cover the use."""
        if not self.of_any_strand and line.strand not in (self.strand, UNSPLIT):
            return False
        return any(line.years.first <= year <= line.years.last for year in self.years)

    @property
    def places(self) -> list[Place]:
        """Where the use may be counted, and overdraw."""
        return [Place(self.strand, year) for year in self.years]


class Part(NamedTuple):
    """Øre of a line in one state; a line may have two parts, of which the first is used first."""

    line: Line
    ore: int
    is_first: bool = True


class Bounds(NamedTuple):
    """The least and the most, in øre."""

    least: int
    most: int


Counts = Callable[[Part | Place], bool]
"""Whether what is taken from a part, or overdrawn at a place, counts."""


@dataclass
class Group:
    """Uses and parts that may meet, directly or through others."""

    uses: list[Use] = field(default_factory=list)
    lines: dict[Line, list[Part]] = field(default_factory=dict)
    rooms: dict[Place, int] = field(default_factory=dict)

    @cached_property
    def strands(self) -> frozenset[str]:
        """The strands of lines, and of uses, which may overdraw their own."""
        return frozenset({line.strand for line in self.lines} | {use.strand for use in self.uses})

    @cached_property
    def needed(self) -> int:
        """The øre of all uses."""
        return sum(use.ore for use in self.uses)

    def taken(self, counts: Counts, lapses_of: Callable[[Line], bool] = lambda _: False) -> Bounds:
        """Return what is taken from the parts and places that count.

        What lapses take from the lines that `lapses_of` names is subtracted.
        """
        if not self.uses:
            return Bounds(0, 0)
        if self._years is not None:
            counted = {line.years.first for line, (part,) in self.lines.items() if counts(part)}
            return self._years.taken(counted)
        least = min(
            self._network.least(choice, lapses_of) + constant
            for choice, constant in self._choices(counts, whole_if_first=True)
        )
        most = max(
            self._network.most(choice, lapses_of) - constant
            for choice, constant in self._choices(counts, whole_if_first=False)
        )
        return Bounds(least, most)

    @cached_property
    def _years(self) -> "_SingleYears | None":
        """The group as spans of years over single years, where it is no more than that."""
        if self.rooms or len(self.strands) != 1 or not self._has_single_years:
            return None
        if any(use.kind == "lapse" or use.of_any_strand for use in self.uses):
            return None
        ore = {line.years.first: part.ore for line, (part,) in self.lines.items()}
        years = _SingleYears(self.uses, ore)
        return years if years.is_covered else None

    @property
    def _has_single_years(self) -> bool:
        """Whether each line is of one year, in one part."""
        return all(line.years.single and len(parts) == 1 for line, parts in self.lines.items())

    def _choices(self, counts: Counts, *, whole_if_first: bool) -> Iterator[tuple[Counts, int]]:
        """Yield what to count in place of one part of a line that has two.

        The first part of a line is used before the second: the least of the first part is the
        lesser of what the line gives and what the part has, the most of the second part what the
        line gives above the first. With each choice comes what to add to the least, or to take
        from the most.
        """
        one_of_two = (whole_if_first, not whole_if_first)
        mixed = [
            parts
            for parts in self.lines.values()
            if len(parts) == len(one_of_two) and tuple(map(counts, parts)) == one_of_two
        ]
        for whole in product((True, False), repeat=len(mixed)):
            chosen = _Chosen(counts, {})
            constant = 0
            for parts, is_whole in zip(mixed, whole, strict=True):
                chosen.wholes[parts[0].line] = is_whole
                constant += parts[0].ore if is_whole is not whole_if_first else 0
            yield chosen, constant

    def used(self, counts: Callable[[str, int], bool], *, by_strand: bool) -> Bounds:
        """Return what awards use of the strands and years that count."""
        awards = [use for use in self.uses if use.kind == "award"]
        if not awards:
            return Bounds(0, 0)
        if self._years is not None and len(awards) == len(self.uses):
            (strand,) = self.strands
            return self._years.taken({year for year in self._years.ore if counts(strand, year)})
        return self._network.used(counts, by_strand=by_strand)

    @cached_property
    def _network(self) -> "_Network":
        return _Network(self)


@dataclass(frozen=True, slots=True)
class _Chosen:
    """Counts as `counts` does, but for some lines wholly or not at all."""

    counts: Counts
    wholes: dict[Line, bool]

    def __call__(self, item: Part | Place) -> bool:
        """Whether what is taken from a part, or overdrawn at a place, counts."""
        if isinstance(item, Part) and item.line in self.wholes:
            return self.wholes[item.line]
        return self.counts(item)


class _SingleYears:
    """Uses over spans of years, all of one strand, and the money of single years.

    To fill year after year, and of the uses that fit it first that which ends first, gives a
    maximum flow (Glover 1967, on convex bipartite graphs).
    """

    def __init__(self, uses: Sequence[Use], ore: Mapping[int, int]) -> None:
        """Take the money by year, in øre."""
        self.ore = dict(sorted(ore.items()))
        self._uses = sorted(uses, key=lambda use: use.years[0])
        self._needed = sum(use.ore for use in uses)
        self.is_covered = all(map(self._has_no_gap, uses)) and self._flow(self.ore) == self._needed
        """Whether the years cover all uses; then what they take is worked out here."""

    def _has_no_gap(self, use: Use) -> bool:
        """Whether each year between a use's first and last that has money may cover it."""
        between = {year for year in self.ore if use.years[0] <= year <= use.years[-1]}
        return between.issubset(use.years)

    def taken(self, counted: set[int]) -> Bounds:
        """Return what is taken from some years."""
        within = {year: ore for year, ore in self.ore.items() if year in counted}
        without = {year: ore for year, ore in self.ore.items() if year not in counted}
        if not within or not without:
            whole = self._needed if within else 0
            return Bounds(whole, whole)
        return Bounds(self._needed - self._flow(without), self._flow(within))

    def _flow(self, ore: Mapping[int, int]) -> int:
        """Return the most øre of uses that some years can cover."""
        waiting: list[list[int]] = []
        upcoming = iter(self._uses)
        following = next(upcoming, None)
        filled = 0
        for year, room in ore.items():
            while following is not None and following.years[0] <= year:
                heapq.heappush(waiting, [following.years[-1], following.ore])
                following = next(upcoming, None)
            filled += _fill(room, year, waiting)
        return filled


def _fill(room: int, year: int, waiting: list[list[int]]) -> int:
    """Cover the uses that end first with the money of a year; return how much was used."""
    left = room
    while waiting and left:
        last, needed = waiting[0]
        if last < year:
            heapq.heappop(waiting)
            continue
        given = min(left, needed)
        left -= given
        waiting[0][1] -= given
        if not waiting[0][1]:
            heapq.heappop(waiting)
    return room - left


class _Way(NamedTuple):
    """An edge that leads to a place, and what that is."""

    edge: int
    strand: str
    year: int


class _Network:
    """The network of a group: uses, the places where they are counted, lines, and their parts."""

    def __init__(self, group: Group) -> None:
        self.group = group
        self.network = Network()
        self.source, self.sink = self.network.node(), self.network.node()
        self.needed = sum(use.ore for use in group.uses)
        self.nodes: dict[object, int] = {}
        self.parts: list[tuple[int, Part]] = []
        self.overdrafts: list[tuple[int, Place | None, str]] = []
        self.in_rooms: list[int] = []
        self.award_rooms: list[int] = []
        self.awards_by_year: list[_Way] = []
        self.awards_by_strand: list[_Way] = []
        self.lapses: list[tuple[int, Line]] = []
        for line, parts in group.lines.items():
            self._add_line(line, parts)
        for room, ore in group.rooms.items():
            node = self.nodes["room", room] = self.network.node()
            self.in_rooms.append(self.network.edge(node, self.sink, ore))
        for use in group.uses:
            self._add_use(use)
        self.base = [0] * len(self.network.heads)
        for edge, _, _ in self.overdrafts:
            self.base[edge] = OVERDRAWN

    def _add_line(self, line: Line, parts: Sequence[Part]) -> None:
        node = self.nodes["line", line] = self.network.node()
        for part in parts:
            self.parts.append((self.network.edge(node, self.sink, part.ore), part))

    def _add_use(self, use: Use) -> None:
        node = self.network.node()
        self.network.edge(self.source, node, use.ore)
        for room in use.rooms:
            edge = self.network.edge(node, self.nodes["room", room], use.ore)
            if use.kind == "award":
                self.award_rooms.append(edge)
        if not use.years:
            edge = self.network.edge(node, self.sink, use.ore)
            self.overdrafts.append((edge, None, use.kind))
            self.award_rooms.append(edge)
        for year in use.years:
            to = self._any(use.kind, year) if use.of_any_strand else self._named(use, year)
            edge = self.network.edge(node, to, use.ore)
            if use.kind == "award":
                self.awards_by_year.append(_Way(edge, use.strand, year))
                if not use.of_any_strand:
                    self.awards_by_strand.append(_Way(edge, use.strand, year))

    def _named(self, use: Use, year: int) -> int:
        key = (use.kind, use.strand, year)
        if key not in self.nodes:
            self.nodes[key] = self.network.node()
            self._cover(key, (use.strand, UNSPLIT), use.kind, year)
            self._overdraw(key, Place(use.strand, year), use.kind)
        return self.nodes[key]

    def _any(self, kind: str, year: int) -> int:
        """Return the node of uses of any strand in a year; it leads to one for each strand."""
        key = (kind, None, year)
        if key in self.nodes:
            return self.nodes[key]
        node = self.nodes[key] = self.network.node()
        for strand in sorted({line.strand for line in self.group.lines}):
            of_strand = (kind, "any", strand, year)
            self.nodes[of_strand] = self.network.node()
            edge = self.network.edge(node, self.nodes[of_strand], self.needed)
            if kind == "award":
                self.awards_by_strand.append(_Way(edge, strand, year))
            self._cover(of_strand, (strand,), kind, year)
        self._overdraw(key, Place(UNSPLIT, year), kind)
        if kind == "award":
            self.awards_by_strand.append(_Way(self.overdrafts[-1][0], UNSPLIT, year))
        return node

    def _cover(self, key: object, strands: Sequence[str], kind: str, year: int) -> None:
        for line in self.group.lines:
            if line.strand in strands and line.years.first <= year <= line.years.last:
                edge = self.network.edge(self.nodes[key], self.nodes["line", line], self.needed)
                if kind == "lapse":
                    self.lapses.append((edge, line))

    def _overdraw(self, key: object, place: Place, kind: str) -> None:
        edge = self.network.edge(self.nodes[key], self.sink, self.needed)
        self.overdrafts.append((edge, place, kind))

    def least(self, counts: Counts, lapses_of: Callable[[Line], bool]) -> int:
        """Return the least that is taken from what counts, less what lapses take from lines."""
        priced = [edge for edge, part in self.parts if counts(part)]
        priced += [
            edge for edge, place, kind in self.overdrafts if self._overdraws(place, kind, counts)
        ]
        priced += [edge for edge, line in self.lapses if not lapses_of(line)]
        priced += [edge for edge, _, kind in self.overdrafts if kind == "lapse"]
        return self._price(priced) - self._lapsed

    def most(self, counts: Counts, lapses_of: Callable[[Line], bool]) -> int:
        """Return the most that is taken from what counts, less what lapses take from lines."""
        priced = [edge for edge, part in self.parts if not counts(part)]
        priced += [
            edge
            for edge, place, kind in self.overdrafts
            if not self._overdraws(place, kind, counts)
        ]
        priced += [edge for edge, line in self.lapses if lapses_of(line)]
        priced += self.in_rooms
        return self.needed - self._price(priced)

    def _overdraws(self, place: Place | None, kind: str, counts: Counts) -> bool:
        return place is not None and kind != "lapse" and counts(place)

    @property
    def _lapsed(self) -> int:
        return sum(use.ore for use in self.group.uses if use.kind == "lapse")

    def used(self, counts: Callable[[str, int], bool], *, by_strand: bool) -> Bounds:
        """Return the least and the most that awards use where a strand and a year count."""
        ways = self.awards_by_strand if by_strand else self.awards_by_year
        counted = [way.edge for way in ways if counts(way.strand, way.year)]
        others = [way.edge for way in ways if not counts(way.strand, way.year)]
        awarded = sum(use.ore for use in self.group.uses if use.kind == "award")
        least = self._price(counted)
        most = awarded - self._price([*others, *self.award_rooms])
        return Bounds(least, most)

    def _price(self, priced: Iterable[int]) -> int:
        """Return the flow through some edges, each as often as it is named, when that is least."""
        costs = list(self.base)
        for edge in priced:
            costs[edge] += 1
        flow = cheapest(self.network, self.source, self.sink, costs)
        return sum(flow[edge] * (costs[edge] - self.base[edge]) for edge in range(0, len(costs), 2))


def groups(uses: Iterable[Use], parts: Iterable[Part], rooms: Mapping[Place, int]) -> list[Group]:
    """Return the groups of uses and parts that can meet."""
    of_lines: dict[Line, list[Part]] = {}
    for part in parts:
        of_lines.setdefault(part.line, []).append(part)
    owners: dict[object, Group] = {}
    for line, its_parts in of_lines.items():
        owners[line] = Group(lines={line: its_parts})
    for room, ore in rooms.items():
        owners[room] = Group(rooms={room: ore})
    index = _index(of_lines)
    for use in uses:
        met = {id(owners[key]): owners[key] for key in _met(use, index)}
        group = _joined(list(met.values()), owners)
        group.uses.append(use)
        if not met:
            owners[use] = group
    return list({id(group): group for group in owners.values()}.values())


def _index(lines: Iterable[Line]) -> dict[int, list[Line]]:
    by_year: dict[int, list[Line]] = {}
    for line in lines:
        for year in range(line.years.first, line.years.last + 1):
            by_year.setdefault(year, []).append(line)
    return by_year


def _met(use: Use, index: dict[int, list[Line]]) -> Iterator[object]:
    yield from use.rooms
    for year in use.years:
        yield from (line for line in index.get(year, ()) if use.fits(line))


def _joined(met: list[Group], owners: dict[object, Group]) -> Group:
    if not met:
        return Group()
    largest = max(met, key=lambda group: len(group.lines) + len(group.rooms))
    for group in met:
        if group is not largest:
            largest.uses += group.uses
            largest.lines.update(group.lines)
            largest.rooms.update(group.rooms)
            owners.update(dict.fromkeys((*group.lines, *group.rooms), largest))
    return largest
