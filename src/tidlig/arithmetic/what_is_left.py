"""What is left of a program as of a date: used, remaining, unused and estimate, with exact bounds.

`budget - awarded` of a year that is over is not money that anyone may award, and an estimate is no
authority. So each line has a state as of the date, and money of different states is never added.
An award over several years, or of no strand, takes from one of the lines that it fits: then a
single year or strand is known within bounds only, which a maximum flow gives exactly.
docs/arithmetic.md explains the rules, and where they come from.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from tidlig.arithmetic.ledger import Ledger
from tidlig.arithmetic.line_states import Calendar, State, each_of
from tidlig.arithmetic.movements import BUDGET, UNSPLIT, Line, sum_money
from tidlig.arithmetic.program_money import ProgramMoney, UnknownAmount
from tidlig.arithmetic.uses import Bounds, Counts, Group, Part, Place, Use, groups
from tidlig.model.decisions import Program
from tidlig.model.money import UNKNOWN, ZERO
from tidlig.model.years import Years, one


class Figure(NamedTuple):
    """A figure in øre within bounds, which are equal where it is exact, or None where not known.

    `half` is the half-width of all inexact amounts that may be in it. Where an unknown amount takes
    one bound, the other is the part that is known, if that `is_exact_part`.
    """

    least: int | None
    most: int | None
    half: int = 0
    is_exact_part: bool = True

    @property
    def is_exact(self) -> bool:
        """Whether both bounds are known and equal."""
        return self.least is not None and self.least == self.most


NOTHING = Figure(0, 0)


@dataclass(frozen=True, slots=True)
class Left:
    """The figures of a set of lines; None for one of which nothing is known.

    budget - used = remaining + unused + estimate, and unused = lapsed + unsettled. `binding` is the
    budget of closed and open lines; `budget` has estimates too.
    """

    binding: Figure | None
    budget: Figure | None
    used: Figure | None
    remaining: Figure | None
    unused: Figure | None
    lapsed: Figure | None
    unsettled: Figure | None
    estimate: Figure | None


@dataclass(frozen=True, slots=True)
class Cell:
    """The lines that lie wholly within some years, or all, and are of a strand, or of any.

    The strand `UNSPLIT` means the lines that are not split by strand.
    """

    years: Years | None = None
    strand: str | None = None

    def has(self, strand: str, years: Years) -> bool:
        """Whether a line is in the cell."""
        in_years = self.years is None or years.within(self.years)
        return in_years and self.strand in (None, strand)

    def meets(self, line: Line) -> bool:
        """Whether any year of a line is in the cell."""
        in_years = self.years is None or line.years.meets(self.years)
        return in_years and self.strand in (None, line.strand)

    def has_year(self, year: int) -> bool:
        """Whether a year is in the cell."""
        return self.years is None or one(year).within(self.years)


WHOLE = Cell()


class _Counted(NamedTuple):
    """Where money of a part, or what is overdrawn at a place, counts: in which state and years."""

    state: State
    strand: str
    years: Years


class ProgramLeft:
    """What is left of one program; the figures of a cell are worked out when it is asked for."""

    def __init__(self, ledger: Ledger, program: Program, date: dt.date) -> None:
        """Take the ledger as of the date."""
        self.program = program
        self.money = ProgramMoney(ledger, program, date)
        self._today = one(date.year)
        self._cells: dict[Cell, Left] = {}
        self._located: dict[Part | Place, _Counted] = {}

    @property
    def calendar(self) -> Calendar:
        """What the states of lines depend on."""
        return self.money.calendar

    @property
    def years(self) -> tuple[int, ...]:
        """Every year that a line has, in order."""
        return self.money.years

    @property
    def not_known(self) -> tuple[int, ...]:
        """The years of whose use nothing is known, in order."""
        return tuple(sorted(self.money.years_without_use))

    @cached_property
    def joined(self) -> tuple[Years, ...]:
        """The years that spans join, together: lines and awards over several years.

        An award whose years all have accounts joins none: these say what each has used.
        """
        spans = [
            line.years for line in self.money.moved if not line.years.single and self._joins(line)
        ]
        joined: list[Years] = []
        for span in sorted(spans):
            if joined and span.first <= joined[-1].last:
                joined[-1] = Years(joined[-1].first, max(joined[-1].last, span.last))
            else:
                joined.append(span)
        return tuple(joined)

    def spans(self, year: int) -> list[Years]:
        """Return the spans that a year is part of."""
        return [span for span in self.joined if one(year).within(span)]

    def _joins(self, line: Line) -> bool:
        has_money = self.money.budget(line) != ZERO
        is_used = self.money.of(line, "awarded") != ZERO
        return has_money or (is_used and bool(self.calendar.without_accounts(line.years)))

    def left(self, cell: Cell = WHOLE) -> Left:
        """Return the figures of a cell."""
        if cell not in self._cells:
            self._cells[cell] = self._left(cell)
        return self._cells[cell]

    def _left(self, cell: Cell) -> Left:
        used, budget = self._used(cell), self._budget(cell)
        if not self.money.has_budget or (budget is None and self._is_in_span(cell)):
            return Left(None, None, used, None, None, None, None, None)
        unused, lapsed, unsettled = self._unused(cell)
        return Left(
            self._budget(cell, without=State.ESTIMATE),
            budget,
            used,
            self._remaining(cell),
            unused,
            lapsed,
            unsettled,
            self._rest(cell, State.ESTIMATE),
        )

    def _is_in_span(self, cell: Cell) -> bool:
        """Whether the years of a cell are part of a span that has a budget."""
        return cell.years is not None and any(
            line.years.meets(cell.years) and self.money.budget(line) != ZERO
            for line in self.money.moved
            if not line.years.single
        )

    # Budgets.

    def _budget(self, cell: Cell, without: State | None = None) -> Figure | None:
        """Return the budget of a cell but for a state; None where no line of it has any."""
        lines = [
            line
            for line in self.money.moved
            if self.money.is_budgeted(line) and cell.has(line.strand, line.years)
        ]
        if cell.years is not None and (not lines or self._has_unstated_year(cell)):
            return None
        ore = sum(self._budget_of(line, without) for line in lines)
        half = sum(self.money.budget(line).half for line in lines)
        return _with_unknown(Figure(ore, ore, half), self._unknown_in(cell, BUDGET))

    def _budget_of(self, line: Line, without: State | None) -> int:
        budget, brought = self.money.budget(line).ore, self.money.brought(line)
        is_left_out = self.calendar.state(line.years) is without
        return brought if is_left_out else budget

    def _has_unstated_year(self, cell: Cell) -> bool:
        return any(map(cell.has_year, self.money.unstated_years))

    # What is used.

    def _used(self, cell: Cell) -> Figure | None:
        """Return the accounts of years that have any, and awards less returns of the others."""
        if self._is_use_unknown(cell) or self._is_hidden_by_accounts(cell):
            return None
        lines = [line for line in self.money.moved if cell.has(line.strand, line.years)]
        booked = sum_money(
            self.money.of(line, "outturn") - self.money.freed(line) for line in lines
        )
        awarded = self._awarded(cell)
        half = booked.half + sum(use.half for use in self._uses if _may_be_award_in(use, cell))
        figure = Figure(booked.ore + awarded.least, booked.ore + awarded.most, half)
        return _with_unknown(figure, self._unknown_uses(cell), more_is_more=False)

    def _is_use_unknown(self, cell: Cell) -> bool:
        has_any = self.money.has_budget or self.money.has_uses or self.calendar.accounts
        return not has_any or any(map(cell.has_year, self.money.years_without_use))

    def _awarded(self, cell: Cell) -> Bounds:
        def counts(strand: str, year: int) -> bool:
            return cell.has_year(year) and cell.strand in (None, strand)

        by_strand = cell.strand is not None
        bounds = [group.used(counts, by_strand=by_strand) for group in self._groups_of(cell)]
        return Bounds(sum(each.least for each in bounds), sum(each.most for each in bounds))

    def _is_hidden_by_accounts(self, cell: Cell) -> bool:
        """Whether accounts that name no strand hide what the strand of a cell has used."""
        if cell.strand is None:
            return False
        return any(
            any(map(cell.has_year, self._years_not_by_strand(line)))
            for line in self.money.moved
            if line.strand != UNSPLIT and cell.strand in (line.strand, UNSPLIT)
        )

    def _years_not_by_strand(self, line: Line) -> Iterator[int]:
        """Yield the years of a line with money or awards whose accounts name no strand."""
        if self.money.is_budgeted(line) or "awarded" in self.money.moved[line]:
            hidden = self.calendar.accounts - self.money.booked_by_strand
            yield from (year for year in each_of(line.years) if year in hidden)

    # What is left.

    def _remaining(self, cell: Cell) -> Figure | None:
        if self._has_unknown_year(cell, State.OPEN):
            return None
        if self._lacks_act and cell.has_year(self._today.first):
            return None
        return self._rest(cell, State.OPEN)

    @cached_property
    def _lacks_act(self) -> bool:
        """Whether the date's year is one of an unknown total, and no act of the year states it."""
        if UNKNOWN not in (self.program.total, self.program.yearly):
            return False
        is_estimate = self.calendar.state(self._today) is State.ESTIMATE
        is_unstated = self._today.first in self.money.unstated_years
        return self._today.within(self.program.years) and (is_estimate or is_unstated)

    def _unused(self, cell: Cell) -> tuple[Figure | None, Figure | None, Figure | None]:
        """Return what is unused, and what of it is lapsed and unsettled."""
        if self._has_unknown_year(cell, State.CLOSED) or self._is_hidden_by_accounts(cell):
            return None, None, None
        unused = self._rest(cell, State.CLOSED)
        if unused is None:
            return None, self._lapsed(cell), None
        if self.program.unspent == "lapses":
            overdrawn = self._overdrawn(cell)
            return unused, _minus(unused, overdrawn), overdrawn
        return unused, self._lapsed(cell), _minus(unused, self._lapsed(cell))

    def _has_unknown_year(self, cell: Cell, state: State) -> bool:
        """Whether a year of whose use nothing is known is in a line of the cell, in a state."""
        years = self.money.years_without_use
        unstated = filter(cell.has_year, self.money.unstated_years)
        return any(self.calendar.state(one(year)) is state for year in unstated) or any(
            not years.isdisjoint(each_of(line.years)) and self.calendar.state(line.years) is state
            for line in self.money.moved
            if cell.has(line.strand, line.years)
        )

    def _lapsed(self, cell: Cell) -> Figure:
        lines = (line for line in self.money.moved if cell.has(line.strand, line.years))
        lapsed = sum_money(self.money.of(line, "lapsed") for line in lines)
        return Figure(lapsed.ore, lapsed.ore, lapsed.half)

    def _rest(self, cell: Cell, state: State) -> Figure | None:
        """Return the money of a cell in a state less what uses take of it.

        What lapsed is unused, whatever the state of its line.
        """

        def counts(item: Part | Place) -> bool:
            counted = self._counted(item)
            return counted.state is state and cell.has(counted.strand, counted.years)

        def lapses_of(line: Line) -> bool:
            return state is State.CLOSED and cell.has(line.strand, line.years)

        ore = sum(part.ore for part in self.money.parts if counts(part)) + self._booked_back(counts)
        taken = [group.taken(counts, lapses_of) for group in self._groups_of(cell)]
        least = ore - sum(bounds.most for bounds in taken)
        most = ore - sum(bounds.least for bounds in taken)
        figure = Figure(least, most, self._half(counts))
        return _with_unknown(figure, self._unknown_of_rest(cell, state, counts))

    def _counted(self, item: Part | Place) -> _Counted:
        """Return where a part, or what is overdrawn at a place, counts."""
        if item not in self._located:
            self._located[item] = self._place(item)
        return self._located[item]

    def _place(self, item: Part | Place) -> _Counted:
        if isinstance(item, Place):
            strand, years, is_authority = item.strand, one(item.year), False
        else:
            strand, years = item.line.strand, item.line.years
            is_authority = item.is_first and self.money.authority(item.line) > 0
        state = self.calendar.state(years, is_authority=is_authority)
        if self._carries_over and state is State.CLOSED:
            return _Counted(State.OPEN, strand, self._today)
        return _Counted(state, strand, years)

    @cached_property
    def _carries_over(self) -> bool:
        """Whether the money of closed lines may be used in the date's year."""
        return self.program.unspent == "carries-over" and self._today.within(self.program.years)

    def _booked_back(self, counts: Counts) -> int:
        """Return the øre that accounts below zero add: they pay for nothing else."""
        ore = 0
        for line in self.money.moved:
            outturn = self.money.of(line, "outturn").ore
            if outturn < 0 and counts(Place(line.strand, line.years.first)):
                ore -= outturn
        return ore

    def _overdrawn(self, cell: Cell) -> Figure:
        """Return what uses take of closed years that no line covers, below zero."""

        def counts(item: Part | Place) -> bool:
            counted = self._counted(item)
            is_overdraft = isinstance(item, Place) and counted.state is State.CLOSED
            return is_overdraft and cell.has(counted.strand, counted.years)

        taken = [group.taken(counts) for group in self._groups_of(cell)]
        return Figure(-sum(each.most for each in taken), -sum(each.least for each in taken))

    def _half(self, counts: Counts) -> int:
        """Return the half-widths of the budgets and uses that may be in a figure."""
        lines = {part.line for part in self.money.parts if counts(part)}
        half = sum(self.money.budget(line).half + self.money.freed(line).half for line in lines)
        half += sum(use.half for use in self._uses if use.half and _may_take(use, lines, counts))
        return half + sum(self._half_of_accounts(line, counts) for line in self.money.moved)

    def _half_of_accounts(self, line: Line, counts: Counts) -> int:
        """Return the half-width of accounts that are no use, being 0 or less."""
        outturn = self.money.of(line, "outturn")
        is_counted = outturn.ore <= 0 and counts(Place(line.strand, line.years.first))
        return outturn.half if is_counted else 0

    @property
    def _uses(self) -> tuple[Use, ...]:
        return self.money.uses

    @cached_property
    def _groups(self) -> list[Group]:
        return groups(self.money.uses, self.money.parts, self.money.rooms)

    def _groups_of(self, cell: Cell) -> list[Group]:
        """Return the groups that may have something in a cell."""
        if cell.strand is None:
            return self._groups
        return [group for group in self._groups if cell.strand in group.strands]

    # Unknown amounts.

    def _unknown_in(self, cell: Cell, headings: Iterable[str]) -> list[UnknownAmount]:
        """Return the unknown amounts that may be in a cell, but those that move within it."""
        unknown = [
            amount
            for amount in self.money.unknown
            if amount.heading in headings and cell.meets(amount.line)
        ]
        net: Counter[str] = Counter()
        for amount in unknown:
            net[amount.entry] += 1 if amount.adds else -1
        return [amount for amount in unknown if net[amount.entry]]

    def _unknown_uses(self, cell: Cell) -> list[UnknownAmount]:
        """Return the unknown amounts that may be in what a cell has used."""
        unknown = self._unknown_in(cell, ("outturn",))
        for amount in self.money.unknown:
            charged = self.calendar.without_accounts(amount.line.years)
            years = tuple(filter(cell.has_year, charged))
            is_use = amount.heading in ("awarded", "returned") and years
            if is_use and self._may_be_of(cell, amount.line.strand, years):
                unknown.append(amount)
        return unknown

    def _may_be_of(self, cell: Cell, strand: str, years: tuple[int, ...]) -> bool:
        """Whether a use, of a strand or of any, may be of the strand of a cell."""
        if cell.strand in (None, strand):
            return True
        use = Use("award", strand, years, 0, of_any_strand=strand == UNSPLIT)
        of_strand = (part.line for part in self.money.parts if part.line.strand == cell.strand)
        return strand == UNSPLIT and any(map(use.fits, of_strand))

    def _unknown_of_rest(self, cell: Cell, state: State, counts: Counts) -> Iterator[UnknownAmount]:
        """Yield the unknown amounts that may be in what is left of a cell in a state."""
        for amount in self._unknown_in(cell, (*BUDGET, "outturn", "lapsed")):
            if self.calendar.state(amount.line.years) is state:
                yield amount
        lines = {part.line for part in self.money.parts if counts(part)}
        for amount in self.money.unknown:
            if amount.heading in ("awarded", "returned") and self._may_move(amount, lines, counts):
                yield amount

    def _may_move(self, amount: UnknownAmount, lines: set[Line], counts: Counts) -> bool:
        """Whether an unknown award takes from some lines, or an unknown return adds to a place."""
        years, strand = self.calendar.without_accounts(amount.line.years), amount.line.strand
        use = Use("award", strand, years, 0, of_any_strand=strand == UNSPLIT)
        if amount.adds:
            return any(map(counts, use.places))
        return _may_take(use, lines, counts)


