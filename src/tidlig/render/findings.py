"""Findings as text: in full with the user's own lines, one line each, as JSON, and as counts.

Lines are shown as they are in the file, but for personal data and control characters. A long line
is masked first and then cut around its mark, because half a number would not be recognised.

A fingerprint identifies a finding in the next run by everything but its position, so that code
hosts do not take an old finding for a new one when lines move.
"""

from typing import TYPE_CHECKING, Any

from tidlig.ledger.check_result import Accepted, CheckResult
from tidlig.model.findings import Finding, Location, Severity, Span
from tidlig.model.messages import ENGLISH, Catalogue, sentence
from tidlig.model.texts import Identifier, Verbatim, identifier
from tidlig.render.escaping import for_terminal
from tidlig.render.tables import Paint, plain_paint

if TYPE_CHECKING:
    from tidlig.ledger.compare import NewFindings
    from tidlig.ledger.origin import Provenance
    from tidlig.ledger.places import Places
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tidlig.model.personal import masked_line
from tidlig.model.texts import escaped
from tidlig.render.tables import cells

if TYPE_CHECKING:
    from tidlig.ledger.places import Places
from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING

from tidlig.model.personal import masked

if TYPE_CHECKING:
    from tidlig.arithmetic.ledger import Ledger
    from tidlig.ledger.compare import NewFindings
    from tidlig.ledger.places import Places


def summary(
    checked: CheckResult, places: "Places", ledger: "Ledger", compared: "NewFindings | None" = None
) -> str:
    """List what is accepted, with the reasons, and count everything in the last line."""
    from tidlig.ledger.places import accepted_in_order

    lines = [
        accepted(acceptance, places) for acceptance in accepted_in_order(checked.accepted, places)
    ]
    blocks = ["\n".join(lines)] if lines else []
    last = [last_line(checked, ledger), *([] if compared is None else _since(compared))]
    return "\n\n".join([*blocks, "\n".join(last)]) + "\n"


def _since(compared: "NewFindings") -> Iterator[str]:
    """Count what is new, fixed and unchanged since a base, or new in a merge alone."""
    names = [for_terminal(name) for name, _ in compared.others]
    delta = compared.findings
    if len(names) == 1:
        counts = f"{len(delta.new)} new, {len(delta.fixed)} fixed, {delta.unchanged} unchanged"
        yield f"since {names[0]}: {counts}"
    else:
        neither = f"{count(len(delta.new), 'finding')} that neither has alone"
        yield f"merge of {' and '.join(names)}: {neither}, {delta.unchanged} unchanged"
    for name in compared.unread:
        yield f"{for_terminal(name)} cannot be read, so its sums are not checked"


def last_line(checked: CheckResult, ledger: "Ledger") -> str:
    """Count errors and warnings, hidden ones too, files, entries and what is accepted."""
    errors = count(checked.count(Severity.ERROR), "error")
    warnings = count(checked.count(Severity.WARNING), "warning")
    files = count(ledger.files, "file")
    entries = count(ledger.size, "entry", "entries")
    parts = [f"{errors}, {warnings} in {files}, {entries}"]
    hidden = len(checked.findings) - len(checked.shown)
    if hidden:
        parts.append(f"{hidden} hidden")
    if checked.accepted:
        parts.append(f"{len(checked.accepted)} accepted")
    if not checked.readable:
        parts.append("sums are not checked until the ledger can be read")
    return "; ".join(parts)


def count(number: int, one: str, many: str = "") -> str:
    """Write how many there are of something, in words for none."""
    if number == 1:
        return f"1 {one}"
    return f"{number or 'no'} {many or one + 's'}"


def fingerprints(findings: Iterable[Finding]) -> list[str]:
    """Return the fingerprint of each finding: of its check, file, keys and message.

    Personal data is masked before: a few digits could be found again from a hash. Those that agree
    in all of these are told apart by their order. The message is English, whatever is shown.
    """
    import hashlib
    import json

    before: Counter[str] = Counter()
    prints = []
    for finding in findings:
        place = finding.location
        texts = [file(place), *keys(place), sentence(finding.problem.message)]
        path, *names, message = map(masked, texts)
        what = json.dumps([finding.check, path, names, message])
        prints.append(hashlib.sha256(f"{what} {before[what]}".encode()).hexdigest()[:32])
        before[what] += 1
    return prints


