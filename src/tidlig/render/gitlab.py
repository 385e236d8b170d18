"""Findings as a code quality report, which GitLab shows in merge requests.

The format is what GitLab reads of Code Climate's; errors in reading are blockers, others critical,
warnings minor. A finding is known by its fingerprint: of several with one, only the first is shown.
"""

from typing import Any

from tidlig.checks import CHECKS, Group
from tidlig.ledger.checkup import Checkup
from tidlig.ledger.places import Places
from tidlig.model.findings import Finding, Location, Severity
from tidlig.model.messages import ENGLISH, Catalogue, sentence
from tidlig.render.escaping import for_markdown, for_terminal
from tidlig.render.findings import file, fingerprints
from tidlig.render.report import json_document

_READING = {check.name for check in CHECKS if check.group is Group.READING}


def as_code_quality(checkup: Checkup, catalogue: Catalogue = ENGLISH) -> str:
    """Write the findings that are shown, with paths from the repository."""
    there = checkup.from_root()
    shown = there.shown
    prints = fingerprints(shown)
    return json_document(
        [
            _issue(finding, fingerprint, there.places, catalogue)
            for finding, fingerprint in zip(shown, prints, strict=True)
        ]
    )


def _issue(
    finding: Finding, fingerprint: str, places: Places, catalogue: Catalogue
) -> dict[str, Any]:
    problem = finding.problem
    return {
        "type": "issue",
        "categories": ["Bug Risk"],
        "check_name": finding.check,
        "description": for_terminal(sentence(problem.message, catalogue)),
        "content": {"body": _body(finding, catalogue)},
        "fingerprint": fingerprint,
        "severity": _severity(finding),
        "location": _location(finding.location, places),
        "other_locations": [
            _location(note.location, places) for note in problem.notes if note.location
        ],
    }


def _body(finding: Finding, catalogue: Catalogue) -> str:
    problem = finding.problem
    messages = [problem.label, *(note.text for note in problem.notes), problem.help]
    texts = [sentence(message, catalogue) for message in messages]
    return "\n\n".join(for_markdown(text) for text in texts if text)


def _severity(finding: Finding) -> str:
    if finding.severity is Severity.WARNING:
        return "minor"
    return "blocker" if finding.check in _READING else "critical"


def _location(location: Location, places: Places) -> dict[str, Any]:
    """Give a place; one without a line, as in a file that cannot be read, is on the first."""
    span = places.span(location)
    lines = {"begin": 1} if span is None else {"begin": span.line, "end": span.end_line}
    return {"path": for_terminal(file(location)), "lines": lines}
