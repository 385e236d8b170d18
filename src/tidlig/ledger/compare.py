"""Two states of a ledger compared: what differs, and which findings are new or fixed.

A new finding can stand at an entry that the change did not touch, such as a pool. Where it is
known, the entry that caused it is named.
"""

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from tidlig.arithmetic.entry_changes import EntryChange, Op
from tidlig.arithmetic.ledger import Ledger
from tidlig.arithmetic.line_changes import Difference, Sides, difference
from tidlig.arithmetic.related import EntryName, entry_name
from tidlig.ledger.check_result import CheckResult
from tidlig.ledger.origin import Origin
from tidlig.ledger.places import Places, places, places_of
from tidlig.model.entry import Entry
from tidlig.model.findings import Finding, Location, Severity
from tidlig.model.personal import masked
from tidlig.model.references import references

_FAR = 1_000
"""So many steps apart are entries that lead to nothing in common."""

_Entries = dict[EntryName, Entry]


class Causes:
    """What changed between two states, and how far it is from each entry."""

    def __init__(self, sums: Sides, entries: Sides, changes: Sequence[EntryChange]) -> None:
        """Keep what a finding may come from: neither another id nor another place.

        Entries of a large ledger that stand as sums, in files that are the same, are not known.
        """
        before = _by_name(sums.base) | _by_name(entries.base)
        self.entries = _by_name(sums.head) | _by_name(entries.head)
        self.by_path = {entry.path: entry for entry in self.entries.values()}
        touched = [each for each in changes if each.own]
        now = [each.after for each in touched if each.after is not None]
        gone = [each.before for each in touched if each.before and each.op is Op.REMOVED]
        self.changed = {entry_name(entry): entry for entry in now}
        self.now, self.gone = _nearest(now, self.entries), _nearest(gone, before)

    def of(self, finding: Finding) -> tuple[Entry, ...]:
        """Give the changed entries that a finding comes from; none where it stands at one."""
        entry = self._at(finding.location)
        if entry is None or entry_name(entry) in self.changed:
            return ()
        locations = (note.location for note in finding.problem.notes if note.location)
        noted = (self._at(location) for location in locations)
        names = dict.fromkeys(entry_name(each) for each in noted if each is not None)
        told = [self.changed[name] for name in names if name in self.changed]
        return tuple(told or self._near(entry))

    def _near(self, entry: Entry) -> Iterable[Entry]:
        """Give the changed entries that are nearest to an entry, by what both lead to.

        None where one that is gone is as near: it may be that.
        """
        own = _reached(entry, self.entries)
        now, entries = _distance(own, self.now)
        gone, _ = _distance(own, self.gone)
        return entries if now < gone else ()

    def _at(self, location: Location) -> Entry | None:
        paths = location.path[:4], location.path[:2]
        return next((self.by_path[path] for path in paths if path in self.by_path), None)


def _by_name(ledger: Ledger) -> _Entries:
    return {entry_name(entry): entry for entry in ledger.entries}


_Nearest = dict[EntryName, tuple[int, _Entries]]
"""The entries that lead to another in the fewest steps, by what they lead to."""


def _nearest(changed: Iterable[Entry], entries: _Entries) -> _Nearest:
    found: _Nearest = {}
    for entry in changed:
        for name, steps in _reached(entry, entries).items():
            least, those = found.get(name, (_FAR, {}))
            if steps < least:
                found[name] = steps, {entry_name(entry): entry}
            elif steps == least:
                those[entry_name(entry)] = entry
    return found


def _distance(own: Mapping[EntryName, int], others: _Nearest) -> tuple[int, Iterable[Entry]]:
    """Count the steps to the nearest entries that lead to the same, and give these."""
    found = [
        (steps + others[name][0], others[name][1]) for name, steps in own.items() if name in others
    ]
    least = min((steps for steps, _ in found), default=_FAR)
    near = {name: each for steps, those in found if steps == least for name, each in those.items()}
    return least, near.values()


def _reached(entry: Entry, entries: _Entries) -> dict[EntryName, int]:
    """Give what an entry names, and what that names, with how many steps it takes."""
    found = {entry_name(entry): 0}
    waiting = [entry]
    for each in waiting:
        for name in _names(each):
            if name not in found and len(found) < _FAR:
                found[name] = found[entry_name(each)] + 1
                waiting += [entries[name]] if name in entries else []
    return found


def _names(entry: Entry) -> Iterator[EntryName]:
    for reference in references(entry):
        if reference.kind not in ("source", "recipient"):
            yield reference.kind, reference.id
    if entry.kind == "strand":
        yield "program", str(entry.path[1])


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
    turned = findings_delta(head.checked, base.checked)
    causes = Causes(whole, entries or whole, found.entries) if turned.new else None
    before = [change.entry.at() for change in found.entries if change.after is None]
    after = [change.after.at() for change in found.entries if change.after is not None]
    return Comparison(
        base,
        head,
        found,
        turned,
        _together(places(turned.fixed, base.origin.data), places_of(before, base.origin.data)),
        _together(places(turned.new, head.origin.data), places_of(after, head.origin.data)),
        tuple(causes.of(finding) for finding in turned.new) if causes else (),
    )


def findings_delta(head: CheckResult, *bases: CheckResult) -> FindingsDelta:
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
