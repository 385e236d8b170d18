"""A program awards more than its budget can cover.

## What it does

Asks of each program whether its money can pay for its awards. Money that is not split by year pays
for any of its years, money that is not split by strand for any strand; a return pays in the year
it happens. Money taken away where there is none counts as a need; a budget that an act states below
zero does not, but takes from the money that could pay with it. What is reported is the smallest set
of needs that cannot be met. Where `control = "program"`, strands may use each other's money:
then a strand that has too little is a warning, and only the whole program is an error.

## Why it matters

The appropriation, with what is carried over, is the ceiling for the awards of a year
(Budgetvejledningen 2.2.11). An award beyond it commits the state to money that parliament has not
given. Estimates for later years give no authority to commit.

## Example

```toml programs.toml
[ledger]
format = 1

[program.tidlig]
name  = "Tidlig hjælp"
years = "2014-2016"
total = "100 mio. kr."

[award.runde-1]
program    = "tidlig"
date       = 2014-12-01
amount     = "60 mio. kr."
recipients = { organisation = 8 }

[award.runde-2]
program    = "tidlig"
date       = 2015-02-26
amount     = "50 mio. kr."
years      = "2015-2016"
recipients = { municipality = 31 }
```

## Use instead

```toml programs.toml
[ledger]
format = 1

[program.tidlig]
name  = "Tidlig hjælp"
years = "2014-2016"
total = "100 mio. kr."

[award.runde-1]
program    = "tidlig"
date       = 2014-12-01
amount     = "60 mio. kr."
recipients = { organisation = 8 }

[award.runde-2]
program    = "tidlig"
date       = 2015-02-26
amount     = "40 mio. kr."
years      = "2015-2016"
recipients = { municipality = 31 }
```
"""

from collections.abc import Iterator

from tidlig.arithmetic.commitments import Verdict, to_blame, verdict
from tidlig.arithmetic.coverage import Shortfall
from tidlig.arithmetic.funding import stated_on
from tidlig.arithmetic.ledger import Ledger
from tidlig.arithmetic.movements import BUDGET, UNSPLIT, Line, sum_money
from tidlig.checks.check import check
from tidlig.checks.shortfall import (
    NO_BUDGET,
    RECORD_BUDGET,
    is_budget_stated,
    money_notes,
    named,
    needs_lines,
    payable,
    place,
)
from tidlig.model.findings import Problem, Severity
from tidlig.model.money import Money, kroner


@check(Severity.ERROR)
def budget_overspent(ledger: Ledger) -> Iterator[Problem]:
    """Ask of each program whether money whose years and strand fit can meet its needs."""
    for program in ledger.programs.values():
        judged = verdict(ledger, program)
        if judged.shortfalls and not to_blame(ledger, program):
            for shortfall in judged.shortfalls:
                yield _problem(ledger, shortfall, judged)


def _problem(ledger: Ledger, shortfall: Shortfall, judged: Verdict) -> Problem:
    lines = needs_lines(shortfall)
    if judged.certain and not any(ledger.lines[line]["awarded"].ore for line in lines):
        return _moved_away(ledger, shortfall, judged)
    needed, available = payable(ledger, shortfall, certain=judged.certain)
    certain = judged.certain and not judged.strands_only
    needs, most = ("needs", "") if judged.certain else ("may need", "up to ")
    told = f"{_who(ledger, lines, judged)} {needs} {kroner(needed)}"
    is_stated = is_budget_stated(ledger, shortfall)
    too_much = f"{most}{kroner(needed - available)} too much"
    paid = f" of the {kroner(available)} that can pay for it: {too_much}"
    return Problem(
        told + (paid if is_stated else NO_BUDGET),
        place(ledger, shortfall, ("awarded",)),
        help=_help(judged) if is_stated else RECORD_BUDGET,
        label=f"with this, it {needs} {kroner(needed)}",
        notes=money_notes(ledger, shortfall, certain=judged.certain),
        severity=Severity.ERROR if certain else Severity.WARNING,
    )


def _who(ledger: Ledger, lines: list[Line], judged: Verdict) -> str:
    """Name the strands that need too much, or the program where it alone is controlled."""
    program = ledger.programs[lines[0].program]
    if program.control == "strand" or judged.strands_only:
        return named(lines)
    return named([line._replace(strand=UNSPLIT) for line in lines])


def _moved_away(ledger: Ledger, shortfall: Shortfall, judged: Verdict) -> Problem:
    """Tell of a budget that is below zero, where nothing is awarded, by what was taken of it."""
    lines = needs_lines(shortfall)
    stated = [movement for line in lines for movement in stated_on(ledger, line)]
    budget = [m for line in lines for m in ledger.movements_on(line) if m.heading in BUDGET]
    moved = [movement.money for movement in budget if movement not in stated]
    taken = -sum_money(money for money in moved if money.ore < 0)
    said = sum_money(movement.money for movement in stated)
    own = sum_money(money for money in (said, *moved) if money.ore > 0)
    had = own + Money(shortfall.available)
    missing = Money(shortfall.needed - max(shortfall.available, 0), taken.half + had.half)
    told = f"{kroner(taken)} is taken from {named(lines)}"
    is_stated = is_budget_stated(ledger, shortfall)
    has = f", which has {kroner(had)}: {kroner(missing)} too much"
    return Problem(
        told + (has if is_stated else NO_BUDGET),
        place(ledger, shortfall, ("reprioritised", "carried")),
        help="move no more than there is" if is_stated else RECORD_BUDGET,
        notes=money_notes(ledger, shortfall, certain=judged.certain),
        severity=Severity.WARNING if judged.strands_only else Severity.ERROR,
    )


def _help(judged: Verdict) -> str:
    if judged.strands_only:
        return "the program has money enough: reprioritise between its strands"
    return "lower the awards, or move money there by a reprioritisation"
