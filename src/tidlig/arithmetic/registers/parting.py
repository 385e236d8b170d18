"""One line on one side that is several on the other: amounts that add up.

The search is bounded: a few of the nearest lines, in twos, in threes, or all of them.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from tidlig.arithmetic.registers.board import Board
from tidlig.arithmetic.registers.comparing import apart
from tidlig.arithmetic.registers.items import Item
from tidlig.arithmetic.registers.matches import Group

MOST_IN_TWOS, MOST_IN_THREES = 16, 8
"""So many of the nearest lines are added up in twos, and in threes."""

Lines = Mapping[str, list[Item]]
"""Free lines by the recipient that they are of."""


def complete_sums(board: Board) -> None:
    """Add free lines to matches whose amounts differ, where they make up the difference."""
    ours, theirs, named = _ours(board), _theirs(board), _named(board)
    for at, match in enumerate(board.matches):
        if match.group is not Group.AMOUNT or len(match.ledger) > 1 or len(match.register) > 1:
            continue
        gap, item, line = match.difference, match.ledger[0], match.register[0]
        near = _near(board, item, theirs.get(item.recipient, ()))
        register = [*named.get(item.number, ()), *near]
        parts = _adding(item, board.free(register), -gap.high, -gap.low, 1)
        if parts:
            board.complete(at, [], parts)
            continue
        near = _near(board, line, _of_recipients(board, line, ours))
        parts = _adding(line, board.free(near), gap.ore, gap.ore, 1)
        if parts:
            board.complete(at, parts, [])


def match_sums(board: Board) -> None:
    """Match free lines of one recipient with several near in time that add up to them."""
    ours, theirs = _ours(board), _theirs(board)
    for item in list(board.ledger.values()):
        if item.money is not None:
            near = _near(board, item, board.free(theirs.get(item.recipient, ())))
            parts = _adding(item, near, item.money.low, item.money.high, 2)
            if parts:
                board.settle([item], parts, "sum")
    for line in list(board.register.values()):
        if not board.claims(line):
            near = _near(board, line, board.free(_of_recipients(board, line, ours)))
            parts = _adding(line, near, line.ore, line.ore, 2)
            if parts:
                board.settle(parts, [line], "sum")


def _ours(board: Board) -> Lines:
    """Give the free lines of the ledger whose amounts are exact."""
    found: dict[str, list[Item]] = defaultdict(list)
    for item in board.ledger.values():
        if item.recipient and item.money is not None and item.money.exact:
            found[item.recipient].append(item)
    return found


def _theirs(board: Board) -> Lines:
    """Give the free lines of the register that name no line of the ledger."""
    found: dict[str, list[Item]] = defaultdict(list)
    for item in board.register.values():
        if not board.claims(item):
            for recipient in board.comparison.parties.meant(item):
                found[recipient].append(item)
    return found


def _named(board: Board) -> Mapping[int, list[Item]]:
    """Give the free lines of the register that name one line of the ledger, by its number."""
    found: dict[int, list[Item]] = defaultdict(list)
    for item in board.register.values():
        if board.claims(item):
            found[board.comparison.keys.named(item)[0].number].append(item)
    return found


def _of_recipients(board: Board, line: Item, ours: Lines) -> Iterator[Item]:
    for recipient in sorted(board.comparison.parties.meant(line)):
        yield from ours.get(recipient, ())


def _near(board: Board, item: Item, others: Iterable[Item]) -> list[Item]:
    return [each for each in others if abs(apart(item, each)) <= board.comparison.days]


def _adding(
    item: Item, others: Sequence[Item], low: int, high: int, least: int
) -> tuple[Item, ...]:
    """Give lines that add up to between two sums, as few and as near as can be; else none."""
    if low <= 0 <= high:
        return ()
    sign = 1 if low > 0 else -1
    fitting = [each for each in others if 0 < sign * each.ore <= max(sign * low, sign * high)]
    fitting.sort(key=lambda each: (abs(apart(item, each)), each.number))
    for size, most in ((1, len(fitting)), (2, MOST_IN_TWOS), (3, MOST_IN_THREES)):
        if size >= least:
            for parts in combinations(fitting[:most], size):
                if low <= sum(part.ore for part in parts) <= high:
                    return parts
    if len(fitting) > 3 and low <= sum(part.ore for part in fitting) <= high:
        return tuple(fitting)
    return ()
