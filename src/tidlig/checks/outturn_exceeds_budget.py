"""The accounts say that more was charged than the budget can cover.

## What it does

Asks of each program whether its budget covers its outturn, by year; and by strand, unless the
program has `control = "program"`. Awards play no part, and neither does a negative outturn. What is
carried to later years is not taken off here: `carry-over-exceeds-remaining` looks at that. With
`unspent = "carries-over"` what earlier years left unspent, by their accounts or else by their
awards, is budget too: accounts have carried money in them. A program is reported once, but for the
accounts that accept it; rounded amounts that may agree are left alone.

## Why it matters

What was charged was also allowed, as a rule: then a decision is missing from the ledger, and its
budget is not the real one. In 2015 the partnership municipalities of Forebyggelsespakken were
charged 14,2 mio. kr. on a sub-account of 12,1. Money had been moved there; how much was never
published, but the accounts show it.

## Example

```toml programs.toml
[ledger]
format = 1

[program.tidlig]
name    = "Tidlig hjælp"
years   = 2015
split   = { 2015 = "27,1 mio. kr." }
unspent = "lapses"

[program.tidlig.strand.partnerskab]
name  = "Partnerskabskommuner"
split = { 2015 = "12,1 mio. kr." }

[program.tidlig.strand.dagtilbud]
name  = "Forebyggende indsatser i dagtilbud"
split = { 2015 = "15 mio. kr." }

[award.runde-1]
program    = "tidlig"
strand     = "dagtilbud"
date       = 2015-02-26
amount     = "14,2 mio. kr."
recipients = { municipality = 28 }

[outturn.r2015-partnerskab]
program = "tidlig"
strand  = "partnerskab"
year    = 2015
amount  = "14,2 mio. kr."
```

## Use instead

```toml programs.toml
[ledger]
format = 1

[program.tidlig]
name    = "Tidlig hjælp"
years   = 2015
split   = { 2015 = "27,1 mio. kr." }
unspent = "lapses"

[program.tidlig.strand.partnerskab]
name  = "Partnerskabskommuner"
split = { 2015 = "12,1 mio. kr." }

[program.tidlig.strand.dagtilbud]
name  = "Forebyggende indsatser i dagtilbud"
split = { 2015 = "15 mio. kr." }

[reprioritisation.referencekommuner]
date   = 2015-04-01
amount = "2,1 mio. kr."
from   = { program = "tidlig", strand = "dagtilbud" }
to     = { program = "tidlig", strand = "partnerskab" }

[award.partnerskab]
program    = "tidlig"
strand     = "partnerskab"
date       = 2015-04-01
amount     = "14,2 mio. kr."
recipients = { municipality = 3 }

[outturn.r2015-partnerskab]
program = "tidlig"
strand  = "partnerskab"
year    = 2015
amount  = "14,2 mio. kr."
```
"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from tidlig.arithmetic.books import Case
from tidlig.arithmetic.carrying import (
    added,
    awarded_without_accounts,
    carried_on,
    carrying,
    lapsed,
)
from tidlig.arithmetic.coverage import Shortfall
from tidlig.arithmetic.funding import (
    before_carrying,
    budget_shortfalls,
    deficits,
    unallocated_money,
)
from tidlig.arithmetic.ledger import Ledger
from tidlig.arithmetic.movements import UNSPLIT, Line, Movement, sum_money
from tidlig.arithmetic.unknown_amounts import is_before_budget
from tidlig.checks.check import check
from tidlig.checks.places import amount_place, latest
from tidlig.checks.shortfall import MOST_NOTES, amounts, is_budget_stated, money_notes, named
from tidlig.model.decisions import Program
from tidlig.model.findings import Note, Problem, Severity
from tidlig.model.messages import Message
from tidlig.model.money import ZERO, Money


@check(Severity.WARNING)
def outturn_exceeds_budget(ledger: Ledger) -> Iterator[Problem]:
    """Compare each program's outturn with its budget, by strand where strands are controlled."""
    for program in ledger.programs.values():
        charged = _charged(ledger, program)
        if charged:
            yield from _problems(ledger, program, charged)


def _controlled(program: Program, line: Line) -> Line:
    """The line that a program's control compares: for the whole program unless by strand."""
    return line if program.control == "strand" else line._replace(strand=UNSPLIT)


