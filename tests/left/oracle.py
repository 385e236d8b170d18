"""What is left of a program, once more: slow, plain, and from the rules alone.

Every way to lay every unit of every use on the lines that it fits is tried. Those that cover the
most units stand; the bounds of a figure are the least and the most that it comes to in any of them.
Nothing here is shared with tidlig. The rules that are named by number are those of
docs/arithmetic.md.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cached_property
from itertools import count
from math import comb, gcd, prod
from typing import NamedTuple

from left.description import Act, Entry, Program, Span

Bounds = tuple[int | None, int | None]
Figures = dict[str, Bounds | None]
STATES = {"open": "remaining", "closed": "unused", "estimate": "estimate"}
NOTHING = "nothing"


class Line(NamedTuple):
    """Where money is counted; also a place where a use lies, which has one year."""

    years: Span
    strand: str


class Cell(NamedTuple):
    """The lines within some years, or all, and of a strand ("" is not split), or of any."""

    years: Span | None = None
    strand: str | None = None

    def has_year(self, year: int) -> bool:
        """Whether a year is one of its years."""
        return self.years is None or year in self.years.each()

    def has(self, line: Line) -> bool:
        """Whether a line lies wholly within it."""
        if self.strand is not None and self.strand != line.strand:
            return False
        return all(map(self.has_year, line.years.each()))


class Use(NamedTuple):
    """Units that take money. Those of an award may also lie in the accounts of some years."""

    kind: str
    years: tuple[int, ...]
    strand: str
    amount: int
    accounted: tuple[int, ...] = ()


class Lying(NamedTuple):
    """Where units of a kind of use lie: on a line, in accounts or on nothing, and in which year."""

    kind: str
    target: Line | str
    place: Line


Outcome = frozenset[tuple[Lying, int]]


def place(year: int, strand: str) -> Line:
    return Line(Span(year, year), strand)


def budgets(program: Program) -> dict[Line, int]:
    """The budget by line. An act's figures replace all but carry-overs in the years it names."""
    lines: dict[Line, int] = defaultdict(int)
    if program.acts:
        state_first(lines, program.acts[0])
    events: list[tuple[date, int, Act | Entry]] = [
        (move.day or date.min, 0, move) for move in program.moves
    ]
    events += [(act.day or date.min, 1, act) for act in program.acts[1:]]
    for _, _, event in sorted(events, key=lambda found: found[:2]):
        if isinstance(event, Act):
            restate(lines, event)
        else:
            lines[Line(event.years, event.strand)] += event.amount or 0
    for carry in program.carries:
        lines[place(carry.origin, carry.strand)] -= carry.amount
        lines[place(carry.target, carry.strand)] += carry.amount
    return dict(lines)


def state_first(lines: dict[Line, int], act: Act) -> None:
    """The program's own figures; those of a strand are a part of what is not split."""
    for years, strand, amount in act.figures:
        lines[Line(years, strand)] += amount
        if strand:
            spans = (line for line in lines if years.first in line.years.each() and not line.strand)
            lines[next(spans, place(years.first, ""))] -= amount


def restate(lines: dict[Line, int], act: Act) -> None:
    named = {years.first for years, strand, _ in act.figures if not strand}
    for line in list(lines):
        if named.issuperset(line.years.each()):
            if line.years.first == line.years.last:
                lines[line] = 0
            else:
                del lines[line]
    for years, strand, amount in act.figures:
        lines[Line(years, strand)] += amount
        if strand:
            lines[Line(years, "")] -= amount


