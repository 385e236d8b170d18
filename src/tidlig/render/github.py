"""Findings as workflow commands, which GitHub shows as annotations, and as a job summary.

GitHub takes ten errors, ten warnings and ten notices from a step, and silently drops the rest. So
the first ten of each kind are annotations, one notice counts the others, and the log lists them.

GitHub refuses a job summary of more than 1 MiB as a whole. Sections that do not fit are left out,
the least severe first, and the summary says so.
"""

from collections import Counter
from collections.abc import Iterable, Iterator

from tidlig.checks import CHECKS
from tidlig.ledger.checkup import Checkup
from tidlig.ledger.places import Places
from tidlig.model.findings import Finding, Note, Severity
from tidlig.render.escaping import for_annotation, for_annotation_property, for_markdown
from tidlig.render.findings import as_concise, count, file, last_line, place

LARGEST = 1024 * 1024
"""Bytes that GitHub takes of one step's summary."""

_KEPT_FREE = 8 * 1024
"""Bytes for the sentence on what is left out: it names no more sections than there are checks."""

Section = tuple[str, str]
"""A heading and the table below it."""


def as_markdown(checkup: Checkup, room: int = LARGEST) -> str:
    """Write a summary that fits into some bytes; nothing when not even its heading does."""
    checkup = checkup.from_root()
    head = f"## tidlig check\n\n{for_markdown(last_line(checkup.checked, checkup.ledger))}\n"
    room -= len(head.encode()) + _KEPT_FREE
    if room < 0:
        return ""
    written, left_out = [head], list[str]()
    for heading, table in _sections(checkup):
        text = f"\n### {heading}\n\n{table}"
        size = len(text.encode())
        if size > room:
            left_out.append(heading)
        else:
            written.append(text)
            room -= size
    if left_out:
        written.append(f"\nLeft out, as GitHub takes no more: {', '.join(left_out)}.\n")
    return "".join(written) + "\n"


def _sections(checkup: Checkup) -> Iterator[Section]:
    for severity in Severity:
        for check in CHECKS:
            yield from _section(severity, check.name, checkup)
    if checkup.accepted:
        rows = [_row(accepted.finding, accepted.reason, checkup) for accepted in checkup.accepted]
        yield f"{len(checkup.accepted)} accepted", _table("reason", rows)


def _section(severity: Severity, check: str, checkup: Checkup) -> Iterator[Section]:
    rows = [
        _row(finding, finding.problem.help, checkup)
        for finding in checkup.shown
        if (finding.severity, finding.check) == (severity, check)
    ]
    if rows:
        yield f"{check}: {count(len(rows), severity)}", _table("what to do", rows)


def _row(finding: Finding, last: str, checkup: Checkup) -> str:
    cells = (place(finding.location, checkup.places), finding.problem.message, last)
    return "| " + " | ".join(map(for_markdown, cells)) + " |\n"


def _table(last: str, rows: Iterable[str]) -> str:
    return f"| place | finding | {last} |\n| :--- | :--- | :--- |\n{''.join(rows)}"


MOST = 10
"""So many annotations of a kind are shown of one step."""


def as_annotations(checkup: Checkup) -> str:
    """Write the findings that are shown, errors first, with paths from the repository."""
    checkup = checkup.from_root()
    first: list[Finding] = []
    rest: list[Finding] = []
    for severity in Severity:
        findings = [finding for finding in checkup.shown if finding.severity is severity]
        first += findings[:MOST]
        rest += findings[MOST:]
    lines = "".join(f"{_annotation(finding, checkup.places)}\n" for finding in first)
    return lines + _rest(rest, checkup.places) if rest else lines


def _rest(findings: list[Finding], places: Places) -> str:
    """Count the findings that are no annotations in a notice, and list them in the log."""
    counts = Counter(finding.severity for finding in findings)
    more = " and ".join(
        count(counts[severity], f"more {severity}") for severity in Severity if counts[severity]
    )
    notice = f"{more} than GitHub shows: see the job's summary, or the step's log"
    return (
        f"::notice title=tidlig check::{notice}\n"
        f"::group::{more}\n{as_concise(findings, places)}::endgroup::\n"
    )


def _annotation(finding: Finding, places: Places) -> str:
    problem = finding.problem
    properties = _properties(finding, places)
    where = ",".join(f"{name}={value}" for name, value in properties.items())
    lines = [f"{place(finding.location, places)}: {problem.message}"]
    if problem.label:
        lines.append(problem.label)
    lines += [_note(note, places) for note in problem.notes]
    if problem.help:
        lines.append(f"help: {problem.help}")
    return f"::{finding.severity} {where}::{for_annotation(*lines)}"


def _properties(finding: Finding, places: Places) -> dict[str, str | int]:
    """The place of an annotation; columns mean something to GitHub on one line only."""
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
