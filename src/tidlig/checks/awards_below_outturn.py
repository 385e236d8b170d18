"""The awards recorded are less than the accounts say was charged."""

from collections.abc import Iterator

from tidlig.arithmetic.headings import derived
from tidlig.arithmetic.ledger import Ledger
from tidlig.arithmetic.sums import sums
from tidlig.checks.check import check
from tidlig.checks.compare import by_how_much, over
from tidlig.model.findings import Problem, Severity
from tidlig.model.notation import kroner


@check(Severity.WARNING)
def awards_below_outturn(ledger: Ledger) -> Iterator[Problem]:
    """Compare awards less returns with the outturn of each program, over all its years."""
    by_program = sums(ledger.movements, lambda movement: movement.line.program)
    for id, program in ledger.programs.items():
        figures = derived(by_program.get(id, {}))
        net, outturn = figures["awarded"] - figures["returned"], figures["outturn"]
        severity = over(outturn, net) if outturn.ore > 0 else None
        if severity is not None:
            yield Problem(
                f"awards recorded in {id} are {kroner(net)} and its outturn is {kroner(outturn)}: "
                f"{by_how_much(outturn, net, severity)} of awards is not recorded",
                program.at(),
                help="record the awards; until then read underspend, for remaining is too high",
            )
