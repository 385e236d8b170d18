"""An entry accepts a finding that does not occur."""

import difflib
from collections.abc import Collection, Iterator

from tidlig.arithmetic.ledger import Ledger
from tidlig.checks.check import Group, Scope, check
from tidlig.model.entry import Entry
from tidlig.model.findings import Problem, Severity

Used = Collection[tuple[str, str, str]]
"""The acceptances that were used, as (file, name of the entry, name of the check)."""


@check(Severity.WARNING, Scope.FINDINGS, Group.ORDER)
def unused_accept(
    ledger: Ledger, used: Used, run: Collection[str], unacceptable: Collection[str]
) -> Iterator[Problem]:
    """Compare what entries accept with what the checks that were run have found."""
    for entry in ledger.entries:
        for name, _ in entry.accept:
            if name in unacceptable:
                yield _problem(entry, name, "findings about reading are not accepted", "mend it")
            elif name not in run:
                near = difflib.get_close_matches(name[:100], sorted(run), n=1)
                help = f'did you mean "{near[0]}"?' if near else "see tidlig explain for the checks"
                yield _problem(entry, name, f'there is no check "{name}" to accept', help)
            elif (entry.stands_in, entry.name, name) not in used:
                message = f"{entry.name} accepts {name}, which is not found"
                yield _problem(entry, name, message, "take the acceptance away")


def _problem(entry: Entry, name: str, message: str, help: str) -> Problem:
    return Problem(message, entry.at("accept", name), help)
