"""An act states years of a span whose money is not split, and leaves the other years out."""

from collections.abc import Iterator

from tidlig.arithmetic.ledger import Ledger
from tidlig.arithmetic.movements import Line
from tidlig.arithmetic.restating import years_named
from tidlig.checks.check import Group, Scope, check
from tidlig.checks.places import entries_on
from tidlig.model.findings import Note, Problem, Severity
from tidlig.model.notation import kroner


@check(Severity.ERROR, Scope.LEDGER, Group.READING)
def act_cuts_span(ledger: Ledger) -> Iterator[Problem]:
    """Give the spans with money that an act's years meet without holding them."""
    for restatements in ledger.restatements.values():
        for act, cut in ((each.act, each.cut) for each in restatements):
            named = years_named(act)
            for line, money in cut:
                years = f"{min(named)}-{max(named)}" if len(named) > 1 else str(named[0])
                yield Problem(
                    f"{act.act} states {years} and cuts through {line.years}, "
                    f"over which {kroner(money)} is not split",
                    act.at("split"),
                    help="let the act state every year of the span, or split the span by year",
                    notes=_where(ledger, line),
                )


def _where(ledger: Ledger, line: Line) -> tuple[Note, ...]:
    return tuple(
        Note(f"this is not split over {line.years}", place)
        for place in entries_on(ledger, line, ("appropriated", "reprioritised"))[:3]
    )
