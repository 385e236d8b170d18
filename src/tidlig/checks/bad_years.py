"""A year or a span of years is not one.

## What it does

A year is written `2014`, a span `"2014-2017"` or `"2014-17"`. Reports everything else: spans that
end before they begin, years before 1900 or of five digits, months and dates. An open span,
`"2014-"`, may stand only in a program's `years`, and there only without a total: a sum over years
that have no end is not a sum of anything. Money is carried over to a later year.

## Why it matters

Money is appropriated for a finance year, which is a calendar year, and an award is charged to
one. A span that holds no year would take its money out of every sum by year.

## Example

```toml programs.toml
[ledger]
format = 1

[program.tidlig]
name  = "Tidlig hjælp"
years = "2017-2014"
total = "280 mio. kr."
```

## Use instead

```toml programs.toml
[ledger]
format = 1

[program.tidlig]
name  = "Tidlig hjælp"
years = "2014-2017"
total = "280 mio. kr."
```
"""

from collections.abc import Iterator

from tidlig.checks.check import Group, Scope, check
from tidlig.model.contents import Contents
from tidlig.model.findings import Problem, Severity


@check(Severity.ERROR, Scope.FILE, Group.READING)
def bad_years(file: Contents) -> Iterator[Problem]:
    """Return the faults of this name that were found while the file was read."""
    return file.problems("bad-years")
