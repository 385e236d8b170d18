"""Edits of a ledger's text that leave all else byte for byte: other ids, and entries taken out.

Places are found in the tree of tree-sitter's grammar, so that any way of writing an entry is found:
under its heading, by dotted keys, or in a table on one line.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

from tidlig.model.findings import Path
from tidlig.source.positions import inside, leading, root
from tidlig.source.toml import BYTE_ORDER_MARK

if TYPE_CHECKING:
    from tree_sitter import Node

_MARK = BYTE_ORDER_MARK.encode()
_QUOTES = (b'"""', b"'''", b'"', b"'")
_LENGTHS = (2, 4, 5)
"""How many keys lead to an entry; to a strand, or what a table accepts of a line; and to what it
accepts of what a line makes besides."""

SCHEMA_COMMENT = b"#:schema"
"""How the comment begins that tells editors where the format is: it is about the file."""


def with_other_ids(data: bytes, keys: Mapping[Path, str], values: Mapping[Path, str]) -> bytes:
    """Write other ids in a file: as keys, by the path to each key, and as values.

    Quotes stay as they are. A value that stands for a list of one is found by the path of its item.
    """
    text = data.removeprefix(_MARK)
    edits = dict(_edits(text, keys, values))
    parts, end = [data[: len(data) - len(text)]], 0
    for start, (stop, new) in sorted(edits.items()):
        parts += [text[end:start], _quoted_as(text[start:stop], new)]
        end = stop
    return b"".join([*parts, text[end:]])


def _quoted_as(old: bytes, new: str) -> bytes:
    """A text with the quotes of another, and with the line end that three quotes may begin with."""
    quote = next((quote for quote in _QUOTES if old.startswith(quote)), b"")
    within = old.removeprefix(quote)
    line_end = within[: len(within) - len(within.lstrip(b"\r\n"))] if len(quote) == 3 else b""
    return quote + line_end + new.encode() + quote


def _edits(
    text: bytes, keys: Mapping[Path, str], values: Mapping[Path, str]
) -> Iterator[tuple[int, tuple[int, str]]]:
    """Yield where a key or a value begins, where it ends, and what it will be."""
    for path, key, value in _everything(text):
        for part_path, part in _parts(path, key):
            if part_path in keys:
                yield part.start_byte, (part.end_byte, keys[part_path])
        if value is not None and value.type == "string":
            new = values.get(path) or values.get((*path, 0))
            if new is not None:
                yield value.start_byte, (value.end_byte, new)


def _everything(text: bytes) -> "Iterator[tuple[Path, Node | None, Node | None]]":
    """Yield every heading and pair, at any depth, and the items of lists, which have no key."""
    arrays: dict[Path, int] = {}
    waiting: list[tuple[Path, Node | None, Node | None]] = []
    for top in root(text).children:
        for path, key, value in leading(top, arrays):
            waiting.append((path, key.named_child(0) if value is None else key, value))
        while waiting:
            path, node, value = waiting.pop()
            yield path, node, value
            if value is not None:
                for inner_path, inner_key, inner_value in inside(path, value):
                    is_item = inner_key is inner_value
                    waiting.append((inner_path, None if is_item else inner_key, inner_value))


def _parts(path: Path, key: "Node | None") -> "Iterator[tuple[Path, Node]]":
    """Yield the parts of a dotted key, each with the path to it."""
    parts: list[Node] = []
    while key is not None and key.type == "dotted_key":
        last = key.named_children[-1]
        parts.append(last)
        key = key.named_children[0]
    if key is not None:
        parts.append(key)
    ends = [place for place, step in enumerate(path, 1) if isinstance(step, str)]
    for part, end in zip(parts, reversed(ends), strict=False):
        yield path[:end], part


class Removal(NamedTuple):
    """A text without some entries, and the stretches of lines that go, with their comments."""

    data: bytes
    stretches: tuple[str, ...]
    is_empty: bool
    """Whether nothing is left but what is about the file."""


def without_entries(data: bytes, entries: Collection[Path]) -> Removal | None:
    """Take entries out of a text, by the paths to them, each with the comments directly above it.

    Comments directly below go too, where nothing follows that they could be about. None for an
    entry that stands on one line with something else.
    """
    text = data.removeprefix(_MARK)
    lines = _Lines(text)
    tree = root(text)
    arrays: dict[Path, int] = {}
    for top in tree.children:
        rows = _rows_of(top, arrays, entries)
        if rows is None:
            return None
        lines.gone |= rows
    lines.take_comments(_comment_rows(tree))
    shown = lines.stretches()
    lines.take_blanks()
    return Removal(data[: len(data) - len(text)] + lines.left(), shown, lines.is_empty)


