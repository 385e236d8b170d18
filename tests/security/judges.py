"""What no output may hold, looked for by rules that are not tidlig's own."""

import csv
import io
import json
import re
import unicodedata
import xml.etree.ElementTree as ET
from collections.abc import Collection, Iterator
from typing import Any

from markdown_it import MarkdownIt

from harness.runner import commands
from security.books import PERSONAL

_SIGNS = "=+-@\uff1d\uff0b\uff0d\uff20"
_FIGURE = re.compile(r"-?[0-9]+([.,][0-9]+)?")
_FILLERS = "\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0"
_OUR_COMMANDS = {"error", "warning", "notice", "group", "endgroup"}
_MENTION = re.compile(r"@\w|[#!]\d|\bGH-\d|://|\bwww\.|\b[0-9a-f]*[a-f][0-9a-f]*\b", re.IGNORECASE)
_COMMIT = re.compile(r"(?=.*[a-f])[0-9a-f]{7,40}", re.IGNORECASE)


def faults(output: str, format: str, commits: Collection[str] = ()) -> list[str]:
    """Name what is wrong with an output in a format, and quote it; `commits` may be linked."""
    found = [*_personal(output), *_controls(output, format), *_commands(output, format)]
    if format in ("csv", "csv-da"):
        found += _formulas(output)
    if format == "md":
        found += _markdown(re.sub(f"{'|'.join(commits) or '$^'}", "", output))
    if format in ("json", "sarif", "gitlab"):
        found += [fault for text in _strings(json.loads(output)) for fault in _personal(text)]
    if format == "junit":
        found += _personal("".join(ET.fromstring(output).itertext()))
    return found


def _personal(output: str) -> Iterator[str]:
    yield from (f"personal: {each}" for each in PERSONAL if each in output)


def _controls(output: str, format: str) -> Iterator[str]:
    """Line breaks end the lines of an output, and nothing else in it is not seen."""
    text = output.removeprefix("\ufeff").replace("\r\n", "\n") if "csv" in format else output
    for character in sorted(set(text) - {"\n", "\t"} | ({"\t"} & set(text) if "csv" else set())):
        odd = unicodedata.category(character) in ("Cc", "Cf", "Co", "Cs", "Zl", "Zp")
        if (odd and not ("csv" in format and character == "\t")) or character in _FILLERS:
            yield f"control: {character!r}"


def _commands(output: str, format: str) -> Iterator[str]:
    for command in commands(output):
        if format != "github" or command.name not in _OUR_COMMANDS:
            yield f"command: {command}"
    yield from (f"command: {sign}" for sign in ("##vso[", "##[", "##teamcity[") if sign in output)


def _formulas(output: str) -> Iterator[str]:
    """Whatever a spreadsheet parts cells at, none begins like a formula unless it is a figure."""
    for delimiter in ",;\t|":
        for row in csv.reader(io.StringIO(output.removeprefix("\ufeff")), delimiter=delimiter):
            for cell in row:
                bare = cell.lstrip(" \"'\u00a0") if not cell.startswith("'") else ""
                if bare.startswith(tuple(_SIGNS)) and not _FIGURE.match(bare):
                    yield f"formula at {delimiter!r}: {cell[:60]!r}"


def _markdown(output: str) -> Iterator[str]:
    """Nothing is markup but tidlig's own, and no word is a mention or a link."""
    parser = MarkdownIt("commonmark", {"linkify": False}).enable("table")
    tokens = parser.parse(output)
    for token in tokens:
        if token.type == "html_block" and not _is_ours(token.content):
            yield f"html: {token.content[:80]}"
        for child in token.children or []:
            is_commit = child.type == "code_inline" and _COMMIT.fullmatch(child.content)
            if child.type in ("link_open", "image", "code_inline") and not is_commit:
                yield f"{child.type}: {child.attrs} {child.content[:60]}"
            elif child.type == "html_inline" and not _is_ours(child.content):
                yield f"html: {child.content}"
            elif child.type == "text":
                yield from _mentions(child.content)


def _is_ours(html: str) -> bool:
    return all(
        tag in ("sub", "details", "summary", "!--") for tag in re.findall(r"<(?:/)?(!--|\w+)", html)
    )


def _mentions(text: str) -> Iterator[str]:
    for match in _MENTION.finditer(text):
        is_word = match[0].isalnum() and not match[0].lower().startswith("gh-")
        if not is_word or _COMMIT.fullmatch(match[0]):
            yield f"mention: {text[max(match.start() - 10, 0) : match.end() + 20]!r}"


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, each in value.items():
            yield key
            yield from _strings(each)
    elif isinstance(value, list):
        for each in value:
            yield from _strings(each)
