"""An award is dated before its round was decided.

## What it does

Compares the date of each award with the `decided` date of its round, or of its pool's round. A
decision of which only the month is known is after an award only if the award is of an earlier one.

## Why it matters

On a commitment basis an award is charged to the year it is given (Budgetvejledningen 2.2.11). A
date that is wrong by a few weeks around New Year moves the whole of it to another appropriation;
and if both dates are right, money was promised before anyone had decided to.

## Example

```toml programs.toml
[ledger]
format = 1

[program.tidlig]
name  = "Tidlig hjælp"
years = "2014-2017"
total = "280 mio. kr."

[round.runde-1]
program = "tidlig"
decided = 2015-02-26

[award.tidlig-2015-0012]
program    = "tidlig"
round      = "runde-1"
date       = 2014-12-01
amount     = "1,2 mio. kr."
recipients = { municipality = 1 }
```

## Use instead

```toml programs.toml
[ledger]
format = 1

[program.tidlig]
name  = "Tidlig hjælp"
years = "2014-2017"
total = "280 mio. kr."

[round.runde-1]
program = "tidlig"
decided = 2015-02-26

[award.tidlig-2015-0012]
program    = "tidlig"
round      = "runde-1"
date       = 2015-02-26
amount     = "1,2 mio. kr."
recipients = { municipality = 1 }
```
"""

from collections.abc import Iterator

from tidlig.arithmetic.ledger import Ledger
from tidlig.checks.check import Group, Scope, check
from tidlig.model.findings import Note, Problem, Severity
from tidlig.model.grants import Award, Round
from tidlig.model.messages import Message
from tidlig.model.years import surely_before


@check(Severity.WARNING, Scope.ENTRIES, Group.ORDER)
def award_before_decision(ledger: Ledger) -> Iterator[Problem]:
    """Compare the date of each award with the decision of its round, or of its pool's round."""
    for award in ledger.awards.values():
        round = _round(ledger, award)
        if round is None or round.decided is None or not surely_before(award.date, round.decided):
            continue
        message = Message(
            'award "{award}" is dated {date}, before round "{round}" was decided, {decided}',
            award=award.id,
            date=award.date,
            round=round.id,
            decided=round.decided,
        )
        yield Problem(
            message,
            award.at("date"),
            help=Message("mend the date of the award or of the decision"),
            notes=(Note(Message("the round was decided here"), round.at("decided")),),
        )


def _round(ledger: Ledger, award: Award) -> Round | None:
    of_pool = ledger.pools[award.pool].round if award.pool is not None else None
    return ledger.rounds.get(award.round or of_pool or "")
