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

from tidlig.checks.check import Group, Scope, check
from tidlig.model.contents import Contents
from tidlig.model.entry import When
from tidlig.model.findings import Note, Problem, Severity
from tidlig.model.grants import Round
from tidlig.model.years import surely_before

_IN_ORDER = ("announced", "deadline", "decided", "start")


@check(Severity.WARNING, Scope.FILE, Group.ORDER)
def round_out_of_order(file: Contents) -> Iterator[Problem]:
    """Compare the dates of each round that are known; a month is before a day only if it ended."""
    for round in file.entries:
        if isinstance(round, Round):
            yield from _problems(round)


def _problems(round: Round) -> Iterator[Problem]:
    for earlier, later in combinations(_dates(round), 2):
        if earlier[0][0] != later[0][0] and surely_before(later[1], earlier[1]):
            yield Problem(
                f'{later[0][0]} of round "{round.id}", {later[1]}, is before '
                f"{earlier[0][0]}, {earlier[1]}",
                round.at(*later[0]),
                help="mend one of the dates",
                notes=(Note(f"{earlier[0][0]} is here", round.at(*earlier[0])),),
            )
            return


def _dates(round: Round) -> Iterator[tuple[tuple[str, ...], When]]:
    """Give the dates of a round with their keys, in the order that they should have."""
    for key in _IN_ORDER:
        written = getattr(round, key)
        if isinstance(written, tuple) and written and hasattr(written[0], "kind"):
            yield from (((key, row.kind), row.date) for row in written)
        elif written is not None:
            yield (key,), written
