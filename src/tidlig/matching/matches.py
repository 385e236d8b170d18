"""Matches between lines of the ledger and of a register: groups, differences and notes.

`Unmatched` has the lines of both sides that are still free, and the matches made of the others.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import NamedTuple

from tidlig.arithmetic.movements import added
from tidlig.matching.items import Item
from tidlig.matching.names import Keys, Parties, key
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


_GROUPS = {
    "amount": Group.AMOUNT,
    "recipient": Group.RECIPIENT,
    "award": Group.AWARD,
    "date": Group.DATE,
}
"""The group of a match is that of the first of these that differs."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """What lines are compared by: who is who, which keys mean anything, how far days may be."""

    parties: Parties
    keys: Keys
    days: int

    def match(
        self, ledger: Sequence[Item], register: Sequence[Item], by: str, group: Group | None = None
    ) -> Match:
        """Put lines together, in a group of its own or that of what differs."""
        if group is None and self._is_same(ledger, register):
            return Match(Group.MATCHED, tuple(ledger), tuple(register), by)
        differs = tuple(self._differs(ledger, register))
        notes = tuple(self._notes(ledger, register))
        if group is None:
            found = [each for each in _GROUPS if any(remark.what == each for remark in differs)]
            group = _GROUPS[found[0]] if found else Group.MATCHED
        return Match(group, tuple(ledger), tuple(register), by, differs, notes)

    def _is_same(self, ledger: Sequence[Item], register: Sequence[Item]) -> bool:
        """Tell at once what is true of most lines: that there is nothing to say of them."""
        if len(ledger) > 1 or len(register) > 1:
            return False
        ours, theirs = ledger[0], register[0]
        return (
            ours.money == theirs.money
            and ours.date == theirs.date
            and self.keys.agree(ours, theirs)
            and self.parties.agreement(ours.recipient, theirs) == "same"
            and not self.award_differs([ours], theirs)
        )

    def _differs(self, ledger: Sequence[Item], register: Sequence[Item]) -> Iterator[Remark]:
        if amounts_differ(ledger, register):
            yield Remark("amount", ((total(register) - total(ledger)).ore,))
        other = [item for item in register if self.agreement(ledger, item) == "other"]
        if other:
            yield Remark("recipient", (self.named_otherwise(ledger, other[0]),))
        elsewhere = [item for item in register if self.award_differs(ledger, item)]
        if elsewhere:
            yield Remark("award", (elsewhere[0].award,))
        apart = furthest(ledger, register)
        if abs(apart) > self.days:
            yield Remark("date", (apart,))

    def named_otherwise(self, ledger: Sequence[Item], item: Item) -> str:
        """Give what names another recipient: the name, or the number where the name is right."""
        by_name = replace(item, cvr="")
        return item.recipient if self.agreement(ledger, by_name) == "other" else item.cvr

    def _notes(self, ledger: Sequence[Item], register: Sequence[Item]) -> Iterator[Remark]:
        if len(register) > 1:
            yield Remark("split", tuple(item.number for item in register))
        if len(ledger) > 1:
            yield Remark("merged", tuple(item.id for item in ledger))
        yield from self._lost_keys(ledger, register)
        spelled = [item for item in register if self.agreement(ledger, item) == "spelled"]
        if spelled:
            yield Remark("spelled", (spelled[0].recipient,))
        apart = furthest(ledger, register)
        if 0 < abs(apart) <= self.days:
            yield Remark("near-date", (apart,))
        yield from other_year(ledger, register)
        if any(item.date is None for item in register) and self.keys.dated:
            yield Remark("no-date")
        if any(item.money is None for item in ledger):
            yield Remark("unknown-amount")
        elif total(ledger).ore != total(register).ore and not amounts_differ(ledger, register):
            yield Remark("rounded", ((total(register) - total(ledger)).ore,))

        if amounts_differ(ledger, register) and total(register) == ledger[0].net:
            yield Remark("less-returned")

    def _lost_keys(self, ledger: Sequence[Item], register: Sequence[Item]) -> Iterator[Remark]:
        """Give the keys that other lines of the register have, and these have not or otherwise."""
        ours = {key(each) for item in ledger for each in (item.id, item.reference)}
        for what in ("id", "reference"):
            if what in self.keys.comparable and any(self.keys.has(item, what) for item in ledger):
                theirs = {key(getattr(item, what)) for item in register}
                if "" in theirs:
                    yield Remark(f"no-{what}")
                elif theirs - ours:
                    written = (getattr(item, what) for item in register)
                    yield Remark(f"other-{what}", (next(w for w in written if key(w) not in ours),))

    def agreement(self, ledger: Sequence[Item], item: Item) -> str:
        """Tell how the register names the recipient: the same when it is that of any line."""
        found = [self.parties.agreement(each.recipient, item) for each in ledger]
        order = ("same", "spelled", "unsaid", "other")
        return min(found, key=order.index)

    def award_differs(self, ledger: Sequence[Item], item: Item) -> bool:
        """Tell whether a line of the register is said to be of another award than all of these."""
        if not item.award or not self.keys.awards_comparable:
            return False
        return not any(each.award in self.keys.awards_meant(item) for each in ledger)


def amounts_differ(ledger: Sequence[Item], register: Sequence[Item]) -> bool:
    """Tell whether sums differ for all values that inexact amounts allow; unknown ones do not."""
    if any(item.money is None for item in ledger):
        return False
    return not total(ledger).low <= total(register).ore <= total(ledger).high


def other_year(ledger: Sequence[Item], register: Sequence[Item]) -> Iterator[Remark]:
    """Give the dates of both sides where they are not of the same finance years."""
    ours, theirs = _dates(ledger), _dates(register)
    if not (ours and theirs):
        return
    strays = {each.year for each in ours} ^ {each.year for each in theirs}
    pairs = [(one, other) for one in ours for other in theirs if one.year != other.year]
    found = [pair for pair in pairs if pair[0].year in strays or pair[1].year in strays]
    if found:
        one, other = min(found, key=lambda pair: abs((pair[1] - pair[0]).days))
        yield Remark("other-year", (one.isoformat(), other.isoformat()))


def _dates(items: Sequence[Item]) -> list[dt.date]:
    return sorted({item.date for item in items if item.date is not None})


def apart(one: Item, other: Item) -> int:
    """Give how many days later a line of the register is; 0 where a side has no date."""
    if one.date is None or other.date is None:
        return 0
    return (other.date - one.date).days


def when(item: Item) -> int:
    """Give the day of a line as a number that sorts; 0 where it has none."""
    return 0 if item.date is None else item.date.toordinal()


def furthest(ledger: Sequence[Item], register: Sequence[Item]) -> int:
    """Give by how many days the dates are furthest apart, each line from the nearest of these."""
    found = [min((apart(one, other) for one in ledger), key=abs) for other in register]
    return max(found, key=abs)


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