def _rows_of(top: "Node", arrays: dict[Path, int], entries: Collection[Path]) -> set[int] | None:
    """The rows of a table or pair that are of the entries; None where others stand on them."""
    rows: set[int] = set()
    is_whole = False
    for path, key, value in leading(top, arrays):
        if _is_of(path, entries):
            last = key.start_point.row if value is None else value.end_point.row
            rows |= set(range(key.start_point.row, last + 1))
            is_whole = is_whole or value is None
        elif value is not None and _has_within(path, value, entries):
            return None
    return set(range(min(rows), max(rows) + 1)) if is_whole else rows


def _is_of(path: Path, entries: Collection[Path]) -> bool:
    """Whether a path is of an entry, or of what stands within one, as strands do."""
    return any(path[:length] in entries for length in _LENGTHS)


def _has_within(path: Path, value: "Node", entries: Collection[Path]) -> bool:
    """Whether a table on one line has any of the entries."""
    waiting = [(path, value)]
    while waiting:
        above, node = waiting.pop()
        for inner_path, _, inner_value in inside(above, node):
            if _is_of(inner_path, entries):
                return True
            if inner_value is not None and len(inner_path) < _LENGTHS[-1]:
                waiting.append((inner_path, inner_value))
    return False


def _comment_rows(tree: "Node") -> set[int]:
    """The rows of comments that stand in no list, save the one that is about the file."""
    nodes = [node for top in tree.children for node in (top, *top.children)]
    return {
        node.start_point.row
        for node in nodes
        if node.type == "comment" and not (node.text or b"").startswith(SCHEMA_COMMENT)
    }


class _Lines:
    """The lines of a text, and the rows of those that go."""

    def __init__(self, text: bytes) -> None:
        self._lines = text.split(b"\n")
        self._is_blank = [not line.strip() for line in self._lines]
        self.gone: set[int] = set()

    def stretches(self) -> tuple[str, ...]:
        """The text of each stretch that goes."""
        return tuple(
            b"\n".join(self._lines[first : last + 1]).decode("utf-8", "replace")
            for first, last in self._stretches()
        )

    @property
    def _left(self) -> list[bytes]:
        return [line for row, line in enumerate(self._lines) if row not in self.gone]

    @property
    def is_empty(self) -> bool:
        """Whether nothing is left but blank lines and what is about the file."""
        return all(not line.strip() or line.startswith(SCHEMA_COMMENT) for line in self._left)

    def left(self) -> bytes:
        """The text that is left, with an end of its last line if that was not the last before."""
        left = b"\n".join(self._left)
        needs_end = left and not left.endswith(b"\n") and len(self._lines) - 1 in self.gone
        return left + b"\n" if needs_end else left

    def _stretches(self) -> list[tuple[int, int]]:
        """The first and last row of each stretch of rows that go."""
        firsts = sorted(row for row in self.gone if row - 1 not in self.gone)
        lasts = sorted(row for row in self.gone if row + 1 not in self.gone)
        return list(zip(firsts, lasts, strict=True))

    def take_comments(self, comments: set[int]) -> None:
        """Take the comments above each stretch, and those below that are about nothing else."""
        own = {row for row in comments if self._lines[row].lstrip().startswith(b"#")} - self.gone
        for first, last in self._stretches():
            above = first - 1
            while above in own:
                self.gone.add(above)
                above -= 1
            below = last
            while below + 1 in own:
                below += 1
            if below + 1 == len(self._lines) or self._is_blank[below + 1]:
                self.gone |= set(range(last + 1, below + 1))

    def take_blanks(self) -> None:
        """Take blank lines, so that what stood around a stretch is as far apart as before.

        Of stretches with nothing between them, the first two decide for all.
        """
        above_all, below_all = self._something_above(), self._something_below()
        seen: Counter[int] = Counter()
        for first, last in self._stretches():
            above, below = above_all[first], below_all[last]
            seen[above] += 1
            if seen[above] > 2:
                continue
            if below > self._last:
                self.gone |= set(range(above + 1, first)) | set(range(last + 1, below - 1))
            elif above < 0 or above + 1 < first:
                self.gone |= set(range(last + 1, below))

    @property
    def _last(self) -> int:
        return len(self._lines) - 1

    def _something_above(self) -> list[int]:
        """For each row the next one above that has anything and stays; -1 for none."""
        rows, found = [], -1
        for row in range(len(self._lines)):
            rows.append(found)
            found = found if self._is_nothing(row) else row
        return rows

    def _something_below(self) -> list[int]:
        """For each row the next one below that has anything and stays; one beyond for none."""
        rows, found = [], len(self._lines)
        for row in range(self._last, -1, -1):
            rows.append(found)
            found = found if self._is_nothing(row) else row
        return rows[::-1]

    def _is_nothing(self, row: int) -> bool:
        return self._is_blank[row] or row in self.gone