BEFORE, AFTER = 60, 100
"""How many characters of a long line are shown on either side of where the mark begins."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A place to show, a few words on it, and the character and style of the line below it."""

    location: Location
    text: str
    character: str
    style: str


def excerpt(marks: Sequence[Mark], places: "Places", paint: Paint) -> list[str]:
    """Write the places of a finding, the first with an arrow and the others with colons."""
    spans = [places.span(mark.location) for mark in marks]
    gutter = max((len(str(span.line)) for span in spans if span is not None), default=1)
    bar = paint(" " * (gutter + 1) + "|", "blue")
    lines: list[str] = []
    for number, (mark, span) in enumerate(zip(marks, spans, strict=True)):
        arrow = paint(" " * gutter + ("-->" if number == 0 else ":::"), "blue")
        if number:
            lines.append(bar)
        lines.append(f"{arrow} {for_terminal(address(mark.location, span))}")
        line = places.line(mark.location)
        if span is not None and line is not None:
            lines.append(bar)
            lines += _marked(mark, span, line, gutter, bar, paint)
        elif mark.text:
            lines.append(f"{bar} {for_terminal(mark.text)}")
    return lines


def address(location: Location, span: Span | None) -> str:
    """Name a place as editors jump to it: the file, and the line and column where known."""
    file = location.file
    return Identifier(file if span is None else f"{file}:{span.line}:{span.column}")


def _marked(
    mark: Mark, span: Span, line: str, gutter: int, bar: str, paint: Paint
) -> Iterator[str]:
    start, part = _window(masked_line(line), span.column - 1)
    begins = span.column - 1 - start
    ends = span.end_column - 1 - start if span.end_line == span.line else len(part)
    before, under = escaped(part[:begins]), escaped(part[begins : max(ends, begins)])
    dots = "..." if start else ""
    number = paint(f"{span.line:>{gutter}} |", "blue")
    yield f"{number} {dots}{escaped(part)}"
    line_below = mark.character * max(cells(under), 1)
    words = f"{line_below} {for_terminal(mark.text)}".rstrip()
    yield f"{bar} {' ' * cells(dots + before)}{paint(words, mark.style)}"


def _window(line: str, column: int) -> tuple[int, str]:
    """Cut a long line to what stands around a column; return where the cut begins, and the rest."""
    if len(line) <= BEFORE + AFTER:
        return 0, line
    start = max(column - BEFORE, 0)
    end = column + AFTER
    return start, line[start:end] + ("..." if end < len(line) else "")


SCHEMA = "tidlig.check/1"
MOST_IN_FULL = 1_000
"""So many findings are written with their lines; nobody reads more."""

_COLOURS = {Severity.ERROR: "bold red", Severity.WARNING: "bold yellow"}


def as_full(
    findings: list[Finding],
    places: "Places",
    paint: Paint = plain_paint,
    catalogue: Catalogue = ENGLISH,
) -> str:
    """Write findings with the lines they are about, as rustc does; the first of very many."""
    blocks = [_full(finding, places, paint, catalogue) for finding in findings[:MOST_IN_FULL]]
    if len(findings) > MOST_IN_FULL:
        more = len(findings) - MOST_IN_FULL
        blocks.append(f"and {more} more: tidlig check --format concise lists them all\n")
    return "\n".join(blocks)


def as_concise(
    findings: list[Finding],
    places: "Places",
    paint: Paint = plain_paint,
    catalogue: Catalogue = ENGLISH,
) -> str:
    """Write findings in one line each, in the form that editors and CI jump from."""
    lines = concise_lines(findings, places, paint, catalogue)
    return "".join(f"{line}\n" for line in lines)


def concise_lines(
    findings: Iterable[Finding],
    places: "Places",
    paint: Paint = plain_paint,
    catalogue: Catalogue = ENGLISH,
) -> list[str]:
    """Write each finding in one line."""
    return [_concise(finding, places, paint, catalogue) for finding in findings]


