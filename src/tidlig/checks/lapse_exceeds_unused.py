"""More lapsed of a year than was unused.

## What it does

Compares each `lapse` with what is unused of its year and strand: the budget less the outturn where
the year has accounts, else less its awards and returns. Lapses count in order of date, so the one
that is too much is reported. Money and awards that are not split by year or strand are taken as
they fit best. Where `control = "program"`, a lapse that the program has unused and its strand has
not is a warning. With `unspent = "carries-over"` what earlier years left is unused in the year too,
and what later years need does not matter: `budget-overspent` tells if they have too little.

## Why it matters

What lapsed may not be used any more, and what was used cannot lapse: one of the two figures is
wrong. A commitment appropriation that is not used in its year lapses (Budgetvejledningen 2.12.3),
and a reservation appropriation does after two idle years (2.2.12). If an award is charged to a year
whose money has lapsed, this is where it shows.

## Example

```toml programs.toml
[ledger]
format = 1

[program.tidlig]
name  = "Tidlig hjælp"
years = 2014
split = { 2014 = "70 mio. kr." }

[award.runde-1]
program    = "tidlig"
date       = 2014-12-01
amount     = "45,5 mio. kr."
recipients = { municipality = 31 }

[outturn.r2014]
program = "tidlig"
year    = 2014
amount  = "45,5 mio. kr."

[lapse.rest-2014]
program = "tidlig"
year    = 2014
amount  = "25 mio. kr."
date    = 2015-06-01
```

## Use instead

```toml programs.toml
[ledger]
format = 1

[program.tidlig]
name  = "Tidlig hjælp"
years = 2014
split = { 2014 = "70 mio. kr." }

[award.runde-1]
program    = "tidlig"
date       = 2014-12-01
amount     = "45,5 mio. kr."
recipients = { municipality = 31 }

[outturn.r2014]
program = "tidlig"
year    = 2014
amount  = "45,5 mio. kr."

[lapse.rest-2014]
program = "tidlig"
year    = 2014
amount  = "24,5 mio. kr."
date    = 2015-06-01
```
"""

from collections.abc import Iterator

from tidlig.arithmetic.lapses import Excess, excesses
from tidlig.arithmetic.ledger import Ledger
from tidlig.checks.check import check
from tidlig.checks.compare import at_most
from tidlig.model.decisions import Lapse
from tidlig.model.findings import Problem, Severity
from tidlig.model.messages import Message

_HELP = Message("let no more lapse than is unused, or mend the awards or accounts of the year")


@check(Severity.ERROR)
def lapse_exceeds_unused(ledger: Ledger) -> Iterator[Problem]:
    """Compare the lapses of each program with what its budget and uses leave."""
    for id in dict.fromkeys(lapse.program for lapse in ledger.of(Lapse)):
        for found in excesses(ledger, ledger.programs[id]):
            yield _problem(found)


def _problem(found: Excess) -> Problem:
    lapse = found.lapse
    line = f"{lapse.program}/{lapse.strand}" if lapse.strand else lapse.program
    message = Message(
        "{lapsed} of {line} in {year} lapses, {excess} more than is unused",
        lapsed=found.lapsed,
        line=line,
        year=lapse.year,
        excess=at_most(found.excess, certain=found.is_certain),
    )
    is_error = found.is_certain and not found.strands_only
    severity = Severity.ERROR if is_error else Severity.WARNING
    return Problem(message, lapse.at("amount"), help=_HELP, severity=severity)
