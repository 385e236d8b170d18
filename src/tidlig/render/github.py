"""Findings as workflow commands, which GitHub shows as annotations, and as a job summary.

GitHub takes ten errors, ten warnings and ten notices from a step, and silently drops the rest. So
the first ten of each kind are annotations, one notice counts the others, and the log lists them.

GitHub refuses a job summary of more than 1 MiB as a whole. Sections that do not fit are left out,
the least severe first, and the summary says so.
"""

from collections.abc import Iterable, Iterator

from tidlig.checks import CHECKS
from tidlig.ledger.checkup import Checkup
from tidlig.ledger.places import Places
from tidlig.model.findings import Finding, Note, Severity
from tidlig.model.messages import ENGLISH, Catalogue, sentence
from tidlig.render.escaping import for_annotation, for_annotation_property, for_markdown
from tidlig.render.findings import as_concise, count, file, last_line, place

LARGEST = 1024 * 1024
"""Bytes that GitHub takes of one step's summary."""

_KEPT_FREE = 8 * 1024
"""Bytes for the sentence on what is left out: it names no more sections than there are checks."""

Section = tuple[str, str]
"""A heading and the table below it."""


def as_markdown(checkup: Checkup, room: int = LARGEST, catalogue: Catalogue = ENGLISH) -> str:
    """Write a summary that fits into some bytes; nothing when not even its heading does."""
    there = checkup.from_root()
    head = f"## tidlig check\n\n{for_markdown(last_line(there.checked, there.ledger))}\n"
    room -= len(head.encode()) + _KEPT_FREE
    if room < 0:
        return ""
    written, left_out = [head], list[str]()
    for heading, table in _sections(there, catalogue):
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


def _sections(checkup: Checkup, catalogue: Catalogue) -> Iterator[Section]:
    for severity in Severity:
        of_severity = [finding for finding in checkup.shown if finding.severity is severity]
        for check in CHECKS:
            findings = [finding for finding in of_severity if finding.check == check.name]
            if findings:
                heading = f"{check.name}: {count(len(findings), severity)}"
                yield heading, _findings_table(findings, checkup.places, catalogue)
    if checkup.accepted:
        rows = (
            _row(acceptance.finding, acceptance.reason, checkup.places, catalogue)
            for acceptance in checkup.accepted
        )
        yield f"{len(checkup.accepted)} accepted", _table("reason", rows)


def _findings_table(findings: list[Finding], places: Places, catalogue: Catalogue) -> str:
    rows = []
    for finding in findings:
        help = sentence(finding.problem.help, catalogue)
        rows.append(_row(finding, help, places, catalogue))
    return _table("what to do", rows)


def _row(finding: Finding, last: str, places: Places, catalogue: Catalogue) -> str:
    message = sentence(finding.problem.message, catalogue)
    cells = (place(finding.location, places), message, last)
    return "| " + " | ".join(map(for_markdown, cells)) + " |\n"


def _table(last: str, rows: Iterable[str]) -> str:
    return f"| place | finding | {last} |\n| :--- | :--- | :--- |\n{''.join(rows)}"


MOST = 10
"""How many annotations of a kind GitHub shows of one step."""


def as_annotations(checkup: Checkup, catalogue: Catalogue = ENGLISH) -> str:
    """Write the findings that are shown, errors first, with paths from the repository."""
    there = checkup.from_root()
    findings = there.shown
    first: list[Finding] = []
    rest: list[Finding] = []
    for severity in Severity:
        of_severity = [finding for finding in findings if finding.severity is severity]
        first += of_severity[:MOST]
        rest += of_severity[MOST:]
    lines = [_annotation(finding, there.places, catalogue) for finding in first]
    return "".join(f"{line}\n" for line in lines) + _rest(rest, there.places, catalogue)


def _rest(findings: list[Finding], places: Places, catalogue: Catalogue) -> str:
    if not findings:
        return ""
    counts = [sum(finding.severity is kind for finding in findings) for kind in Severity]
    parts = [
        count(number, f"more {kind}")
        for kind, number in zip(Severity, counts, strict=True)
        if number
    ]
    more = " and ".join(parts)
    notice = f"{more} than GitHub shows: see the job's summary, or the step's log"
    lines = as_concise(findings, places, catalogue=catalogue)
    return f"::notice title=tidlig check::{notice}\n::group::{more}\n{lines}::endgroup::\n"


def _annotation(finding: Finding, places: Places, catalogue: Catalogue) -> str:
    problem = finding.problem
    where = ",".join(f"{name}={value}" for name, value in _properties(finding, places).items())
    message = sentence(problem.message, catalogue)
    lines = [f"{place(finding.location, places)}: {message}"]
    lines += [sentence(problem.label, catalogue)] if problem.label else []
    lines += [_note(note, places, catalogue) for note in problem.notes]
    lines += [f"help: {sentence(problem.help, catalogue)}"] if problem.help else []
    return f"::{finding.severity} {where}::{for_annotation(*lines)}"


def _properties(finding: Finding, places: Places) -> dict[str, str | int]:
    """Return where an annotation stands; columns mean something to GitHub on one line only."""
    span = places.span(finding.location)
    named = for_annotation_property(file(finding.location))
    properties: dict[str, str | int] = {"title": finding.check, "file": named}
    if span is not None:
        properties |= {"line": span.line, "endLine": span.end_line}
        if span.line == span.end_line:
            properties |= {"col": span.column, "endColumn": span.end_column}
    return properties


def _note(note: Note, places: Places, catalogue: Catalogue) -> str:
    text = sentence(note.text, catalogue)
    return f"{place(note.location, places)}: {text}" if note.location else text
