"""A figure that someone published cannot be true beside the ledger.

## What it does

Holds every `[statement]` against the ledger's own figure for what it measures, as of its own date.
A published amount is rounded as it is written, so "49 mio. kr." is anything from 48,5 to 49,5, and
agrees with 49,2; "48 mio. kr." does not. What the ledger cannot tell is not reported:
`tidlig reconcile` lists every statement with the ledger's figure and the reason.

## Why it matters

A figure in a status note, a news item or an answer to parliament is what the program is judged by.
When it differs from the books, one of the two is wrong, and someone should know which.

## Example

```toml programs.toml
[ledger]
format = 1

[program.tidlig]
name   = "Tidlig hjælp"
years  = "2014-2017"
total  = "280 mio. kr."
source = "notat"

[award.runde-1]
program    = "tidlig"
date       = 2015-02-26
amount     = "ca. 49,2 mio. kr."
recipients = { municipality = 31 }
source     = "notat"

[statement.tilsagn]
source  = "nyhed"
program = "tidlig"
measure = "awarded"
value   = "48 mio. kr."

[source.notat]
title = "Status på implementeringen"

[source.nyhed]
title = "31 kommuner får støtte"
```

## Use instead

```toml programs.toml
[ledger]
format = 1

[program.tidlig]
name   = "Tidlig hjælp"
years  = "2014-2017"
total  = "280 mio. kr."
source = "notat"

[award.runde-1]
program    = "tidlig"
date       = 2015-02-26
amount     = "ca. 49,2 mio. kr."
recipients = { municipality = 31 }
source     = "notat"

[statement.tilsagn]
source  = "nyhed"
program = "tidlig"
measure = "awarded"
value   = "49 mio. kr."

[source.notat]
title = "Status på implementeringen"

[source.nyhed]
title = "31 kommuner får støtte"
```
"""

from collections.abc import Iterator

from tidlig.arithmetic.ledger import Ledger
from tidlig.arithmetic.statements import StatementResult, Verdict, stated_figure, statement_results
from tidlig.checks.check import Group, Scope, check
from tidlig.model.findings import Problem, Severity
from tidlig.model.money import Money, grouped, kroner


@check(Severity.ERROR, Scope.ENTRIES, Group.AGREEMENT)
def statement_contradicted(ledger: Ledger) -> Iterator[Problem]:
    """Hold every statement against the ledger's own figure."""
    for each in statement_results(ledger):
        if each.verdict is Verdict.CONTRADICTED:
            statement = each.statement
            yield Problem(
                f'"{statement.value.text}" is stated as {statement.measure}, and the ledger has '
                f"{_figure(each)}: {_apart(each)}",
                statement.at("value"),
                help="mend what is wrong: the statement as it was copied, or the ledger; if the "
                "source itself is wrong, accept this with the reason",
                label=f"according to {', '.join(statement.source)}",
            )


def _figure(each: StatementResult) -> str:
    figure = each.ledger
    return kroner(figure) if isinstance(figure, Money) else grouped(figure or 0)


def _apart(each: StatementResult) -> str:
    """Write how far the two are apart: at the least, where either stands for several values."""
    assert each.difference is not None
    ore, side = abs(each.difference), "more" if each.difference > 0 else "less"
    if not isinstance(each.ledger, Money):
        return f"{grouped(ore)} {side}"
    said = stated_figure(each.statement)
    exact = isinstance(said, Money) and said.exact and each.ledger.exact
    return f"{'' if exact else 'at least '}{kroner(Money(ore))} {side}"
