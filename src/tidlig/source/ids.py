"""The ids that files declare, found quickly by their headings: for completing what is typed.

No parser: a heading is a line that looks like one. What is written otherwise, or stands in a file
that cannot be read, is not found, and no one is the worse for it.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from tidlig.model.registry import KINDS
from tidlig.source.files import Unreadable, content, listing

_AROUND = r"[ \t\"']*"
_ID = rf"{_AROUND}([a-z0-9][a-z0-9_-]*){_AROUND}"
_ENTRY = re.compile(rf"\n[ \t]*\[{_AROUND}([a-z-]+){_AROUND}\.{_ID}\]")
_STRAND = re.compile(
    rf"\n[ \t]*\[{_AROUND}program{_AROUND}\.{_ID}\.{_AROUND}strand{_AROUND}\.{_ID}\]"
)


class Declared(NamedTuple):
    """An entry by its kind and id; a strand is "strand", with its program before a slash."""

    kind: str
    id: str

    @property
    def address(self) -> str:
        """The heading that the entry stands under."""
        if self.kind != "strand":
            return f"{self.kind}.{self.id}"
        program, _, strand = self.id.partition("/")
        return f"program.{program}.strand.{strand}"


def declared(folder: Path) -> Iterator[Declared]:
    """Yield what the files of a ledger declare, in order of file, strands last."""
    for path in listing(folder).files:
        try:
            data = content(path, folder)
        except Unreadable:
            continue
        yield from _headings(data)


def heading_of(folder: Path, text: str) -> tuple[Path, int] | None:
    """The file and the line of a heading with an id or an address; None for none.

    For a file that cannot be read as TOML.
    """
    for path in listing(folder).files:
        try:
            data = content(path, folder)
        except Unreadable:
            continue
        for number, line in enumerate(data.split(b"\n"), 1):
            if any(text in (entry.id, entry.address) for entry in _headings(line)):
                return path, number
    return None


def _headings(data: bytes) -> Iterator[Declared]:
    text = "\n" + data.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace")
    for kind, id in _ENTRY.findall(text):
        if kind in KINDS:
            yield Declared(kind, id)
    for program, strand in _STRAND.findall(text):
        yield Declared("strand", f"{program}/{strand}")
