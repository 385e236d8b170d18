"""Positions in a TOML text: a path of keys to line and column, with tree-sitter's grammar.

Used only for files that have a finding to show. Where a path goes further than the text, as for a
missing key, the position is that of the nearest table around it. Tables that nobody asks about are
cut out first, so that a few positions cost little; the rest keeps its lines and columns. `extents`
finds all lines that an entry takes up: its headings and its keys, in any form.
"""

import re
from collections.abc import Container, Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from tidlig.model.findings import Location, Path, Span

if TYPE_CHECKING:
    from tree_sitter import Node
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tree_sitter import Node


_HEADING = re.compile(
    rb"^[ \t]*\[\[?([A-Za-z][A-Za-z0-9_-]*+)(?:\.([A-Za-z0-9_-]++))?"
    rb"(?:\.[A-Za-z0-9_-]++)*+\]\]?[ \t]*(?:#[^\n]*)?\r?$",
    re.MULTILINE,
)
_BRACKET = re.compile(rb"^[ \t]*\[", re.MULTILINE)
_VALUES = (b"true", b"false", b"inf", b"nan")
_OVER_LINES = (b'"""', b"'''")


def thinned(text: bytes, wanted: Container[Path]) -> bytes:
    """Leave out tables of entries that are not wanted, but for the first of each kind.

    Where any heading is written in another way, or may be none, all is left as it is.
    """
    headings = [match for match in _HEADING.finditer(text) if match[1] not in _VALUES]
    is_other = len(headings) < len(_BRACKET.findall(text))
    if is_other or any(mark in text for mark in _OVER_LINES):
        return text
    parts, start, keep = [], 0, True
    met: set[bytes] = set()
    for heading in headings:
        kind, id = heading.groups()
        is_wanted = id is None or kind not in met or (kind.decode(), id.decode()) in wanted
        met.add(kind)
        if is_wanted != keep:
            parts.append(_left(text[start : heading.start()], keep=keep))
            start, keep = heading.start(), is_wanted
    parts.append(_left(text[start:], keep=keep))
    return b"".join(parts)


def _left(part: bytes, *, keep: bool) -> bytes:
    return part if keep else b"\n" * part.count(b"\n")


_STEP = 1024
_INSIDE = bytes(range(0x80, 0xC0))
"""Bytes of UTF-8 that begin no character."""


