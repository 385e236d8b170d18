"""Bytes to a TOML document: TOML 1.0 on every Python, with limits that no input exceeds.

The parser is toml-rs, the fastest that reads exactly TOML 1.0 (docs/decisions.md, "The TOML
parser"). It calls itself for each open bracket, and for each `=`, `+` or `-` that follows another,
and kills the process near 5 000 of them; a table takes a hundred times the memory of the two
characters that it can be written with. So a text is measured before it is parsed. A few counts
clear nearly every file; only for the others are the tokens counted, without recursion.

Syntax errors are described in our own words. The parser's message only tells errors apart; ours has
the mistakes in mind of people who write amounts in Danish.
"""

import gc
import re
from dataclasses import dataclass
from typing import Any, NamedTuple

from tidlig.model.contents import FETCH
from tidlig.model.findings import Span
from tidlig.model.messages import Message, sentence
from tidlig.source.files import LARGEST_FILE, is_pointer

_AMOUNT = re.compile(
    r"=\s*(-?(?:[0-9]{1,3}(?:\.[0-9]{3}){2,}(?:,[0-9]+)?|[0-9][0-9.]*,[0-9]+))(?![0-9.,])"
)
_WORD = re.compile(r"=\s*[A-Za-z]")
_MERGE_MARK = re.compile(r"^(<{7}|\|{7}|={7}|>{7})(?=\s|$)", re.MULTILINE)
CONFLICT_MARK = re.compile(rb"^(?:<{7}|>{7}) ", re.MULTILINE)
"""What a merge writes around what two branches have in one place of a table."""

CONFLICT = (
    Message("a merge left a conflict here"),
    Message(
        "keep the entries of both sides and take out the marks; where both changed one key, decide"
    ),
)
"""The fault of a file with the marks of a merge, and the help for it."""

_ESCAPE = (
    Message("the text has an escape that TOML does not know"),
    Message("write \\\\ for a backslash"),
)
_NO_QUOTES = (
    Message("the text has no quotation marks"),
    Message('write text in quotation marks: "..."'),
)
_NO_COMMA = (Message("a comma is missing"), Message("write a comma between the values"))
_NO_NUMBER = (
    Message("this is not a number"),
    Message("write whole {kroner}, or text in quotation marks", kroner=Message("kroner")),
)

_TWICE = "duplicate key"
_SECOND_HEADING = (
    Message("the heading stands here a second time"),
    Message("give one of the two entries another id, or write the keys of both under one heading"),
)
_SENTENCES = (
    (
        "keys cannot be empty",
        Message("a key is expected here"),
        Message("write a heading as [award.some-id], and a key as key = value"),
    ),
    (
        "invalid unquoted key",
        Message("a character stands here that keys do not have"),
        Message("write keys and ids with a-z, digits, - and _"),
    ),
    (
        "leading zero",
        Message("the number begins with 0"),
        Message("leave out the 0, or write text in quotes"),
    ),
    (
        "only go between digits",
        Message("_ stands where no digit follows"),
        Message("write 1_250_000"),
    ),
    (
        _TWICE,
        Message("the key stands here a second time"),
        Message("decide which of the two is right"),
    ),
    (
        "unsupported in inline tables",
        Message("a table in braces goes on over a line break"),
        Message("write it on one line, or as a table with a heading of its own"),
    ),
    (
        "trailing commas are not supported",
        Message("a comma stands before the closing brace"),
        Message("leave out the last comma"),
    ),
    (
        "cannot extend",
        Message("the table in braces is whole"),
        Message("write all its keys within the braces"),
    ),
    ("escaped value", *_ESCAPE),
    ("unicode", *_ESCAPE),
    (
        "invalid multi-line",
        Message("the text over several lines is not closed"),
        Message("close it"),
    ),
    ("visible characters", Message("the text holds a control character"), Message("take it out")),
    ("comment character", Message("the comment holds a control character"), Message("take it out")),
    (
        "missing opening quote",
        Message("a quotation mark is missing before the text"),
        *_NO_QUOTES[1:],
    ),
    (
        "invalid basic string",
        Message("the text is not closed on its line"),
        Message('close it with "'),
    ),
    (
        "invalid literal string",
        Message("the text is not closed on its line"),
        Message("close it with '"),
    ),
    (
        "unclosed table",
        Message("the heading is not closed"),
        Message("close it with ]; an id has no spaces"),
    ),
    (
        "unclosed array table",
        Message("the heading is not closed"),
        Message("write [award.some-id]"),
    ),
    (
        "unclosed",
        Message("something that was opened is not closed"),
        Message("close the bracket or the text"),
    ),
    ("invalid date", Message("this is not a date"), Message("write 2015-02-26")),
    ("invalid time", Message("this is not a time"), Message("write a date, 2015-02-26")),
    ("key with no value", Message("the key has no value"), Message("write key = value")),
    ("missing assignment", Message("the key has no value"), Message("write key = value")),
    ("string values must be quoted", *_NO_QUOTES),
    ("invalid boolean", *_NO_QUOTES),
    ("invalid float", *_NO_NUMBER),
    ("invalid fraction", *_NO_NUMBER),
    ("invalid mantissa", *_NO_NUMBER),
    ("invalid exponent", *_NO_NUMBER),
    ("invalid integer", *_NO_NUMBER),
    ("extra comma", Message("a comma too many stands here"), Message("leave it out")),
    ("opening", Message("a bracket is closed that was not opened"), Message("leave it out")),
    (
        "missing table open",
        Message("a bracket is closed that was not opened"),
        Message("leave it out"),
    ),
    (
        "inline table element",
        Message("key = value is expected in the braces"),
        Message("write {{ key = value }}"),
    ),
    ("invalid key-value pair", Message("a key is expected here"), Message("write key = value")),
    ("missing comma", *_NO_COMMA),
    ("extra assignment", *_NO_COMMA),
    (
        "carriage return",
        Message("the line ends in a way that TOML does not know"),
        Message("end lines with LF"),
    ),
    ("missing value", Message("the key has no value"), Message("write a value after =")),
    ("extra `=`", Message("a second = stands here"), Message("leave one out")),
    (
        "unexpected key or value",
        Message("something stands where a new line is expected"),
        Message("write one key = value on a line, and comments after #"),
    ),
)


