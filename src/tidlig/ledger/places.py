"""Symbolic places to lines and columns, for findings that are shown; and the text around them."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from tidlig.model.findings import Finding, Location, Span
from tidlig.source.files import LARGEST_FILE, Unreadable, whole

if TYPE_CHECKING:
    from tidlig.ledger.check_result import Accepted

Reader = Callable[[str], bytes]


def from_disk(path: str) -> bytes:
    """Give the bytes of a plain file as it is now; nothing for one that cannot be read."""
    try:
        return whole(Path(path), LARGEST_FILE)
    except (OSError, Unreadable):
        return b""


@dataclass(frozen=True, slots=True)
class Places:
    """Spans of locations, and the lines of the files that they are in."""

    spans: Mapping[Location, Span] = field(default_factory=dict)
    lines: Mapping[str, list[str]] = field(default_factory=dict)

    def span(self, location: Location) -> Span | None:
        """Give the span of a location, where it could be found."""
        return location.span or self.spans.get(location)

    def line(self, location: Location) -> str | None:
        """Give the user's own line that a location begins on."""
        span, lines = self.span(location), self.lines.get(location.file, [])
        if span is None or span.line > len(lines):
            return None
        return lines[span.line - 1]


def places(findings: Iterable[Finding], read: Reader = from_disk) -> Places:
    """Find the places of findings and of their notes."""
    noted = (
        location
        for finding in findings
        for location in (finding.location, *(note.location for note in finding.problem.notes))
    )
    return placed((location for location in noted if location is not None), read)


def placed(locations: Iterable[Location], read: Reader = from_disk) -> Places:
    """Find places; each file is looked into once."""
    by_file: dict[str, set[Location]] = {}
    for location in locations:
        by_file.setdefault(location.file, set()).add(location)
    found: dict[Location, Span] = {}
    lines: dict[str, list[str]] = {}
    for path, within in by_file.items():
        data = read(path)
        lines[path] = _lines(data)
        if any(location.path for location in within) and len(data) <= LARGEST_FILE:
            from tidlig.source.positions import spans

            found |= spans(data, within)
    return Places(found, lines)


def in_order(findings: Iterable[Finding], found: Places) -> list[Finding]:
    """Sort findings by path and place, then by check and message."""
    return sorted(findings, key=partial(_rank, found))


def accepted_in_order(accepted: Iterable["Accepted"], found: Places) -> list["Accepted"]:
    """Sort what is accepted by the places of the findings."""
    return sorted(accepted, key=lambda each: _rank(found, each.finding))


def _rank(found: Places, finding: Finding) -> tuple[object, ...]:
    span = found.span(finding.location) or Span(0, 0, 0, 0)
    return finding.location.file, span, finding.check, finding.problem.message


def _lines(data: bytes) -> list[str]:
    from tidlig.source.toml import Unparsed, decoded

    try:
        text = decoded(data)
    except Unparsed:
        text = data.decode("utf-8", "replace")
    return [line.removesuffix("\r") for line in text.split("\n")]
