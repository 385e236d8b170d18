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

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from tidlig.arithmetic.ledger import Ledger
from tidlig.checks.check import Group, Scope, check
from tidlig.index.tables import Rows
from tidlig.model.decisions import Appropriation, Program
from tidlig.model.findings import Note, Problem, Severity
from tidlig.model.grants import Award, Pool
from tidlig.model.messages import Message, joined_by_and
from tidlig.model.records import Statement

Leveled = Program | Appropriation | Pool | Award
"""What can state the price level of its amounts."""

Levels = Mapping[int, Leveled]
"""The price levels that are stated, each by the first entry that does."""

_LEVELS_STATED = """
SELECT MIN(at), MAX(at), place, level FROM award NOT INDEXED WHERE level IS NOT NULL
GROUP BY place, level ORDER BY 1
"""
"""The levels that awards at a place state, each with the first and the last award that does."""

_AT_LEVEL = "SELECT at FROM award WHERE place = ? AND level = ?"


@dataclass(frozen=True, slots=True)
class _Stated:
    """An entry that states a price level, and where its amounts belong."""

    entry: Leveled
    program: str
    strand: str | None = None
    round: str | None = None
    pool: str | None = None

    @property
    def is_act(self) -> bool:
        """Whether the amounts are those of an act, not of a pool or award."""
        return isinstance(self.entry, Program | Appropriation)

    @property
    def key(self) -> tuple[object, ...]:
        """What distinguishes it for statements: level and place, not the entry itself."""
        place = (self.program, self.strand, self.round, self.pool)
        return (self.is_act, self.entry.price_level, *place)


@check(Severity.WARNING, Scope.ROWS, Group.AGREEMENT)
def mixed_price_levels(rows: Rows) -> Iterator[Problem]:
    """Compare the price levels of awards, pools and statements with those of what they are of."""
    ledger = rows.ledger
    acts, pools = list(_acts(ledger)), list(_pools(ledger))
    levels = rows.ask(_LEVELS_STATED)
    ats = sorted({at for first, last, _, _ in levels for at in (first, last)})
    awards = {at: _of_award(ledger, award) for at, award in zip(ats, rows.at(*ats), strict=True)}
    by_program = _by_program(acts)
    for pool in pools:
        yield from _compare_grant(ledger, pool, by_program)
    for first, _, *where in levels:
        if any(True for _ in _compare_grant(ledger, awards[first], by_program)):
            for (award,) in rows.ask_and_open(_AT_LEVEL, *where):
                yield from _compare_grant(ledger, _of_award(ledger, award), by_program)
    yield from _compare_statements(ledger, [*acts, *pools, *awards.values()])


def _acts(ledger: Ledger) -> Iterator[_Stated]:
    """The acts that state a price level: those of programs first, then in date order."""
    for program in ledger.of(Program):
        if program.price_level is not None:
            yield _Stated(program, program.id)
    for act in sorted(ledger.of(Appropriation), key=lambda act: (act.date, act.id)):
        if act.price_level is not None:
            yield _Stated(act, act.program)


def _pools(ledger: Ledger) -> Iterator[_Stated]:
    for pool in ledger.of(Pool):
        if pool.price_level is not None:
            yield _Stated(pool, pool.program, pool.strand, pool.round, pool.id)


def _of_award(ledger: Ledger, award: Award) -> _Stated:
    program, strand = ledger.budget_line(award)
    round = ledger.pools[award.pool].round if award.pool is not None else award.round
    return _Stated(award, program, strand or None, round, award.pool)


def _by_program(acts: Iterable[_Stated]) -> Mapping[str, Sequence[Leveled]]:
    found: dict[str, list[Leveled]] = {}
    for act in acts:
        found.setdefault(act.program, []).append(act.entry)
    return found


def _compare_grant(
    ledger: Ledger, grant: _Stated, acts: Mapping[str, Sequence[Leveled]]
) -> Iterator[Problem]:
    """Compare an award with its pool, if that states a level; else with the program's acts."""
    if isinstance(grant.entry, Award) and grant.pool is not None:
        pool = ledger.pools[grant.pool]
        if pool.price_level is not None:
            what = Message('pool "{pool}"', pool=pool.id)
            yield from _problem(grant.entry, _levels([pool]), what)
            return
    what = Message('program "{program}"', program=grant.program)
    yield from _problem(grant.entry, _levels(acts.get(grant.program, ())), what)


def _compare_statements(ledger: Ledger, stated: Sequence[_Stated]) -> Iterator[Problem]:
    """Compare statements with what they measure, of which the first at each place is named."""
    first_by_key = {level.key: level for level in reversed(stated)}
    firsts = list(reversed(first_by_key.values()))
    for statement in ledger.of(Statement):
        if statement.price_level is not None:
            measured = [level.entry for level in firsts if _measures(statement, level)]
            yield from _problem(statement, _levels(measured), Message("what it measures"))


def _measures(statement: Statement, stated: _Stated) -> bool:
    """Whether an entry's amounts are within what a statement measures.

    A statement of a strand is of the program's acts too, which state what strands have.
    """
    if stated.is_act:
        is_narrower = statement.round is not None or statement.pool is not None
        return not is_narrower and statement.program in (None, stated.program)
    return (
        statement.program in (None, stated.program)
        and statement.strand in (None, stated.strand)
        and statement.round in (None, stated.round)
        and statement.pool in (None, stated.pool)
    )


def _levels(entries: Iterable[Leveled]) -> Levels:
    levels: dict[int, Leveled] = {}
    for entry in entries:
        if entry.price_level is not None:
            levels.setdefault(entry.price_level, entry)
    return levels


def _problem(entry: Leveled | Statement, levels: Levels, what: Message) -> Iterator[Problem]:
    """Report a level that is none of those of what the entry is of, where any is stated."""
    level = entry.price_level
    if level is None or not levels or level in levels:
        return
    message = Message(
        '{kind} "{id}" is at the price level of {level}, {what} at that of {levels}',
        kind=entry.kind,
        id=entry.id,
        level=level,
        what=what,
        levels=joined_by_and(sorted(levels)),
    )
    yield Problem(
        message,
        entry.at("price_level"),
        help=Message("state both at one price level, and keep what the source says in a note"),
        notes=tuple(_note(stating) for stating in levels.values()),
    )


def _note(entry: Leveled) -> Note:
    text = Message('{kind} "{id}" states it here', kind=entry.kind, id=entry.id)
    return Note(text, entry.at("price_level"))
