"""Text from files, made safe for where it goes: a terminal, a CSV cell, a Markdown cell."""

import re

CONTROL = re.compile(
    "[\x00-\x08\x0a-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]"
)
"""What a terminal obeys or does not show: control characters, marks of direction and the like."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>|#~])")


def for_terminal(text: str) -> str:
    """Write control characters and invisible marks as escapes; tabs become four spaces."""
    return CONTROL.sub(_escape, text).replace("\t", "    ")


def for_csv(text: str) -> str:
    """Keep a text from being taken for a formula by a spreadsheet."""
    plain = CONTROL.sub(_escape, text)
    return f"'{plain}" if plain.startswith(_FORMULA) else plain


def for_markdown(text: str) -> str:
    """Keep a text from being taken for Markdown or HTML."""
    return _MARKDOWN.sub(r"\\\1", for_terminal(text)).replace("&", "&amp;")


def _escape(match: re.Match[str]) -> str:
    return match[0].encode("unicode_escape").decode("ascii")
