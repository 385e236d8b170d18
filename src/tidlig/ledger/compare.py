"""Two states of a ledger beside each other: what differs, and which findings are new or fixed."""

from collections import Counter
from collections.abc import Hashable
from dataclasses import dataclass, replace

from tidlig.arithmetic.ledger import Ledger
from tidlig.arithmetic.line_changes import Difference, Sides, difference
from tidlig.ledger.causing import Causes
from tidlig.ledger.check_result import CheckResult
from tidlig.ledger.origin import Origin
from tidlig.ledger.places import Places, placed, places
from tidlig.model.entry import Entry
from tidlig.model.findings import Finding, Severity
from tidlig.model.personal import masked


@dataclass(frozen=True, slots=True)
class Side:
    """One state of a ledger: where it comes from, what it is, and what the checks say of it.

    Its name is a revision's, or a word of ours for what is none.
    """

    name: str
    is_revision: bool
    origin: Origin
    ledger: Ledger
    checked: CheckResult


@dataclass(frozen=True, slots=True)
class FindingsDelta:
    """Findings of the one state that the other has not, and how many both have.

    A finding is the same when its check, its place in an entry and what it says are: one with
    another figure is new, for it may be worse.
    """

    new: tuple[Finding, ...]
    fixed: tuple[Finding, ...]
    unchanged: int

    @property
    def new_errors(self) -> int:
        """How many errors are new."""
        return sum(finding.severity is Severity.ERROR for finding in self.new)


@dataclass(frozen=True, slots=True)
class NewFindings:
    """Findings held against those of another state, or of the two branches that are merged.

    Of those in `unread` only the reading was checked.
    """

    others: tuple[tuple[str, Origin], ...]
    findings: FindingsDelta
    unread: tuple[str, ...] = ()

    def with_new(self, findings: tuple[Finding, ...]) -> "NewFindings":
        """Give the same with the new findings at other paths."""
        return replace(self, findings=replace(self.findings, new=findings))


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two states of a ledger, all that differs, and the places of what is shown of each.

    Each new finding has the changed entries that it comes from, where these are known.
    """

    base: Side
    head: Side
    difference: Difference
    findings: FindingsDelta
    base_places: Places
    head_places: Places
    causes: tuple[tuple[Entry, ...], ...]


def comparison(base: Side, head: Side, entries: Sides | None = None) -> Comparison:
    """Compare two states of a ledger.

    Where their many entries stand as sums, `entries` have those of the files that differ.
    """
    whole = Sides(base.ledger, head.ledger)
    found = difference(whole, entries or whole, base.origin.shown, head.origin.shown)
    turned = turned_findings(head.checked, base.checked)
    causes = Causes(whole, entries or whole, found.entries) if turned.new else None
    before = [change.entry.at() for change in found.entries if change.after is None]
    after = [change.after.at() for change in found.entries if change.after is not None]
    return Comparison(
        base,
        head,
        found,
        turned,
        _together(places(turned.fixed, base.origin.data), placed(before, base.origin.data)),
        _together(places(turned.new, head.origin.data), placed(after, head.origin.data)),
        tuple(causes.of(finding) for finding in turned.new) if causes else (),
    )


def turned_findings(head: CheckResult, *bases: CheckResult) -> FindingsDelta:
    """Tell which findings are new, for no base has them, and which of one base are fixed."""
    new = head.findings
    for base in bases:
        new = _without(new, base.findings)
    silenced = tuple(each.finding for each in head.accepted)
    still = (*head.findings, *silenced)
    fixed = _without(bases[0].findings, still) if len(bases) == 1 else ()
    return FindingsDelta(new, fixed, len(head.findings) - len(new))


def _without(findings: tuple[Finding, ...], others: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Leave out of findings as many of each as there are among others."""
    left = Counter(map(_identity, others))
    kept = []
    for finding in findings:
        same = _identity(finding)
        if left[same]:
            left[same] -= 1
        else:
            kept.append(finding)
    return tuple(kept)


def _identity(finding: Finding) -> Hashable:
    """Tell findings apart by what is shown of them, which holds no personal data."""
    message = masked(finding.problem.message)
    return finding.check, finding.severity, finding.location.path, message


def _together(one: Places, other: Places) -> Places:
    return Places({**one.spans, **other.spans}, {**one.lines, **other.lines})
