"""The frames of pools, with what else is awarded, come to more than the budget."""

from collections.abc import Iterator

from tidlig.arithmetic.coverage import Shortfall
from tidlig.arithmetic.framing import Bound, bound, short_of_frames
from tidlig.arithmetic.ledger import Ledger
from tidlig.arithmetic.paying import verdict
from tidlig.checks.check import check
from tidlig.checks.shortfall import money_notes, named, needs_lines
from tidlig.model.decisions import Program
from tidlig.model.findings import Note, Problem, Severity
from tidlig.model.grants import Pool
from tidlig.model.money import Money
from tidlig.model.notation import kroner


@check(Severity.WARNING)
def frames_exceed_budget(ledger: Ledger) -> Iterator[Problem]:
    """Ask of each program whether it can pay for its awards and for what open calls promise."""
    for program in ledger.programs.values():
        binding = bound(ledger, program)
        if binding and not verdict(ledger, program).shortfalls:
            yield from _problems(ledger, program, binding)


def _problems(ledger: Ledger, program: Program, binding: list[Bound]) -> Iterator[Problem]:
    short, certain = short_of_frames(ledger, program, binding)
    for shortfall in short:
        lines = needs_lines(shortfall)
        pools = [each.pool for each in binding if each.line in lines]
        yield _problem(ledger, shortfall, pools, "" if certain else "up to ")


def _problem(ledger: Ledger, shortfall: Shortfall, pools: list[Pool], most: str) -> Problem:
    needed, available = Money(shortfall.needed), Money(shortfall.available)
    others = [Note("with the frame of this pool", pool.at("frame")) for pool in pools[:-1]]
    return Problem(
        f"frames and awards of {named(needs_lines(shortfall))} come to {kroner(needed)}, and "
        f"{kroner(available)} can pay for it: {most}{kroner(needed - available)} too much",
        pools[-1].at("frame"),
        help="lower a frame, or record when the round is decided so that its awards count instead",
        notes=(*others[:3], *money_notes(ledger, shortfall)),
    )
