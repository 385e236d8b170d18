"""The cheapest maximum flow through a small network, in whole numbers.

Successive shortest paths with potentials, and a blocking flow for each length of path: costs are
few and small here, so there are few lengths (Ahuja, Magnanti, Orlin, Network Flows, 9.7 and 9.8).
"""

import heapq
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field


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


def cheapest(network: Network, source: int, sink: int, costs: Sequence[int]) -> list[int]:
    """Return the flow through each edge of a maximum flow whose cost is least.

    `costs` has the cost of a unit on each edge by its number, never negative; what flows back
    through an edge gets its cost back.
    """
    flow = _Flow(network, source, sink, costs)
    while flow.reprice():
        while flow.block():
            pass
    return [before - after for before, after in zip(network.room, flow.room, strict=True)]


_FAR = 1 << 62
"""Further than any node is from the source."""


class _Flow:
    """A flow, grown along the cheapest paths that have room.

    A node's price is its distance from the source. An edge is cheapest if its cost is the
    difference of the prices at its ends.
    """

    def __init__(self, network: Network, source: int, sink: int, costs: Sequence[int]) -> None:
        """Begin without any flow."""
        self._network = network
        self._source, self._sink = source, sink
        self._costs = costs
        self._prices = [0] * len(network.leaving)
        self.room = list(network.room)

    def _surplus(self, edge: int) -> int:
        """What an edge that has room costs above the difference of prices; never negative."""
        heads = self._network.heads
        is_back = edge & 1
        cost = -self._costs[edge - 1] if is_back else self._costs[edge]
        return cost + self._prices[heads[edge ^ 1]] - self._prices[heads[edge]]

    def reprice(self) -> bool:
        """Set the prices to the distances as they are now; return whether the sink has one."""
        distances = self._distances()
        longest = distances[self._sink]
        if longest == _FAR:
            return False
        for node, distance in enumerate(distances):
            self._prices[node] += min(distance, longest)
        return True

    def _distances(self) -> list[int]:
        """Return how much further than its price each node is from the source (Dijkstra)."""
        distances = [_FAR] * len(self._prices)
        distances[self._source] = 0
        waiting = [(0, self._source)]
        while waiting:
            distance, node = heapq.heappop(waiting)
            if distance > distances[node]:
                continue
            for edge in self._with_room(node):
                head = self._network.heads[edge]
                further = distance + self._surplus(edge)
                if further < distances[head]:
                    distances[head] = further
                    heapq.heappush(waiting, (further, head))
        return distances

    def _with_room(self, node: int) -> Iterator[int]:
        return (edge for edge in self._network.leaving[node] if self.room[edge] > 0)

    def block(self) -> bool:
        """Send flow along the shortest paths of cheapest edges; return whether there were any."""
        levels = self._levels()
        if levels[self._sink] < 0:
            return False
        onward = [
            [edge for edge in self._network.leaving[node] if self._leads_on(edge, levels)]
            for node in range(len(levels))
        ]
        while path := self._path(onward):
            units = min(self.room[edge] for edge in path)
            for edge in path:
                self.room[edge] -= units
                self.room[edge ^ 1] += units
        return True

    def _levels(self) -> list[int]:
        """Return how many cheapest edges each node is from the source; -1 for none."""
        levels = [-1] * len(self._prices)
        levels[self._source] = 0
        queue = [self._source]
        for node in queue:
            for edge in self._with_room(node):
                head = self._network.heads[edge]
                if levels[head] < 0 and self._surplus(edge) == 0:
                    levels[head] = levels[node] + 1
                    queue.append(head)
        return levels

    def _leads_on(self, edge: int, levels: Sequence[int]) -> bool:
        tail, head = self._network.heads[edge ^ 1], self._network.heads[edge]
        is_next = levels[tail] >= 0 and levels[head] == levels[tail] + 1
        return is_next and self.room[edge] > 0 and self._surplus(edge) == 0

    def _path(self, onward: list[list[int]]) -> list[int]:
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
