"""What a statement measures of what is left, as of its own day; within bounds where need be.

A span of years that only meets the statement's years ends the measuring: nobody knows how much of
it is in them.
"""

import datetime as dt
from collections.abc import Iterator
from typing import NoReturn

from tidlig.arithmetic.figures import Cell, Figure
from tidlig.arithmetic.ledger import Ledger
from tidlig.arithmetic.measures import check_price_level
from tidlig.arithmetic.movements import BUDGET, UNSPLIT, Line, Movement
from tidlig.arithmetic.overview import ProgramOverview, overview
from tidlig.arithmetic.part_overview import PartOverview
from tidlig.arithmetic.scope import Scope
from tidlig.arithmetic.unknown_amounts import Doubt, Reason, Unmeasurable, unknown_movements
from tidlig.arithmetic.what_is_left import ProgramLeft
from tidlig.model.decisions import Program
from tidlig.model.entry import Entry
from tidlig.model.money import ZERO

_ON_LINES = (*BUDGET, "awarded", "returned", "outturn", "lapsed")
"""The headings that what is left is made of."""


class LeftMeasures:
    """What is left of the programs of a ledger as of a date, worked out once for all statements."""

    def __init__(self, ledger: Ledger) -> None:
        """Take a ledger as of a date; the day of a statement decides what is open."""
        self.ledger = ledger
        self._programs: dict[tuple[str, dt.date], ProgramOverview] = {}

    def measure(self, scope: Scope) -> Figure:
        """Return the figure of a scope; raises `Unmeasurable` where nothing of it is known."""
        if scope.is_of_awards:
            raise Unmeasurable(Reason.NOT_MEASURED)
        figures = [self._of_program(scope, program) for program in self._chosen(scope)]
        if not figures:
            raise Unmeasurable(Reason.NOTHING)
        return _sum(figures)

    def _chosen(self, scope: Scope) -> Iterator[Program]:
        named = scope.statement.program
        for program in self.ledger.programs.values():
            if named in (None, program.id) and self.ledger.has_begun(program):
                yield program

    def _of_program(self, scope: Scope, program: Program) -> Figure:
        statement = scope.statement
        assert statement.as_of is not None, statement.address
        key = (program.id, statement.as_of)
        if key not in self._programs:
            (self._programs[key],) = overview(self.ledger, [program], statement.as_of)
        whole, cell = self._programs[key], Cell(statement.years, statement.strand)
        left = whole.figures
        self._check_spans(left, cell)
        check_price_level(scope, (movement.entry for movement in self._movements(left, cell)))
        figure = _figure(whole, cell, statement.measure)
        if figure is None or (figure.least is None and figure.most is None):
            self._explain(whole, cell, statement.measure)
        return figure

    def _check_spans(self, left: ProgramLeft, cell: Cell) -> None:
        """End the measuring where a span with money has years in the cell, and others."""
        for line in left.money.moved:
            is_cut = cell.meets(line) and not cell.has(line.strand, line.years)
            if is_cut and left.money.budget(line) != ZERO:
                raise Unmeasurable(Reason.NOT_SPLIT, self._entry_on(line.program, line.years))

    def _entry_on(self, program: str, years: object) -> Entry | None:
        moved = self.ledger.movements_under(*BUDGET)
        entries = (
            movement.entry
            for movement in moved
            if movement.line.program == program and movement.line.years == years
        )
        return next(entries, None)

    def _movements(self, left: ProgramLeft, cell: Cell) -> Iterator[Movement]:
        for line in left.money.moved:
            if cell.meets(line):
                yield from (
                    movement
                    for movement in self.ledger.movements_on(line)
                    if movement.heading in _ON_LINES
                )

    def _explain(self, whole: ProgramOverview, cell: Cell, measure: str) -> NoReturn:
        """End the measuring of what is not known: unknown amounts, other strands, no record."""
        unknown = self._unknown_in(whole.figures, cell)
        if unknown is not None:
            raise Unmeasurable(Reason.UNKNOWN, unknown)
        of_all_strands = _figure(whole, Cell(cell.years), measure)
        if cell.strand is not None and of_all_strands is not None:
            raise Unmeasurable(Reason.NOT_SPLIT, whole.program)
        raise Unmeasurable(Reason.NOTHING, whole.program)

    def _unknown_in(self, left: ProgramLeft, cell: Cell) -> Entry | None:
        """Return the first entry with an unknown amount that may be in a cell."""
        addresses = {amount.entry for amount in left.money.unknown}
        for movement in unknown_movements(self.ledger):
            line, entry = movement.line, movement.entry
            is_own = line.program == left.program.id and entry.address in addresses
            if is_own and _may_be_in(cell, line):
                return entry
        return None

    def why_bounded(self, scope: Scope, bounds: Figure) -> Doubt:
        """Return why a figure has bounds: an unknown amount, or an award that is not split."""
        cell = Cell(scope.statement.years, scope.statement.strand)
        if None in bounds[:2]:
            entries = (self._unknown_in(left, cell) for left in self._programs_of(scope))
            return Doubt(Reason.UNKNOWN, next(filter(None, entries), None))
        return Doubt(Reason.NOT_SPLIT, self._unsplit_award(scope, cell))

    def _programs_of(self, scope: Scope) -> Iterator[ProgramLeft]:
        for (id, day), program in self._programs.items():
            if scope.statement.program in (None, id) and day == scope.statement.as_of:
                yield program.figures

    def _unsplit_award(self, scope: Scope, cell: Cell) -> Entry | None:
        for movement in self.ledger.movements_under("awarded"):
            line = movement.line
            is_of_program = scope.statement.program in (None, line.program)
            is_unsplit = not line.years.single or line.strand == UNSPLIT
            if is_of_program and is_unsplit and _may_be_in(cell, line):
                return movement.entry
        return None


def _figure(program: ProgramOverview, cell: Cell, measure: str) -> Figure | None:
    """Return what a cell of a program measures; None where nothing of it is known."""
    part = PartOverview(program, cell.strand, cell.years)
    if measure == "remaining" and part.lacks_act:
        return None
    figure: Figure | None = getattr(program.figures.left(cell), measure)
    return figure


def _may_be_in(cell: Cell, line: Line) -> bool:
    """Whether money of a line may be in a cell: of its strand, or of none."""
    return cell.meets(line) or (line.strand == UNSPLIT and Cell(cell.years).meets(line))


def _sum(figures: list[Figure]) -> Figure:
    """Add up figures of several programs."""
    lows = [figure.least for figure in figures if figure.least is not None]
    highs = [figure.most for figure in figures if figure.most is not None]
    least = sum(lows) if len(lows) == len(figures) else None
    most = sum(highs) if len(highs) == len(figures) else None
    return Figure(least, most, sum(figure.half for figure in figures))
