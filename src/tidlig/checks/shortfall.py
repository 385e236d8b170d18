"""How needs that cannot be met are told: where, in which years, how much, and of what money."""

from collections.abc import Sequence

from tidlig.arithmetic.coverage import Shortfall
from tidlig.arithmetic.funding import ANY
from tidlig.arithmetic.ledger import Ledger
from tidlig.arithmetic.movements import BUDGET, Line, Movement
from tidlig.arithmetic.unknown_amounts import has_budget
from tidlig.checks.places import amount_place, entries_on, latest
from tidlig.model.findings import Location, Note
from tidlig.model.money import ZERO, Money, kroner

NO_BUDGET = ", and the ledger has no budget for it"
"""Said of years that no act states: what nobody has stated is not 0."""

RECORD_BUDGET = "record the budget of these years, or correct the years of what needs it"

MOST_NAMED = 3
"""So many strands are named; more are named by their program."""

MOST_NOTES = 4
"""As many lines of money are pointed at; the message has their sum."""


def named(lines: Sequence[Line]) -> str:
    """Name some lines: the program, or a few of its strands, and the years."""
    purses = {line.program + (f"/{line.strand}" if line.strand else "") for line in lines}
    whole = lines[0].program in purses or len(purses) > MOST_NAMED
    years = ", ".join(sorted({str(line.years) for line in lines}))
    return f"{lines[0].program if whole else ', '.join(sorted(purses))} in {years}"


def needs_lines(shortfall: Shortfall) -> list[Line]:
    """Give the lines of a shortfall whose needs cannot be met."""
    return [line for line, _ in shortfall.needs]


def amounts(ledger: Ledger, shortfall: Shortfall, *, certain: bool) -> tuple[Money, Money]:
    """Give what is needed and what there is, inexact where the ledger's own figures are.

    What there is may be below zero, where acts state that.
    Of a shortfall that is only possible, both are the bounds that make it one, and exact.
    """
    needed = there = 0
    if certain:
        needed = sum(_half(ledger, line, "awarded", -1) for line, _ in shortfall.needs)
        there = sum(
            _half(ledger, line, "returned", 1 if ore > 0 else -1) for line, ore in shortfall.money
        )
    return Money(shortfall.needed, needed), Money(shortfall.available, there)


def payable(ledger: Ledger, shortfall: Shortfall, *, certain: bool) -> tuple[Money, Money]:
    """Give what is needed and what there is to pay with, which is never less than nothing."""
    needed, there = amounts(ledger, shortfall, certain=certain)
    return needed, Money(max(there.ore, 0), there.half)


def is_budget_stated(ledger: Ledger, shortfall: Shortfall) -> bool:
    """Tell whether the ledger states a budget for what is needed, or has any money for it."""
    return bool(shortfall.money) or any(
        has_budget(ledger, ledger.programs[line.program], line.years)
        for line in needs_lines(shortfall)
    )


def _half(ledger: Ledger, line: Line, heading: str, sign: int) -> int:
    """Give the half-width of a line's figure, and of its budget where that has the sign."""
    figures = ledger.lines.get(line)
    if figures is None:
        return 0
    budget = figures["budget"]
    return figures[heading].half + (budget.half if sign * budget.ore > 0 else 0)


def place(ledger: Ledger, shortfall: Shortfall, headings: Sequence[str]) -> Location:
    """Give the place of the last amount that makes the need."""
    moved = moved_on(ledger, needs_lines(shortfall), headings)
    last = latest(moved)
    return amount_place(last.entry, last.line.years)


def moved_on(ledger: Ledger, lines: Sequence[Line], headings: Sequence[str]) -> list[Movement]:
    """Give the movements of some money on lines: under the headings, else any at all."""
    on_lines = [m for line in lines for m in ledger.movements_on(line) if m.money != ZERO]
    return [m for m in on_lines if m.heading in headings] or on_lines


def money_notes(ledger: Ledger, shortfall: Shortfall, *, certain: bool) -> tuple[Note, ...]:
    """Point at the money that could meet the needs; of a possible shortfall, the least there is."""
    notes = []
    for line, ore in shortfall.money[:MOST_NOTES]:
        places = entries_on(ledger, line, (*BUDGET, "returned"))
        half = _half(ledger, line, "returned", 1)
        has = f"has {kroner(Money(ore, half))}"
        if half and not certain:
            has = f"may have no more than {kroner(Money(ore))}"
        text = f"{named([line])} {has}"
        if ore < ANY.ore:
            notes.append(Note(text, places[-1] if places else None))
    return tuple(notes)
