"""A year with accounts has unused money, and nothing says what became of it.

## What it does

Works out what is unsettled of each year that has accounts: the budget less the outturn, less what
lapsed and what was carried over. Years that share money which is not split are taken together, once
they all have accounts. A program is reported once, with all its years where something is left, if
only as the least that it may be. What other years used above their budget is named too: less that,
it is the unused of `tidlig balance`. A program that says what happens to its money, with `unspent`,
is left alone.

## Why it matters

In public accounts nothing is left of a year that is over: it was carried over, it lapsed, or nobody
has accounted for it (Budgetvejledningen 2.2.11, 2.2.12, 2.12.3). As long as the ledger does not
say which, somebody will take it for money that may be awarded.

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

import datetime as dt
from collections.abc import Iterator
from typing import NamedTuple

from tidlig.arithmetic.figures import Cell
from tidlig.arithmetic.ledger import Ledger
from tidlig.arithmetic.movements import sum_money
from tidlig.arithmetic.what_is_left import ProgramLeft
from tidlig.checks.check import check
from tidlig.model.decisions import Program
from tidlig.model.findings import Problem, Severity
from tidlig.model.messages import Message, Value
from tidlig.model.money import Money
from tidlig.model.years import Years, one

_HELP = Message(
    "record what lapsed or was carried over, or say with `unspent` what happens to all of it"
)


class _Unsettled(NamedTuple):
    """The least that is unsettled of some years; exact, or a bound."""

    years: Years
    least: Money
    is_exact: bool


@check(Severity.WARNING)
def year_not_settled(ledger: Ledger) -> Iterator[Problem]:
    """Work out what is unsettled of the years that have accounts, whatever day it is."""
    for program in ledger.programs.values():
        booked = {line.years.first for line in ledger.booked.get(program.id, ())}
        if booked and program.unspent is None:
            # The states of years with accounts are the same as of any later day.
            left = ProgramLeft(ledger, program, dt.date(max(booked), 12, 31))
            found = list(_unsettled(left, booked))
            if found:
                yield _problem(program, found, list(_overspent(left, booked)))


def _unsettled(left: ProgramLeft, booked: set[int]) -> Iterator[_Unsettled]:
    """Yield the years, and the joined years, whose unsettled money is above 0 at least."""
    joined = [years for years in left.joined if _is_one_sum(left, years, booked)]
    for years in sorted([*map(one, booked), *joined]):
        unsettled = left.left(Cell(years)).unsettled
        if unsettled is not None and unsettled.least is not None and unsettled.least > 0:
            yield _Unsettled(
                years, Money(unsettled.least, unsettled.half), is_exact=unsettled.is_exact
            )


def _is_one_sum(left: ProgramLeft, years: Years, booked: set[int]) -> bool:
    """Whether joined years all have accounts, and none of them a budget of its own."""
    each = range(years.first, years.last + 1)
    return booked.issuperset(each) and all(left.left(Cell(one(y))).budget is None for y in each)


def _overspent(left: ProgramLeft, booked: set[int]) -> Iterator[_Unsettled]:
    """Yield the years with accounts that used more than they had, and by how much."""
    for year in sorted(booked):
        unsettled = left.left(Cell(one(year))).unsettled
        if unsettled is not None and unsettled.is_exact and (unsettled.most or 0) < 0:
            money = Money(-(unsettled.most or 0), unsettled.half)
            yield _Unsettled(one(year), money, is_exact=True)


def _problem(program: Program, found: list[_Unsettled], over: list[_Unsettled]) -> Problem:
    money = sum_money(each.least for each in found)
    unused = _least(money, is_exact=all(each.is_exact for each in found))
    years = tuple(_year(each) for each in found)
    if not over:
        message = Message(
            "{money} of {program} is unused, and nothing says what became of it: {years}",
            money=unused,
            program=program.id,
            years=years,
        )
        return Problem(message, program.at(), help=_HELP)
    message = Message(
        "{money} of {program} is unused, and nothing says what became of it: {years};"
        " with {over} used above the budget, {net} is unused in all",
        money=unused,
        program=program.id,
        years=years,
        over=tuple(_year(each) for each in over),
        net=_least(money - sum_money(each.least for each in over), is_exact=unused is money),
    )
    return Problem(message, program.at(), help=_HELP)


def _least(money: Money, *, is_exact: bool) -> Value:
    return money if is_exact else Message("at least {money}", money=money)


def _year(each: _Unsettled) -> Message:
    money = _least(each.least, is_exact=each.is_exact)
    return Message("{money} in {years}", money=money, years=each.years)
