"""What a program and its strands have by the program's first act, where it stands.

A strand's split is part of the program's money: it moves it to the strand from where the program's
money stands, the year or the span that is not split.
"""

from collections.abc import Iterator

from tidlig.arithmetic.movements import UNSPLIT, Line, Movement, by_year
from tidlig.model.decisions import Program, Strand
from tidlig.model.money import Money
from tidlig.model.years import Years, one


def appropriated(program: Program) -> Iterator[Movement]:
    """Give the movements of a program's first act and of its strands' splits."""
    for years, money in _whole(program):
        yield _moved(program, UNSPLIT, years, money, program)
    for strand in program.strands:
        for years, money in by_year(strand.split or ()):
            yield from _to_strand(program, strand, years, money)


def _whole(program: Program) -> Iterator[tuple[Years, Money]]:
    """Give where the program's own amount stands; nothing where it is unknown or has no end."""
    if program.split is not None:
        yield from by_year(program.split)
    elif isinstance(program.total, Money):
        yield program.years, program.total
    elif isinstance(program.yearly, Money) and not program.years.open:
        for year in range(program.years.first, program.years.last + 1):
            yield one(year), program.yearly


def _to_strand(program: Program, strand: Strand, years: Years, money: Money) -> Iterator[Movement]:
    taken_from = stands_at(program, years.first)
    if taken_from is not None:
        yield _moved(program, UNSPLIT, taken_from, -money, strand)
    yield _moved(program, strand.id, years, money, strand)


def stands_at(program: Program, year: int) -> Years | None:
    """Give the years where the program's money for a year stands; None where it has no figure."""
    if program.split is not None:
        unknown = any(
            stated == year and not isinstance(amount, Money) for stated, amount in program.split
        )
        return None if unknown else one(year)
    if isinstance(program.total, Money):
        return program.years
    placed = isinstance(program.yearly, Money) and not program.years.open
    return one(year) if placed else None


def _moved(
    program: Program, strand: str, years: Years, money: Money, entry: Program | Strand
) -> Movement:
    return Movement(Line(program.id, strand, years), "appropriated", money, entry, program.date)
