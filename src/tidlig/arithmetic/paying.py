"""Whether a program's awards can be paid for, with and without what is carried over."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tidlig.arithmetic.coverage import Shortfall, fits
from tidlig.arithmetic.deficits import deficits
from tidlig.arithmetic.figures import derived
from tidlig.arithmetic.funding import Case, Lines, judged, overspent
from tidlig.arithmetic.ledger import Ledger
from tidlig.arithmetic.movements import UNSPLIT, Line
from tidlig.arithmetic.sums import sums
from tidlig.arithmetic.unallocated_money import money_beside
from tidlig.model.decisions import CarryOver, Program
from tidlig.model.years import one

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
