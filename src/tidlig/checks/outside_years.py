"""Money is moved in years outside its program's.

## What it does

Gives every entry that moves money, under any heading, in a year that the program's `years` do not
have. An amount over several years is outside when one of them is.

## Why it matters

It is legal, and real accounts do it: on Forebyggelsespakken, 2014-2017, grants were cancelled and
booked until 2021. But a year typed wrong looks just the same, and its money is missing where it
should be. So someone looks at it once, and accepts it with the reason.

## Example

```toml programs.toml
[ledger]
format = 1

[program.tidlig]
name  = "Tidlig hjælp"
years = "2014-2017"
total = "280 mio. kr."

[outturn.r2018]
program = "tidlig"
year    = 2018
amount  = "-3,1 mio. kr."
```

## Use instead

```toml programs.toml
[ledger]
format = 1

[program.tidlig]
name  = "Tidlig hjælp"
years = "2014-2017"
total = "280 mio. kr."

[outturn.r2018]
program = "tidlig"
year    = 2018
amount  = "-3,1 mio. kr."
accept  = { outside-years = "Annullerede tilsagn er bogført efter initiativets periode." }
```
"""

from collections.abc import Iterator

from tidlig.arithmetic.ledger import Ledger
from tidlig.arithmetic.movements import Movement, sum_money
from tidlig.checks.check import Group, Scope, check
from tidlig.checks.places import amount_place
from tidlig.model.findings import Note, Problem, Severity
from tidlig.model.money import Money, kroner


@check(Severity.WARNING, Scope.ENTRIES, Group.ORDER)
def outside_years(ledger: Ledger) -> Iterator[Problem]:
    """Give each entry that moves money in years that its program does not have."""
    outside: dict[tuple[str, str, str], list[Movement]] = {}
    for movement in ledger.movements:
        program = ledger.programs[movement.line.program]
        if movement.money.ore and not movement.line.years.within(program.years):
            key = (movement.entry.stands_in, movement.entry.address, program.id)
            outside.setdefault(key, []).append(movement)
    for (_, _, id), moved in outside.items():
        yield _problem(ledger, id, sorted(moved, key=lambda movement: movement.line.years))


def _problem(ledger: Ledger, id: str, moved: list[Movement]) -> Problem:
    program, entry = ledger.programs[id], moved[0].entry
    years = ", ".join(dict.fromkeys(str(movement.line.years) for movement in moved))
    heading, money = moved[0].heading, _shown(moved)
    done = "charged" if heading == "outturn" else heading
    return Problem(
        f"{entry.address}: {kroner(money)} is {done} in {years}, outside {program.years} of {id}",
        amount_place(entry, moved[0].line.years),
        help="mend the year, or accept the finding with the reason",
        notes=(Note(f"the program's years are {program.years}", program.at("years")),),
    )


def _shown(moved: list[Movement]) -> Money:
    """Give what is moved under the first heading; of what only changes place, what is moved to."""
    amounts = [movement.money for movement in moved if movement.heading == moved[0].heading]
    net = sum_money(amounts)
    return net if net.ore else sum_money(money for money in amounts if money.ore > 0)
