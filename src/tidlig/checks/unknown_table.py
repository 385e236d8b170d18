"""A table has a name that no kind of entry has.

## What it does

Reports tables that are not `program`, `appropriation`, `reprioritisation`, `carry-over`, `round`,
`pool`, `award`, `payment`, `return`, `outturn`, `recipient`, `source`, `statement` or `register`,
and `ledger` anywhere but in `programs.toml`.

## Why it matters

The money in a table that nobody reads is in no sum. A misspelt heading must not make an award
disappear: on a commitment basis all of it is charged to its year (Budgetvejledningen 2.2.11).

## Example

```toml programs.toml
[ledger]
format = 1

[program.tidlig]
name  = "Tidlig hjælp"
years = "2014-2017"
total = "280 mio. kr."

[awards.runde-1]
program    = "tidlig"
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

from tidlig.checks.check import Group, Scope, check
from tidlig.model.contents import Contents
from tidlig.model.findings import Problem, Severity


@check(Severity.ERROR, Scope.FILE, Group.READING)
def unknown_table(file: Contents) -> Iterator[Problem]:
    """Return the faults of this name that were found while the file was read."""
    return file.problems("unknown-table")
