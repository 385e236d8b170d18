"""The money of one program as of a date, by line: what there is, and what uses it.

Sums of movements by line become parts (money in one state) and uses (awards, accounts, lapses,
budgets below zero), which `uses` puts together. In a year with accounts, use is the outturn, and
awards charged to that year only are ignored.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import NamedTuple

from tidlig.arithmetic.acts import act_years
from tidlig.arithmetic.ledger import Ledger
from tidlig.arithmetic.line_states import Calendar, State, each_of
from tidlig.arithmetic.movements import BUDGET, UNSPLIT, Line, money_by_year, sum_money
from tidlig.arithmetic.restatement import years_named
from tidlig.arithmetic.unknown_amounts import settled_on, unknown_movements
from tidlig.arithmetic.uses import Part, Place, Use
from tidlig.model.decisions import Program
from tidlig.model.money import UNKNOWN, ZERO, Money
from tidlig.model.years import one

TAKES = frozenset(("awarded", "outturn", "lapsed"))
"""The headings that take from a line's money where they are above zero."""


class UnknownAmount(NamedTuple):
    """What an amount that nobody has stated would move on a line, and which way."""

    line: Line
    heading: str
    is_above_zero: bool
    entry: str

    @property
    def adds(self) -> bool:
        """Whether it would add to what is left of the line."""
        return self.is_above_zero != (self.heading in TAKES)


