"""More is carried over to a later year than was left."""

from collections.abc import Iterator

from tidlig.arithmetic.ledger import Ledger
from tidlig.arithmetic.paying import to_blame, verdict
from tidlig.checks.check import check
from tidlig.checks.shortfall import money_notes, named, needs_lines
from tidlig.model.decisions import CarryOver, Program
from tidlig.model.findings import Problem, Severity
from tidlig.model.money import Money, known
from tidlig.model.notation import kroner


@check(Severity.ERROR)
def carry_over_exceeds_remaining(ledger: Ledger) -> Iterator[Problem]:
    """Find the carry-overs without which a program that cannot pay for its awards could."""
    for program in ledger.programs.values():
        for entry in to_blame(ledger, program):
            yield _problem(ledger, program, entry)


def _problem(ledger: Ledger, program: Program, entry: CarryOver) -> Problem:
    judged = verdict(ledger, program)
    shortfall = judged.shortfalls[0]
    missing = Money(shortfall.needed - shortfall.available)
    most = "" if judged.certain else "up to "
    certain = judged.certain and not judged.strands_only
    return Problem(
        f"{kroner(known(entry.amount))} is carried from {entry.from_} to {entry.to}, "
        f"{most}{kroner(missing)} more than is left of {named(needs_lines(shortfall))}",
        entry.at("amount"),
        help="carry over no more than remains of the year",
        notes=money_notes(ledger, shortfall),
        severity=Severity.ERROR if certain else Severity.WARNING,
    )
