"""Promises: which findings a case says that its ledger has, and on which lines.

A promise is a comment, `# error: [awards-exceed-pool] "300.000 kr."`, at the end of the line that
the finding is about or on a line of its own above it; or a line of a block of findings,
`programs.toml:12: error[awards-exceed-pool] "300.000 kr."`, for what has no line.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_TEXT = r'(?:\s+"(?P<text>(?:[^"\\]|\\.)*)")?'
_COMMENT = re.compile(r"#\s*(?:error|warning)\s*:.*$")
_PROMISE = re.compile(
    rf"[#,\s]*(?P<severity>error|warning)\s*:\s*\[(?P<check>[a-z0-9-]+)\]{_TEXT}[,\s]*"
)
_LISTED = re.compile(
    r"(?:(?P<file>[^\s:]+)(?::(?P<line>\d+))?:\s+)?"
    rf"(?P<severity>error|warning)\[(?P<check>[a-z0-9-]+)\]{_TEXT}\s*"
)


class Malformed(Exception):
    """A literate test that says nothing that can be tested: our mistake, not the ledger's."""


@dataclass(frozen=True, slots=True)
class Promise:
    """A finding that must be reported, with the text in its message; it may have no line."""

    file: str
    line: int | None
    severity: str
    check: str
    text: str = ""


def promised(file: str, text: str) -> Iterator[Promise]:
    """The promises in the comments of a file."""
    waiting: list[re.Match[str]] = []
    for number, line in enumerate(text.split("\n"), start=1):
        comment = _COMMENT.search(line)
        waiting += _in_comment(comment[0]) if comment else ()
        if line.strip() and not line.lstrip().startswith("#"):
            yield from (_promise(match, file, number) for match in waiting)
            waiting = []
    if waiting:
        raise Malformed(f'no line follows the promise "{waiting[0][0].strip()}" in {file}')


def listed(text: str) -> Iterator[Promise]:
    """The promises in a block of findings."""
    for line in filter(None, map(str.strip, text.splitlines())):
        match = _LISTED.fullmatch(line)
        if match is None:
            raise Malformed(f'not a finding, like path:line: error[name] "text": {line}')
        number = int(match["line"]) if match["line"] else None
        yield _promise(match, match["file"] or "", number)


def _in_comment(comment: str) -> Iterator[re.Match[str]]:
    position = 0
    while position < len(comment):
        match = _PROMISE.match(comment, position)
        if match is None:
            raise Malformed(f'not a promise, like # error: [name] "text": {comment}')
        yield match
        position = match.end()


def _promise(match: re.Match[str], file: str, line: int | None) -> Promise:
    text = re.sub(r"\\(.)", r"\1", match["text"] or "")
    return Promise(file, line, match["severity"], match["check"], text)
