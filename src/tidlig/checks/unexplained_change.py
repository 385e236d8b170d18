"""An act changes a program's figures by more than the entries before it explain.

## What it does

A later act states figures, not changes: for the years that it names they replace the budget so
far, carry-overs left out. What the act changes beyond the reprioritisations recorded until then is
added up over its years, and reported unless it is nothing. Where a program has no stated end, what
an act gives to years that no act has named before is new money, and no change.

## Why it matters

From FL2014 to FL2015 the years 2015-2018 of Forebyggelsespakken went from 210,0 to 150,4 mio. kr.
The sources explain 30,0 of that. The other 29,6 were cut or moved by a decision that the overview
did not have. The ledger shows them, and does not invent a reason.

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
date    = 2015-01-01
split   = { 2015 = "52,2 mio. kr." }
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

[reprioritisation.satspulje-2015]
date       = 2015-01-01
amount     = "17,8 mio. kr."
from       = { program = "tidlig" }
to         = { outside = "behandling af børn og unge" }
instrument = "satspuljeaftalen for 2015"

[appropriation.fl2015]
program = "tidlig"
act     = "FL2015"
date    = 2015-01-01
split   = { 2015 = "52,2 mio. kr." }
```
"""

from collections.abc import Iterator

from tidlig.arithmetic.ledger import Ledger
from tidlig.arithmetic.movements import sum_money
from tidlig.arithmetic.restatement import Restatement, years_named
from tidlig.checks.check import check
from tidlig.model.decisions import Appropriation, Program
from tidlig.model.findings import Note, Problem, Severity
from tidlig.model.messages import Message
from tidlig.model.money import Money, kroner
from tidlig.model.years import Years


@check(Severity.WARNING)
def unexplained_change(ledger: Ledger) -> Iterator[Problem]:
    """Report each act whose restatements of a program do not add up to 0."""
    for id, restatements in ledger.restatements.items():
        before: Program | Appropriation = ledger.programs[id]
        for restatement in restatements:
            change = _change(restatement)
            if change.ore:
                yield _problem(restatement.act, before, change)
            before = restatement.act


def _change(restatement: Restatement) -> Money:
    movements = restatement.movements
    return sum_money(movement.money for movement in movements if movement.heading == "restated")


def _problem(act: Appropriation, before: Program | Appropriation, change: Money) -> Problem:
    years = years_named(act)
    message = Message(
        "{act} changes {program} by {change} over {years} that no entry explains",
        act=act.act,
        program=act.program,
        change=kroner(change, plus=True),
        years=Years(min(years), max(years)),
    )
    restated = (
        Message("{act} is restated", act=before.act)
        if before.act
        else Message("the program is restated")
    )
    return Problem(
        message,
        act.at("split"),
        help=Message("record the reprioritisation that explains it, or accept it with the reason"),
        notes=(Note(restated, before.at()),),
    )
