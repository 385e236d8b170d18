"""Rounds, pools and awards: what was announced, applied for, awarded, returned and paid.

A figure that no entry states is None, never 0: a pool without a recorded award may have none, or
its awards may be recorded on its round.

Recipients and applicants are counted as a range, from the fewest to the most that the entries
allow. Named ones count once each. Entries that only count them by kind may count the same ones.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import Literal, NamedTuple, TypeVar

from tidlig.arithmetic.balance import Choice
from tidlig.arithmetic.frames import is_refund, pool_years, refills_frame
from tidlig.arithmetic.ledger import Ledger
from tidlig.arithmetic.movements import (
    UNSPLIT,
    Figures,
    Movement,
    complete_figures,
    merge_sums,
    sum_money,
    sums,
)
from tidlig.arithmetic.recorded_payments import with_payments, without_payments
from tidlig.arithmetic.totals import AwardsAt
from tidlig.arithmetic.unknown_amounts import Doubts, doubts, marks
from tidlig.model.entry import RECIPIENT_KINDS, Amount, KindCount, YearAmounts
from tidlig.model.grants import Amendment, Applications, Award, Payment, Pool, Return, Round
from tidlig.model.money import UNKNOWN, ZERO, Money, known
from tidlig.model.records import Recipient
from tidlig.model.years import Years


class Range(NamedTuple):
    """From the fewest to the most, both included."""

    least: int
    most: int

    def __str__(self) -> str:
        """Write one number, or both ends."""
        return str(self.least) if self.least == self.most else f"{self.least}-{self.most}"


ByKind = Mapping[str, Range]


def add_ranges(ranges: Iterable[Range]) -> Range:
    """Add up ranges of what cannot be the same."""
    least = most = 0
    for each in ranges:
        least += each.least
        most += each.most
    return Range(least, most)


def recipients(
    awards: Iterable[Award], registry: Mapping[str, Recipient], others: Iterable[str] = ()
) -> ByKind:
    """Count the recipients of awards by kind, and others; one that is named twice counts once."""
    counts: list[KindCount] = []
    ids: set[str | None] = set(others)
    for award in awards:
        counts += award.recipient_counts
        ids.add(award.recipient)
    kinds: list[str] = [registry[id].type for id in ids if id is not None and id in registry]
    counts += [KindCount(kind, kinds.count(kind)) for kind in RECIPIENT_KINDS if kind in kinds]
    return _by_kind(counts)


@dataclass(frozen=True, slots=True)
class ApplicationTotals:
    """How many applications were made, as far as stated, and applicants by kind.

    `complete` is whether every row of the round states its number of applications.
    """

    applications: int | None = None
    complete: bool = True
    applicants: ByKind = field(default_factory=dict)


def application_totals(rows: Iterable[Applications]) -> ApplicationTotals:
    """Add up rows of applications."""
    all_rows = list(rows)
    stated = [row.applications for row in all_rows if row.applications is not None]
    counts = chain.from_iterable(row.applicants for row in all_rows)
    is_complete = len(stated) == len(all_rows)
    number = sum(stated) if stated else None
    return ApplicationTotals(number, is_complete, _by_kind(counts))


def _by_kind(counts: Iterable[KindCount]) -> ByKind:
    """Each kind: at least the largest of its counts, at most all of them."""
    numbers_by_kind: dict[str, list[int]] = {}
    for kind, number in counts:
        numbers_by_kind.setdefault(kind, []).append(number)
    return {kind: Range(max(numbers), sum(numbers)) for kind, numbers in numbers_by_kind.items()}


_CHARGED = ("awarded", "returned", "paid")
"""What awards, and what hangs on them, move money under."""

NO_ID = ""
"""Stands for no round, or no pool."""


class Key(NamedTuple):
    """Where an award belongs: a program, and a round and a pool, either of which may be none."""

    program: str
    round: str
    pool: str


class Share(NamedTuple):
    """How much of a frame is used, in whole percent; inexact when either amount is."""

    percent: int
    exact: bool


@dataclass(frozen=True, slots=True)
class Returned:
    """What was returned of awards, by what becomes of it.

    `annulled` is what was cancelled within the pool's years, and may be awarded again. What was
    cancelled in other years, and what was paid back, refills nothing.
    """

    annulled: Money = ZERO
    annulled_later: Money = ZERO
    refunded: Money = ZERO

    def __add__(self, other: "Returned") -> "Returned":
        """Add what was returned elsewhere."""
        return Returned(
            self.annulled + other.annulled,
            self.annulled_later + other.annulled_later,
            self.refunded + other.refunded,
        )


@dataclass(frozen=True, slots=True)
class PoolRow:
    """A round with all that is in it, a pool, or the rest: what is in a round and in no pool.

    `figures` and `returned` are None where no award is recorded, and where the amounts of all are
    unknown. Of what is in doubt, they have the part that is known. `share` is awards less what was
    annulled in the pool's years, of the frame. `years` are those in which an annulment refills it.
    `is_whole` is whether a round is there with all that is in it.
    """

    program: str
    of: Literal["round", "pool", "rest"]
    round: Round | None
    pool: Pool | None
    years: tuple[Years, ...]
    frame: Amount | None
    figures: Figures | None
    returned: Returned | None
    share: Share | None
    awards: int
    recipients: ByKind
    application_totals: ApplicationTotals
    doubts: Doubts = field(default_factory=dict)
    is_whole: bool = True

    @property
    def awarded(self) -> Money | None:
        """What was awarded, with all amendments, as far as stated."""
        return None if self.figures is None else self.figures["awarded"]


@dataclass(frozen=True, slots=True)
class Pools:
    """Rounds, each with its pools below, and then pools of no round, program by program.

    `unknown` are the addresses of the awards and returns whose amounts no figure has.
    """

    rows: tuple[PoolRow, ...]
    unknown: tuple[str, ...] = ()


def pools(ledger: Ledger, choice: Choice | None = None) -> Pools:
    """The rounds and pools chosen."""
    books = _Books(ledger, choice or Choice())
    rows = (row for program in ledger.programs for row in books.of_program(program))
    return Pools(tuple(rows), tuple(books.unknown()))


def share(charged: Money, frame: Money) -> Share | None:
    """How much of a frame is used, rounded half up; nothing of no frame."""
    if frame.ore <= 0:
        return None
    percent = (200 * charged.ore + frame.ore) // (2 * frame.ore)
    return Share(percent, charged.exact and frame.exact)


class _Books:
    """The awards chosen and their sums, by where they belong."""

    def __init__(self, ledger: Ledger, choice: Choice) -> None:
        self.ledger = ledger
        self.choice = choice
        self.awards = self._awards_by_key()
        self.others = self._others_by_key()
        self.moved = sums(ledger.movements_under(*_CHARGED), self._key_of)
        self.returned = self._returned_by_key()
        self.marks = [(self._key_of(mark.movement), mark) for mark in marks(ledger)]
        self.unknown_awards = {_award_of(entry) for entry in _on_awards(ledger)}
        self.without_payments = without_payments(ledger)
        self.pools = [pool for pool in ledger.pools.values() if self._takes_pool(pool)]

    def _awards_by_key(self) -> dict[Key, list[Award]]:
        awards: dict[Key, list[Award]] = {}
        for award in self.ledger.of(Award):
            if award.id in self.ledger.awards:
                budget_line = self.ledger.budget_line(award)
                if self.choice.takes_budget_line(*budget_line):
                    awards.setdefault(self._key(award), []).append(award)
        return awards

    def _others_by_key(self) -> dict[Key, list[AwardsAt]]:
        """The awards that are only counted."""
        others: dict[Key, list[AwardsAt]] = {}
        for each in () if self.ledger.totals is None else self.ledger.totals.awards_at:
            where, (pool, _, _, round) = self.ledger.known_budget_line(each.place), each.place
            if where is not None and self.choice.takes_budget_line(*where):
                others.setdefault(self._key_at(where[0], pool, round), []).append(each)
        return others

    def _returned_by_key(self) -> dict[Key, Returned]:
        returned: dict[Key, Returned] = {}
        for movement in self.ledger.movements_under("returned"):
            key = self._key_of(movement)
            if key is not None:
                returned[key] = returned.get(key, Returned()) + self._returned(movement, key)
        return returned

    def _returned(self, movement: Movement, key: Key) -> Returned:
        """What a movement returns, by what becomes of it."""
        if is_refund(movement):
            return Returned(refunded=movement.money)
        if refills_frame(movement, self._years(key)):
            return Returned(annulled=movement.money)
        return Returned(annulled_later=movement.money)

    def _years(self, key: Key) -> tuple[Years, ...]:
        """The years in which annulments refill: those of the pool, else of the program."""
        program, pool = self.ledger.programs[key.program], self.ledger.pools.get(key.pool)
        return (program.years,) if pool is None else pool_years(pool, program)

    def _key_of(self, movement: Movement) -> Key | None:
        program, strand, _ = movement.line
        is_chosen = self.choice.takes_budget_line(program, strand)
        if movement.heading not in _CHARGED or not is_chosen:
            return None
        return self._key_at(program, movement.pool, movement.round)

    def _takes_pool(self, pool: Pool) -> bool:
        return self.choice.takes_budget_line(pool.program, pool.strand or UNSPLIT)

    def of_program(self, program: str) -> Iterator[PoolRow]:
        """The rows of a program."""
        pools = [pool for pool in self.pools if pool.program == program]
        for round in self.ledger.rounds.values():
            inside = [pool for pool in pools if pool.round == round.id]
            yield from self._of_round(program, round, inside)
        for pool in pools:
            if pool.round not in self.ledger.rounds:
                yield self._of_pool(pool, None)

    def _of_round(self, program: str, round: Round, pools: Sequence[Pool]) -> Iterator[PoolRow]:
        """A round, its pools, and the rest, where any of these is in a program and chosen."""
        is_chosen = self.choice.takes_budget_line(program, UNSPLIT)
        is_whole = round.program == program and is_chosen
        rest = Key(program, round.id, NO_ID)
        has_rest = rest in self.awards.keys() | self.others.keys()
        if not (is_whole or pools or has_rest):
            return
        keys = [rest, *(Key(program, round.id, pool.id) for pool in pools)]
        frame = add_frames([pool.frame for pool in pools])
        applications = _applications(round, pools, is_whole=is_whole)
        row = self._row("round", keys, frame, applications, round=round)
        yield replace(row, is_whole=is_whole)
        for pool in pools:
            yield self._of_pool(pool, round)
        if pools and has_rest:
            yield self._row("rest", [rest], None, (), round=round)

    def _of_pool(self, pool: Pool, round: Round | None) -> PoolRow:
        applications = [row for row in (round.applications if round else ()) if row.pool == pool.id]
        key = Key(pool.program, NO_ID if round is None else round.id, pool.id)
        frame = _whole_frame(pool.frame)
        return self._row("pool", [key], frame, applications, round=round, pool=pool)

    def _row(
        self,
        of: Literal["round", "pool", "rest"],
        keys: Sequence[Key],
        frame: Amount | None,
        applications: Iterable[Applications],
        *,
        round: Round | None,
        pool: Pool | None = None,
    ) -> PoolRow:
        awards = list(chain.from_iterable(self.awards.get(key, ()) for key in keys))
        others = list(chain.from_iterable(self.others.get(key, ()) for key in keys))
        named = chain.from_iterable(each.recipients for each in others)
        figures: Figures | None = None
        returned: Returned | None = None
        charged: Money | None = None
        if others or any(map(_is_stated, awards)):
            whole = merge_sums({None: self.moved.get(key, {})} for key in keys)
            figures = complete_figures(whole.get(None, {}))
            returned = add_returned(self.returned.get(key, Returned()) for key in keys)
            charged = figures["awarded"] - returned.annulled
        return PoolRow(
            keys[0].program,
            of,
            round,
            pool,
            self._years(keys[0]),
            frame,
            figures,
            returned,
            self._share(awards, charged, frame),
            len(awards) + sum(each.number for each in others),
            recipients(awards, self.ledger.recipients, named),
            application_totals(applications),
            self._doubts(keys),
        )

    def _doubts(self, keys: Sequence[Key]) -> Doubts:
        """What is not known of the sums of awards; of payments where none is recorded."""
        unknown = doubts(mark for key, mark in self.marks if key in keys)
        return with_payments(unknown, (key.program for key in keys), self.without_payments)

    def _share(
        self, awards: Iterable[Award], charged: Money | None, frame: Amount | None
    ) -> Share | None:
        """The share of a frame that is used; none where some award's amount is unknown."""
        if not charged or not isinstance(frame, Money):
            return None
        is_known = self.unknown_awards.isdisjoint(award.id for award in awards)
        return share(charged, frame) if is_known else None

    def unknown(self) -> list[str]:
        """The addresses of the entries that no figure has."""
        counted: set[str] = set()
        for key, awards in self.awards.items():
            if key.round or key.pool:
                counted.update(award.id for award in awards)
        return [entry.address for entry in _on_awards(self.ledger) if _award_of(entry) in counted]

    def _key(self, award: Award) -> Key:
        program, _ = self.ledger.budget_line(award)
        return self._key_at(program, award.pool, award.round)

    def _key_at(self, program: str, pool_id: str | None, round_id: str | None) -> Key:
        pool = self.ledger.pools.get(pool_id or NO_ID)
        round = pool.round if pool else round_id
        is_known = round in self.ledger.rounds
        return Key(program, (is_known and round) or NO_ID, pool_id or NO_ID)


