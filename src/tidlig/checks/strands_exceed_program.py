"""The strands of a program are given more than the program has.

## What it does

Compares what the strands of a program are given with what the program has, and what an act gives
to strands with the act's own `split`: year by year, or in all where the program has a `total` that
is not split. Strands that are given nothing, or less, exceed nothing, also where the whole is below
zero. A year that a strand is given money in and the whole does not name is reported too.

## Why it matters

A strand's money is a part of the program's appropriation, never on top of it. Parliament controls
the appropriation on the first six digits of the account; the sub-accounts only say how it is
shared. Strands that add up to more promise money that nobody has given.

## Example

```toml programs.toml
[ledger]
format = 1

[program.tidlig]
name  = "Tidlig hjælp"
years = 2015
split = { 2015 = "25 mio. kr." }

[program.tidlig.strand.foraeldre]
name  = "Forældrekompetencer"
split = { 2015 = "16 mio. kr." }

[program.tidlig.strand.dagtilbud]
name  = "Forebyggende indsatser i dagtilbud"
split = { 2015 = "15 mio. kr." }
```

## Use instead

```toml programs.toml
[ledger]
format = 1

[program.tidlig]
name  = "Tidlig hjælp"
years = 2015
split = { 2015 = "31 mio. kr." }

[program.tidlig.strand.foraeldre]
name  = "Forældrekompetencer"
split = { 2015 = "16 mio. kr." }

[program.tidlig.strand.dagtilbud]
name  = "Forebyggende indsatser i dagtilbud"
split = { 2015 = "15 mio. kr." }
```
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from tidlig.arithmetic.movements import sum_money
from tidlig.checks.check import Group, Scope, check
from tidlig.checks.compare import by_how_much, over
from tidlig.model.contents import Contents
from tidlig.model.decisions import Appropriation, Program
from tidlig.model.entry import Entry, YearAmount, YearAmounts
from tidlig.model.findings import Location, Note, Problem, Severity
from tidlig.model.money import Money, kroner


class Share(NamedTuple):
    """What one strand is given in one year, and where it says so."""

    year: int
    money: Money
    place: Location


@check(Severity.ERROR, Scope.FILE, Group.SUMS)
def strands_exceed_program(file: Contents) -> Iterator[Problem]:
    """Compare strands with their program, and an act's strands with the act, year by year."""
    for entry in file.entries:
        if isinstance(entry, Appropriation):
            yield from _by_year(entry, entry.split, _shares_of_act(entry))
        elif isinstance(entry, Program):
            yield from _program(entry)


def _program(program: Program) -> Iterator[Problem]:
    shares = [share for strand in program.strands for share in _shares(strand, strand.split)]
    if program.split is not None:
        yield from _by_year(program, program.split, shares)
    elif isinstance(program.total, Money):
        yield from _over(program, "total", program.total, shares, program.id)
    elif isinstance(program.yearly, Money):
        last = max([share.year for share in shares], default=program.years.first)
        years = range(program.years.first, min(program.years.last, last) + 1)
        split = tuple(YearAmount(year, program.yearly) for year in years)
        yield from _by_year(program, split, shares, key="yearly")


def _shares(entry: Entry, split: YearAmounts | None, *keys: str) -> Iterator[Share]:
    for year, amount in split or ():
        if isinstance(amount, Money):
            path = keys or ("split",)
            yield Share(year, amount, entry.at(*path, str(year)))


def _shares_of_act(act: Appropriation) -> list[Share]:
    return [s for row in act.strands for s in _shares(act, row.split, "strands", row.strand)]


def _by_year(
    entry: Program | Appropriation, split: YearAmounts, shares: Sequence[Share], key: str = "split"
) -> Iterator[Problem]:
    stated = dict(split)
    for year in sorted({share.year for share in shares}):
        given = [share for share in shares if share.year == year]
        limit = stated.get(year)
        if year not in stated:
            yield _not_named(entry, given, key)
        elif isinstance(limit, Money):
            place = key if key == "yearly" else str(year)
            yield from _over(entry, place, limit, given, f"{_whole(entry)} in {year}")


def _over(
    entry: Program | Appropriation, key: str, limit: Money, given: Sequence[Share], whole: str
) -> Iterator[Problem]:
    asked = sum_money(share.money for share in given)
    severity = over(asked, limit) if asked.high > 0 else None
    if severity is None or not given:
        return
    place = entry.at("split", key) if key.isdigit() else entry.at(key)
    over_it = "are" if severity is Severity.ERROR else "may be"
    yield Problem(
        f"the strands of {whole} add up to {kroner(asked)} and {over_it} "
        f"{by_how_much(asked, limit, severity)} over its {kroner(limit)}",
        given[-1].place,
        help="lower what the strands are given, or raise the whole: strands are part of it",
        label=f"this strand brings them to {kroner(asked)}",
        notes=(Note(f"the whole is {kroner(limit)}", place),),
        severity=severity,
    )


def _not_named(entry: Program | Appropriation, given: Sequence[Share], key: str) -> Problem:
    asked = sum_money(share.money for share in given)
    strands = "a strand is" if len(given) == 1 else "strands are"
    years = "years" if key == "yearly" else key
    return Problem(
        f"{strands} given {kroner(asked)} in {given[0].year}, "
        f"a year that {_whole(entry)} does not name",
        given[0].place,
        help=f"name {given[0].year} in the {years} too, or leave it out here",
        notes=(Note("the years are named here", entry.at(years)),),
    )


def _whole(entry: Program | Appropriation) -> str:
    return entry.act if isinstance(entry, Appropriation) else entry.id
