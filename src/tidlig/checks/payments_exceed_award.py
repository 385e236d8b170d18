"""More is paid on an award than was awarded and not returned.

## What it does

Adds up the payments on each award, less what was refunded, and compares them with the award less
its returns.

## Why it matters

From 1993 to 2018 at least 120 mio. kr. were stolen from Danish grant pools, because nothing
compared payments with approved amounts. Most overpayments are mistakes: in a Finnish register of
19.940 grants there are 59. They happen, so they can be written down; and they are reported.

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

[payment.tidlig-2015-0012-1]
award  = "tidlig-2015-0012"
date   = 2015-03-01
amount = 600_000

[payment.tidlig-2015-0012-2]
award  = "tidlig-2015-0012"
date   = 2016-03-01
amount = 650_000
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

[payment.tidlig-2015-0012-1]
award  = "tidlig-2015-0012"
date   = 2015-03-01
amount = 600_000

[payment.tidlig-2015-0012-2]
award  = "tidlig-2015-0012"
date   = 2016-03-01
amount = 600_000
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
from tidlig.model.money import ZERO, Money

if TYPE_CHECKING:
    from tidlig.arithmetic.pools import Settlement

_HELP = Message(
    "find out why more was paid than approved; write what came back as a negative payment"
)


@check(Severity.ERROR, Scope.ROWS)
def payments_exceed_award(rows: Rows) -> Iterator[Problem]:
    """Compare what is paid on each award with the award less what was returned of it.

    Where more was returned than awarded, that is the fault, and returns-exceed-award reports it.
    """
    for settled in near_limit(rows):
        awarded = settled.awarded
        if awarded is None or not settled.payments:
            continue
        severity = over(settled.paid, awarded - settled.returned)
        if severity is not None and not over(settled.returned, awarded):
            yield _problem(settled, awarded, severity)


def _problem(settled: "Settlement", awarded: Money, severity: Severity) -> Problem:
    limit = awarded - settled.returned
    message = Message(
        'payments on award "{award}" {are_over} what it allows: {paid} of {limit}',
        award=settled.award.id,
        are_over=are_over(settled.paid, limit, severity),
        paid=settled.paid,
        limit=limit,
    )
    notes = [Note(Message("the award is {awarded}", awarded=awarded), settled.award.at("amount"))]
    if settled.returned != ZERO:
        text = Message("{returned} of it is returned", returned=settled.returned)
        notes.append(Note(text, settled.last_return.at("amount")))
    return Problem(
        message,
        settled.last_payment.at("amount"),
        help=_HELP,
        label=Message("this payment brings them to {paid}", paid=settled.paid),
        notes=tuple(notes),
        severity=severity,
    )
