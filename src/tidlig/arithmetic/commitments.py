"""What pools bind of a program's budget, and whether its awards can be paid for.

A decided round binds its awards, an open one the larger of its frame and its awards: an open call
has promised its frame. Awards are judged with and without the money that is carried over.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from tidlig.arithmetic.coverage import Shortfall, fits
from tidlig.arithmetic.funding import Case, Lines, deficits, judged, money_beside, overspent
from tidlig.arithmetic.ledger import Ledger
from tidlig.arithmetic.movements import UNSPLIT, Line, added, derived, sums
from tidlig.model.decisions import CarryOver, Program
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


Blame = tuple[CarryOver, Shortfall]
"""A carry-over, and what cannot be paid for because of it."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What cannot be paid for: certainly, or only for some values that inexact figures allow.

    `strands_only` says that the program's money is enough, and that of its strands is not.
    """

    shortfalls: tuple[Shortfall, ...] = ()
    certain: bool = True
    strands_only: bool = False


def verdict(ledger: Ledger, program: Program, lines: Lines | None = None) -> Verdict:
    """Judge a program, by default as all its lines stand.

    Overspending is an error by strand or for the program alone, as its `control` says; then it is
    also told when the strands' money does not do.
    """
    judged_lines = ledger.lines_of(program.id) if lines is None else lines
    if program.control == "strand":
        return _verdict(ledger, program, judged_lines, by_strand=True)
    whole = _verdict(ledger, program, judged_lines, by_strand=False)
    if whole.shortfalls:
        return whole
    strands = _verdict(ledger, program, judged_lines, by_strand=True)
    return Verdict(strands.shortfalls, strands.certain, strands_only=True)


def without(ledger: Ledger, program: Program, left_out: set[str]) -> Lines:
    """Give the program's lines as if some of its carry-overs, by id, had not been made."""
    moved = (
        movement
        for line in ledger.lines_of(program.id)
        for movement in ledger.movements_on(line)
        if not (isinstance(movement.entry, CarryOver) and movement.entry.id in left_out)
    )
    return {line: derived(figures) for line, figures in sums(moved, lambda m: m.line).items()}


def to_blame(ledger: Ledger, program: Program) -> list[Blame]:
    """Give the carry-overs without which the program could be paid for, if it cannot be now.

    The latest one that suffices alone; else as few of them together as do, else none.
    """
    now = verdict(ledger, program)
    near = [
        blame for entry in _carry_overs(ledger, program) for blame in _near(entry, now, program)
    ]
    for blame in reversed(near):
        if _is_paid_without(ledger, program, [blame], now):
            return [blame]
    if not near or not _is_paid_without(ledger, program, near, now):
        return []
    blamed = near
    for blame in near:
        rest = [other for other in blamed if other is not blame]
        if _is_paid_without(ledger, program, rest, now):
            blamed = rest
    return blamed


def _carry_overs(ledger: Ledger, program: Program) -> list[CarryOver]:
    entries = (entry for entry in ledger.of(CarryOver) if entry.program == program.id)
    return sorted(entries, key=lambda entry: (entry.date, entry.id))


def _near(entry: CarryOver, now: Verdict, program: Program) -> Iterator[Blame]:
    """Give a carry-over with the shortfall, if any, that what it took could have met."""
    taken = Line(program.id, entry.strand or UNSPLIT, one(entry.from_))
    by_strand = now.strands_only or program.control == "strand"
    for shortfall in now.shortfalls:
        if any(fits(need, taken, by_strand=by_strand) for need, _ in shortfall.needs):
            yield entry, shortfall
            return


def _is_paid_without(
    ledger: Ledger, program: Program, left_out: Sequence[Blame], now: Verdict
) -> bool:
    """Tell whether what cannot be paid for now could be; a lesser fault may then be left."""
    lines = without(ledger, program, {entry.id for entry, _ in left_out})
    then = verdict(ledger, program, lines)
    return not then.shortfalls or (then.strands_only and not now.strands_only)


def _verdict(ledger: Ledger, program: Program, lines: Lines, *, by_strand: bool) -> Verdict:
    beside = money_beside(ledger, program, lines, by_strand=by_strand)
    stated = deficits(ledger, lines)

    def ask(case: Case) -> list[Shortfall]:
        return overspent(lines, beside, stated, by_strand=by_strand, case=case)

    short, certain = judged(ask)
    return Verdict(tuple(short), certain)
