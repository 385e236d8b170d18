"""The dates of a round do not follow each other: announced, deadline, decided, start.

## What it does

Compares the dates of each round that are known, and reports the first that is before one it should
follow. Two may be the same day. A month is before another date only if all of it is.

## Why it matters

The dates say what a pool binds: until its round is decided the whole frame, from then on its
awards. A year typed wrong sets money free that applicants still count on, or holds money back that
could be awarded.

## Example

```toml programs.toml
[ledger]
format = 1

[program.tidlig]
name  = "Tidlig hjælp"
years = "2014-2017"
total = "280 mio. kr."

[round.runde-2]
program   = "tidlig"
announced = 2015-02-26
deadline  = 2014-09-01
start     = "2016-01"
```

## Use instead

```toml programs.toml
[ledger]
format = 1

[program.tidlig]
name  = "Tidlig hjælp"
years = "2014-2017"
total = "280 mio. kr."

[round.runde-2]
program   = "tidlig"
announced = 2015-02-26
deadline  = 2015-09-01
start     = "2016-01"
```
"""

from collections.abc import Iterator
from itertools import combinations
from typing import NamedTuple

from tidlig.checks.check import Group, Scope, check
from tidlig.model.contents import Contents
from tidlig.model.entry import When
from tidlig.model.findings import Note, Problem, Severity
from tidlig.model.grants import Round
from tidlig.model.messages import Message
from tidlig.model.years import surely_before

_IN_ORDER = ("announced", "deadline", "decided", "start")


class _Date(NamedTuple):
    """A date of a round, with the key that says what it is and the keys that lead to it."""

    key: str
    keys: tuple[str, ...]
    date: When


@check(Severity.WARNING, Scope.FILE, Group.ORDER)
def round_out_of_order(file: Contents) -> Iterator[Problem]:
    """Compare the dates of each round that are known; a month is before a day only if it ended."""
    for entry in file.entries:
        if isinstance(entry, Round):
            yield from _problems(entry)


def _problems(round: Round) -> Iterator[Problem]:
    """Report the first two dates of a round that are out of order."""
    for earlier, later in combinations(_dates(round), 2):
        if earlier.key != later.key and surely_before(later.date, earlier.date):
            yield _problem(round, earlier, later)
            return


def _problem(round: Round, earlier: _Date, later: _Date) -> Problem:
    message = Message(
        '{later} of round "{round}", {later_date}, is before {earlier}, {earlier_date}',
        later=later.key,
        round=round.id,
        later_date=later.date,
        earlier=earlier.key,
        earlier_date=earlier.date,
    )
    text = Message("{earlier} is here", earlier=earlier.key)
    return Problem(
        message,
        round.at(*later.keys),
        help=Message("mend one of the dates"),
        notes=(Note(text, round.at(*earlier.keys)),),
    )


def _dates(round: Round) -> Iterator[_Date]:
    """The dates of a round in the order that they should have; one key may have several."""
    for key in _IN_ORDER:
        value = getattr(round, key)
        if isinstance(value, tuple) and value and hasattr(value[0], "kind"):
            for row in value:
                yield _Date(key, (key, row.kind), row.date)
        elif value is not None:
            yield _Date(key, (key,), value)
