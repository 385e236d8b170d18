"""More of an award is returned than was awarded.

## What it does

Adds up the returns of each award, annulments and refunds alike, and compares them with the award.

## Why it matters

A cancelled award is a negative expense on the account, and its money can be awarded again in the
year it happens (Budgetvejledningen 2.2.11). No more can come back than was given: a return that is
too large makes a budget out of nothing.

## Example

```toml programs.toml
[ledger]
format = 1

[program.tidlig]
name  = "Tidlig hjælp"
years = "2014-2017"
total = "280 mio. kr."

[award.tidlig-2015-0012]
program    = "tidlig"
date       = 2015-02-26
amount     = "1,2 mio. kr."
recipients = { municipality = 1 }

[return.tidlig-2015-0012-bortfald]
award  = "tidlig-2015-0012"
date   = 2016-05-01
amount = "2,1 mio. kr."
kind   = "annulment"
```

## Use instead

```toml programs.toml
[ledger]
format = 1

[program.tidlig]
name  = "Tidlig hjælp"
years = "2014-2017"
total = "280 mio. kr."

[award.tidlig-2015-0012]
program    = "tidlig"
date       = 2015-02-26
amount     = "1,2 mio. kr."
recipients = { municipality = 1 }

[return.tidlig-2015-0012-bortfald]
award  = "tidlig-2015-0012"
date   = 2016-05-01
amount = "1,2 mio. kr."
kind   = "annulment"
```
"""

from collections.abc import Iterator

from tidlig.arithmetic.ledger import Ledger
from tidlig.arithmetic.pools import settlements
from tidlig.checks.check import Scope, check
from tidlig.checks.compare import by_how_much, over
from tidlig.model.findings import Note, Problem, Severity
from tidlig.model.money import kroner


@check(Severity.ERROR, Scope.ENTRIES)
def returns_exceed_award(ledger: Ledger) -> Iterator[Problem]:
    """Compare what is returned of each award with the award."""
    for settled in settlements(ledger):
        awarded, returned = settled.awarded, settled.returned
        severity = over(returned, awarded) if awarded is not None and settled.returns else None
        if awarded is not None and severity is not None:
            are = "are" if severity is Severity.ERROR else "may be"
            yield Problem(
                f'returns of award "{settled.award.id}" {are} '
                f"{by_how_much(returned, awarded, severity)} over the award: "
                f"{kroner(returned)} of {kroner(awarded)}",
                settled.last_return.at("amount"),
                help="mend the return or the award; no more can come back than was given",
                label=f"this return brings them to {kroner(returned)}",
                notes=(Note(f"the award is {kroner(awarded)}", settled.award.at("amount")),),
                severity=severity,
            )
