"""What a note is about: a program as of a day, and the entries that its figures come from."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from tidlig.arithmetic.accounts import Reconciliation, reconciliation
from tidlig.arithmetic.act_changes import ActChange, act_changes
from tidlig.arithmetic.balance import Choice
from tidlig.arithmetic.ledger import Ledger
from tidlig.arithmetic.line_states import each_of
from tidlig.arithmetic.movements import BUDGET, Movement
from tidlig.arithmetic.overview import ProgramOverview, overview
from tidlig.arithmetic.pool_groups import RoundGroup, groups
from tidlig.arithmetic.pools import pools
from tidlig.arithmetic.restatement import years_named
from tidlig.arithmetic.unknown_amounts import unknown_entries
from tidlig.model.decisions import (
    Agreement,
    Appropriation,
    CarryOver,
    Lapse,
    Program,
    Reprioritisation,
    Strand,
)
from tidlig.model.entry import Entry
from tidlig.model.grants import Award, Round
from tidlig.model.years import Month, Years, one


@dataclass(frozen=True)
class Subject:
    """A program of a ledger that has been taken as of a day, with all its entries."""

    ledger: Ledger
    program: Program
    day: dt.date

    @cached_property
    def overview(self) -> ProgramOverview:
        """What is left of the program."""
        return overview(self.ledger, [self.program], self.day)[0]

    @cached_property
    def reconciliation(self) -> Reconciliation:
        """The accounts and statements of the program."""
        return reconciliation(self.ledger, self.choice, self.day)

    @property
    def choice(self) -> Choice:
        """The program alone, for a report."""
        return Choice(((self.program.id, None),))

    @cached_property
    def rounds(self) -> Sequence[RoundGroup]:
        """The rounds that are announced by the day, and the pools that are in none.

        A round has no date of its own, so that the ledger has it on any day.
        """
        own = groups(pools(self.ledger, self.choice).rows, self.ledger)
        every = [group for program in own for group in program.rounds]
        return [group for group in every if not self._is_later(group.round)]

    def _is_later(self, round: Round | None) -> bool:
        """Whether a round is surely announced after the day."""
        when = None if round is None else round.announced
        if when is None:
            return False
        if isinstance(when, Month):
            return (when.year, when.month) > (self.day.year, self.day.month)
        return when > self.day

    @cached_property
    def act_changes(self) -> tuple[ActChange, ...]:
        """What each later act changes."""
        return tuple(act_changes(self.ledger, self.program))

    @cached_property
    def has_first_act(self) -> bool:
        """Whether the program itself states money, and has taken effect."""
        own = self.program
        stated = (own.total, own.split, own.yearly)
        return self.ledger.counts(own) and any(each not in (None, ()) for each in stated)

    # Entries.

    @cached_property
    def reprioritisations(self) -> tuple[Reprioritisation, ...]:
        """The decisions that move money to or from the program, by date."""
        own = self.program.id
        entries = (
            entry
            for entry in self.ledger.of(Reprioritisation)
            if own in (entry.from_.program, entry.to.program)
        )
        return tuple(sorted(entries, key=lambda entry: (entry.date, entry.id)))

    @cached_property
    def agreements(self) -> tuple[Agreement, ...]:
        """The agreements on the program."""
        every = self.ledger.of(Agreement)
        return tuple(entry for entry in every if entry.program == self.program.id)

    @cached_property
    def carry_overs(self) -> tuple[CarryOver, ...]:
        """What was carried over to later years."""
        every = self.ledger.of(CarryOver)
        return tuple(entry for entry in every if entry.program == self.program.id)

    @cached_property
    def lapses(self) -> tuple[Lapse, ...]:
        """What lapsed."""
        every = self.ledger.of(Lapse)
        return tuple(entry for entry in every if entry.program == self.program.id)

    @cached_property
    def awards(self) -> tuple[Award, ...]:
        """The awards that are charged to the program, also of unknown amounts."""
        every = (award for award in self.ledger.of(Award) if award.id in self.ledger.awards)
        own = self.program.id
        return tuple(award for award in every if self.ledger.budget_line(award)[0] == own)

    @cached_property
    def unknown(self) -> tuple[Entry, ...]:
        """The entries with unknown amounts that touch the program."""
        own = self.program.id
        return tuple(entry for entry, program in unknown_entries(self.ledger) if program == own)

    # What figures come from.

    @cached_property
    def _movements(self) -> list[Movement]:
        every = self.ledger.movements
        return [each for each in every if each.line.program == self.program.id]

    def act_of(self, year: int) -> Program | Appropriation | None:
        """Return the newest act that states a figure of a year."""
        for change in reversed(self.act_changes):
            if year in years_named(change.act):
                return change.act
        return self.program if self.has_first_act and self._states(year) else None

    def _states(self, year: int) -> bool:
        """Whether the program itself states money of a year, alone or in a span."""
        own = self.program
        if own.split:
            return year in dict(own.split)
        return one(year).within(own.years)

    def budget_entries(self, years: Years) -> list[Entry]:
        """Return what the budget of some years comes from: the newest act, and later decisions."""
        found: dict[str, Entry] = {}
        for year in each_of(years):
            act = self.act_of(year)
            if act is not None:
                found.setdefault(act.address, act)
            for entry in self._decisions(one(year), act):
                found.setdefault(entry.address, entry)
        return list(found.values())

    def _decisions(self, years: Years, act: Program | Appropriation | None) -> Iterator[Entry]:
        """Yield what moves money of some years after an act, or whatever an act says."""
        for movement in self._movements:
            if movement.heading not in BUDGET or not movement.line.years.meets(years):
                continue
            entry = movement.entry
            if isinstance(entry, CarryOver) or (
                isinstance(entry, Reprioritisation) and _is_after(entry, act)
            ):
                yield entry

    def use_entries(self, years: Years) -> list[Entry]:
        """Return what the use of some years comes from: accounts, else awards and returns."""
        calendar = self.overview.figures.calendar
        booked = [year for year in each_of(years) if year in calendar.accounts]
        found = [entry for year in booked for entry in self.moving("outturn", in_=one(year))]
        if calendar.without_accounts(years):
            found += self.moving("awarded", "returned", in_=years)
        return found

    def moving(self, *headings: str, in_: Years | None = None) -> list[Entry]:
        """Return the entries that move money under some headings, of some years or of all."""
        found = {
            movement.entry.address: movement.entry
            for movement in self._movements
            if movement.heading in headings and (in_ is None or movement.line.years.meets(in_))
        }
        return list(found.values())


def _is_after(entry: Reprioritisation, act: Program | Appropriation | None) -> bool:
    """Whether a decision comes after an act, on whose day all others come before it."""
    if isinstance(act, Appropriation):
        return entry.date > act.date
    return True


def entry_name(entry: Entry) -> str:
    """Return what people call an entry: its name, else its id."""
    if isinstance(entry, Strand | Program):
        return entry.name
    return getattr(entry, "name", None) or getattr(entry, "act", None) or entry.id