class Oracle:
    """What is left of a program as of a day."""

    def __init__(self, program: Program, day: date) -> None:
        self.program, self.year = program, day.year
        self.unit = self.greatest_unit()
        self.budget = budgets(program)
        named = [act.year for act in program.acts if act.year is not None]
        self.newest_act = max(named, default=None)
        self.accounts = {entry.years.first for entry in program.outturns}
        self.by_strand = {entry.years.first for entry in program.outturns if entry.strand}
        self.money: dict[Line, int] = defaultdict(int)
        self.uses: list[Use] = []
        self.moved = self.moved_lines()
        self.room: dict[Line, int] = defaultdict(int)
        self.fill()
        self._outcomes: list[Counter[Lying]] = []

    @property
    def outcomes(self) -> list[Counter[Lying]]:
        """Every way in which the uses may lie."""
        self._outcomes = self._outcomes or self.best_outcomes()
        return self._outcomes

    def greatest_unit(self) -> int:
        """The greatest amount that all amounts are a multiple of."""
        p = self.program
        amounts = [amount for act in p.acts for _, _, amount in act.figures]
        entries = (*p.moves, *p.awards, *p.returns, *p.outturns, *p.lapses)
        amounts += [entry.amount for entry in entries if entry.amount is not None]
        return gcd(*amounts, *(carry.amount for carry in p.carries)) or 1

    # The state of lines

    def state(self, line: Line, *, without_act: bool = False) -> str:
        """Rule 1; `without_act` is that of money that is authority all the same (rule 2)."""
        first, last = line.years
        has_accounts = not self.accounts.isdisjoint(line.years.each())
        is_late = self.newest_act is not None and first > self.newest_act
        if is_late and not has_accounts and not without_act:
            return "estimate"
        is_outside = last < self.program.first or first > self.program.last
        if last < self.year or last in self.accounts or is_outside:
            return "closed"
        return "open"

    def brought(self, line: Line) -> tuple[int, int]:
        """What carry-overs and moves in its own time, and returns, brought to a line (rule 2)."""
        carried = sum(
            carry.amount * (place(carry.target, carry.strand) == line)
            - carry.amount * (place(carry.origin, carry.strand) == line)
            for carry in self.program.carries
        )
        moved = sum(
            move.amount or 0
            for move in self.program.moves
            if Line(move.years, move.strand) == line
            and (move.day is None or move.day.year >= line.years.first)
        )
        back = sum(amount for entry, amount in self.given_back() if Line(*entry[1:3]) == line)
        return carried + moved, back

    def authority(self, line: Line) -> int:
        """The part of an estimate that is authority all the same (rule 2)."""
        return max(0, sum(self.brought(line)))

    def given_back(self) -> list[tuple[Entry, int]]:
        """Returns, and negative awards, which free money as returns do."""
        negative = [entry for entry in self.program.awards if (entry.amount or 0) < 0]
        return [(entry, abs(entry.amount or 0)) for entry in (*self.program.returns, *negative)]

    # Money and uses

    def fill(self) -> None:
        """Lines have money, or are uses where they are below 0 (rule 27)."""
        for line, amount in self.budget.items():
            if amount < 0:
                kind = "moved" if line in self.moved else "below"
                self.uses.append(Use(kind, tuple(line.years.each()), line.strand, -amount))
            self.money[line] += max(0, amount)
        for entry in self.program.lapses:
            self.uses.append(
                Use("lapse", tuple(entry.years.each()), entry.strand, entry.amount or 0)
            )
        self.book_outturns()
        for entry, amount in self.given_back():
            self.give_back(entry, amount)
        for entry in self.program.awards:
            self.award(entry, max(0, entry.amount or 0))
        for line in self.room:
            self.room[line] = max(0, self.room[line])

    def book_outturns(self) -> None:
        """A negative outturn pays for nothing else (rule 16)."""
        booked: dict[Line, int] = defaultdict(int)
        for entry in self.program.outturns:
            booked[Line(entry.years, entry.strand)] += entry.amount or 0
        self.negative_outturn = {line: -amount for line, amount in booked.items() if amount < 0}
        for line, amount in booked.items():
            self.room[line] += amount
            if amount > 0:
                self.uses.append(Use("outturn", (line.years.first,), line.strand, amount))

    def give_back(self, entry: Entry, amount: int) -> None:
        """What comes back is money of its line, or in the accounts."""
        line = Line(entry.years, entry.strand)
        if entry.years.first in self.accounts:
            self.room[self.booked_on(line)] += amount
        else:
            self.money[line] += amount

    def booked_on(self, line: Line) -> Line:
        """The line of the accounts that has what is charged to a line."""
        by_strand = line.years.first in self.by_strand
        return line if by_strand else Line(line.years, "")

    def award(self, entry: Entry, amount: int) -> None:
        """Accounts of a year hold what is awarded in it alone, the rest is nowhere (rule 29).

        An award over several years lies in them as far as they have room, and so does one without
        a strand where they name strands (rule 3).
        """
        years = entry.years.each()
        accounted = tuple(year for year in years if year in self.accounts)
        others = tuple(year for year in years if year not in self.accounts)
        in_any_strand = not entry.strand and not self.by_strand.isdisjoint(accounted)
        if len(years) == 1 and accounted and not in_any_strand:
            self.room[self.booked_on(Line(entry.years, entry.strand))] -= amount
        else:
            self.uses.append(Use("award", others, entry.strand, amount, accounted))

    def moved_lines(self) -> set[Line]:
        """Lines over several years that have only what strands move to one another (rule 14)."""
        spans = {line.years for line in self.budget if line.years.first != line.years.last}
        return {line for line in self.budget if line.years in spans and self.nets(line.years)}

    def nets(self, years: Span) -> bool:
        """Whether all that is known of some years is moved from line to line of the program."""
        p = self.program
        lines = [Line(years, ""), *(place(year, "") for year in years.each())]
        back = [entry for entry, _ in self.given_back() if entry.years == years]
        is_stated = any(stated == years for act in p.acts for stated, _, _ in act.figures)
        moved = sum(move.amount or 0 for move in p.moves if move.years == years)
        is_unknown = any(award.amount is None for award in p.awards)
        is_open_or_closed = "estimate" not in map(self.state, lines)
        is_back = bool(back) and self.accounts.isdisjoint(years.each())
        others = (is_stated, is_unknown, is_back, p.unspent, moved)
        return is_open_or_closed and not any(others)

    # Every way to lay the uses

    def choices(self, use: Use) -> Iterator[Lying]:
        """Where a unit may lie: on lines that it fits, in accounts, or on nothing."""
        for year in use.years:
            for line in self.money:
                if self.fits(use, year, line):
                    own = use.strand if use.kind == "lapse" else use.strand or line.strand
                    yield Lying(use.kind, line, place(year, own))
            for line in self.carried_to(use, year):
                yield Lying(use.kind, line, place(year, use.strand or line.strand))
            yield Lying(use.kind, NOTHING, place(year, use.strand))
        for line in self.room:
            if line.years.first in use.accounted and self.fits(use, line.years.first, line):
                yield Lying("in accounts", f"accounts {line.years.first} {line.strand}", line)
        if not use.years:
            yield Lying("nowhere", NOTHING, place(0, ""))

    def carried_to(self, use: Use, year: int) -> Iterator[Line]:
        """Other lines whose money goes on to the date's year, and may pay in a year to it.

        Only where that year has no act: else carried money is money of the year like any other
        (rules 2 and 19).
        """
        carried = self.carried_lines
        if not carried or not self.first_closed <= year <= self.year:
            return
        if use.kind == "lapse" and self.state(place(year, "")) == "estimate" and year < self.year:
            return
        for line in carried:
            is_own = year in line.years.each()
            if not is_own and (not use.strand or not line.strand or use.strand == line.strand):
                yield line

    @cached_property
    def first_closed(self) -> int:
        """The first year with money or uses that is closed."""
        years = {year for line in self.money for year in line.years.each()}
        years |= {year for use in self.uses for year in (*use.years, *use.accounted)}
        return min(year for year in years if self.state(place(year, "")) == "closed")

    @cached_property
    def carried_lines(self) -> list[Line]:
        """The lines that go on to the date's year by rule 19, if that has no act."""
        program = self.program
        is_inside = program.first <= self.year <= program.last
        is_late = self.state(place(self.year, "")) == "estimate"
        if program.unspent != "carries-over" or not is_inside or not is_late:
            return []
        with_money = [line for line, money in self.money.items() if money > 0]
        return [line for line in with_money if self.state(line) == "closed" and self.is_past(line)]

    def fits(self, use: Use, year: int, line: Line) -> bool:
        """Rule 5; what accounts by strand book on no strand is not on any (rule 16)."""
        if year not in line.years.each():
            return False
        if use.kind == "outturn" and year in self.by_strand and not use.strand:
            return not line.strand
        return not use.strand or not line.strand or use.strand == line.strand

    def size(self) -> int:
        """How many ways there are to lay the uses, if lines had room for all."""
        return prod(
            comb(
                use.amount // self.unit + len(list(self.choices(use))) - 1, use.amount // self.unit
            )
            for use in self.uses
        )

    def best_outcomes(self) -> list[Counter[Lying]]:
        """Every way to lay all uses that leaves as few units as can be covered by nothing.

        What closed years have pays for uses of years before the date's first, then it goes on.
        """
        for uncovered in count():
            if found := self.ways(uncovered):
                early = [sum(map(self.is_early, way.elements())) for way in found]
                return [way for way, units in zip(found, early, strict=True) if units == min(early)]
        raise AssertionError

    def is_early(self, lying: Lying) -> bool:
        """Whether a unit of a year before the date's is covered by nothing, and money goes on."""
        year = lying.place.years.first
        goes_on = bool(self.carried_lines) and self.first_closed <= year < self.year
        return goes_on and lying.target == NOTHING and lying.kind != "nowhere"

    def ways(self, uncovered: int) -> list[Counter[Lying]]:
        """Lay use after use, in every way that leaves so many units covered by nothing."""
        ways: set[Outcome] = {frozenset()}
        for use in self.uses:
            choices = list(self.choices(use))
            ways = {
                frozenset(after.items())
                for way in ways
                for after in self.laid(
                    Counter(dict(way)), choices, use.amount // self.unit, uncovered
                )
            }
        outcomes = [Counter(dict(way)) for way in ways]
        return [outcome for outcome in outcomes if load(outcome, NOTHING) == uncovered]

    def laid(
        self, before: Counter[Lying], choices: list[Lying], units: int, uncovered: int
    ) -> Iterator[Counter[Lying]]:
        """Every way to share units among choices, none of which holds more than it can."""
        if units == 0:
            yield before
        elif choices:
            lying, *rest = choices
            free = min(units, self.capacity(lying, uncovered) - load(before, lying.target))
            for here in range(units if not rest else 0, free + 1):
                after = before.copy()
                if here:
                    after[lying] += here
                yield from self.laid(after, rest, units - here, uncovered)

    def capacity(self, lying: Lying, uncovered: int) -> int:
        """How many units a line, the accounts or nothing can have."""
        if isinstance(lying.target, Line):
            return self.money[lying.target] // self.unit
        return uncovered if lying.target == NOTHING else self.room[lying.place] // self.unit

    # Figures

    def left(self, cell: Cell) -> Figures:
        """The least and the most of each heading, in all outcomes."""
        found = [self.figures(cell, outcome) for outcome in self.outcomes]
        bounds: Figures = {}
        for heading in found[0]:
            amounts = [figures[heading] for figures in found]
            bounds[heading] = (min(amounts), max(amounts))
        self.net(cell, found, bounds)
        self.open_unknown(cell, bounds)
        blank, lapsed = self.not_known(cell), self.lapsed(cell)
        for heading in blank:
            bounds[heading] = None
        if self.is_carried_unknown(cell):
            most = bounds["remaining"]
            bounds["remaining"] = most and (None, most[1])
        if self.program.has_budget and "unused" in blank and "estimate" not in blank:
            has_rule = self.program.unspent == "lapses"
            bounds["lapsed"] = (lapsed, None if has_rule else lapsed) if lapsed else None
            if lapsed and self.is_all_silent(cell):
                bounds["unused"] = (lapsed, None)
        return bounds

    def net(self, cell: Cell, found: list[dict[str, int]], bounds: Figures) -> None:
        """In a cell of all strands a move between them nets, if that is within the bounds."""
        if cell.strand is not None or not self.moved:
            return
        shifts = [self.shifted(cell, outcome) for outcome in self.outcomes]
        netted: Figures = {}
        for heading in STATES.values():
            amounts = [f[heading] + s[heading] for f, s in zip(found, shifts, strict=True)]
            netted[heading] = (min(amounts), max(amounts))
        within = [lies_within(netted[heading], bounds[heading]) for heading in netted]
        if all(within):
            bounds |= netted
            bounds["unsettled"] = netted["unused"]

    def shifted(self, cell: Cell, outcome: Counter[Lying]) -> dict[str, int]:
        """What figures have more of if what moves is in the year of the use that it pays for."""
        shifts = dict.fromkeys(STATES.values(), 0)
        for line in self.moved:
            if cell.has(line):
                shifts[STATES[self.state(line)]] -= self.money[line]
        for lying, units in outcome.items():
            amount, target = units * self.unit, lying.target
            is_moved_line = target in self.moved
            if is_moved_line and isinstance(target, Line) and cell.has(target):
                shifts[STATES[self.state(target)]] += amount
            if is_moved_line and lying.kind != "moved" and cell.has(lying.place):
                shifts[STATES[self.state(lying.place)]] -= amount
            if lying.kind == "moved" and not is_moved_line:
                line = target if isinstance(target, Line) else lying.place
                if cell.has(line):
                    shifts[STATES[self.state(line)]] += amount
        return shifts

    def lapsed(self, cell: Cell) -> int:
        """What entries let lapse of a cell: it is known, whatever else is (rule 8)."""
        entries = (e for e in self.program.lapses if cell.has(Line(e.years, e.strand)))
        return sum(entry.amount or 0 for entry in entries)

    def is_all_silent(self, cell: Cell) -> bool:
        """Whether no year of the closed lines of a cell says what it has used."""
        if self.program.awards:
            return False
        lapses = [Line(e.years, e.strand) for e in self.program.lapses]
        closed = [
            line
            for line in {*self.budget, *lapses, *self.money}
            if cell.has(line) and self.state(line) == "closed" and not self.is_empty_span(line)
        ]
        return all(not self.accounts.issuperset(line.years.each()) for line in closed)

    def is_empty_span(self, line: Line) -> bool:
        """Whether a line over several years has nothing any more."""
        return line.years.first != line.years.last and not self.budget.get(line)

    def is_carried_unknown(self, cell: Cell) -> bool:
        """Whether how much of closed years goes on to the day is not known (rules 12, 19)."""
        goes_on = self.program.first <= self.year <= self.program.last
        if self.program.unspent != "carries-over" or not goes_on or self.program.awards:
            return False
        return cell.has_year(self.year) and any(
            amount and self.state(line) == "closed" and cell.strand in (None, line.strand)
            for line, amount in self.budget.items()
            if self.is_past(line) and not self.accounts.issuperset(line.years.each())
        )

    def figures(self, cell: Cell, outcome: Counter[Lying]) -> dict[str, int]:
        """The figures of a cell if the uses lie in one way."""
        figures = dict.fromkeys(
            ["budget", "binding", "used", "remaining", "unused", "lapsed", "estimate"], 0
        )
        for line, amount in self.budget.items():
            if cell.has(line):
                figures["budget"] += amount
                figures["binding"] += self.binding(line, amount)
        figures["used"] = self.used(cell, outcome)
        for line, state, amount in self.rests(outcome):
            self.count(cell, line, state, amount, figures)
        for lying, units in outcome.items():
            if lying.kind == "lapse" and cell.has(lying.place):
                figures["lapsed"] += units * self.unit
                figures["unused"] += units * self.unit
        figures["unsettled"] = figures["unused"] - figures["lapsed"]
        return figures

    def binding(self, line: Line, amount: int) -> int:
        """The part of a budget that is no estimate (rule 36)."""
        if self.state(line) != "estimate":
            return amount
        return max(0, min(self.brought(line)[0], self.authority(line)))

    def used(self, cell: Cell, outcome: Counter[Lying]) -> int:
        """What lies in the cell, less what came back; in a year with accounts, the outturn."""
        laid = sum(
            units * self.unit
            for lying, units in outcome.items()
            if lying.kind == "award" and cell.has(lying.place)
        )
        booked = sum(
            entry.amount or 0
            for entry in self.program.outturns
            if cell.has(Line(entry.years, entry.strand))
        )
        back = sum(
            amount
            for entry, amount in self.given_back()
            if entry.years.first not in self.accounts and cell.has(Line(entry.years, entry.strand))
        )
        return laid + booked - back

    def rests(self, outcome: Counter[Lying]) -> Iterator[tuple[Line, str, int]]:
        """What is left of each line, by its state; below 0 where a use is covered by nothing."""
        instead = self.paid_by_carried(outcome)
        for line, money in self.money.items():
            taken = self.unit * sum(u for lying, u in outcome.items() if lying.target == line)
            taken += instead[line]
            if self.state(line) == "estimate":
                authority = min(self.authority(line), money)  # an estimate below 0 takes from it
                first = min(taken, authority)
                yield line, self.state(line, without_act=True), authority - first
                yield line, "estimate", money - authority - (taken - first)
            else:
                yield line, self.state(line), money - taken
        for lying, units in outcome.items():
            if lying.target == NOTHING and lying.kind != "nowhere":
                yield lying.place, self.state(lying.place), -units * self.unit
        for line, amount in self.negative_outturn.items():
            yield line, self.state(line), amount

    def paid_by_carried(self, outcome: Counter[Lying]) -> Counter[Line]:
        """What lines pay more, or less, since what is carried on pays before an estimate (rule 2).

        It pays for uses on the lines of its own strand.
        """
        instead: Counter[Line] = Counter()
        free = {
            line: self.money[line]
            - self.unit * sum(u for lying, u in outcome.items() if lying.target == line)
            for line in self.carried_lines
        }
        for line, money in self.money.items():
            if not free or self.state(line) != "estimate" or line.years.last > self.year:
                continue
            if line.years.first < self.first_closed:
                continue
            on_line = {k: u * self.unit for k, u in outcome.items() if k.target == line}
            authority = min(self.authority(line), money)
            paid = sum(on_line.values()) - authority
            left = max(0, paid)
            for each in (other for other in free if other.strand == line.strand):
                moved = max(0, min(left, free[each]))
                free[each] -= moved
                left -= moved
                instead[each] += moved
                instead[line] -= moved
        return instead

    def count(
        self, cell: Cell, line: Line, state: str, amount: int, figures: dict[str, int]
    ) -> None:
        """Add what is left of a line, with what becomes of it if nobody says (rules 18 and 19)."""
        unspent = self.program.unspent if state == "closed" else None
        goes_on = self.program.first <= self.year <= self.program.last
        if unspent == "carries-over" and goes_on and self.is_past(line):
            line, state = place(self.year, line.strand), "open"
        if not cell.has(line):
            return
        figures[STATES[state]] += amount
        if unspent == "lapses":
            figures["lapsed"] += max(0, amount)

    def is_past(self, line: Line) -> bool:
        """Whether what is left of a closed line goes on to a later year."""
        has_accounts = not self.accounts.isdisjoint(line.years.each())
        return line.years.last < self.year or has_accounts

    # What is not known

    def open_unknown(self, cell: Cell, bounds: Figures) -> None:
        """An unknown amount is 0 or more, and the accounts have it in them (rule 14)."""
        for entry in self.program.awards:
            if entry.amount is not None:
                continue
            for year in filter(cell.has_year, entry.years.each()):
                if year not in self.accounts:
                    self.open_year(cell, entry, year, bounds)

    def open_year(self, cell: Cell, entry: Entry, year: int, bounds: Figures) -> None:
        """Open what an unknown award can move in a year: up what is used, down what is left."""
        strands = {cell.strand, ""} if cell.strand is None else {cell.strand}
        has_money = any(
            money and line.strand in strands and year in line.years.each()
            for line, money in self.money.items()
        )
        is_own = cell.strand is None or cell.strand == entry.strand
        if is_own or (has_money and not entry.strand):
            spread(bounds, "used", upwards=True)
        if not (is_own or (has_money and not (entry.strand and cell.strand))):
            return
        for state in self.states_in(year, cell, is_own=is_own):
            spread(bounds, STATES[state], upwards=False)
            if state == "closed":
                spread(bounds, "unsettled", upwards=False)

    def states_in(self, year: int, cell: Cell, *, is_own: bool) -> set[str]:
        """The states of a year that a cell has money of, or what nothing covers."""
        lines = [
            line
            for line, money in self.money.items()
            if money and year in line.years.each() and cell.has(line)
        ]
        states = {self.state(line) for line in [*lines, *([place(year, "")] if is_own else [])]}
        states |= {self.state(line, without_act=True) for line in lines if self.authority(line)}
        return states

    def not_known(self, cell: Cell) -> set[str]:
        """The headings of which nothing can be said."""
        lines = [line for line in self.budget if cell.has(line)]
        blank: set[str] = set()
        if not lines and cell != Cell():
            blank |= {"budget", "binding"}
            if cell.years is not None and any(
                amount and self.meets(cell, line) for line, amount in self.budget.items()
            ):
                blank |= {"remaining", "unused", "estimate", "unsettled"}
        if not self.program.has_budget:
            blank |= {"budget", "binding", "remaining", "unused", "unsettled", "estimate"}
            if not self.program.awards and not self.accounts:
                blank.add("used")
        for state in self.states_not_known(cell, lines):
            blank |= {"used", STATES[state]} | ({"unsettled"} if state == "closed" else set())
        if any(
            self.is_of_unknown_strand(cell, year) for year in filter(cell.has_year, self.accounts)
        ):
            blank |= {"used", "unused", "unsettled"}
        return blank

    def meets(self, cell: Cell, line: Line) -> bool:
        """Whether a line is over a year of the cell."""
        of_strand = cell.strand is None or cell.strand == line.strand
        return of_strand and any(map(cell.has_year, line.years.each()))

    def states_not_known(self, cell: Cell, lines: Iterable[Line]) -> Iterator[str]:
        """The states of lines on which nothing is recorded (rules 12 and 21)."""
        if self.program.has_unknown_total:
            stated = {year for line in self.budget for year in line.years.each()}
            for year in Span(self.program.first, min(self.program.last, self.year)).each():
                if year not in stated and cell.has_year(year):
                    yield self.state(place(year, ""))
        if self.program.awards:
            return
        years = {year for line in self.budget for year in line.years.each()}
        if self.program.unspent == "carries-over" and self.program.first <= self.year:
            years |= {self.year} if self.year <= self.program.last and self.has_closed() else set()
        lines = [line for line in lines if not self.is_empty_span(line)]
        for line in [*lines, *(place(year, cell.strand or "") for year in years)]:
            state = self.state(line)
            has_closed = any(self.state(place(y, "")) == "closed" for y in line.years.each())
            may_be_silent = bool(self.accounts) or has_closed
            is_silent = state == "closed" or (state == "open" and may_be_silent)
            if is_silent and any(self.has_nothing_on(year, cell) for year in line.years.each()):
                yield state

    def has_closed(self) -> bool:
        """Whether any line of the budget is closed."""
        return any(self.state(line) == "closed" for line in self.budget)

    def has_nothing_on(self, year: int, cell: Cell) -> bool:
        """Whether a year of the cell lacks both accounts and an estimate."""
        is_estimate = self.state(place(year, "")) == "estimate"
        return cell.has_year(year) and year not in self.accounts and not is_estimate

    def is_of_unknown_strand(self, cell: Cell, year: int) -> bool:
        """Whether the accounts of a year do not say what a strand with money has used (rule 16)."""
        if cell.strand is None or year in self.by_strand:
            return False
        strands = {line.strand for line, money in self.budget.items() if year in line.years.each()}
        strands |= {e.strand for e in self.program.awards if year in e.years.each()}
        return cell.strand in strands if cell.strand else bool(strands - {""})


def load(outcome: Counter[Lying], target: Line | str) -> int:
    """How many units lie on a target."""
    return sum(units for lying, units in outcome.items() if lying.target == target)


def lies_within(inner: Bounds | None, outer: Bounds | None) -> bool:
    """Whether known bounds lie within others."""
    assert inner is not None
    assert outer is not None
    return (outer[0] or 0) <= (inner[0] or 0) and (inner[1] or 0) <= (outer[1] or 0)


def spread(bounds: Figures, heading: str, *, upwards: bool) -> None:
    found = bounds[heading]
    assert found is not None
    least, most = found
    bounds[heading] = (least, None) if upwards else (None, most)
