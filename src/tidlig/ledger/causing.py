"""Which of the entries that a change touched a new finding comes from, where that is known.

A finding stands where the fault is seen, as at a pool, which may be an entry that nobody touched.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from tidlig.arithmetic.dependents import Named, named
from tidlig.arithmetic.entry_changes import EntryChange, Op
from tidlig.arithmetic.ledger import Ledger
from tidlig.arithmetic.line_changes import Sides
from tidlig.model.entry import Entry
from tidlig.model.findings import Finding, Location
from tidlig.model.kinds import references

_FAR = 1_000
"""So many steps apart are entries that lead to nothing in common."""

_Entries = dict[Named, Entry]


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
        self.changed = {named(entry): entry for entry in now}
        self.now, self.gone = _nearest(now, self.entries), _nearest(gone, before)

    def of(self, finding: Finding) -> tuple[Entry, ...]:
        """Give the changed entries that a finding comes from; none where it stands at one."""
        entry = self._at(finding.location)
        if entry is None or named(entry) in self.changed:
            return ()
        locations = (note.location for note in finding.problem.notes if note.location)
        noted = (self._at(location) for location in locations)
        names = dict.fromkeys(named(each) for each in noted if each is not None)
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
    return {named(entry): entry for entry in ledger.entries}


_Nearest = dict[Named, tuple[int, _Entries]]
"""The entries that lead to another in the fewest steps, by what they lead to."""


def _nearest(changed: Iterable[Entry], entries: _Entries) -> _Nearest:
    found: _Nearest = {}
    for entry in changed:
        for name, steps in _reached(entry, entries).items():
            least, those = found.get(name, (_FAR, {}))
            if steps < least:
                found[name] = steps, {named(entry): entry}
            elif steps == least:
                those[named(entry)] = entry
    return found


def _distance(own: Mapping[Named, int], others: _Nearest) -> tuple[int, Iterable[Entry]]:
    """Count the steps to the nearest entries that lead to the same, and give these."""
    found = [
        (steps + others[name][0], others[name][1]) for name, steps in own.items() if name in others
    ]
    least = min((steps for steps, _ in found), default=_FAR)
    near = {name: each for steps, those in found if steps == least for name, each in those.items()}
    return least, near.values()


def _reached(entry: Entry, entries: _Entries) -> dict[Named, int]:
    """Give what an entry names, and what that names, with how many steps it takes."""
    found = {named(entry): 0}
    waiting = [entry]
    for each in waiting:
        for name in _names(each):
            if name not in found and len(found) < _FAR:
                found[name] = found[named(each)] + 1
                waiting += [entries[name]] if name in entries else []
    return found


def _names(entry: Entry) -> Iterator[Named]:
    for reference in references(entry):
        if reference.kind not in ("source", "recipient"):
            yield reference.kind, reference.id
    if entry.kind == "strand":
        yield "program", str(entry.path[1])
