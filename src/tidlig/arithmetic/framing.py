"""What pools bind of a program's budget.

That is the awards of a decided round, else the larger of frame and awards: a call that is open has
promised its frame.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tidlig.arithmetic.coverage import Shortfall
from tidlig.arithmetic.deficits import deficits
from tidlig.arithmetic.figures import added, derived
from tidlig.arithmetic.funding import judged, overspent
from tidlig.arithmetic.ledger import Ledger
from tidlig.arithmetic.movements import UNSPLIT, Line
from tidlig.arithmetic.unallocated_money import money_beside
from tidlig.model.decisions import Program
from tidlig.model.findings import Location
from tidlig.model.grants import Pool
from tidlig.model.money import ZERO, Money
from tidlig.model.years import Years, one


@dataclass(frozen=True, slots=True)
class Bound:
    """What a pool binds beyond its awards, and where."""

    pool: Pool
    line: Line
    money: Money

    @property
    def place(self) -> Location:
        """Where the frame stands, or its year where it has years."""
        by_year = isinstance(self.pool.frame, tuple) and self.line.years.single
        return self.pool.at("frame", *([str(self.line.years)] if by_year else []))


def bound(ledger: Ledger) -> dict[str, list[Bound]]:
    """Give what pools bind beyond their awards, by program."""
    awards = _net_awards(ledger)
    binding: dict[str, list[Bound]] = {}
    for pool in ledger.pools.values():
        if not _decided(ledger, pool):
            program = ledger.programs[pool.program]
            for years, money in _beyond(pool, program, awards.get(pool.id, {})):
                if money.ore > 0:
                    line = Line(program.id, pool.strand or UNSPLIT, years)
                    binding.setdefault(program.id, []).append(Bound(pool, line, money))
    return binding


def short_of_frames(
    ledger: Ledger, program: Program, binding: Iterable[Bound]
) -> tuple[list[Shortfall], bool]:
    """Give the needs that the budget cannot cover when pools need their frames too.

    Tells also whether that is so for every value that inexact amounts allow.
    """
    lines = dict(ledger.lines_of(program.id))
    for each in binding:
        figures = lines.get(each.line, derived({}))
        lines[each.line] = derived({**figures, "awarded": figures["awarded"] + each.money})
    by_strand = program.control == "strand"
    beside = money_beside(ledger, program, lines, by_strand=by_strand)
    stated = deficits(ledger, lines)
    return judged(lambda case: overspent(lines, beside, stated, by_strand=by_strand, case=case))


def _net_awards(ledger: Ledger) -> dict[str, dict[Years, Money]]:
    """Give awarded less returned, by pool and years."""
    net: dict[str, dict[Years, Money]] = {}
    for movement in ledger.movements:
        if movement.pool is not None and movement.heading in ("awarded", "returned"):
            years = net.setdefault(movement.pool, {})
            signed = movement.money if movement.heading == "awarded" else -movement.money
            years[movement.line.years] = years.get(movement.line.years, ZERO) + signed
    return net


def _decided(ledger: Ledger, pool: Pool) -> bool:
    round = ledger.rounds.get(pool.round or "")
    return round is not None and round.decided is not None


def _beyond(
    pool: Pool, program: Program, awards: dict[Years, Money]
) -> Iterator[tuple[Years, Money]]:
    """Give what a frame is larger than its awards, for the frame's years.

    A frame over years without an end cannot be held against any budget.
    """
    if isinstance(pool.frame, Money) and not program.years.open:
        yield program.years, pool.frame - added(awards.values())
    elif isinstance(pool.frame, tuple):
        frames = [(one(year), money) for year, money in pool.frame if isinstance(money, Money)]
        if all(years.single for years in awards):
            yield from ((years, money - awards.get(years, ZERO)) for years, money in frames)
        elif frames:
            span = Years(min(frames)[0].first, max(frames)[0].last)
            yield span, added(money for _, money in frames) - added(awards.values())
