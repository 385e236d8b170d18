"""Lines of a register that stand in it twice, with one line of the ledger for the two."""

from collections.abc import Hashable, Iterator

from tidlig.matching.items import Item
from tidlig.matching.matches import Group, Match, Remark
from tidlig.matching.names import key, name, number
from tidlig.matching.unmatched import Unmatched


def set_duplicates_apart(board: Unmatched) -> None:
    """Set apart free lines that are as one that is matched."""
    matched: dict[Hashable, tuple[Item, Match]] = {}
    for match in board.matches:
        for item in match.register:
            for mark in _marks(board, item):
                matched.setdefault(mark, (item, match))
    for item in list(board.register.values()):
        found = (matched[mark] for mark in _marks(board, item) if mark in matched)
        twice = next((each for each in found if not _told_apart(item, each[0])), None)
        if twice is not None:
            told = tuple(_told(board, item, *twice))
            board.set_apart(Match(Group.DUPLICATE, (), (item,), "", told))


def _told(board: Unmatched, item: Item, first: Item, match: Match) -> Iterator[Remark]:
    """Say which line is there already, and where the second names another recipient."""
    yield Remark("duplicate", (first.number,))
    if board.comparison.agreement(match.ledger, item) == "other":
        yield Remark("other-recipient", (board.comparison.named_otherwise(match.ledger, item),))


def _marks(board: Unmatched, item: Item) -> Iterator[Hashable]:
    """Give what another line would have too if it were the same, the surest first."""
    if item.id:
        yield "id", key(item.id), item.ore
    if item.reference:
        is_of_one = len(board.comparison.keys.found(item, "reference")) == 1
        yield "reference", key(item.reference), item.ore, None if is_of_one else item.date
    who = number(item.cvr) or name(item.recipient)
    if who:
        yield "recipient", who, item.ore, item.date, key(item.award)


def _told_apart(item: Item, other: Item) -> bool:
    """Tell whether two lines have ids, or references, that say that they are two."""
    pairs = ((item.id, other.id), (item.reference, other.reference))
    return any(one and two and key(one) != key(two) for one, two in pairs)
