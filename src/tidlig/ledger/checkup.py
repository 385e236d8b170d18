"""A ledger, its findings and their places: everything that `tidlig check` reports.

Paths in reports for CI start at the root of the repository, because code hosts know files by it. A
ledger outside any repository has paths from the working directory, or from its own folder. No path
is absolute.
"""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from tidlig.arithmetic.ledger import Ledger
from tidlig.ledger.check_result import Accepted, CheckResult
from tidlig.ledger.folder import Folder
from tidlig.ledger.origin import Origin, Provenance, provenance
from tidlig.ledger.places import Places, accepted_in_order, in_order, places
from tidlig.model.findings import Finding

if TYPE_CHECKING:
    from tidlig.ledger.compare import NewFindings
import os
from collections.abc import Callable, Iterable
from functools import cache, partial

from tidlig.ledger.checking import entry_at
from tidlig.ledger.repository import marked
from tidlig.model.entry import Entry
from tidlig.model.findings import Location, Note

Move = Callable[[str], str]
"""Turns a path into one that begins elsewhere."""


def root(folder: Path) -> Path:
    """Give the repository that a ledger is in, or what stands in for it."""
    start, here = _absolute(folder), Path.cwd()
    return _repository(start) or (here if start.is_relative_to(here) else start)


def border(path: Path, folder: Path | None) -> Path | None:
    """Give what a report must stay in, wherever links lead; None for one that is not named there.

    That is the repository of the working directory or of a ledger's folder, or that folder itself.
    """
    whole, here = _absolute(path), Path.cwd()
    of_ledger = () if folder is None else (_repository(_absolute(folder)), _absolute(folder))
    borders = (_repository(here), *of_ledger)
    return next((each for each in borders if each and whole.is_relative_to(each)), None)


def _repository(folder: Path) -> Path | None:
    """Give the nearest folder, of this one and those above it, that is a repository."""
    return next(marked(folder), None)


def from_root(path: str | Path, root: Path) -> str:
    """Give a path that is relative to the working directory from a root."""
    return Path(os.path.relpath(_absolute(path), root)).as_posix()


def moving(root: Path) -> Move:
    """Give what turns paths into those from a root; each is worked out once."""
    return cache(partial(from_root, root=root))


def checked_from(found: CheckResult, move: Move) -> CheckResult:
    """Give what the checks say with all paths moved."""
    return replace(
        found,
        findings=tuple(_finding(finding, move) for finding in found.findings),
        accepted=tuple(
            Accepted(_finding(each.finding, move), each.reason) for each in found.accepted
        ),
    )


def places_from(places: Places, move: Move) -> Places:
    """Give places with all paths moved."""
    return Places(
        {_location(location, move): span for location, span in places.spans.items()},
        {move(path): lines for path, lines in places.lines.items()},
    )


def _finding(finding: Finding, move: Move) -> Finding:
    problem = finding.problem
    moved = replace(
        problem,
        location=_location(problem.location, move),
        notes=tuple(_note(note, move) for note in problem.notes),
    )
    return replace(finding, problem=moved)


def _note(note: Note, move: Move) -> Note:
    return note if note.location is None else replace(note, location=_location(note.location, move))


def _location(location: Location, move: Move) -> Location:
    return replace(location, file=move(location.file))


def _absolute(path: str | Path) -> Path:
    """Give a path without `..`, and without following links: as git names files."""
    return Path(os.path.normpath(Path.cwd() / path))


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
        start = _root(self.origin)
        return self.origin.shown if start is None else from_root(self.origin.shown, start)

    @property
    def of_all(self) -> "Checkup":
        """The same with all findings, whatever they are held against."""
        return replace(self, held=None)

    def from_root(self) -> "Checkup":
        """Give the same with paths from the repository, as CI needs them."""
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
    return root(origin.path) if isinstance(origin, Folder) else None
