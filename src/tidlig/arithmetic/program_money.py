"""The money of one program as of a date, by line: what there is, and what uses it.

Sums of movements by line become parts (money in one state) and uses (awards, accounts, lapses,
budgets below zero), which `uses` puts together. In a year with accounts, use is the outturn, and
awards charged to that year only are ignored.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import zip_longest

from tidlig.arithmetic.acts import act_years
from tidlig.arithmetic.by_strand import MoneyByStrand
from tidlig.arithmetic.ledger import Ledger
from tidlig.arithmetic.line_states import Calendar, State, each_of
from tidlig.arithmetic.movements import BUDGET, UNSPLIT, Line, Movement, sum_money
from tidlig.arithmetic.restatement import RESTATED, given_to_strands, years_named
from tidlig.arithmetic.unknown_amounts import settled_on, unknown_movements
from tidlig.arithmetic.unknown_on_lines import UnknownAmount, is_brought, is_share
from tidlig.arithmetic.uses import UNBOUNDED, Part, Place, Turn, Use
from tidlig.model.decisions import Appropriation, Program
from tidlig.model.entry import Entry
from tidlig.model.money import UNKNOWN, ZERO, Money
from tidlig.model.years import Years, one

RESTATED_BY_ACTS = ("appropriated", "restated")
"""The headings that a figure for a year is under; it takes the place of what the year had."""


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
        if not isinstance(yearly, Money) or not self.program.years.open or not self.has_own:
            return
        acts = self._ledger.restatements[self.program.id]
        stated = {year for restatement in acts for year in years_named(restatement.act)}
        for year in range(self.program.years.first, self.year + 1):
            if year not in stated:
                own = yearly - given_to_strands(self.program, year)
                yield Line(self.program.id, UNSPLIT, one(year)), own

    @cached_property
    def calendar(self) -> Calendar:
        """What the states of lines depend on."""
        booked = {line.years.first for line, figures in self.moved.items() if "outturn" in figures}
        booked |= {gap.line.years.first for gap in self.unknown if gap.heading == "outturn"}
        newest = max(act_years(self._ledger, self.program.id), default=None)
        return Calendar(self.program.years, newest, frozenset(booked), self.year)

    @cached_property
    def unknown(self) -> tuple[UnknownAmount, ...]:
        """The unknown amounts that no later act has stated anew; a total has `unstated_years`."""
        return tuple(
            amount
            for gap, year in self._gaps()
            if gap.line.program == self.program.id
            and not (self.has_unknown_total and gap.entry.address == self.program.address)
            and not gap.line.years.open
            and settled_on(self._ledger, gap, None) is None
            for amount in self._unknown_of(gap, year)
        )

    def _gaps(self) -> Iterator[tuple[Movement, int]]:
        """Yield the unknown movements with the year that each is of.

        What a strand has in a year is taken from the program's span: that is of the strand's year.
        """
        gaps = list(unknown_movements(self._ledger))
        for gap, following in zip_longest(gaps, gaps[1:]):
            is_taken = gap.money.ore < 0 and following is not None
            is_of_strand = is_taken and following.entry == gap.entry and following.money.ore > 0
            yield gap, (following if is_of_strand else gap).line.years.first

    def _unknown_of(self, gap: Movement, year: int) -> Iterator[UnknownAmount]:
        """Yield what is unknown of a movement; a year of an act is unknown of every strand."""
        line, is_above_zero, entry = gap.line, gap.money.ore > 0, gap.entry.address
        if gap.heading not in RESTATED_BY_ACTS:
            brought = is_brought(gap)
            yield UnknownAmount(line, gap.heading, is_above_zero, entry, is_brought=brought)
            return
        entry = f"{entry} {year}"
        kind = {"is_either": self._is_either(gap), "is_share": is_share(gap)}
        yield UnknownAmount(line, gap.heading, is_above_zero, entry, **kind)
        if line.strand == UNSPLIT and is_above_zero:
            for other in self._restated_with(gap.entry, line):
                yield UnknownAmount(other, gap.heading, is_above_zero, entry, is_either=True)

    def _is_either(self, gap: Movement) -> bool:
        """Whether a year of an act may add to its line or take from it: the line has a figure."""
        if not isinstance(gap.entry, Appropriation):
            return False
        return bool(gap.entry.strands) or any(
            self.of(gap.line, heading) != ZERO for heading in RESTATED
        )

    def _restated_with(self, act: Entry, line: Line) -> Iterator[Line]:
        """Yield the lines that an act would restate with a year of which it states no amount."""
        if not isinstance(act, Appropriation):
            return
        stated = Years(min(year for year, _ in act.split), max(year for year, _ in act.split))
        of_act = [line._replace(strand=row.strand) for row in act.strands]
        for other in dict.fromkeys((*self.budgeted, *of_act)):
            is_of_span = not other.years.single and other.years.meets(stated)
            if other != line and (is_of_span or other.years == line.years):
                yield other

    @cached_property
    def unknown_on(self) -> Mapping[Line, Sequence[UnknownAmount]]:
        """The unknown amounts by line, but those that only move within the program's own span.

        What is moved between strands over several years moves in each of them from one to another;
        it opens what it may be in, and competes with nothing.
        """
        by_line: defaultdict[Line, list[UnknownAmount]] = defaultdict(list)
        for amount in self.unknown:
            if not self.is_within_span(amount):
                by_line[amount.line].append(amount)
        return by_line

    def is_within_span(self, amount: UnknownAmount) -> bool:
        """Whether an amount is moved from one strand to another over the same several years."""
        if amount.heading != "reprioritised" or amount.line.years.single:
            return False
        ends = [other for other in self.unknown if other.entry == amount.entry]
        return len({end.sign for end in ends}) > 1

    @cached_property
    def obscure(self) -> frozenset[Line]:
        """The lines on which an unknown amount leaves nothing to say of what is left.

        What is brought to an estimate decides how much of it is authority.
        """
        return frozenset(filter(self._is_obscure, self.unknown_on))

    def _is_obscure(self, line: Line) -> bool:
        amounts = self.unknown_on[line]
        is_booked = any(amount.heading == "outturn" for amount in amounts)
        if is_booked and self.of(line, "outturn").ore < 0:
            return True
        is_estimate = self.calendar.state(line.years) is State.ESTIMATE
        return is_estimate and self._has_obscure_authority(line, amounts)

    def _has_obscure_authority(self, line: Line, amounts: Sequence[UnknownAmount]) -> bool:
        """Whether unknown amounts of an estimate decide how much of it is authority."""
        if any(amount.is_brought or amount.heading == "returned" for amount in amounts):
            return True
        moves_money = self.may_vary(line) or any(a.heading in BUDGET for a in amounts)
        return moves_money and self._authority_without_money(line) > 0

    # What is known.

    @cached_property
    def years(self) -> tuple[int, ...]:
        """Every year that a line has, or that an unknown amount stands for, in order."""
        years = set(self.unstated_years)
        for line in (*self.moved, *(amount.line for amount in self.unknown)):
            years.update(each_of(line.years))
        if self._is_carried_to_date():
            years.add(self.year)
        return tuple(sorted(years))

    def _is_carried_to_date(self) -> bool:
        """Whether money of closed years may be used in the date's year, by a rule."""
        if self.program.unspent != "carries-over" or not one(self.year).within(self.program.years):
            return False
        return any(self.calendar.state(line.years) is State.CLOSED for line in self.budgeted)

    @cached_property
    def has_own(self) -> bool:
        """Whether the program states figures of its own, and these have taken effect."""
        program = self.program
        stated = (program.total, program.split, program.yearly)
        return self._ledger.counts(program) and any(amount is not None for amount in stated)

    @cached_property
    def has_budget(self) -> bool:
        """Whether any entry gives the program a budget, if only an unknown one or 0."""
        return self.has_own or any(map(self.is_budgeted, self.moved))

    @cached_property
    def has_uses(self) -> bool:
        """Whether the program records any award or payment."""
        headings = {heading for figures in self.moved.values() for heading in figures}
        headings |= {amount.heading for amount in self.unknown}
        return not headings.isdisjoint(("awarded", "paid"))

    @property
    def has_unknown_total(self) -> bool:
        """Whether the program's amount is unknown as a whole, or for each of its years."""
        return UNKNOWN in (self.program.total, self.program.yearly)

    @cached_property
    def unstated_years(self) -> tuple[int, ...]:
        """The years to the date's that an unknown total stands for, since no act states them."""
        program = self.program
        if not self.has_unknown_total or not self.has_own:
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
        without = () if self.has_uses else filter(self._is_without_use, self.years)
        return frozenset((*self.unstated_years, *without))

    def _is_without_use(self, year: int) -> bool:
        accounts, state = self.calendar.accounts, self.calendar.state(one(year))
        if year in accounts or state is State.ESTIMATE:
            return False
        return state is State.CLOSED or bool(accounts)

    @cached_property
    def booked_by_strand(self) -> frozenset[int]:
        """The years whose accounts name a strand."""
        booked = {line for line, figures in self.moved.items() if "outturn" in figures}
        booked |= {amount.line for amount in self.unknown if amount.heading == "outturn"}
        return frozenset(line.years.first for line in booked if line.strand != UNSPLIT)

    # Money.

    def of(self, line: Line, heading: str) -> Money:
        """Return what was moved on a line under a heading."""
        return self.moved.get(line, {}).get(heading, ZERO)

    def is_budgeted(self, line: Line) -> bool:
        """Whether anything was moved to or from the budget of a line."""
        return not self.moved[line].keys().isdisjoint(BUDGET)

    @cached_property
    def budgeted(self) -> tuple[Line, ...]:
        """The lines to or from whose budget anything was moved."""
        return tuple(filter(self.is_budgeted, self.moved))

    @cached_property
    def booked_below_zero(self) -> tuple[tuple[Line, int], ...]:
        """The lines whose accounts are below zero, and by how many øre."""
        booked = ((line, self.of(line, "outturn").ore) for line in self.moved)
        return tuple((line, -ore) for line, ore in booked if ore < 0)

    @cached_property
    def inexact_accounts(self) -> tuple[tuple[Line, int], ...]:
        """The half-widths of accounts that are no use, being 0 or less, by line."""
        booked = ((line, self.of(line, "outturn")) for line in self.moved)
        return tuple((line, each.half) for line, each in booked if each.ore <= 0 and each.half)

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
        return min(self._authority_without_money(line), self._money(line))

    def _authority_without_money(self, line: Line) -> int:
        brought = self.of(line, "carried").ore + self._moved_later.get(line, ZERO).ore
        return max(brought + self.freed(line).ore, 0)

    def _money(self, line: Line) -> int:
        return max(self.budget(line).ore, 0) + self.freed(line).ore

    @cached_property
    def lines(self) -> list[Line]:
        """Every line on which anything is moved, known or not."""
        return list(dict.fromkeys((*self.moved, *self.unknown_on)))

    @cached_property
    def by_strand(self) -> MoneyByStrand:
        """Its lines and parts, of one strand or of all."""
        return MoneyByStrand(self)

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        """The money of every line, authority before the rest of an estimate."""
        return tuple(part for line in self.lines for part in self._parts(line))

    def _parts(self, line: Line) -> Iterator[Part]:
        authority, money, varying = self.authority(line), self._money(line), self._varying(line)
        if authority:
            yield Part(line, authority)
        if money > authority + varying:
            yield Part(line, money - authority - varying, is_first=not authority)
        if varying:
            yield Part(line, varying, varies=True)
        if self._may_grow(line):
            yield Part(line, UNBOUNDED, varies=True)

    def _varying(self, line: Line) -> int:
        """Return the øre of a line that unknown amounts may take away."""
        if line in self.obscure:
            return 0
        taken = max(self.budget(line).ore, 0) if self._budget_may(line, "takes") else 0
        return taken + (self._freed_by_awards(line) if self.may_vary(line) else 0)

    def may_vary(self, line: Line) -> bool:
        """Whether an unknown award may take the place of what awards below zero free."""
        amounts = self.unknown_on.get(line, ())
        return self._freed_by_awards(line) > 0 and any(a.heading == "awarded" for a in amounts)

    def _freed_by_awards(self, line: Line) -> int:
        if self.calendar.has_accounts(line.years):
            return 0
        return max(-self.of(line, "awarded").ore, 0)

    def _may_grow(self, line: Line) -> bool:
        """Whether unknown amounts may add money to a line."""
        if line in self.obscure:
            return True
        is_freed = not self.calendar.has_accounts(line.years) and self._is_unknown(line, "returned")
        return is_freed or self._budget_may(line, "adds")

    def _is_unknown(self, line: Line, heading: str) -> bool:
        return any(amount.heading == heading for amount in self.unknown_on.get(line, ()))

    def _budget_may(self, line: Line, way: str) -> bool:
        """Whether an unknown amount of the budget of a line `adds`, `takes` or `may_overdraw`."""
        amounts = self.unknown_on.get(line, ())
        return any(amount.heading in BUDGET and getattr(amount, way) for amount in amounts)

    # Uses.

    turns: Sequence[Turn] = ()
    """What is used before what, beside the two parts of a line."""

    def reaching(self, use: Use) -> Use:
        """Return a use with all that it may take, beside the lines that it fits."""
        return use

    @cached_property
    def uses(self) -> tuple[Use, ...]:
        """What takes from the money of lines, and what only rooms of years with accounts hold.

        Awards that the same money may pay for are one use.
        """
        uses: dict[Use, Use] = {}
        for line in self.lines:
            for use in self._uses(line):
                key = use if use.kind == "negative" else use._replace(ore=0, half=0)
                uses[key] = _added(uses[key], use) if key in uses else use
        return tuple(uses.values())

    def _uses(self, line: Line) -> Iterator[Use]:
        yield from self._below_zero(line)
        awarded = self.of(line, "awarded")
        if awarded.ore > 0:
            yield from self._award(line, awarded)
        if self._is_unknown(line, "awarded"):
            yield from self._unknown_award(line)
        outturn = self.of(line, "outturn")
        if outturn.ore > 0:
            yield self._booked(line, outturn)
        if self._is_unknown(line, "outturn"):
            yield self._booked(line, Money(UNBOUNDED))._replace(varies=True)
        if self.of(line, "lapsed").ore > 0:
            yield self._use("lapse", line, self.of(line, "lapsed"))
        if self._is_unknown(line, "lapsed"):
            yield self._use("lapse", line, Money(UNBOUNDED))._replace(varies=True)

    def _below_zero(self, line: Line) -> Iterator[Use]:
        budget = self.budget(line)
        if budget.ore < 0:
            varies = self._budget_may(line, "adds")
            yield self._use("negative", line, -budget)._replace(varies=varies)
        if self._budget_may(line, "may_overdraw"):
            yield self._use("negative", line, Money(UNBOUNDED))._replace(varies=True)

    def _award(self, line: Line, awarded: Money) -> Iterator[Use]:
        years, rooms = self.calendar.without_accounts(line.years), tuple(self._rooms_of(line))
        if years or rooms:
            yield self._use("award", line, awarded)._replace(years=years, rooms=rooms)

    def _unknown_award(self, line: Line) -> Iterator[Use]:
        """Yield an award of unknown size; in one year, it comes first in that year's accounts."""
        unknown = Money(UNBOUNDED)
        own = self._room_of(line)
        if line.years.single and own in self.rooms and not self._is_in_any_room(line):
            yield self._use("award", line, unknown)._replace(years=(), rooms=(own,), varies=True)
            return
        yield from (use._replace(varies=True) for use in self._award(line, unknown))

    def _booked(self, line: Line, outturn: Money) -> Use:
        booked = self._use("outturn", line, outturn)
        is_of_any = booked.of_any_strand and line.years.first not in self.booked_by_strand
        return booked._replace(of_any_strand=is_of_any)

    def _use(self, kind: str, line: Line, money: Money) -> Use:
        years = tuple(each_of(line.years))
        return Use(kind, line.strand, years, money.ore, money.half, line.strand == UNSPLIT)

    @cached_property
    def rooms(self) -> Mapping[Place, int]:
        """What the accounts of a year may hold of awards over several years, or of no strand.

        Where accounts name strands, each strand has a room, and awards without a strand are in any.
        """
        rooms: defaultdict[Place, int] = defaultdict(int)
        for line in self.lines:
            if line.years.single and line.years.first in self.calendar.accounts:
                booked = self.of(line, "outturn").ore + self.of(line, "returned").ore
                rooms[self._room_of(line)] += booked
                if not self._is_in_any_room(line):
                    rooms[self._room_of(line)] -= self.of(line, "awarded").ore
        return {place: max(ore, 0) for place, ore in rooms.items()}

    @cached_property
    def open_rooms(self) -> frozenset[Place]:
        """The rooms that an unknown amount may make larger."""
        lines = (
            line
            for line in self.unknown_on
            if self._is_unknown(line, "outturn") or self._is_unknown(line, "returned")
        )
        return frozenset(map(self._room_of, lines)) & self.rooms.keys()

    def _room_of(self, line: Line) -> Place:
        """Return the room of what is booked on a line of one year."""
        by_strand = line.years.first in self.booked_by_strand
        return Place(line.strand if by_strand else UNSPLIT, line.years.first)

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


def _added(one: Use, other: Use) -> Use:
    """Add up two uses that are alike but for their size; one of any size stays so."""
    ore = UNBOUNDED if UNBOUNDED in (one.ore, other.ore) else one.ore + other.ore
    return one._replace(ore=ore, half=one.half + other.half)
