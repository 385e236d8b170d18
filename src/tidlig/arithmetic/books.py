"""What the accounts of a program need and hold, to decide whether its awards can be paid for.

In a year with accounts the need is the larger of its outturn and of the awards that are charged to
it alone. Awards over several years, or of no strand where accounts are by strand, lie in the
accounts as far as these have room: outturn and returns of the year, less its own awards.

What lapses or is carried over is compared with the accounts alone: where they say less than the
awards, they stand.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping
from enum import Enum
from functools import cached_property

from tidlig.arithmetic.coverage import Accounts, without
from tidlig.arithmetic.movements import UNSPLIT, Figures, Line
from tidlig.model.money import Money


class Case(Enum):
    """How inexact figures are taken: for what can be paid for best, as they are, or worst."""

    BEST = 1
    NOMINAL = 0
    WORST = -1

    def more(self, money: Money) -> int:
        """The øre of what helps to pay."""
        return money.ore + self.value * money.half

    def less(self, money: Money) -> int:
        """The øre of what has to be paid."""
        return money.ore - self.value * money.half


class Books:
    """The accounts of a program's years, by line, or by year where strands do not matter.

    `booked` are the lines that accounts name. What they have beyond awards may be `limited_to` some
    øre by line. Where accounts `stand`, awards of years with accounts are no needs of their own.
    Where unspent money `carries` over, awards over years that all have accounts are none either:
    only what accounts say lowers what later years get.
    """

    def __init__(
        self,
        lines: Mapping[Line, Figures],
        booked: frozenset[Line],
        *,
        by_strand: bool,
        stand: bool = False,
        carries: bool = False,
        limits: Mapping[Line, int] | None = None,
    ) -> None:
        """Keep the figures by line."""
        self._lines = lines
        self._booked = booked
        self._by_strand = by_strand
        self.stand = stand
        self._carries = carries
        self._limits = limits

    def limited_to(self, limits: Mapping[Line, int]) -> "Books":
        """The same accounts, with no more than some øre of each line as a need beyond awards."""
        return Books(
            self._lines,
            self._booked,
            by_strand=self._by_strand,
            stand=self.stand,
            carries=self._carries,
            limits=limits,
        )

    @cached_property
    def years(self) -> frozenset[int]:
        """The years that have accounts."""
        return frozenset(line.years.first for line in self._booked)

    @cached_property
    def _years_by_strand(self) -> frozenset[int]:
        """The years whose accounts name a strand, where strands matter."""
        named = (line.years.first for line in self._booked if line.strand != UNSPLIT)
        return frozenset(named) if self._by_strand else frozenset()

    def may_hold(self, line: Line) -> bool:
        """Whether awards on a line may be in the accounts of some of its years."""
        if line.years.single:
            return line.strand == UNSPLIT and line.years.first in self._years_by_strand
        return any(line.years.first <= year <= line.years.last for year in self.years)

    def needs_awards(self, line: Line) -> bool:
        """Whether awards on a line are a need of that line."""
        is_booked = line.years.single and line.years.first in self.years
        return not self.may_hold(line) and not (self.stand and is_booked)

    def within_awards(self, case: Case) -> dict[Line, int]:
        """What accounts have of the awards of their year alone, in øre by line."""
        return {line: max(min(pair), 0) for line, pair in self._outturn_and_awards(case).items()}

    def beyond_awards(self, case: Case) -> dict[Line, int]:
        """What accounts have beyond the awards of their year alone, in øre by line."""
        pairs = self._outturn_and_awards(case).items()
        beyond = {line: max(outturn - awards, 0) for line, (outturn, awards) in pairs}
        if self._limits is None:
            return beyond
        return {line: min(ore, self._limits[line]) for line, ore in beyond.items()}

    def freed(self, case: Case) -> dict[Line, int]:
        """What accounts have less than the awards of their year alone, in øre by line."""
        pairs = self._outturn_and_awards(case).items()
        return {line: awards - outturn for line, (outturn, awards) in pairs if awards > outturn}

    def _outturn_and_awards(self, case: Case) -> dict[Line, tuple[int, int]]:
        """What accounts have, with what was returned, and the awards, by the line that needs it."""
        outturn: defaultdict[Line, int] = defaultdict(int)
        awards: defaultdict[Line, int] = defaultdict(int)
        for line in self._accounted:
            seat = self._seat(line)
            outturn[seat] += self._gross(line, case, case.less)
            awards[seat] += self._own_awards(line, case) if self.needs_awards(line) else 0
        return {line: (ore, awards[line]) for line, ore in outturn.items()}

    def accounts(self, case: Case) -> Accounts:
        """The awards that accounts may hold, and their room for them."""
        is_in_accounts = self.stand or self._carries
        awards = {
            line: max(case.less(figures["awarded"]), 0)
            for line, figures in self._lines.items()
            if self.may_hold(line) and not (is_in_accounts and self._is_within(line))
        }
        rooms: defaultdict[Line, int] = defaultdict(int)
        for line in self._accounted:
            rooms[self._place(line)] += self._gross(line, case, case.more)
            rooms[self._place(line)] -= self._own_awards(line, case)
        return Accounts(self.years, awards, {line: max(ore, 0) for line, ore in rooms.items()})

    def _is_within(self, line: Line) -> bool:
        """Whether all years of a line have accounts."""
        return next(without(line.years, sorted(self.years)), None) is None

    @cached_property
    def _accounted(self) -> list[Line]:
        """The lines of single years that have accounts."""
        return [
            line for line in self._lines if line.years.single and line.years.first in self.years
        ]

    def _gross(self, line: Line, case: Case, of: Callable[[Money], int]) -> int:
        figures = self._lines[line]
        return of(figures["outturn"]) + case.more(figures["returned"])

    def _own_awards(self, line: Line, case: Case) -> int:
        return 0 if self.may_hold(line) else case.less(self._lines[line]["awarded"])

    def _place(self, line: Line) -> Line:
        """Where the accounts of a line are counted: its strand, or the whole year."""
        if line.years.first in self._years_by_strand:
            return line
        return line._replace(strand=UNSPLIT)

    def _seat(self, line: Line) -> Line:
        """The line of the program that has the need of a place."""
        if line.years.first in self._years_by_strand:
            return line
        return self._seats[line.years.first]

    @cached_property
    def _seats(self) -> Mapping[int, Line]:
        """The first line that the accounts of each year name."""
        return {line.years.first: line for line in sorted(self._booked, reverse=True)}
