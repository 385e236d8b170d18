"""A figure that someone published cannot be true beside the ledger.

## What it does

Holds every `[statement]` against the ledger's own figure for what it measures, as of its own date.
A published amount is rounded as it is written, so "49 mio. kr." is anything from 48,5 to 49,5, and
agrees with 49,2; "48 mio. kr." does not. What is left (`used`, `remaining`, `unused`, `lapsed`,
`unsettled`, `estimate`) is as of the statement's `as_of`; where the ledger knows it within bounds
only, a figure outside them cannot be true. What the ledger cannot tell is not reported:
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

from tidlig.arithmetic.figures import Figure as Bounds
from tidlig.arithmetic.statements import (
    StatementResult,
    Verdict,
    stated_figure,
    statement_results,
    tells_of,
)
from tidlig.checks.check import Group, Scope, check
from tidlig.index.tables import Rows, award_at
from tidlig.model.findings import Problem, Severity
from tidlig.model.messages import Message, Value
from tidlig.model.money import Money, grouped
from tidlig.model.records import Statement

_HELP = Message(
    "mend what is wrong: the statement as it was copied, or the ledger; if the "
    "source itself is wrong, accept this with the reason"
)


@check(Severity.ERROR, Scope.ROWS, Group.AGREEMENT)
def statement_contradicted(rows: Rows) -> Iterator[Problem]:
    """Compare every statement with the ledger's own figure."""
    statements = list(rows.ledger.of(Statement))
    if not statements:
        return
    awards = [award_at(place) for place in rows.places]
    told = (n for n, award in enumerate(awards) if tells_of(statements, award, rows.ledger))
    for result in statement_results(rows.ledger_with(told)):
        if result.verdict is Verdict.CONTRADICTED:
            yield _problem(result)


def _problem(result: StatementResult) -> Problem:
    statement = result.statement
    message = Message(
        '"{value}" is stated as {measure}, and the ledger has {figure}: {difference}',
        value=statement.value.text,
        measure=statement.measure,
        figure=_figure(result),
        difference=_difference(result),
    )
    return Problem(
        message,
        statement.at("value"),
        help=_HELP,
        label=Message("according to {sources}", sources=tuple(statement.source)),
    )


def _figure(result: StatementResult) -> Value:
    figure = result.ledger
    if result.bounds is not None:
        return _within(result.bounds)
    return figure if isinstance(figure, Money) else grouped(figure or 0)


def _within(bounds: Bounds) -> Value:
    """Write the bounds of what is left, one of which may not be known."""
    least, most = (
        None if bound is None else Money(bound, bounds.half)
        for bound in (bounds.least, bounds.most)
    )
    if most is None:
        assert least is not None
        return Message("at least {amount}", amount=least)
    if least is None:
        return Message("at most {amount}", amount=most)
    return Message("{least} to {most}", least=least, most=most)


def _difference(result: StatementResult) -> Message:
    """Write how far the two are apart: at the least, where either stands for several values."""
    difference = result.difference
    assert difference is not None
    amount = _amount(result, abs(difference))
    if difference > 0:
        return Message("{amount} more", amount=amount)
    return Message("{amount} less", amount=amount)


def _amount(result: StatementResult, difference: int) -> Value:
    if result.is_count:
        return grouped(difference)
    amount = Money(difference)
    figure = stated_figure(result.statement)
    is_exact = isinstance(result.ledger, Money) and result.ledger.exact
    if isinstance(figure, Money) and figure.exact and is_exact:
        return amount
    return Message("at least {amount}", amount=amount)
