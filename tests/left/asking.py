"""What tidlig says is left in a cell, as text of a ledger and a day ask for it."""

from __future__ import annotations

from datetime import date

from left.oracle import Cell, Figures
from tidlig.arithmetic import figures
from tidlig.arithmetic.ledger import Ledger
from tidlig.arithmetic.overview import ProgramOverview, overview
from tidlig.arithmetic.what_is_left import ProgramLeft
from tidlig.model.entry import Settings
from tidlig.model.messages import sentence
from tidlig.model.years import Years
from tidlig.source.reading import read

HEADINGS = (
    "budget", "binding", "used", "remaining", "unused", "lapsed", "unsettled", "estimate",
)  # fmt: skip


class Unreadable(Exception):
    """The reader refuses the ledger: it has what the format does not have, for these reasons."""


def ledger_of(text: str, day: date) -> Ledger:
    """The ledger of a text as of a day."""
    contents = read("programs.toml", text.encode(), holds_settings=True)
    if contents.faults:
        raise Unreadable(*(sentence(fault.problem.message) for fault in contents.faults))
    return Ledger(Settings(format=1), (contents,)).until(day)


def overview_of(text: str, ident: str, day: date) -> ProgramOverview:
    """What reports show of a program as of a day."""
    ledger = ledger_of(text, day)
    [found] = overview(ledger, [ledger.programs[ident]], day)
    return found


class Program:
    """A program of a ledger as of a day."""

    def __init__(self, text: str, ident: str, day: date) -> None:
        ledger = ledger_of(text, day)
        self.is_shown = ident in ledger.programs
        if self.is_shown:
            self._left = ProgramLeft(ledger, ledger.programs[ident], day)

    def figures(self, cell: Cell) -> Figures:
        """Return the bounds of every heading, in øre."""
        years = Years(*cell.years) if cell.years else None
        left = self._left.left(figures.Cell(years=years, strand=cell.strand))
        found = {heading: getattr(left, heading) for heading in HEADINGS}
        return {
            heading: None if figure is None else (figure.least, figure.most)
            for heading, figure in found.items()
        }

    def state(self, cell: Cell) -> str:
        """Return the state of the years of a cell."""
        assert cell.years is not None
        return str(self._left.calendar.state(Years(*cell.years)).value)

    def groups_of_years(self) -> list[tuple[int, int]]:
        """Return the first and the last of years that spans join, and of each other year."""
        joined = [(years.first, years.last) for years in self._left.joined]
        single = [year for year in self._left.years if not self._left.spans(year)]
        return [*joined, *((year, year) for year in single)]

    def awards(self) -> int:
        """Return how many needs awards are when bounds are worked out."""
        return sum(use.kind == "award" for use in self._left.money.uses)
