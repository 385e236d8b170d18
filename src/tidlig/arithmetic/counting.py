"""Where money, and what no line covers of it, counts in what is left: in which state and years."""

from collections.abc import Callable, Collection
from functools import cached_property
from typing import NamedTuple

from tidlig.arithmetic.figures import Cell
from tidlig.arithmetic.line_states import State
from tidlig.arithmetic.program_money import ProgramMoney
from tidlig.arithmetic.unknown_in_figures import may_take
from tidlig.arithmetic.uses import Counts, Item, Part, Place, Use, remembered
from tidlig.model.years import Years, one

HasLine = Callable[[str, Years], bool]
"""Whether a line, by its strand and years, is in a figure."""


class Counted(NamedTuple):
    """Where money of a part, or what is overdrawn at a place, counts: in which state and years."""

    state: State
    strand: str
    years: Years


class Counting:
    """Says of the money of a program, and of what is overdrawn, where it counts."""

    def __init__(self, money: ProgramMoney) -> None:
        """Take the money of a program as of a date."""
        self.money = money
        self._today = one(money.year)
        self._known: dict[Item, Counted] = {}

    def of(self, item: Item) -> Counted:
        """Return where a part, or what is overdrawn at a place, counts."""
        if item not in self._known:
            self._known[item] = self._of(item)
        return self._known[item]

    def _of(self, item: Item) -> Counted:
        counted = self._own(item)
        if self.carries_over and self._goes_on(counted):
            return Counted(State.OPEN, counted.strand, self._today)
        return counted

    def goes_on(self, item: Item) -> bool:
        """Whether what is left of a part, or overdrawn at a place, goes on to the date's year."""
        return self.carries_over and self._goes_on(self._own(item))

    def _goes_on(self, own: Counted) -> bool:
        """Whether what is left goes on to the date's year: of years before it, or with accounts."""
        return own.state is State.CLOSED and self.money.calendar.is_past(own.years)

    def _own(self, item: Item) -> Counted:
        """Return where it would count if nothing carried over."""
        if isinstance(item, Place):
            strand, years, is_authority = item.strand, one(item.year), False
        else:
            strand, years = item.line.strand, item.line.years
            is_authority = item.is_first and self.money.authority(item.line) > 0
        state = self.money.calendar.state(years, is_authority=is_authority)
        return Counted(state, strand, years)

    @cached_property
    def carries_over(self) -> bool:
        """Whether the money of closed lines may be used in the date's year."""
        program = self.money.program
        return program.unspent == "carries-over" and self._today.within(program.years)

    def in_state(self, state: State, has: HasLine) -> Counts:
        """Return what counts in the lines that a figure has in a state."""

        def counts(item: Item) -> bool:
            counted = self.of(item)
            return counted.state is state and has(counted.strand, counted.years)

        return remembered(counts)

    def of_closed(self, has: HasLine) -> Counts:
        """Return what counts in the closed lines that a figure has, before any is carried on."""

        def counts(item: Item) -> bool:
            own = self._own(item)
            return self._goes_on(own) and has(own.strand, own.years)

        return remembered(counts)

    def money_of(self, counts: Counts, strand: str | None) -> int:
        """Return the øre that are known of the money that counts, before anything takes of it.

        Here and below nothing of another strand than the one that is named counts, if one is.
        """
        parts = self.money.by_strand.parts(strand)
        return sum(part.known for part in parts if counts(part)) + self._back(counts)

    def _back(self, counts: Counts) -> int:
        """Return the øre that accounts below zero add: they pay for nothing else."""
        below = self.money.booked_below_zero
        return sum(ore for line, ore in below if counts(Place(line.strand, line.years.first)))

    def half(self, counts: Counts, strand: str | None, *, without: Collection[Use] = ()) -> int:
        """Return the half-widths of the budgets and uses that may be in a figure."""
        money = self.money
        lines = {part.line for part in money.by_strand.parts(strand) if counts(part)}
        uses = [use for use in self._inexact_uses if use not in without]
        half = sum(money.budget(line).half + money.freed(line).half for line in lines)
        half += sum(use.half for use in uses if may_take(use, lines, counts))
        return half + self._half_of_accounts(counts)

    def _half_of_accounts(self, counts: Counts) -> int:
        """Return the half-widths of accounts that are no use, being 0 or less."""
        inexact = self.money.inexact_accounts
        return sum(half for line, half in inexact if counts(Place(line.strand, line.years.first)))

    def half_with_lapses(self, counts: Counts, cell: Cell, *, is_exact: bool) -> int:
        """Return the half-widths that may be in what is unused.

        What lapses of a closed line stays unused: it moves no figure that is exact. What lapses of
        another is unused by its lapse alone.
        """
        own = [use for use in self._inexact_lapses if cell.has(use.strand, one(use.years[0]))]
        moving = [use for use in own if not (is_exact and counts(use.places[0]))]
        half = self.half(counts, cell.strand, without=own)
        return half + sum(use.half for use in moving)

    @cached_property
    def _inexact_uses(self) -> list[Use]:
        return [use for use in self.money.uses if use.half]

    @cached_property
    def _inexact_lapses(self) -> list[Use]:
        return [use for use in self._inexact_uses if use.kind == "lapse"]


def above_zero(counts: Counts) -> Counts:
    """Return what counts but for what no line covers."""
    return lambda item: isinstance(item, Part) and counts(item)


def below_zero(counts: Counts) -> Counts:
    """Return what counts of what no line covers."""
    return lambda item: isinstance(item, Place) and counts(item)
