"""A ledger, what the checks say of it, and where: all that a report of `tidlig check` shows."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from tidlig.arithmetic.ledger import Ledger
from tidlig.ledger.check_result import Accepted, CheckResult
from tidlig.ledger.folder import Folder
from tidlig.ledger.origin import Origin
from tidlig.ledger.places import Places, accepted_in_order, in_order, places
from tidlig.ledger.provenance import Provenance, provenance
from tidlig.model.findings import Finding

if TYPE_CHECKING:
    from tidlig.ledger.compare import NewFindings


@dataclass(frozen=True, slots=True)
class Checkup:
    """A checked ledger with the places of its findings; paths are as its origin shows them."""

    origin: Origin
    ledger: Ledger
    checked: CheckResult
    places: Places
    held: "NewFindings | None" = None

    @property
    def shown(self) -> list[Finding]:
        """The findings that are not hidden, and new where they are held, by path and place."""
        return in_order(_shown(self.checked, self.held), self.places)

    @property
    def of_new(self) -> "Checkup":
        """The same with nothing but what is new, where findings are held against others."""
        if self.held is None or not self.checked.readable:
            return self
        return replace(self, checked=replace(self.checked, findings=self.held.findings.new))

    @property
    def accepted(self) -> list[Accepted]:
        """The findings that entries accept, by path and place."""
        return accepted_in_order(self.checked.accepted, self.places)

    @property
    def provenance(self) -> Provenance:
        """Where the report comes from; git is asked anew each time."""
        return provenance(self.origin, self.ledger)

    @property
    def name(self) -> str:
        """The ledger's folder as its repository names it."""
        from tidlig.ledger.roots import from_root

        start = _root(self.origin)
        return self.origin.shown if start is None else from_root(self.origin.shown, start)

    @property
    def of_all(self) -> "Checkup":
        """The same with all findings, whatever they are held against."""
        return replace(self, held=None)

    def from_root(self) -> "Checkup":
        """Give the same with paths from the repository, as CI needs them."""
        from tidlig.ledger.roots import checked_from, moving, places_from

        start = _root(self.origin)
        if start is None:
            return self
        move = moving(start)
        checked, where = checked_from(self.checked, move), places_from(self.places, move)
        held = (
            None
            if self.held is None
            else self.held.with_new(
                checked_from(CheckResult(self.held.findings.new), move).findings
            )
        )
        return replace(self, checked=checked, places=where, held=held)


def checkup(
    origin: Origin, ledger: Ledger, checked: CheckResult, held: "NewFindings | None" = None
) -> Checkup:
    """Find the places of all findings that are shown or accepted."""
    found = [*checked.shown, *_shown(checked, held), *(each.finding for each in checked.accepted)]
    return Checkup(origin, ledger, checked, places(found, origin.data), held)


def _shown(checked: CheckResult, held: "NewFindings | None") -> list[Finding]:
    """Give what is new where findings are held; errors in reading are always shown."""
    if held is None or not checked.readable:
        return checked.shown
    return checked.unhidden(held.findings.new)


def _root(origin: Origin) -> Path | None:
    """Give where paths begin; those of a revision are from the repository already."""
    from tidlig.ledger.roots import root

    return root(origin.path) if isinstance(origin, Folder) else None
