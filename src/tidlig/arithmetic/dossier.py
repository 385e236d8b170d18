"""One entry with all that hangs on it, added up: what `tidlig show` shows."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from tidlig.arithmetic.citing import Cited, sources
from tidlig.arithmetic.hanging import grouping, hanging, named, paid_to, scope
from tidlig.arithmetic.headings import Figures, derived
from tidlig.arithmetic.journal import in_order
from tidlig.arithmetic.ledger import Ledger
from tidlig.arithmetic.movements import Movement, effective, has_unknown
from tidlig.arithmetic.pooling import PoolRow, pools
from tidlig.arithmetic.stating import Held, held_one
from tidlig.arithmetic.sums import merged, sums
from tidlig.model.entry import Entry
from tidlig.model.grants import Award, Pool, Round
from tidlig.model.register import Recipient, Source, Statement

ADDED_UP = frozenset(("program", "strand", "round", "pool", "award", "recipient"))
"""Kinds of entry with figures of their own; others are their movements, or have none."""

MOVING = frozenset(
    ("appropriation", "reprioritisation", "carry-over", "payment", "return", "outturn")
)
"""Kinds of entry that are what they move."""


OF_AWARD = frozenset(("awarded", "remaining", "outstanding"))
"""What is not known of an award whose amount is not."""


class PartRow(NamedTuple):
    """An entry that hangs on another, and what it comes to there; None where nothing is moved."""

    entry: Entry
    figures: Figures | None
    is_unknown: bool

    def knows(self, heading: str) -> bool:
        """Tell whether a figure says all that there is under a heading."""
        return known(self.entry, heading, is_unknown=self.is_unknown)


@dataclass(frozen=True, slots=True)
class Part:
    """The entries of one kind that hang on another, and what they come to in all.

    `what` is their kind, or "payee" for payments to a recipient on others' awards.
    """

    what: str
    rows: tuple[PartRow, ...]
    whole: Figures


@dataclass(frozen=True, slots=True)
class Dossier:
    """An entry, its figures, what hangs on it, and the sources that it rests on.

    `counts` is False for an entry that takes effect after the ledger's date. `figures` are there
    for what is added up and has moved anything, `by_program` for a recipient, `movements` for what
    moves money once, `pool` for rounds and pools. `unknown` are the addresses of what has an
    unknown amount, `names` the names of recipients, `held` what the ledger says of a statement.
    """

    entry: Entry
    counts: bool
    figures: Figures | None
    by_program: tuple[tuple[str, Figures], ...]
    movements: tuple[Movement, ...]
    pool: PoolRow | None
    parts: tuple[Part, ...]
    sources: tuple[Cited, ...]
    is_unknown: bool
    unknown: tuple[str, ...]
    names: Mapping[str, str]
    held: Held | None = None

    @property
    def below(self) -> Iterator[Entry]:
        """What hangs on a program, strand, round, pool or award, and is a part of it."""
        if self.entry.kind in ADDED_UP - {"recipient"}:
            for part in self.parts:
                yield from (row.entry for row in part.rows)


def known(entry: Entry, heading: str, *, is_unknown: bool) -> bool:
    """Tell whether the figure of an entry says all that there is under a heading."""
    return not (is_unknown and isinstance(entry, Award) and heading in OF_AWARD)


def dossier(ledger: Ledger, entry: Entry) -> Dossier:
    """Give an entry with all that hangs on it."""
    chosen = scope(ledger, entry)
    moved = [movement for movement in ledger.movements if chosen.takes(movement)]
    own = [movement for movement in moved if movement.entry is entry]
    added_up = entry.kind in ADDED_UP
    return Dossier(
        entry,
        ledger.counts(entry),
        _whole(moved) if added_up and moved else None,
        _by_program(moved) if isinstance(entry, Recipient) else (),
        tuple(in_order(own)) if entry.kind in MOVING else (),
        _pool_row(ledger, entry),
        tuple(_parts(ledger, entry, moved)),
        tuple(sources(ledger, entry)),
        has_unknown(entry),
        tuple(each.address for each in ledger.unstated if chosen.takes_entry(each)),
        {id: recipient.name for id, recipient in ledger.recipients.items()},
        held_one(ledger, entry) if isinstance(entry, Statement) else None,
    )


def _parts(ledger: Ledger, entry: Entry, moved: Sequence[Movement]) -> list[Part]:
    found = [
        _part(ledger, entry, kind, entries, moved)
        for kind, entries in hanging(ledger, entry).items()
    ]
    if isinstance(entry, Recipient) and (others := paid_to(ledger, entry)):
        ids = {payment.id for payment in others}
        theirs = [m for m in ledger.movements if m.entry.kind == "payment" and m.entry.id in ids]
        found.append(_part(ledger, entry, "payee", others, theirs))
    return found


def _part(
    ledger: Ledger, on: Entry, what: str, entries: Sequence[Entry], moved: Sequence[Movement]
) -> Part:
    """Add up what each entry of a kind comes to, and all of them."""
    kind = "payment" if what == "payee" else what
    key = _own(kind) if isinstance(on, Source) else grouping(ledger, kind)
    found = sums(moved, key)
    rows = []
    for entry in entries:
        figures = found.get(named(entry)[1])
        rows.append(PartRow(entry, figures and derived(figures), has_unknown(entry)))
    whole = merged({None: found.get(named(entry)[1], {})} for entry in entries)
    return Part(what, tuple(rows), derived(whole.get(None, {})))


def _own(kind: str) -> Callable[[Movement], str | None]:
    """Give what tells which entry of a kind itself makes a movement: that is what a source says."""
    return lambda movement: named(movement.entry)[1] if movement.entry.kind == kind else None


def _dated(entries: Sequence[Entry]) -> list[Entry]:
    """Sort entries by date, undated ones first; those of one date stay in order."""
    return sorted(entries, key=lambda entry: effective(getattr(entry, "date", None)))


def _whole(moved: Sequence[Movement]) -> Figures:
    return derived(sums(moved, lambda _: None).get(None, {}))


def _by_program(moved: Sequence[Movement]) -> tuple[tuple[str, Figures], ...]:
    found = sums(moved, lambda movement: movement.line.program)
    return tuple((program, derived(figures)) for program, figures in found.items())


def _pool_row(ledger: Ledger, entry: Entry) -> PoolRow | None:
    if not isinstance(entry, Round | Pool):
        return None
    rows = pools(ledger).rows
    own = (row for row in rows if row.of == entry.kind and row.program == entry.program)
    return next((row for row in own if entry in (row.round, row.pool)), None)
