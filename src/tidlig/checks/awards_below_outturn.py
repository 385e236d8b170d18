"""The awards recorded are less than the accounts say was charged.

## What it does

Compares the awards of each program, less what was returned, with its outturn, over all years. All
programs that record no award at all are one finding, but for those that accept it. A program with
an award whose amount is `"unknown"` is left alone, and so is a rounded amount that may agree.

## Why it matters

On a commitment basis the outturn of a year is the awards that were given in it. Where the ledger
has fewer, a year without accounts seems to have money left that was awarded long ago, and it may be
awarded once more. What is unused of a year with accounts follows these, and can be trusted.

## Example

```toml programs.toml
[ledger]
format = 1

[program.tidlig]
name    = "Tidlig hjælp"
years   = "2014-2015"
split   = { 2014 = "70 mio. kr.", 2015 = "52,2 mio. kr." }
unspent = "lapses"

[award.runde-1]
program    = "tidlig"
date       = 2014-12-01
amount     = "45,5 mio. kr."
recipients = { organisation = 8 }

[outturn.r2014]
program = "tidlig"
year    = 2014
amount  = "45,5 mio. kr."

[outturn.r2015]
program = "tidlig"
year    = 2015
amount  = "45,2 mio. kr."
```

## Use instead

```toml programs.toml
[ledger]
format = 1

[program.tidlig]
name    = "Tidlig hjælp"
years   = "2014-2015"
split   = { 2014 = "70 mio. kr.", 2015 = "52,2 mio. kr." }
unspent = "lapses"

[award.runde-1]
program    = "tidlig"
date       = 2014-12-01
amount     = "45,5 mio. kr."
recipients = { organisation = 8 }

[award.runde-2]
program    = "tidlig"
date       = 2015-12-15
amount     = "45,2 mio. kr."
recipients = { municipality = 31 }

[outturn.r2014]
program = "tidlig"
year    = 2014
amount  = "45,5 mio. kr."

[outturn.r2015]
program = "tidlig"
year    = 2015
amount  = "45,2 mio. kr."
```
"""

from collections.abc import Iterator

from tidlig.arithmetic.ledger import Ledger
from tidlig.arithmetic.movements import complete_figures, sum_money, sums
from tidlig.arithmetic.unknown_amounts import unknown_entries
from tidlig.checks.check import check
from tidlig.model.decisions import Program
from tidlig.model.findings import Note, Problem, Severity
from tidlig.model.grants import Award
from tidlig.model.messages import Message
from tidlig.model.money import Money

MOST_NOTES = 3
"""So many other programs are pointed at; the message names all."""

_HELP = Message("record the awards: a year without accounts seems to have more left than it has")


@check(Severity.WARNING)
def awards_below_outturn(ledger: Ledger) -> Iterator[Problem]:
    """Compare awards less returns with the outturn of each program, over all its years."""
    figures_by_program = sums(ledger.movements, lambda movement: movement.line.program)
    uncertain = {id for entry, id in unknown_entries(ledger) if isinstance(entry, Award)}
    without_awards: list[tuple[Program, Money]] = []
    for id, program in ledger.programs.items():
        if id in uncertain:
            continue
        moved = figures_by_program.get(id, {})
        figures = complete_figures(moved)
        net = figures["awarded"] - figures["returned"]
        outturn = figures["outturn"]
        if outturn.ore <= 0 or outturn.low <= net.high:
            continue
        if "awarded" in moved:
            yield Problem(_below(id, net, outturn), program.at(), help=_HELP)
        else:
            without_awards.append((program, outturn))
    yield from _without(without_awards)


def _below(program: str, net: Money, outturn: Money) -> Message:
    return Message(
        "awards recorded in {program} are {net} and its outturn is {outturn}: "
        "{missing} of awards is not recorded",
        program=program,
        net=net,
        outturn=outturn,
        missing=outturn - net,
    )


def _without(programs: list[tuple[Program, Money]]) -> Iterator[Problem]:
    """Report the programs that record no award: those that accept it each, the others together."""
    others = [each for each in programs if not _accepts(each[0])]
    for program, outturn in programs:
        if len(others) == 1 or _accepts(program):
            yield Problem(_none(program.id, outturn), program.at(), help=_HELP)
    if len(others) > 1:
        yield _together(sorted(others, key=lambda each: each[0].id))


def _together(programs: list[tuple[Program, Money]]) -> Problem:
    message = Message(
        "no award is recorded in {programs}, and their outturn is {outturn} in all",
        programs=tuple(program.id for program, _ in programs),
        outturn=sum_money(outturn for _, outturn in programs),
    )
    (first, _), *others = programs
    notes = (Note(Message("nor in this"), program.at()) for program, _ in others[:MOST_NOTES])
    return Problem(message, first.at(), help=_HELP, notes=tuple(notes))


def _accepts(program: Program) -> bool:
    return any(accepted.check == awards_below_outturn.name for accepted in program.accept)


def _none(program: str, outturn: Money) -> Message:
    return Message(
        "no award is recorded in {program}, and its outturn is {outturn}",
        program=program,
        outturn=outturn,
    )
