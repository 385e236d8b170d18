"""Where paths in reports for CI begin: the repository, whatever folder a command is run in.

Code hosts know files by their path in the repository. A ledger that is in none has paths from the
working directory, or from its own folder when it stands elsewhere; none is ever absolute.
"""

import os
from dataclasses import replace
from pathlib import Path

from tidlig.ledger.checking import Accepted, Checked
from tidlig.ledger.places import Places
from tidlig.model.findings import Finding, Location, Note


def root(folder: Path) -> Path:
    """Give the repository that a ledger is in, or what stands in for it."""
    start, here = _absolute(folder), Path.cwd()
    for above in (start, *start.parents):
        if (above / ".git").exists():
            return above
    return here if start.is_relative_to(here) else start


def from_root(path: str | Path, root: Path) -> str:
    """Give a path that is relative to the working directory from a root."""
    return Path(os.path.relpath(_absolute(path), root)).as_posix()


def checked_from(found: Checked, root: Path) -> Checked:
    """Give what the checks say with all paths from a root."""
    return replace(
        found,
        findings=tuple(_finding(finding, root) for finding in found.findings),
        accepted=tuple(
            Accepted(_finding(each.finding, root), each.reason) for each in found.accepted
        ),
    )


def places_from(places: Places, root: Path) -> Places:
    """Give places with all paths from a root."""
    return Places(
        {_location(location, root): span for location, span in places.spans.items()},
        {from_root(path, root): lines for path, lines in places.lines.items()},
    )


def _finding(finding: Finding, root: Path) -> Finding:
    problem = finding.problem
    moved = replace(
        problem,
        location=_location(problem.location, root),
        notes=tuple(_note(note, root) for note in problem.notes),
    )
    return replace(finding, problem=moved)


def _note(note: Note, root: Path) -> Note:
    return note if note.location is None else replace(note, location=_location(note.location, root))


def _location(location: Location, root: Path) -> Location:
    return replace(location, file=from_root(location.file, root))


def _absolute(path: str | Path) -> Path:
    """Give a path without `..`, and without following links: as git names files."""
    return Path(os.path.normpath(Path.cwd() / path))
