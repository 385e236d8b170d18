"""Findings as SARIF 2.1.0, the OASIS standard for what static analysis finds.

Accepted findings are results too, suppressed with the reason. Paths are from the repository, whose
own place is left to the reader, so that nothing tells of the machine that the check was run on.
"""

import os
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from tidlig.checks import CHECKS, Check
from tidlig.ledger.check_result import CheckResult
from tidlig.ledger.checkup import Checkup
from tidlig.ledger.places import Places
from tidlig.model.findings import Finding, Location
from tidlig.model.messages import ENGLISH, Catalogue, sentence
from tidlig.model.personal import masked
from tidlig.render.escaping import for_sarif, for_terminal
from tidlig.render.findings import count, file, fingerprints, keys
from tidlig.render.report import json_document, provenance_data

SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_ROOT = "%SRCROOT%"
_FINGERPRINT = "tidlig/v1"

Data = dict[str, Any]


def as_sarif(checkup: Checkup, catalogue: Catalogue = ENGLISH) -> str:
    """Write the findings that are shown, and those that are accepted with the reasons."""
    there, provenance = checkup.from_root(), checkup.provenance
    reasons = [*([None] * len(there.shown)), *(acceptance.reason for acceptance in there.accepted)]
    findings = [*there.shown, *(acceptance.finding for acceptance in there.accepted)]
    met = {finding.check for finding in findings}
    rules = [check for check in CHECKS if check.name in met]
    numbers = {check.name: number for number, check in enumerate(rules)}
    results = [
        _result(finding, numbers[finding.check], fingerprint, reason, there.places, catalogue)
        for finding, fingerprint, reason in zip(
            findings, fingerprints(findings), reasons, strict=True
        )
    ]
    run = {
        "tool": {"driver": _driver(provenance.tool, rules)},
        "invocations": [_invocation(there.checked)],
        "originalUriBaseIds": {_ROOT: {"description": {"text": "the root of the repository"}}},
        "columnKind": "unicodeCodePoints",
        "results": results,
        "properties": {"provenance": provenance_data(provenance)},
    }
    return json_document({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]})


def _driver(version: str, rules: list[Check]) -> Data:
    return {"name": "tidlig", "version": version, "rules": [_rule(check) for check in rules]}


def _rule(check: Check) -> Data:
    """Describe a check by its documentation; the text leaves out what only Markdown can show."""
    parts = check.sections
    return {
        "id": check.name,
        "name": "".join(word.capitalize() for word in check.name.split("-")),
        "shortDescription": {"text": check.summary},
        "fullDescription": {"text": _joined(parts["What it does"])},
        "defaultConfiguration": {"level": check.severity.value},
        "help": {
            "text": _joined(f"{parts['What it does']}\n\n{parts['Why it matters']}"),
            "markdown": check.documentation.strip(),
        },
        "properties": {"tags": [check.group.name.lower()]},
    }


def _joined(text: str) -> str:
    """Take a text's paragraphs out of their lines."""
    return "\n\n".join(" ".join(part.split()) for part in text.split("\n\n"))


def _invocation(checked: CheckResult) -> Data:
    return {
        "executionSuccessful": True,
        "exitCode": 1 if checked.errors else 0,
        "toolExecutionNotifications": [
            {"level": "note", "message": {"text": text}} for text in _said(checked)
        ],
    }


def _said(checked: CheckResult) -> Iterator[str]:
    """Say what the results do not show."""
    hidden = len(checked.findings) - len(checked.shown)
    if hidden:
        yield f"{count(hidden, 'finding')} hidden by --ignore"
    if checked.waiting:
        names = ", ".join(sorted(checked.waiting))
        yield f"not run, as the ledger cannot be read: {names}"


def _result(
    finding: Finding,
    rule: int,
    fingerprint: str,
    reason: str | None,
    places: Places,
    catalogue: Catalogue,
) -> Data:
    label = sentence(finding.problem.label, catalogue)
    noted = [note for note in finding.problem.notes if note.location]
    result: Data = {
        "ruleId": finding.check,
        "ruleIndex": rule,
        "level": finding.severity.value,
        "message": {"text": _message(finding, catalogue)},
        "locations": [_location(finding.location, places, label)],
        "partialFingerprints": {_FINGERPRINT: fingerprint},
    }
    if noted:
        result["relatedLocations"] = [
            {"id": number} | _location(note.location, places, sentence(note.text, catalogue))
            for number, note in enumerate(noted, start=1)
            if note.location
        ]
    if reason is not None:
        result["suppressions"] = [{"kind": "inSource", "justification": for_terminal(reason)}]
    return result


def _message(finding: Finding, catalogue: Catalogue) -> str:
    """Give the message, what has no place, and the help; the related places are beside it."""
    problem = finding.problem
    message = sentence(problem.message, catalogue)
    notes = [sentence(note.text, catalogue) for note in problem.notes if not note.location]
    help = [f"help: {sentence(problem.help, catalogue)}"] if problem.help else []
    return "\n".join(map(for_sarif, [message, *notes, *help]))


def _location(location: Location, places: Places, text: str) -> Data:
    span = places.span(location)
    physical: Data = {"artifactLocation": {"uri": _uri(masked(file(location))), "uriBaseId": _ROOT}}
    if span is not None:
        names = ("startLine", "startColumn", "endLine", "endColumn")
        physical["region"] = dict(zip(names, span, strict=True))
    found: Data = {"physicalLocation": physical}
    if location.path:
        name = ".".join(map(for_terminal, keys(location)))
        found["logicalLocations"] = [{"fullyQualifiedName": name}]
    if text:
        found["message"] = {"text": for_sarif(text)}
    return found


def _uri(path: str) -> str:
    """Write a path as a relative reference, whatever bytes it is made of."""
    return quote(os.fsencode(path))
