"""The bridge between acts: how a program's budget came to be what it is, step by step.

From the first act over each decision that the ledger explains, and what a later act changes without
any, to the budget. A decision that moves money within the program is no step.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from tidlig.arithmetic.balance import Choice
from tidlig.arithmetic.figures import BUDGET, added
from tidlig.arithmetic.ledger import Ledger
from tidlig.arithmetic.marks import Doubts, Mark, doubts_at, marks
from tidlig.arithmetic.movements import Movement, effective
from tidlig.model.decisions import Appropriation, Program, Strand
from tidlig.model.entry import Entry
from tidlig.model.money import ZERO, Money


@dataclass(frozen=True, slots=True)
class Step:
    """One step: what an act appropriates, a decision changes, or an act leaves unexplained.

    `act` is the name of the act that the step is, if it is one. `budget` is what there is after it;
    `unknown` says that a part of the amount is not known, and adds nothing; `in_doubt` that the
    budget is not, until acts have stated it anew.
    """

    program: str
    entry: Entry
    date: dt.date | None
    amount: Money
    budget: Money
    act: str | None = None
    explained: bool = True
    unknown: bool = False
    in_doubt: bool = False


def bridge(ledger: Ledger, choice: Choice) -> tuple[Step, ...]:
    """Give the steps of each program chosen, in order of effect: a program's own, then by date.

    A program of which only strands are chosen has none: what an act first gives a strand would seem
    to be unexplained.
    """
    movements: dict[str, list[Movement]] = {id: [] for id in ledger.programs}
    unknown: dict[str, list[Mark]] = {id: [] for id in ledger.programs}
    for movement in ledger.movements:
        if movement.heading in BUDGET and choice.takes(movement.line):
            movements[movement.line.program].append(movement)
    for mark in marks(ledger):
        if mark.movement.heading in BUDGET and choice.takes(mark.movement.line):
            unknown[mark.movement.line.program].append(mark)
    return tuple(
        step
        for id, program in ledger.programs.items()
        if (movements[id] or unknown[id]) and choice.takes_whole(id)
        for step in _steps(program, movements[id], unknown[id])
    )


def _steps(
    program: Program, movements: Iterable[Movement], unknown: Sequence[Mark]
) -> Iterator[Step]:
    moved = _by_entry(program, movements)
    marked = _by_entry(program, (mark.movement for mark in unknown))
    entries = {entry.address: entry for entry, _ in (*moved.values(), *marked.values())}
    budget = ZERO
    for address, entry in sorted(entries.items(), key=lambda item: _order(item[1])):
        parts = moved.get(address, (entry, []))[1]
        is_unknown = sum(gap.money.ore for gap in marked.get(address, (entry, []))[1]) != 0
        before, budget = budget, budget + _sum(parts)
        in_doubt = "budget" in _doubts(unknown, entry)
        for step in _of_entry(program, entry, parts, is_unknown):
            before += step.amount
            yield Step(
                program.id, entry, step.date, step.amount, before,
                step.act, step.explained, step.unknown, in_doubt,
            )  # fmt: skip


def _of_entry(
    program: Program, entry: Entry, parts: list[Movement], unknown: bool
) -> Iterator[Step]:
    """Give the steps of one entry, the budget left out: of a later act what it changes is first."""
    date: dt.date | None = getattr(entry, "date", None)
    if isinstance(entry, Appropriation):
        change = _sum(part for part in parts if part.heading == "restated")
        if change.ore:
            yield Step(program.id, entry, date, change, ZERO, explained=False, unknown=unknown)
        new = _sum(part for part in parts if part.heading == "appropriated")
        untold = unknown and not change.ore
        yield Step(program.id, entry, date, new, ZERO, act=entry.act, unknown=untold)
    elif isinstance(entry, Program):
        act = entry.act or entry.id
        yield Step(program.id, entry, date, _sum(parts), ZERO, act=act, unknown=unknown)
    elif unknown or _sum(parts).ore:
        yield Step(program.id, entry, date, _sum(parts), ZERO, unknown=unknown)


def _by_entry(
    program: Program, movements: Iterable[Movement]
) -> dict[str, tuple[Entry, list[Movement]]]:
    """Part movements by their entry; what strands are given is the program's."""
    parts: dict[str, tuple[Entry, list[Movement]]] = {}
    for movement in movements:
        entry = program if isinstance(movement.entry, Strand) else movement.entry
        parts.setdefault(entry.address, (entry, []))[1].append(movement)
    return parts


def _doubts(unknown: Iterable[Mark], entry: Entry) -> Doubts:
    """Give what is not known of a budget after an entry."""
    date = effective(getattr(entry, "date", None))
    return doubts_at(unknown, date, in_act=isinstance(entry, Appropriation))


def _order(entry: Entry) -> tuple[dt.date, int, str]:
    """On one date the program is first, and acts come after all else, by id."""
    rank = 0 if isinstance(entry, Program) else 2 if isinstance(entry, Appropriation) else 1
    return effective(getattr(entry, "date", None)), rank, entry.id


def _sum(movements: Iterable[Movement]) -> Money:
    return added(movement.money for movement in movements)
