"""The accounts say that more was charged than the budget can cover.

## What it does

Asks of each program whether its budget covers its outturn, by year; and by strand, unless the
program has `control = "program"`. Awards play no part, and neither does a negative outturn.

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
name  = "Tidlig hjælp"
years = 2015
split = { 2015 = "27,1 mio. kr." }

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
amount     = "14,8 mio. kr."
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
name  = "Tidlig hjælp"
years = 2015
split = { 2015 = "27,1 mio. kr." }

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
    budget_shortfalls,
    deficits,
    shortfalls_and_certainty,
    unallocated_money,
)
from tidlig.arithmetic.ledger import Ledger
from tidlig.arithmetic.movements import UNSPLIT, Line, Movement, sum_money
from tidlig.arithmetic.unknown_amounts import is_before_budget
from tidlig.checks.check import check
from tidlig.checks.places import amount_place, latest
from tidlig.checks.shortfall import NO_BUDGET, amounts, is_budget_stated, money_notes, named
from tidlig.model.decisions import Program
from tidlig.model.findings import Problem, Severity
from tidlig.model.money import ZERO, Money, kroner


@check(Severity.WARNING)
def outturn_exceeds_budget(ledger: Ledger) -> Iterator[Problem]:
    """Ask of each program whether its budget covers its outturn, by strand where that controls."""
    for program in ledger.programs.values():
        charged = _charged(ledger, program)
        if charged:
            yield from _problems(ledger, program, charged)


def _charged(ledger: Ledger, program: Program) -> dict[Line, Money]:
    """Give the outturn by year, and by strand where the program is controlled by strand."""
    charged: dict[Line, Money] = {}
    for line, figures in ledger.lines_of(program.id).items():
        if figures["outturn"] != ZERO:
            strand = line.strand if program.control == "strand" else UNSPLIT
            place = Line(program.id, strand, line.years)
            charged[place] = charged.get(place, ZERO) + figures["outturn"]
    return charged


def _problems(ledger: Ledger, program: Program, charged: Mapping[Line, Money]) -> Iterator[Problem]:
    lines, by_strand = ledger.lines_of(program.id), program.control == "strand"
    beside = unallocated_money(ledger, program, lines, by_strand=by_strand)
    stated = deficits(ledger, lines)
    short, certain = shortfalls_and_certainty(
        lambda case: budget_shortfalls(
            lines, charged, beside, stated, by_strand=by_strand, case=case
        )
    )
    for shortfall in short:
        booked = [
            line
            for line, _ in shortfall.needs
            if line in charged and not is_before_budget(ledger, program, line.years)
        ]
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
    over = Money(needed.ore - available.ore, outturn.half + available.half)
    budget = Money(outturn.ore - over.ore, available.half)
    verb, most = ("is", "") if certain else ("may be", "up to ")
    last = latest(_outturn(ledger, program, booked))
    told = f"the outturn of {named(booked)} {verb} {kroner(outturn)}"
    against = f", and the budget for it {verb} {kroner(budget)}: {most}{kroner(over)} too much"
    return Problem(
        told + (against if is_budget_stated(ledger, shortfall) else NO_BUDGET),
        amount_place(last.entry, last.line.years),
        help="look for a decision that is not recorded, or accept the finding with the reason",
        notes=money_notes(ledger, shortfall, certain=certain),
    )


def _outturn(ledger: Ledger, program: Program, booked: list[Line]) -> Iterator[Movement]:
    """Give the outturn behind some lines; with control by program they stand for all strands."""
    by_strand = program.control == "strand"
    for line in ledger.lines_of(program.id):
        if (line if by_strand else line._replace(strand=UNSPLIT)) in booked:
            moved = ledger.movements_on(line)
            yield from (movement for movement in moved if movement.heading == "outturn")
