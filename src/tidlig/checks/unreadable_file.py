"""A file or folder of the ledger cannot be read.

## What it does

Every file below the ledger's folder whose name ends in `.toml` is part of the ledger. Reports those
that cannot be read: for want of permission, because a link leads nowhere or out of the ledger, or
because they are no plain files. Also folders that cannot be looked into, links to folders (and
junctions of Windows), links to nothing, names that differ from `*.toml` by capitals only, such as
`R1.TOML`, files that a sparse checkout leaves out though git has them here, and submodules. Files
and folders whose names begin with a point are left aside, and so are links to files of other
endings.

## Why it matters

What is passed over in silence is money that no sum counts. And figures behind a link that leads
out of the ledger have no history in it: they can change without anyone having changed the ledger.

## Example

The folder is named like a file.

```toml programs.toml
[ledger]
format = 1
```

```toml allocations/runde-1.toml/puljer.toml
[program.tidlig]
name  = "Tidlig hjælp"
years = "2014-2017"
total = "280 mio. kr."
```

## Use instead

```toml programs.toml
[ledger]
format = 1
```

```toml allocations/runde-1/puljer.toml
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
def unreadable_file(file: Contents) -> Iterator[Problem]:
    """Return the faults of this name that were found while the file was read."""
    return file.problems("unreadable-file")
