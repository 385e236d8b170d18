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
    from tidlig.ledger.origin import Origin

Reader = Callable[[str], bytes]
"""Gives the bytes of a file by its path as shown."""


def from_disk(path: str) -> bytes:
    """The bytes of a plain file as it is now; nothing for one that cannot be read."""
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
        """The span of a location, where it could be found."""
        return location.span or self.spans.get(location)

    def line(self, location: Location) -> str | None:
        """The user's own line that a location begins on."""
        span, lines = self.span(location), self.lines.get(location.file, [])
        if span is None or span.line > len(lines):
            return None
        return lines[span.line - 1]


def places(findings: Iterable[Finding], read: "Reader | Origin" = from_disk) -> Places:
    """Find the places of findings and of their notes; of lines of tables, from an origin."""
    locations: list[Location] = []
    for finding in findings:
        noted = [note.location for note in finding.problem.notes]
        locations += [finding.location, *(location for location in noted if location is not None)]
    return places_of(locations, read)


def places_of(locations: Iterable[Location], read: "Reader | Origin" = from_disk) -> Places:
    """Find places; each file is read once."""
    by_file: dict[str, set[Location]] = {}
    for location in locations:
        by_file.setdefault(location.file, set()).add(location)
    spans_found: dict[Location, Span] = {}
    lines: dict[str, list[str]] = {}
    for path, within in by_file.items():
        if not callable(read) and not path.endswith(".toml"):
            from tidlig.ledger.table_lines import table_spans

            found, lines[path] = table_spans(read, path, within)
            spans_found |= found
            continue
        data = read(path) if callable(read) else read.data(path)
        lines[path] = _lines(data)
        if any(location.path for location in within) and len(data) <= LARGEST_FILE:
            from tidlig.source.positions import spans

            spans_found |= spans(data, within)
    return Places(spans_found, lines)


def in_order(findings: Iterable[Finding], places: Places) -> list[Finding]:
    """Sort findings by path and place, then by check and message."""
    return sorted(findings, key=partial(_rank, places))


def accepted_in_order(accepted: Iterable["Accepted"], places: Places) -> list["Accepted"]:
    """Sort what is accepted by the places of the findings."""
    return sorted(accepted, key=lambda acceptance: _rank(places, acceptance.finding))


def _rank(places: Places, finding: Finding) -> tuple[object, ...]:
    span = places.span(finding.location) or Span(0, 0, 0, 0)
    return finding.location.file, span, finding.check, finding.problem.message


def _lines(data: bytes) -> list[str]:
    from tidlig.source.toml import Unparsed, decoded

    try:
        text = decoded(data)
    except Unparsed:
        text = data.decode("utf-8", "replace")
    return [line.removesuffix("\r") for line in text.split("\n")]
