"""Reads reports for CI once they keep to the schemas that are published for them."""

import json
import re
import xml.etree.ElementTree as ET
from functools import cache
from pathlib import Path
from typing import Any

import xmlschema
from jsonschema import Draft4Validator

SCHEMAS = Path(__file__).parents[1] / "schemas"
SEVERITIES = {"info", "minor", "major", "critical", "blocker"}
_REFERENCE = re.compile(r"([A-Za-z0-9\-._~!$&'()*+,;=:@/]|%[0-9A-F]{2})*")

Data = dict[str, Any]


@cache
def _validator(name: str) -> Any:
    return Draft4Validator(json.loads((SCHEMAS / name).read_text("utf-8")))


def sarif(text: str) -> Data:
    """The one run of a SARIF log whose every file is a relative reference (RFC 3986, 4.2)."""
    log: Data = json.loads(text)
    _validator("sarif-schema-2.1.0.json").validate(log)
    (run,) = log["runs"]
    for result in run["results"]:
        for place in [*result["locations"], *result.get("relatedLocations", [])]:
            uri = place["physicalLocation"]["artifactLocation"]["uri"]
            assert _REFERENCE.fullmatch(uri), uri
            assert ":" not in uri.partition("/")[0], uri
            assert not uri.startswith("/"), uri
        rule = run["tool"]["driver"]["rules"][result["ruleIndex"]]
        assert rule["id"] == result["ruleId"]
    assert isinstance(run, dict)
    return run


def gitlab(text: str) -> list[Data]:
    """The issues of a code quality report, with what GitLab's documentation asks for too."""
    issues: list[Data] = json.loads(text)
    assert isinstance(issues, list)
    for issue in issues:
        _validator("codeclimate.json").validate(issue)
        assert issue["check_name"]
        assert issue["severity"] in SEVERITIES
        assert not issue["location"]["path"].startswith(("/", "./"))
        assert issue["location"]["lines"]["begin"] >= 1
        assert "\n" not in issue["description"]
    assert len({issue["fingerprint"] for issue in issues}) == len(issues)
    return issues


@cache
def _junit() -> xmlschema.XMLSchema:
    return xmlschema.XMLSchema(SCHEMAS / "junit-10.xsd")


def junit(text: str) -> ET.Element:
    """The one suite of a JUnit report, once its totals are those of its cases."""
    root = ET.fromstring(text)
    _junit().validate(root)
    (suite,) = root
    cases = suite.findall("testcase")
    counted = {
        "tests": len(cases),
        "failures": sum(case.find("failure") is not None for case in cases),
        "errors": 0,
        "skipped": sum(case.find("skipped") is not None for case in cases),
    }
    assert {name: int(suite.attrib[name]) for name in counted} == counted
    return suite
