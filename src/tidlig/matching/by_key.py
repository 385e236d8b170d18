"""Matching by id, then by reference: also where several lines of either side have the same."""

from collections import defaultdict
from collections.abc import Sequence

from tidlig.matching.by_recipient import Place, equal_amounts, own_places, places, recipients
from tidlig.matching.items import Item
from tidlig.matching.matches import Group, Unmatched, amounts_differ, apart

MOST_COMPARED = 30
"""So many lines of one reference are compared each with each; more only by amount and date."""


def match_by_keys(board: Unmatched) -> None:
    """Match lines that one id or reference belongs to."""
    for what in ("id", "reference"):
        groups: dict[tuple[int, ...], list[Item]] = defaultdict(list)
        named: dict[tuple[int, ...], tuple[Item, ...]] = {}
        of_found: dict[int, list[Item]] = {}  # by identity: many lines find the same very many
        for item in board.register.values():
            found = board.comparison.keys.found(item, what)
            if found and id(found) not in of_found:
                numbers = tuple(each.number for each in found)
                named[numbers] = found
                of_found[id(found)] = groups[numbers]
            if found:
                of_found[id(found)].append(item)
        for numbers, register in groups.items():
            _match(board, board.free(named[numbers]), register, what, shared=len(numbers) > 1)


def settle_unsure(board: Unmatched) -> None:
    """Match by key what nothing fitted better."""
    for number, (ours, what) in board.unsure.items():
        if number in board.register and ours.number in board.ledger:
            board.settle([ours], [board.register[number]], what)


def _match(
    board: Unmatched, ledger: list[Item], register: list[Item], what: str, *, shared: bool
) -> None:
    """Match the lines of one key; what is left over stays free."""
    if len(ledger) > 1 and len(register) > 1:
        _match_equal(board, ledger, register, what)
        ledger = board.free(ledger)
        register = board.free(register)
    if not ledger or not register:
        return
    if not shared and len(ledger) == len(register) == 1:
        _match_one(board, ledger[0], register[0], what)
    elif _adds_up(ledger, register):
        board.settle(ledger, register, what)
    else:
        _match_nearest(board, ledger, register, what, shared=shared)


def _match_equal(
    board: Unmatched, ledger: Sequence[Item], register: Sequence[Item], what: str
) -> None:
    """Match equal amounts: first of one recipient and award, then of one recipient, then any."""
    for with_award in (True, False):
        ours: dict[Place, list[Item]] = defaultdict(list)
        theirs: dict[Place, list[Item]] = defaultdict(list)
        for item in board.free(ledger):
            for place in own_places(item):
                ours[place].append(item)
        for item in board.free(register):
            met = places(board, item) if with_award else recipients(board, item)
            for place in met:
                theirs[place].append(item)
        for place in (each for each in theirs if each in ours):
            _pair_equal(board, ours[place], theirs[place], what)
    _pair_equal(board, ledger, register, what)


def _pair_equal(
    board: Unmatched, ledger: Sequence[Item], register: Sequence[Item], what: str
) -> None:
    for one, other in list(equal_amounts(board.free(ledger), board.free(register), None)):
        board.settle([one], [other], what)


def _match_one(board: Unmatched, ours: Item, theirs: Item, what: str) -> None:
    """Match two lines, but where the amount differs and more: others may fit each of them."""
    match = board.comparison.match([ours], [theirs], what)
    if match.group is Group.AMOUNT and len(match.differs) > 1:
        board.unsure[theirs.number] = ours, what
    else:
        board.set_apart(match)


def _adds_up(ledger: Sequence[Item], register: Sequence[Item]) -> bool:
    """Tell whether one line on one side is as much as all of the other."""
    if len(ledger) > 1 and len(register) > 1:
        return False
    return all(item.money is not None for item in ledger) and not amounts_differ(ledger, register)


def _match_nearest(
    board: Unmatched, ledger: list[Item], register: list[Item], what: str, *, shared: bool
) -> None:
    """Pair what is nearest; lines of a shared reference only where their dates are near too."""
    if len(ledger) > MOST_COMPARED or len(register) > MOST_COMPARED:
        return
    days = board.comparison.days
    pairs = [
        (ours, theirs)
        for ours in ledger
        for theirs in register
        if not shared or abs(apart(ours, theirs)) <= days or ours.ore == theirs.ore
    ]
    for ours, theirs in sorted(pairs, key=lambda pair: _distance(board, *pair)):
        if ours.number in board.ledger and theirs.number in board.register:
            board.settle([ours], [theirs], what)


def _distance(board: Unmatched, ours: Item, theirs: Item) -> tuple[bool, int, int, int, int, int]:
    """Give how far two lines are apart: by amount, by who and what they are of, by date."""
    comparison = board.comparison
    differs = amounts_differ([ours], [theirs])
    other = comparison.agreement([ours], theirs) == "other"
    elsewhere = comparison.award_differs([ours], theirs)
    by = abs(ours.ore - theirs.ore)
    days = abs(apart(ours, theirs))
    return differs, other + elsewhere, days, by, ours.number, theirs.number
