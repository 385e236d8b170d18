"""What is left of a program as of a date: used, remaining, unused and estimate, with exact bounds.

`budget - awarded` of a year that is over is not money that anyone may award, and an estimate is no
authority. So each line has a state as of the date, and money of different states is never added.
An award over several years, or of no strand, takes from one of the lines that it fits: then a
single year or strand is known within bounds only, which a maximum flow gives exactly.
docs/arithmetic.md explains the rules, and where they come from.
"""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

from tidlig.arithmetic.acts import act_years
from tidlig.arithmetic.ledger import Ledger
from tidlig.arithmetic.movements import BUDGET, UNSPLIT, Line, by_year
from tidlig.arithmetic.restatement import years_named
from tidlig.arithmetic.unknown_amounts import gaps, settled_on
from tidlig.arithmetic.uses import Counts, Group, Part, Place, Use, groups
from tidlig.model.decisions import Program
from tidlig.model.money import UNKNOWN, ZERO, Money
from tidlig.model.years import Years, one


class State(StrEnum):
    """The state of a line as of a date."""

    OPEN = "open"
    CLOSED = "closed"
    ESTIMATE = "estimate"


class Figure(NamedTuple):
    """A figure in øre within bounds, which are equal where it is exact, or None where not known.

    `half` is the half-width of all inexact amounts that may be in it.
    """

    least: int | None
    most: int | None
    half: int = 0

    def __add__(self, other: "Figure") -> "Figure":  # type: ignore[override]
        """Add figures that do not depend on each other."""
        return Figure(
            _sum(self.least, other.least), _sum(self.most, other.most), self.half + other.half
        )

    @property
    def is_exact(self) -> bool:
        """Whether both bounds are known and equal."""
        return self.least is not None and self.least == self.most


NOTHING = Figure(0, 0)


def _sum(one: int | None, other: int | None) -> int | None:
    return None if one is None or other is None else one + other


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
class Calendar:
    """What the states of a program's lines depend on: its years, newest act, accounts, the date."""

    years: Years
    act_year: int | None
    accounts: frozenset[int]
    year: int

    def state(self, years: Years, *, is_authority: bool = False) -> State:
        """Return the state of a line over some years.

        What was carried, returned or moved there in its own time is authority without an act.
        """
        has_accounts = any(years.first <= year <= years.last for year in self.accounts)
        is_after_act = self.act_year is not None and years.first > self.act_year
        if is_after_act and not has_accounts and not is_authority:
            return State.ESTIMATE
        is_over = years.last < self.year or years.last in self.accounts
        return State.CLOSED if is_over or not years.meets(self.years) else State.OPEN


@dataclass(frozen=True, slots=True)
class Cell:
    """The lines that lie wholly within some years, or all, and are of a strand, or of any."""

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

    def has_place(self, place: Place) -> bool:
        """Whether what is counted at a place is in the cell."""
        return self.has(place.strand, one(place.year))


@dataclass(frozen=True, slots=True)
class _Counted:
    """Where money of a part, or what is overdrawn at a place, counts: in which state and years."""

    state: State
    strand: str
    years: Years


