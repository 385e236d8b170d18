"""Rounds, pools and awards: what was announced, applied for, awarded, returned and paid.

A figure that no entry states is None, never 0: a pool without a recorded award may have none, or
its awards may be recorded on its round.

Recipients and applicants are counted as a range, from the fewest to the most that the entries
allow. Named ones count once each. Entries that only count them by kind may count the same ones.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple, TypeVar

from tidlig.arithmetic.balance import Choice
from tidlig.arithmetic.ledger import Ledger
from tidlig.arithmetic.movements import (
    UNSPLIT,
    Figures,
    Movement,
    added,
    derived,
    merged,
    spread,
    sums,
)
from tidlig.arithmetic.unknown_amounts import Doubts, doubts, marks
from tidlig.model.entry import Amount, KindCount, YearAmounts
from tidlig.model.grants import Applications, Award, Payment, Pool, Return, Round
from tidlig.model.money import UNKNOWN, Money, known
from tidlig.model.records import Recipient


class Range(NamedTuple):
    """From the fewest to the most, both included."""

    least: int
    most: int

    def __str__(self) -> str:
        """Write one number, or both ends."""
        return str(self.least) if self.least == self.most else f"{self.least}-{self.most}"


ByKind = Mapping[str, Range]


def together(ranges: Iterable[Range]) -> Range:
    """Add up ranges of what cannot be the same."""
    least = most = 0
    for each in ranges:
        least, most = least + each.least, most + each.most
    return Range(least, most)


def recipients(awards: Iterable[Award], registry: Mapping[str, Recipient]) -> ByKind:
    """Count the recipients of awards by kind; one that several awards name counts once."""
    counts: list[KindCount] = []
    named: dict[str, set[str]] = {}
    for award in awards:
        counts += award.recipients or ()
        if award.recipient is not None and award.recipient in registry:
            named.setdefault(registry[award.recipient].type, set()).add(award.recipient)
    counts += [KindCount(kind, len(ids)) for kind, ids in named.items()]
    return _by_kind(counts)


@dataclass(frozen=True, slots=True)
class Applied:
    """How many applications were made, as far as stated, and applicants by kind.

    `complete` tells whether every row of the round states its number of applications.
    """

    applications: int | None = None
    complete: bool = True
    applicants: ByKind = field(default_factory=dict)


def applied(rows: Iterable[Applications]) -> Applied:
    """Add up rows of applications."""
    found = list(rows)
    stated = [row.applications for row in found if row.applications is not None]
    counts = [count for row in found for count in row.applicants]
    complete = len(stated) == len(found)
    return Applied(sum(stated) if stated else None, complete, _by_kind(counts))


def _by_kind(counts: Iterable[KindCount]) -> ByKind:
    """Give each kind: at least the largest of its counts, at most all of them."""
    found: dict[str, list[int]] = {}
    for kind, number in counts:
        found.setdefault(kind, []).append(number)
    return {kind: Range(max(numbers), sum(numbers)) for kind, numbers in found.items()}


NO_ID = ""
"""Stands for no round, or no pool."""


class Key(NamedTuple):
    """Where an award belongs: a program, and a round and a pool, either of which may be none."""

    program: str
    round: str
    pool: str


class Share(NamedTuple):
    """How much of a frame is used, in tenths of a percent; inexact when either amount is."""

    tenths: int
    exact: bool

    def written(self, point: str = ".") -> str:
        """Write the percentage with one decimal: "96.5"."""
        whole, tenths = divmod(abs(self.tenths), 10)
        return f"{'-' if self.tenths < 0 else ''}{whole}{point}{tenths}"


@dataclass(frozen=True, slots=True)
class PoolRow:
    """A round with all that is in it, a pool, or the rest: what is in a round and in no pool.

    `charged` is awarded less returned, as far as stated; it and `figures` are None where no award
    is recorded, and where the amounts of all are unknown. Of what is in doubt, they have the part
    that is known.
    """

    program: str
    of: Literal["round", "pool", "rest"]
    round: Round | None
    pool: Pool | None
    frame: Amount | None
    figures: Figures | None
    charged: Money | None
    share: Share | None
    awards: int
    recipients: ByKind
    applied: Applied
    doubts: Doubts = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Pools:
    """Rounds, each with its pools below, and then pools of no round, program by program.

    `unknown` are the addresses of the awards and returns whose amounts no figure has.
    """

    rows: tuple[PoolRow, ...]
    unknown: tuple[str, ...] = ()


def pools(ledger: Ledger, choice: Choice | None = None) -> Pools:
    """Give the rounds and pools that are asked for."""
    books = _Books(ledger, choice or Choice())
    rows = (row for program in ledger.programs for row in books.of_program(program))
    return Pools(tuple(rows), tuple(books.unknown()))


def share(charged: Money, frame: Money) -> Share | None:
    """Give how much of a frame is used, rounded half away from zero; nothing of no frame."""
    if frame.ore <= 0:
        return None
    tenths, rest = divmod(abs(charged.ore) * 1000, frame.ore)
    tenths += 2 * rest >= frame.ore
    return Share(-tenths if charged.ore < 0 else tenths, charged.exact and frame.exact)


class _Books:
    """The awards asked for and their sums, by where they belong."""

    def __init__(self, ledger: Ledger, choice: Choice) -> None:
        self.ledger, self.choice = ledger, choice
        self.awards: dict[Key, list[Award]] = {}
        for award in ledger.of(Award):
            if award.id in ledger.awards and choice.takes_purse(*ledger.purse(award)):
                self.awards.setdefault(self._key(award), []).append(award)
        places = {award.id: key for key, awards in self.awards.items() for award in awards}

        def place(movement: Movement) -> Key | None:
            entry = movement.entry
            return places.get(entry.id if isinstance(entry, Award) else getattr(entry, "award", ""))

        self.moved = sums(ledger.movements, place)
        self.marks = [(place(mark.movement), mark) for mark in marks(ledger)]
        self.unstated = {
            _award_of(entry) for entry in ledger.unstated if isinstance(entry, Award | Return)
        }
        self.pools = [
            pool for pool in ledger.pools.values()
            if choice.takes_purse(pool.program, pool.strand or UNSPLIT)
        ]  # fmt: skip

    def of_program(self, program: str) -> Iterator[PoolRow]:
        """Give the rows of a program."""
        pools = [pool for pool in self.pools if pool.program == program]
        for round in self.ledger.rounds.values():
            inside = [pool for pool in pools if pool.round == round.id]
            whole = round.program == program and self.choice.takes_purse(program, UNSPLIT)
            if whole or inside or Key(program, round.id, NO_ID) in self.awards:
                yield from self._of_round(program, round, inside, whole=whole)
        for pool in pools:
            if pool.round not in self.ledger.rounds:
                yield self._of_pool(pool, None)

    def _of_round(
        self, program: str, round: Round, pools: Sequence[Pool], *, whole: bool
    ) -> Iterator[PoolRow]:
        """Give a round, its pools, and the rest; its own applications only if all is asked for."""
        rest = Key(program, round.id, NO_ID)
        keys = [rest, *(Key(program, round.id, pool.id) for pool in pools)]
        ids = {pool.id for pool in pools}
        own = [row for row in round.applications if whole and row.pool is None]
        rows = own or [row for row in round.applications if row.pool in ids]
        frame = _together([pool.frame for pool in pools])
        yield self._row("round", keys, frame, applied(rows), round=round)
        yield from (self._of_pool(pool, round) for pool in pools)
        if pools and rest in self.awards:
            yield self._row("rest", [rest], None, Applied(), round=round)

    def _of_pool(self, pool: Pool, round: Round | None) -> PoolRow:
        rows = [row for row in (round.applications if round else ()) if row.pool == pool.id]
        key = Key(pool.program, pool.round if round and pool.round else NO_ID, pool.id)
        return self._row("pool", [key], _whole(pool.frame), applied(rows), round=round, pool=pool)

    def _row(
        self,
        of: Literal["round", "pool", "rest"],
        keys: Sequence[Key],
        frame: Amount | None,
        applied: Applied,
        *,
        round: Round | None,
        pool: Pool | None = None,
    ) -> PoolRow:
        awards = [award for key in keys for award in self.awards.get(key, ())]
        whole = merged({None: self.moved.get(key, {})} for key in keys)
        figures = derived(whole.get(None, {})) if any(map(_is_stated, awards)) else None
        charged = None if figures is None else figures["awarded"] - figures["returned"]
        return PoolRow(
            keys[0].program,
            of,
            round,
            pool,
            frame,
            figures,
            charged,
            self._share(awards, charged, frame),
            len(awards),
            recipients(awards, self.ledger.recipients),
            applied,
            doubts(mark for place, mark in self.marks if place in keys),
        )

    def _share(
        self, awards: Iterable[Award], charged: Money | None, frame: Amount | None
    ) -> Share | None:
        """Give the share of a frame that is used; none where some award's amount is unknown."""
        known = self.unstated.isdisjoint(award.id for award in awards)
        return share(charged, frame) if known and charged and isinstance(frame, Money) else None

    def unknown(self) -> list[str]:
        """Give the addresses of the entries that no figure has."""
        shown = (awards for key, awards in self.awards.items() if key.round or key.pool)
        counted = {award.id for awards in shown for award in awards}
        return [
            entry.address
            for entry in self.ledger.unstated
            if isinstance(entry, Award | Return) and _award_of(entry) in counted
        ]

    def _key(self, award: Award) -> Key:
        program, _ = self.ledger.purse(award)
        pool = self.ledger.pools.get(award.pool or NO_ID)
        round = (pool.round if pool else award.round) or NO_ID
        return Key(program, round if round in self.ledger.rounds else NO_ID, award.pool or NO_ID)


