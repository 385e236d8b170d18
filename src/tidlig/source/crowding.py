"""What of a TOML text is too much for its parser, apart from brackets that are nested too deep.

The parser calls itself for each `=`, `+` or `-` that follows another, until the process dies, and a
table takes a hundred times the memory of the two characters that it can be written with. A few
counts clear nearly every file; only where they do not are its tokens looked at.
"""

import re
from typing import NamedTuple

from tidlig.source.nesting import DEEPEST, TOKENS

MOST_SIGNS = 500
"""So many signs may stand in a row; the parser dies of 2 000 where the stack is small."""

MOST_TABLES = 1_000_000
"""So many brackets and dots may make tables; a file of 8 MiB that is a ledger has a third."""

_TOKENS = re.compile(rf"{TOKENS.pattern}|=+|[.,\n]", re.DOTALL)
_NO_DOTS = bytes(set(range(256)) - set(b".\n"))


class Crowd(NamedTuple):
    """What there is too much of: the fact, what to do, and the offset in the text."""

    message: str
    help: str
    offset: int


def crowd(text: str) -> Crowd | None:
    """Give the first thing that there is too much of in a text, or None."""
    data = text.encode(errors="replace")
    tables = data.count(b"[") + data.count(b"{") + data.count(b".")
    suspect = (
        tables > MOST_TABLES
        or b"=" * MOST_SIGNS in data
        or b"-" * MOST_SIGNS in data.replace(b"+", b"-")
        or b"." * DEEPEST in data.translate(None, _NO_DOTS)
    )
    return _looked_at(text) if suspect else None


def _looked_at(text: str) -> Crowd | None:
    """Go through the tokens of a text: texts and comments may hold as many marks as they like."""
    tables, names = 0, 1
    for token in _TOKENS.finditer(text):
        mark, offset = text[token.start()], token.start()
        if mark in "=+-" and _signs(token[0]) >= MOST_SIGNS:
            return Crowd("signs stand here in a row without end", "leave them out", offset)
        tables += mark in "[{."
        names = names + 1 if mark == "." else 1 if mark in "[{,=\n" else names
        if names > DEEPEST:
            deep = f"a key has more than {DEEPEST} names"
            return Crowd(deep, "write a table with a heading of its own", offset)
        if tables > MOST_TABLES:
            many = f"more than {MOST_TABLES:_} tables stand in the file".replace("_", ".")
            return Crowd(many, "split the file: one file for each decision or round", offset)
    return None


def _signs(token: str) -> int:
    """Give how many signs a token begins with."""
    return len(token) - len(token.lstrip("=+-"))