def explained(reason: str, text: str, offset: int) -> tuple[Message, Message]:
    """Return a message and help for the fault that the parser met at an offset."""
    if is_pointer(text):
        return Message("git LFS has a pointer here in place of the file"), FETCH
    start = text.rfind("\n", 0, offset) + 1
    line = text[start : text.find("\n", offset) if "\n" in text[offset:] else len(text)]
    if _MERGE_MARK.match(line) or _is_in_conflict(text, offset):
        return CONFLICT
    for amount in _AMOUNT.finditer(line):
        if amount.start(1) <= offset - start <= amount.end(1) + 1:
            return _amount_without_quotes(amount[1])
    before, after = line[: offset - start].rstrip(), line[offset - start :].lstrip()
    if before.endswith("=") and (not after or after[0] in ",}]#"):
        return Message("the key has no value"), Message("write a value after =")
    return _by_sentence(reason.rsplit("\n", 1)[-1], line)


def _by_sentence(reason: str, line: str) -> tuple[Message, Message]:
    """Return a message and help for what the parser says of a line."""
    if _TWICE in reason and line.lstrip().startswith("["):
        return _SECOND_HEADING
    for clue, message, help in _SENTENCES:
        if clue in reason:
            is_word = message == _NO_NUMBER[0] and _WORD.search(line)
            return _NO_QUOTES if is_word else (message, help)
    help = Message("see toml.io for how tables, keys and values are written")
    return Message("this is not TOML"), help


def _is_in_conflict(text: str, offset: int) -> bool:
    """Return whether an offset is between the first mark of a conflict and the last."""
    before = _MERGE_MARK.findall(text, 0, offset)
    after = _MERGE_MARK.search(text, offset)
    return bool(before) and before[-1][0] != ">" and after is not None


def _amount_without_quotes(written: str) -> tuple[Message, Message]:
    message = Message("{written} is not a number to TOML", written=written)
    if "," not in written:
        number = written.replace(".", "_")
        return message, Message(
            'write {number}, or "{written} {kr}"',
            number=number,
            written=written,
            kr=Message("kr."),
        )
    unit = Message("kr.") if "." in written else Message("mio. kr.")
    return message, Message(
        'write text with its unit: "{written} {unit}"', written=written, unit=unit
    )


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
    """Return the offset of the bracket that is nested too deep, or None."""
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


MOST_SIGNS = 500
"""So many signs may stand in a row; the parser dies of 2 000 where the stack is small."""

MOST_TABLES = 1_000_000
"""So many brackets and dots may make tables; a file of 8 MiB that is a ledger has a third."""

_TOKENS = re.compile(rf"{TOKENS.pattern}|=+|[.,\n]", re.DOTALL)
_NO_DOTS = bytes(set(range(256)) - set(b".\n"))


class Excess(NamedTuple):
    """What there is too much of: the fact, what to do, and the offset in the text."""

    message: Message
    help: Message
    offset: int


def crowd(text: str) -> Excess | None:
    """Return the first thing that there is too much of in a text, or None."""
    data = text.encode(errors="replace")
    tables = data.count(b"[") + data.count(b"{") + data.count(b".")
    suspect = (
        tables > MOST_TABLES
        or b"=" * MOST_SIGNS in data
        or b"-" * MOST_SIGNS in data.replace(b"+", b"-")
        or b"." * DEEPEST in data.translate(None, _NO_DOTS)
    )
    return _looked_at(text) if suspect else None


