"""What a text in a report is, so that its writers know what to mask in it; and what makes it safe.

A plain `str` is a text that somebody wrote, and is masked as strictly as there is. The kinds here
say otherwise. Joined to anything else they become plain again, which masks more, never less.
"""

import re

FORMULA = r"""(^|[,;|\t])(?=["'\s]*[=+\-@\uff1d\uff0b\uff0d\uff20])"""
"""A sign that makes a formula of a cell, at its start or behind what a spreadsheet may part cells
at: a file is not always opened with the separator that it was written with."""

CONTROL = (
    "[\x00-\x08\x0a-\x1f\x7f-\x9f\u00ad\u034f\u0600-\u0605\u061c\u06dd"
    "\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\u2800\u3164"
    "\ufdd0-\ufdef\ufe00-\ufe0d\ufeff\uffa0\ufff0-\ufffb"
    "\ud800-\udfff\ufffe\uffff\U0001bca0-\U0001bca3\U0001d159\U0001d173-\U0001d17a"
    "\U000e0000-\U000e0fff]"
)
"""What a terminal obeys or does not show: control characters, marks of direction, soft hyphens,
fillers, tags and the like.

Halves of characters, as in the names of files that are not UTF-8, and what is no character are
here too: neither UTF-8 nor XML can hold them.
"""

COMMAND = r"(?<=#)#(?=(?:[vV][sS][oO]|teamcity)?\[)"
"""What makes a command of a text anywhere in a line of a log: `##[` to GitHub's runner, `##vso[`
and `##teamcity[` to others."""

_LINE_COMMAND = r"(?<!\S):(?=:)"
"""What makes a command to GitHub of a text that a line begins with, or may once it is wrapped."""

_LAST_PLAIN = "\u02ff"
"""The letters of Europe's languages stand before it, and everything that needs a closer look,
control characters aside, behind it."""


class Identifier(str):
    """An id, a reference or a path: a number in it that begins with a date may be a case's."""

    __slots__ = ()


class Verbatim(str):
    """What tidlig itself made, such as a revision: nothing in it is masked or escaped."""

    __slots__ = ()


class Number(Verbatim):
    """A figure in plain notation, such as "-1234.50"."""

    __slots__ = ()


_ID = re.compile("[a-z0-9._-]*")

NAMING_PERSONS = ("recipient", "source", "statement")
"""Kinds of entry whose ids may be made of a person's name or number, and are no file numbers."""


def identifier(kind: str, text: str) -> str:
    """Take what should be the id, or the address, of an entry of a kind for what it is."""
    is_number = kind not in NAMING_PERSONS and _ID.fullmatch(text)
    return Identifier(text) if is_number else text


def escaped(text: str) -> str:
    """Write control characters and invisible marks as escapes; tabs become four spaces.

    Commands to a CI that reads what is printed are broken in the same way.
    """
    if text.isprintable() and "##" not in text and "::" not in text and _is_plain(text):
        return text  # most are, and the patterns take longer to make than a report
    return without_commands(without_controls(text)).replace("\t", "    ")


def without_controls(text: str) -> str:
    """Write what a terminal obeys or does not show as escapes, but for tabs."""
    return re.sub(CONTROL, _escape, text)


def without_commands(text: str) -> str:
    """Write the sign that makes a command to a CI of a text as an escape."""
    return re.sub(_LINE_COMMAND, r"\\x3a", re.sub(COMMAND, r"\\x23", text))


def _is_plain(text: str) -> bool:
    return text.isascii() or max(text) <= _LAST_PLAIN


def _escape(match: re.Match[str]) -> str:
    return match[0].encode("unicode_escape").decode("ascii")
