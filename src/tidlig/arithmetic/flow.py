"""The cheapest maximum flow through a small network, in whole numbers.

Successive shortest paths with potentials, and a blocking flow for each length of path: costs are
few and small here, so there are few lengths (Ahuja, Magnanti, Orlin, Network Flows, 9.7 and 9.8).
A flow for other costs is reached from one that is cheapest: what flows where it has become dear is
sent back to where it came from, and goes on from there along the cheapest paths.
"""

import heapq
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

_FAR = 1 << 62
"""Further than any node is from the source."""


@dataclass(slots=True)
class Network:
    """Nodes by number and edges in pairs: an edge and, after it, the way back through it."""

    heads: list[int] = field(default_factory=list)
    room: list[int] = field(default_factory=list)
    leaving: list[list[int]] = field(default_factory=list)

    def node(self) -> int:
        """Add a node and return its number."""
        self.leaving.append([])
        return len(self.leaving) - 1

    def edge(self, tail: int, head: int, capacity: int) -> int:
        """Add an edge and return its number."""
        number = len(self.heads)
        self.heads += (head, tail)
        self.room += (capacity, 0)
        self.leaving[tail].append(number)
        self.leaving[head].append(number + 1)
        return number

    def reached(self, start: int, room: Sequence[int]) -> list[int]:
        """Return the nodes to which edges with room lead from one."""
        reached = [start]
        seen = {start}
        for node in reached:
            ahead = {self.heads[edge] for edge in self.leaving[node] if room[edge]} - seen
            seen |= ahead
            reached += sorted(ahead)
        return reached


def maximum_flow(network: Network, source: int, sink: int) -> list[int]:
    """Return the room that a maximum flow leaves on each edge by its number."""
    return _filled(network, source, sink, [0] * len(network.heads), ())


class CheapestFlow:
    """A maximum flow whose cost is least, and what it may change into at other costs."""

    def __init__(self, network: Network, source: int, sink: int, costs: Sequence[int]) -> None:
        """Find the flow; `costs` has that of a unit on each edge by its number, never negative.

        What flows back through an edge gets its cost back.
        """
        self._network, self._costs = network, costs
        flow = _Flow(network, source, sink, costs)
        flow.fill()
        self._room, self._prices = flow.room, flow.prices

    @property
    def units(self) -> list[int]:
        """The flow through each edge by its number."""
        return [
            before - after for before, after in zip(self._network.room, self._room, strict=True)
        ]

    def least(self, prices: Mapping[int, int]) -> int:
        """Return the least price of the flows that cost the least.

        The price of a unit on an edge may be negative; all together are far below any cost.
        """
        room, costs = list(self._room), list(self._costs)
        waiting: defaultdict[int, int] = defaultdict(int)
        for edge, price in prices.items():
            costs[edge] += price
            self._send_back(edge, costs[edge], room, waiting)
        self._send_on(room, costs, waiting)
        return sum((self._network.room[edge] - room[edge]) * prices[edge] for edge in prices)

    def _send_back(
        self, edge: int, cost: int, room: list[int], waiting: defaultdict[int, int]
    ) -> None:
        """Empty an edge that has become dear, or fill one that has become cheap.

        What then waits at a node, or lacks there, is counted.
        """
        tail, head = self._network.heads[edge ^ 1], self._network.heads[edge]
        surplus = cost + self._prices[tail] - self._prices[head]
        if surplus == 0:
            return
        through = edge if surplus < 0 else edge ^ 1
        units = room[through]
        room[through] -= units
        room[through ^ 1] += units
        waiting[tail] -= units if surplus < 0 else -units
        waiting[head] += units if surplus < 0 else -units

    def _send_on(self, room: list[int], costs: list[int], waiting: Mapping[int, int]) -> None:
        """Send what waits at nodes to where it lacks, as cheap as can be."""
        sources = {node: units for node, units in waiting.items() if units > 0}
        sinks = {node: -units for node, units in waiting.items() if units < 0}
        if not sources:
            return
        widened = Network(list(self._network.heads), room, list(self._network.leaving))
        source, sink = _widen(widened, sources, sinks)
        costs += [0] * (len(widened.heads) - len(costs))
        first = max(map(self._prices.__getitem__, sources))
        last = min(map(self._prices.__getitem__, sinks))
        prices = [*self._prices, first, last]
        if self._degree(sources) <= self._degree(sinks):
            room[:] = _filled(widened, source, sink, costs, prices)
        else:
            mirrored = Network(widened.heads, _turned(room), widened.leaving)
            back = [-cost for cost in costs], [-price for price in prices]
            room[:] = _turned(_filled(mirrored, sink, source, *back))

    def _degree(self, nodes: Iterable[int]) -> int:
        """Return how many edges there are at nodes: a search from few of them is the shorter."""
        return sum(len(self._network.leaving[node]) for node in nodes)


def _widen(
    network: Network, sources: Mapping[int, int], sinks: Mapping[int, int]
) -> tuple[int, int]:
    """Add a source that leads to some nodes and a sink beyond others; return their numbers."""
    source, sink = network.node(), network.node()
    for node in (*sources, *sinks):
        network.leaving[node] = list(network.leaving[node])
    for node, units in sources.items():
        network.edge(source, node, units)
    for node, units in sinks.items():
        network.edge(node, sink, units)
    return source, sink


