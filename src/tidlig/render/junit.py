"""What checks found as JUnit's XML, which every CI shows: one case for each check.

A check that finds nothing has passed, and shows that it was made. Errors fail its case; warnings,
and what entries accept, are told in its output. A check that did not run, since the ledger cannot
be read, is skipped, and so is one whose findings are hidden.
"""

import xml.etree.ElementTree as ET
from collections.abc import Iterable
from dataclasses import dataclass

from tidlig.checks import CHECKS, Check
from tidlig.ledger.check_result import Accepted, CheckResult
from tidlig.ledger.checkup import Checkup
from tidlig.ledger.origin import Provenance
from tidlig.ledger.places import Places
from tidlig.model.findings import Finding, Severity
from tidlig.model.messages import ENGLISH, Catalogue, sentence
from tidlig.render.escaping import for_terminal
from tidlig.render.findings import accepted, as_full, count
from tidlig.render.report import provenance_data

HEADING = '<?xml version="1.0" encoding="UTF-8"?>\n'


@dataclass(slots=True)
class _Case:
    """A check, and what it found that is shown."""

    check: Check
    errors: list[Finding]
    warnings: list[Finding]
    accepted: list[Accepted]


def as_xml(checkup: Checkup, catalogue: Catalogue = ENGLISH) -> str:
    """Write a case for each check that was asked for, by the question that it helps to answer."""
    there = checkup.from_root()
    cases = [_case(case, there.checked, there.places, catalogue) for case in _cases(there)]
    failures = sum(case.find("failure") is not None for case in cases)
    skipped = sum(case.find("skipped") is not None for case in cases)
    totals = {"tests": str(len(cases)), "failures": str(failures), "errors": "0"}
    suites = ET.Element("testsuites", {"name": "tidlig check", **totals})
    named = {"name": for_terminal(there.name), **totals, "skipped": str(skipped)}
    suite = ET.SubElement(suites, "testsuite", named)
    suite.append(_properties(there.provenance, there.checked))
    suite.extend(cases)
    ET.indent(suites, " ")
    return HEADING + ET.tostring(suites, encoding="unicode") + "\n"


def _properties(provenance: Provenance, checked: CheckResult) -> ET.Element:
    """Say where the report comes from, and count what the cases hold and what they do not."""
    said = {
        **provenance_data(provenance),
        "errors": checked.count(Severity.ERROR),
        "warnings": checked.count(Severity.WARNING),
        "hidden": len(checked.findings) - len(checked.shown),
        "accepted": len(checked.accepted),
    }
    properties = ET.Element("properties")
    for name, value in said.items():
        if value is not None:
            text = str(value).lower() if isinstance(value, bool) else str(value)
            ET.SubElement(properties, "property", name=name, value=for_terminal(text))
    return properties


def _cases(checkup: Checkup) -> Iterable[_Case]:
    """Sort what is shown by the checks that were asked for."""
    selected = [check for check in CHECKS if check.name not in checkup.checked.unselected]
    cases = {check.name: _Case(check, [], [], []) for check in selected}
    for finding in checkup.shown:
        case = cases[finding.check]
        (case.errors if finding.severity is Severity.ERROR else case.warnings).append(finding)
    for acceptance in checkup.accepted:
        cases[acceptance.finding.check].accepted.append(acceptance)
    return cases.values()


def _case(case: _Case, checked: CheckResult, places: Places, catalogue: Catalogue) -> ET.Element:
    name = case.check.name
    element = ET.Element("testcase", classname=_class(case.check), name=name)
    hidden = sum(finding.check == name for finding in checked.findings if name in checked.hidden)
    if name in checked.waiting:
        ET.SubElement(element, "skipped", message="not run: the ledger cannot be read")
    elif hidden:
        ET.SubElement(element, "skipped", message=f"{count(hidden, 'finding')} hidden by --ignore")
    if case.errors:
        headline = _headline(case.errors, catalogue)
        failure = ET.SubElement(element, "failure", type=name, message=headline)
        failure.text = as_full(case.errors, places, catalogue=catalogue)
    output = [as_full(case.warnings, places, catalogue=catalogue)] if case.warnings else []
    output += [f"{accepted(acceptance, places)}\n" for acceptance in case.accepted]
    if output:
        ET.SubElement(element, "system-out").text = "\n".join(output)
    return element


def _class(check: Check) -> str:
    return f"tidlig.{check.group.name.lower()}"


def _headline(errors: list[Finding], catalogue: Catalogue) -> str:
    first = for_terminal(sentence(errors[0].problem.message, catalogue))
    return first if len(errors) == 1 else f"{count(len(errors), 'error')}, first: {first}"
