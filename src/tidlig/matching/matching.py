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
from tidlig.matching.items import Item, Tell, is_within, of_ledger, silent
from tidlig.matching.leftovers import (
    Lacking,
    Part,
    outside,
    over_years,
    propose,
    set_duplicates_apart,
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
        """Give a match with the lines as they stand in the file."""
        if not match.register:
            return match
        lines = tuple(sorted((self._written[i.number] for i in match.register), key=_number))
        return replace(
            match,
            register=lines,
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
    texts = item.id, item.reference, item.award, item.recipient, item.cvr
    return date, item.ore, *texts, item.number


_STEPS: tuple[Callable[[Unmatched], None], ...] = (
    match_by_keys,
    match_by_recipient,
    settle_unsure,
    complete_sums,
    match_sums,
    set_duplicates_apart,
    propose,
)


@dataclass(frozen=True)
class Matching:
    """A ledger held against a register: both sides, and the matches that they are parted into."""

    ledger: tuple[Item, ...]
    register: tuple[Item, ...]
    matches: tuple[Match, ...]
    days: int
    comparable: frozenset[str]
    of_other_years: int = 0
    lacking: tuple[Lacking, ...] = ()
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
        return 0 if self.years is None else sum(item.date is None for item in self.register)

    @property
    def over_years(self) -> Part:
        """The matches that lie in two finance years."""
        return over_years(self.matches)

    @property
    def outside_years(self) -> Part | None:
        """The lines of the register that are of other years than are asked for."""
        return None if self.years is None else outside(self.register, self.years)

    @property
    def is_opposite(self) -> bool:
        """Whether every amount of the register has the other sign than the ledger's.

        That is seen of lines that belong together; where none does, of the amounts of both sides.
        """
        pairs = [match for match in self.matches if match.ledger and match.register]
        told = [match for match in pairs if match.has_amounts]
        if pairs:
            return bool(told) and all(match.is_opposite for match in told)
        ours, theirs = (sorted(i.ore for i in side) for side in (self.ledger, self.register))
        return any(ours) and ours == [-ore for ore in reversed(theirs)]

    @property
    def agrees(self) -> bool:
        """Whether every line is matched."""
        return all(match.group is Group.MATCHED for match in self.matches)


def held(
    ledger: Ledger, register: Register, items: Sequence[Item], days: int, tell: Tell = silent
) -> Matching:
    """Hold a ledger, or the part of it that a register is about, against the register's lines."""
    ours, ordered = of_ledger(ledger, register), Ordered(items)
    keys = Keys(ours, ordered.items, ledger.of(Award))
    parties = Parties(ledger.of(Recipient))
    board = Unmatched(ours, ordered.items, Comparison(parties, keys, days))
    for number, step in enumerate(_STEPS):
        tell("matching", number, len(_STEPS))
        step(board)
    tell("matching", len(_STEPS), len(_STEPS))
    rest = [*board.matches, *_alone(board, keys)]
    matches = sorted(map(ordered.as_written, rest), key=_order)
    return _of_years(Matching(ours, tuple(items), tuple(matches), days, keys.comparable), register)


def _of_years(held: Matching, register: Register) -> Matching:
    """Leave out lines of other years, of both sides: what is matched goes or stays together."""
    years = register.years
    if years is None:
        return held
    kept = []
    for match in held.matches:
        lines = (*match.ledger, *match.register)
        undated = all(item.date is None for item in lines)
        if undated or any(is_within(item, years) for item in lines):
            kept.append(match)
    ours = {item.number for match in kept for item in match.ledger}
    theirs = {item.number for match in kept for item in match.register}
    return replace(
        held,
        ledger=tuple(item for item in held.ledger if item.number in ours),
        register=tuple(item for item in held.register if item.number in theirs),
        matches=tuple(kept),
        years=years,
        of_other_years=len(held.register) - len(theirs),
    )


def _alone(board: Unmatched, keys: Keys) -> Iterator[Match]:
    """Give what is left; of a line whose id or reference is of a matched one, say so."""
    yield from (Match(Group.ONLY_LEDGER, (item,), ()) for item in board.ledger.values())
    for item in board.register.values():
        named = keys.named(item)
        notes = (Remark("named", (named[0].id,)),) if len(named) == 1 else ()
        yield Match(Group.ONLY_REGISTER, (), (item,), notes=notes)


_GROUPS = {group: number for number, group in enumerate(Group)}


def _order(match: Match) -> tuple[int, int, int]:
    ours = min((item.number for item in match.ledger), default=0)
    theirs = min((item.number for item in match.register), default=0)
    return _GROUPS[match.group], ours, theirs
