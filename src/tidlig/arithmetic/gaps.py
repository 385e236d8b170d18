"""Where unknown amounts would be: the movements that they would make, were they known.

An entry with an unknown amount is made to move with a mark in its place, and nothing else. What is
moved from one line to another marks both, with opposite signs: inside a scope that has both, an
unknown amount nets to zero and is not in the way of a sum.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from tidlig.arithmetic.appropriating import appropriated
from tidlig.arithmetic.ledger import Ledger
from tidlig.arithmetic.movements import UNSPLIT, Line, Movement
from tidlig.arithmetic.restatement import RESTATED, absorbs, years_named
from tidlig.arithmetic.unstated import yearly_open
from tidlig.model.decisions import Appropriation, Program, Strand
from tidlig.model.entry import Entry
from tidlig.model.money import UNKNOWN, ZERO, Money
from tidlig.model.years import Years, one

MARK = Money(1)
"""Stands for an amount that is not known."""

_AMOUNTS = ("amount", "total", "yearly", "split")


def gaps(ledger: Ledger) -> Iterator[Movement]:
    """Give a marked movement for each that an unknown amount, or one without an end, would make."""
    for entry in ledger.unstated:
        for movement in _movements(_marked(entry), ledger):
            if movement.money != ZERO and movement.line.program in ledger.programs:
                yield replace(movement, entry=entry)
    for program, _ in yearly_open(ledger):
        line = Line(program.id, UNSPLIT, program.years)
        yield Movement(line, "appropriated", MARK, program, program.date)


def settled_on(ledger: Ledger, gap: Movement, asked: Years | None) -> dt.date | None:
    """Give the date from which acts state the budget of the years of a gap that are asked for.

    They do once each year is named, and for a span once an act absorbs it. An amount without an end
    is of no year that ends.
    """
    years = gap.line.years
    if asked is not None:
        years = Years(max(years.first, asked.first), min(years.last, asked.last))
    if gap.heading not in RESTATED or years.open:
        return None
    lacking = set(range(years.first, years.last + 1))
    for restatement in ledger.restatements[gap.line.program]:
        act = restatement.act
        is_own = act.address == gap.entry.address  # a cached act is another object
        if not is_own and (gap.date is None or act.date >= gap.date):
            lacking.difference_update(years_named(act))
            if not lacking or (not gap.line.years.single and absorbs(act, gap)):
                return act.date
    return None


def _marked(entry: Entry) -> Entry:
    """Give an entry with the mark where its amounts are unknown, and 0 where they are known."""
    written = {key: getattr(entry, key, None) for key in _AMOUNTS}
    return replace(entry, **{key: _mark(value) for key, value in written.items() if value})


def _mark(value: Any) -> Any:
    if isinstance(value, tuple):
        return tuple(row._replace(amount=_mark(row.amount)) for row in value)
    return MARK if value is UNKNOWN else ZERO


def _movements(marked: Entry, ledger: Ledger) -> Iterable[Movement]:
    if isinstance(marked, Program):
        return _of_program(marked)
    if isinstance(marked, Strand):
        return _of_strand(marked, ledger)
    if isinstance(marked, Appropriation):
        return _of_act(marked)
    return ledger.moved_by(marked)


def _of_program(marked: Program) -> Iterable[Movement]:
    if marked.yearly == MARK and marked.years.open:
        line = Line(marked.id, UNSPLIT, marked.years)
        return [Movement(line, "appropriated", MARK, marked, marked.date)]
    return appropriated(replace(marked, strands=()))


def _of_strand(marked: Strand, ledger: Ledger) -> Iterable[Movement]:
    program = ledger.programs.get(marked.program)
    if program is None:
        return ()
    moved = appropriated(replace(program, strands=(marked,)))
    return (movement for movement in moved if movement.entry is marked)


def _of_act(marked: Appropriation) -> Iterator[Movement]:
    """Mark the years that an act calls unknown; a strand's is part of what the act states."""
    found = [(UNSPLIT, year, money) for year, money in marked.split]
    for row in marked.strands:
        for year, money in _mark(row.split):
            found.append((row.strand, year, money))
            if (year, ZERO) in marked.split:
                found.append((UNSPLIT, year, -money))
    for strand, year, money in found:
        assert isinstance(money, Money)
        line = Line(marked.program, strand, one(year))
        yield Movement(line, "restated", money, marked, marked.date)
