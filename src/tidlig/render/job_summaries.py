"""Findings as the Markdown page that GitHub shows of a job: all of them, by check.

GitHub refuses a summary of more than 1 MiB as a whole. What does not fit is left out by whole
sections, and said; the worst come first.
"""

from collections.abc import Iterable, Iterator

from tidlig.checks import CHECKS
from tidlig.ledger.checkup import Checkup
from tidlig.ledger.places import Places
from tidlig.model.findings import Finding, Severity
from tidlig.render.escaping import for_markdown
from tidlig.render.findings import place
from tidlig.render.summaries import count, last_line

LARGEST = 1024 * 1024
"""Bytes that GitHub takes of one step's summary."""

_KEPT_FREE = 8 * 1024
"""Bytes for the sentence on what is left out: it names no more sections than there are checks."""

Section = tuple[str, str]
"""A heading and the table below it."""


def as_markdown(checkup: Checkup, room: int = LARGEST) -> str:
    """Write a summary that fits into some bytes; nothing when not even its heading does."""
    there = checkup.from_root()
    head = f"## tidlig check\n\n{for_markdown(last_line(there.checked, there.ledger))}\n"
    room -= len(head.encode()) + _KEPT_FREE
    if room < 0:
        return ""
    written, left_out = [head], list[str]()
    for heading, table in _sections(there):
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
    shown = checkup.shown
    for severity in Severity:
        for check in CHECKS:
            found = [
                each for each in shown if (each.severity, each.check) == (severity, check.name)
            ]
            if found:
                rows = (_row(each, each.problem.help, checkup.places) for each in found)
                yield f"{check.name}: {count(len(found), severity)}", _table("what to do", rows)
    if checkup.accepted:
        rows = (_row(each.finding, each.reason, checkup.places) for each in checkup.accepted)
        yield f"{len(checkup.accepted)} accepted", _table("reason", rows)


def _row(finding: Finding, last: str, places: Places) -> str:
    cells = (place(finding.location, places), finding.problem.message, last)
    return "| " + " | ".join(map(for_markdown, cells)) + " |\n"


def _table(last: str, rows: Iterable[str]) -> str:
    return f"| place | finding | {last} |\n| :--- | :--- | :--- |\n{''.join(rows)}"
