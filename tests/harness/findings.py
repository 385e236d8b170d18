"""Findings as `tidlig check --format json` prints them, held against what a case promises."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from harness.promises import Promise
from harness.running import Result

SCHEMA = "tidlig.check/1"


@dataclass(frozen=True, slots=True)
class Finding:
    """The primary place of a finding, and what it says."""

    file: str
    line: int | None
    severity: str
    check: str
    message: str


def findings(result: Result) -> tuple[Finding, ...]:
    """The findings of one run, once its parts agree on how many errors and warnings there are."""
    assert result.code in {0, 1}, f"exit code {result.code}\n{result.out}{result.err}"
    report: dict[str, Any] = json.loads(result.out)
    assert report["schema"] == SCHEMA
    found = tuple(map(_finding, report["findings"]))
    errors = sum(finding.severity == "error" for finding in found)
    summary = report["summary"]
    assert (summary["errors"], summary["warnings"]) == (errors, len(found) - errors)
    assert result.code == (1 if errors else 0), f"exit code {result.code} with {errors} errors"
    return found


def difference(promises: Sequence[Promise], found: Sequence[Finding]) -> str:
    """What is promised and what is reported, one above the other; nothing when they agree."""
    kept = _kept(promises, found)
    if len(kept) == len(promises) == len(found):
        return ""
    matched = set(kept.values())
    promised = [_line(what, at in kept, "NOT REPORTED") for at, what in enumerate(promises)]
    reported = [_line(what, at in matched, "NOT PROMISED") for at, what in enumerate(found)]
    nothing = ["    nothing"]
    return "\n".join(["promised:", *(promised or nothing), "reported:", *(reported or nothing)])


def _kept(promises: Sequence[Promise], found: Sequence[Finding]) -> dict[int, int]:
    """Which promise is kept by which finding, each by one of its own; those that say most first."""
    kept: dict[int, int] = {}
    for promise in sorted(range(len(promises)), key=lambda at: -len(promises[at].text)):
        for finding in range(len(found)):
            if finding not in kept.values() and _keeps(found[finding], promises[promise]):
                kept[promise] = finding
                break
    return kept


def _keeps(finding: Finding, promise: Promise) -> bool:
    here = (finding.file, finding.line, finding.severity, finding.check)
    there = (promise.file, promise.line, promise.severity, promise.check)
    return here == there and promise.text in finding.message


def _finding(entry: dict[str, Any]) -> Finding:
    place = entry["location"] or {"file": "", "line": None}
    file, line = place["file"], place["line"]
    return Finding(file, line, entry["severity"], entry["check"], entry["message"])


def _line(what: Promise | Finding, agrees: bool, otherwise: str) -> str:
    place = what.file if what.line is None else f"{what.file}:{what.line}"
    text = what.message if isinstance(what, Finding) else what.text and f'"{what.text}"'
    mark = "" if agrees else f"    <-- {otherwise}"
    return f"    {place}: {what.severity}[{what.check}] {text}".rstrip() + mark
