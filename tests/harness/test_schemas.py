"""The schemas refuse what is wrong, and so do the rules that they leave out."""

import copy
import json
from typing import Any

import pytest
from jsonschema import ValidationError

from harness.schemas import gitlab, junit, sarif

ISSUE: dict[str, Any] = {
    "description": "a",
    "check_name": "b",
    "fingerprint": "c",
    "severity": "minor",
    "location": {"path": "d", "lines": {"begin": 1}},
}
RESULT: dict[str, Any] = {
    "ruleId": "a",
    "ruleIndex": 0,
    "message": {"text": "b"},
    "locations": [{"physicalLocation": {"artifactLocation": {"uri": "c%20d/e.toml"}}}],
}
CASE = '<testcase name="a"><failure message="b"/></testcase>'


def log(result: dict[str, Any]) -> str:
    driver = {"name": "tidlig", "rules": [{"id": "a"}]}
    return json.dumps(
        {"version": "2.1.0", "runs": [{"tool": {"driver": driver}, "results": [result]}]}
    )


def suite(case: str, tests: int = 1) -> str:
    totals = f'tests="{tests}" failures="1" errors="0" skipped="0"'
    return f'<testsuites><testsuite name="a" {totals}>{case}</testsuite></testsuites>'


def test_what_is_in_order_is_read() -> None:
    assert sarif(log(RESULT))["results"] == [RESULT]
    assert gitlab(json.dumps([ISSUE])) == [ISSUE]
    assert junit(suite(CASE)).findall("testcase/failure")


@pytest.mark.parametrize("uri", ["/c.toml", "c d.toml", "c:d.toml", "æ.toml", "c%2g.toml"])
def test_a_file_that_is_no_relative_reference_is_refused(uri: str) -> None:
    wrong = copy.deepcopy(RESULT)
    wrong["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] = uri
    with pytest.raises(AssertionError):
        sarif(log(wrong))


@pytest.mark.parametrize("change", [{"level": "fatal"}, {"message": {}}, {"colour": "red"}])
def test_a_result_that_sarif_does_not_know_is_refused(change: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        sarif(log({**RESULT, **change}))


@pytest.mark.parametrize("change", [{"severity": "bad"}, {"fingerprint": 1}, {"description": "\n"}])
def test_an_issue_that_gitlab_does_not_know_is_refused(change: dict[str, Any]) -> None:
    with pytest.raises((ValidationError, AssertionError)):
        gitlab(json.dumps([{**ISSUE, **change}]))


def test_two_issues_with_one_fingerprint_are_refused() -> None:
    with pytest.raises(AssertionError):
        gitlab(json.dumps([ISSUE, ISSUE]))


@pytest.mark.parametrize("text", [suite("<case/>"), suite(CASE, tests=2), suite(CASE)[:-1]])
def test_a_suite_that_is_not_as_it_says_is_refused(text: str) -> None:
    with pytest.raises((ValueError, AssertionError, SyntaxError)):
        junit(text)
