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
from tidlig.arithmetic.registers.meeting import Place, places

MOST_IN_TWOS, MOST_IN_THREES = 16, 8
"""So many of the nearest lines are added up in twos, and in threes."""

Lines = Mapping[Place, list[Item]]


def complete_sums(board: Board) -> None:
    """Add free lines to matches whose amounts differ, where they make up the difference."""
    ours, theirs = _ours(board), _theirs(board, with_keys=True)
    for at, match in enumerate(board.matches):
        if match.group is not Group.AMOUNT or len(match.ledger) > 1 or len(match.register) > 1:
            continue
        gap, item = match.difference, match.ledger[0]
        free = [each for each in _at(theirs, item) if each.number in board.register]
        register = [each for each in free if board.claims(each) or _near(board, item, [each])]
        parts = _adding(item, register, -gap.high, -gap.low, 1)
        if parts:
            board.complete(at, [], parts)
            continue
        reference = match.register[0]
        around = [each for place in places(board, reference) for each in ours.get(place, ())]
        near = _near(board, reference, board.free(around))
        parts = _adding(reference, near, gap.ore, gap.ore, 1)
        if parts:
            board.complete(at, parts, [])


def match_sums(board: Board) -> None:
    """Match free lines of one recipient with several near in time that add up to them."""
    theirs = _theirs(board, with_keys=False)
    for item in list(board.ledger.values()):
        if item.money is not None:
            free = [each for each in _at(theirs, item) if each.number in board.register]
            parts = _adding(item, _near(board, item, free), item.money.low, item.money.high, 2)
            if parts:
                board.settle([item], parts, "sum")
    ours = _ours(board)
    for item in list(board.register.values()):
        if not board.claims(item):
            around = [each for place in places(board, item) for each in ours.get(place, ())]
            near = _near(board, item, board.free(around))
            parts = _adding(item, near, item.ore, item.ore, 2)
            if parts:
                board.settle(parts, [item], "sum")


def _ours(board: Board) -> Lines:
    """Give the free lines of the ledger whose amounts are exact, where the register's may meet."""
    found: dict[Place, list[Item]] = defaultdict(list)
    for item in board.ledger.values():
        if item.recipient and item.money is not None and item.money.exact:
            found[Place(item.recipient)].append(item)
            found[Place(item.recipient, item.award)].append(item)
    return found


def _theirs(board: Board, *, with_keys: bool) -> Lines:
    """Give the free lines of the register by where they meet; by the line they name, too."""
    found: dict[Place, list[Item]] = defaultdict(list)
    for item in board.register.values():
        claims = board.claims(item)
        if with_keys:
            for named in board.comparison.keys.named(item) if claims else ():
                found[Place("", f"={named.number}")].append(item)
        if not claims:
            for place in places(board, item):
                found[place].append(item)
    return found


def _at(theirs: Lines, item: Item) -> Iterator[Item]:
    """Give the lines of a register that meet one of the ledger, each once."""
    seen: set[int] = set()
    places = [Place("", f"={item.number}")]
    if item.recipient:
        places += [Place(item.recipient), Place(item.recipient, item.award)]
    for place in places:
        for each in theirs.get(place, ()):
            if each.number not in seen:
                seen.add(each.number)
                yield each


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
