"""A ledger, what the checks say of it, and where: all that a report of `tidlig check` shows."""

from dataclasses import dataclass, replace
from pathlib import Path

from tidlig.arithmetic.ledger import Ledger
from tidlig.ledger.checking import Accepted, Checked
from tidlig.ledger.folder import Folder
from tidlig.ledger.origin import Origin
from tidlig.ledger.places import Places, in_order, places
from tidlig.ledger.provenance import Provenance, provenance
from tidlig.ledger.roots import checked_from, from_root, moving, places_from, root
from tidlig.model.findings import Finding


@dataclass(frozen=True, slots=True)
class Checkup:
    """A checked ledger with the places of its findings; paths are as its origin shows them."""

    origin: Origin
    ledger: Ledger
    checked: Checked
    places: Places

    @property
    def shown(self) -> list[Finding]:
        """The findings that are not hidden, by path and place."""
        return in_order(self.checked.shown, self.places)

    @property
    def accepted(self) -> list[Accepted]:
        """The findings that entries accept, by path and place."""
        accepted = self.checked.accepted
        order = in_order((each.finding for each in accepted), self.places)
        numbers = {id(finding): number for number, finding in enumerate(order)}
        return sorted(accepted, key=lambda each: numbers[id(each.finding)])

    @property
    def provenance(self) -> Provenance:
        """Where the report comes from; git is asked anew each time."""
        return provenance(self.origin, self.ledger)

    @property
    def name(self) -> str:
        """The ledger's folder as its repository names it."""
        start = _root(self.origin)
        return self.origin.shown if start is None else from_root(self.origin.shown, start)

    def from_root(self) -> "Checkup":
        """Give the same with paths from the repository, as CI needs them."""
        start = _root(self.origin)
        if start is None:
            return self
        move = moving(start)
        checked, where = checked_from(self.checked, move), places_from(self.places, move)
        return replace(self, checked=checked, places=where)


def checkup(origin: Origin, ledger: Ledger, checked: Checked) -> Checkup:
    """Find the places of all findings that are shown or accepted."""
    found = [*checked.shown, *(each.finding for each in checked.accepted)]
    return Checkup(origin, ledger, checked, places(found, origin.data))


def _root(origin: Origin) -> Path | None:
    """Give where paths begin; those of a revision are from the repository already."""
    return root(origin.path) if isinstance(origin, Folder) else None
