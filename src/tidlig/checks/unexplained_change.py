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
from tidlig.model.money import kroner
from tidlig.model.years import Years


@check(Severity.WARNING)
def unexplained_change(ledger: Ledger) -> Iterator[Problem]:
    """Give each act whose restatements of a program do not add up to 0."""
    for id, restatements in ledger.restatements.items():
        before: Program | Appropriation = ledger.programs[id]
        for restatement in restatements:
            yield from _problem(restatement, before)
            before = restatement.act


def _problem(restatement: Restatement, before: Program | Appropriation) -> Iterator[Problem]:
    act = restatement.act
    change = sum_money(m.money for m in restatement.movements if m.heading == "restated")
    if change.ore:
        named = years_named(act)
        years = Years(min(named), max(named))
        yield Problem(
            f"{act.act} changes {act.program} by {kroner(change, plus=True)} over {years} "
            "that no entry explains",
            act.at("split"),
            help="record the reprioritisation that explains it, or accept it with the reason",
            notes=(Note(f"{before.act or 'the program'} is restated", before.at()),),
        )
