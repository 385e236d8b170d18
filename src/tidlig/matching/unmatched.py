"""The lines that are still free on both sides, and the matches made of the others."""

from collections.abc import Iterable, Sequence

from tidlig.matching.comparison import Comparison
from tidlig.matching.items import Item
from tidlig.matching.matches import Group, Match


class Unmatched:
    """Both sides while they are matched: a line is free, or in one match.

    `unsure` are pairs of one id or reference in which too much differs, by the register's line.
    """

    def __init__(
        self, ledger: Sequence[Item], register: Sequence[Item], comparison: Comparison
    ) -> None:
        self.ledger = {item.number: item for item in ledger}
        self.register = {item.number: item for item in register}
        assert len(self.ledger) == len(ledger), "numbers of the ledger's lines repeat"
        assert len(self.register) == len(register), "numbers of the register's lines repeat"
        self.comparison = comparison
        self.matches: list[Match] = []
        self.unsure: dict[int, tuple[Item, str]] = {}

    def free(self, items: Iterable[Item]) -> list[Item]:
        """Give those lines, of either side, that are free."""
        return [item for item in items if item.number in self._side(item)]

    def _side(self, item: Item) -> dict[int, Item]:
        return self.register if item.entry is None else self.ledger

    def settle(
        self, ledger: Sequence[Item], register: Sequence[Item], by: str, group: Group | None = None
    ) -> None:
        """Match free lines."""
        match = self.comparison.match(ledger, register, by, group)
        self._take(ledger, register)
        self.matches.append(match)

    def complete(self, at: int, ledger: Sequence[Item], register: Sequence[Item]) -> None:
        """Add free lines to a match that was made."""
        found = self.matches[at]
        self._take(ledger, register)
        self.matches[at] = self.comparison.match(
            (*found.ledger, *ledger), (*found.register, *register), found.by
        )

    def set_apart(self, match: Match) -> None:
        """Put free lines in a match that was made elsewhere."""
        self._take(match.ledger, match.register)
        self.matches.append(match)

    def claims(self, item: Item) -> bool:
        """Tell whether a register's line surely names one line of the ledger, and so no other."""
        named = self.comparison.keys.named(item)
        return len(named) == 1 and item.number not in self.unsure

    def _take(self, ledger: Iterable[Item], register: Iterable[Item]) -> None:
        for item in ledger:
            del self.ledger[item.number]
        for item in register:
            del self.register[item.number]
