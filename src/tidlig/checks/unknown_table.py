"""A table has a name that no kind of entry has.

## What it does

Reports tables of no kind of entry.

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
from textwrap import fill

from tidlig.checks.check import Group, Scope, check
from tidlig.model.contents import Contents
from tidlig.model.findings import Problem, Severity
from tidlig.model.kinds import KINDS

_NAMES = [f"`{kind}`" for kind in KINDS]
_WHAT_IT_DOES = (
    f"Reports tables that are not {', '.join(_NAMES[:-1])} or {_NAMES[-1]}, "
    "and `ledger` anywhere but in `programs.toml`."
)
_FILLED = fill(_WHAT_IT_DOES, 100, break_on_hyphens=False)
__doc__ = (__doc__ or "").replace("Reports tables of no kind of entry.", _FILLED)


@check(Severity.ERROR, Scope.FILE, Group.READING)
def unknown_table(file: Contents) -> Iterator[Problem]:
    """Return the faults of this name that were found while the file was read."""
    return file.problems("unknown-table")
