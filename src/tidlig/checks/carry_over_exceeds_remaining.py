"""More is carried over to a later year than was left.

## What it does

Where a program cannot pay for its accounts, or in years without any for its awards, looks for the
carry-over without which it could, and reports that instead of the budget being overspent: the
latest one that is enough alone, else as few of them together as it takes. What the accounts of a
year leave can be carried over, whatever was awarded; with `unspent = "carries-over"` also what
earlier years left.

## Why it matters

Only what remains of a year can be carried over; the rest has been used, and would be spent twice. A
commitment appropriation is normally not carried over at all (Budgetvejledningen 2.12.3), and a
reservation appropriation lapses after two idle years (2.2.12).

## Example

```toml programs.toml
[ledger]
format = 1

[program.tidlig]
name  = "Tidlig hjælp"
years = "2014-2015"
split = { 2014 = "70 mio. kr.", 2015 = "70 mio. kr." }

[award.runde-1]
program    = "tidlig"
date       = 2014-12-01
amount     = "49 mio. kr."
recipients = { municipality = 31 }

[carry-over.fra-2014]
program = "tidlig"
from    = 2014
to      = 2015
amount  = "24,5 mio. kr."
date    = 2015-02-01
```

## Use instead

```toml programs.toml
[ledger]
format = 1

[program.tidlig]
name  = "Tidlig hjælp"
years = "2014-2015"
split = { 2014 = "70 mio. kr.", 2015 = "70 mio. kr." }

[award.runde-1]
program    = "tidlig"
date       = 2014-12-01
amount     = "49 mio. kr."
recipients = { municipality = 31 }

[carry-over.fra-2014]
program = "tidlig"
from    = 2014
to      = 2015
amount  = "21 mio. kr."
date    = 2015-02-01
```
"""

from collections.abc import Iterator

from tidlig.arithmetic.commitments import Verdict, by_accounts, to_blame
from tidlig.arithmetic.coverage import Shortfall
from tidlig.arithmetic.ledger import Ledger
from tidlig.checks.check import check
from tidlig.checks.compare import at_most
from tidlig.checks.shortfall import amounts, money_notes, named, needs_lines
from tidlig.model.decisions import CarryOver
from tidlig.model.findings import Problem, Severity
from tidlig.model.messages import Message
from tidlig.model.money import known


@check(Severity.ERROR)
def carry_over_exceeds_remaining(ledger: Ledger) -> Iterator[Problem]:
    """Find the carry-overs without which an overspent program could pay for its awards."""
    for id in dict.fromkeys(entry.program for entry in ledger.of(CarryOver)):
        program = ledger.programs[id]
        blamed = to_blame(ledger, program)
        if not blamed:
            continue
        judged = by_accounts(ledger, program)
        for entry, shortfall in blamed:
            yield _problem(ledger, entry, shortfall, judged)


def _problem(ledger: Ledger, entry: CarryOver, shortfall: Shortfall, judged: Verdict) -> Problem:
    needed, available = amounts(ledger, shortfall, certain=judged.certain)
    message = Message(
        "{carried} is carried from {from_year} to {to_year}, {excess} more than is left of {lines}",
        carried=known(entry.amount),
        from_year=entry.from_,
        to_year=entry.to,
        excess=at_most(needed - available, certain=judged.certain),
        lines=named(needs_lines(shortfall)),
    )
    label = Message(
        "this leaves {available} where {needed} is needed", available=available, needed=needed
    )
    is_certain = judged.certain and not judged.strands_only
    return Problem(
        message,
        entry.at("amount"),
        label=label,
        help=Message("carry over no more than remains of the year"),
        notes=money_notes(ledger, shortfall, certain=judged.certain),
        severity=Severity.ERROR if is_certain else Severity.WARNING,
    )
