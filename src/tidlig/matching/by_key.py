"""Matching by id, then by reference: also where several lines of either side have the same."""

from collections import defaultdict
from collections.abc import Sequence
from itertools import product

from tidlig.matching.by_recipient import Place, equal_amounts, own_places, places, recipients
from tidlig.matching.items import Item
from tidlig.matching.matches import Group, Unmatched, amounts_differ, are_known, days_apart
from tidlig.matching.names import Items

MOST_COMPARED = 30
"""So many lines of one reference are compared each with each; more only by amount and date."""


def match_by_keys(unmatched: Unmatched) -> None:
    """Match lines that one id or reference belongs to."""
    for what in ("id", "reference"):
        for ledger, register in _lines_by_key(unmatched, what):
            free = unmatched.free(ledger)
            _match(unmatched, free, register, what, shared=len(ledger) > 1)


def _lines_by_key(unmatched: Unmatched, what: str) -> list[tuple[Items, list[Item]]]:
    """The lines of the ledger that a key is of, with the lines of the register that have it.

    Lines of the ledger are first told apart by identity, because hashing all of them once for each
    line of the register is slow where many have the same key.
    """
    groups: dict[tuple[int, ...], tuple[Items, list[Item]]] = {}
    by_identity: dict[int, list[Item]] = {}
    for item in unmatched.register.values():
        ledger = unmatched.comparison.keys.lines_of(item, what)
        if not ledger:
            continue
        if id(ledger) not in by_identity:
            numbers = tuple(ours.number for ours in ledger)
            _, by_identity[id(ledger)] = groups.setdefault(numbers, (ledger, []))
        by_identity[id(ledger)].append(item)
    return list(groups.values())


def settle_unsure(unmatched: Unmatched) -> None:
    """Match by key what nothing fitted better."""
    for number, (ours, what) in unmatched.unsure.items():
        if number in unmatched.register and ours.number in unmatched.ledger:
            unmatched.settle([ours], [unmatched.register[number]], what)


def _match(
    unmatched: Unmatched, ledger: list[Item], register: list[Item], what: str, *, shared: bool
) -> None:
    """Match the lines of one key; what is left over stays free."""
    if len(ledger) > 1 and len(register) > 1:
        _match_equal(unmatched, ledger, register, what)
        ledger = unmatched.free(ledger)
        register = unmatched.free(register)
    if not ledger or not register:
        return
    if not shared and len(ledger) == len(register) == 1:
        _match_one(unmatched, ledger[0], register[0], what)
    elif _adds_up(ledger, register):
        unmatched.settle(ledger, register, what)
    else:
        _match_nearest(unmatched, ledger, register, what, shared=shared)


def _match_equal(
    unmatched: Unmatched, ledger: Sequence[Item], register: Sequence[Item], what: str
) -> None:
    """Match equal amounts: first of one recipient and award, then of one recipient, then any."""
    for places_of in (places, recipients):
        ours: dict[Place, list[Item]] = defaultdict(list)
        theirs: dict[Place, list[Item]] = defaultdict(list)
        for item in unmatched.free(ledger):
            for place in own_places(item):
                ours[place].append(item)
        for item in unmatched.free(register):
            for place in places_of(unmatched, item):
                theirs[place].append(item)
        for place, items in theirs.items():
            if place in ours:
                _pair_equal(unmatched, ours[place], items, what)
    _pair_equal(unmatched, ledger, register, what)


def _pair_equal(
    unmatched: Unmatched, ledger: Sequence[Item], register: Sequence[Item], what: str
) -> None:
    pairs = list(equal_amounts(unmatched.free(ledger), unmatched.free(register), None))
    for ours, theirs in pairs:
        unmatched.settle([ours], [theirs], what)


def _match_one(unmatched: Unmatched, ours: Item, theirs: Item, what: str) -> None:
    """Match two lines, but where the amount differs and more: others may fit each of them."""
    match = unmatched.comparison.match([ours], [theirs], what)
    if match.group is Group.AMOUNT and len(match.differs) > 1:
        unmatched.unsure[theirs.number] = ours, what
    else:
        unmatched.set_apart(match)


def _adds_up(ledger: Sequence[Item], register: Sequence[Item]) -> bool:
    """Whether one line on one side is as much as all of the other."""
    if len(ledger) > 1 and len(register) > 1:
        return False
    return are_known(ledger) and not amounts_differ(ledger, register)


def _match_nearest(
    unmatched: Unmatched, ledger: list[Item], register: list[Item], what: str, *, shared: bool
) -> None:
    """Pair what is nearest; lines of a shared reference only where their dates are near too."""
    if len(ledger) > MOST_COMPARED or len(register) > MOST_COMPARED:
        return
    pairs = list(product(ledger, register))
    if shared:
        pairs = [pair for pair in pairs if _is_near(unmatched, *pair)]
    for ours, theirs in sorted(pairs, key=lambda pair: _distance(unmatched, *pair)):
        if ours.number in unmatched.ledger and theirs.number in unmatched.register:
            unmatched.settle([ours], [theirs], what)


def _is_near(unmatched: Unmatched, ours: Item, theirs: Item) -> bool:
    days = abs(days_apart(ours, theirs))
    return days <= unmatched.comparison.days or ours.ore == theirs.ore


def _distance(
    unmatched: Unmatched, ours: Item, theirs: Item
) -> tuple[bool, int, int, int, int, int]:
    """How far two lines are apart: by amount, by who and what they are of, by date."""
    comparison = unmatched.comparison
    has_other_amount = amounts_differ([ours], [theirs])
    has_other_recipient = comparison.agreement([ours], theirs) == "other"
    has_other_award = comparison.award_differs([ours], theirs)
    others = has_other_recipient + has_other_award
    days = abs(days_apart(ours, theirs))
    ore = abs(ours.ore - theirs.ore)
    return has_other_amount, others, days, ore, ours.number, theirs.number
