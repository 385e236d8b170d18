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
from tidlig.checks.compare import are_over, over
from tidlig.model.contents import Contents
from tidlig.model.decisions import Appropriation, Program
from tidlig.model.entry import Entry, YearAmount, YearAmounts
from tidlig.model.findings import Location, Note, Problem, Severity
from tidlig.model.messages import Message, Value
from tidlig.model.money import Money


class Share(NamedTuple):
    """What one strand is given in one year, and the place that states it."""

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
        yield from _over(program.at("total"), program.total, shares, program.id)
    elif isinstance(program.yearly, Money):
        split = _yearly_split(program, program.yearly, shares)
        yield from _by_year(program, split, shares, key="yearly")


def _yearly_split(program: Program, yearly: Money, shares: list[Share]) -> YearAmounts:
    """The yearly amount for each year up to the last that a strand names."""
    last = max([share.year for share in shares], default=program.years.first)
    years = range(program.years.first, min(program.years.last, last) + 1)
    return tuple(YearAmount(year, yearly) for year in years)


def _shares(entry: Entry, split: YearAmounts | None, *keys: str) -> Iterator[Share]:
    path = keys or ("split",)
    for year, amount in split or ():
        if isinstance(amount, Money):
            yield Share(year, amount, entry.at(*path, str(year)))


def _shares_of_act(act: Appropriation) -> list[Share]:
    return [
        share for row in act.strands for share in _shares(act, row.split, "strands", row.strand)
    ]


def _by_year(
    entry: Program | Appropriation, split: YearAmounts, shares: Sequence[Share], key: str = "split"
) -> Iterator[Problem]:
    limits = dict(split)
    for year in sorted({share.year for share in shares}):
        of_year = [share for share in shares if share.year == year]
        limit = limits.get(year)
        if year not in limits:
            yield _not_named(entry, of_year, key)
        elif isinstance(limit, Money):
            place = entry.at(key) if key == "yearly" else entry.at(key, str(year))
            whole = Message("{entry} in {year}", entry=_name(entry), year=year)
            yield from _over(place, limit, of_year, whole)


def _over(
    place: Location, limit: Money, shares: Sequence[Share], whole: Value
) -> Iterator[Problem]:
    total = sum_money(share.money for share in shares)
    severity = over(total, limit)
    if total.high <= 0 or severity is None:
        return
    message = Message(
        "the strands of {whole} add up to {total} and {are_over} its {limit}",
        whole=whole,
        total=total,
        are_over=are_over(total, limit, severity),
        limit=limit,
    )
    yield Problem(
        message,
        shares[-1].place,
        help=Message(
            "lower what the strands are given, or raise the whole: strands are part of it"
        ),
        label=Message("this strand brings them to {total}", total=total),
        notes=(Note(Message("the whole is {limit}", limit=limit), place),),
        severity=severity,
    )


def _not_named(entry: Program | Appropriation, shares: Sequence[Share], key: str) -> Problem:
    total = sum_money(share.money for share in shares)
    year = shares[0].year
    years = "years" if key == "yearly" else key
    is_one = len(shares) == 1
    message = Message(
        "{strands} given {total} in {year}, a year that {entry} does not name",
        strands=Message("a strand is") if is_one else Message("strands are"),
        total=total,
        year=year,
        entry=_name(entry),
    )
    return Problem(
        message,
        shares[0].place,
        help=Message(
            "name {year} in the {years} too, or leave it out here", year=year, years=years
        ),
        notes=(Note(Message("the years are named here"), entry.at(years)),),
    )


def _name(entry: Program | Appropriation) -> str:
    return entry.act if isinstance(entry, Appropriation) else entry.id
