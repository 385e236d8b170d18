"""What was found of each line on both sides: the groups, what differs, and what is only noted."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from tidlig.arithmetic.movements import added
from tidlig.matching.items import Item
from tidlig.model.money import Money, known


class Group(StrEnum):
    """The groups that every line on both sides ends in exactly one of."""

    MATCHED = "matched"
    AMOUNT = "amount-differs"
    RECIPIENT = "recipient-differs"
    AWARD = "award-differs"
    DATE = "date-differs"
    PROPOSED = "proposed"
    DUPLICATE = "duplicate"
    ONLY_LEDGER = "only-in-ledger"
    ONLY_REGISTER = "only-in-register"


class Remark(NamedTuple):
    """One thing to say of a match: what, and the numbers or words that belong to it."""

    what: str
    values: tuple[str | int, ...] = ()


@dataclass(frozen=True, slots=True)
class Match:
    """Lines that belong together, how they were found, what differs and what is noted.

    `by` is "id", "reference", "recipient" (with amount and date), "sum" or "closeness".
    """

    group: Group
    ledger: tuple[Item, ...]
    register: tuple[Item, ...]
    by: str = ""
    differs: tuple[Remark, ...] = ()
    notes: tuple[Remark, ...] = ()

    @property
    def is_in_order(self) -> bool:
        """Whether it is matched and there is nothing to look at; dates may be some days apart."""
        return self.group is Group.MATCHED and all(note.what == "near-date" for note in self.notes)

    @property
    def has_amounts(self) -> bool:
        """Whether amounts of both sides are known, and any is not 0."""
        is_known = all(item.money is not None for item in self.ledger)
        return is_known and bool(self.ledger_sum.ore or self.register_sum.ore)

    @property
    def is_opposite(self) -> bool:
        """Whether the register has what the ledger has, with the other sign."""
        ours, theirs = self.ledger_sum, self.register_sum.ore
        return not ours.low <= theirs <= ours.high and ours.low <= -theirs <= ours.high

    @property
    def ledger_sum(self) -> Money:
        """The sum of the ledger's side, as far as known."""
        return total(self.ledger)

    @property
    def register_sum(self) -> Money:
        """The sum of the register's side."""
        return total(self.register)

    @property
    def is_known(self) -> bool:
        """Whether the ledger knows all its amounts."""
        return all(item.money is not None for item in self.ledger)

    @property
    def difference(self) -> Money | None:
        """The register's side less the ledger's; None where the ledger does not know its own."""
        return self.register_sum - self.ledger_sum if self.is_known else None


@dataclass(frozen=True, slots=True)
class SummaryRow:
    """A group, or all of them, with the lines and the sum of both sides.

    The ledger's sum is None where an amount in it is unknown.
    """

    group: Group | None
    ledger_lines: int
    ledger_sum: Money | None
    register_lines: int
    register_sum: Money

    @property
    def difference(self) -> Money | None:
        """The register's side less the ledger's."""
        return None if self.ledger_sum is None else self.register_sum - self.ledger_sum


def total(items: Sequence[Item]) -> Money:
    """Add up items, as far as known."""
    if len(items) == 1:
        return known(items[0].money)
    return added(known(item.money) for item in items)


def summary(matches: Sequence[Match]) -> tuple[SummaryRow, ...]:
    """Give each group with what is in it, also the empty ones."""
    groups: dict[Group, list[Match]] = {group: [] for group in Group}
    for match in matches:
        groups[match.group].append(match)
    return tuple(_row(group, found) for group, found in groups.items())


def in_all(ledger: Sequence[Item], register: Sequence[Item]) -> SummaryRow:
    """Give both sides as they came, which the groups add up to."""
    return _of_sides(None, ledger, register)


def _row(group: Group, matches: Sequence[Match]) -> SummaryRow:
    ledger = [item for match in matches for item in match.ledger]
    register = [item for match in matches for item in match.register]
    return _of_sides(group, ledger, register)


def _of_sides(group: Group | None, ledger: Sequence[Item], register: Sequence[Item]) -> SummaryRow:
    is_known = all(item.money is not None for item in ledger)
    ours = total(ledger) if is_known else None
    return SummaryRow(group, len(ledger), ours, len(register), total(register))
