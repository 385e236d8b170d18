"""The lines that an entry takes up in its file: its heading and its keys, whatever their form."""

from typing import TYPE_CHECKING, NamedTuple

from tidlig.model.findings import Path
from tidlig.source.positions import leading, root

if TYPE_CHECKING:
    from tree_sitter import Node


class Lines(NamedTuple):
    """From a first to a last line, both included, counted from 1."""

    first: int
    last: int


def extents(data: bytes, path: Path) -> list[Lines]:
    """Give the stretches of lines that belong to an entry; those of its strands do not."""
    arrays: dict[Path, int] = {}
    found: list[Lines] = []
    for node in root(data.removeprefix(b"\xef\xbb\xbf")).children:
        rows = [
            row
            for of, key, value in leading(node, arrays)
            if _belongs(of, path)
            for row in _rows(key, value)
        ]
        if rows:
            found.append(Lines(min(rows) + 1, max(rows) + 1))
    return found


def _rows(key: "Node", value: "Node | None") -> tuple[int, int]:
    """Give the first and last row of a key with its value; a heading has one row."""
    return key.start_point.row, key.start_point.row if value is None else value.end_point.row


def _belongs(of: Path, path: Path) -> bool:
    inner = of[len(path) :]
    of_strand = len(path) == 2 and path[0] == "program" and inner[:1] == ("strand",)
    return of[: len(path)] == path and not of_strand
