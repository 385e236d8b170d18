"""Findings as SARIF 2.1.0, the OASIS standard for what static analysis finds.

Accepted findings are results too, suppressed with the reason. Paths are from the repository, whose
own place is left to the reader, so that nothing tells of the machine that the check was run on.
"""

import os
from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import quote

from tidlig.checks import CHECKS, Check
from tidlig.ledger.check_result import CheckResult
from tidlig.ledger.checkup import Checkup
from tidlig.ledger.places import Places
from tidlig.model.findings import Finding, Location
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


def as_sarif(checkup: Checkup) -> str:
    """Write the findings that are shown, and those that are accepted with the reasons."""
    provenance = checkup.provenance
    checkup = checkup.from_root()
    findings = [*checkup.shown, *(accepted.finding for accepted in checkup.accepted)]
    reported = {finding.check for finding in findings}
    rules = [check for check in CHECKS if check.name in reported]
    run = {
        "tool": {"driver": _driver(provenance.tool, rules)},
        "invocations": [_invocation(checkup.checked)],
        "originalUriBaseIds": {_ROOT: {"description": {"text": "the root of the repository"}}},
        "columnKind": "unicodeCodePoints",
        "results": _results(findings, rules, checkup),
        "properties": {"provenance": provenance_data(provenance)},
    }
    return json_document({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]})


def _results(findings: Sequence[Finding], rules: Sequence[Check], checkup: Checkup) -> list[Data]:
    """Write a result for each finding; the last ones are those that are accepted."""
    numbers = {check.name: number for number, check in enumerate(rules)}
    shown: list[str | None] = [None] * len(checkup.shown)
    reasons = [*shown, *(accepted.reason for accepted in checkup.accepted)]
    return [
        _result(finding, numbers[finding.check], fingerprint, reason, checkup.places)
        for finding, fingerprint, reason in zip(
            findings, fingerprints(findings), reasons, strict=True
        )
    ]


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
            {"level": "note", "message": {"text": text}} for text in _left_out(checked)
        ],
    }


def _left_out(checked: CheckResult) -> Iterator[str]:
    """Count what the results do not show."""
    hidden = len(checked.findings) - len(checked.shown)
    if hidden:
        yield f"{count(hidden, 'finding')} hidden by --ignore"
    if checked.waiting:
        names = ", ".join(sorted(checked.waiting))
        yield f"not run, as the ledger cannot be read: {names}"


def _result(
    finding: Finding, rule: int, fingerprint: str, reason: str | None, places: Places
) -> Data:
    result: Data = {
        "ruleId": finding.check,
        "ruleIndex": rule,
        "level": finding.severity.value,
        "message": {"text": _message(finding)},
        "locations": [_location(finding.location, places, finding.problem.label)],
        "partialFingerprints": {_FINGERPRINT: fingerprint},
    }
    related = [
        _location(note.location, places, note.text)
        for note in finding.problem.notes
        if note.location
    ]
    if related:
        numbered = enumerate(related, start=1)
        result["relatedLocations"] = [{"id": number, **location} for number, location in numbered]
    if reason is not None:
        result["suppressions"] = [{"kind": "inSource", "justification": for_terminal(reason)}]
    return result


def _message(finding: Finding) -> str:
    """The message, what has no place, and the help; the related places are in the result."""
    problem = finding.problem
    notes = [note.text for note in problem.notes if not note.location]
    help = [f"help: {problem.help}"] if problem.help else []
    return "\n".join(map(for_sarif, [problem.message, *notes, *help]))


def _location(location: Location, places: Places, text: str) -> Data:
    span = places.span(location)
    physical: Data = {"artifactLocation": {"uri": _uri(masked(file(location))), "uriBaseId": _ROOT}}
    if span is not None:
        names = ("startLine", "startColumn", "endLine", "endColumn")
        physical["region"] = dict(zip(names, span, strict=True))
    data: Data = {"physicalLocation": physical}
    if location.path:
        name = ".".join(map(for_terminal, keys(location)))
        data["logicalLocations"] = [{"fullyQualifiedName": name}]
    if text:
        data["message"] = {"text": for_sarif(text)}
    return data


def _uri(path: str) -> str:
    """Write a path as a relative reference, whatever bytes it is made of."""
    return quote(os.fsencode(path))
