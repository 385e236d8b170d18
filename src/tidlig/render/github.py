"""Findings as workflow commands, which GitHub shows as annotations beside the lines.

GitHub takes ten errors, ten warnings and ten notices from a step, and drops the rest without a
word. So the first ten of each kind are annotations, one notice says how many more there are, and
these follow in the log, line by line.
"""

from tidlig.ledger.checkup import Checkup
from tidlig.ledger.places import Places
from tidlig.model.findings import Finding, Note, Severity
from tidlig.render.escaping import for_annotation, for_annotation_property
from tidlig.render.findings import as_concise, file, place
from tidlig.render.summaries import count

MOST = 10
"""So many annotations of a kind are shown of one step."""


def as_annotations(checkup: Checkup) -> str:
    """Write the findings that are shown, errors first, with paths from the repository."""
    there = checkup.from_root()
    shown = there.shown
    kinds = [[each for each in shown if each.severity is kind] for kind in Severity]
    first = [each for kind in kinds for each in kind[:MOST]]
    rest = [each for kind in kinds for each in kind[MOST:]]
    lines = [_annotation(finding, there.places) for finding in first]
    return "".join(f"{line}\n" for line in lines) + _rest(rest, there.places)


def _rest(findings: list[Finding], places: Places) -> str:
    if not findings:
        return ""
    counts = [sum(each.severity is kind for each in findings) for kind in Severity]
    parts = [
        count(number, f"more {kind}")
        for kind, number in zip(Severity, counts, strict=True)
        if number
    ]
    more = " and ".join(parts)
    notice = f"{more} than GitHub shows: see the job's summary, or the step's log"
    return (
        f"::notice title=tidlig check::{notice}\n"
        f"::group::{more}\n{as_concise(findings, places)}::endgroup::\n"
    )


def _annotation(finding: Finding, places: Places) -> str:
    problem = finding.problem
    where = ",".join(f"{name}={value}" for name, value in _properties(finding, places).items())
    lines = [f"{place(finding.location, places)}: {problem.message}"]
    lines += [problem.label] if problem.label else []
    lines += [_note(note, places) for note in problem.notes]
    lines += [f"help: {problem.help}"] if problem.help else []
    return f"::{finding.severity} {where}::{for_annotation(*lines)}"


def _properties(finding: Finding, places: Places) -> dict[str, str | int]:
    """Give where an annotation stands; columns mean something to GitHub on one line only."""
    span = places.span(finding.location)
    named = for_annotation_property(file(finding.location))
    properties: dict[str, str | int] = {"title": finding.check, "file": named}
    if span is not None:
        properties |= {"line": span.line, "endLine": span.end_line}
        if span.line == span.end_line:
            properties |= {"col": span.column, "endColumn": span.end_column}
    return properties


def _note(note: Note, places: Places) -> str:
    return f"{place(note.location, places)}: {note.text}" if note.location else note.text
