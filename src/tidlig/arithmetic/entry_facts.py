"""What a reader of one entry wants to know besides its keys: what is left, payments, statements."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple

from tidlig.arithmetic.followed_figure import LEFT_OF_FRAME, followed_figure
from tidlig.arithmetic.ledger import Ledger
from tidlig.arithmetic.log import in_order
from tidlig.arithmetic.movements import UNSPLIT, Movement, has_unknown, sum_money
from tidlig.arithmetic.overview import ProgramOverview, overview
from tidlig.arithmetic.related import (
    EntryName,
    all_entries,
    dependents,
    display_name,
    entry_name,
    find_entries,
)
from tidlig.arithmetic.scope import scope
from tidlig.arithmetic.statements import StatementResult, statement_result
from tidlig.arithmetic.what_is_left import Cell, Figure, Left
from tidlig.model.decisions import Program, Strand
from tidlig.model.entry import Entry
from tidlig.model.grants import Award, Pool
from tidlig.model.money import Money
from tidlig.model.records import Source, Statement


class PaymentRow(NamedTuple):
    """A payment, return or amendment of an award, with what is paid and outstanding after it.

    What is outstanding of an unknown amount is not known.
    """

    entry: Entry
    amount: Money
    paid: Money
    outstanding: Money | None


@dataclass(frozen=True, slots=True)
class EntryFacts:
    """What is known of an entry besides its own keys.

    `place` is the program and strand that its money is on; `program` what is left of the program
    that it is, or is a strand of; `left` what is left of itself, or of
    a pool's frame. `statements` are those of it, with
    verdicts. `names` are those of entries for people. `command_id` is what a command may call it.
    """

    place: tuple[str, str] | None
    program: ProgramOverview | None
    left: Left | None
    left_of_frame: Figure | None
    statements: tuple[StatementResult, ...]
    payments: tuple[PaymentRow, ...]
    names: Mapping[EntryName, str]
    command_id: str


def entry_facts(ledger: Ledger, entry: Entry, date: dt.date) -> EntryFacts:
    """Return what is known of an entry of a ledger that has been taken as of the date."""
    program, is_pool = _program(ledger, entry, date), isinstance(entry, Pool)
    return EntryFacts(
        _place(ledger, entry),
        program,
        _left(program, entry),
        followed_figure(ledger, entry, LEFT_OF_FRAME, date).figure if is_pool else None,
        tuple(statement_result(ledger, each) for each in _statements(ledger, entry)),
        tuple(_payments(ledger, entry)) if isinstance(entry, Award) else (),
        entry_names(ledger),
        _command_id(ledger, entry),
    )


def entry_names(ledger: Ledger) -> dict[EntryName, str]:
    """Return the names of entries for people; a program's has its account."""
    names: dict[EntryName, str] = {}
    for entry in all_entries(ledger):
        name = display_name(entry)
        if name is None:
            continue
        account = entry.account if isinstance(entry, Program) else None
        names[entry_name(entry)] = f"{name}, {account}" if account else name
    return names


def _place(ledger: Ledger, entry: Entry) -> tuple[str, str] | None:
    if isinstance(entry, Award):
        return ledger.budget_line(entry) if entry.id in ledger.awards else None
    if isinstance(entry, Pool):
        return entry.program, entry.strand or UNSPLIT
    return None


def _program(ledger: Ledger, entry: Entry, date: dt.date) -> ProgramOverview | None:
    if not isinstance(entry, Program | Strand):
        return None
    id = entry.program if isinstance(entry, Strand) else entry.id
    own = ledger.programs[id]
    return overview(ledger, [own], date)[0] if ledger.has_begun(own) else None


def _left(program: ProgramOverview | None, entry: Entry) -> Left | None:
    if program is None:
        return None
    if isinstance(entry, Strand):
        return program.figures.left(Cell(strand=entry.id))
    return program.total


def _statements(ledger: Ledger, entry: Entry) -> list[Statement]:
    if isinstance(entry, Award):
        return list(_of_award(ledger, entry))
    if isinstance(entry, Source | Statement):
        return []
    found = dependents(ledger, entry).get(Statement.kind, ())
    return [each for each in found if isinstance(each, Statement)]


def _of_award(ledger: Ledger, award: Award) -> Iterator[Statement]:
    """Yield the statements of what was awarded that are of one award alone."""
    for statement in ledger.of(Statement):
        if statement.measure != "awarded":
            continue
        own = scope(ledger, statement)
        if own.takes_award(award) is not True:
            continue
        taken = (each for each in ledger.of(Award) if own.takes_award(each) is not False)
        if list(islice(taken, 2)) == [award]:
            yield statement


def _payments(ledger: Ledger, award: Award) -> Iterator[PaymentRow]:
    """Yield what happened to the money of an award after it was given, in order."""
    by_entry = _by_entry(in_order(_movements(ledger, award)))
    charged = [movements for entry, movements in by_entry if entry is award]
    outstanding = sum_money(_sum(movements, "awarded") for movements in charged)
    paid = Money()
    is_unknown = has_unknown(award)
    for entry, movements in by_entry:
        if entry is award:
            continue
        given = _sum(movements, "awarded") - _sum(movements, "returned")
        now_paid = _sum(movements, "paid")
        paid += now_paid
        outstanding += given - now_paid
        amount = now_paid if entry.kind == "payment" else given
        yield PaymentRow(entry, amount, paid, None if is_unknown else outstanding)


def _movements(ledger: Ledger, award: Award) -> Iterator[Movement]:
    """Yield the movements of an award, and of what is on it."""
    for movement in ledger.movements:
        entry = movement.entry
        if entry is award or getattr(entry, "award", None) == award.id:
            yield movement


def _by_entry(movements: Iterable[Movement]) -> list[tuple[Entry, list[Movement]]]:
    by_address: dict[str, tuple[Entry, list[Movement]]] = {}
    for movement in movements:
        entry = movement.entry
        by_address.setdefault(entry.address, (entry, []))[1].append(movement)
    return list(by_address.values())


def _sum(movements: Iterable[Movement], heading: str) -> Money:
    return sum_money(movement.money for movement in movements if movement.heading == heading)


def _command_id(ledger: Ledger, entry: Entry) -> str:
    """Return the shortest id that means an entry to a command."""
    short = f"{entry.program}/{entry.id}" if isinstance(entry, Strand) else entry.id
    return short if find_entries(ledger, short) == [entry] else entry.address
