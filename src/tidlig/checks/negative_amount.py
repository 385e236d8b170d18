"""An amount is negative where money is given.

## What it does

Gives each negative amount of an entry, but for outturn and later acts: the accounts book
corrections, and an act states what is left. What a program is set up with is told of once: it may
be what its act says, and is then no fault.

## Why it matters

A minus makes a gift of a cost. What was cancelled or paid back is a return: it names the award, it
can be compared with it, and it says in which year the money came free. An award of less than
nothing says none of that, and hides how much was given.

## Example

```toml programs.toml
[ledger]
format = 1

[program.tidlig]
name  = "Tidlig hjælp"
years = "2014-2017"
total = "280 mio. kr."

[award.runde-1]
program    = "tidlig"
date       = 2015-02-26
amount     = "49,2 mio. kr."
recipients = { municipality = 31 }

[award.bortfald]
program    = "tidlig"
date       = 2017-12-01
amount     = "-3,1 mio. kr."
recipients = { municipality = 2 }
```

## Use instead

```toml programs.toml
[ledger]
format = 1

[program.tidlig]
name  = "Tidlig hjælp"
years = "2014-2017"
total = "280 mio. kr."

[award.runde-1]
program    = "tidlig"
date       = 2015-02-26
amount     = "49,2 mio. kr."
recipients = { municipality = 31 }

[return.bortfald]
award  = "runde-1"
date   = 2017-12-01
amount = "3,1 mio. kr."
kind   = "annulment"
```
"""

from collections.abc import Iterator

from tidlig.checks.check import Group, Scope, check
from tidlig.model.contents import Contents
from tidlig.model.decisions import Program, Strand
from tidlig.model.entry import Entry
from tidlig.model.findings import Location, Problem, Severity
from tidlig.model.keys import amount_fields
from tidlig.model.money import UNKNOWN, Money, kroner


@check(Severity.WARNING, Scope.FILE, Group.ORDER)
def negative_amount(file: Contents) -> Iterator[Problem]:
    """Give each negative amount but those of acts and of the accounts, which book corrections."""
    for entry in file.entries:
        found = _negative(entry)
        if isinstance(entry, Program | Strand):
            yield from _stated(entry, sorted(found, key=lambda each: each[2] or 0))
        else:
            yield from (_problem(entry, money, place) for money, place, _ in found)


def _negative(entry: Entry) -> Iterator[tuple[Money, Location, int | None]]:
    """Give the negative amounts of an entry, each with its place and its year in a table."""
    if entry.described.may_be_negative:
        return
    for key in amount_fields(type(entry)):
        value = getattr(entry, key)
        if isinstance(value, Money):
            if value.ore < 0:
                yield value, entry.at(key), None
        elif value is not None and value is not UNKNOWN:
            for year, money in value:
                if money is not UNKNOWN and money.ore < 0:
                    yield money, entry.at(key, str(year)), year


def _stated(
    entry: Program | Strand, found: list[tuple[Money, Location, int | None]]
) -> Iterator[Problem]:
    """Tell once of what a program or strand is set up with."""
    if not found:
        return
    amounts = [f"{kroner(money)}{f' in {year}' if year else ''}" for money, _, year in found]
    what = f"a negative amount, {kroner(found[0][0])}"
    if len(found) > 1:
        what = f"negative amounts: {', '.join(amounts)}"
    help = "accept it if the act states it so; write money that was moved as a reprioritisation"
    yield Problem(f"{entry.address} has {what}", found[0][1], help=help)


def _problem(entry: Entry, money: Money, place: Location) -> Problem:
    return Problem(
        f"{entry.address} has a negative amount, {kroner(money)}",
        place,
        help="write what went back as a return, or turn the entry round",
    )
