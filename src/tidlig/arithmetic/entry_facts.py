"""What a reader of one entry wants to know besides its keys: what is left, payments, statements."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple

from tidlig.arithmetic.figures import Figure
from tidlig.arithmetic.followed_figure import LEFT_OF_FRAME, followed_figure
from tidlig.arithmetic.ledger import Ledger
from tidlig.arithmetic.log import in_order
from tidlig.arithmetic.movements import UNSPLIT, Movement, has_unknown, sum_money
from tidlig.arithmetic.overview import ProgramOverview, overview
from tidlig.arithmetic.part_overview import PartOverview
from tidlig.arithmetic.recorded_payments import without_payments
from tidlig.arithmetic.related import (
    EntryName,
    all_entries,
    display_name,
    entry_name,
    find_entries,
    leads_to,
)
from tidlig.arithmetic.scope import scope
from tidlig.arithmetic.statements import StatementResult, statement_result
from tidlig.arithmetic.unknown_amounts import LESS, MORE, unknown_movements
from tidlig.model.decisions import Program, Strand
from tidlig.model.entry import Entry
from tidlig.model.grants import Award, Pool
from tidlig.model.money import Money
from tidlig.model.records import Source, Statement


class PaymentRow(NamedTuple):
    """A payment, return or amendment of an award, with what is paid and outstanding after it.

    `amount` is the part that is known, and `sign` that of an unknown part. What is paid is not
    known after an unknown payment, or where none is recorded; what is outstanding, nor after any
    unknown amount.
    """

    entry: Entry
    amount: Money | None
    sign: str
    paid: Money | None
    outstanding: Money | None


@dataclass(frozen=True, slots=True)
class EntryFacts:
    """What is known of an entry besides its own keys.

    `place` is the program and strand that its money is on; `left` what is left of the program or
    strand that it is, `left_of_frame` of a pool's frame. `statements` are those of it, with
    verdicts. `names` are those of entries for people. `command_id` is what a command may call it.
    """

    place: tuple[str, str] | None
    left: ProgramOverview | None
    left_of_frame: Figure | None
    statements: tuple[StatementResult, ...]
    payments: tuple[PaymentRow, ...]
    names: Mapping[EntryName, str]
    command_id: str


def entry_facts(ledger: Ledger, entry: Entry, date: dt.date) -> EntryFacts:
    """Return what is known of an entry of a ledger that has been taken as of the date."""
    is_pool = isinstance(entry, Pool)
    return EntryFacts(
        _place(ledger, entry),
        _left(ledger, entry, date),
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


def _left(ledger: Ledger, entry: Entry, date: dt.date) -> ProgramOverview | None:
    """Return what is left of a program or a strand, as the balance of it has it."""
    if not isinstance(entry, Program | Strand):
        return None
    own = ledger.programs[entry.program if isinstance(entry, Strand) else entry.id]
    if not ledger.has_begun(own):
        return None
    program = overview(ledger, [own], date)[0]
    return PartOverview(program, entry.id) if isinstance(entry, Strand) else program


def _statements(ledger: Ledger, entry: Entry) -> list[Statement]:
    if isinstance(entry, Award):
        return list(_of_award(ledger, entry))
    if isinstance(entry, Source | Statement):
        return []
    name = entry_name(entry)
    return [each for each in ledger.of(Statement) if leads_to(ledger, each, name)]


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
    gaps = [gap for gap in unknown_movements(ledger) if _is_of(gap, award)]
    known = [movement for movement in ledger.movements if _is_of(movement, award)]
    by_entry = _by_entry(in_order([*known, *gaps]))
    _, own = by_entry.pop(award.address, (award, []))
    outstanding: Money | None = _sum(_known(own, gaps), "awarded")
    paid: Money | None = Money()
    if ledger.budget_line(award)[0] in without_payments(ledger):
        outstanding = paid = None
    before = PaymentRow(award, None, "", paid, None if has_unknown(award) else outstanding)
    for entry, movements in by_entry.values():
        before = _payment_row(entry, movements, gaps, before)
        yield before


def _payment_row(
    entry: Entry, movements: Sequence[Movement], gaps: Sequence[Movement], before: PaymentRow
) -> PaymentRow:
    """Return the row of an entry, from what was paid and outstanding before it."""
    stated = _known(movements, gaps)
    unknown = {gap.heading for gap in gaps if gap in movements}
    given = _sum(stated, "awarded") - _sum(stated, "returned")
    now_paid = _sum(stated, "paid")
    paid, outstanding = before.paid, before.outstanding
    paid = None if paid is None or "paid" in unknown else paid + now_paid
    outstanding = None if outstanding is None or unknown else outstanding + given - now_paid
    amount = now_paid if entry.kind == "payment" else given
    sign = _sign(entry) if unknown else ""
    return PaymentRow(entry, amount if stated else None, sign, paid, outstanding)


def _sign(entry: Entry) -> str:
    return LESS if entry.kind == "return" else MORE


def _known(movements: Iterable[Movement], gaps: Sequence[Movement]) -> list[Movement]:
    """Return the movements of amounts that are known."""
    return [each for each in movements if not any(each is gap for gap in gaps)]


def _is_of(movement: Movement, award: Award) -> bool:
    """Whether a movement is of an award, or of what is on it."""
    entry = movement.entry
    return entry.address == award.address or getattr(entry, "award", None) == award.id


def _by_entry(movements: Iterable[Movement]) -> dict[str, tuple[Entry, list[Movement]]]:
    by_address: dict[str, tuple[Entry, list[Movement]]] = {}
    for movement in movements:
        entry = movement.entry
        by_address.setdefault(entry.address, (entry, []))[1].append(movement)
    return by_address


def _sum(movements: Iterable[Movement], heading: str) -> Money:
    return sum_money(movement.money for movement in movements if movement.heading == heading)


def _command_id(ledger: Ledger, entry: Entry) -> str:
    """Return the shortest id that means an entry to a command."""
    short = f"{entry.program}/{entry.id}" if isinstance(entry, Strand) else entry.id
    return short if find_entries(ledger, short) == [entry] else entry.address