def _looked_at(text: str) -> Excess | None:
    """Go through the tokens of a text: texts and comments may hold as many marks as they like."""
    tables, names = 0, 1
    for token in _TOKENS.finditer(text):
        mark, offset = text[token.start()], token.start()
        if mark in "=+-" and _signs(token[0]) >= MOST_SIGNS:
            return Excess(
                Message("signs stand here in a row without end"), Message("leave them out"), offset
            )
        tables += mark in "[{."
        names = names + 1 if mark == "." else 1 if mark in "[{,=\n" else names
        if names > DEEPEST:
            deep = Message("a key has more than {most} names", most=DEEPEST)
            return Excess(deep, Message("write a table with a heading of its own"), offset)
        if tables > MOST_TABLES:
            most = f"{MOST_TABLES:_}".replace("_", ".")
            many = Message("more than {most} tables stand in the file", most=most)
            return Excess(
                many, Message("split the file: one file for each decision or round"), offset
            )
    return None


def _signs(token: str) -> int:
    """Return how many signs a token begins with."""
    return len(token) - len(token.lstrip("=+-"))


BYTE_ORDER_MARK = "\ufeff"
"""Accepted once, at the start of a file, as Windows writes it."""

MOST_DIGITS = 1_000
"""A number may have this many digits: the parser's time goes with their square."""


@dataclass(frozen=True, slots=True)
class WrittenFloat:
    """A number with decimals, as its text: it never becomes a float."""

    text: str


class Unparsed(Exception):
    """A file that is no TOML document: the fact, the help, and the place."""

    def __init__(self, message: Message, help: Message, span: Span) -> None:
        """Keep the parts of the finding."""
        super().__init__(sentence(message))
        self.message, self.help, self.span = message, help, span


def decoded(data: bytes) -> str:
    """Return the text of a file, without a byte order mark; raise `Unparsed` if not UTF-8."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _not_utf8(error.object, error.start) from None
    if text.startswith(BYTE_ORDER_MARK):
        raise Unparsed(
            Message("a second byte order mark stands here"), Message("take it out"), _point(text, 0)
        )
    return text


def document(data: bytes) -> dict[str, Any]:
    """Return the tables of a file; raise `Unparsed` when it is not TOML 1.0 or past a limit."""
    import toml_rs

    if len(data) > LARGEST_FILE:
        size = Message("the file is larger than 8 MiB, and so is not read")
        raise Unparsed(
            size, Message("split the file: one file for each decision or round"), _point("", 0)
        )
    text = decoded(data)
    offset = too_deep_at(text)
    if offset is not None:
        deep = Message("brackets are nested more than {most} deep", most=DEEPEST)
        raise Unparsed(
            deep, Message("write a table with a heading of its own"), _point(text, offset)
        )
    crowded = crowd(text)
    if crowded is not None:
        raise Unparsed(crowded.message, crowded.help, _point(text, crowded.offset))
    offset = _too_many_digits_at(text)
    if offset is not None:
        long = Message("the number has more digits than can be read")
        help = Message("write the amount in whole {kroner}", kroner=Message("kroner"))
        raise Unparsed(long, help, _point(text, offset))
    collecting = gc.isenabled()
    gc.disable()
    try:
        return toml_rs.loads(text, parse_float=WrittenFloat, toml_version="1.0.0")
    except toml_rs.TOMLDecodeError as error:
        offset = len(text.encode()[: error.pos].decode("utf-8", "ignore"))
        raise Unparsed(*explained(error.msg, text, offset), _point(text, offset)) from None
    except ValueError:
        raise _no_such_day(text) from None
    finally:
        if collecting:
            gc.enable()


def _point(text: str, offset: int) -> Span:
    """Return the place of one character, or of the end of its line."""
    line = text.count("\n", 0, offset) + 1
    column = offset - (text.rfind("\n", 0, offset) + 1) + 1
    return Span(line, column, line, column + 1)


def _too_many_digits_at(text: str) -> int | None:
    """Return the offset of a number that is surely too long: one that fills a whole stretch."""
    for start in range(0, len(text) - MOST_DIGITS + 1, MOST_DIGITS):
        sample = text[start : start + MOST_DIGITS : MOST_DIGITS // 4]
        if not sample.replace("_", "0").isdigit():
            continue  # four characters tell of nearly every stretch
        if text[start : start + MOST_DIGITS].replace("_", "").isdigit():
            return len(text[:start].rstrip("0123456789_"))
    return None


def _no_such_day(text: str) -> Unparsed:
    """Return the fault of a day or time that TOML can write and Python cannot hold."""
    written = re.search(r"\b0000-|:60\b", text)
    start = written.start() if written else 0
    return Unparsed(
        Message("there is no such day or time"), Message("write 2015-02-26"), _point(text, start)
    )


def _not_utf8(data: bytes, start: int) -> Unparsed:
    before = data[:start].decode("utf-8-sig", "replace")
    encoding = "UTF-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "Windows-1252"
    return Unparsed(
        Message(
            "the file is not UTF-8: byte {byte} (it may be in {encoding})",
            byte=f"0x{data[start]:02X}",
            encoding=encoding,
        ),
        Message("save the file as UTF-8"),
        _point(before, len(before)),
    )
