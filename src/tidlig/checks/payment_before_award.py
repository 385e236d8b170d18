"""A payment is dated before its award."""

from collections.abc import Iterator

from tidlig.arithmetic.ledger import Ledger
from tidlig.checks.check import Group, Scope, check
from tidlig.model.findings import Note, Problem, Severity
from tidlig.model.grants import Payment


@check(Severity.WARNING, Scope.LEDGER, Group.ORDER)
def payment_before_award(ledger: Ledger) -> Iterator[Problem]:
    """Compare the date of each payment with that of its award."""
    for payment in ledger.of(Payment):
        award = ledger.awards.get(payment.award)
        if award is not None and payment.date < award.date:
            yield Problem(
                f'payment "{payment.id}" is dated {payment.date}, before award "{award.id}", '
                f"{award.date}",
                payment.at("date"),
                help="mend one of the dates, or find out who paid before there was an award",
                notes=(Note("the award is given here", award.at("date")),),
            )
