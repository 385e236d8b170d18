"""An act is dated before its program."""

from collections.abc import Iterator

from tidlig.arithmetic.ledger import Ledger
from tidlig.checks.check import Group, Scope, check
from tidlig.model.decisions import Appropriation
from tidlig.model.findings import Note, Problem, Severity


@check(Severity.ERROR, Scope.LEDGER, Group.READING)
def act_before_program(ledger: Ledger) -> Iterator[Problem]:
    """Compare the date of each later act with that of the program's first act."""
    for act in ledger.of(Appropriation):
        program = ledger.programs.get(act.program)
        if program is not None and program.date is not None and act.date < program.date:
            yield Problem(
                f"{act.act} takes effect {act.date}, before its program does, {program.date}",
                act.at("date"),
                help="the first act stands in the program; mend the date of one of them",
                notes=(Note("the program takes effect here", program.at("date")),),
            )
