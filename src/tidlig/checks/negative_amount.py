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
from typing import NamedTuple

from tidlig.checks.check import Group, Scope, check
from tidlig.model.contents import Contents
from tidlig.model.decisions import Program, Strand
from tidlig.model.entry import Entry
from tidlig.model.findings import Location, Problem, Severity
from tidlig.model.keys import amount_fields
from tidlig.model.messages import Message, Value
from tidlig.model.money import UNKNOWN, Money


class _Negative(NamedTuple):
    """A negative amount with its place, and its year where it is one of a table by years."""

    money: Money
    place: Location
    year: int | None = None


@check(Severity.WARNING, Scope.FILE, Group.ORDER)
def negative_amount(file: Contents) -> Iterator[Problem]:
    """Report negative amounts but those of acts and of the accounts, which book corrections."""
    for entry in file.entries:
        amounts = _negative_amounts(entry)
        if isinstance(entry, Program | Strand):
            yield from _of_program(entry, sorted(amounts, key=_year))
        else:
            for amount in amounts:
                yield _problem(entry, amount)


def _negative_amounts(entry: Entry) -> Iterator[_Negative]:
    if entry.described.may_be_negative:
        return
    for key in amount_fields(type(entry)):
        value = getattr(entry, key)
        if isinstance(value, Money):
            if value.ore < 0:
                yield _Negative(value, entry.at(key))
        elif value is not None and value is not UNKNOWN:
            for year, money in value:
                if money is not UNKNOWN and money.ore < 0:
                    yield _Negative(money, entry.at(key, str(year)), year)


def _year(amount: _Negative) -> int:
    return amount.year or 0


def _of_program(entry: Program | Strand, amounts: list[_Negative]) -> Iterator[Problem]:
    """Report all that a program or strand is set up with as one problem."""
    if not amounts:
        return
    first = amounts[0]
    message = _message(entry, first.money)
    if len(amounts) > 1:
        message = Message(
            "{entry} has negative amounts: {amounts}",
            entry=entry.address,
            amounts=tuple(_amount(amount) for amount in amounts),
        )
    help = Message(
        "accept it if the act states it so; write money that was moved as a reprioritisation"
    )
    yield Problem(message, first.place, help=help)


def _amount(amount: _Negative) -> Value:
    if not amount.year:
        return amount.money
    return Message("{money} in {year}", money=amount.money, year=amount.year)


def _problem(entry: Entry, amount: _Negative) -> Problem:
    return Problem(
        _message(entry, amount.money),
        amount.place,
        help=Message("write what went back as a return, or turn the entry round"),
    )


def _message(entry: Entry, money: Money) -> Message:
    return Message("{entry} has a negative amount, {money}", entry=entry.address, money=money)
