"""Amounts at different price levels are held against each other.

## What it does

Compares the `price_level` of an award with that of its pool; that of a pool, or of an award from no
pool that states one, with those that the acts of its program state; and that of a statement with
those of what it measures: the pool, the pools of the round, or the acts, pools and awards of the
program or strand. Only levels that are stated are compared: none is ever guessed.

## Why it matters

An act of 2018 states an old appropriation in the prices of 2018. Where prices and wages rise by one
and a half per cent a year, 100 mio. kr. of 2014 are written as 106: the same money. Take the one
from the other, and what is left is wrong by millions, with no wrong figure in the books.

## Example

```toml programs.toml
[ledger]
format = 1

[program.tidlig]
name        = "Tidlig hjælp"
years       = "2014-2017"
total       = "280 mio. kr."
price_level = 2014

[pool.foraeldre-1]
program     = "tidlig"
frame       = "10 mio. kr."
price_level = 2016
```

## Use instead

```toml programs.toml
[ledger]
format = 1

[program.tidlig]
name        = "Tidlig hjælp"
years       = "2014-2017"
total       = "280 mio. kr."
price_level = 2014

[pool.foraeldre-1]
program     = "tidlig"
frame       = "9,8 mio. kr."
price_level = 2014
note        = "Opslået med 10 mio. kr. i 2016-priser."
```
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from tidlig.arithmetic.ledger import Ledger
from tidlig.checks.check import Group, Scope, check
from tidlig.model.decisions import Appropriation, Program
from tidlig.model.findings import Note, Problem, Severity
from tidlig.model.grants import Award, Pool
from tidlig.model.records import Statement

Leveled = Program | Appropriation | Pool | Award
"""What can state the price level of its amounts."""

Levels = Mapping[int, Leveled]
"""The price levels that are stated, each by the first entry that does."""


@dataclass(frozen=True, slots=True)
class _Stated:
    """An entry that states a price level, and where its amounts belong."""

    entry: Leveled
    program: str
    strand: str | None = None
    round: str | None = None
    pool: str | None = None

    @property
    def key(self) -> tuple[object, ...]:
        """What tells it apart for statements: level and place, not the entry itself."""
        is_act = isinstance(self.entry, Program | Appropriation)
        place = (self.program, self.strand, self.round, self.pool)
        return (is_act, self.entry.price_level, *place)


@check(Severity.WARNING, Scope.ENTRIES, Group.AGREEMENT)
def mixed_price_levels(ledger: Ledger) -> Iterator[Problem]:
    """Compare the price levels of awards, pools and statements with those of what they are of."""
    stated = list(_stated(ledger))
    acts: dict[str, list[Leveled]] = {}
    for each in stated:
        if isinstance(each.entry, Program | Appropriation):
            acts.setdefault(each.program, []).append(each.entry)
    for each in stated:
        if isinstance(each.entry, Pool):
            levels = _levels(acts.get(each.program, ()))
            yield from _problem(each.entry, levels, f'program "{each.program}"')
        elif isinstance(each.entry, Award):
            pool = ledger.pools[each.pool] if each.pool is not None else None
            of_pool = pool is not None and pool.price_level is not None
            levels = _levels([pool] if pool and of_pool else acts.get(each.program, ()))
            what = f'pool "{each.pool}"' if of_pool else f'program "{each.program}"'
            yield from _problem(each.entry, levels, what)
    first = {each.key: each for each in reversed(stated)}
    for statement in ledger.of(Statement):
        if statement.price_level is not None:
            measured = [
                each.entry for each in reversed(first.values()) if _measures(statement, each)
            ]
            yield from _problem(statement, _levels(measured), "what it measures")


def _stated(ledger: Ledger) -> Iterator[_Stated]:
    """Give what states a price level, acts first, in date order."""
    for program in ledger.of(Program):
        if program.price_level is not None:
            yield _Stated(program, program.id)
    for act in sorted(ledger.of(Appropriation), key=lambda act: (act.date, act.id)):
        if act.price_level is not None:
            yield _Stated(act, act.program)
    for pool in ledger.of(Pool):
        if pool.price_level is not None:
            yield _Stated(pool, pool.program, pool.strand, pool.round, pool.id)
    for award in ledger.of(Award):
        if award.price_level is not None and award.id in ledger.awards:
            charged, strand = ledger.budget_line(award)
            round = ledger.pools[award.pool].round if award.pool is not None else award.round
            yield _Stated(award, charged, strand or None, round, award.pool)


def _measures(statement: Statement, each: _Stated) -> bool:
    """Tell whether an entry's amounts are within what a statement measures.

    A statement of a strand is of the program's acts too, which state what strands have.
    """
    is_act = isinstance(each.entry, Program | Appropriation)
    whole = ("program",) if is_act else ("program", "strand", "round", "pool")
    if is_act and (statement.round is not None or statement.pool is not None):
        return False
    return all(
        getattr(statement, key) is None or getattr(statement, key) == getattr(each, key)
        for key in whole
    )


def _levels(entries: Iterable[Leveled]) -> Levels:
    levels: dict[int, Leveled] = {}
    for entry in entries:
        if entry.price_level is not None:
            levels.setdefault(entry.price_level, entry)
    return levels


def _problem(entry: Pool | Award | Statement, levels: Levels, what: str) -> Iterator[Problem]:
    """Report a level that is none of those of what the entry is of, where any is stated."""
    level = entry.price_level
    if level is None or not levels or level in levels:
        return
    there = " and ".join(map(str, sorted(levels)))
    yield Problem(
        f'{entry.kind} "{entry.id}" is at the price level of {level}, {what} at that of {there}',
        entry.at("price_level"),
        help="state both at one price level, and keep what the source says in a note",
        notes=tuple(
            Note(f'{kind.kind} "{kind.id}" states it here', kind.at("price_level"))
            for kind in levels.values()
        ),
    )
