"""An entry lacks a key that its kind requires.

## What it does

Reports the keys without which an entry says nothing that can be added up: a program's `name`,
`years` and amount (`total`, `split` or `yearly`), an award's `pool` or `program`, its recipients,
`date` and `amount`, and so on. Also a ledger without `[ledger]`, strands without their program in
the same file, and a reprioritisation with both ends outside the ledger.

## Why it matters

An award that is charged to nothing lowers no budget, and one without a recipient cannot be held
against what was paid to whom. What is not known can be said: `"unknown"` for an amount, the
program where the pool is not known, `recipients` by kind where they are not named.

## Example

```toml programs.toml
[ledger]
format = 1

[program.tidlig]
name  = "Tidlig hjælp"
years = "2014-2017"
total = "280 mio. kr."

[award.runde-1]
date       = 2015-02-26
amount     = "49 mio. kr."
recipients = { municipality = 31 }
```

## Use instead

```toml programs.toml
[ledger]
format = 1

[program.tidlig]
name  = "Tidlig hjælp"
years = "2014-2017"
total = "280 mio. kr."

[award.runde-1]
program    = "tidlig"
date       = 2015-02-26
amount     = "49 mio. kr."
recipients = { municipality = 31 }
```
"""

from collections.abc import Iterator

from tidlig.arithmetic.ledger import Ledger
from tidlig.checks.check import Group, Scope, check
from tidlig.model.decisions import Agreement, Appropriation, Program
from tidlig.model.findings import Problem, Severity
from tidlig.model.messages import Message

_STATING = (Agreement, Appropriation)
"""The kinds that state money for a program that has no amount itself."""


@check(Severity.ERROR, Scope.LEDGER, Group.READING)
def missing_key(ledger: Ledger) -> Iterator[Problem]:
    """Return the faults of this name that were found while files were read, and programs' own."""
    for file in ledger.contents:
        yield from file.problems("missing-key")
    if _is_all_read(ledger):
        yield from _programs_without_amount(ledger)


def _is_all_read(ledger: Ledger) -> bool:
    """Whether every agreement and act of the ledger is known: each may be of any program."""
    if not all(file.parsed for file in ledger.contents):
        return False
    kinds = [kind.kind for kind in _STATING]
    declared = {pair for file in ledger.contents for pair in file.declared if pair[0] in kinds}
    read = {(entry.kind, entry.id) for kind in _STATING for entry in ledger.of(kind)}
    return declared <= read


def _programs_without_amount(ledger: Ledger) -> Iterator[Problem]:
    stated = {agreement.program for agreement in ledger.of(Agreement)}
    stated |= {act.program for act in ledger.of(Appropriation)}
    for program in ledger.of(Program):
        amounts = (program.total, program.split, program.yearly)
        if program.id not in stated and amounts == (None, None, None):
            yield Problem(
                Message("the program's amount is missing: total, split or yearly"),
                program.at(),
                help=Message(
                    'add total = "280 mio. kr.", a split by years, or yearly; '
                    'or total = "unknown"; or an agreement or an act that names the program'
                ),
            )
