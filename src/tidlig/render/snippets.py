"""The user's own lines with marks below what a finding is about, and the places that belong to it.

Lines are shown as they stand in the file, but for personal data and control characters; a long one
is cut around its mark after it is masked, for half a number would not be known as one.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tidlig.model.findings import Location, Span
from tidlig.model.personal import masked_line
from tidlig.model.texts import Identifier, escaped
from tidlig.render.escaping import for_terminal
from tidlig.render.layout import Paint, cells

if TYPE_CHECKING:
    from tidlig.ledger.places import Places

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
    start, shown = _window(masked_line(line), span.column - 1)
    begins = span.column - 1 - start
    ends = span.end_column - 1 - start if span.end_line == span.line else len(shown)
    before, under = escaped(shown[:begins]), escaped(shown[begins : max(ends, begins)])
    dots = "..." if start else ""
    number = paint(f"{span.line:>{gutter}} |", "blue")
    yield f"{number} {dots}{escaped(shown)}"
    line_below = mark.character * max(cells(under), 1)
    words = f"{line_below} {for_terminal(mark.text)}".rstrip()
    yield f"{bar} {' ' * cells(dots + before)}{paint(words, mark.style)}"


def _window(line: str, column: int) -> tuple[int, str]:
    """Cut a long line to what stands around a column; tell where the cut begins."""
    if len(line) <= BEFORE + AFTER:
        return 0, line
    start = max(column - BEFORE, 0)
    end = column + AFTER
    return start, line[start:end] + ("..." if end < len(line) else "")
