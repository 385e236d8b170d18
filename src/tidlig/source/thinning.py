"""A TOML text without the tables that nobody asks for, so that finding a few places costs little.

What is left stands where it stood. The text is known to be TOML: a line with nothing but a bare
word in brackets, which no value is, is a heading where no text goes on over lines.
"""

import re
from collections.abc import Container

from tidlig.model.findings import Path

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
    headings = [each for each in _HEADING.finditer(text) if each[1] not in _VALUES]
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
