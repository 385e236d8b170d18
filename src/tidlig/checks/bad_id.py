"""An id has characters that ids do not have.

## What it does

An id has small letters a-z, digits, `-` and `_`, begins with a letter or a digit, and has at most
200 characters. Names with spaces, capitals and æ, ø, å belong in `name`.

## Why it matters

The id is what payments, statements and other files call an entry by, for as long as the money can
be asked about. `Ærø-1`, `ærø-1` and `aeroe-1` would be three awards to the ledger and one to its
readers, and an award that stands there twice is counted twice.

## Example

```toml programs.toml
[ledger]
format = 1

[recipient."Ærø Kommune"]
name = "Ærø Kommune"
kind = "municipality"
```

## Use instead

```toml programs.toml
[ledger]
format = 1

[recipient.aeroe]
name = "Ærø Kommune"
kind = "municipality"
```
"""

from collections.abc import Iterator

from tidlig.checks.check import Group, Scope, check
from tidlig.model.contents import Contents
from tidlig.model.findings import Problem, Severity


@check(Severity.ERROR, Scope.FILE, Group.READING)
def bad_id(file: Contents) -> Iterator[Problem]:
    """Return the faults of this name that were found while the file was read."""
    return file.problems("bad-id")