def _on_awards(ledger: Ledger) -> Iterator[Award | Amendment | Return]:
    """The awards, amendments and returns with unknown amounts."""
    for entry in ledger.with_unknown_amounts:
        if isinstance(entry, Award | Amendment | Return):
            yield entry


def _applications(round: Round, pools: Iterable[Pool], *, is_whole: bool) -> Sequence[Applications]:
    """A round's own rows, if all of it is chosen and it has any, else those of some pools."""
    own = [row for row in round.applications if is_whole and row.pool is None]
    ids = {pool.id for pool in pools}
    return own or [row for row in round.applications if row.pool in ids]


def _award_of(entry: Award | Amendment | Return) -> str:
    return entry.id if isinstance(entry, Award) else entry.award


def _whole_frame(frame: Amount | YearAmounts | None) -> Amount | None:
    """A frame over all its years; unknown when a part of it is."""
    if not isinstance(frame, tuple):
        return frame
    return add_frames([amount for _, amount in frame])


def add_frames(frames: Iterable[Amount | YearAmounts | None]) -> Amount | None:
    """Add up frames; None when one is not there, and unknown when one is not stated."""
    whole_frames = [_whole_frame(frame) for frame in frames]
    if not whole_frames or None in whole_frames:
        return None
    if UNKNOWN in whole_frames:
        return UNKNOWN
    return sum_money(frame for frame in whole_frames if isinstance(frame, Money))


