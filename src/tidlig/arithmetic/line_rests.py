"""What figures of what is left are as plain sums of lines, where they are no more than that.

A workbook adds up lines: what each has used, and what its rest counts as. Most figures come out so.
Those that do not (money over several years or strands, amounts carried on, estimates that are
authority in part) are worked out by `what_is_left` alone: who shows both compares them.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from tidlig.arithmetic.balance import Balance, BalanceLine
from tidlig.arithmetic.line_states import Calendar, State
from tidlig.arithmetic.overview import ProgramOverview


class Basis(StrEnum):
    """What says how much a line has used."""

    ACCOUNTS = "accounts"
    AWARDS = "awards"
    NOT_KNOWN = "not known"
    ESTIMATE = "estimate"


class Rest(StrEnum):
    """The heading that what is left of a line is under."""

    REMAINING = "remaining"
    UNUSED = "unused"
    UNREPORTED = "unreported"
    ESTIMATE = "estimate"


@dataclass(frozen=True, slots=True)
class RestOfLine:
    """A line of a balance, its state, what says what it has used, and what its rest is."""

    line: BalanceLine
    state: State
    basis: Basis
    rest: Rest

    def moved(self, heading: str) -> int:
        """Return what is under a heading in øre; 0 for what is not known whole."""
        return 0 if heading in self.line.doubts else self.line.figures[heading].ore

    @property
    def net_awarded(self) -> int:
        """What is awarded, less what is returned."""
        return self.moved("awarded") - self.moved("returned")

    @property
    def used(self) -> int:
        """What the line has used, by its basis."""
        if self.basis is Basis.ACCOUNTS:
            return self.moved("outturn")
        return self.net_awarded if self.basis is Basis.AWARDS else 0


def rests_of_lines(balance: Balance, programs: Iterable[ProgramOverview]) -> list[RestOfLine]:
    """Return the lines of a balance, in its order, with what their rests are."""
    by_id = {each.program.id: each for each in programs}
    return [
        _rest(line, balance.calendars[line.line.program], by_id[line.line.program])
        for line in balance.lines
    ]


def _rest(line: BalanceLine, calendar: Calendar, program: ProgramOverview) -> RestOfLine:
    state = calendar.state(line.line.years)
    if state is State.ESTIMATE:
        return RestOfLine(line, state, Basis.ESTIMATE, Rest.ESTIMATE)
    if program.is_unreported(line.line):
        return RestOfLine(line, state, Basis.NOT_KNOWN, Rest.UNREPORTED)
    has_all = not calendar.without_accounts(line.line.years)
    basis = Basis.ACCOUNTS if has_all else Basis.AWARDS
    rest = Rest.REMAINING if state is State.OPEN else Rest.UNUSED
    return RestOfLine(line, state, basis, rest)


SUMMED = ("agreed", "binding", "used", "remaining", "unused", "lapsed", "unreported", "estimate")
"""The headings that a plain sum is known for."""


def plain_sum(heading: str, lines: Iterable[RestOfLine]) -> int:
    """Return the plain sum of lines under a heading of what is left, in øre."""
    return sum(_part(heading, line) for line in lines)


def _part(heading: str, line: RestOfLine) -> int:
    budget, lapsed = line.moved("budget"), line.moved("lapsed")
    if heading in ("agreed", "lapsed"):
        return line.moved(heading)
    if heading == "used":
        return line.used
    if heading == "binding":
        return 0 if line.rest is Rest.ESTIMATE else budget
    if heading == "unused" and line.rest is not Rest.UNUSED:
        return lapsed
    if heading != line.rest.value:
        return 0
    return budget - _taken(line) - (0 if line.rest is Rest.UNUSED else lapsed)


def _taken(line: RestOfLine) -> int:
    """Return what is taken from the budget of a line: of an estimate, what is awarded."""
    return line.net_awarded if line.rest is Rest.ESTIMATE else line.used
