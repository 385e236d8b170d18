"""A program's split by years does not add up to its total.

## What it does

Adds up the years of a program's `split` and compares the sum with its `total`. Years that are
`"unknown"` leave room, so then the known ones may not come to more than the total. Of amounts
written with `ca.`, a difference that their rounding explains is a warning.

## Why it matters

The total is what parliament agreed on, and the years are what the finance act gives. They are
published in two documents and copied by hand. When they disagree, one of them is wrong, and so is
every budget, remainder and report that follows from it.

## Example

```toml programs.toml
[ledger]
format = 1

[program.forebyggelsespakken]
name  = "Tidlig hjælp til børn og unge i udsatte familier"
years = "2014-2016"
total = "280 mio. kr."
split = { 2014 = "70 mio. kr.", 2015 = "70 mio. kr.", 2016 = "70 mio. kr." }
```

## Use instead

```toml programs.toml
[ledger]
format = 1

[program.forebyggelsespakken]
name  = "Tidlig hjælp til børn og unge i udsatte familier"
years = "2014-2017"
total = "280 mio. kr."
split = { 2014 = "70 mio. kr.", 2015 = "70 mio. kr.", 2016 = "70 mio. kr.", 2017 = "70 mio. kr." }
```
"""

from collections.abc import Iterator

from tidlig.arithmetic.movements import sum_money
from tidlig.checks.check import Group, Scope, check
from tidlig.checks.compare import different, over
from tidlig.model.contents import Contents
from tidlig.model.decisions import Program
from tidlig.model.entry import YearAmounts
from tidlig.model.findings import Note, Problem, Severity
from tidlig.model.messages import Message
from tidlig.model.money import UNKNOWN, Money, known


@check(Severity.ERROR, Scope.FILE, Group.SUMS)
def split_differs_from_total(file: Contents) -> Iterator[Problem]:
    """Compare each program's total with the sum of its years; the known ones may not exceed it."""
    for program in file.entries:
        if isinstance(program, Program) and isinstance(program.total, Money) and program.split:
            yield from _compare(program, program.split, program.total)


def _compare(program: Program, split: YearAmounts, total: Money) -> Iterator[Problem]:
    amounts = [amount for _, amount in split]
    stated = sum_money(known(amount) for amount in amounts)
    compare = over if UNKNOWN in amounts else different
    severity = compare(stated, total)
    if severity is not None:
        yield _problem(program, stated, total, severity)


def _problem(program: Program, stated: Money, total: Money, severity: Severity) -> Problem:
    is_error = severity is Severity.ERROR
    message = Message(
        "the split of {program} adds up to {stated} and {differs} from its total {total} "
        "by {difference}",
        program=program.id,
        stated=stated,
        differs=Message("differs") if is_error else Message("may differ"),
        total=total,
        difference=stated - total,
    )
    return Problem(
        message,
        program.at("split"),
        help=Message("mend the years or the total"),
        label=Message("the years add up to {stated}", stated=stated),
        notes=(Note(Message("the total is {total}", total=total), program.at("total")),),
        severity=severity,
    )
