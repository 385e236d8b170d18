"""The accounts say that more was charged than the budget can cover.

## What it does

Asks of each program whether its budget covers its outturn, by year; and by strand, unless the
program has `control = "program"`. Awards play no part, and neither does a negative outturn. What is
carried to later years is not taken off here: `carry-over-exceeds-remaining` looks at that.

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

from tidlig.arithmetic.coverage import Shortfall
from tidlig.arithmetic.funding import (
    before_carrying,
    budget_shortfalls,
    deficits,
    shortfalls_and_certainty,
    unallocated_money,
)
from tidlig.arithmetic.ledger import Ledger
from tidlig.arithmetic.movements import UNSPLIT, Line, Movement, sum_money
from tidlig.arithmetic.unknown_amounts import is_before_budget
from tidlig.checks.check import check
from tidlig.checks.compare import at_most
from tidlig.checks.places import amount_place, latest
from tidlig.checks.shortfall import amounts, is_budget_stated, money_notes, named
from tidlig.model.decisions import Program
from tidlig.model.findings import Problem, Severity
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
    lines = {
        line: before_carrying(figures) for line, figures in ledger.lines_of(program.id).items()
    }
    by_strand = program.control == "strand"
    unallocated = unallocated_money(ledger, program, lines, by_strand=by_strand)
    stated = deficits(ledger, lines)
    shortfalls, certain = shortfalls_and_certainty(
        lambda case: budget_shortfalls(
            lines, charged, unallocated, stated, by_strand=by_strand, case=case
        )
    )
    for shortfall in shortfalls:
        needs = [line for line, _ in shortfall.needs if line in charged]
        booked = [line for line in needs if not is_before_budget(ledger, program, line.years)]
        if booked:
            outturn = sum_money(charged[line] for line in booked)
            yield _problem(ledger, program, shortfall, booked, outturn, certain)


def _problem(
    ledger: Ledger,
    program: Program,
    shortfall: Shortfall,
    booked: list[Line],
    outturn: Money,
    certain: bool,
) -> Problem:
    if not certain:
        outturn = Money(outturn.high)
    needed, available = amounts(ledger, shortfall, certain=certain)
    excess = Money(needed.ore - available.ore, outturn.half + available.half)
    budget = Money(outturn.ore - excess.ore, available.half)
    if is_budget_stated(ledger, shortfall):
        message = Message(
            "the outturn of {lines} {is_outturn}, and the budget for it {is_budget}: "
            "{excess} too much",
            lines=named(booked),
            is_outturn=_is(outturn, certain=certain),
            is_budget=_is(budget, certain=certain),
            excess=at_most(excess, certain=certain),
        )
    else:
        message = Message(
            "the outturn of {lines} {is_outturn}, and the ledger has no budget for it",
            lines=named(booked),
            is_outturn=_is(outturn, certain=certain),
        )
    last = latest(_outturn(ledger, program, booked))
    return Problem(
        message,
        amount_place(last.entry, last.line.years),
        help=Message(
            "look for a decision that is not recorded, or accept the finding with the reason"
        ),
        notes=money_notes(ledger, shortfall, certain=certain),
    )


def _is(money: Money, *, certain: bool) -> Message:
    if certain:
        return Message("is {money}", money=money)
    return Message("may be {money}", money=money)


def _outturn(ledger: Ledger, program: Program, booked: list[Line]) -> Iterator[Movement]:
    """The movements of outturn behind some controlled lines."""
    for line in ledger.lines_of(program.id):
        if _controlled(program, line) in booked:
            for movement in ledger.movements_on(line):
                if movement.heading == "outturn":
                    yield movement
