"""Where paths in reports for CI begin: the repository, whatever folder a command is run in.

Code hosts know files by their path in the repository. A ledger that is in none has paths from the
working directory, or from its own folder when it stands elsewhere; none is ever absolute.
"""

import os
from collections.abc import Callable
from dataclasses import replace
from functools import cache, partial
from pathlib import Path

from tidlig.ledger.check_result import Accepted, CheckResult
from tidlig.ledger.places import Places
from tidlig.ledger.repository import marked
from tidlig.model.findings import Finding, Location, Note

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
