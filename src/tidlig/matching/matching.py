"""A ledger's lines matched with a register's: every line of both ends in exactly one group.

By id or reference; then by recipient, amount and date; then as sums; the rest is suggested or
stands on one side only. Lines are sorted first, so that their order in the file makes no
difference.
"""

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from tidlig.arithmetic.ledger import Ledger
from tidlig.matching.by_key import match_by_keys, settle_unsure
from tidlig.matching.by_recipient import match_by_recipient
from tidlig.matching.items import Item, Progress, is_within, no_progress, of_ledger
from tidlig.matching.leftovers import (
    MissingWord,
    Part,
    outside,
    over_years,
    set_duplicates_apart,
    suggest_matches,
)
from tidlig.matching.matches import (
    Comparison,
    Group,
    Match,
    Remark,
    SummaryRow,
    Unmatched,
    in_all,
    summary,
)
from tidlig.matching.names import Keys, Parties
from tidlig.matching.subset_sums import complete_sums, match_sums
from tidlig.model.grants import Award
from tidlig.model.records import Recipient, Register
from tidlig.model.years import Years

_OF_LINES = ("split", "duplicate")
"""Remarks whose values are numbers of the register's lines."""


class Ordered:
    """Lines sorted by what they say, and numbered so; of lines alike the first stays the first."""

    def __init__(self, items: Sequence[Item]) -> None:
        self._written = sorted(items, key=_content)
        self.items = [replace(item, number=n) for n, item in enumerate(self._written)]

    def as_written(self, match: Match) -> Match:
        """A match with the lines as they stand in the file."""
        if not match.register:
            return match
        lines = [self._written[item.number] for item in match.register]
        return replace(
            match,
            register=tuple(sorted(lines, key=_number)),
            differs=tuple(map(self._remark, match.differs)),
            notes=tuple(map(self._remark, match.notes)),
        )

    def _remark(self, remark: Remark) -> Remark:
        if remark.what not in _OF_LINES:
            return remark
        lines = (self._written[int(number)].number for number in remark.values)
        return Remark(remark.what, tuple(sorted(lines)))


def _number(item: Item) -> int:
    return item.number


def _content(item: Item) -> tuple[object, ...]:
    date = item.date or dt.date.min
    texts = (item.id, item.reference, item.award, item.recipient, item.cvr)
    return date, item.ore, *texts, item.number


_STEPS: tuple[Callable[[Unmatched], None], ...] = (
    match_by_keys,
    match_by_recipient,
    settle_unsure,
    complete_sums,
    match_sums,
    set_duplicates_apart,
    suggest_matches,
)


@dataclass(frozen=True)
class Matching:
    """A ledger matched with a register: both sides, and the matches that they make up."""

    ledger: tuple[Item, ...]
    register: tuple[Item, ...]
    matches: tuple[Match, ...]
    days: int
    comparable: frozenset[str]
    of_other_years: int = 0
    lacking: tuple[MissingWord, ...] = ()
    years: Years | None = None

    @cached_property
    def groups(self) -> tuple[SummaryRow, ...]:
        """Every group with the lines and sums of both sides."""
        return summary(self.matches)

    @property
    def in_all(self) -> SummaryRow:
        """Both sides as they came; the groups add up to it."""
        return in_all(self.ledger, self.register)

    @property
    def undated(self) -> int:
        """How many lines of the register have no date for years to choose them by."""
        if self.years is None:
            return 0
        return sum(item.date is None for item in self.register)

    @property
    def over_years(self) -> Part:
        """The matches that lie in two finance years."""
        return over_years(self.matches)

    @property
    def outside_years(self) -> Part | None:
        """The lines of the register that are of other years than those chosen."""
        return None if self.years is None else outside(self.register, self.years)

    @property
    def is_opposite(self) -> bool:
        """Whether every amount of the register has the other sign than the ledger's.

        That is seen of lines that belong together; where none does, of the amounts of both sides.
        """
        pairs = [match for match in self.matches if match.ledger and match.register]
        if not pairs:
            return _are_opposite(self.ledger, self.register)
        with_amounts = [match for match in pairs if match.has_amounts]
        return bool(with_amounts) and all(match.is_opposite for match in with_amounts)

    @property
    def agrees(self) -> bool:
        """Whether every line is matched."""
        return all(match.group is Group.MATCHED for match in self.matches)


def match_register(
    ledger: Ledger,
    register: Register,
    items: Sequence[Item],
    days: int,
    progress: Progress = no_progress,
) -> Matching:
    """Match a ledger, or the part of it that a register is about, with the register's lines."""
    ours = of_ledger(ledger, register)
    ordered = Ordered(items)
    keys = Keys(ours, ordered.items, ledger.of(Award))
    parties = Parties(ledger.of(Recipient))
    unmatched = Unmatched(ours, ordered.items, Comparison(parties, keys, days))
    for number, step in enumerate(_STEPS):
        progress("matching", number, len(_STEPS))
        step(unmatched)
    progress("matching", len(_STEPS), len(_STEPS))
    all_matches = [*unmatched.matches, *_alone(unmatched, keys)]
    matches = sorted(map(ordered.as_written, all_matches), key=_order)
    matching = Matching(ours, tuple(items), tuple(matches), days, keys.comparable)
    return matching if register.years is None else _of_years(matching, register.years)


def _are_opposite(ledger: Sequence[Item], register: Sequence[Item]) -> bool:
    """Whether two sides have the same amounts, with the other sign, and any is not 0."""
    ours = sorted(item.ore for item in ledger)
    theirs = sorted(-item.ore for item in register)
    return any(ours) and ours == theirs


def _of_years(matching: Matching, years: Years) -> Matching:
    """Leave out lines of other years, of both sides: what is matched goes or stays together."""
    matches = tuple(match for match in matching.matches if _is_in_years(match, years))
    ours: set[int] = set()
    theirs: set[int] = set()
    for match in matches:
        ours.update(item.number for item in match.ledger)
        theirs.update(item.number for item in match.register)
    return replace(
        matching,
        ledger=tuple(item for item in matching.ledger if item.number in ours),
        register=tuple(item for item in matching.register if item.number in theirs),
        matches=matches,
        years=years,
        of_other_years=len(matching.register) - len(theirs),
    )


def _is_in_years(match: Match, years: Years) -> bool:
    """Whether any line of a match is dated in some years, or none is dated at all."""
    lines = (*match.ledger, *match.register)
    if all(item.date is None for item in lines):
        return True
    return any(is_within(item, years) for item in lines)


def _alone(unmatched: Unmatched, keys: Keys) -> Iterator[Match]:
    """A match for each line that is left, with a note where its key is of a matched line."""
    for item in unmatched.ledger.values():
        yield Match(Group.ONLY_LEDGER, (item,), ())
    for item in unmatched.register.values():
        named = keys.named(item)
        notes = (Remark("named", (named[0].id,)),) if len(named) == 1 else ()
        yield Match(Group.ONLY_REGISTER, (), (item,), notes=notes)


_GROUPS = {group: number for number, group in enumerate(Group)}


def _order(match: Match) -> tuple[int, int, int]:
    ours = min((item.number for item in match.ledger), default=0)
    theirs = min((item.number for item in match.register), default=0)
    return _GROUPS[match.group], ours, theirs
