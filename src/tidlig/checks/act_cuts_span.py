"""An act states years of a span whose money is not split, and leaves the other years out.

## What it does

An act replaces the figures of the years it names. Money over a span that lies within the years
from its first to its last is replaced too. Reports acts that meet a span otherwise. A program's own
span may stay when the years that the act names have been placed before, by the strands' splits or
by an earlier act: what is not placed is then not the act's business.

## Why it matters

Of 280 mio. kr. over 2014-2017 nobody has said how much is for 2015. Beside an act's figure for
2015 the whole of it would still stand, and the money of that year be counted twice; taking out a
quarter would be a guess.

## Example

```toml programs.toml
[ledger]
format = 1

[program.tidlig]
name  = "Tidlig hjælp"
years = "2014-2017"
total = "280 mio. kr."

[appropriation.fl2015]
program = "tidlig"
act     = "FL2015"
date    = 2015-01-01
split   = { 2015 = "60 mio. kr.", 2016 = "80 mio. kr." }
```

## Use instead

```toml programs.toml
[ledger]
format = 1

[program.tidlig]
name  = "Tidlig hjælp"
years = "2014-2017"
split.2014 = "70 mio. kr."
split.2015 = "70 mio. kr."
split.2016 = "70 mio. kr."
split.2017 = "70 mio. kr."

[appropriation.fl2015]
program = "tidlig"
act     = "FL2015"
date    = 2015-01-01
split   = { 2015 = "60 mio. kr.", 2016 = "80 mio. kr." }
```
"""

from collections.abc import Iterator

from tidlig.arithmetic.ledger import Ledger
from tidlig.arithmetic.movements import Line
from tidlig.arithmetic.restatement import years_named
from tidlig.checks.check import Group, Scope, check
from tidlig.checks.places import entries_on
from tidlig.model.decisions import Appropriation
from tidlig.model.findings import Note, Problem, Severity
from tidlig.model.messages import Message
from tidlig.model.money import Money
from tidlig.model.years import Years

MOST_NOTES = 3
"""So many entries with money over the span are pointed at."""


@check(Severity.ERROR, Scope.LEDGER, Group.READING)
def act_cuts_span(ledger: Ledger) -> Iterator[Problem]:
    """Look for spans with money that reach beyond the years of an act that meets them."""
    for restatements in ledger.restatements.values():
        for restatement in restatements:
            for line, money in restatement.cut:
                yield _problem(ledger, restatement.act, line, money)


def _problem(ledger: Ledger, act: Appropriation, line: Line, money: Money) -> Problem:
    years = years_named(act)
    message = Message(
        "{act} states {years} and cuts through {span}, over which {money} is not split",
        act=act.act,
        years=Years(min(years), max(years)),
        span=line.years,
        money=money,
    )
    text = Message("this is not split over {span}", span=line.years)
    places = entries_on(ledger, line, ("appropriated", "reprioritised"))
    return Problem(
        message,
        act.at("split"),
        help=Message("let the act state every year of the span, or split the span by year"),
        notes=tuple(Note(text, place) for place in places[:MOST_NOTES]),
    )
