"""An entry has a key that its kind does not know.

## What it does

Reports keys that the kind of entry does not have, with the nearest that it has, and keys that
cannot stand together: `program`, `strand` or `round` beside `pool`, for the pool has its own;
`recipients` beside `recipient`; `total` or `split` beside `yearly`; `years` beside an amount that
is a table by years; `outside` beside `program` in one end of a reprioritisation.

## Why it matters

A key that is passed over changes what the sums say. With `year` for `years`, this award would be
charged to 2014, the year of its date, and not to the years that it was given for.

## Example

```toml programs.toml
[ledger]
format = 1

[program.tidlig]
name  = "Tidlig hjælp"
years = "2014-2017"
total = "280 mio. kr."

[award.runde-1]
program    = "tidlig"
date       = 2014-12-01
year       = "2015-2016"
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
date       = 2014-12-01
years      = "2015-2016"
amount     = "49 mio. kr."
recipients = { municipality = 31 }
```
"""

from collections.abc import Iterator

from tidlig.checks.check import Group, Scope, check
from tidlig.model.contents import Contents
from tidlig.model.findings import Problem, Severity


@check(Severity.ERROR, Scope.FILE, Group.READING)
def unknown_key(file: Contents) -> Iterator[Problem]:
    """Return the faults of this name that were found while the file was read."""
    return file.problems("unknown-key")
