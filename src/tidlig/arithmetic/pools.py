"""Rounds and pools: what was announced, awarded and applied for, and how much of a frame is used.

What no entry tells is None, never 0: a pool without a recorded award may have none, or its awards
may stand on its round.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from tidlig.arithmetic.balance import Choice
from tidlig.arithmetic.figures import Figures, added, derived
from tidlig.arithmetic.ledger import Ledger
from tidlig.arithmetic.marks import Doubts, doubts, marks
from tidlig.arithmetic.movements import UNSPLIT, Movement
from tidlig.arithmetic.sums import merged, sums
from tidlig.arithmetic.tallying import Applied, ByKind, applied, recipients
from tidlig.model.entry import Amount, YearAmounts
from tidlig.model.grants import Award, Pool, Return, Round
from tidlig.model.money import UNKNOWN, Money

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
