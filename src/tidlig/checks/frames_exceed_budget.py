"""The frames of pools, with what else is awarded, come to more than the budget.

## What it does

Asks of each program whether its money can pay for its awards and for what its pools may still
award. A pool needs its awards once its round has a `decided` date; until then it needs the larger
of its frame and its awards. A program that is overspent already is not reported here too.

## Why it matters

A call that is open has promised its frame to those who apply. When the frames are more than the
budget, it is found out here before the awards are given, and not when there is only the choice
between breaking the promise and breaking the budget.

## Example

```toml programs.toml
[ledger]
format = 1

[program.tidlig]
name  = "Tidlig hjælp"
years = "2014-2017"
total = "20 mio. kr."

[round.runde-1]
program = "tidlig"

[pool.foraeldre]
program = "tidlig"
round   = "runde-1"
frame   = "12 mio. kr."

[pool.dagtilbud]
program = "tidlig"
round   = "runde-1"
frame   = "9 mio. kr."
```

## Use instead

```toml programs.toml
[ledger]
format = 1

[program.tidlig]
name  = "Tidlig hjælp"
years = "2014-2017"
total = "20 mio. kr."

[round.runde-1]
program = "tidlig"

[pool.foraeldre]
program = "tidlig"
round   = "runde-1"
frame   = "12 mio. kr."

[pool.dagtilbud]
program = "tidlig"
round   = "runde-1"
frame   = "8 mio. kr."
```
"""

from collections.abc import Iterator

from tidlig.arithmetic.commitments import Commitment, pool_commitments, short_of_frames, verdict
from tidlig.arithmetic.coverage import Shortfall
from tidlig.arithmetic.ledger import Ledger
from tidlig.checks.check import check
from tidlig.checks.shortfall import (
    NO_BUDGET,
    RECORD_BUDGET,
    is_budget_stated,
    money_notes,
    named,
    needs_lines,
    payable,
)
from tidlig.model.decisions import Program
from tidlig.model.findings import Note, Problem, Severity
from tidlig.model.money import Money, kroner


@check(Severity.WARNING)
def frames_exceed_budget(ledger: Ledger) -> Iterator[Problem]:
    """Ask of each program whether it can pay for its awards and for what open calls promise."""
    for id, binding in pool_commitments(ledger).items():
        program = ledger.programs[id]
        if not _is_overspent(ledger, program):
            yield from _problems(ledger, program, binding)


def _is_overspent(ledger: Ledger, program: Program) -> bool:
    judged = verdict(ledger, program)
    return bool(judged.shortfalls) and not judged.strands_only


def _problems(ledger: Ledger, program: Program, binding: list[Commitment]) -> Iterator[Problem]:
    short, certain = short_of_frames(ledger, program, binding)
    for shortfall in short:
        lines = needs_lines(shortfall)
        near = [each for each in binding if each.line in lines] or binding
        yield _problem(ledger, shortfall, near, certain)


def _problem(
    ledger: Ledger, shortfall: Shortfall, binding: list[Commitment], certain: bool
) -> Problem:
    awarded, available = payable(ledger, shortfall, certain=certain)
    half = sum(each.money.half for each in binding) if certain else 0
    needed = Money(awarded.ore, awarded.half + half)
    come, most = ("come to", "") if certain else ("may come to", "up to ")
    others = [Note("with the frame of this pool", each.place) for each in binding[:-1]]
    told = f"frames and awards of {named(needs_lines(shortfall))} {come} {kroner(needed)}"
    is_stated = is_budget_stated(ledger, shortfall)
    too_much = f"{most}{kroner(needed - available)} too much"
    paid = f", and {kroner(available)} can pay for it: {too_much}"
    lower = "lower a frame, or record when the round is decided so that its awards count instead"
    return Problem(
        told + (paid if is_stated else NO_BUDGET),
        binding[-1].place,
        help=lower if is_stated else RECORD_BUDGET,
        notes=(*others[:3], *money_notes(ledger, shortfall, certain=certain)),
    )