class ProgramMoney:
    """A program of a ledger that has been taken as of a date."""

    def __init__(self, ledger: Ledger, program: Program, date: dt.date) -> None:
        """Take the ledger as of the date."""
        self.program = program
        self.year = date.year
        self._ledger = ledger

    @cached_property
    def moved(self) -> Mapping[Line, Mapping[str, Money]]:
        """Money by line and heading, where anything was moved.

        An amount a year without an end counts for each year to the date's.
        """
        moved: dict[Line, dict[str, Money]] = {}
        for line in self._ledger.lines_of(self.program.id):
            figures = moved.setdefault(line, {})
            for movement in self._ledger.movements_on(line):
                so_far = figures.get(movement.heading, ZERO)
                figures[movement.heading] = so_far + movement.money
        for line, money in self.yearly_amounts():
            figures = moved.setdefault(line, {})
            figures["appropriated"] = figures.get("appropriated", ZERO) + money
        return moved

    def yearly_amounts(self) -> Iterator[tuple[Line, Money]]:
        """Yield an amount a year without an end, for each year to the date's that no act states."""
        yearly = self.program.yearly
        if not isinstance(yearly, Money) or not self.program.years.open:
            return
        acts = self._ledger.restatements[self.program.id]
        stated = {year for restatement in acts for year in years_named(restatement.act)}
        for year in range(self.program.years.first, self.year + 1):
            if year not in stated:
                given = self._given_to_strands(year)
                yield Line(self.program.id, UNSPLIT, one(year)), yearly - given

    def _given_to_strands(self, year: int) -> Money:
        shares = (money_by_year(strand.split or ()) for strand in self.program.strands)
        return sum_money(money for share in shares for years, money in share if years == one(year))

    @cached_property
    def calendar(self) -> Calendar:
        """What the states of lines depend on."""
        booked = {line.years.first for line, figures in self.moved.items() if "outturn" in figures}
        booked |= {gap.line.years.first for gap in self.unknown if gap.heading == "outturn"}
        newest = max(act_years(self._ledger, self.program.id), default=None)
        return Calendar(self.program.years, newest, frozenset(booked), self.year)

    @cached_property
    def unknown(self) -> tuple[UnknownAmount, ...]:
        """The unknown amounts of the program that no later act has stated anew.

        An unknown total stands for years of its own: see `unstated_years`.
        """
        return tuple(
            UnknownAmount(gap.line, gap.heading, gap.money.ore > 0, gap.entry.address)
            for gap in unknown_movements(self._ledger)
            if gap.line.program == self.program.id
            and gap.entry.address != self.program.address
            and not gap.line.years.open
            and settled_on(self._ledger, gap, None) is None
        )

    # What is known.

    @cached_property
    def years(self) -> tuple[int, ...]:
        """Every year that a line has, or that an unknown total stands for, in order."""
        years = set(self.unstated_years)
        for line in self.moved:
            years.update(each_of(line.years))
        return tuple(sorted(years))

    @cached_property
    def has_budget(self) -> bool:
        """Whether any entry gives the program a budget, if only an unknown one or 0."""
        program = self.program
        stated = (program.total, program.split, program.yearly)
        return any(amount is not None for amount in stated) or any(
            map(self.is_budgeted, self.moved)
        )

    @cached_property
    def has_uses(self) -> bool:
        """Whether the program records any award or payment."""
        headings = {heading for figures in self.moved.values() for heading in figures}
        headings |= {amount.heading for amount in self.unknown}
        return not headings.isdisjoint(("awarded", "paid"))

    @cached_property
    def unstated_years(self) -> tuple[int, ...]:
        """The years to the date's that an unknown total stands for, since no act states them."""
        program = self.program
        if UNKNOWN not in (program.total, program.yearly):
            return ()
        stated: set[int] = set()
        for line in self.moved:
            if self.is_budgeted(line):
                stated.update(each_of(line.years))
        last = min(program.years.last, self.year)
        return tuple(year for year in range(program.years.first, last + 1) if year not in stated)

    @cached_property
    def years_without_use(self) -> frozenset[int]:
        """The years of whose use nothing is known: no accounts, and no award in the program.

        An open year is known to be unused until the program has accounts of any year.
        """
        if self.has_uses:
            return frozenset(self.unstated_years)
        return frozenset(self.unstated_years) | frozenset(filter(self._is_without_use, self.years))

    def _is_without_use(self, year: int) -> bool:
        accounts, state = self.calendar.accounts, self.calendar.state(one(year))
        if year in accounts or state is State.ESTIMATE:
            return False
        return state is State.CLOSED or bool(accounts)

    @cached_property
    def booked_by_strand(self) -> frozenset[int]:
        """The years whose accounts name a strand."""
        return frozenset(
            line.years.first
            for line, figures in self.moved.items()
            if "outturn" in figures and line.strand != UNSPLIT
        )

    # Money.

    def of(self, line: Line, heading: str) -> Money:
        """Return what was moved on a line under a heading."""
        return self.moved[line].get(heading, ZERO)

    def is_budgeted(self, line: Line) -> bool:
        """Whether anything was moved to or from the budget of a line."""
        return not self.moved[line].keys().isdisjoint(BUDGET)

    def budget(self, line: Line) -> Money:
        """Return the budget of a line, estimates too."""
        return sum_money(self.of(line, heading) for heading in BUDGET)

    def freed(self, line: Line) -> Money:
        """Return what returns and awards below zero add to a line; accounts have them in them."""
        if self.calendar.has_accounts(line.years):
            return ZERO
        awarded = self.of(line, "awarded")
        return self.of(line, "returned") + (-awarded if awarded.ore < 0 else ZERO)

    def brought(self, line: Line) -> int:
        """Return the øre of an estimate's budget that are authority without an act.

        They were carried over to it, or moved there in its first year or later.
        """
        if self.calendar.state(line.years) is not State.ESTIMATE:
            return 0
        return max(self.of(line, "carried").ore + self._moved_later.get(line, ZERO).ore, 0)

    @cached_property
    def _moved_later(self) -> Mapping[Line, Money]:
        later: defaultdict[Line, Money] = defaultdict(Money)
        for movement in self._ledger.movements_under("reprioritised"):
            line, date = movement.line, movement.date
            if line.program == self.program.id and date and date.year >= line.years.first:
                later[line] += movement.money
        return later

    def authority(self, line: Line) -> int:
        """Return the øre of an estimate that may be used: what was brought or freed there."""
        if self.calendar.state(line.years) is not State.ESTIMATE:
            return 0
        brought = self.of(line, "carried").ore + self._moved_later.get(line, ZERO).ore
        return min(max(brought + self.freed(line).ore, 0), self._money(line))

    def _money(self, line: Line) -> int:
        return max(self.budget(line).ore, 0) + self.freed(line).ore

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        """The money of every line, authority before the rest of an estimate."""
        return tuple(part for line in self.moved for part in self._parts(line))

    def _parts(self, line: Line) -> Iterator[Part]:
        authority, money = self.authority(line), self._money(line)
        if authority:
            yield Part(line, authority)
        if money > authority:
            yield Part(line, money - authority, is_first=not authority)

    # Uses.

    @cached_property
    def uses(self) -> tuple[Use, ...]:
        """What takes from the money of lines, and what only rooms of years with accounts hold."""
        return tuple(use for line in self.moved for use in self._uses(line))

    def _uses(self, line: Line) -> Iterator[Use]:
        budget, awarded = self.budget(line), self.of(line, "awarded")
        if budget.ore < 0:
            yield self._use("negative", line, -budget)
        if awarded.ore > 0:
            years, rooms = self.calendar.without_accounts(line.years), tuple(self._rooms_of(line))
            if years or rooms:
                award = self._use("award", line, awarded)
                yield award._replace(years=years, rooms=rooms)
        if self.of(line, "outturn").ore > 0:
            booked = self._use("outturn", line, self.of(line, "outturn"))
            is_of_any = booked.of_any_strand and line.years.first not in self.booked_by_strand
            yield booked._replace(of_any_strand=is_of_any)
        if self.of(line, "lapsed").ore > 0:
            yield self._use("lapse", line, self.of(line, "lapsed"))

    def _use(self, kind: str, line: Line, money: Money) -> Use:
        years = tuple(each_of(line.years))
        return Use(kind, line.strand, years, money.ore, money.half, line.strand == UNSPLIT)

    @cached_property
    def rooms(self) -> Mapping[Place, int]:
        """What the accounts of a year may hold of awards over several years, or of no strand.

        Where accounts name strands, each strand has a room, and awards without a strand are in any.
        """
        rooms: defaultdict[Place, int] = defaultdict(int)
        for line in self.moved:
            year = line.years.first
            if line.years.single and year in self.calendar.accounts:
                booked = self.of(line, "outturn").ore + self.of(line, "returned").ore
                by_strand = year in self.booked_by_strand
                rooms[Place(line.strand if by_strand else UNSPLIT, year)] += booked
                if not self._is_in_any_room(line):
                    rooms[Place(line.strand if by_strand else UNSPLIT, year)] -= self.of(
                        line, "awarded"
                    ).ore
        return {place: max(ore, 0) for place, ore in rooms.items()}

    def _is_in_any_room(self, line: Line) -> bool:
        """Whether an award of one year without a strand is in the accounts of some strand."""
        return line.strand == UNSPLIT and line.years.first in self.booked_by_strand

    def _rooms_of(self, line: Line) -> Iterator[Place]:
        """Yield the rooms that may hold an award over several years, or without a strand."""
        if line.years.single and not self._is_in_any_room(line):
            return
        for place in self.rooms:
            is_of_strand = line.strand == place.strand or UNSPLIT in (line.strand, place.strand)
            if is_of_strand and line.years.first <= place.year <= line.years.last:
                yield place
