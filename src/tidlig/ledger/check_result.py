"""The result of the checks; reports that show it need not import the checks."""

from collections.abc import Iterable
from dataclasses import dataclass

from tidlig.model.findings import Finding, Severity


@dataclass(frozen=True, slots=True)
class Accepted:
    """A finding that an entry accepts, with the reason that it gives."""

    finding: Finding
    reason: str


@dataclass(frozen=True, slots=True)
class CheckResult:
    """The result of the checks of a ledger.

    Findings of checks in `hidden` count and are not shown. Those in `waiting` have not been run, as
    the ledger cannot be read, and what those in `unselected` found has been left out. Figures of a
    ledger that is not `readable` cannot be trusted at all.
    """

    findings: tuple[Finding, ...]
    accepted: tuple[Accepted, ...] = ()
    hidden: frozenset[str] = frozenset()
    waiting: frozenset[str] = frozenset()
    unselected: frozenset[str] = frozenset()
    readable: bool = True

    @property
    def shown(self) -> list[Finding]:
        """The findings that are not hidden."""
        return self.unhidden(self.findings)

    def unhidden(self, findings: Iterable[Finding]) -> list[Finding]:
        """Leave out of some findings those that are hidden."""
        return [finding for finding in findings if finding.check not in self.hidden]

    @property
    def errors(self) -> int:
        """How many errors there are, hidden ones too."""
        return self.count(Severity.ERROR)

    def count(self, severity: Severity) -> int:
        """Count the findings of a severity."""
        return sum(finding.severity is severity for finding in self.findings)
