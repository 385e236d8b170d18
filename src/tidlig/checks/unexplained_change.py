"""An act changes a program's figures by more than the entries before it explain."""

from collections.abc import Iterator

from tidlig.arithmetic.headings import added
from tidlig.arithmetic.ledger import Ledger
from tidlig.arithmetic.restating import Restatement, years_named
from tidlig.checks.check import check
from tidlig.model.decisions import Appropriation, Program
from tidlig.model.findings import Note, Problem, Severity
from tidlig.model.notation import kroner


@check(Severity.WARNING)
def unexplained_change(ledger: Ledger) -> Iterator[Problem]:
    """Give each act whose restatements of a program do not add up to 0."""
    for id, restatements in ledger.restatements.items():
        before: Program | Appropriation = ledger.programs[id]
        for restatement in restatements:
            yield from _problem(restatement, before)
            before = restatement.act


def _problem(restatement: Restatement, before: Program | Appropriation) -> Iterator[Problem]:
    act = restatement.act
    change = added(m.money for m in restatement.movements if m.heading == "restated")
    if change.ore:
        years = years_named(act)
        signed = kroner(change) if change.ore < 0 else f"+{kroner(change)}"
        yield Problem(
            f"{act.act} changes {act.program} by {signed} over {min(years)}-{max(years)} "
            "that no entry explains",
            act.at("split"),
            help="record the reprioritisation that explains it, or accept it with the reason",
            notes=(Note(f"{before.act or 'the program'} is restated", before.at()),),
        )
