"""Two acts of one date state figures for the same year of a program."""

import datetime as dt
from collections.abc import Iterator

from tidlig.arithmetic.ledger import Ledger
from tidlig.checks.check import Group, Scope, check
from tidlig.model.decisions import Appropriation
from tidlig.model.findings import Note, Problem, Severity


@check(Severity.ERROR, Scope.LEDGER, Group.READING)
def conflicting_acts(ledger: Ledger) -> Iterator[Problem]:
    """Compare the years that acts of one program and date name: none may come before the other."""
    met: dict[tuple[str, dt.date], list[Appropriation]] = {}
    for act in sorted(ledger.of(Appropriation), key=lambda act: act.id):
        others = met.setdefault((act.program, act.date), [])
        clash = next((other for other in others if _years(act) & _years(other)), None)
        if clash is not None:
            year = min(_years(act) & _years(clash))
            yield Problem(
                f"{act.act} and {clash.act} of {act.date} both state {year} for {act.program}",
                act.at("split", str(year)),
                help="give the later one its own date, or keep one of the figures",
                notes=(Note(f"{clash.act} states it here", clash.at("split", str(year))),),
            )
        others.append(act)


def _years(act: Appropriation) -> set[int]:
    return {year for year, _ in act.split}
