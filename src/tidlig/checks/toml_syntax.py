"""The file is not TOML 1.0.

## What it does

Reports the first place at which a file cannot be taken apart as TOML 1.0: text without quotation
marks, a heading that stands twice, a bracket that is not closed, the marks that a merge left. Also
a file that is not UTF-8, that has more than 8 MiB, or that nests brackets more than 64 deep.

Nothing is known of what such a file holds. What other files refer to may stand in it, so their
references are not at fault; how many there are is said once.

## Why it matters

The file may hold awards, or the budget that pays for them. A sum without it looks like any other
sum, and is wrong. No figure is shown until every file can be read.

## Example

```toml programs.toml
[ledger]
format = 1

[program.tidlig]
name  = "Tidlig hjælp"
years = "2014-2017"
total = 280 mio. kr.
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
def toml_syntax(file: Contents) -> Iterator[Problem]:
    """Return the faults of this name that were found while the file was read."""
    return file.problems("toml-syntax")
