"""What pools bind of a program's budget, and whether its awards can be paid for.

A decided round binds its awards, an open one the larger of its frame and its awards: an open call
has promised its frame. Awards are assessed with and without the money that is carried over.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from itertools import chain
from typing import Any

from tidlig.arithmetic.books import Books, Case
from tidlig.arithmetic.carrying import added, carried_on, carrying, lapsed
from tidlig.arithmetic.coverage import Shortfall, fits
from tidlig.arithmetic.frames import frame_movements
from tidlig.arithmetic.funding import (
    Lines,
    award_shortfalls,
    before_carrying,
    deficits,
    shortfalls_and_certainty,
    unallocated_money,
)
from tidlig.arithmetic.ledger import Ledger
from tidlig.arithmetic.movements import (
    UNSPLIT,
    Line,
    Movement,
    complete_figures,
    money_by_year,
    sum_money,
    sums,
)
from tidlig.model.decisions import CarryOver, Program
from tidlig.model.findings import Location
from tidlig.model.grants import Pool
from tidlig.model.money import ZERO, Money, known
from tidlig.model.years import Years, one


@dataclass(frozen=True, slots=True)
class Commitment:
    """What a pool binds beyond its awards, and where."""

    pool: Pool
    line: Line
    money: Money

    @property
    def place(self) -> Location:
        """Where the frame stands, or its year where it has years."""
        by_year = isinstance(self.pool.frame, tuple) and self.line.years.single
        return self.pool.at("frame", *([str(self.line.years)] if by_year else []))


def pool_commitments(ledger: Ledger) -> dict[str, list[Commitment]]:
    """What pools bind beyond their awards, by program."""
    awards = _net_awards(ledger)
    commitments: dict[str, list[Commitment]] = {}
    for pool in ledger.pools.values():
        if _is_decided(ledger, pool):
            continue
        program = ledger.programs[pool.program]
        for years, money in _beyond_awards(pool, program, awards.get(pool.id, {})):
            if money.ore > 0:
                line = Line(program.id, pool.strand or UNSPLIT, years)
                commitments.setdefault(program.id, []).append(Commitment(pool, line, money))
    return commitments


def short_of_frames(
    ledger: Ledger, program: Program, commitments: Iterable[Commitment]
) -> tuple[list[Shortfall], bool]:
    """The needs that the budget cannot cover when pools need their frames too.

    With them, whether that is so for every value that inexact amounts allow.
    """
    lines = dict(ledger.lines_of(program.id))
    for commitment in commitments:
        figures = lines.get(commitment.line, complete_figures({}))
        awarded = figures["awarded"] + commitment.money
        lines[commitment.line] = complete_figures({**figures, "awarded": awarded})
    return _shortfalls(ledger, program, lines, by_strand=program.control == "strand")


def _shortfalls(
    ledger: Ledger,
    program: Program,
    lines: Lines,
    *,
    by_strand: bool,
    accounts_stand: bool = False,
    moved_on: Mapping[Line, Money] | None = None,
) -> tuple[list[Shortfall], bool]:
    """What cannot be paid for; `moved_on` is what carry-overs moved that the lines still have."""
    return shortfalls_and_certainty(
        _by_case(
            ledger,
            program,
            lines,
            by_strand=by_strand,
            accounts_stand=accounts_stand,
            moved_on=moved_on,
        )
    )


def _by_case(
    ledger: Ledger,
    program: Program,
    lines: Lines,
    *,
    by_strand: bool,
    accounts_stand: bool = False,
    moved_on: Mapping[Line, Money] | None = None,
) -> Callable[[Case], list[Shortfall]]:
    """What tells, for each way to take inexact figures, what cannot be paid for: `_shortfalls`."""
    unallocated = unallocated_money(ledger, program, lines, by_strand=by_strand)
    below_zero = deficits(ledger, lines)
    carried = carrying(ledger, program, added(lapsed(lines), moved_on or {}))
    booked = ledger.booked.get(program.id)
    books = None
    if booked is not None:
        books = Books(
            lines, booked, by_strand=by_strand, stand=accounts_stand, carries=carried.carries
        )

    def in_case(case: Case) -> list[Shortfall]:
        return award_shortfalls(
            lines,
            unallocated,
            below_zero,
            by_strand=by_strand,
            case=case,
            books=books,
            carrying=carried,
        )

    amounts: list[Mapping[Any, Money]] = [unallocated, below_zero, carried.gone, *lines.values()]
    is_exact = all(money.exact for each in amounts for money in each.values())
    return _in_any_case(in_case) if is_exact else in_case


def _in_any_case(in_case: Callable[[Case], list[Shortfall]]) -> Callable[[Case], list[Shortfall]]:
    """Tell the same in all cases, worked out once: for exact figures, which have no others."""
    nominal = cache(partial(in_case, Case.NOMINAL))
    return lambda _: nominal()


def _net_awards(ledger: Ledger) -> dict[str, dict[Years, Money]]:
    """What uses the frames of pools, by pool and years."""
    net: dict[str, defaultdict[Years, Money]] = {}
    for pool, movements in frame_movements(ledger).items():
        by_years = net.setdefault(pool, defaultdict(Money))
        for movement in movements:
            signed = movement.money if movement.heading == "awarded" else -movement.money
            by_years[movement.line.years] += signed
    return {pool: dict(by_years) for pool, by_years in net.items()}


def _is_decided(ledger: Ledger, pool: Pool) -> bool:
    round = ledger.rounds.get(pool.round or "")
    return round is not None and round.decided is not None


def _beyond_awards(
    pool: Pool, program: Program, awards: dict[Years, Money]
) -> Iterator[tuple[Years, Money]]:
    """What a frame is larger than its awards, for the frame's years.

    A frame over years without an end cannot be compared with any budget.
    """
    if isinstance(pool.frame, Money) and not program.years.open:
        yield program.years, pool.frame - sum_money(awards.values())
    elif isinstance(pool.frame, tuple):
        yield from _beyond_awards_by_year(list(money_by_year(pool.frame)), awards)


def _beyond_awards_by_year(
    frames: list[tuple[Years, Money]], awards: dict[Years, Money]
) -> Iterator[tuple[Years, Money]]:
    if all(years.single for years in awards):
        for years, money in frames:
            yield years, money - awards.get(years, ZERO)
    elif frames:
        span = Years(min(frames)[0].first, max(frames)[0].last)
        frame = sum_money(money for _, money in frames)
        yield span, frame - sum_money(awards.values())


Blame = tuple[CarryOver, Shortfall]
"""A carry-over, and what cannot be paid for because of it."""

MOST_TRIED = 100
"""So many carry-overs of a program are tried one by one: each takes a sum of the whole program."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What cannot be paid for: certainly, or only for some values that inexact figures allow.

    `strands_only` says that the program's money is enough, and that of its strands is not.
    """

    shortfalls: tuple[Shortfall, ...] = ()
    certain: bool = True
    strands_only: bool = False


def verdict(ledger: Ledger, program: Program, lines: Lines | None = None) -> Verdict:
    """What of a program cannot be paid for, by default as all its lines stand.

    Overspending is an error by strand or for the program alone, as its `control` says. Where the
    program's money is enough, the verdict also says when that of its strands is not. What is
    carried from a year with accounts is compared with these: see `to_blame`.
    """
    if lines is None:
        lines = ledger.lines_of(program.id)
    years = {line.years for line in ledger.booked.get(program.id, ())}
    before = {
        line: before_carrying(figures) if line.years in years else figures
        for line, figures in lines.items()
    }
    moved_on = carried_on(lines, (line for line in lines if line.years in years))
    return _judged(ledger, program, before, accounts_stand=False, moved_on=moved_on)


def by_accounts(ledger: Ledger, program: Program) -> Verdict:
    """What cannot be paid for when the accounts stand, whatever was awarded in their years."""
    lines = ledger.lines_of(program.id)
    return _judged(ledger, program, lines, accounts_stand=True)


def _judged(
    ledger: Ledger,
    program: Program,
    lines: Lines,
    *,
    accounts_stand: bool,
    moved_on: Mapping[Line, Money] | None = None,
) -> Verdict:
    def judge(*, by_strand: bool) -> tuple[list[Shortfall], bool]:
        return _shortfalls(
            ledger,
            program,
            lines,
            by_strand=by_strand,
            accounts_stand=accounts_stand,
            moved_on=moved_on,
        )

    if program.control == "strand":
        shortfalls, certain = judge(by_strand=True)
        return Verdict(tuple(shortfalls), certain)
    shortfalls, certain = judge(by_strand=False)
    if shortfalls:
        return Verdict(tuple(shortfalls), certain)
    shortfalls, certain = judge(by_strand=True)
    return Verdict(tuple(shortfalls), certain, strands_only=True)


def lines_without(
    ledger: Ledger, program: Program, left_out: set[str], *, keep_given: bool = False
) -> Lines:
    """The program's lines as if some of its carry-overs, by id, had not been made.

    With `keep_given`, as if they had only given to later years, and taken nothing.
    """
    on_lines = chain.from_iterable(map(ledger.movements_on, ledger.lines_of(program.id)))
    movements = (
        movement
        for movement in on_lines
        if not _is_of(movement, left_out) or (keep_given and movement.money.ore > 0)
    )
    by_line = sums(movements, lambda movement: movement.line)
    return {line: complete_figures(moved) for line, moved in by_line.items()}


def _is_of(movement: Movement, carry_overs: set[str]) -> bool:
    return isinstance(movement.entry, CarryOver) and movement.entry.id in carry_overs


def to_blame(ledger: Ledger, program: Program) -> list[Blame]:
    """The carry-overs without which the program could be paid for, if it cannot be now.

    In years with accounts these say what has to be paid for.

    The latest one that suffices alone; else as few of them together as do, else none. Of more than
    `MOST_TRIED` the earlier ones are not tried alone, and all that are near stay blamed together.
    """
    return ledger.once(("to blame", program.id), lambda: _to_blame(ledger, program))


def _to_blame(ledger: Ledger, program: Program) -> list[Blame]:
    now = by_accounts(ledger, program)
    near: list[Blame] = []
    for entry in _carry_overs(ledger, program):
        near += _near(ledger, entry, now, program)
    for blame in reversed(near[-MOST_TRIED:]):
        if _is_paid_without(ledger, program, [blame], now):
            return [blame]
    if not near or not _is_paid_without(ledger, program, near, now):
        return []
    return near if len(near) > MOST_TRIED else _fewest(ledger, program, near, now)


def _fewest(ledger: Ledger, program: Program, near: list[Blame], now: Verdict) -> list[Blame]:
    """Leave out each that is not needed for the program to be paid for."""
    blamed = near
    for blame in near:
        rest = [other for other in blamed if other is not blame]
        if _is_paid_without(ledger, program, rest, now):
            blamed = rest
    return blamed


def _carry_overs(ledger: Ledger, program: Program) -> list[CarryOver]:
    entries = (entry for entry in ledger.of(CarryOver) if entry.program == program.id)
    return sorted(entries, key=lambda entry: (entry.date, entry.id))


def _near(ledger: Ledger, entry: CarryOver, now: Verdict, program: Program) -> Iterator[Blame]:
    """A carry-over with the first shortfall, if any, that what it took could have met."""
    taken = Line(program.id, entry.strand or UNSPLIT, one(entry.from_))
    by_strand = now.strands_only or program.control == "strand"
    reach = carrying(ledger, program, {}).reach
    for shortfall in now.shortfalls:
        needs = (need for need, _ in shortfall.needs)
        if any(fits(need, taken, by_strand=by_strand, reach=reach) for need in needs):
            yield entry, shortfall
            return


def _is_paid_without(
    ledger: Ledger, program: Program, left_out: Sequence[Blame], now: Verdict
) -> bool:
    """Whether what cannot be paid for now could be; a lesser fault may then be left."""
    if not _may_suffice(left_out, now):
        return False
    lines = lines_without(ledger, program, {entry.id for entry, _ in left_out})
    if program.control == "strand":
        return _is_payable(ledger, program, lines, by_strand=True)
    is_payable = _is_payable(ledger, program, lines, by_strand=False)
    if not is_payable or not now.strands_only:
        return is_payable
    return _is_payable(ledger, program, lines, by_strand=True)


def _may_suffice(left_out: Iterable[Blame], now: Verdict) -> bool:
    """Whether carry-overs moved as much as is lacking; most that do not suffice are told so.

    To leave one out adds its amount to one line and takes it from another, so that no more than
    twice its amount, at the most that it may be, comes to be paid for.
    """
    lacking = sum(shortfall.needed - shortfall.available for shortfall in now.shortfalls)
    moved = [known(entry.amount) for entry, _ in left_out]
    return 2 * sum(abs(money.ore) + 2 * money.half for money in moved) >= lacking


def _is_payable(ledger: Ledger, program: Program, lines: Lines, *, by_strand: bool) -> bool:
    """Whether all is paid for when the accounts stand."""
    shortfalls, _ = _shortfalls(ledger, program, lines, by_strand=by_strand, accounts_stand=True)
    return not shortfalls
