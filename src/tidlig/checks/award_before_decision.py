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

import datetime as dt
from collections.abc import Iterator

from tidlig.arithmetic.charging import StatedPlace
from tidlig.arithmetic.ledger import Ledger
from tidlig.checks.check import Group, Scope, check
from tidlig.index.tables import Rows
from tidlig.model.entry import When
from tidlig.model.findings import Note, Problem, Severity
from tidlig.model.grants import Award, Round
from tidlig.model.messages import Message

_DATED_BEFORE = "SELECT at FROM award WHERE place = ? AND date < ?"


@check(Severity.WARNING, Scope.ROWS, Group.ORDER)
def award_before_decision(rows: Rows) -> Iterator[Problem]:
    """Compare the date of each award with the decision of its round, or of its pool's round."""
    for number, place in enumerate(rows.places):
        round = _round(rows.ledger, place)
        if round is None or round.decided is None:
            continue
        decided = _first_day(round.decided).toordinal()
        for (award,) in rows.ask_and_open(_DATED_BEFORE, number, decided):
            yield _problem(award, round, round.decided)


def _round(ledger: Ledger, place: StatedPlace) -> Round | None:
    pool, _, _, own = place
    of_pool = ledger.pools[pool].round if pool is not None else None
    return ledger.rounds.get(own or of_pool or "")


def _first_day(decided: When) -> dt.date:
    """The day, or the first that a month may stand for: what is before it surely came before."""
    return decided if isinstance(decided, dt.date) else dt.date(decided.year, decided.month, 1)


def _problem(award: Award, round: Round, decided: When) -> Problem:
    message = Message(
        'award "{award}" is dated {date}, before round "{round}" was decided, {decided}',
        award=award.id,
        date=award.date,
        round=round.id,
        decided=decided,
    )
    return Problem(
        message,
        award.at("date"),
        help=Message("mend the date of the award or of the decision"),
        notes=(Note(Message("the round was decided here"), round.at("decided")),),
    )
