"""An amount can be read in more than one way, or in none.

## What it does

An amount is a whole number of kroner (`1_250_000`), or text as Danish sources write it: points
between thousands, a decimal comma, a space, and `kr.`, `t.kr.`, `mio. kr.` or `mia. kr.`; `"ca. "`
before it where it is rounded; or `"unknown"`. Everything else is reported with what to write
instead: a number with a point, a text without a unit, more decimals than there are øre. In a ledger
with another `currency`, its code is the unit (`mio. EUR`), and kroner are reported.

## Why it matters

TOML reads 1.250 as one and a quarter; in Danish it is one thousand two hundred and fifty. Whoever
guesses is wrong by a factor of a thousand, in one figure among many, where no sum shows it.

## Example

```toml programs.toml
[ledger]
format = 1

[program.tidlig]
name  = "Tidlig hjælp"
years = "2014-2017"
total = 280.000
```

## Use instead

```toml programs.toml
[ledger]
format = 1

[program.tidlig]
name  = "Tidlig hjælp"
years = "2014-2017"
total = "280.000 t.kr."
```
"""

from collections.abc import Iterator

from tidlig.checks.check import Group, Scope, check
from tidlig.model.contents import Contents
from tidlig.model.findings import Problem, Severity


@check(Severity.ERROR, Scope.FILE, Group.READING)
def ambiguous_amount(file: Contents) -> Iterator[Problem]:
    """Return the faults of this name that were found while the file was read."""
    return file.problems("ambiguous-amount")