def add_returned(parts: Iterable[Returned]) -> Returned:
    """Add up what was returned."""
    whole = Returned()
    for part in parts:
        whole += part
    return whole


def _parts(entry: Award | Amendment) -> list[Amount]:
    """The amounts of an award or an amendment, by years where it has years."""
    amount = entry.amount
    return [part for _, part in amount] if isinstance(amount, tuple) else [amount]


def _is_stated(award: Award) -> bool:
    """Whether any part of an award's amount is known."""
    return any(part is not UNKNOWN for part in _parts(award))


OnAward = TypeVar("OnAward", Return, Payment, Amendment)


@dataclass(frozen=True, slots=True)
class Settlement:
    """An award with its returns, payments and amendments, each in date order."""

    award: Award
    returns: tuple[Return, ...]
    payments: tuple[Payment, ...]
    amendments: tuple[Amendment, ...] = ()

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
        """What was awarded, with all amendments; None when a part of it is unknown."""
        parts = _parts(self.award)
        for amendment in self.amendments:
            parts += _parts(amendment)
        stated = [part for part in parts if isinstance(part, Money)]
        return sum_money(stated) if len(stated) == len(parts) else None

    @property
    def returned(self) -> Money:
        """What was cancelled or paid back, as far as known."""
        return sum_money(known(entry.amount) for entry in self.returns)

    @property
    def paid(self) -> Money:
        """What was paid less what was paid back, as far as known."""
        refunds = sum_money(known(entry.amount) for entry in self.returns if entry.type == "refund")
        return sum_money(known(entry.amount) for entry in self.payments) - refunds


def settlement(
    award: Award, on_award: Iterable[Payment | Return], amendments: Iterable[Amendment]
) -> Settlement:
    """Settle an award with the payments and returns on it, and what amends it."""
    entries = list(on_award)
    return Settlement(
        award,
        _dated(entry for entry in entries if isinstance(entry, Return)),
        _dated(entry for entry in entries if isinstance(entry, Payment)),
        _dated(amendments),
    )


def _last(entries: Sequence[OnAward]) -> OnAward:
    stated = [entry for entry in entries if isinstance(entry.amount, Money)]
    return (stated or entries)[-1]


def _dated(entries: Iterable[OnAward]) -> tuple[OnAward, ...]:
    return tuple(sorted(entries, key=lambda entry: (entry.date, entry.id)))
