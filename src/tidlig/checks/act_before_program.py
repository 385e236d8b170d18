"""An act is dated before its program.

## What it does

Compares the date of each appropriation with that of its program, where the program has one. The
first act stands in the program itself, and later acts are appropriations.

## Why it matters

An act states a program's figures anew, in place of what was there. What is dated before the first
act has nothing to restate: its figures would be added to those of the program, and the money
counted twice.

## Example

```toml programs.toml
[ledger]
format = 1

[program.tidlig]
name  = "Tidlig hjælp"
years = "2014-2015"
split = { 2014 = "70 mio. kr.", 2015 = "70 mio. kr." }
act   = "FL2014"
date  = 2014-01-01

[appropriation.fl2015]
program = "tidlig"
act     = "FL2015"
date    = 2013-01-01
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
act   = "FL2014"
date  = 2014-01-01

[appropriation.fl2015]
program = "tidlig"
act     = "FL2015"
date    = 2015-01-01
split   = { 2015 = "70 mio. kr." }
```
"""

from collections.abc import Iterator

from tidlig.arithmetic.ledger import Ledger
from tidlig.checks.check import Group, Scope, check
from tidlig.model.decisions import Appropriation
from tidlig.model.findings import Note, Problem, Severity
from tidlig.model.messages import Message


@check(Severity.ERROR, Scope.LEDGER, Group.READING)
def act_before_program(ledger: Ledger) -> Iterator[Problem]:
    """Compare the date of each later act with that of the program's first act."""
    for act in ledger.of(Appropriation):
        program = ledger.programs.get(act.program)
        if program is None or program.date is None or act.date >= program.date:
            continue
        message = Message(
            "{act} takes effect {date}, before its program does, {program_date}",
            act=act.act,
            date=act.date,
            program_date=program.date,
        )
        yield Problem(
            message,
            act.at("date"),
            help=Message("the first act stands in the program; mend the date of one of them"),
            notes=(Note(Message("the program takes effect here"), program.at("date")),),
        )
