"""What is wrong with a text that is not TOML, in our words.

The parser's own sentence is only looked at to tell faults apart; what is shown is written here,
with the mistakes in mind that people make who write amounts in Danish.
"""

import re

from tidlig.source.pointers import is_pointer

_AMOUNT = re.compile(
    r"=\s*(-?(?:[0-9]{1,3}(?:\.[0-9]{3}){2,}(?:,[0-9]+)?|[0-9][0-9.]*,[0-9]+))(?![0-9.,])"
)
_WORD = re.compile(r"=\s*[A-Za-z]")
_MERGE_MARK = re.compile(r"^(<{7}|\|{7}|={7}|>{7})(?=\s|$)", re.MULTILINE)
_CONFLICT = (
    "a merge left a conflict here",
    "keep the entries of both sides and take out the marks; where both changed one key, decide",
)

_ESCAPE = ("the text has an escape that TOML does not know", "write \\\\ for a backslash")
_NO_QUOTES = ("the text has no quotation marks", 'write text in quotation marks: "..."')
_NO_COMMA = ("a comma is missing", "write a comma between the values")
_NO_NUMBER = ("this is not a number", "write whole kroner, or text in quotation marks")

_TWICE = "duplicate key"
_SECOND_HEADING = (
    "the heading stands here a second time",
    "give one of the two entries another id, or write the keys of both under one heading",
)
_SENTENCES = (
    (
        "keys cannot be empty",
        "a key is expected here",
        "write a heading as [award.some-id], and a key as key = value",
    ),
    (
        "invalid unquoted key",
        "a character stands here that keys do not have",
        "write keys and ids with a-z, digits, - and _",
    ),
    ("leading zero", "the number begins with 0", "leave out the 0, or write text in quotes"),
    ("only go between digits", "_ stands where no digit follows", "write 1_250_000"),
    (_TWICE, "the key stands here a second time", "decide which of the two is right"),
    (
        "unsupported in inline tables",
        "a table in braces goes on over a line break",
        "write it on one line, or as a table with a heading of its own",
    ),
    (
        "trailing commas are not supported",
        "a comma stands before the closing brace",
        "leave out the last comma",
    ),
    ("cannot extend", "the table in braces is whole", "write all its keys within the braces"),
    ("escaped value", *_ESCAPE),
    ("unicode", *_ESCAPE),
    ("invalid multi-line", "the text over several lines is not closed", "close it"),
    ("visible characters", "the text holds a control character", "take it out"),
    ("comment character", "the comment holds a control character", "take it out"),
    ("missing opening quote", "a quotation mark is missing before the text", *_NO_QUOTES[1:]),
    ("invalid basic string", "the text is not closed on its line", 'close it with "'),
    ("invalid literal string", "the text is not closed on its line", "close it with '"),
    ("unclosed table", "the heading is not closed", "close it with ]; an id has no spaces"),
    ("unclosed array table", "the heading is not closed", "write [award.some-id]"),
    ("unclosed", "something that was opened is not closed", "close the bracket or the text"),
    ("invalid date", "this is not a date", "write 2015-02-26"),
    ("invalid time", "this is not a time", "write a date, 2015-02-26"),
    ("key with no value", "the key has no value", "write key = value"),
    ("missing assignment", "the key has no value", "write key = value"),
    ("string values must be quoted", *_NO_QUOTES),
    ("invalid boolean", *_NO_QUOTES),
    ("invalid float", *_NO_NUMBER),
    ("invalid fraction", *_NO_NUMBER),
    ("invalid mantissa", *_NO_NUMBER),
    ("invalid exponent", *_NO_NUMBER),
    ("invalid integer", *_NO_NUMBER),
    ("extra comma", "a comma too many stands here", "leave it out"),
    ("opening", "a bracket is closed that was not opened", "leave it out"),
    ("missing table open", "a bracket is closed that was not opened", "leave it out"),
    ("inline table element", "key = value is expected in the braces", "write { key = value }"),
    ("invalid key-value pair", "a key is expected here", "write key = value"),
    ("missing comma", *_NO_COMMA),
    ("extra assignment", *_NO_COMMA),
    ("carriage return", "the line ends in a way that TOML does not know", "end lines with LF"),
    ("missing value", "the key has no value", "write a value after ="),
    ("extra `=`", "a second = stands here", "leave one out"),
    (
        "unexpected key or value",
        "something stands where a new line is expected",
        "write one key = value on a line, and comments after #",
    ),
)


def explained(sentence: str, text: str, offset: int) -> tuple[str, str]:
    """Give a message and help for the fault that the parser met at an offset."""
    if is_pointer(text):
        return "git LFS has a pointer here in place of the file", "get the file with git lfs pull"
    start = text.rfind("\n", 0, offset) + 1
    line = text[start : text.find("\n", offset) if "\n" in text[offset:] else len(text)]
    if _MERGE_MARK.match(line) or _is_in_conflict(text, offset):
        return _CONFLICT
    for amount in _AMOUNT.finditer(line):
        if amount.start(1) <= offset - start <= amount.end(1) + 1:
            return _amount_without_quotes(amount[1])
    before, after = line[: offset - start].rstrip(), line[offset - start :].lstrip()
    if before.endswith("=") and (not after or after[0] in ",}]#"):
        return "the key has no value", "write a value after ="
    return _by_sentence(sentence.rsplit("\n", 1)[-1], line)


def _by_sentence(reason: str, line: str) -> tuple[str, str]:
    """Give a message and help for what the parser says of a line."""
    if _TWICE in reason and line.lstrip().startswith("["):
        return _SECOND_HEADING
    for clue, message, help in _SENTENCES:
        if clue in reason:
            is_word = message == _NO_NUMBER[0] and _WORD.search(line)
            return _NO_QUOTES if is_word else (message, help)
    return "this is not TOML", "see toml.io for how tables, keys and values are written"


def _is_in_conflict(text: str, offset: int) -> bool:
    """Tell whether an offset is between the first mark of a conflict and the last."""
    before = _MERGE_MARK.findall(text, 0, offset)
    after = _MERGE_MARK.search(text, offset)
    return bool(before) and before[-1][0] != ">" and after is not None


def _amount_without_quotes(written: str) -> tuple[str, str]:
    message = f"{written} is not a number to TOML"
    if "," not in written:
        return message, f'write {written.replace(".", "_")}, or "{written} kr."'
    unit = "kr." if "." in written else "mio. kr."
    return message, f'write text with its unit: "{written} {unit}"'
