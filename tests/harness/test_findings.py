"""Tests of harness.findings."""

import json

import pytest

from harness.findings import Finding, difference, findings
from harness.promises import Promise
from harness.running import Result

SHORT = Promise("a.toml", 3, "error", "x")
LONG = Promise("a.toml", 3, "error", "x", "by 2 kr.")
FIRST = Finding("a.toml", 3, "error", "x", "over by 1 kr.")
SECOND = Finding("a.toml", 3, "error", "x", "over by 2 kr.")


def report(*severities: str, errors: int, code: int) -> Result:
    place = {"file": "a.toml", "path": ["award"], "line": None, "column": None}
    found = [
        {"check": "x", "severity": severity, "message": "m", "location": place}
        for severity in severities
    ]
    summary = {"errors": errors, "warnings": len(found) - errors}
    out = {"schema": "tidlig.check/1", "findings": found, "summary": summary}
    return Result(code, json.dumps(out), "")


def test_findings_are_read_from_json() -> None:
    result = report("error", "warning", errors=1, code=1)
    assert findings(result) == (
        Finding("a.toml", None, "error", "x", "m"),
        Finding("a.toml", None, "warning", "x", "m"),
    )


@pytest.mark.parametrize(("errors", "code"), [(0, 1), (1, 0), (1, 2)])
def test_a_run_whose_parts_do_not_agree_is_a_failure(errors: int, code: int) -> None:
    with pytest.raises(AssertionError):
        findings(report("error", errors=errors, code=code))


def test_what_is_promised_and_reported_agrees_in_any_order() -> None:
    assert difference((SHORT, LONG), (SECOND, FIRST)) == ""
    assert difference((LONG, SHORT), (SECOND, FIRST)) == ""


def test_a_finding_keeps_one_promise_only() -> None:
    shown = difference((SHORT, SHORT), (FIRST,))
    assert shown.count("NOT REPORTED") == 1


@pytest.mark.parametrize(
    "promise",
    [
        Promise("b.toml", 3, "error", "x"),
        Promise("a.toml", 4, "error", "x"),
        Promise("a.toml", None, "error", "x"),
        Promise("a.toml", 3, "warning", "x"),
        Promise("a.toml", 3, "error", "y"),
        Promise("a.toml", 3, "error", "x", "by 3 kr."),
    ],
)
def test_a_promise_is_kept_by_file_line_severity_check_and_text(promise: Promise) -> None:
    assert "NOT REPORTED" in difference((promise,), (FIRST,))


def test_a_difference_shows_both_lists() -> None:
    assert difference((LONG,), (FIRST,)) == (
        "promised:\n"
        '    a.toml:3: error[x] "by 2 kr."    <-- NOT REPORTED\n'
        "reported:\n"
        "    a.toml:3: error[x] over by 1 kr.    <-- NOT PROMISED"
    )


def test_nothing_promised_and_nothing_reported_are_shown_as_nothing() -> None:
    assert difference((), (FIRST,)).startswith("promised:\n    nothing\n")
    assert difference((SHORT,), ()).endswith("reported:\n    nothing")
