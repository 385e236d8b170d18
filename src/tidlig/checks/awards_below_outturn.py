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
from tidlig.checks.compare import excess, over
from tidlig.model.findings import Problem, Severity
from tidlig.model.grants import Award
from tidlig.model.messages import Message
from tidlig.model.money import Money

_HELP = Message("record the awards; until then read underspend, for remaining is too high")


@check(Severity.WARNING)
def awards_below_outturn(ledger: Ledger) -> Iterator[Problem]:
    """Compare awards less returns with the outturn of each program, over all its years."""
    figures_by_program = sums(ledger.movements, lambda movement: movement.line.program)
    uncertain = {id for entry, id in unknown_entries(ledger) if isinstance(entry, Award)}
    for id, program in ledger.programs.items():
        if id in uncertain:
            continue
        moved = figures_by_program.get(id, {})
        figures = complete_figures(moved)
        net = figures["awarded"] - figures["returned"]
        outturn = figures["outturn"]
        severity = over(outturn, net)
        if outturn.ore > 0 and severity is not None:
            has_awards = "awarded" in moved
            message = _below(id, net, outturn, severity) if has_awards else _none(id, outturn)
            yield Problem(message, program.at(), help=_HELP)


def _below(program: str, net: Money, outturn: Money, severity: Severity) -> Message:
    return Message(
        "awards recorded in {program} are {net} and its outturn is {outturn}: "
        "{missing} of awards is not recorded",
        program=program,
        net=net,
        outturn=outturn,
        missing=excess(outturn, net, severity),
    )


def _none(program: str, outturn: Money) -> Message:
    return Message(
        "no award is recorded in {program}, and its outturn is {outturn}",
        program=program,
        outturn=outturn,
    )
