"""A payment is dated before its award.

## What it does

Compares the date of each payment with the date of the award that it is paid on.

## Why it matters

Money may leave only on a decision. A payment that comes first is a wrong date, an award that was
written down late, or money that nobody had approved: the last is how at least 120 mio. kr. left
Danish grant pools from 1993 to 2018.

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
date   = 2015-01-30
amount = 600_000
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
date   = 2015-02-26
amount = 600_000
```
"""

from collections.abc import Iterator

from tidlig.checks.check import Group, Scope, check
from tidlig.index.tables import Rows
from tidlig.model.findings import Note, Problem, Severity
from tidlig.model.messages import Message

_TOO_EARLY = """
SELECT payment.at, award.at FROM on_award AS payment JOIN award ON award.at = payment.award
WHERE payment.kind = 0 AND payment.date < award.date
"""


@check(Severity.WARNING, Scope.ROWS, Group.ORDER)
def payment_before_award(rows: Rows) -> Iterator[Problem]:
    """Compare the date of each payment with that of its award."""
    for payment, award in rows.ask_and_open(_TOO_EARLY):
        message = Message(
            'payment "{payment}" is dated {date}, before award "{award}", {award_date}',
            payment=payment.id,
            date=payment.date,
            award=award.id,
            award_date=award.date,
        )
        yield Problem(
            message,
            payment.at("date"),
            help=Message("mend one of the dates, or find out who paid before there was an award"),
            notes=(Note(Message("the award is given here"), award.at("date")),),
        )
