"""More of an award is returned than was awarded."""

from collections.abc import Iterator

from tidlig.arithmetic.ledger import Ledger
from tidlig.arithmetic.settling import settlements
from tidlig.checks.check import check
from tidlig.checks.compare import by_how_much, over
from tidlig.model.findings import Note, Problem, Severity
from tidlig.model.notation import kroner


@check(Severity.ERROR)
def returns_exceed_award(ledger: Ledger) -> Iterator[Problem]:
    """Compare what is returned of each award with the award."""
    for settled in settlements(ledger):
        awarded, returned = settled.awarded, settled.returned
        severity = over(returned, awarded) if awarded is not None and settled.returns else None
        if awarded is not None and severity is not None:
            are = "are" if severity is Severity.ERROR else "may be"
            yield Problem(
                f'returns of award "{settled.award.id}" {are} '
                f"{by_how_much(returned, awarded, severity)} over the award: "
                f"{kroner(returned)} of {kroner(awarded)}",
                settled.returns[-1].at("amount"),
                help="mend the return or the award; no more can come back than was given",
                label=f"this return brings them to {kroner(returned)}",
                notes=(Note(f"the award is {kroner(awarded)}", settled.award.at("amount")),),
                severity=severity,
            )
