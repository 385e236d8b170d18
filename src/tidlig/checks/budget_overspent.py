"""A program awards more than its budget can cover.

## What it does

Asks of each program whether its money can pay for its awards. Money that is not split by year pays
for any of its years, money that is not split by strand for any strand; a return pays in the year
it happens. Money taken away where there is none counts as a need; a budget that an act states below
zero does not, but takes from the money that could pay with it. In a year with accounts the need is
the larger of its outturn and its awards; an award over several years, or without a strand, is in
the accounts as far as they have room for it. What is reported is the smallest set of needs that
cannot be met. Where `control = "program"`, strands may use each other's money:
then a strand that has too little is a warning, and only the whole program is an error.

In a program with `unspent = "carries-over"` what a year has not spent pays for its later years too,
to the last of the program, and never for earlier ones. What lapsed or was moved on by a carry-over
is gone from its year first; in a year with accounts these say what is left; estimates of years
without an act do not carry over.

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

from collections.abc import Iterator, Sequence

from tidlig.arithmetic.commitments import Verdict, lines_without, to_blame, verdict
from tidlig.arithmetic.coverage import Shortfall
from tidlig.arithmetic.funding import stated_on
from tidlig.arithmetic.ledger import Ledger
from tidlig.arithmetic.movements import BUDGET, UNSPLIT, Line, Movement, sum_money
from tidlig.checks.check import check
from tidlig.checks.compare import at_most
from tidlig.checks.shortfall import (
    RECORD_BUDGET,
    is_budget_stated,
    money_notes,
    named,
    needs_lines,
    payable,
    place,
)
from tidlig.model.decisions import Program
from tidlig.model.findings import Note, Problem, Severity
from tidlig.model.messages import Message
from tidlig.model.money import Money


@check(Severity.ERROR)
def budget_overspent(ledger: Ledger) -> Iterator[Problem]:
    """Look in each program for needs that no money of the same years and strand can meet."""
    for program in ledger.programs.values():
        judged = _judged(ledger, program)
        for shortfall in judged.shortfalls:
            if judged.certain and not _has_awards(ledger, shortfall):
                yield _moved_away(ledger, shortfall, judged)
            else:
                yield _awarded(ledger, shortfall, judged)


def _judged(ledger: Ledger, program: Program) -> Verdict:
    """What cannot be paid for, and is not the fault of a carry-over."""
    judged = verdict(ledger, program)
    blamed = to_blame(ledger, program) if judged.shortfalls else []
    if not blamed:
        return judged
    lines = lines_without(ledger, program, {entry.id for entry, _ in blamed}, keep_given=True)
    without = verdict(ledger, program, lines)
    return Verdict() if without.strands_only else without


def _has_awards(ledger: Ledger, shortfall: Shortfall) -> bool:
    return any(ledger.lines[line]["awarded"].ore for line in needs_lines(shortfall))


def _awarded(ledger: Ledger, shortfall: Shortfall, judged: Verdict) -> Problem:
    """Report a budget that awards overspend."""
    needed, available = payable(ledger, shortfall, certain=judged.certain)
    who = _who(ledger, needs_lines(shortfall), judged)
    need = _need(needed, certain=judged.certain)
    is_stated = is_budget_stated(ledger, shortfall)
    if is_stated:
        message = Message(
            "{who} {need} of the {available} that can pay for it: {excess} too much",
            who=who,
            need=need,
            available=available,
            excess=at_most(needed - available, certain=judged.certain),
        )
    else:
        message = Message("{who} {need}, and the ledger has no budget for it", who=who, need=need)
    is_certain = judged.certain and not judged.strands_only
    return Problem(
        message,
        place(ledger, shortfall, ("awarded",)),
        help=_help(judged) if is_stated else RECORD_BUDGET,
        label=Message("with this, it {need}", need=need),
        notes=(*money_notes(ledger, shortfall, certain=judged.certain), *_held(shortfall)),
        severity=Severity.ERROR if is_certain else Severity.WARNING,
    )


def _held(shortfall: Shortfall) -> Iterator[Note]:
    """Tell how much of the awards the accounts have in them."""
    if shortfall.held:
        held = Money(shortfall.held)
        yield Note(Message("accounts of these years have {money} more of the awards", money=held))


def _need(needed: Money, *, certain: bool) -> Message:
    if certain:
        return Message("needs {money}", money=needed)
    return Message("may need {money}", money=needed)


def _who(ledger: Ledger, lines: list[Line], judged: Verdict) -> Message:
    """Name the strands that need too much, or the program where only that is controlled."""
    program = ledger.programs[lines[0].program]
    if program.control == "strand" or judged.strands_only:
        return named(lines)
    return named([line._replace(strand=UNSPLIT) for line in lines])


def _moved_away(ledger: Ledger, shortfall: Shortfall, judged: Verdict) -> Problem:
    """Report a budget below zero from which nothing is awarded, by what was moved from it."""
    lines = needs_lines(shortfall)
    own, taken = _own_and_taken(ledger, lines)
    had = own + Money(shortfall.available)
    missing = Money(shortfall.needed - max(shortfall.available, 0), taken.half + had.half)
    is_stated = is_budget_stated(ledger, shortfall)
    if is_stated:
        message = Message(
            "{taken} is taken from {lines}, which has {had}: {missing} too much",
            taken=taken,
            lines=named(lines),
            had=had,
            missing=missing,
        )
    else:
        message = Message(
            "{taken} is taken from {lines}, and the ledger has no budget for it",
            taken=taken,
            lines=named(lines),
        )
    return Problem(
        message,
        place(ledger, shortfall, ("reprioritised", "carried")),
        help=Message("move no more than there is") if is_stated else RECORD_BUDGET,
        notes=money_notes(ledger, shortfall, certain=judged.certain),
        severity=Severity.WARNING if judged.strands_only else Severity.ERROR,
    )


def _own_and_taken(ledger: Ledger, lines: list[Line]) -> tuple[Money, Money]:
    """Add up what acts and decisions give some lines, and what decisions take from them."""
    stated: list[Movement] = []
    moved: list[Money] = []
    for line in lines:
        on_line = stated_on(ledger, line)
        stated += on_line
        moved += _moved_on(ledger, line, on_line)
    total_stated = sum_money(movement.money for movement in stated)
    own = sum_money(money for money in (total_stated, *moved) if money.ore > 0)
    taken = -sum_money(money for money in moved if money.ore < 0)
    return own, taken


def _moved_on(ledger: Ledger, line: Line, stated: Sequence[Movement]) -> list[Money]:
    """The money of a line's budget that no act states."""
    budget = [move for move in ledger.movements_on(line) if move.heading in BUDGET]
    return [movement.money for movement in budget if movement not in stated]


def _help(judged: Verdict) -> Message:
    if judged.strands_only:
        return Message("the program has money enough: reprioritise between its strands")
    return Message("lower the awards, or move money there by a reprioritisation")
