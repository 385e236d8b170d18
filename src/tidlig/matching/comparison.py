"""What differs between lines that belong together, and what is worth a note and no more."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from tidlig.matching.items import Item
from tidlig.matching.matches import Group, Match, Remark, total
from tidlig.matching.names import Keys, Parties, key

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
