"""Matches between lines of the ledger and of a register: groups, differences and notes.

`Unmatched` has the lines of both sides that are still free, and the matches made of the others.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import product
from typing import NamedTuple

from tidlig.arithmetic.movements import sum_money
from tidlig.matching.items import Item
from tidlig.matching.names import Agreement, Keys, Parties, normalised_key
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
        return self.is_known and bool(self.ledger_sum.ore or self.register_sum.ore)

    @property
    def is_opposite(self) -> bool:
        """Whether the register has what the ledger has, with the other sign."""
        ours = self.ledger_sum
        theirs = self.register_sum.ore
        is_equal = ours.low <= theirs <= ours.high
        return not is_equal and ours.low <= -theirs <= ours.high

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
        return are_known(self.ledger)

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
    """The sum of items, as far as known."""
    if len(items) == 1:
        return known(items[0].money)
    return sum_money(known(item.money) for item in items)


def are_known(items: Iterable[Item]) -> bool:
    """Whether the amounts of all items are known."""
    return all(item.money is not None for item in items)


def summary(matches: Sequence[Match]) -> tuple[SummaryRow, ...]:
    """A row for each group, also for the empty ones."""
    groups: dict[Group, list[Match]] = {group: [] for group in Group}
    for match in matches:
        groups[match.group].append(match)
    return tuple(_group_row(group, of_group) for group, of_group in groups.items())


def in_all(ledger: Sequence[Item], register: Sequence[Item]) -> SummaryRow:
    """Both sides as they came, which the groups add up to."""
    return _summary_row(None, ledger, register)


def _group_row(group: Group, matches: Sequence[Match]) -> SummaryRow:
    ledger: list[Item] = []
    register: list[Item] = []
    for match in matches:
        ledger += match.ledger
        register += match.register
    return _summary_row(group, ledger, register)


def _summary_row(
    group: Group | None, ledger: Sequence[Item], register: Sequence[Item]
) -> SummaryRow:
    ledger_sum = total(ledger) if are_known(ledger) else None
    return SummaryRow(group, len(ledger), ledger_sum, len(register), total(register))


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
        differs = tuple(self._differences(ledger, register))
        notes = tuple(self._notes(ledger, register))
        if group is None:
            group = _group(differs)
        return Match(group, tuple(ledger), tuple(register), by, differs, notes)

    def _is_same(self, ledger: Sequence[Item], register: Sequence[Item]) -> bool:
        """Whether there is nothing to remark, as is quickly seen of most lines."""
        if len(ledger) > 1 or len(register) > 1:
            return False
        ours = ledger[0]
        theirs = register[0]
        return (
            ours.money == theirs.money
            and ours.date == theirs.date
            and self.keys.agree(ours, theirs)
            and self.parties.agreement(ours.recipient, theirs) == "same"
            and not self.award_differs([ours], theirs)
        )

    def _differences(self, ledger: Sequence[Item], register: Sequence[Item]) -> Iterator[Remark]:
        if amounts_differ(ledger, register):
            difference = total(register) - total(ledger)
            yield Remark("amount", (difference.ore,))
        of_other_recipient = self._first_named(ledger, register, "other")
        if of_other_recipient is not None:
            yield Remark("recipient", (self.named_otherwise(ledger, of_other_recipient),))
        of_other_award = [item for item in register if self.award_differs(ledger, item)]
        if of_other_award:
            yield Remark("award", (of_other_award[0].award,))
        days = furthest(ledger, register)
        if abs(days) > self.days:
            yield Remark("date", (days,))

    def _first_named(
        self, ledger: Sequence[Item], register: Sequence[Item], agreement: Agreement
    ) -> Item | None:
        """The first line of the register that names the recipient in a certain way."""
        named = (item for item in register if self.agreement(ledger, item) == agreement)
        return next(named, None)

    def named_otherwise(self, ledger: Sequence[Item], item: Item) -> str:
        """What names another recipient: the name, or the number where the name is right."""
        by_name = replace(item, cvr="")
        return item.recipient if self.agreement(ledger, by_name) == "other" else item.cvr

    def _notes(self, ledger: Sequence[Item], register: Sequence[Item]) -> Iterator[Remark]:
        if len(register) > 1:
            yield Remark("split", tuple(item.number for item in register))
        if len(ledger) > 1:
            yield Remark("merged", tuple(item.id for item in ledger))
        yield from self._missing_keys(ledger, register)
        spelled = self._first_named(ledger, register, "spelled")
        if spelled is not None:
            yield Remark("spelled", (spelled.recipient,))
        yield from self._date_notes(ledger, register)
        yield from _amount_notes(ledger, register)

    def _date_notes(self, ledger: Sequence[Item], register: Sequence[Item]) -> Iterator[Remark]:
        days = furthest(ledger, register)
        if 0 < abs(days) <= self.days:
            yield Remark("near-date", (days,))
        yield from other_year(ledger, register)
        if self.keys.dated and any(item.date is None for item in register):
            yield Remark("no-date")

    def _missing_keys(self, ledger: Sequence[Item], register: Sequence[Item]) -> Iterator[Remark]:
        """The keys that other lines of the register have, and these lack or have otherwise."""
        ours: set[str] = set()
        for item in ledger:
            ours |= {normalised_key(item.id), normalised_key(item.reference)}
        for what in ("id", "reference"):
            if what not in self.keys.comparable:
                continue
            if any(self.keys.has(item, what) for item in ledger):
                yield from _missing_key(what, [getattr(item, what) for item in register], ours)

    def agreement(self, ledger: Sequence[Item], item: Item) -> Agreement:
        """How the register names the recipient: the same when it is that of any line."""
        agreements = [self.parties.agreement(ours.recipient, item) for ours in ledger]
        return min(agreements, key=_BEST_FIRST.index)

    def award_differs(self, ledger: Sequence[Item], item: Item) -> bool:
        """Whether a line of the register is said to be of another award than all of these."""
        if not item.award or not self.keys.awards_comparable:
            return False
        awards = self.keys.awards_of(item)
        return not any(ours.award in awards for ours in ledger)


_BEST_FIRST: tuple[Agreement, ...] = ("same", "spelled", "unsaid", "other")


def _group(differs: Iterable[Remark]) -> Group:
    different = {remark.what for remark in differs}
    groups = (group for what, group in _GROUPS.items() if what in different)
    return next(groups, Group.MATCHED)


def _missing_key(what: str, written: Sequence[str], ours: set[str]) -> Iterator[Remark]:
    """A remark that lines have no id, or no reference, or one that the ledger's lines have not."""
    if any(not normalised_key(text) for text in written):
        yield Remark(f"no-{what}")
        return
    others = [text for text in written if normalised_key(text) not in ours]
    if others:
        yield Remark(f"other-{what}", (others[0],))


