"""The least and the most that uses take from money, by the cheapest maximum flow through a network.

Uses flow over the places where they are counted to lines, and from their parts to the sink. What no
line covers flows there at a high cost, so that as little does as can be.

An amount of unknown size has an edge to the sink of its own: of a use, for what is not used, of a
part, for the part itself. A lapse is never more than what other uses leave. What no line covers
rises with the size of a use from some size on, by as much; it falls with the size of a part to some
size. So each size is one of those that a maximum flow finds if the edge is free, or if it costs
what an overdraft does: one of them is tried after the other, for all of them in every way. (Sizes
of several enter as one does: in any size, a rise by one covers one more or leaves one more without
cover, or does not.)
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import product
from typing import NamedTuple

from tidlig.arithmetic.by_strand import ByStrand
from tidlig.arithmetic.flow import CheapestFlow, Network, maximum_flow
from tidlig.arithmetic.movements import UNSPLIT, Line
from tidlig.arithmetic.uses import UNBOUNDED, Bounds, Counts, Part, Place, Use

MOVED = "moved"
"""The kind of a use that takes from one strand what another gets over the same years."""

OVERDRAWN = 1_000_000
"""The cost of a unit that no line covers: above the cost of any other way through a network."""


def _no_place(_: Place) -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Asked:
    """A figure that is asked for: what counts in it, and whose lapses, by their own place, do not.

    What is unknown of the lines that `nets` names moves within the figure. Where it is of a
    `strand`, nothing of another counts.
    """

    counts: Counts
    lapses_of: Callable[[Place], bool] = _no_place
    nets: Collection[Line] = ()
    strand: str | None = None

    def with_counts(self, counts: Counts) -> "Asked":
        """Return the same figure with something else that counts."""
        return replace(self, counts=counts)

    def has_part(self, part: Part) -> bool:
        """Whether what is taken from a part counts; never, if it may be of any size."""
        return self.counts(part) and (not part.grows or part.line in self.nets)

    def nets_use(self, use: Use) -> bool:
        """Whether a use is of a budget below zero that moves within the figure."""
        if use.kind != "negative" or not self.nets:
            return False
        own = (use.strand, use.years[0], use.years[-1])
        return any(own == (line.strand, *line.years) for line in self.nets)


class _Way(NamedTuple):
    """An edge that leads to a place, and what that is."""

    edge: int
    strand: str
    year: int


class _Cover(NamedTuple):
    """An edge from uses of a kind, of a strand and a year, to a line that covers them."""

    edge: int
    kind: str
    line: Line
    place: Place


def _netted_price(
    cover: _Cover, asked: Asked, moved: Collection[Line], counted: Collection[Line]
) -> int:
    """Return how often what a line covers counts beside what its line does, if moves net."""
    if cover.kind == MOVED:
        return -int(cover.line in counted)
    return int(cover.line in moved and asked.counts(Place(cover.line.strand, cover.place.year)))


class UseNetwork:
    """The network of a group: uses, the places where they are counted, lines, and their parts."""

    def __init__(
        self,
        uses: Sequence[Use],
        lines: Mapping[Line, Sequence[Part]],
        rooms: Mapping[Place, int],
        open_rooms: Collection[Place],
    ) -> None:
        """Take uses, the parts of lines, and rooms, of which any amount may be in the open ones."""
        self.uses, self.lines = uses, lines
        self.network = Network()
        self.source, self.sink = self.network.node(), self.network.node()
        self.needed = sum(use.ore for use in uses)
        self.nodes: dict[object, int] = {}
        self.parts: list[tuple[int, Part]] = []
        self.overdrafts: list[tuple[int, Place | None, str]] = []
        self.awards_by_year: list[_Way] = []
        self.awards_by_strand: list[_Way] = []
        self.covers: list[_Cover] = []
        self.unused: list[tuple[int, Use]] = []
        self.of_unknown_size: list[int] = []
        taking = [use.carried for use in uses if use.carried is not None]
        self._carried = frozenset().union(*(carried.parts for carried in taking))
        self._earlier = frozenset().union(*(carried.earlier for carried in taking))
        self._own_carried: list[Part] = []
        for line, parts in lines.items():
            self._add_line(line, parts)
        for room, ore in rooms.items():
            self._add_room(room, ore, is_open=room in open_rooms)
        for use in uses:
            self._add_use(use)
        self._flows: dict[tuple[bool, ...], CheapestFlow] = {}
        self.base = [0] * len(self.network.heads)
        for edge, place, _ in self.overdrafts:
            self.base[edge] = OVERDRAWN * (1 + self._comes_first(place))

    def _comes_first(self, place: Place | None) -> bool:
        """Whether the money of closed years covers uses of a year before it is carried on."""
        return place is not None and place.year in self._earlier

    def _add_line(self, line: Line, parts: Sequence[Part]) -> None:
        node = self.nodes["line", line] = self.network.node()
        for part in parts:
            owner = node
            if part in self._carried:
                self._own_carried.append(part)
                owner = self.nodes["part", part] = self.network.node()
                self.network.edge(node, owner, part.ore)
            edge = self.network.edge(owner, self.sink, part.ore)
            self.parts.append((edge, part))
            if part.varies:
                self.of_unknown_size.append(edge)

    def _add_room(self, room: Place, ore: int, *, is_open: bool) -> None:
        node = self.nodes["room", room] = self.network.node()
        self.network.edge(node, self.sink, ore)
        if is_open:
            self.of_unknown_size.append(self.network.edge(node, self.sink, UNBOUNDED))

    def _add_use(self, use: Use) -> None:
        node = self.network.node()
        self.network.edge(self.source, node, use.ore)
        if use.varies:
            edge = self.network.edge(node, self.sink, use.ore)
            self.unused.append((edge, use))
            if use.kind != "lapse":
                self.of_unknown_size.append(edge)
        for room in use.rooms:
            self.network.edge(node, self.nodes["room", room], use.ore)
        if not use.years:
            edge = self.network.edge(node, self.sink, use.ore)
            self.overdrafts.append((edge, None, use.kind))
        for year in use.years:
            to = self._any(use, year) if use.of_any_strand else self._named(use, year)
            edge = self.network.edge(node, to, use.ore)
            if use.kind == "award":
                self.awards_by_year.append(_Way(edge, use.strand, year))
                if not use.of_any_strand:
                    self.awards_by_strand.append(_Way(edge, use.strand, year))

    def _named(self, use: Use, year: int) -> int:
        key = (use.kind, use.strand, year)
        if key not in self.nodes:
            self.nodes[key] = self.network.node()
            place = Place(use.strand, year)
            self._cover(key, (use.strand, UNSPLIT), use, place)
            self._overdraw(key, place, use.kind)
        return self.nodes[key]

    def _any(self, use: Use, year: int) -> int:
        """Return the node of uses of any strand in a year; it leads to one for each strand."""
        kind = use.kind
        key = (kind, None, year)
        if key in self.nodes:
            return self.nodes[key]
        node = self.nodes[key] = self.network.node()
        for strand in sorted({line.strand for line in self.lines}):
            of_strand = (kind, "any", strand, year)
            self.nodes[of_strand] = self.network.node()
            edge = self.network.edge(node, self.nodes[of_strand], self.needed)
            if kind == "award":
                self.awards_by_strand.append(_Way(edge, strand, year))
            self._cover(of_strand, (strand,), use, Place(UNSPLIT, year))
        self._overdraw(key, Place(UNSPLIT, year), kind)
        if kind == "award":
            self.awards_by_strand.append(_Way(self.overdrafts[-1][0], UNSPLIT, year))
        return node

    def _cover(self, key: object, strands: Sequence[str], use: Use, place: Place) -> None:
        """Lead uses like one to the lines of its year, and to the parts that are carried on."""
        covering = [
            (self.nodes["line", line], line)
            for line in self.lines
            if line.strand in strands and line.years.first <= place.year <= line.years.last
        ]
        if use.carried is not None and place.year in use.carried.years:
            covering += [
                (self.nodes["part", part], part.line)
                for part in self._own_carried
                if part.line.strand in strands
            ]
        for node, line in covering:
            edge = self.network.edge(self.nodes[key], node, self.needed)
            self.covers.append(_Cover(edge, use.kind, line, place))

    def _overdraw(self, key: object, place: Place, kind: str) -> None:
        edge = self.network.edge(self.nodes[key], self.sink, self.needed)
        self.overdrafts.append((edge, place, kind))

    def taken(self, asked: Asked) -> Bounds:
        """Return what is taken from what counts, less what lapses of the figure take anywhere."""
        counted, within = self._counted(asked), self._moved_within(asked)
        given = {
            edge: part.ore
            for edge, part in self._varying
            if not part.grows and asked.counts(part) and part.line not in asked.nets
        }
        least = self._least(counted, given)
        most = -self._least({edge: -units for edge, units in counted.items()})
        return Bounds(least - within, most - within)

    def _counted(self, asked: Asked) -> dict[int, int]:
        """Return how often what flows through each edge counts; of lapses, less than nothing."""
        parts = self._parts_by_strand.of(asked.strand)
        overdrafts = self._overdrafts_by_strand.of(asked.strand)
        counted = [edge for edge, part in parts if asked.has_part(part)]
        counted += [edge for edge, place, kind in overdrafts if self._overdraws(place, kind, asked)]
        counted += [edge for edge, use in self.unused if asked.nets_use(use)]
        return {**dict.fromkeys(counted, 1), **dict.fromkeys(self._lapsed(asked), -1)}

    @cached_property
    def _varying(self) -> list[tuple[int, Part]]:
        return [(edge, part) for edge, part in self.parts if part.varies]

    @cached_property
    def _parts_by_strand(self) -> ByStrand[tuple[int, Part]]:
        return ByStrand(self.parts, lambda each: each[1].line.strand)

    @cached_property
    def _overdrafts_by_strand(self) -> ByStrand[tuple[int, Place | None, str]]:
        return ByStrand(self.overdrafts, lambda each: each[1].strand if each[1] else UNSPLIT)

    def netted(self, asked: Asked, moved: Collection[Line]) -> Bounds:
        """Return what is taken if what moves from line to line counts in no year.

        Uses that the moved money pays for count in their own year instead.
        """
        prices = self._netted(asked, moved)
        least = self._least(prices)
        return Bounds(least, -self._least({edge: -units for edge, units in prices.items()}))

    def _netted(self, asked: Asked, moved: Collection[Line]) -> dict[int, int]:
        counted = {part.line for _, part in self.parts if asked.counts(part)}.difference(moved)
        prices = {edge: 1 for edge, part in self.parts if part.line in counted}
        for edge, place, kind in self.overdrafts:
            prices[edge] = int(kind != MOVED and self._overdraws(place, kind, asked))
        for cover in self.covers:
            prices[cover.edge] = _netted_price(cover, asked, moved, counted)
        return {edge: price for edge, price in prices.items() if price}

    def _lapsed(self, asked: Asked) -> Iterator[int]:
        for cover in self.covers:
            if cover.kind == "lapse" and asked.lapses_of(cover.place):
                yield cover.edge

    def _moved_within(self, asked: Asked) -> int:
        """Return what uses may be above what is stated of them, if that moves within the figure."""
        return sum(use.ore - use.known for _, use in self.unused if asked.nets_use(use))

    def _overdraws(self, place: Place | None, kind: str, asked: Asked) -> bool:
        return place is not None and kind != "lapse" and asked.counts(place)

    def used(self, counts: Callable[[str, int], bool], *, by_strand: bool) -> Bounds:
        """Return the least and the most that awards use where a strand and a year count."""
        ways = self.awards_by_strand if by_strand else self.awards_by_year
        counted = [way.edge for way in ways if counts(way.strand, way.year)]
        least = self._least(dict.fromkeys(counted, 1))
        return Bounds(least, -self._least(dict.fromkeys(counted, -1)))

    def _least(self, prices: Mapping[int, int], given: Mapping[int, int] | None = None) -> int:
        """Return the least price of what flows through edges, which have one each.

        A part of unknown size that is used to the last is `given` away instead, where it is named.
        """
        ways = product((False, True), repeat=len(self.of_unknown_size))
        return min(self._least_in(way, prices, given or {}) for way in ways)

    def _least_in(
        self, way: tuple[bool, ...], prices: Mapping[int, int], given: Mapping[int, int]
    ) -> int:
        """Return the price where some amounts of unknown size are covered, or used, to the last."""
        gone = [e for e, is_dear in zip(self.of_unknown_size, way, strict=True) if is_dear]
        price = sum(given.get(edge, 0) for edge in gone)
        others = {e: each for e, each in prices.items() if e not in given or e not in gone}
        return price + self._flow(way).least(others)

    def _flow(self, way: tuple[bool, ...]) -> CheapestFlow:
        """Return the flow that leaves as little without cover as can be."""
        if way not in self._flows:
            costs = list(self.base)
            for edge, is_dear in zip(self.of_unknown_size, way, strict=True):
                costs[edge] = OVERDRAWN if is_dear else 0
            self._flows[way] = CheapestFlow(self.network, self.source, self.sink, costs)
        return self._flows[way]


def are_covered(uses: Sequence[Use], lines: Mapping[Line, Sequence[Part]]) -> bool:
    """Whether lines can cover all of some uses."""
    network = Network()
    source, sink = network.node(), network.node()
    nodes = {line: network.node() for line in lines}
    for line, parts in lines.items():
        network.edge(nodes[line], sink, sum(part.ore for part in parts))
    edges = []
    for use in uses:
        node = network.node()
        edges.append(network.edge(source, node, use.ore))
        for line in filter(use.fits, lines):
            network.edge(node, nodes[line], use.ore)
    room = maximum_flow(network, source, sink)
    return not any(room[edge] for edge in edges)
