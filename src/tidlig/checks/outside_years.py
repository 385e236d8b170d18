"""Money is moved in years outside its program's.

## What it does

Gives every entry that moves money, under any heading, in a year that the program's `years` do not
have. An amount over several years is outside when one of them is. The awards of a program that are
outside are one finding, and so are its payments, its returns and its accounts, but for those that
accept it.

## Why it matters

It is legal, and real accounts do it: on Forebyggelsespakken, 2014-2017, grants were cancelled and
booked until 2021. But a year typed wrong looks just the same, and its money is missing where it
should be. So someone looks at it once, and accepts it with the reason.

## Example

```toml programs.toml
[ledger]
format = 1

[program.tidlig]
name    = "Tidlig hjælp"
years   = "2014-2017"
total   = "280 mio. kr."
unspent = "lapses"

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
name    = "Tidlig hjælp"
years   = "2014-2017"
total   = "280 mio. kr."
unspent = "lapses"

[outturn.r2018]
program = "tidlig"
year    = 2018
amount  = "-3,1 mio. kr."
accept  = { outside-years = "Annullerede tilsagn er bogført efter initiativets periode." }
```
"""

from collections.abc import Iterator
from itertools import chain

from tidlig.arithmetic.charging import (
    amendment_movements,
    award_movements,
    payment_movements,
    return_movements,
)
from tidlig.arithmetic.movements import Movement, sum_money
from tidlig.checks.check import Group, Scope, check
from tidlig.checks.places import amount_place, latest
from tidlig.index.columns import is_of_many
from tidlig.index.tables import Rows
from tidlig.model.decisions import Program
from tidlig.model.entry import Entry
from tidlig.model.findings import Location, Note, Problem, Severity
from tidlig.model.grants import Amendment, Payment
from tidlig.model.messages import Message
from tidlig.model.money import Money
from tidlig.model.years import Years

_VERBS = {
    "appropriated": Message("appropriated"),
    "restated": Message("restated"),
    "reprioritised": Message("reprioritised"),
    "carried": Message("carried"),
    "awarded": Message("awarded"),
    "returned": Message("returned"),
    "paid": Message("paid"),
    "outturn": Message("charged"),
    "agreed": Message("agreed"),
    "lapsed": Message("lapsed"),
}
"""What is done with money under a heading."""

_MANY = {
    "award": Message("awards"),
    "payment": Message("payments"),
    "return": Message("returns"),
    "outturn": Message("accounts"),
}
"""The kinds of which a program has many entries: what is outside its years has one cause."""


_AWARDS_OUTSIDE = "SELECT at FROM award WHERE place = ? AND (first < ? OR last > ?)"

_YEARS_ON_AWARDS = """
SELECT award.place, MIN(on_award.year), MAX(on_award.year)
FROM on_award CROSS JOIN award ON award.at = on_award.award GROUP BY award.place
"""
"""The first and last year of payments and returns at each place: most have none outside."""

_ON_AWARDS_OUTSIDE = """
SELECT on_award.at, award.at FROM award JOIN on_award ON on_award.award = award.at
WHERE award.place = ? AND (on_award.year < ? OR on_award.year > ?)
"""


@check(Severity.WARNING, Scope.ROWS, Group.ORDER)
def outside_years(rows: Rows) -> Iterator[Problem]:
    """Report each entry that moves money in years that its program does not have."""
    ledger = rows.ledger
    outside: dict[tuple[str, str, str], list[Movement]] = {}
    for movement in chain(_of_core(rows), _of_rows_outside(rows)):
        program = ledger.programs[movement.line.program]
        if movement.money.ore and not movement.line.years.within(program.years):
            key = (movement.entry.stands_in, movement.entry.address, program.id)
            outside.setdefault(key, []).append(movement)
    together: dict[tuple[str, str], list[list[Movement]]] = {}
    for (_, _, id), movements in outside.items():
        in_order = sorted(movements, key=lambda movement: movement.line.years)
        entry = in_order[0].entry
        if entry.kind in _MANY and not _accepts(entry):
            together.setdefault((id, entry.kind), []).append(in_order)
        else:
            yield _problem(ledger.programs[id], in_order)
    for (id, kind), entries in together.items():
        program = ledger.programs[id]
        yield _problem(program, entries[0]) if len(entries) == 1 else _of(program, kind, entries)


def _of_core(rows: Rows) -> Iterator[Movement]:
    """The movements of all entries that are not rows."""
    ledger = rows.ledger
    for acts in ledger.restatements.values():
        for act in acts:
            yield from act.movements
    for entry in ledger.entries:
        if isinstance(entry, Amendment):
            award = rows.amended[entry.award]
            yield from amendment_movements(entry, award, ledger.budget_line(award))
        elif not is_of_many(entry):
            yield from ledger.movements_of(entry)


def _of_rows_outside(rows: Rows) -> Iterator[Movement]:
    """The movements of the rows that have any outside the years of their program."""
    programs = rows.ledger.programs
    on_awards = {place: Years(*years) for place, *years in rows.ask(_YEARS_ON_AWARDS)}
    for place, line in enumerate(rows.budget_lines):
        years = programs[line[0]].years
        for (award,) in rows.ask_and_open(_AWARDS_OUTSIDE, place, *years):
            yield from award_movements(award, line)
        if place not in on_awards or on_awards[place].within(years):
            continue
        for entry, award in rows.ask_and_open(_ON_AWARDS_OUTSIDE, place, *years):
            if isinstance(entry, Payment):
                yield from payment_movements(entry, award, line)
            else:
                yield from return_movements(entry, award, line)


def _accepts(entry: Entry) -> bool:
    return any(accepted.check == outside_years.name for accepted in entry.accept)


def _of(program: Program, kind: str, entries: list[list[Movement]]) -> Problem:
    """Report several entries of a kind as one problem, which points at the last."""
    movements = [moved for entry in entries for moved in entry if moved.heading == entry[0].heading]
    by_years: dict[Years, Money] = {}
    for moved in sorted(movements, key=lambda moved: moved.line.years):
        years = moved.line.years
        by_years[years] = by_years.get(years, Money(0)) + moved.money
    message = Message(
        "{count} {entries} of {program} are outside {program_years}: {amounts}",
        count=len(entries),
        entries=_MANY[kind],
        program=program.id,
        program_years=program.years,
        amounts=tuple(
            Message("{money} in {years}", money=money, years=years)
            for years, money in by_years.items()
        ),
    )
    # The whole entry, for an error at its amount tells nothing of the others.
    return _at(program, latest(movements).entry.at(), message)


def _problem(program: Program, movements: list[Movement]) -> Problem:
    first = movements[0]
    years = tuple(dict.fromkeys(movement.line.years for movement in movements))
    message = Message(
        "{entry}: {money} is {done} in {years}, outside {program_years} of {program}",
        entry=first.entry.address,
        money=_money(movements),
        done=_VERBS[first.heading],
        years=years,
        program_years=program.years,
        program=program.id,
    )
    return _at(program, amount_place(first.entry, first.line.years), message)


def _at(program: Program, place: Location, message: Message) -> Problem:
    text = Message("the program's years are {years}", years=program.years)
    return Problem(
        message,
        place,
        help=Message("mend the year, or accept the finding with the reason"),
        notes=(Note(text, program.at("years")),),
    )


def _money(movements: list[Movement]) -> Money:
    """What is moved under the first heading; of what only changes place, what is moved to."""
    heading = movements[0].heading
    amounts = [movement.money for movement in movements if movement.heading == heading]
    net = sum_money(amounts)
    return net if net.ore else sum_money(money for money in amounts if money.ore > 0)
