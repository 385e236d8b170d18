"""An entry lacks a key that its kind requires.

## What it does

Reports the keys without which an entry says nothing that can be added up: a program's `name`
and `years`, an agreement's amount (`total`, `split` or `yearly`), an award's `pool` or `program`,
its recipients, `date` and `amount`, and so on. Also a ledger without `[ledger]`, strands without
their program in the same file, and a reprioritisation with both ends outside the ledger.

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
from tidlig.model.findings import Problem, Severity


@check(Severity.ERROR, Scope.LEDGER, Group.READING)
def missing_key(ledger: Ledger) -> Iterator[Problem]:
    """Return the faults of this name that were found while files were read."""
    for file in ledger.contents:
        yield from file.problems("missing-key")