def _may_take(use: Use, lines: set[Line], counts: Counts) -> bool:
    """Whether a use may take from some lines, or overdraw a place that counts."""
    return any(map(counts, use.places)) or any(map(use.fits, lines))


def _may_be_award_in(use: Use, cell: Cell) -> bool:
    in_years = any(map(cell.has_year, use.years))
    return use.kind == "award" and in_years and cell.strand in (None, use.strand)


def _with_unknown(
    figure: Figure, unknown: Iterable[UnknownAmount], *, more_is_more: bool = True
) -> Figure | None:
    """Return a figure without the bounds that unknown amounts, each 0 or more, may move.

    Of what is left, amounts that add make it more; of what is used, they make it less.
    """
    adds = {amount.adds is more_is_more for amount in unknown}
    if adds == {True, False}:
        return None
    least = None if False in adds else figure.least
    most = None if True in adds else figure.most
    return Figure(least, most, figure.half, figure.is_exact)


def _minus(whole: Figure, part: Figure) -> Figure:
    """Subtract a part that varies with the whole, or not at all."""
    least = None if whole.least is None or part.least is None else whole.least - part.least
    most = None if whole.most is None or part.most is None else whole.most - part.most
    return Figure(least, most, whole.half, whole.is_exact_part and part.is_exact_part)
