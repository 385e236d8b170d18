"""An award is dated before its round was decided."""

from collections.abc import Iterator

from tidlig.arithmetic.ledger import Ledger
from tidlig.checks.check import Group, Scope, check
from tidlig.model.findings import Note, Problem, Severity
from tidlig.model.grants import Award, Round
from tidlig.model.years import surely_before


@check(Severity.WARNING, Scope.LEDGER, Group.ORDER)
def award_before_decision(ledger: Ledger) -> Iterator[Problem]:
    """Compare the date of each award with the decision of its round, or of its pool's round."""
    for award in ledger.awards.values():
        round = _round(ledger, award)
        if round is not None and round.decided is not None:
            if surely_before(award.date, round.decided):
                yield Problem(
                    f'award "{award.id}" is dated {award.date}, before round "{round.id}" was '
                    f"decided, {round.decided}",
                    award.at("date"),
                    help="mend the date of the award or of the decision",
                    notes=(Note("the round was decided here", round.at("decided")),),
                )


def _round(ledger: Ledger, award: Award) -> Round | None:
    of_pool = ledger.pools[award.pool].round if award.pool is not None else None
    return ledger.rounds.get(award.round or of_pool or "")
