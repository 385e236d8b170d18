"""A program has no money that anything states.

## What it does

Reports a program without `total`, `split` or `yearly` that no agreement, act, reprioritisation or
carry-over names. Such a program has no budget: `tidlig balance` shows it with empty figures.

## Why it matters

A program is what money was set aside for. Where nothing says how much, an amount was forgotten, or
the agreement that has it is not in the ledger yet. What is known to be unknown can be said:
`total = "unknown"`.

## Example

```toml programs.toml
[ledger]
format = 1

[program.forebyggelse]
name  = "Forebyggelse i kommuner"
years = "2012-2015"
```

## Use instead

```toml programs.toml
[ledger]
format = 1

[program.forebyggelse]
name  = "Forebyggelse i kommuner"
years = "2012-2015"

[agreement.satspulje-2012]
program = "forebyggelse"
total   = "40 mio. kr."
```
"""

from collections.abc import Iterator

from tidlig.arithmetic.ledger import Ledger
from tidlig.checks.check import Group, Scope, check
from tidlig.model.decisions import Agreement, Appropriation, CarryOver, Program, Reprioritisation
from tidlig.model.findings import Problem, Severity
from tidlig.model.messages import Message


@check(Severity.WARNING, Scope.LEDGER, Group.ORDER)
def program_without_amount(ledger: Ledger) -> Iterator[Problem]:
    """Report each program that has no amount, and that no entry brings money to."""
    named = _named(ledger)
    for program in ledger.of(Program):
        amounts = (program.total, program.split, program.yearly)
        if program.id not in named and amounts == (None, None, None):
            yield Problem(
                Message("no amount of {program} is stated", program=program.id),
                program.at(),
                help=Message(
                    'add total = "280 {mio}", a split by years, or yearly; '
                    'or total = "unknown"; or an agreement or an act that names the program',
                    mio=Message("mio. kr."),
                ),
            )


def _named(ledger: Ledger) -> set[str | None]:
    """The programs that an agreement, an act, a reprioritisation or a carry-over names."""
    named: set[str | None] = {agreement.program for agreement in ledger.of(Agreement)}
    named |= {act.program for act in ledger.of(Appropriation)}
    named |= {carried.program for carried in ledger.of(CarryOver)}
    for moved in ledger.of(Reprioritisation):
        named |= {moved.from_.program, moved.to.program}
    return named