def _amount_notes(ledger: Sequence[Item], register: Sequence[Item]) -> Iterator[Remark]:
    difference = total(register) - total(ledger)
    differs = amounts_differ(ledger, register)
    if not are_known(ledger):
        yield Remark("unknown-amount")
    elif difference.ore and not differs:
        yield Remark("rounded", (difference.ore,))
    if differs and total(register) == ledger[0].net:
        yield Remark("less-returned")


def amounts_differ(ledger: Sequence[Item], register: Sequence[Item]) -> bool:
    """Whether sums differ for all values that inexact amounts allow; unknown ones do not."""
    if not are_known(ledger):
        return False
    ours = total(ledger)
    return not ours.low <= total(register).ore <= ours.high


def other_year(ledger: Sequence[Item], register: Sequence[Item]) -> Iterator[Remark]:
    """The dates of both sides where they are not of the same finance years."""
    ours = _dates(ledger)
    theirs = _dates(register)
    if not (ours and theirs):
        return
    on_one_side = _years(ours) ^ _years(theirs)
    pairs = [
        (one, other)
        for one, other in product(ours, theirs)
        if one.year != other.year and not on_one_side.isdisjoint((one.year, other.year))
    ]
    if pairs:
        one, other = min(pairs, key=lambda pair: abs((pair[1] - pair[0]).days))
        yield Remark("other-year", (one.isoformat(), other.isoformat()))


def _years(dates: Iterable[dt.date]) -> set[int]:
    return {date.year for date in dates}


def _dates(items: Sequence[Item]) -> list[dt.date]:
    return sorted({item.date for item in items if item.date is not None})


def days_apart(one: Item, other: Item) -> int:
    """How many days later a line of the register is; 0 where a side has no date."""
    if one.date is None or other.date is None:
        return 0
    return (other.date - one.date).days


def day_number(item: Item) -> int:
    """The day of a line as a number that sorts; 0 where it has none."""
    return 0 if item.date is None else item.date.toordinal()


def furthest(ledger: Sequence[Item], register: Sequence[Item]) -> int:
    """By how many days the dates are furthest apart, each line from the nearest of these."""
    nearest = [_nearest(ledger, item) for item in register]
    return max(nearest, key=abs)


def _nearest(ledger: Sequence[Item], item: Item) -> int:
    return min((days_apart(ours, item) for ours in ledger), key=abs)


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
        """Those lines, of either side, that are free."""
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
        """Add free lines to the match at a place in `matches`."""
        match = self.matches[at]
        self._take(ledger, register)
        ours = (*match.ledger, *ledger)
        theirs = (*match.register, *register)
        self.matches[at] = self.comparison.match(ours, theirs, match.by)

    def set_apart(self, match: Match) -> None:
        """Put free lines in a match that was made elsewhere."""
        self._take(match.ledger, match.register)
        self.matches.append(match)

    def claims(self, item: Item) -> bool:
        """Whether a register's line surely names one line of the ledger, and so no other."""
        named = self.comparison.keys.named(item)
        return len(named) == 1 and item.number not in self.unsure

    def _take(self, ledger: Iterable[Item], register: Iterable[Item]) -> None:
        for item in ledger:
            del self.ledger[item.number]
        for item in register:
            del self.register[item.number]
