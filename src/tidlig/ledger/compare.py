"""Two states of a ledger compared: what differs, and which findings are new or fixed.

A new finding can stand at an entry that the change did not touch, such as a pool. Where it is
known, the entry that caused it is named.
"""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from tidlig.arithmetic.entry_changes import EntryChange, Op
from tidlig.arithmetic.ledger import Ledger
from tidlig.arithmetic.line_changes import Difference, Sides, difference
from tidlig.arithmetic.related import EntryName, entry_name
from tidlig.arithmetic.state_changes import StateChange
from tidlig.ledger.check_result import CheckResult
from tidlig.ledger.origin import Origin
from tidlig.ledger.places import Places, places, places_of
from tidlig.model.entry import Entry
from tidlig.model.findings import Finding, Location, Severity
from tidlig.model.messages import sentence
from tidlig.model.personal import masked
from tidlig.model.references import references

_FAR = 1_000
"""Entries that lead to nothing in common are so many steps apart."""

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
        now, gone = _changed_entries(changes)
        self.changed = {entry_name(entry): entry for entry in now}
        self.now, self.gone = _nearest(now, self.entries), _nearest(gone, before)

    def of(self, finding: Finding) -> tuple[Entry, ...]:
        """The changed entries that a finding comes from; none where it stands at one."""
        entry = self._at(finding.location)
        if entry is None or entry_name(entry) in self.changed:
            return ()
        return tuple(self._noted(finding) or self._near(entry))

    def knows(self, finding: Finding) -> bool:
        """Whether a finding is of no entry, or at one that changed: it comes from no other then."""
        entry = self._at(finding.location)
        if entry is None:
            return not finding.location.path
        return entry_name(entry) in self.changed

    def _noted(self, finding: Finding) -> list[Entry]:
        """The changed entries that a finding points at, each once."""
        noted: dict[EntryName, Entry] = {}
        for note in finding.problem.notes:
            entry = None if note.location is None else self._at(note.location)
            if entry is not None and entry_name(entry) in self.changed:
                noted[entry_name(entry)] = self.changed[entry_name(entry)]
        return list(noted.values())

    def _near(self, entry: Entry) -> Iterable[Entry]:
        """The changed entries that are nearest to an entry, by what both lead to.

        None where one that is gone is as near: it may be that.
        """
        own = _reached(entry, self.entries)
        now, entries = _distance(own, self.now)
        gone, _ = _distance(own, self.gone)
        return entries if now < gone else ()

    def _at(self, location: Location) -> Entry | None:
        paths = location.path[:4], location.path[:2]
        return next((self.by_path[path] for path in paths if path in self.by_path), None)


def _changed_entries(changes: Sequence[EntryChange]) -> tuple[list[Entry], list[Entry]]:
    """The entries of which something of their own changed, as they are now, and those removed."""
    now, gone = [], []
    for change in changes:
        if not change.own:
            continue
        if change.after is not None:
            now.append(change.after)
        if change.before and change.op is Op.REMOVED:
            gone.append(change.before)
    return now, gone


def _by_name(ledger: Ledger) -> _Entries:
    return {entry_name(entry): entry for entry in ledger.entries}


_Nearest = dict[EntryName, tuple[int, _Entries]]
"""The entries that lead to another in the fewest steps, by what they lead to."""


def _nearest(changed: Iterable[Entry], entries: _Entries) -> _Nearest:
    nearest: _Nearest = {}
    for entry in changed:
        for name, steps in _reached(entry, entries).items():
            least, others = nearest.get(name, (_FAR, {}))
            if steps < least:
                nearest[name] = steps, {entry_name(entry): entry}
            elif steps == least:
                others[entry_name(entry)] = entry
    return nearest


def _distance(own: Mapping[EntryName, int], others: _Nearest) -> tuple[int, Iterable[Entry]]:
    """Count the steps to the nearest entries that lead to the same, and give these."""
    least = _FAR
    nearest: _Entries = {}
    for name, steps in own.items():
        if name not in others:
            continue
        further, entries = others[name]
        if steps + further < least:
            least, nearest = steps + further, dict(entries)
        elif steps + further == least:
            nearest |= entries
    return least, nearest.values()


def _reached(entry: Entry, entries: _Entries) -> dict[EntryName, int]:
    """What an entry names, and what that names, with how many steps it takes."""
    steps = {entry_name(entry): 0}
    waiting = [entry]
    for next_entry in waiting:
        for name in _names(next_entry):
            if name in steps or len(steps) >= _FAR:
                continue
            steps[name] = steps[entry_name(next_entry)] + 1
            if name in entries:
                waiting.append(entries[name])
    return steps


