"""Whether a program's awards can be paid for, with and without what is carried over."""

from dataclasses import dataclass

from tidlig.arithmetic.coverage import Shortfall
from tidlig.arithmetic.funding import Case, Lines, judged, overspent
from tidlig.arithmetic.headings import derived
from tidlig.arithmetic.ledger import Ledger
from tidlig.arithmetic.sums import sums
from tidlig.arithmetic.unstated import money_beside
from tidlig.model.decisions import CarryOver, Program


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
        for movement in ledger.movements
        if movement.line.program == program.id
        and not (isinstance(movement.entry, CarryOver) and movement.entry.id in left_out)
    )
    return {line: derived(figures) for line, figures in sums(moved, lambda m: m.line).items()}


def to_blame(ledger: Ledger, program: Program) -> list[CarryOver]:
    """Give the carry-overs without which the program could be paid for, if it cannot be now.

    First those that suffice alone; else all of them together, else none.
    """
    entries = [entry for entry in ledger.of(CarryOver) if entry.program == program.id]
    if not entries or not verdict(ledger, program).shortfalls:
        return []
    alone = [entry for entry in entries if _is_paid_without(ledger, program, [entry])]
    if alone:
        return alone
    return entries if _is_paid_without(ledger, program, entries) else []


def _is_paid_without(ledger: Ledger, program: Program, entries: list[CarryOver]) -> bool:
    lines = without(ledger, program, {entry.id for entry in entries})
    return not verdict(ledger, program, lines).shortfalls


def _verdict(ledger: Ledger, program: Program, lines: Lines, *, by_strand: bool) -> Verdict:
    beside = money_beside(ledger, program, by_strand=by_strand)

    def ask(case: Case) -> list[Shortfall]:
        return overspent(lines, beside, by_strand=by_strand, case=case)

    short, certain = judged(ask)
    return Verdict(tuple(short), certain)
