"""How needs that cannot be met are told: where, in which years, how much, and of what money."""

from collections.abc import Iterator, Sequence

from tidlig.arithmetic.carrying import carries_over
from tidlig.arithmetic.coverage import Shortfall
from tidlig.arithmetic.funding import ANY
from tidlig.arithmetic.ledger import Ledger
from tidlig.arithmetic.movements import BUDGET, Line, Movement
from tidlig.arithmetic.unknown_amounts import has_budget
from tidlig.checks.places import amount_place, entries_on, latest
from tidlig.model.findings import Location, Note
from tidlig.model.messages import Message
from tidlig.model.money import ZERO, Money

RECORD_BUDGET = Message("record the budget of these years, or correct the years of what needs it")
"""The help for years that no act states: their budget is not known, and not 0."""

MOST_NAMED = 3
"""Of more strands than this, a message names the program."""

MOST_NOTES = 4
"""So many lines of money are pointed at; the message has their sum."""


def named(lines: Sequence[Line]) -> Message:
    """Name some lines: the program, or a few of its strands, and the years."""
    program = lines[0].program
    names = {f"{line.program}/{line.strand}" if line.strand else line.program for line in lines}
    is_whole = program in names or len(names) > MOST_NAMED
    years = {str(line.years) for line in lines}
    return Message(
        "{lines} in {years}",
        lines=program if is_whole else tuple(sorted(names)),
        years=tuple(sorted(years)),
    )


def needs_lines(shortfall: Shortfall) -> list[Line]:
    """The lines whose needs cannot be met."""
    return [line for line, _ in shortfall.needs]


def amounts(ledger: Ledger, shortfall: Shortfall, *, certain: bool) -> tuple[Money, Money]:
    """What is needed and what is available, inexact where the ledger's own figures are.

    What is available may be below zero, where acts state that.
    Of a shortfall that is only possible, both are the bounds that make it one, and exact.
    """
    if not certain:
        return Money(shortfall.needed), Money(shortfall.available)
    needed_half = available_half = 0
    for line, _ in shortfall.needs:
        needed_half += _half(ledger, line, _needs_most(ledger, line), -1)
    for line, ore in shortfall.money:
        available_half += _half(ledger, line, "returned", 1 if ore > 0 else -1)
    return Money(shortfall.needed, needed_half), Money(shortfall.available, available_half)


def _needs_most(ledger: Ledger, line: Line) -> str:
    """The heading that makes the need of a line: its accounts, where they say more than awards."""
    figures = ledger.lines.get(line)
    if figures is None or figures["outturn"].ore <= figures["awarded"].ore:
        return "awarded"
    return "outturn"


def payable(ledger: Ledger, shortfall: Shortfall, *, certain: bool) -> tuple[Money, Money]:
    """What is needed and what is available to pay with, which is never below zero."""
    needed, available = amounts(ledger, shortfall, certain=certain)
    return needed, Money(max(available.ore, 0), available.half)


def is_budget_stated(ledger: Ledger, shortfall: Shortfall) -> bool:
    """Whether the ledger states a budget for what is needed, or has any money for it."""
    return bool(shortfall.money) or any(
        has_budget(ledger, ledger.programs[line.program], line.years)
        for line in needs_lines(shortfall)
    )


def _half(ledger: Ledger, line: Line, heading: str, sign: int) -> int:
    """The half-width of a line's figure in øre, and of its budget where that has the sign."""
    figures = ledger.lines.get(line)
    if figures is None:
        return 0
    budget = figures["budget"]
    budget_half = budget.half if sign * budget.ore > 0 else 0
    return figures[heading].half + budget_half


def place(ledger: Ledger, shortfall: Shortfall, headings: Sequence[str]) -> Location:
    """The place of the last amount that makes the need."""
    last = latest(moved_on(ledger, needs_lines(shortfall), headings))
    return amount_place(last.entry, last.line.years)


def moved_on(ledger: Ledger, lines: Sequence[Line], headings: Sequence[str]) -> list[Movement]:
    """The movements on lines under some headings; under any heading if there are none."""
    movements = [movement for line in lines for movement in ledger.movements_on(line)]
    of_money = [movement for movement in movements if movement.money != ZERO]
    under_headings = [movement for movement in of_money if movement.heading in headings]
    return under_headings or of_money


def money_notes(ledger: Ledger, shortfall: Shortfall, *, certain: bool) -> tuple[Note, ...]:
    """Point at the money that could meet the needs; of a possible shortfall, the least there is."""
    notes = []
    for line, ore in shortfall.money[:MOST_NOTES]:
        if ore < ANY.ore:
            places = entries_on(ledger, line, (*BUDGET, "returned"))
            text = _has(ledger, line, ore, certain=certain)
            notes.append(Note(text, places[-1] if places else None))
    return (*notes, *_carried(ledger, shortfall))


def _carried(ledger: Ledger, shortfall: Shortfall) -> Iterator[Note]:
    """Tell that unspent money of earlier years can pay too, and what is gone of it."""
    needed = needs_lines(shortfall)
    program = ledger.programs.get(needed[0].program)
    newest = max(line.years.first for line in needed)
    is_earlier = any(line.years.last < newest for line, _ in shortfall.money)
    if program is not None and carries_over(program) and is_earlier:
        yield Note(Message("what earlier years have not spent carries over"), program.at("unspent"))
    if shortfall.gone:
        gone = Money(shortfall.gone)
        yield Note(
            Message(
                "{money} of this money has lapsed, or was moved or awarded for other years",
                money=gone,
            )
        )


def _has(ledger: Ledger, line: Line, ore: int, *, certain: bool) -> Message:
    half = _half(ledger, line, "returned", 1)
    if half and not certain:
        return Message("{line} may have no more than {money}", line=named([line]), money=Money(ore))
    return Message("{line} has {money}", line=named([line]), money=Money(ore, half))