def _award_of(entry: Award | Return) -> str:
    return entry.award if isinstance(entry, Return) else entry.id


def _whole(frame: Amount | YearAmounts | None) -> Amount | None:
    """Give a frame over all its years; unknown when a part of it is."""
    if not isinstance(frame, tuple):
        return frame
    return _together([amount for _, amount in frame])


def _together(frames: Iterable[Amount | YearAmounts | None]) -> Amount | None:
    """Add up frames; None when one is not there, and unknown when one is not stated."""
    found = [_whole(frame) for frame in frames]
    if not found or None in found:
        return None
    if UNKNOWN in found:
        return UNKNOWN
    return added(frame for frame in found if isinstance(frame, Money))


def _is_stated(award: Award) -> bool:
    """Tell whether any part of an award's amount is known."""
    amount = award.amount
    parts = [part for _, part in amount] if isinstance(amount, tuple) else [amount]
    return any(part is not UNKNOWN for part in parts)


OnAward = TypeVar("OnAward", Return, Payment)


@dataclass(frozen=True, slots=True)
class Settlement:
    """An award with its returns and payments, each in date order."""

    award: Award
    returns: tuple[Return, ...]
    payments: tuple[Payment, ...]

    @property
    def last_return(self) -> Return:
        """The last return whose amount is known, else the last one."""
        return _last(self.returns)

    @property
    def last_payment(self) -> Payment:
        """The last payment whose amount is known, else the last one."""
        return _last(self.payments)

    @property
    def awarded(self) -> Money | None:
        """What was awarded; None when a part of it is unknown."""
        amount = self.award.amount
        parts = [part for _, part in amount] if isinstance(amount, tuple) else [amount]
        if UNKNOWN in parts:
            return None
        return added(money for _, money in spread(amount, None, self.award.date))

    @property
    def returned(self) -> Money:
        """What was cancelled or paid back, as far as known."""
        return added(known(entry.amount) for entry in self.returns)

    @property
    def paid(self) -> Money:
        """What was paid less what was paid back, as far as known."""
        refunds = added(known(entry.amount) for entry in self.returns if entry.type == "refund")
        return added(known(entry.amount) for entry in self.payments) - refunds


def settlements(ledger: Ledger) -> Iterator[Settlement]:
    """Give every award that anything was returned or paid of, in order of file and place."""
    returns: dict[str, list[Return]] = {}
    payments: dict[str, list[Payment]] = {}
    for entry in ledger.of(Return):
        returns.setdefault(entry.award, []).append(entry)
    for payment in ledger.of(Payment):
        payments.setdefault(payment.award, []).append(payment)
    for id, award in ledger.awards.items():
        if id in returns or id in payments:
            yield Settlement(award, _dated(returns.get(id)), _dated(payments.get(id)))


def _last(entries: Sequence[OnAward]) -> OnAward:
    stated = [entry for entry in entries if isinstance(entry.amount, Money)]
    return (stated or entries)[-1]


def _dated(entries: list[OnAward] | None) -> tuple[OnAward, ...]:
    return tuple(sorted(entries or (), key=lambda entry: (entry.date, entry.id)))