def _names(entry: Entry) -> Iterator[EntryName]:
    for reference in references(entry):
        if reference.kind not in ("source", "recipient"):
            yield reference.kind, reference.id
    if entry.kind == "strand":
        yield "program", str(entry.path[1])


@dataclass(frozen=True, slots=True)
class Side:
    """One state of a ledger: where it comes from, what it is, and the result of the checks.

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
    """Findings compared with those of another state, or of the two branches that are merged.

    Of those in `unread` only the reading was checked.
    """

    others: tuple[tuple[str, Origin], ...]
    findings: FindingsDelta
    unread: tuple[str, ...] = ()

    def with_new(self, findings: tuple[Finding, ...]) -> "NewFindings":
        """The same with the new findings at other paths."""
        return replace(self, findings=replace(self.findings, new=findings))


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two states of a ledger, all that differs, and the places of what is shown of each.

    Each new finding has the changed entries that it comes from, where these are known. `states` is
    what differs of what is left as of a date, where that was asked for.
    """

    base: Side
    head: Side
    difference: Difference
    findings: FindingsDelta
    base_places: Places
    head_places: Places
    causes: tuple[tuple[Entry, ...], ...]
    as_of: dt.date | None = None
    states: tuple[StateChange, ...] = ()


def errors_brought(head: Side, compared: Comparison | None) -> tuple[Finding, ...]:
    """The errors that a change to a ledger brings: all that the new state has if not compared."""
    findings = head.checked.findings if compared is None else compared.findings.new
    return tuple(finding for finding in findings if finding.severity is Severity.ERROR)


def comparison(
    base: Side,
    head: Side,
    entries: Sides | None = None,
    every: Callable[[], Sides] | None = None,
) -> Comparison:
    """Compare two states of a ledger.

    Where their many entries stand as sums, `entries` have those of the files that differ. `every`
    gives all entries: it is asked where a new finding may come from one that stands elsewhere.
    """
    whole = Sides(base.ledger, head.ledger)
    differing = difference(whole, entries or whole, base.origin.shown, head.origin.shown)
    delta = findings_delta(head.checked, base.checked)
    causes: tuple[tuple[Entry, ...], ...] = ()
    if delta.new:
        known = Causes(whole, entries or whole, differing.entries)
        causes = tuple(_causes(delta.new, known, differing.entries, every))
    gone = [change.entry.at() for change in differing.entries if change.after is None]
    present = [change.after.at() for change in differing.entries if change.after is not None]
    return Comparison(
        base,
        head,
        differing,
        delta,
        _together(places(delta.fixed, base.origin), places_of(gone, base.origin)),
        _together(places(delta.new, head.origin), places_of(present, head.origin)),
        causes,
    )


def _causes(
    new: Sequence[Finding],
    known: Causes,
    changes: Sequence[EntryChange],
    every: Callable[[], Sides] | None,
) -> Iterator[tuple[Entry, ...]]:
    """Give the changed entries that each new finding comes from."""
    if every is not None and not all(map(known.knows, new)):
        known = Causes(every(), every(), changes)
    yield from map(known.of, new)


def findings_delta(head: CheckResult, *bases: CheckResult) -> FindingsDelta:
    """Find which findings are new, for no base has them, and which of one base are fixed."""
    new = head.findings
    for base in bases:
        new = _without(new, base.findings)
    accepted = tuple(acceptance.finding for acceptance in head.accepted)
    still = (*head.findings, *accepted)
    fixed = _without(bases[0].findings, still) if len(bases) == 1 else ()
    return FindingsDelta(new, fixed, len(head.findings) - len(new))


def _without(findings: tuple[Finding, ...], others: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Leave out of findings as many of each as there are among others."""
    left = Counter(map(_identity, others))
    rest = []
    for finding in findings:
        same = _identity(finding)
        if left[same]:
            left[same] -= 1
        else:
            rest.append(finding)
    return tuple(rest)


def _identity(finding: Finding) -> Hashable:
    """Tell findings apart by what is shown of them, which holds no personal data."""
    message = masked(sentence(finding.problem.message))
    return finding.check, finding.severity, finding.location.path, message


def _together(one: Places, other: Places) -> Places:
    return Places({**one.spans, **other.spans}, {**one.lines, **other.lines})