class ProgramLeft:
    """What is left of one program; figures of cells are worked out when they are asked for."""

    def __init__(self, ledger: Ledger, program: Program, date: dt.date) -> None:
        """Take the ledger as of a date."""
        self.program = program
        self._ledger = ledger
        self._date = date
        self._cells: dict[Cell, Left] = {}

    @cached_property
    def calendar(self) -> Calendar:
        """What the states of lines depend on."""
        accounts = frozenset(
            line.years.first for line in self._moved if "outturn" in self._moved[line]
        )
        newest = max(act_years(self._ledger, self.program.id), default=None)
        return Calendar(self.program.years, newest, accounts, self._date.year)

    @cached_property
    def _moved(self) -> dict[Line, dict[str, Money]]:
        """Money by line and heading, where anything was moved; amounts a year up to the date's."""
        moved: dict[Line, dict[str, Money]] = {}
        for line in self._ledger.lines_of(self.program.id):
            figures = moved.setdefault(line, {})
            for movement in self._ledger.movements_on(line):
                so_far = figures.get(movement.heading, ZERO)
                figures[movement.heading] = so_far + movement.money
        for line, money in self._yearly():
            figures = moved.setdefault(line, {})
            figures["appropriated"] = figures.get("appropriated", ZERO) + money
        return moved

    def _yearly(self) -> Iterator[tuple[Line, Money]]:
        """Yield an amount a year without an end, for each year to the date's that no act states."""
        yearly = self.program.yearly
        if not isinstance(yearly, Money) or not self.program.years.open:
            return
        acts = self._ledger.restatements[self.program.id]
        stated = {year for restatement in acts for year in years_named(restatement.act)}
        for year in range(self.program.years.first, self._date.year + 1):
            if year not in stated:
                yield Line(self.program.id, UNSPLIT, one(year)), yearly - self._given(year)

    def _given(self, year: int) -> Money:
        shares = (by_year(strand.split or ()) for strand in self.program.strands)
        given = [money for share in shares for years, money in share if years == one(year)]
        return Money(sum(money.ore for money in given), sum(money.half for money in given))

    @cached_property
    def years(self) -> tuple[int, ...]:
        """Every year of a line that ends, in order."""
        found: set[int] = set(self._unstated_years)
        for line in self._moved:
            if not line.years.open:
                found.update(range(line.years.first, line.years.last + 1))
        return tuple(sorted(found))

    @cached_property
    def has_budget(self) -> bool:
        """Whether any entry gives the program a budget, if only an unknown one or 0."""
        program = self.program
        stated = (program.total, program.split, program.yearly)
        return any(each is not None for each in stated) or any(map(self._is_budgeted, self._moved))

    def _is_budgeted(self, line: Line) -> bool:
        return any(heading in BUDGET for heading in self._moved[line])

    def _budget(self, line: Line) -> Money:
        figures = self._moved[line]
        return sum((figures.get(heading, ZERO) for heading in BUDGET), ZERO)

    @cached_property
    def _has_uses(self) -> bool:
        """Whether the program records any award or payment."""
        return any(not {"awarded", "paid"}.isdisjoint(figures) for figures in self._moved.values())

    @cached_property
    def _unstated_years(self) -> tuple[int, ...]:
        """The years to the date's for which an unknown total stands, since no act states them."""
        program = self.program
        if UNKNOWN not in (program.total, program.yearly):
            return ()
        stated = {
            year
            for line in self._moved
            if self._is_budgeted(line) and not line.years.open
            for year in range(line.years.first, line.years.last + 1)
        }
        last = min(program.years.last, self._date.year)
        return tuple(year for year in range(program.years.first, last + 1) if year not in stated)

    @cached_property
    def not_known(self) -> frozenset[int]:
        """The years that are over, or open, of whose use nothing is known (LEFT, rules 12 and 21)."""
        years = set(self._unstated_years)
        if not self._has_uses:
            years.update(year for year in self.years if self._is_without_use(year))
        return frozenset(years)

    def _is_without_use(self, year: int) -> bool:
        accounts, state = self.calendar.accounts, self.calendar.state(one(year))
        if year in accounts or state is State.ESTIMATE:
            return False
        return state is State.CLOSED or bool(accounts)

    @cached_property
    def _later(self) -> Mapping[Line, Money]:
        """What reprioritisations moved to lines in their first year or later."""
        later: defaultdict[Line, Money] = defaultdict(Money)
        for line in self._moved:
            for movement in self._ledger.movements_on(line):
                if movement.heading == "reprioritised" and movement.date is not None:
                    if movement.date.year >= line.years.first:
                        later[line] += movement.money
        return later

    def _freed(self, line: Line) -> Money:
        """Return what returns and negative awards add to a line, where no accounts say it."""
        if self._is_accounted(line.years):
            return ZERO
        figures = self._moved[line]
        awarded = figures.get("awarded", ZERO)
        return figures.get("returned", ZERO) + (-awarded if awarded.ore < 0 else ZERO)

    def _is_accounted(self, years: Years) -> bool:
        return any(years.first <= year <= years.last for year in self.calendar.accounts)

    def _authority(self, line: Line) -> int:
        """Return what was carried, moved or returned to a line of estimates in its own time."""
        if self.calendar.state(line.years) is not State.ESTIMATE:
            return 0
        carried = self._moved[line].get("carried", ZERO).ore
        brought = carried + self._later.get(line, ZERO).ore + self._freed(line).ore
        return min(max(brought, 0), self._money(line))

    def _money(self, line: Line) -> int:
        return max(self._budget(line).ore, 0) + self._freed(line).ore

    def _parts(self) -> Iterator[Part]:
        for line in self._moved:
            authority, money = self._authority(line), self._money(line)
            if authority:
                yield Part(line, authority)
            if money > authority:
                yield Part(line, money - authority, is_first=not authority)

    def _counted(self, item: Part | Place) -> _Counted:
        """Return where a part, or what is overdrawn at a place, counts."""
        if isinstance(item, Place):
            strand, years, is_authority = item.strand, one(item.year), False
        else:
            strand, years = item.line.strand, item.line.years
            is_authority = item.is_first and self._authority(item.line) > 0
        state = self.calendar.state(years, is_authority=is_authority)
        if self._is_carried_on(state):
            return _Counted(State.OPEN, strand, one(self._date.year))
        return _Counted(state, strand, years)

    def _is_carried_on(self, state: State) -> bool:
        """Whether money of closed lines counts in the date's year (LEFT, rule 19)."""
        carries = getattr(self.program, "unspent", None) == "carries-over" and state is State.CLOSED
        return carries and one(self._date.year).within(self.program.years)

    def _uses(self) -> Iterator[Use]:
        for line, figures in self._moved.items():
            budget, awarded = self._budget(line), figures.get("awarded", ZERO)
            years = tuple(range(line.years.first, line.years.last + 1))
            any_strand = line.strand == UNSPLIT
            if budget.ore < 0:
                yield Use("negative", line.strand, years, -budget.ore, budget.half, any_strand)
            if awarded.ore > 0:
                free = tuple(year for year in years if year not in self.calendar.accounts)
                rooms = tuple(self._rooms_of(line))
                yield Use("award", line.strand, free, awarded.ore, awarded.half, any_strand, rooms)
            yield from self._in_accounts(line, figures)

    def _in_accounts(self, line: Line, figures: Mapping[str, Money]) -> Iterator[Use]:
        year, outturn, lapsed = (
            line.years.first,
            *(figures.get(key, ZERO) for key in ("outturn", "lapsed")),
        )
        if outturn.ore > 0:
            of_any = line.strand == UNSPLIT and year not in self._by_strand
            yield Use("outturn", line.strand, (year,), outturn.ore, outturn.half, of_any)
        if lapsed.ore > 0:
            yield Use(
                "lapse", line.strand, (year,), lapsed.ore, lapsed.half, line.strand == UNSPLIT
            )

    @cached_property
    def _by_strand(self) -> frozenset[int]:
        """The years whose accounts name a strand."""
        return frozenset(
            line.years.first
            for line, figures in self._moved.items()
            if "outturn" in figures and line.strand != UNSPLIT
        )

    @cached_property
    def _rooms(self) -> dict[Place, int]:
        """What the accounts of a year may hold of awards over several years, or of no strand."""
        rooms: dict[Place, int] = defaultdict(int)
        for line, figures in self._moved.items():
            year = line.years.first
            if line.years.single and year in self.calendar.accounts:
                strand = line.strand if year in self._by_strand else UNSPLIT
                charged = figures.get("outturn", ZERO) + figures.get("returned", ZERO)
                own = figures.get("awarded", ZERO)
                if line.strand == UNSPLIT and year in self._by_strand:
                    own = min(own, ZERO, key=lambda money: money.ore)
                rooms[Place(strand, year)] += charged.ore - own.ore
        return {place: max(ore, 0) for place, ore in rooms.items()}

    def _rooms_of(self, line: Line) -> Iterator[Place]:
        is_held = line.years.single and (
            line.strand != UNSPLIT or line.years.first not in self._by_strand
        )
        if is_held:
            return
        for place in self._rooms:
            in_years = line.years.first <= place.year <= line.years.last
            if in_years and (UNSPLIT in (line.strand, place.strand) or line.strand == place.strand):
                yield place

    @cached_property
    def _groups(self) -> list[Group]:
        uses = [use for use in self._uses() if use.years or use.rooms]
        return groups(uses, self._parts(), self._rooms)

    @cached_property
    def _gaps(self) -> tuple["_Gap", ...]:
        """What unknown amounts would move, where no act states the budget anew."""
        return tuple(
            _Gap(gap.line, gap.heading, gap.money.ore > 0, gap.entry.address)
            for gap in gaps(self._ledger)
            if gap.line.program == self.program.id
            and not gap.line.years.open
            and settled_on(self._ledger, gap, None) is None
        )

    def left(self, cell: Cell = Cell()) -> Left:
        """Return the figures of a cell."""
        if cell not in self._cells:
            self._cells[cell] = self._left(cell)
        return self._cells[cell]

    def _left(self, cell: Cell) -> Left:
        used = self._used(cell)
        budget = self._whole_budget(cell, lambda state: True)
        if not self.has_budget or (budget is None and self._is_in_span(cell)):
            return Left(None, None, used, None, None, None, None, None)
        remaining = self._remaining(cell)
        unused = self._unused(cell)
        overdrawn = self._overdrawn(cell)
        lapsed = self._lapsed(cell) if unused is not None else None
        if unused is not None and getattr(self.program, "unspent", None) == "lapses":
            lapsed, unsettled = _minus(unused, overdrawn), overdrawn
        else:
            unsettled = None if unused is None or lapsed is None else _minus(unused, lapsed)
        return Left(
            self._whole_budget(cell, lambda state: state is not State.ESTIMATE),
            budget,
            used,
            remaining,
            unused,
            lapsed,
            unsettled,
            self._estimate(cell),
        )

    def _whole_budget(self, cell: Cell, counts: Callable[[State], bool]) -> Figure | None:
        """Return the budget of the parts of a cell in some states; None where no line is there."""
        lines = [
            line
            for line in self._moved
            if cell.has(line.strand, line.years) and self._is_budgeted(line)
        ]
        if not lines and (cell.years is not None or not self.has_budget):
            return None
        if cell.years is not None and not frozenset(self._unstated_years).isdisjoint(
            _range(cell.years)
        ):
            return None
        ore = half = 0
        for line in lines:
            ore += sum(part for state, part in self._budget_by_state(line) if counts(state))
            half += self._budget(line).half
        gaps = self._gaps_in(cell, BUDGET)
        more, less = any(gap.adds for gap in gaps), any(not gap.adds for gap in gaps)
        return _doubted(Figure(ore, ore, half), more=more, less=less)

    def _budget_by_state(self, line: Line) -> Iterator[tuple[State, int]]:
        state, budget = self.calendar.state(line.years), self._budget(line).ore
        brought = 0
        if state is State.ESTIMATE:
            carried = self._moved[line].get("carried", ZERO).ore
            brought = max(carried + self._later.get(line, ZERO).ore, 0)
            yield self.calendar.state(line.years, is_authority=True), brought
        yield state, budget - brought

    def _remaining(self, cell: Cell) -> Figure | None:
        if self._has_unknown_year(cell, State.OPEN) or (self._lacks_act and cell.years is None):
            return None
        return self._rest(cell, State.OPEN)

    @property
    def _lacks_act(self) -> bool:
        """Whether the date's year has no more than an unknown total, and no act of its own."""
        if UNKNOWN not in (self.program.total, self.program.yearly):
            return False
        year = one(self._date.year)
        is_bound = self.calendar.state(year) is not State.ESTIMATE
        return year.within(self.program.years) and not (
            is_bound and year.first not in self._unstated_years
        )

    def _unused(self, cell: Cell) -> Figure | None:
        if self._has_unknown_year(cell, State.CLOSED) or self._is_unsplit_in_accounts(cell):
            return None
        return self._rest(cell, State.CLOSED)

    def _has_unknown_year(self, cell: Cell, state: State) -> bool:
        return any(
            self.calendar.state(one(year)) is state
            for year in self.not_known
            if cell.years is None or one(year).within(cell.years)
        )

    def _is_unsplit_in_accounts(self, cell: Cell) -> bool:
        """Whether accounts that name no strand hide what the strand of a cell has used."""
        if cell.strand is None:
            return False
        for line, figures in self._moved.items():
            if not self._is_budgeted(line) and "awarded" not in figures:
                continue
            is_own = line.strand == cell.strand or cell.strand == UNSPLIT
            if line.strand != UNSPLIT and is_own:
                years = set(_range(line.years)) & self.calendar.accounts - self._by_strand
                if any(cell.years is None or one(year).within(cell.years) for year in years):
                    return True
        return False

    def _rest(self, cell: Cell, state: State) -> Figure | None:
        """Return the money of a cell in a state less what uses take of it; of estimates too.

        What lapsed of open lines and of estimates is unused.
        """

        def counts(item: Part | Place) -> bool:
            counted = self._counted(item)
            return counted.state is state and cell.has(counted.strand, counted.years)

        is_closed = state is State.CLOSED

        def lapses_of(line: Line) -> bool:
            return is_closed and cell.has(line.strand, line.years)

        ore = sum(part.ore for part in self._all_parts if counts(part))
        ore += self._booked_back(cell, state)
        taken = [group.taken(counts, lapses_of) for group in self._groups]
        least = ore - sum(bounds.most for bounds in taken)
        most = ore - sum(bounds.least for bounds in taken)
        figure = Figure(least, most, self._half(counts))
        gaps = list(self._gaps_of_rest(cell, state, counts))
        more, less = any(gap.adds for gap in gaps), any(not gap.adds for gap in gaps)
        return _doubted(figure, more=more, less=less)

    @cached_property
    def _all_parts(self) -> tuple[Part, ...]:
        return tuple(self._parts())

    def _booked_back(self, cell: Cell, state: State) -> int:
        """Return what accounts below zero add: it pays for nothing else (LEFT, rule 16)."""
        ore = 0
        for line, figures in self._moved.items():
            outturn = figures.get("outturn", ZERO).ore
            if outturn < 0:
                counted = self._counted(Place(line.strand, line.years.first))
                if counted.state is state and cell.has(counted.strand, counted.years):
                    ore -= outturn
        return ore

    def _half(self, counts: Counts) -> int:
        """Return the half-widths of the budgets and uses that may be in a figure."""
        lines = {part.line for part in self._all_parts if counts(part)}
        half = sum(self._budget(line).half + self._freed(line).half for line in lines)
        for use in self._all_uses:
            if any(map(counts, use.places)) or any(map(use.fits, lines)):
                half += use.half
        for line, figures in self._moved.items():
            outturn = figures.get("outturn", ZERO)
            if outturn.ore <= 0 and outturn.half and counts(Place(line.strand, line.years.first)):
                half += outturn.half
        return half

    @cached_property
    def _all_uses(self) -> tuple[Use, ...]:
        return tuple(use for use in self._uses() if use.years or use.rooms)

    def _overdrawn(self, cell: Cell) -> Figure:
        """Return what uses take of closed lines that no line covers, below zero."""

        def counts(item: Part | Place) -> bool:
            counted = self._counted(item)
            is_place = isinstance(item, Place) and counted.state is State.CLOSED
            return is_place and cell.has(counted.strand, counted.years)

        taken = [group.taken(counts) for group in self._groups]
        return Figure(-sum(each.most for each in taken), -sum(each.least for each in taken))

    def _lapsed(self, cell: Cell) -> Figure:
        lines = (line for line in self._moved if cell.has(line.strand, line.years))
        lapsed = sum((self._moved[line].get("lapsed", ZERO) for line in lines), ZERO)
        return Figure(lapsed.ore, lapsed.ore, lapsed.half)

    def _used(self, cell: Cell) -> Figure | None:
        """Return the accounts of years that have any, and what awards less returns use of others."""
        unknown = self._has_unknown_year(cell, State.OPEN) or self._has_unknown_year(
            cell, State.CLOSED
        )
        is_unrecorded = not self.has_budget and not self._has_uses and not self.calendar.accounts
        if unknown or is_unrecorded or self._is_unsplit_in_accounts(cell):
            return None
        booked = ZERO
        for line, figures in self._moved.items():
            if cell.has(line.strand, line.years):
                booked += figures.get("outturn", ZERO) - self._freed(line)

        def counts(strand: str, year: int) -> bool:
            return cell.has(strand if cell.strand is not None else UNSPLIT, one(year)) or (
                cell.strand is None and cell.has(strand, one(year))
            )

        by_strand = cell.strand is not None
        taken = [group.used(counts, by_strand=by_strand) for group in self._groups]
        least = booked.ore + sum(each.least for each in taken)
        most = booked.ore + sum(each.most for each in taken)
        half = booked.half + sum(
            use.half
            for use in self._all_uses
            if use.kind == "award" and any(map(cell.has_place, use.places))
        )
        more = bool(self._gaps_in(cell, ("outturn",))) or any(
            gap.heading == "awarded" and self._may_use(gap, cell) for gap in self._gaps
        )
        less = bool(self._gaps_in(cell, ("returned",)))
        return _doubted(Figure(least, most, half), more=more, less=less)

    def _may_use(self, gap: "_Gap", cell: Cell) -> bool:
        years = set(_range(gap.line.years)) - self.calendar.accounts
        return any(cell.has(gap.line.strand, one(year)) for year in years)

    def _gaps_in(self, cell: Cell, headings: tuple[str, ...]) -> "tuple[_Gap, ...]":
        """Return the unknown amounts that may be in a cell, but those that move within it."""
        found = [gap for gap in self._gaps if gap.heading in headings and cell.meets(gap.line)]
        net: Counter[str] = Counter()
        for gap in found:
            net[gap.entry] += 1 if gap.adds else -1
        return tuple(gap for gap in found if net[gap.entry])

    def _gaps_of_rest(self, cell: Cell, state: State, counts: Counts) -> "Iterator[_Gap]":
        """Yield the unknown amounts that may be in what is left of a cell."""
        for gap in self._gaps_in(cell, (*BUDGET, "outturn", "lapsed")):
            if self.calendar.state(gap.line.years) is state:
                yield gap
        lines = {part.line for part in self._all_parts if counts(part)}
        for gap in self._gaps:
            years = tuple(set(_range(gap.line.years)) - self.calendar.accounts)
            if gap.heading in ("awarded", "returned") and years:
                use = Use("award", gap.line.strand, years, 0, of_any_strand=not gap.line.strand)
                is_met = any(map(use.fits, lines)) and not gap.adds
                if is_met or any(map(counts, use.places)):
                    yield gap

    def _estimate(self, cell: Cell) -> Figure | None:
        return self._rest(cell, State.ESTIMATE)

    def _is_in_span(self, cell: Cell) -> bool:
        """Whether the years of a cell are only part of a span that has a budget (LEFT, rule 24)."""
        years = cell.years
        return years is not None and any(
            line.years.meets(years) and not line.years.single and self._budget(line) != ZERO
            for line in self._moved
        )


class _Gap(NamedTuple):
    """What an unknown amount would move on a line, and which way."""

    line: Line
    heading: str
    is_more: bool
    entry: str

    @property
    def adds(self) -> bool:
        """Whether it adds to a line's money."""
        return self.is_more == (self.heading in (*BUDGET, "returned"))


def _doubted(figure: Figure, *, more: bool, less: bool) -> Figure | None:
    """Return a figure without the bounds that an unknown amount, 0 or more, may move."""
    if more and less:
        return None
    return Figure(None if less else figure.least, None if more else figure.most, figure.half)


def _range(years: Years) -> range:
    return range(years.first, years.last + 1)


def _minus(whole: Figure, part: Figure) -> Figure:
    """Subtract a figure that is a part of the whole and varies with it, or not at all."""
    least = None if whole.least is None or part.least is None else whole.least - part.least
    most = None if whole.most is None or part.most is None else whole.most - part.most
    return Figure(least, most, whole.half)
