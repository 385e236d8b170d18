"""One entry with all that hangs on it, added up: what `tidlig show` shows."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from tidlig.arithmetic.ledger import Ledger
from tidlig.arithmetic.log import in_order
from tidlig.arithmetic.movements import (
    Figures,
    Movement,
    complete_figures,
    effective_date,
    has_unknown,
    merge_sums,
    sums,
)
from tidlig.arithmetic.pools import PoolRow, pools
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
from tidlig.model.entry import Entry
from tidlig.model.grants import Pool, Round
from tidlig.model.records import Recipient, Source, Statement


class PartRow(NamedTuple):
    """An entry that hangs on another, and what it comes to there; None where nothing is moved."""

    entry: Entry
    figures: Figures | None
    is_unknown: bool
    doubts: Doubts = CERTAIN


@dataclass(frozen=True, slots=True)
class Part:
    """The entries of one kind that hang on another, and what they come to in all.

    `what` is their kind, or "payee" for payments to a recipient on others' awards.
    """

    what: str
    rows: tuple[PartRow, ...]
    whole: Figures
    doubts: Doubts


@dataclass(frozen=True, slots=True)
class EntryReport:
    """An entry, its figures, what hangs on it, and the sources that it rests on.

    Of what is in doubt, figures have the part that is known. `counts` is False for an entry that
    takes effect after the ledger's date. `figures` are there for what is added up and has moved
    anything, if an unknown amount, `by_program` for a recipient, `movements` for what moves money
    once, `pool` for rounds and pools. `unknown` are the addresses of what has an unknown amount,
    `names` the names of recipients, `held` what the ledger says of a statement.
    """

    entry: Entry
    counts: bool
    figures: Figures | None
    by_program: tuple[tuple[str, Figures, Doubts], ...]
    movements: tuple[Movement, ...]
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
        """What hangs on a program, strand, round, pool or award, and is a part of it."""
        if self.entry.described.adds_up and not isinstance(self.entry, Recipient):
            for part in self.parts:
                yield from (row.entry for row in part.rows)


def dossier(ledger: Ledger, entry: Entry) -> EntryReport:
    """Give an entry with all that hangs on it."""
    chosen = scope(ledger, entry)
    moved = [movement for movement in ledger.movements if chosen.takes(movement)]
    own = [movement for movement in moved if movement.entry is entry]
    every = marks(ledger)
    inside = [mark for mark in every if chosen.takes(mark.movement)]
    added_up = entry.described.adds_up
    is_movement = bool(entry.described.moves) and not added_up
    return EntryReport(
        entry,
        ledger.counts(entry),
        _whole(moved) if added_up and (moved or inside) else None,
        _by_program(moved, inside) if isinstance(entry, Recipient) else (),
        tuple(in_order(own)) if is_movement else (),
        _pool_row(ledger, entry),
        tuple(_parts(ledger, entry, moved, every)),
        tuple(sources(ledger, entry)),
        has_unknown(entry),
        tuple(each.address for each in ledger.unstated if chosen.takes_entry(each)),
        {id: recipient.name for id, recipient in ledger.recipients.items()},
        statement_result(ledger, entry) if isinstance(entry, Statement) else None,
        doubts(inside),
    )


def _parts(
    ledger: Ledger, entry: Entry, moved: Sequence[Movement], marked: Sequence[Mark]
) -> list[Part]:
    found = [
        _part(ledger, entry, kind, entries, moved, marked)
        for kind, entries in dependents(ledger, entry).items()
    ]
    if isinstance(entry, Recipient) and (others := paid_to(ledger, entry)):
        ids = {payment.id for payment in others}
        theirs = [m for m in ledger.movements if m.entry.kind == "payment" and m.entry.id in ids]
        found.append(_part(ledger, entry, "payee", others, theirs, marked))
    return found


def _part(
    ledger: Ledger,
    on: Entry,
    what: str,
    entries: Sequence[Entry],
    moved: Sequence[Movement],
    marked: Sequence[Mark],
) -> Part:
    """Add up what each entry of a kind comes to, and all of them."""
    kind = "payment" if what == "payee" else what
    key = _own(kind) if isinstance(on, Source) else entry_key(ledger, kind)
    found = sums(moved, key)
    names = {entry_name(entry)[1] for entry in entries}
    own = [(key(mark.movement), mark) for mark in marked if key(mark.movement) in names]
    rows = []
    for entry in entries:
        name = entry_name(entry)[1]
        figures, uncertain = found.get(name), doubts(mark for of, mark in own if of == name)
        rows.append(
            PartRow(entry, figures and complete_figures(figures), has_unknown(entry), uncertain)
        )
    whole = merge_sums({None: found.get(name, {})} for name in names)
    return Part(
        what, tuple(rows), complete_figures(whole.get(None, {})), doubts(mark for _, mark in own)
    )


def _own(kind: str) -> Callable[[Movement], str | None]:
    """Give what tells which entry of a kind itself makes a movement: that is what a source says."""
    return lambda movement: entry_name(movement.entry)[1] if movement.entry.kind == kind else None


def _dated(entries: Sequence[Entry]) -> list[Entry]:
    """Sort entries by date, undated ones first; those of one date stay in order."""
    return sorted(entries, key=lambda entry: effective_date(getattr(entry, "date", None)))


def _whole(moved: Sequence[Movement]) -> Figures:
    return complete_figures(sums(moved, lambda _: None).get(None, {}))


def _by_program(
    moved: Sequence[Movement], marked: Sequence[Mark]
) -> tuple[tuple[str, Figures, Doubts], ...]:
    found = sums(moved, lambda movement: movement.line.program)
    for mark in marked:
        found.setdefault(mark.movement.line.program, {})
    return tuple(
        (
            program,
            complete_figures(figures),
            doubts(mark for mark in marked if mark.movement.line.program == program),
        )
        for program, figures in found.items()
    )


def _pool_row(ledger: Ledger, entry: Entry) -> PoolRow | None:
    if not isinstance(entry, Round | Pool):
        return None
    rows = pools(ledger).rows
    own = (row for row in rows if row.of == entry.kind and row.program == entry.program)
    return next((row for row in own if entry in (row.round, row.pool)), None)
