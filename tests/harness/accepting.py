"""Writes what transcripts print now into the pages that they stand in."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from harness.markdown import Block


@dataclass(frozen=True, slots=True)
class Edit:
    """A block of a page, and the text that it should hold."""

    page: Path
    block: Block
    text: str


def rewritten(page: str, edits: Iterable[Edit]) -> str:
    """The page with its edits made, from the last to the first so that no lines move before."""
    lines = page.split("\n")
    for edit in sorted(edits, key=lambda edit: -edit.block.start):
        lines[edit.block.start : edit.block.end] = _fenced(lines, edit)
    return "\n".join(lines)


def rewrite(edits: Iterable[Edit]) -> dict[Path, int]:
    """Make all edits, and tell how many were made in which page."""
    pages: dict[Path, list[Edit]] = {}
    for edit in edits:
        pages.setdefault(edit.page, []).append(edit)
    for page, own in pages.items():
        text = page.read_bytes().decode()
        page.write_bytes(rewritten(text, own).encode())
    return {page: len(own) for page, own in pages.items()}


def _fenced(lines: list[str], edit: Edit) -> list[str]:
    old, content = edit.block.fence, edit.text.removesuffix("\n").split("\n")
    fence = old
    while any(line.lstrip().startswith(fence) for line in content):
        fence += fence[0]
    opening = lines[edit.block.start].replace(old, fence, 1)
    return [opening, *content, fence]
