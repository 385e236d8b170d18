"""Rounds and pools as people read them: by program and round, and unnamed pools by strand.

A pool with a name or a frame has a row of its own. The others are counted: by strand, and by who
may apply. Sums are of what is known: one with a part that is not known is not known either.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from tidlig.arithmetic.ledger import Ledger
from tidlig.arithmetic.movements import UNSPLIT, Figures, merge_sums
from tidlig.arithmetic.pools import (
    ApplicationTotals,
    PoolRow,
    Returned,
    Share,
    add_frames,
    add_returned,
    share,
)
from tidlig.arithmetic.unknown_amounts import APART, Doubts
from tidlig.model.decisions import Program, Strand
from tidlig.model.entry import Amount, Kinds
from tidlig.model.grants import Round
from tidlig.model.money import Money


@dataclass(frozen=True, slots=True)
class CountedPools:
    """The pools of a strand, or of none, without names and frames; `row` is their sum."""

    strand: Strand | None
    eligible: Kinds
    ids: tuple[str, ...]
    row: PoolRow

    @property
    def number(self) -> int:
        """How many there are."""
        return len(self.ids)


@dataclass(frozen=True, slots=True)
class RoundGroup:
    """A round, or what is in none, with its pools.

    `whole` is the round with all that is in it, `rest` what was awarded in it outside its pools.
    `listed` are the pools with rows of their own and `total` their sum, where there are several.
    Frames in the prices of different years have no sum.
    """

    round: Round | None
    whole: PoolRow | None
    rest: PoolRow | None
    listed: tuple[PoolRow, ...]
    total: PoolRow | None
    counted: tuple[CountedPools, ...]

    @property
    def ids(self) -> set[str]:
        """The ids of all its pools."""
        listed = {row.pool.id for row in self.listed if row.pool}
        return listed.union(*(pools.ids for pools in self.counted))

    @property
    def pools(self) -> list[PoolRow]:
        """The rows with figures of pools."""
        return [*self.listed, *(pools.row for pools in self.counted)]


@dataclass(frozen=True, slots=True)
class ProgramGroup:
    """A program with its rounds, and then the pools that are in none."""

    program: Program
    rounds: tuple[RoundGroup, ...]


def groups(rows: Iterable[PoolRow], ledger: Ledger) -> tuple[ProgramGroup, ...]:
    """Group the rows of a report on pools, which are in order of program and round."""
    return tuple(
        ProgramGroup(ledger.programs[id], tuple(_rounds(ledger.programs[id], list(of_program))))
        for id, of_program in groupby(rows, key=lambda row: row.program)
    )


def _rounds(program: Program, rows: Sequence[PoolRow]) -> Iterable[RoundGroup]:
    for _, of_round in groupby(rows, key=lambda row: row.round and row.round.id):
        yield _round(program, list(of_round))


def _round(program: Program, rows: Sequence[PoolRow]) -> RoundGroup:
    by_kind: dict[str, list[PoolRow]] = {}
    for row in rows:
        by_kind.setdefault(_kind(row), []).append(row)
    listed = tuple(by_kind.get("listed", ()))
    return RoundGroup(
        rows[0].round,
        whole=next(iter(by_kind.get("round", ())), None),
        rest=next(iter(by_kind.get("rest", ())), None),
        listed=listed,
        total=added(listed) if len(listed) > 1 else None,
        counted=tuple(_counted(program, by_kind.get("counted", ()))),
    )


def _kind(row: PoolRow) -> str:
    """What a row is of; a pool is listed if it has a name or a frame, and else counted."""
    if row.pool is None:
        return row.of
    has_name = row.pool.name is not None
    return "listed" if has_name or row.pool.frame is not None else "counted"


def _counted(program: Program, rows: Iterable[PoolRow]) -> Iterable[CountedPools]:
    """Count pools by strand and by who may apply, in the order of strands."""
    strands: dict[str, Strand | None] = {strand.id: strand for strand in program.strands}
    places = [*strands, UNSPLIT]
    alike: dict[tuple[str, Kinds], list[PoolRow]] = {}
    for row in rows:
        assert row.pool is not None
        place: str = row.pool.strand if row.pool.strand in strands else UNSPLIT
        alike.setdefault((place, row.pool.eligible), []).append(row)
    for place, eligible in sorted(alike, key=lambda key: places.index(key[0])):
        own = alike[place, eligible]
        ids = tuple(row.pool.id for row in own if row.pool)
        yield CountedPools(strands.get(place), eligible, ids, added(own))


def added(rows: Sequence[PoolRow]) -> PoolRow:
    """Add up the frames and awards of pools, as far as all of them are known.

    Recipients are not added: the same may have awards from several pools.
    """
    whole = replace(
        rows[0],
        pool=None,
        years=(),
        frame=_frame(rows),
        figures=None,
        returned=None,
        share=None,
        awards=sum(row.awards for row in rows),
        recipients={},
        application_totals=ApplicationTotals(),
        doubts=_merged([row.doubts for row in rows]),
    )
    figures = [row.figures for row in rows if row.figures is not None]
    if len(figures) < len(rows):
        return whole
    merged = merge_sums({None: each} for each in figures)[None]
    returned = add_returned(row.returned for row in rows if row.returned is not None)
    return replace(whole, figures=merged, returned=returned, share=_share(whole, merged, returned))


def _frame(rows: Sequence[PoolRow]) -> Amount | None:
    """The sum of frames; none of those in the prices of different years."""
    price_levels = {row.pool.price_level for row in rows if row.pool}
    return add_frames([row.frame for row in rows]) if len(price_levels) == 1 else None


_CHARGED = frozenset(("awarded", "returned"))
"""The headings that a share of a frame is worked out from."""


def _share(whole: PoolRow, figures: Figures, returned: Returned) -> Share | None:
    if not _CHARGED.isdisjoint(whole.doubts) or not isinstance(whole.frame, Money):
        return None
    return share(figures["awarded"] - returned.annulled, whole.frame)


def _merged(several: Iterable[Doubts]) -> Doubts:
    """What is not known of a sum of figures that are not known."""
    signs: dict[str, str] = {}
    for doubts in several:
        for heading, sign in doubts.items():
            signs[heading] = sign if signs.get(heading, sign) == sign else APART
    return signs
