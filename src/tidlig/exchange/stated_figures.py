"""What the ledger, and the acts read so far, state of each program and strand, by year of budget.

The last statement of a year counts: acts come in order of their dates. It says which zeros of an
act are news, and which repeat what is known.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from tidlig.arithmetic.ledger import Ledger
from tidlig.model.decisions import Appropriation, Program
from tidlig.model.entry import YearAmounts
from tidlig.model.grants import Outturn
from tidlig.model.money import Money, Unknown
from tidlig.model.spelling import same_form

Place = tuple[str, str]
"""The ids of a program and of a strand; the latter is empty for the program itself."""


@dataclass(frozen=True, slots=True)
class Statement:
    """What was stated of a program or strand on a day, in øre by year."""

    date: dt.date
    place: Place
    ore: Mapping[int, int]


@dataclass(slots=True)
class StatedFigures:
    """Statements of acts, and since which year something is booked on each program."""

    statements: list[Statement] = field(default_factory=list)
    booked: dict[str, int] = field(default_factory=dict)
    """The first year that something is booked on a program in."""

    def latest(self, place: Place, year: int, before: dt.date) -> int | None:
        """The øre last stated for a year before a day; None where nothing was."""
        statements = [
            statement
            for statement in self.statements
            if statement.place == place and statement.date < before and year in statement.ore
        ]
        if not statements:
            return None
        return max(statements, key=lambda statement: statement.date).ore[year]

    def is_known(self, place: Place, before: dt.date) -> bool:
        """Whether anything was stated of a place before a day."""
        return any(
            statement.place == place and statement.date < before for statement in self.statements
        )

    def add_booking(self, program: str, year: int) -> None:
        """Remember that something is booked on a program in a year."""
        self.booked[program] = min(year, self.booked.get(program, year))

    def is_booked_before(self, program: str, year: int) -> bool:
        """Whether something is booked on a program in an earlier year."""
        return self.booked.get(program, year) < year


def figures_of(ledger: Ledger) -> StatedFigures:
    """What the acts and accounts of a ledger state."""
    stated = StatedFigures()
    for program in ledger.programs.values():
        stated.statements += _of_program(program)
    for act in ledger.of(Appropriation):
        stated.statements += _of_act(act)
    for outturn in ledger.of(Outturn):
        if isinstance(outturn.amount, Money) and outturn.amount.ore:
            stated.add_booking(outturn.program, outturn.year)
    return stated


def _of_program(program: Program) -> Iterator[Statement]:
    date = program.date or program.assumed_date.date
    yield Statement(date, (program.id, ""), _ore(program.split))
    for strand in program.strands:
        if strand.split is not None:
            yield Statement(date, (program.id, strand.id), _ore(strand.split))


def _of_act(act: Appropriation) -> Iterator[Statement]:
    yield Statement(act.date, (act.program, ""), _ore(act.split))
    for strand in act.strands:
        yield Statement(act.date, (act.program, strand.strand), _ore(strand.split))


def _ore(split: YearAmounts | None) -> dict[int, int]:
    """The øre of each year; years of which the amount is unknown are left out."""
    return {int(year): _amount(amount) for year, amount in split or () if not _unknown(amount)}


def _unknown(amount: object) -> bool:
    return isinstance(amount, Unknown)


def _amount(amount: object) -> int:
    assert isinstance(amount, Money)
    return amount.ore


def same_act(one: str | None, other: str) -> bool:
    """Whether two names are of one act: "FL2016", "FL 2016"."""
    return one is not None and _bare(one) == _bare(other)


def _bare(name: str) -> str:
    return same_form(name).casefold().replace(" ", "")
