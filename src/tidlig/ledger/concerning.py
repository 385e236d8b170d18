"""The findings that concern one entry: those about it, and those that note a place in it."""

from tidlig.ledger.checking import Checked, entry_at
from tidlig.model.entry import Entry
from tidlig.model.findings import Finding


def concerning(found: Checked, entry: Entry) -> Checked:
    """Keep of what the checks say that which concerns an entry, and what it accepts itself."""
    where = (entry.stands_in, entry.address)
    return Checked(
        tuple(finding for finding in found.findings if where in _entries(finding)),
        tuple(each for each in found.accepted if where == entry_at(each.finding.location)),
    )


def _entries(finding: Finding) -> set[tuple[str, str]]:
    """Give the files and addresses of the entries that a finding is about, or that it notes."""
    places = [finding.location, *(note.location for note in finding.problem.notes)]
    return {entry_at(place) for place in places if place is not None}