def _filled(
    network: Network, source: int, sink: int, costs: Sequence[int], prices: Sequence[int]
) -> list[int]:
    """Return the room that is left of edges when all flows that can."""
    flow = _Flow(network, source, sink, costs, prices)
    flow.fill()
    return flow.room


def _turned(room: Sequence[int]) -> list[int]:
    """Return the room as it is if every edge leads the other way."""
    turned = list(room)
    turned[::2], turned[1::2] = room[1::2], room[::2]
    return turned


class _Flow:
    """A flow, grown along the cheapest paths that have room.

    A node's price is its distance from the source. An edge is cheapest if its cost is the
    difference of the prices at its ends.
    """

    def __init__(
        self,
        network: Network,
        source: int,
        sink: int,
        costs: Sequence[int],
        prices: Sequence[int] = (),
    ) -> None:
        """Begin with what room there is, and with prices at which no edge with room is cheap."""
        self._network = network
        self._source, self._sink = source, sink
        self._costs = costs
        self.prices = list(prices) or [0] * len(network.leaving)
        self.room = list(network.room)

    def fill(self) -> None:
        """Grow the flow until there is no path left."""
        while self._has_path():
            pass

    def _has_path(self) -> bool:
        """Send flow along cheapest edges, else set prices that make more so; False if none does."""
        distances, waiting = [_FAR] * len(self.prices), [(0, self._source)]
        distances[self._source] = 0
        levels = {self._source: 0}
        self._look_around(heapq.heappop(waiting)[1], 0, distances, waiting, levels)
        if self._sink in levels:
            self._block(levels)
            return True
        return self._reprice(distances, waiting)

    def _surplus(self, edge: int) -> int:
        """What an edge that has room costs above the difference of prices; never negative."""
        heads = self._network.heads
        is_back = edge & 1
        cost = -self._costs[edge - 1] if is_back else self._costs[edge]
        return cost + self.prices[heads[edge ^ 1]] - self.prices[heads[edge]]

    def _reprice(self, distances: list[int], waiting: list[tuple[int, int]]) -> bool:
        """Set the prices to the distances as they are now; return whether the sink has one.

        A distance is how much further than its price a node is from the source (Dijkstra).
        """
        while waiting:
            distance, node = heapq.heappop(waiting)
            if distance == distances[self._sink]:
                break
            if distance == distances[node]:
                self._look_around(node, distance, distances, waiting, {})
        longest = distances[self._sink]
        if longest == _FAR:
            return False
        self.prices = [
            price + min(longest, distance)
            for price, distance in zip(self.prices, distances, strict=True)
        ]
        return True

    def _look_around(
        self,
        start: int,
        distance: int,
        distances: list[int],
        waiting: list[tuple[int, int]],
        levels: dict[int, int],
    ) -> None:
        """Set the distances of what is next to a node, and to those that are no further.

        The level of one that is no further is how many edges it is away. The sink ends the search.
        """
        heads, room, prices, costs = self._network.heads, self.room, self.prices, self._costs
        levels[start] = 0
        here = [start]
        for node in here:
            price = distance + prices[node]
            for edge in self._network.leaving[node]:
                if not room[edge]:
                    continue
                head = heads[edge]
                further = price - prices[head] + (-costs[edge - 1] if edge & 1 else costs[edge])
                if further >= distances[head]:
                    continue
                distances[head] = further
                if further > distance:
                    heapq.heappush(waiting, (further, head))
                    continue
                levels[head] = levels[node] + 1
                if head == self._sink:
                    return
                here.append(head)

    def _block(self, levels: Mapping[int, int]) -> None:
        """Send flow along the shortest paths of cheapest edges until none has room."""
        onward = self._onward(levels)
        while path := self._path(onward):
            units = min(self.room[edge] for edge in path)
            for edge in path:
                self.room[edge] -= units
                self.room[edge ^ 1] += units

    def _onward(self, levels: Mapping[int, int]) -> Mapping[int, list[int]]:
        """Return, for each node that leads to the sink, the cheapest edges on to the next level."""
        heads, room = self._network.heads, self.room
        onward: dict[int, list[int]] = {self._sink: []}
        queue = [self._sink]
        for node in queue:
            before = levels[node] - 1
            for edge in self._network.leaving[node]:
                tail, back = heads[edge], edge ^ 1
                if levels.get(tail) == before and room[back] and self._surplus(back) == 0:
                    if tail not in onward:
                        onward[tail] = []
                        queue.append(tail)
                    onward[tail].append(back)
        return onward

    def _path(self, onward: Mapping[int, list[int]]) -> list[int]:
        """Return a path to the sink; edges that lead nowhere are taken out of `onward`."""
        path: list[int] = []
        node = self._source
        while node != self._sink:
            edges = onward[node]
            while edges and not self.room[edges[-1]]:
                edges.pop()
            if edges:
                path.append(edges[-1])
                node = self._network.heads[edges[-1]]
            elif path:
                edge = path.pop()
                node = self._network.heads[edge ^ 1]
                onward[node].pop()
            else:
                return []
        return path
