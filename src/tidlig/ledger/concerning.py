"""The findings that concern an entry: about it or noting it, and about what hangs on it."""

from collections.abc import Iterable

from tidlig.ledger.check_result import CheckResult
from tidlig.ledger.checking import entry_at
from tidlig.model.entry import Entry
from tidlig.model.findings import Finding


def concerning(found: CheckResult, entry: Entry, below: Iterable[Entry] = ()) -> CheckResult:
    """Keep of what the checks say that which concerns an entry, and what it accepts itself.

    Of what hangs on it, `below`, what is said of each itself is kept too.
    """
    where = _place(entry)
    parts = {where, *map(_place, below)}
    return CheckResult(
        tuple(
            finding
            for finding in found.findings
            if where in _entries(finding) or entry_at(finding.location) in parts
        ),
        tuple(each for each in found.accepted if where == entry_at(each.finding.location)),
        readable=found.readable,
    )


def _place(entry: Entry) -> tuple[str, str]:
    return entry.stands_in, entry.address


def _entries(finding: Finding) -> set[tuple[str, str]]:
    """Give the files and addresses of the entries that a finding is about, or that it notes."""
    places = [finding.location, *(note.location for note in finding.problem.notes)]
    return {entry_at(place) for place in places if place is not None}
