"""What a program, or a part of one, has under the headings of lines, and what is not known of it.

What is not known is what the table of lines says so of: unknown amounts, spans of which only some
years are in the part, and payments that a program does not record. Accounts that name no strand say
nothing of strands.
"""

from collections.abc import Mapping
from functools import cached_property

from tidlig.arithmetic.components import ACTS
from tidlig.arithmetic.figures import Cell, Figure
from tidlig.arithmetic.ledger import Ledger
from tidlig.arithmetic.movements import UNSPLIT, sum_money
from tidlig.arithmetic.recorded_payments import with_payment, without_payments
from tidlig.arithmetic.unknown_amounts import LESS, MORE, Mark, doubts
from tidlig.arithmetic.what_is_left import ProgramLeft
from tidlig.model.money import Money
from tidlig.model.years import Years

NOT_KNOWN = Figure(None, None)
"""A figure that is not known, so that no sum that should have it is known either."""


class LineFigures:
    """The figures of lines of a ledger as of its date; each is worked out when it is asked for."""

    def __init__(self, ledger: Ledger) -> None:
        """Take a ledger that has been taken as of the date."""
        self._ledger = ledger
        self._marks: dict[Years | None, Mapping[str, list[Mark]]] = {}

    def figure(self, program: ProgramLeft, cell: Cell, headings: tuple[str, ...]) -> Figure | None:
        """Return the sum of the lines of a cell under headings; None where nothing is recorded.

        That is so of accounts that there are not, and of payments without which there may be some.
        """
        if headings == ("outturn",) and program.is_hidden_by_accounts(cell):
            return NOT_KNOWN
        if headings == ("outturn",) and not _has_accounts(program, cell):
            return None
        if headings == ("paid",) and program.program.id not in self._with_payment:
            is_awarding = program.program.id in self._without_payments
            return NOT_KNOWN if is_awarding else None
        return self._sum(program, cell, headings)

    def _sum(self, program: ProgramLeft, cell: Cell, headings: tuple[str, ...]) -> Figure:
        lines = list(filter(cell.has_line, program.money.by_strand.moved(cell.strand)))
        money = sum_money(program.money.of(line, name) for line in lines for name in headings)
        return _as_far_as_known(money, self._doubt(program.program.id, cell, headings))

    @cached_property
    def _with_payment(self) -> frozenset[str]:
        return with_payment(self._ledger)

    @cached_property
    def _without_payments(self) -> frozenset[str]:
        return without_payments(self._ledger)

    def _doubt(self, program: str, cell: Cell, headings: tuple[str, ...]) -> str | None:
        """Return how a sum is not known; what acts have stated anew is known."""
        own = [
            mark
            for mark in self._marks_of(cell.years).get(program, ())
            if mark.movement.heading in headings
            and cell.strand in (None, mark.movement.line.strand)
        ]
        return doubts(own).get("budget" if headings == ACTS else headings[0])

    def _marks_of(self, years: Years | None) -> Mapping[str, list[Mark]]:
        """Return what is not known of sums of some years, or all, by program."""
        if years not in self._marks:
            from tidlig.arithmetic.balance import marks_of_sums

            by_program: dict[str, list[Mark]] = {}
            for mark in marks_of_sums(self._ledger, years):
                by_program.setdefault(mark.movement.line.program, []).append(mark)
            self._marks[years] = by_program
        return self._marks[years]


def _has_accounts(program: ProgramLeft, cell: Cell) -> bool:
    """Whether the accounts say anything of a cell, if only 0."""
    is_of_strand = cell.strand not in (None, UNSPLIT)
    booked = program.money.booked_by_strand if is_of_strand else program.calendar.accounts
    return any(map(cell.has_year, booked))


def _as_far_as_known(money: Money, doubt: str | None) -> Figure:
    """Return a sum, or the part of it that is known; one below 0 says nothing of what is added."""
    if doubt is None:
        return Figure(money.ore, money.ore, money.half)
    if doubt == MORE and money.ore >= 0:
        return Figure(money.ore, None, money.half)
    if doubt == LESS:
        return Figure(None, money.ore, money.half)
    return NOT_KNOWN
