"""Two acts of one date state figures for the same year of a program.

## What it does

Compares the years that the appropriations of one program and one date name. An act in several
appropriations is in order as long as each year stands in one of them.

## Why it matters

The later of two acts is the one in force, and its figure the ceiling for the year's awards
(Budgetvejledningen 2.2.11). Of two acts of one date neither is the later, and the ceiling would
depend on what they happen to be called.

## Example

```toml programs.toml
[ledger]
format = 1

[program.tidlig]
name  = "Tidlig hjælp"
years = "2014-2015"
split = { 2014 = "70 mio. kr.", 2015 = "70 mio. kr." }

[appropriation.fl2015]
program = "tidlig"
act     = "FL2015"
date    = 2015-01-01
split   = { 2015 = "70 mio. kr." }

[appropriation.tb2015]
program = "tidlig"
act     = "TB2015"
date    = 2015-01-01
split   = { 2015 = "70 mio. kr." }
```

## Use instead

```toml programs.toml
[ledger]
format = 1

[program.tidlig]
name  = "Tidlig hjælp"
years = "2014-2015"
split = { 2014 = "70 mio. kr.", 2015 = "70 mio. kr." }

[appropriation.fl2015]
program = "tidlig"
act     = "FL2015"
date    = 2015-01-01
split   = { 2015 = "70 mio. kr." }

[appropriation.tb2015]
program = "tidlig"
act     = "TB2015"
date    = 2015-12-15
split   = { 2015 = "70 mio. kr." }
```
"""

import datetime as dt
from collections.abc import Iterator

from tidlig.arithmetic.ledger import Ledger
from tidlig.checks.check import Group, Scope, check
from tidlig.model.decisions import Appropriation
from tidlig.model.findings import Note, Problem, Severity
from tidlig.model.messages import Message


@check(Severity.ERROR, Scope.LEDGER, Group.READING)
def conflicting_acts(ledger: Ledger) -> Iterator[Problem]:
    """Compare the years that acts of one program and date name: none may come before the other."""
    acts_by_date: dict[tuple[str, dt.date], list[Appropriation]] = {}
    for act in sorted(ledger.of(Appropriation), key=lambda act: act.id):
        others = acts_by_date.setdefault((act.program, act.date), [])
        conflict = next((other for other in others if _years(act) & _years(other)), None)
        if conflict is not None:
            yield _problem(act, conflict)
        others.append(act)


def _problem(act: Appropriation, other: Appropriation) -> Problem:
    year = min(_years(act) & _years(other))
    message = Message(
        "{act} and {other} of {date} both state {year} for {program}",
        act=act.act,
        other=other.act,
        date=act.date,
        year=year,
        program=act.program,
    )
    text = Message("{act} states it here", act=other.act)
    return Problem(
        message,
        act.at("split", str(year)),
        help=Message("give the later one its own date, or keep one of the figures"),
        notes=(Note(text, other.at("split", str(year))),),
    )


def _years(act: Appropriation) -> set[int]:
    return {year for year, _ in act.split}
