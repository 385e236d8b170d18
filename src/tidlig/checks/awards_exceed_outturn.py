"""More is awarded in a year than its accounts say was used.

## What it does

In each year of a program that has accounts, compares the awards less returns that are charged to
this year alone with the outturn, over all strands. A program is reported once, with all such years.
A year with an outturn whose amount is `"unknown"` is left alone, and so is a rounded amount that
may agree.

## Why it matters

On a commitment basis the accounts of a year are the awards that were given in it. An award that
they do not have is charged to the wrong year, was annulled without being recorded, or was entered
after the accounts were closed. What is left of the year follows the accounts: they stand.

## Example

```toml programs.toml
[ledger]
format = 1

[program.tidlig]
name    = "Tidlig hjælp"
years   = 2014
split   = { 2014 = "70 mio. kr." }
unspent = "lapses"

[award.runde-1]
program    = "tidlig"
date       = 2014-12-01
amount     = "49,2 mio. kr."
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
name    = "Tidlig hjælp"
years   = 2014
split   = { 2014 = "70 mio. kr." }
unspent = "lapses"

[award.runde-1]
program    = "tidlig"
date       = 2014-12-01
amount     = "49,2 mio. kr."
recipients = { municipality = 31 }

[return.runde-1]
award  = "runde-1"
date   = 2014-12-20
amount = "3,7 mio. kr."
kind   = "annulment"

[outturn.r2014]
program = "tidlig"
year    = 2014
amount  = "45,5 mio. kr."
```
"""

from collections.abc import Iterator
from typing import NamedTuple

from tidlig.arithmetic.ledger import Ledger
from tidlig.arithmetic.movements import Line, Movement, sum_money
from tidlig.checks.check import check
from tidlig.checks.places import amount_place, latest
from tidlig.model.findings import Note, Problem, Severity
from tidlig.model.grants import Outturn
from tidlig.model.messages import Message
from tidlig.model.money import UNKNOWN, Money

MOST_NOTES = 4
"""The accounts of so many years are pointed at; the message has their sum."""

_HELP = Message(
    "correct the year of the awards, record what was annulled, or look for accounts that lack them"
)


class _Year(NamedTuple):
    """A year whose awards are more than its accounts."""

    year: int
    awarded: Money
    outturn: Money


@check(Severity.WARNING)
def awards_exceed_outturn(ledger: Ledger) -> Iterator[Problem]:
    """Compare awards less returns with the outturn of each year that has accounts."""
    unknown = {
        (entry.program, entry.year) for entry in ledger.of(Outturn) if entry.amount is UNKNOWN
    }
    for id in ledger.programs:
        years = {line.years.first for line in ledger.booked.get(id, ())}
        compared = (_of_year(ledger, id, year) for year in sorted(years))
        over = [
            each
            for each in compared
            if each.awarded.low > max(each.outturn.high, 0) and (id, each.year) not in unknown
        ]
        if over:
            yield _problem(ledger, id, over)


def _of_year(ledger: Ledger, program: str, year: int) -> _Year:
    figures = [ledger.lines[line] for line in _lines(ledger, program, year)]
    awarded = sum_money(each["awarded"] - each["returned"] for each in figures)
    return _Year(year, awarded, sum_money(each["outturn"] for each in figures))


def _lines(ledger: Ledger, program: str, year: int) -> list[Line]:
    lines = ledger.lines_of(program)
    return [line for line in lines if line.years.single and line.years.first == year]


def _problem(ledger: Ledger, program: str, over: list[_Year]) -> Problem:
    awarded = sum_money(each.awarded for each in over)
    outturn = sum_money(each.outturn for each in over)
    message = Message(
        "awards of {awarded} are charged to {program} in {years}, and its accounts say {outturn}: "
        "{excess} too much",
        awarded=awarded,
        program=program,
        years=tuple(str(each.year) for each in over),
        outturn=outturn,
        excess=awarded - outturn,
    )
    year = over[-1].year
    awards = list(_movements(ledger, program, year, "awarded"))
    last = latest(awards or _movements(ledger, program, year, "returned"))
    return Problem(
        message,
        amount_place(last.entry, last.line.years),
        help=_HELP,
        notes=tuple(_note(ledger, program, each) for each in over[:MOST_NOTES]),
    )


def _note(ledger: Ledger, program: str, each: _Year) -> Note:
    booked = latest(_movements(ledger, program, each.year, "outturn"))
    text = Message(
        "awards of {awarded} in {year}, and accounts of {outturn}",
        awarded=each.awarded,
        year=each.year,
        outturn=each.outturn,
    )
    return Note(text, amount_place(booked.entry, booked.line.years))


def _movements(ledger: Ledger, program: str, year: int, heading: str) -> Iterator[Movement]:
    for line in _lines(ledger, program, year):
        for movement in ledger.movements_on(line):
            if movement.heading == heading:
                yield movement
