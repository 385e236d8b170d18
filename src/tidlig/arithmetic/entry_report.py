"""One entry with all its dependents, added up: what `tidlig show` shows."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from tidlig.arithmetic.ledger import Ledger
from tidlig.arithmetic.log import in_order
from tidlig.arithmetic.movements import (
    Figures,
    Movement,
    complete_figures,
    has_unknown,
    merge_sums,
    sum_money,
    sums,
)
from tidlig.arithmetic.pools import PoolRow, pools
from tidlig.arithmetic.recorded_payments import NOT_RECORDED, with_payments, without_payments
from tidlig.arithmetic.related import (
    Cited,
    dependents,
    entry_key,
    entry_name,
    paid_to,
    scope,
    sources,
)
from tidlig.arithmetic.statements import StatementResult, statement_result
from tidlig.arithmetic.unknown_amounts import CERTAIN, Doubts, Mark, doubts, marks
from tidlig.model.decisions import CarryOver, Reprioritisation
from tidlig.model.entry import Entry
from tidlig.model.grants import Award, Pool, Round
from tidlig.model.money import Money
from tidlig.model.records import Recipient, Source, Statement


class PartRow(NamedTuple):
    """A dependent of another entry, and what it comes to there; None where nothing is moved.

    Money that it only moves within the other comes to nothing there: `moved_within` has it.
    """

    entry: Entry
    figures: Figures | None
    is_unknown: bool
    doubts: Doubts = CERTAIN
    moved_within: Money | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """The dependents of one kind of an entry, and what they come to in all.

    `what` is their kind, or "payee" for payments to a recipient on others' awards.
    """

    what: str
    rows: tuple[PartRow, ...]
    whole: Figures
    doubts: Doubts


@dataclass(frozen=True, slots=True)
class EntryReport:
    """An entry, its figures, its dependents, and the sources that it rests on.

    Of what is in doubt, figures have the part that is known. `counts` is False for an entry that
    takes effect after the ledger's date. `figures` are there for what is added up and has moved
    anything, if an unknown amount, `by_program` for a recipient, `movements` for what moves money
    once, `gaps` for those of unknown amounts, `pool` for rounds and pools. `unknown` are the
    addresses of what has an unknown amount, `names` the names of recipients, `held` what the ledger
    says of a statement.
    """

    entry: Entry
    counts: bool
    figures: Figures | None
    by_program: tuple[tuple[str, Figures, Doubts], ...]
    movements: tuple[Movement, ...]
    gaps: tuple[Movement, ...]
    pool: PoolRow | None
    parts: tuple[Part, ...]
    sources: tuple[Cited, ...]
    is_unknown: bool
    unknown: tuple[str, ...]
    names: Mapping[str, str]
    held: StatementResult | None = None
    doubts: Doubts = field(default_factory=dict)

    @property
    def below(self) -> Iterator[Entry]:
        """The dependents of a program, strand, round, pool or award, which are parts of it."""
        if self.entry.described.adds_up and not isinstance(self.entry, Recipient):
            for part in self.parts:
                yield from (row.entry for row in part.rows)


def dossier(ledger: Ledger, entry: Entry) -> EntryReport:
    """An entry with all its dependents."""
    below = dependents(ledger, entry)
    chosen = scope(ledger, entry, below)
    moved = [movement for movement in ledger.movements if chosen.takes(movement)]
    all_marks = marks(ledger)
    without = without_payments(ledger)
    inside = [mark for mark in all_marks if chosen.takes(mark.movement)]
    unknown = [each.address for each in ledger.with_unknown_amounts if chosen.takes_entry(each)]
    return EntryReport(
        entry,
        ledger.counts(entry),
        figures=_figures(entry, moved, inside),
        by_program=_by_program(moved, inside, without) if isinstance(entry, Recipient) else (),
        movements=_own_movements(entry, moved),
        gaps=_own_gaps(entry, all_marks),
        pool=_pool_row(ledger, entry),
        parts=tuple(_parts(entry, below, _Books(ledger, moved, all_marks, without))),
        sources=tuple(sources(ledger, entry)),
        is_unknown=has_unknown(entry),
        unknown=tuple(unknown),
        names={id: recipient.name for id, recipient in ledger.recipients.items()},
        held=statement_result(ledger, entry) if isinstance(entry, Statement) else None,
        doubts=with_payments(doubts(inside), _programs(moved, inside), without),
    )


def _programs(moved: Iterable[Movement], marked: Iterable[Mark]) -> set[str]:
    """The programs in which anything is awarded, if an unknown amount."""
    movements = [*moved, *(mark.movement for mark in marked)]
    return {movement.line.program for movement in movements if movement.heading == "awarded"}


def _figures(entry: Entry, moved: Sequence[Movement], inside: Sequence[Mark]) -> Figures | None:
    if not entry.described.adds_up or not (moved or inside):
        return None
    return complete_figures(sums(moved, lambda _: None).get(None, {}))


def _own_movements(entry: Entry, moved: Iterable[Movement]) -> tuple[Movement, ...]:
    if entry.described.adds_up or not entry.described.moves:
        return ()
    return tuple(in_order(movement for movement in moved if movement.entry is entry))


class _Books(NamedTuple):
    """What the sums of dependents are made of: movements, marks, programs without payments."""

    ledger: Ledger
    moved: Sequence[Movement]
    marked: Sequence[Mark]
    without_payments: frozenset[str]


def _parts(entry: Entry, below: Mapping[str, Sequence[Entry]], books: _Books) -> list[Part]:
    ledger = books.ledger
    parts = [_part(books, entry, kind, entries) for kind, entries in below.items()]
    payments = paid_to(ledger, entry) if isinstance(entry, Recipient) else []
    if payments:
        ids = {payment.id for payment in payments}
        paid = [
            movement
            for movement in ledger.movements
            if movement.entry.kind == "payment" and movement.entry.id in ids
        ]
        parts.append(_part(books._replace(moved=paid), entry, "payee", payments))
    return parts


def every_award(ledger: Ledger) -> tuple[PartRow, ...]:
    """Every award of a ledger, and what it comes to with what hangs on it."""
    awards = list(ledger.of(Award))
    if not awards:
        return ()
    books = _Books(ledger, list(ledger.movements), marks(ledger), without_payments(ledger))
    return _part(books, awards[0], "award", awards).rows


def _part(books: _Books, on: Entry, what: str, entries: Sequence[Entry]) -> Part:
    """What each entry of a kind comes to, and all of them."""
    kind = "payment" if what == "payee" else what
    key = _own_key(kind) if isinstance(on, Source) else entry_key(books.ledger, kind)
    figures = sums(books.moved, key)
    marks_by_name: dict[str | None, list[Mark]] = {}
    for mark in books.marked:
        marks_by_name.setdefault(key(mark.movement), []).append(mark)
    without = _without_payments(books, key)
    names = [entry_name(entry)[1] for entry in entries]
    within = _moved_within(books.moved)
    rows = [
        _part_row(
            entry, figures.get(name), marks_by_name.get(name, ()), is_paid=name not in without
        )._replace(moved_within=within.get(entry.address))
        for entry, name in zip(entries, names, strict=True)
    ]
    distinct_names = set(names)
    whole = merge_sums({None: figures.get(name, {})} for name in distinct_names)
    own = doubts(mark for mark in books.marked if key(mark.movement) in distinct_names)
    if not without.isdisjoint(distinct_names):
        own = {**own, **NOT_RECORDED}
    return Part(what, tuple(rows), complete_figures(whole.get(None, {})), own)


def _part_row(
    entry: Entry, moved: Figures | None, marked: Iterable[Mark], *, is_paid: bool
) -> PartRow:
    figures = complete_figures(moved) if moved else None
    unknown = doubts(marked)
    return PartRow(
        entry, figures, has_unknown(entry), unknown if is_paid else {**unknown, **NOT_RECORDED}
    )


def _moved_within(moved: Iterable[Movement]) -> dict[str, Money]:
    """What decisions move within some money, by their addresses, where that comes to nothing."""
    by_entry: dict[str, list[Money]] = {}
    for movement in moved:
        if isinstance(movement.entry, Reprioritisation | CarryOver):
            by_entry.setdefault(movement.entry.address, []).append(movement.money)
    return {
        address: sum_money(money for money in moneys if money.ore > 0)
        for address, moneys in by_entry.items()
        if sum_money(moneys).ore == 0 and any(money.ore for money in moneys)
    }


def _without_payments(books: _Books, key: Callable[[Movement], str | None]) -> set[str | None]:
    """The names of what has awards in a program that records no payment."""
    movements = [*books.moved, *(mark.movement for mark in books.marked)]
    return {
        key(movement)
        for movement in movements
        if movement.heading == "awarded" and movement.line.program in books.without_payments
    }


def _own_key(kind: str) -> Callable[[Movement], str | None]:
    """A function from a movement to the name of its own entry, where that is of a kind."""

    def key(movement: Movement) -> str | None:
        return entry_name(movement.entry)[1] if movement.entry.kind == kind else None

    return key


def _by_program(
    moved: Sequence[Movement], marked: Sequence[Mark], without: frozenset[str]
) -> tuple[tuple[str, Figures, Doubts], ...]:
    figures = sums(moved, lambda movement: movement.line.program)
    marks_by_program: dict[str, list[Mark]] = {}
    for mark in marked:
        program = mark.movement.line.program
        figures.setdefault(program, {})
        marks_by_program.setdefault(program, []).append(mark)
    return tuple(
        (
            program,
            complete_figures(of_program),
            with_payments(doubts(marks_by_program.get(program, ())), [program], without),
        )
        for program, of_program in figures.items()
    )


def _own_gaps(entry: Entry, marked: Iterable[Mark]) -> tuple[Movement, ...]:
    """The movements of an entry whose amount is unknown, in order."""
    if entry.described.adds_up:
        return ()
    own = (mark.movement for mark in marked if mark.is_gap and mark.movement.entry is entry)
    return tuple(in_order(own))


def _pool_row(ledger: Ledger, entry: Entry) -> PoolRow | None:
    if not isinstance(entry, Round | Pool):
        return None
    rows = pools(ledger).rows
    own = (row for row in rows if row.of == entry.kind and row.program == entry.program)
    return next((row for row in own if entry in (row.round, row.pool)), None)
