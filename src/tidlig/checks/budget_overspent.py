"""A program awards more than its budget can cover."""

from collections.abc import Iterator

from tidlig.arithmetic.coverage import Shortfall
from tidlig.arithmetic.ledger import Ledger
from tidlig.arithmetic.paying import Verdict, to_blame, verdict
from tidlig.checks.check import check
from tidlig.checks.shortfall import money_notes, named, needs_lines, place
from tidlig.model.findings import Problem, Severity
from tidlig.model.money import Money
from tidlig.model.notation import kroner


@check(Severity.ERROR)
def budget_overspent(ledger: Ledger) -> Iterator[Problem]:
    """Ask of each program whether its needs can be met with the money whose years and strand fit."""
    for program in ledger.programs.values():
        judged = verdict(ledger, program)
        if judged.shortfalls and not to_blame(ledger, program):
            for shortfall in judged.shortfalls:
                yield _problem(ledger, shortfall, judged)


def _problem(ledger: Ledger, shortfall: Shortfall, judged: Verdict) -> Problem:
    needed, available = Money(shortfall.needed), Money(shortfall.available)
    certain = judged.certain and not judged.strands_only
    much = kroner(needed - available)
    how = f"{much} too much" if judged.certain else f"up to {much} too much"
    return Problem(
        f"{named(needs_lines(shortfall))} needs {kroner(needed)} of the {kroner(available)} "
        f"that can pay for it: {how}",
        place(ledger, shortfall, ("awarded",)),
        help=_help(judged),
        label=f"with this, {kroner(needed)} is needed",
        notes=money_notes(ledger, shortfall),
        severity=Severity.ERROR if certain else Severity.WARNING,
    )


def _help(judged: Verdict) -> str:
    if judged.strands_only:
        return "the program has money enough: reprioritise between its strands"
    return "lower the awards, or move money there by a reprioritisation"
