"""How deep the brackets of a TOML text are nested, found without recursion.

The parser recurses for each open bracket and takes the whole process down near 5 000 of them,
so a text is measured before. Most files need no more than a count: brackets that open and close
on one plain line cannot nest, and where the rest are few nothing can be deep. The count is tried
first on the marks of a text alone, for they are a tenth of it: brackets with no other mark between
are both in the same text or comment, or both in none, and close what they open.
"""

import re

DEEPEST = 64
"""Nesting beyond this is refused; a ledger needs five."""

_MARKS = b"[]{}\"'#\\\r\n"
"""Brackets, and all that begins or ends a text or a comment."""

_NO_MARKS = bytes(set(range(256)) - set(_MARKS))
_CLOSING = {"[": "]", "{": "}"}
_CLOSED_HEADING = re.compile(r"\n\[[A-Za-z0-9_.-]+\](?=[ \t]*\r?\n)")
_CLOSED_TABLE = re.compile(r'\{(?:[^\[\]{}\n"\'#]|"[^"\\\n\[\]{}#]+")*+\}')
TOKENS = re.compile(
    r'\A\ufeff|"""(?:[^\\]|\\.)*?(?:"{3,5}|\\?\Z)'
    r"|'''.*?(?:'{3,5}|\Z)"
    r'|"(?:[^"\\\n]|\\["\\]?)*+"?'
    r"|'[^'\n]*+'?"
    r"|#[^\r\n]*"
    r"|[\[\]{}]"
    r"|[^][{}.=,#'\" \t\r\n][^][{}.=,# \t\r\n]*+",
    re.DOTALL,
)
# The parser's own tokens, also where a text is at fault: it goes on behind a fault, and so must
# this. Texts and comments are taken whole, closed or not; a quote within a word begins no text.


def too_deep_at(text: str) -> int | None:
    """Give the offset of the bracket that is nested too deep, or None."""
    marks = text.encode(errors="replace").translate(None, _NO_MARKS)
    opened = marks.count(b"[") + marks.count(b"{")
    if opened - marks.count(b"[]") - marks.count(b"{}") < DEEPEST:  # one of these may be innermost
        return None
    flat = len(_CLOSED_HEADING.findall(text)) + len(_CLOSED_TABLE.findall(text))
    return None if opened - flat < DEEPEST else _measured(text)  # as above


def _measured(text: str) -> int | None:
    """Count brackets as the parser does: a closing one counts only for an open one of its kind."""
    closing: list[str] = []
    for token in TOKENS.finditer(text):
        mark = text[token.start()]
        if mark in _CLOSING:
            closing.append(_CLOSING[mark])
            if len(closing) > DEEPEST:
                return token.start()
        elif closing and mark == closing[-1]:
            closing.pop()
    return None
