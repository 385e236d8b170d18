"""The awards recorded are less than the accounts say was charged.

## What it does

Compares the awards of each program, less what was returned, with its outturn, over all years. A
program with an award whose amount is `"unknown"` is left alone.

## Why it matters

On a commitment basis the outturn of a year is the awards that were given in it. Where the ledger
has fewer, money is shown as remaining that was awarded long ago, and may be awarded once more. The
underspend, budget less outturn, is then the figure to trust.

## Example

```toml programs.toml
[ledger]
format = 1

[program.tidlig]
name  = "Tidlig hjælp"
years = "2014-2015"
split = { 2014 = "70 mio. kr.", 2015 = "52,2 mio. kr." }

[award.runde-1]
program    = "tidlig"
date       = 2014-12-01
amount     = "45,5 mio. kr."
recipients = { organisation = 8 }

[outturn.r2014]
program = "tidlig"
year    = 2014
amount  = "45,5 mio. kr."

[outturn.r2015]
program = "tidlig"
year    = 2015
amount  = "45,2 mio. kr."
```

## Use instead

```toml programs.toml
[ledger]
format = 1

[program.tidlig]
name  = "Tidlig hjælp"
years = "2014-2015"
split = { 2014 = "70 mio. kr.", 2015 = "52,2 mio. kr." }

[award.runde-1]
program    = "tidlig"
date       = 2014-12-01
amount     = "45,5 mio. kr."
recipients = { organisation = 8 }

[award.runde-2]
program    = "tidlig"
date       = 2015-12-15
amount     = "45,2 mio. kr."
recipients = { municipality = 31 }

[outturn.r2014]
program = "tidlig"
year    = 2014
amount  = "45,5 mio. kr."

[outturn.r2015]
program = "tidlig"
year    = 2015
amount  = "45,2 mio. kr."
```
"""

from collections.abc import Iterator

from tidlig.arithmetic.ledger import Ledger
from tidlig.arithmetic.movements import complete_figures, sums
from tidlig.arithmetic.unknown_amounts import unknown_entries
from tidlig.checks.check import check
from tidlig.checks.compare import by_how_much, over
from tidlig.model.findings import Problem, Severity
from tidlig.model.grants import Award
from tidlig.model.money import kroner


@check(Severity.WARNING)
def awards_below_outturn(ledger: Ledger) -> Iterator[Problem]:
    """Compare awards less returns with the outturn of each program, over all its years."""
    by_program = sums(ledger.movements, lambda movement: movement.line.program)
    uncertain = {id for entry, id in unknown_entries(ledger) if isinstance(entry, Award)}
    for id, program in ledger.programs.items():
        moved = by_program.get(id, {})
        figures = complete_figures(moved)
        net, outturn = figures["awarded"] - figures["returned"], figures["outturn"]
        severity = over(outturn, net) if outturn.ore > 0 and id not in uncertain else None
        if severity is not None:
            told = (
                f"awards recorded in {id} are {kroner(net)} and its outturn is {kroner(outturn)}: "
                f"{by_how_much(outturn, net, severity)} of awards is not recorded"
            )
            if "awarded" not in moved:
                told = f"no award is recorded in {id}, and its outturn is {kroner(outturn)}"
            yield Problem(
                told,
                program.at(),
                help="record the awards; until then read underspend, for remaining is too high",
            )
