"""The years of whose use nothing is known, and what they leave unknown of what is left.

A closed year without accounts, in a program that records no award and no payment, is not known, nor
is a year that an unknown total stands for. What lapsed of it is known all the same.
"""

from collections.abc import Iterator

from tidlig.arithmetic.figures import Cell
from tidlig.arithmetic.line_states import State, each_of
from tidlig.arithmetic.movements import Line
from tidlig.arithmetic.program_money import ProgramMoney
from tidlig.model.money import ZERO
from tidlig.model.years import one

_ON_SPANS = ("awarded", "returned", "lapsed")


class UnknownYears:
    """Says which lines of a program have a year of whose use nothing is known."""

    def __init__(self, money: ProgramMoney) -> None:
        """Take the money of a program as of a date."""
        self._money = money

    def are_in(self, cell: Cell, state: State) -> bool:
        """Whether a line of a cell has such a year, and is in a state."""
        unstated = filter(cell.has_year, self._money.unstated_years)
        is_unstated = any(self._money.calendar.state(one(year)) is state for year in unstated)
        return is_unstated or any(map(self.is_of, self._lines(cell, state)))

    def are_all_closed_in(self, cell: Cell) -> bool:
        """Whether every closed line of a cell has such a year."""
        return all(map(self.is_of, self._lines(cell, State.CLOSED)))

    def have_closed_money(self, strand: str | None) -> bool:
        """Whether a closed line of a strand, or of any, has such a year and a budget."""
        lines = self._lines(Cell(strand=strand), State.CLOSED)
        past = filter(lambda line: self._money.calendar.is_past(line.years), lines)
        unknown = [line for line in past if self.is_of(line)]
        has_budget = any(self._money.budget(line) != ZERO for line in unknown)
        return has_budget or self.take_away_most()

    def take_away_most(self) -> bool:
        """Whether the date's year is such, or a closed year that an unknown total stands for.

        Then not even the most is known of what is carried over to the date's year.
        """
        money, state = self._money, self._money.calendar.state
        is_unstated = any(state(one(year)) is State.CLOSED for year in money.unstated_years)
        return is_unstated or money.year in money.years_without_use

    def is_of(self, line: Line) -> bool:
        """Whether a line has such a year; not one over several years that has nothing any more."""
        if self._money.years_without_use.isdisjoint(each_of(line.years)):
            return False
        return line.years.single or not self._is_empty(line)

    def _is_empty(self, line: Line) -> bool:
        money = self._money
        is_moved = any(money.of(line, heading) != ZERO for heading in _ON_SPANS)
        return not is_moved and money.budget(line) == ZERO and line not in money.unknown_on

    def _lines(self, cell: Cell, state: State) -> Iterator[Line]:
        for line in self._money.by_strand.lines(cell.strand):
            if (
                cell.has(line.strand, line.years)
                and self._money.calendar.state(line.years) is state
            ):
                yield line