def as_json(
    findings: list[Finding],
    places: "Places",
    provenance: "Provenance",
    checked: CheckResult,
    compared: "NewFindings | None" = None,
    catalogue: Catalogue = ENGLISH,
) -> str:
    """Write findings as JSON of a fixed shape; those that are not new are counted only."""
    from tidlig.render.report import json_document, provenance_data

    data = {
        "schema": SCHEMA,
        "provenance": provenance_data(provenance),
        "findings": [as_data(finding, places, catalogue) for finding in findings],
        "summary": {
            "errors": checked.count(Severity.ERROR),
            "warnings": checked.count(Severity.WARNING),
            "files": provenance.files,
            "entries": provenance.entries,
        },
        **({} if compared is None else _comparison(compared, findings, places, catalogue)),
    }
    return json_document(data)


def _comparison(
    compared: "NewFindings", new: list[Finding], places: "Places", catalogue: Catalogue
) -> dict[str, Any]:
    """Return what findings are compared with, a base or both sides of a merge, and what is new."""
    from tidlig.ledger.places import places as find_places

    sides = [
        {"name": name, "revision": Verbatim(origin.state()[0] or "") or None}
        for name, origin in compared.others
    ]
    _, origin = compared.others[0]
    where = find_places(compared.findings.fixed, origin)
    return {
        **({"base": sides[0]} if len(sides) == 1 else {"merge": sides}),
        "new": [as_data(finding, places, catalogue) for finding in new],
        "fixed": [as_data(finding, where, catalogue) for finding in compared.findings.fixed],
        "unchanged": compared.findings.unchanged,
    }


def accepted(acceptance: Accepted, places: "Places") -> str:
    """Write an accepted finding in one line, with the reason."""
    where = place(acceptance.finding.location, places)
    return for_terminal(f"accepted[{acceptance.finding.check}] {where}: {acceptance.reason}")


def place(location: Location, places: "Places") -> str:
    """Write a place in the form that editors jump to; a file alone where there is no line."""
    return address(location, places.span(location))


def file(location: Location) -> str:
    """Return the file of a place, as an identifier."""
    return Identifier(location.file)


def keys(location: Location) -> list[str]:
    """Return the keys that lead to a place in its file; one that can be no id is a text."""
    return [identifier(str(location.path[0]), str(key)) for key in location.path]


def _full(finding: Finding, places: "Places", paint: Paint, catalogue: Catalogue) -> str:
    problem = finding.problem
    message = sentence(problem.message, catalogue)
    notes = [(note.location, sentence(note.text, catalogue)) for note in problem.notes]
    help = sentence(problem.help, catalogue)
    colour = _COLOURS[finding.severity]
    name = f"[{finding.check}]" if finding.check else ""
    head = paint(f"{finding.severity}{name}", colour)
    marks = [Mark(finding.location, sentence(problem.label, catalogue), "^", colour)]
    marks += [Mark(location, text, "-", "bold blue") for location, text in notes if location]
    lines = [f"{head}: {paint(for_terminal(message), 'bold')}"]
    lines += excerpt(marks, places, paint)
    lines += [f"note: {for_terminal(text)}" for location, text in notes if not location]
    if help:
        lines.append(f"{paint('help', 'bold cyan')}: {for_terminal(help)}")
    return "\n".join(lines) + "\n"


def _concise(finding: Finding, places: "Places", paint: Paint, catalogue: Catalogue) -> str:
    where = for_terminal(place(finding.location, places))
    severity = paint(finding.severity.value, _COLOURS[finding.severity])
    message = for_terminal(sentence(finding.problem.message, catalogue))
    return f"{where}: {severity}: {message} [{finding.check}]"


def as_data(finding: Finding, places: "Places", catalogue: Catalogue = ENGLISH) -> dict[str, Any]:
    """Give a finding as JSON has it."""
    problem = finding.problem
    return {
        "check": finding.check,
        "severity": finding.severity.value,
        "message": sentence(problem.message, catalogue),
        "help": sentence(problem.help, catalogue),
        "location": _location(finding.location, places),
        "notes": [
            {
                "text": sentence(note.text, catalogue),
                "location": note.location and _location(note.location, places),
            }
            for note in problem.notes
        ],
    }


def _location(location: Location, places: "Places") -> dict[str, Any]:
    span = places.span(location)
    found = dict.fromkeys(Span._fields) if span is None else span._asdict()
    return {"file": file(location), "path": keys(location), **found}
