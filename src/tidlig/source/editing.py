"""Values changed in the text of a file: all other bytes of it stay, comments and quotes too."""

from collections.abc import Mapping, Sequence

from tidlig.model.findings import Location, Path, Span
from tidlig.source.positions import extents, spans
from tidlig.source.toml import BYTE_ORDER_MARK
from tidlig.source.writing import value_text

_MARK = BYTE_ORDER_MARK.encode()


class NotEditable(Exception):
    """A key stands, or would have to stand, in a way that is not changed here, as a dotted one."""


def with_values(data: bytes, values: Mapping[Path, object]) -> bytes:
    """A file in which keys of its entries have other values; a key that is missing is added.

    Raises `NotEditable` where a key cannot be found or added.
    """
    mark = _MARK if data.startswith(_MARK) else b""
    text = data.removeprefix(_MARK)
    lines = text.split(b"\n")
    places = spans(text, [Location("", path) for path in values])
    keys = spans(text, [Location("", path, "key") for path in values])
    edits: list[tuple[Span, str]] = []
    for path, value in values.items():
        span, key = places.get(Location("", path)), keys.get(Location("", path, "key"))
        if span is not None and key is not None and span != key:
            edits.append((span, value_text(value)))
        else:
            edits.append(_addition(text, lines, path, value))
    for span, written in sorted(edits, reverse=True):  # from the end, so that lines keep numbers
        _replace(lines, span, written.encode())
    return mark + b"\n".join(lines)


def _replace(lines: list[bytes], span: Span, written: bytes) -> None:
    """Put a text in the place of a span, which may go over lines."""
    first, last = lines[span.line - 1].decode(), lines[span.end_line - 1].decode()
    start, end = first[: span.column - 1], last[span.end_column - 1 :]
    lines[span.line - 1 : span.end_line] = [start.encode() + written + end.encode()]


def _end_of(text: bytes, path: Path) -> int:
    """The last line of an entry that stands under a heading of its own."""
    stretches = extents(text, path[:2])
    heading = f"[{path[0]}.{path[1]}]".encode()
    if len(stretches) != 1:
        raise NotEditable(".".join(map(str, path)))
    first, last = stretches[0]
    written = text.split(b"\n")[first - 1].translate(None, b" \t\"'")
    if not written.startswith(heading):
        raise NotEditable(".".join(map(str, path)))
    return last


def _addition(text: bytes, lines: Sequence[bytes], path: Path, value: object) -> tuple[Span, str]:
    """A line with a key at the end of its entry; its equals sign stands where others do."""
    number = _end_of(text, path)
    last = lines[number - 1].decode()
    plain = last.rstrip("\r")
    width = max(plain.find("=") - 1, 0)
    column = len(plain) + 1
    end = "\r" if text.count(b"\r\n") * 2 > text.count(b"\n") else ""
    has_end = number < len(lines)
    written = f"{end}\n{path[-1]!s:<{width}} = {value_text(value)}{end if has_end else ''}"
    return Span(number, column, number, len(last) + 1), written
