"""How deep the brackets of a TOML text are nested, found without recursion.

The parser recurses for each open bracket and takes the whole process down near 5 000 of them,
so a text is measured before. Most files need no more than a count: brackets that open and close
on one plain line cannot nest, and where the rest are few nothing can be deep.
"""

import re

DEEPEST = 64
"""Nesting beyond this is refused; a ledger needs five."""

_CLOSED_HEADING = re.compile(r"^\[[A-Za-z0-9_.-]+\][ \t]*\r?$", re.MULTILINE)
_CLOSED_TABLE = re.compile(r'\{(?:[^\[\]{}\n"\']|"[^"\\\n\[\]{}]+")*+\}')
_TOKENS = re.compile(
    r'\"\"\"(?:[^\\]|\\.)*?(?:"{3,5}|\\?\Z)'
    r"|'''.*?(?:'{3,5}|\Z)"
    r'|"(?:[^"\\\n]|\\.)*+"?'
    r"|'[^'\n]*+'?"
    r"|#[^\n]*"
    r"|[\[\]{}]",
    re.DOTALL,
)
# Texts and comments are taken whole, closed or not, so that each character is read once.


def too_deep_at(text: str) -> int | None:
    """Give the offset of the bracket that is nested too deep, or None."""
    opened = text.count("[") + text.count("{")
    if opened <= DEEPEST:
        return None
    flat = len(_CLOSED_HEADING.findall(text)) + len(_CLOSED_TABLE.findall(text))
    return None if opened - flat <= DEEPEST else _measured(text)


def _measured(text: str) -> int | None:
    depth = 0
    for token in _TOKENS.finditer(text):
        mark = text[token.start()]
        if mark in "[{":
            depth += 1
            if depth > DEEPEST:
                return token.start()
        elif mark in "]}":
            depth = max(depth - 1, 0)
    return None
