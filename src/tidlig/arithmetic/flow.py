"""The cheapest maximum flow through a small network, in whole numbers.

Successive shortest paths with potentials, and a blocking flow for each length of path: costs are
few and small here, so there are few lengths (Ahuja, Magnanti, Orlin, Network Flows, 9.7 and 9.8).
"""

import heapq
from collections.abc import Sequence
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
    room = list(network.room)
    prices = [0] * len(network.leaving)
    while _reprice(network, source, sink, costs, room, prices):
        while _block(network, source, sink, costs, room, prices):
            pass
    return [before - after for before, after in zip(network.room, room, strict=True)]


def _reprice(
    network: Network,
    source: int,
    sink: int,
    costs: Sequence[int],
    room: list[int],
    prices: list[int],
) -> bool:
    """Add the distance from the source to each node's price; return whether the sink has one."""
    far = 1 << 62
    distances = [far] * len(prices)
    distances[source] = 0
    waiting = [(0, source)]
    while waiting:
        distance, node = heapq.heappop(waiting)
        if distance > distances[node]:
            continue
        for edge in network.leaving[node]:
            if room[edge] <= 0:
                continue
            head = network.heads[edge]
            further = distance + _cost(costs, edge) + prices[node] - prices[head]
            if further < distances[head]:
                distances[head] = further
                heapq.heappush(waiting, (further, head))
    reached = distances[sink] < far
    longest = distances[sink] if reached else 0
    for node, distance in enumerate(distances):
        prices[node] += min(distance, longest)
    return reached


def _block(
    network: Network,
    source: int,
    sink: int,
    costs: Sequence[int],
    room: list[int],
    prices: list[int],
) -> bool:
    """Send flow along shortest paths of cheapest edges until they are blocked."""
    levels = [-1] * len(prices)
    levels[source] = 0
    queue = [source]
    for node in queue:
        for edge in network.leaving[node]:
            head = network.heads[edge]
            if (
                room[edge] > 0
                and levels[head] < 0
                and not (_cost(costs, edge) + prices[node] - prices[head])
            ):
                levels[head] = levels[node] + 1
                queue.append(head)
    if levels[sink] < 0:
        return False
    upcoming = [0] * len(prices)
    while True:
        path = _path(network, source, sink, costs, room, prices, levels, upcoming)
        if not path:
            return True
        units = min(room[edge] for edge in path)
        for edge in path:
            room[edge] -= units
            room[edge ^ 1] += units


def _path(
    network: Network,
    source: int,
    sink: int,
    costs: Sequence[int],
    room: list[int],
    prices: list[int],
    levels: list[int],
    upcoming: list[int],
) -> list[int]:
    """Return the edges of a path to the sink, each one level further; none if there is no more."""
    path: list[int] = []
    node = source
    while node != sink:
        leaving = network.leaving[node]
        while upcoming[node] < len(leaving):
            edge = leaving[upcoming[node]]
            head = network.heads[edge]
            if (
                room[edge] > 0
                and levels[head] == levels[node] + 1
                and not (_cost(costs, edge) + prices[node] - prices[head])
            ):
                break
            upcoming[node] += 1
        else:
            if not path:
                return []
            levels[node] = -1
            node = network.heads[path.pop() ^ 1]
            continue
        path.append(edge)
        node = head
    return path


def _cost(costs: Sequence[int], edge: int) -> int:
    return -costs[edge - 1] if edge & 1 else costs[edge]
