"""A program's split by years does not add up to its total."""

from collections.abc import Iterator

from tidlig.arithmetic.headings import added
from tidlig.checks.check import Group, Scope, check
from tidlig.checks.compare import different
from tidlig.model.contents import Contents
from tidlig.model.decisions import Program
from tidlig.model.findings import Note, Problem, Severity
from tidlig.model.money import Money
from tidlig.model.notation import kroner


@check(Severity.ERROR, Scope.FILE, Group.SUMS)
def split_differs_from_total(file: Contents) -> Iterator[Problem]:
    """Compare each program's total with the sum of its years, where all of them are known."""
    for program in file.entries:
        if isinstance(program, Program) and isinstance(program.total, Money) and program.split:
            years = [amount for _, amount in program.split]
            stated = added(amount for amount in years if isinstance(amount, Money))
            severity = different(stated, program.total)
            if severity is not None and all(isinstance(amount, Money) for amount in years):
                yield _problem(program, stated, program.total, severity)


def _problem(program: Program, stated: Money, total: Money, severity: Severity) -> Problem:
    differs = "differs" if severity is Severity.ERROR else "may differ"
    return Problem(
        f"the split of {program.id} adds up to {kroner(stated)} and {differs} from its total "
        f"{kroner(total)} by {kroner(stated - total)}",
        program.at("split"),
        help="mend the years or the total",
        label=f"the years add up to {kroner(stated)}",
        notes=(Note(f"the total is {kroner(total)}", program.at("total")),),
        severity=severity,
    )
