"""The frames of pools, with what else is awarded, come to more than the budget.

## What it does

Asks of each program whether its money can pay for its awards and for what its pools may still
award. A pool needs its awards once its round has a `decided` date; until then it needs the larger
of its frame and its awards. Unspent money carries over as in `budget-overspent`. A program that is
overspent already is not reported here too.

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
from tidlig.checks.compare import at_most
from tidlig.checks.shortfall import (
    RECORD_BUDGET,
    is_budget_stated,
    money_notes,
    named,
    needs_lines,
    payable,
)
from tidlig.model.decisions import Program
from tidlig.model.findings import Note, Problem, Severity
from tidlig.model.messages import Message
from tidlig.model.money import Money

MOST_NOTES = 3
"""So many other pools are pointed at."""

_LOWER_FRAME = Message(
    "lower a frame, or record when the round is decided so that its awards count instead"
)


@check(Severity.WARNING)
def frames_exceed_budget(ledger: Ledger) -> Iterator[Problem]:
    """Compare each program's money with its awards and what the frames of open calls promise."""
    for id, frames in pool_commitments(ledger).items():
        program = ledger.programs[id]
        if not _is_overspent(ledger, program):
            yield from _problems(ledger, program, frames)


def _is_overspent(ledger: Ledger, program: Program) -> bool:
    judged = verdict(ledger, program)
    return bool(judged.shortfalls) and not judged.strands_only


def _problems(ledger: Ledger, program: Program, frames: list[Commitment]) -> Iterator[Problem]:
    shortfalls, certain = short_of_frames(ledger, program, frames)
    for shortfall in shortfalls:
        lines = needs_lines(shortfall)
        on_lines = [frame for frame in frames if frame.line in lines]
        yield _problem(ledger, shortfall, on_lines or frames, certain)


def _problem(
    ledger: Ledger, shortfall: Shortfall, frames: list[Commitment], certain: bool
) -> Problem:
    awarded, available = payable(ledger, shortfall, certain=certain)
    half = sum(frame.money.half for frame in frames) if certain else 0
    needed = Money(awarded.ore, awarded.half + half)
    lines = named(needs_lines(shortfall))
    come_to = _come_to(needed, certain=certain)
    is_stated = is_budget_stated(ledger, shortfall)
    if is_stated:
        message = Message(
            "frames and awards of {lines} {come_to}, and {available} can pay for it: "
            "{excess} too much",
            lines=lines,
            come_to=come_to,
            available=available,
            excess=at_most(needed - available, certain=certain),
        )
    else:
        message = Message(
            "frames and awards of {lines} {come_to}, and the ledger has no budget for it",
            lines=lines,
            come_to=come_to,
        )
    *others, last = frames
    pools = [Note(Message("with the frame of this pool"), frame.place) for frame in others]
    return Problem(
        message,
        last.place,
        help=_LOWER_FRAME if is_stated else RECORD_BUDGET,
        notes=(*pools[:MOST_NOTES], *money_notes(ledger, shortfall, certain=certain)),
    )


def _come_to(money: Money, *, certain: bool) -> Message:
    if certain:
        return Message("come to {money}", money=money)
    return Message("may come to {money}", money=money)
