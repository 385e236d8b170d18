"""How needs that cannot be met are told: where, in which years, and the money there is."""

from collections.abc import Sequence

from tidlig.arithmetic.coverage import Shortfall
from tidlig.arithmetic.funding import ANY
from tidlig.arithmetic.ledger import Ledger
from tidlig.arithmetic.movements import Line, Movement
from tidlig.checks.places import amount_place, entries_on, latest
from tidlig.model.findings import Location, Note
from tidlig.model.money import Money
from tidlig.model.notation import kroner

MOST_NOTES = 4
"""As many lines of money are pointed at; the message has their sum."""


def named(lines: Sequence[Line]) -> str:
    """Name some lines: the program, or one of its strands, and the years."""
    programs = {line.program + (f"/{line.strand}" if line.strand else "") for line in lines}
    years = ", ".join(sorted({str(line.years) for line in lines}))
    whole = programs.pop() if len(programs) == 1 else lines[0].program
    return f"{whole} in {years}"


def needs_lines(shortfall: Shortfall) -> list[Line]:
    """Give the lines of a shortfall whose needs cannot be met."""
    return [line for line, _ in shortfall.needs]


def place(ledger: Ledger, shortfall: Shortfall, headings: Sequence[str]) -> Location:
    """Give the place of the last amount that makes the need."""
    moved = moved_on(ledger, needs_lines(shortfall), headings)
    last = latest(moved)
    return amount_place(last.entry, last.line.years)


def moved_on(ledger: Ledger, lines: Sequence[Line], headings: Sequence[str]) -> list[Movement]:
    """Give the movements of some money on lines: under the headings, else any at all."""
    on_lines = [m for m in ledger.movements if m.line in set(lines) and m.money.ore]
    return [m for m in on_lines if m.heading in headings] or on_lines


def money_notes(ledger: Ledger, shortfall: Shortfall) -> tuple[Note, ...]:
    """Point at the money that could meet the needs, or say that there is none."""
    notes = []
    for line, ore in shortfall.money[:MOST_NOTES]:
        headings = ("appropriated", "restated", "reprioritised", "carried", "returned")
        places = entries_on(ledger, line, headings)
        text = f"{named([line])} has {kroner(Money(ore))}"
        if ore < ANY:
            notes.append(Note(text, places[-1] if places else None))
    return tuple(notes)