class Lines:
    """The lines of a text."""

    def __init__(self, text: bytes) -> None:
        """Part the text where a line ends."""
        self._lines = text.split(b"\n")
        self._steps: dict[int, list[int]] = {}

    def column(self, row: int, column: int) -> int:
        """Turn a column in bytes into one in characters that counts from 1."""
        line = self._lines[row]
        steps = self._steps.get(row)
        if steps is None:
            steps = self._steps[row] = _steps(line)
        if not steps:
            return min(column, len(line)) + 1
        number = min(column // _STEP, len(steps) - 1)
        return steps[number] + _characters(line[number * _STEP : column]) + 1


def _steps(line: bytes) -> list[int]:
    """Count the characters before every so many bytes; nothing where each byte is one."""
    if line.isascii():
        return []
    before = [0]
    for start in range(0, len(line) - _STEP, _STEP):
        before.append(before[-1] + _characters(line[start : start + _STEP]))
    return before


def _characters(part: bytes) -> int:
    return len(part) if part.isascii() else len(part.translate(None, _INSIDE))


DEEPEST_PLACE = 8
"""No place of a finding has more keys; a hostile file may have a key of a hundred thousand."""

_PAIR, _TABLES = "pair", ("table", "table_array_element")
_PLAIN_KEYS = re.compile(r"[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*+").fullmatch
Places = dict[tuple[Path, str], Span]


class _Wanted(NamedTuple):
    """The paths that are looked for, and those that others of them lead on from."""

    paths: set[Path]
    deeper: set[Path]


def spans(data: bytes, locations: Iterable[Location]) -> dict[Location, Span]:
    """The span of each location in one file; what cannot be found at all is left out."""
    wanted = [location for location in locations if location.path]
    if not wanted:
        return {}
    paths = {location.path[:length] for location in wanted for length in _lengths(location)}
    places = _places(data, _Wanted(paths, {path[:-1] for path in paths}))
    by_location: dict[Location, Span] = {}
    for location in wanted:
        span = _nearest(places, location)
        if span is not None:
            by_location[location] = span
    return by_location


def _lengths(place: Location) -> range:
    return range(1, len(place.path) + 1)


def _nearest(places: Places, location: Location) -> Span | None:
    """The span of a location, or of the nearest key that leads to it."""
    path = location.path
    exact = places.get((path, location.at))
    if exact is None and isinstance(path[-1], int):
        exact = places.get((path[:-1], location.at))  # one value that stands for a list of one
    if exact is not None:
        return exact
    for length in reversed(_lengths(location)):
        span = places.get((path[:length], "key"))
        if span is not None:
            return span
    return None


def comments(text: str) -> Iterator[tuple[Span, str]]:
    """The comments of a text, in order, with their spans."""
    data = text.encode()
    lines = Lines(data)
    waiting = [root(data)]
    while waiting:
        node = waiting.pop()
        if node.type == "comment":
            yield _span(node, lines), (node.text or b"").decode()
        waiting.extend(reversed(node.children))


def root(data: bytes) -> "Node":
    """The tree of a file."""
    import tree_sitter
    import tree_sitter_toml

    parser = tree_sitter.Parser(tree_sitter.Language(tree_sitter_toml.language()))
    return parser.parse(data).root_node


def _places(data: bytes, wanted: _Wanted) -> Places:
    """Find the places of the wanted paths: of each its heading, or else the first within it."""
    text = data.removeprefix(b"\xef\xbb\xbf")
    lines = Lines(text)
    places: Places = {}
    arrays: dict[Path, int] = {}
    for node in root(thinned(text, wanted.paths)).children:
        for path, key, value in leading(node, arrays, wanted.paths):
            above = path[:-1]
            if path not in wanted.paths and (above, "key") in places and (above, "value") in places:
                continue  # all that it could be a place of has one
            _record(places, path, key, value, wanted, lines)
    return places


def leading(
    node: "Node", arrays: dict[Path, int], within: Container[Path] | None = None
) -> "Iterator[tuple[Path, Node, Node | None]]":
    """The paths of a top-level pair, or of a table's heading and its pairs.

    Of tables that are not `within` what is looked for, only the heading.
    """
    if node.type == _PAIR:
        yield from _pair((), node)
        return
    if node.type not in _TABLES:
        return
    heading = node.named_child(0)
    assert heading is not None
    path = _in_arrays(_keys(heading), arrays)
    if node.type == "table_array_element":
        arrays[path] = arrays.get(path, -1) + 1
        path = (*path, arrays[path])
    yield path, node, None
    if within is None or path in within:
        for child in node.named_children[1:]:
            if child.type == _PAIR:
                yield from _pair(path, child)


def _in_arrays(keys: tuple[str, ...], arrays: dict[Path, int]) -> Path:
    """The path that a heading means: a key of an array of tables is that of its last one."""
    if not arrays:
        return keys
    path: Path = keys[:1]
    for key in keys[1:]:
        path = (*path, arrays[path], key) if path in arrays else (*path, key)
    return path


def _pair(prefix: Path, node: "Node") -> "Iterator[tuple[Path, Node, Node | None]]":
    children = [child for child in node.named_children if child.type != "comment"]
    match children:
        case [key, value]:
            yield (*prefix, *_keys(key)), key, value


def _record(
    places: Places,
    path: Path,
    key: "Node",
    value: "Node | None",
    wanted: _Wanted,
    lines: Lines,
) -> None:
    """Note the places of a path that is wanted, and look into its value."""
    depths = range(1, min(len(path), DEEPEST_PLACE) + 1)
    prefixes = [path[:depth] for depth in depths if path[:depth] in wanted.paths]
    if not prefixes:
        return
    is_itself_wanted = prefixes[-1] == path
    if value is None:
        _record_heading(places, prefixes, _heading_span(key, lines))
        if is_itself_wanted:
            places[path, "key"] = places[path, "value"] = _heading_span(key, lines)
        return
    _record_key(places, prefixes, path, _span(key, lines))
    if is_itself_wanted:
        places.setdefault((path, "value"), _span(value, lines))
        if path in wanted.deeper:
            for inner_path, inner_key, inner_value in inside(path, value):
                _record(places, inner_path, inner_key, inner_value, wanted, lines)


def _record_heading(places: Places, prefixes: list[Path], span: Span) -> None:
    for prefix in prefixes:
        places.setdefault((prefix, "key"), span)
        places.setdefault((prefix, "value"), span)


def _record_key(places: Places, prefixes: list[Path], path: Path, span: Span) -> None:
    for prefix in prefixes:
        places.setdefault((prefix, "key"), span)
        if len(prefix) < len(path):
            places.setdefault((prefix, "value"), span)


def inside(path: Path, value: "Node") -> "Iterator[tuple[Path, Node, Node | None]]":
    """The paths of the pairs of a table on one line, or of the items of a list."""
    if value.type == "inline_table":
        for child in value.named_children:
            if child.type == _PAIR:
                yield from _pair(path, child)
    elif value.type == "array":
        items = [child for child in value.named_children if child.type != "comment"]
        for number, item in enumerate(items):
            yield (*path, number), item, item


def _keys(node: "Node") -> tuple[str, ...]:
    """Read a key, dotted or not, as far down as places go."""
    import toml_rs

    written = (node.text or b"").decode("utf-8", "replace")
    if node.type == "bare_key":
        return (written,)
    if _PLAIN_KEYS(written):
        return tuple(written.split(".", DEEPEST_PLACE + 1)[: DEEPEST_PLACE + 1])
    try:
        table: object = toml_rs.loads(f"{written} = 0", toml_version="1.0.0")
    except toml_rs.TOMLDecodeError:
        return (written,)
    keys: list[str] = []
    while isinstance(table, dict) and len(keys) <= DEEPEST_PLACE:
        key, table = next(iter(table.items()))
        keys.append(key)
    return tuple(keys)


def _heading_span(node: "Node", lines: Lines) -> Span:
    """The span of a heading's brackets, without the pairs below it."""
    closing = next(child for child in node.children if child.type in ("]", "]]"))
    whole = _span(node, lines)
    end = lines.column(*closing.end_point)
    return Span(whole.line, whole.column, closing.end_point[0] + 1, end)


def _span(node: "Node", lines: Lines) -> Span:
    (row, column), (end_row, end_column) = node.start_point, node.end_point
    start, end = lines.column(row, column), lines.column(end_row, end_column)
    return Span(row + 1, start, end_row + 1, end)


class EntryLines(NamedTuple):
    """From a first to a last line, both included, counted from 1."""

    first: int
    last: int


def extents(data: bytes, path: Path) -> list[EntryLines]:
    """Return the stretches of lines that belong to an entry; those of its strands do not."""
    arrays: dict[Path, int] = {}
    found: list[EntryLines] = []
    for node in root(data.removeprefix(b"\xef\xbb\xbf")).children:
        rows = [
            row
            for of, key, value in leading(node, arrays)
            if _belongs(of, path)
            for row in _rows(key, value)
        ]
        if rows:
            found.append(EntryLines(min(rows) + 1, max(rows) + 1))
    return found


def _rows(key: "Node", value: "Node | None") -> tuple[int, int]:
    """Return the first and last row of a key with its value; a heading has one row."""
    return key.start_point.row, key.start_point.row if value is None else value.end_point.row


def _belongs(of: Path, path: Path) -> bool:
    inner = of[len(path) :]
    of_strand = len(path) == 2 and path[0] == "program" and inner[:1] == ("strand",)
    return of[: len(path)] == path and not of_strand