def _charged(ledger: Ledger, program: Program) -> dict[Line, Money]:
    """Add up the outturn of each line that is controlled."""
    charged: dict[Line, Money] = {}
    for line, figures in ledger.lines_of(program.id).items():
        if figures["outturn"] != ZERO:
            controlled = _controlled(program, line)
            charged[controlled] = charged.get(controlled, ZERO) + figures["outturn"]
    return charged


def _problems(ledger: Ledger, program: Program, charged: Mapping[Line, Money]) -> Iterator[Problem]:
    found = list(_excesses(ledger, program, charged))
    others = [each for each in found if not _is_accepted(each)]
    for each in found:
        if len(others) == 1 or _is_accepted(each):
            yield _problem(ledger, each)
    if len(others) > 1:
        yield _together(ledger, program, others)


def _excesses(
    ledger: Ledger, program: Program, charged: Mapping[Line, Money]
) -> Iterator["_Excess"]:
    """Find what the budget cannot cover, if it cannot for any value that the figures allow."""
    now = ledger.lines_of(program.id)
    lines = {line: before_carrying(figures) for line, figures in now.items()}
    awarded = awarded_without_accounts(now, ledger.booked.get(program.id, ()))
    carried = carrying(ledger, program, added(lapsed(now), carried_on(now, now), awarded))
    by_strand = program.control == "strand"
    unallocated = unallocated_money(ledger, program, lines, by_strand=by_strand)
    stated = deficits(ledger, lines)

    def short_of(case: Case) -> list[Shortfall]:
        return budget_shortfalls(
            lines,
            charged,
            unallocated,
            stated,
            by_strand=by_strand,
            case=case,
            carrying=carried,
        )

    for shortfall in short_of(Case.NOMINAL) if short_of(Case.BEST) else ():
        needs = [line for line, _ in shortfall.needs if line in charged]
        booked = [line for line in needs if not is_before_budget(ledger, program, line.years)]
        if booked:
            outturn = sum_money(charged[line] for line in booked)
            last = latest(_outturn(ledger, program, booked))
            yield _Excess(shortfall, booked, outturn, last)


class _Excess(NamedTuple):
    """Lines whose outturn the budget cannot cover, and the last amount that makes it so."""

    shortfall: Shortfall
    booked: list[Line]
    outturn: Money
    last: Movement

    def money(self, ledger: Ledger) -> Money:
        """By how much the outturn is more than the budget."""
        needed, available = amounts(ledger, self.shortfall, certain=True)
        return Money(needed.ore - available.ore, self.outturn.half + available.half)


def _is_accepted(found: _Excess) -> bool:
    accepted = found.last.entry.accept
    return any(each.check == outturn_exceeds_budget.name for each in accepted)


def _problem(ledger: Ledger, found: _Excess) -> Problem:
    _, available = amounts(ledger, found.shortfall, certain=True)
    excess = found.money(ledger)
    if is_budget_stated(ledger, found.shortfall):
        message = Message(
            "the outturn of {lines} is {outturn}, and the budget for it is {budget}: "
            "{excess} too much",
            lines=named(found.booked),
            outturn=found.outturn,
            budget=Money(found.outturn.ore - excess.ore, available.half),
            excess=excess,
        )
    else:
        message = Message(
            "the outturn of {lines} is {outturn}, and the ledger has no budget for it",
            lines=named(found.booked),
            outturn=found.outturn,
        )
    return _at(found.last, message, money_notes(ledger, found.shortfall, certain=True))


def _together(ledger: Ledger, program: Program, found: list[_Excess]) -> Problem:
    """Report several excesses of a program as one problem, which points at the last."""
    message = Message(
        "the outturn of {program} is more than its budget: {excesses}",
        program=program.id,
        excesses=tuple(
            Message("{excess} of {lines}", excess=each.money(ledger), lines=named(each.booked))
            for each in found
        ),
    )
    last = latest(each.last for each in found)
    notes = [note for each in found for note in money_notes(ledger, each.shortfall, certain=True)]
    return _at(last, message, tuple(notes[:MOST_NOTES]))


def _at(last: Movement, message: Message, notes: tuple[Note, ...]) -> Problem:
    return Problem(
        message,
        amount_place(last.entry, last.line.years),
        help=Message(
            "look for a decision that is not recorded, or accept the finding with the reason"
        ),
        notes=notes,
    )


def _outturn(ledger: Ledger, program: Program, booked: list[Line]) -> Iterator[Movement]:
    """The movements of outturn behind some controlled lines."""
    for line in ledger.lines_of(program.id):
        if _controlled(program, line) in booked:
            for movement in ledger.movements_on(line):
                if movement.heading == "outturn":
                    yield movement
