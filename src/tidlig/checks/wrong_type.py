"""A value is of another type than its key takes.

## What it does

Reports text where a date belongs, a list where one value does, `[[award]]` where each entry has a
heading of its own, a table by years that names no year, and words that a key does not know, as
another kind of recipient or measure. Nothing is turned into what it might have meant.

## Why it matters

The date of an award decides which year's appropriation pays for it. Written as text, 02-03-2015
is a day in March to one reader and in February to another.

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
date       = "02-03-2015"
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
date       = 2015-03-02
amount     = "49 mio. kr."
recipients = { municipality = 31 }
```
"""

from collections.abc import Iterator

from tidlig.checks.check import Group, Scope, check
from tidlig.model.contents import Contents
from tidlig.model.findings import Problem, Severity


@check(Severity.ERROR, Scope.FILE, Group.READING)
def wrong_type(file: Contents) -> Iterator[Problem]:
    """Return the faults of this name that were found while the file was read."""
    return file.problems("wrong-type")
