"""An amount stands in the ledger, and no source is named for it.

## What it does

Reports every entry with an amount, an unknown one too, that neither names a `source` nor inherits
one: a payment and a return from their award, an award from its pool or round, a pool from its
round, a strand from its program. Where that lacks one too, it alone is reported. A ledger that has
no `[source]` at all is left alone.

## Why it matters

A figure that cannot be followed to a document cannot be defended when someone asks. The auditors
who looked into these programs found amounts that nobody could tell the origin of.

## Example

```toml programs.toml
[ledger]
format = 1

[source.fl2014]
title = "Finanslov for 2014"

[program.tidlig]
name   = "Tidlig hjælp"
years  = "2014-2015"
split  = { 2014 = "70 mio. kr.", 2015 = "70 mio. kr." }
source = "fl2014"

[award.runde-1]
program    = "tidlig"
date       = 2014-12-01
amount     = "45,5 mio. kr."
recipients = { organisation = 8 }
```

## Use instead

```toml programs.toml
[ledger]
format = 1

[source.fl2014]
title = "Finanslov for 2014"

[source.notat-2015-04-01]
title = "Status på implementeringen"

[program.tidlig]
name   = "Tidlig hjælp"
years  = "2014-2015"
split  = { 2014 = "70 mio. kr.", 2015 = "70 mio. kr." }
source = "fl2014"

[award.runde-1]
program    = "tidlig"
date       = 2014-12-01
amount     = "45,5 mio. kr."
recipients = { organisation = 8 }
source     = "notat-2015-04-01"
```
"""

from collections.abc import Iterator

from tidlig.arithmetic.ledger import Ledger
from tidlig.arithmetic.related import is_stated_above, sources, states_money
from tidlig.checks.check import Group, Scope, check
from tidlig.index.columns import is_of_many
from tidlig.index.tables import Rows, award_at
from tidlig.model.entry import Entry
from tidlig.model.findings import Problem, Severity
from tidlig.model.grants import Amendment
from tidlig.model.messages import Message
from tidlig.model.records import Source

_HELP = Message('name the document that the amount is from: source = "an-id"')

_UNCITED = "SELECT at FROM award WHERE place = ? AND cited = 0"


@check(Severity.WARNING, Scope.ROWS, Group.AGREEMENT)
def missing_source(rows: Rows) -> Iterator[Problem]:
    """Look for a source of every entry with an amount, in a ledger that keeps sources.

    What is on an award is stated above by the award itself.
    """
    ledger = rows.ledger
    if next(ledger.of(Source), None) is None:
        return
    for entry in ledger.entries:
        if (
            not is_of_many(entry)
            and not isinstance(entry, Amendment)
            and _is_missing(ledger, entry)
        ):
            yield _problem(entry)
    for number, place in enumerate(rows.places):
        if _is_missing(ledger, award_at(place)):
            for (award,) in rows.ask_and_open(_UNCITED, number):
                yield _problem(award)


def _is_missing(ledger: Ledger, entry: Entry) -> bool:
    return states_money(entry) and not sources(ledger, entry) and not is_stated_above(ledger, entry)


def _problem(entry: Entry) -> Problem:
    message = Message("no source is named for {entry}", entry=entry.address)
    return Problem(message, entry.at(), help=_HELP)
