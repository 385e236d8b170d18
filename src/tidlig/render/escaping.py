"""Text from files, made safe for where it goes: a terminal, a CSV cell, a Markdown cell."""

import re

CONTROL = (
    "[\x00-\x08\x0a-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\ufffe\uffff]"
)
"""What a terminal obeys or does not show: control characters, marks of direction and the like.

Halves of characters, as in the names of files that are not UTF-8, and what is no character are
here too: neither UTF-8 nor XML can hold them.
"""

COMMAND = r"(?<=#)#(?=(?:vso|teamcity)?\[)"
"""What makes a command of a text anywhere in a line of a log: `##[` to GitHub's runner, `##vso[`
and `##teamcity[` to others."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_BRACE = r"[{}]"
_PLACEHOLDER = r"\{\d+\}"
_MARKDOWN = r"([\\`*_{}\[\]<>|#~])"


def for_terminal(text: str) -> str:
    """Write control characters and invisible marks as escapes; tabs become four spaces.

    Commands to a CI that reads what is printed are broken in the same way.
    """
    if text.isprintable() and "##" not in text:
        return text  # most are, and the patterns take longer to make than a report
    plain = re.sub(CONTROL, _escape, text)
    return re.sub(COMMAND, r"\\x23", plain).replace("\t", "    ")


def for_line(text: str) -> str:
    """Write a text that a line begins with: no `::`, which begins a command to GitHub."""
    plain = for_terminal(text)
    return plain.replace("::", r"\x3a:", 1) if plain.lstrip().startswith("::") else plain


def for_annotation(*lines: str) -> str:
    """Write the lines of an annotation on GitHub's runner, as one line that is no other command."""
    return "%0A".join(for_terminal(line).replace("%", "%25") for line in lines)


def for_annotation_property(text: str) -> str:
    """Write a property of an annotation on GitHub's runner, such as its file."""
    return for_annotation(text).replace(":", "%3A").replace(",", "%2C")


def for_sarif(text: str) -> str:
    """Keep a text from being taken for a link or a placeholder of SARIF (2.1.0, 3.11.5 and 6).

    Braces are doubled where a text has a placeholder, as `{0}`, and stay where it has none: most
    readers show them as they are.
    """
    plain = for_terminal(text).replace("](", r"\](")
    return re.sub(_BRACE, r"\g<0>\g<0>", plain) if re.search(_PLACEHOLDER, plain) else plain


def for_csv(text: str) -> str:
    """Keep a text from being taken for a formula by a spreadsheet."""
    plain = re.sub(CONTROL, _escape, text)
    return f"'{plain}" if plain.startswith(_FORMULA) else plain


def for_markdown(text: str) -> str:
    """Keep a text from being taken for Markdown or HTML, or for the name of someone to notify."""
    plain = re.sub(_MARKDOWN, r"\\\1", for_terminal(text))
    return plain.replace("&", "&amp;").replace("@", "&#64;")


def _escape(match: re.Match[str]) -> str:
    return match[0].encode("unicode_escape").decode("ascii")
