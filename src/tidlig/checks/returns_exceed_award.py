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
from typing import TYPE_CHECKING

from tidlig.checks.check import Scope, check
from tidlig.checks.compare import are_over, over
from tidlig.checks.settling import near_limit
from tidlig.index.tables import Rows
from tidlig.model.findings import Note, Problem, Severity
from tidlig.model.messages import Message
from tidlig.model.money import Money

if TYPE_CHECKING:
    from tidlig.arithmetic.pools import Settlement

_HELP = Message("mend the return or the award; no more can come back than was given")


@check(Severity.ERROR, Scope.ROWS)
def returns_exceed_award(rows: Rows) -> Iterator[Problem]:
    """Compare what is returned of each award with the award."""
    for settled in near_limit(rows):
        awarded = settled.awarded
        if awarded is None or not settled.returns:
            continue
        severity = over(settled.returned, awarded)
        if severity is not None:
            yield _problem(settled, awarded, severity)


def _problem(settled: "Settlement", awarded: Money, severity: Severity) -> Problem:
    message = Message(
        'returns of award "{award}" {are_over} the award: {returned} of {awarded}',
        award=settled.award.id,
        are_over=are_over(settled.returned, awarded, severity),
        returned=settled.returned,
        awarded=awarded,
    )
    text = Message("the award is {awarded}", awarded=awarded)
    return Problem(
        message,
        settled.last_return.at("amount"),
        help=_HELP,
        label=Message("this return brings them to {returned}", returned=settled.returned),
        notes=(Note(text, settled.award.at("amount")),),
        severity=severity,
    )
