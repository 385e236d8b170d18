"""A ledger, its findings and their places: everything that `tidlig check` reports.

Paths in reports for CI start at the root of the repository, because code hosts know files by it. A
ledger outside any repository has paths from the working directory, or from its own folder. No path
is absolute.
"""

import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from tidlig.arithmetic.ledger import Ledger
from tidlig.ledger.check_result import Accepted, CheckResult
from tidlig.ledger.checking import entry_at
from tidlig.ledger.folder import Folder
from tidlig.ledger.origin import Origin, Provenance, provenance
from tidlig.ledger.places import Places, accepted_in_order, in_order, places
from tidlig.ledger.repository import folders_with_git
from tidlig.model.entry import Entry
from tidlig.model.findings import Finding, Location, Note

if TYPE_CHECKING:
    from tidlig.ledger.compare import NewFindings


Move = Callable[[str], str]
"""Turns a path into one that begins elsewhere."""


def paths_start(folder: Path) -> Path:
    """The repository that a ledger is in, or what stands in for it."""
    start, here = _absolute(folder), Path.cwd()
    return _repository(start) or (here if start.is_relative_to(here) else start)


def border(path: Path, folder: Path | None) -> Path | None:
    """What a report must stay in, wherever links lead; None for one that is not named there.

    That is the repository of the working directory or of a ledger's folder, or that folder itself.
    """
    whole = _absolute(path)
    borders = [_repository(Path.cwd())]
    if folder is not None:
        ledger_folder = _absolute(folder)
        borders += [_repository(ledger_folder), ledger_folder]
    for candidate in borders:
        if candidate is not None and whole.is_relative_to(candidate):
            return candidate
    return None


def _repository(folder: Path) -> Path | None:
    """The nearest folder, of this one and those above it, that is a repository."""
    return next(folders_with_git(folder), None)


def from_root(path: str | Path, root: Path) -> str:
    """A path that is relative to the working directory from a root."""
    return Path(os.path.relpath(_absolute(path), root)).as_posix()


def path_mover(root: Path) -> Move:
    """What turns paths into those from a root; each is worked out once."""
    return cache(partial(from_root, root=root))


def result_with_paths(result: CheckResult, move: Move) -> CheckResult:
    """What the checks say with all paths moved."""
    findings = tuple(_finding(finding, move) for finding in result.findings)
    accepted = tuple(
        Accepted(_finding(acceptance.finding, move), acceptance.reason)
        for acceptance in result.accepted
    )
    return replace(result, findings=findings, accepted=accepted)


def places_with_paths(places: Places, move: Move) -> Places:
    """Places with all paths moved."""
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
    """A path without `..`, and without following links: as git names files."""
    return Path(os.path.normpath(Path.cwd() / path))


def findings_about(result: CheckResult, entry: Entry, below: Iterable[Entry] = ()) -> CheckResult:
    """The findings that concern an entry, and those that it accepts itself.

    Findings at its dependents, `below`, are kept too.
    """
    own = _place(entry)
    places = {own, *map(_place, below)}
    findings = tuple(
        finding
        for finding in result.findings
        if own in _entries(finding) or entry_at(finding.location) in places
    )
    accepted = tuple(
        acceptance for acceptance in result.accepted if own == entry_at(acceptance.finding.location)
    )
    return CheckResult(findings, accepted, readable=result.readable)


def _place(entry: Entry) -> tuple[str, str]:
    return entry.stands_in, entry.address


def _entries(finding: Finding) -> set[tuple[str, str]]:
    """The files and addresses of the entries that a finding is about, or that it notes."""
    places = [finding.location, *(note.location for note in finding.problem.notes)]
    return {entry_at(place) for place in places if place is not None}


@dataclass(frozen=True, slots=True)
class Checkup:
    """A checked ledger with the places of its findings; paths are as its origin shows them.

    `new_findings` is what is new since another state, where the findings are compared with one.
    """

    origin: Origin
    ledger: Ledger
    checked: CheckResult
    places: Places
    new_findings: "NewFindings | None" = None

    @property
    def shown(self) -> list[Finding]:
        """The findings that are not hidden, and new where they are compared, by path and place."""
        return in_order(_shown(self.checked, self.new_findings), self.places)

    @property
    def of_new(self) -> "Checkup":
        """The same with nothing but what is new, where findings are compared with others."""
        if self.new_findings is None or not self.checked.readable:
            return self
        return replace(self, checked=replace(self.checked, findings=self.new_findings.findings.new))

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
        """The same with all findings, whatever they are compared with."""
        return replace(self, new_findings=None)

    def from_root(self) -> "Checkup":
        """The same with paths from the repository, as CI needs them."""
        start = _root(self.origin)
        if start is None:
            return self
        move = path_mover(start)
        checked = result_with_paths(self.checked, move)
        where = places_with_paths(self.places, move)
        new = self.new_findings
        if new is not None:
            moved = result_with_paths(CheckResult(new.findings.new), move)
            new = new.with_new(moved.findings)
        return replace(self, checked=checked, places=where, new_findings=new)


def checkup(
    origin: Origin,
    ledger: Ledger,
    checked: CheckResult,
    new_findings: "NewFindings | None" = None,
) -> Checkup:
    """Find the places of all findings that are shown or accepted."""
    accepted = [acceptance.finding for acceptance in checked.accepted]
    findings = [*checked.shown, *_shown(checked, new_findings), *accepted]
    return Checkup(origin, ledger, checked, places(findings, origin), new_findings)


def _shown(checked: CheckResult, new_findings: "NewFindings | None") -> list[Finding]:
    """What is new where findings are compared; errors in reading are always shown."""
    if new_findings is None or not checked.readable:
        return checked.shown
    return checked.unhidden(new_findings.findings.new)


def _root(origin: Origin) -> Path | None:
    """Where paths begin; those of a revision are from the repository already."""
    return paths_start(origin.path) if isinstance(origin, Folder) else None
