"""What is wrong with a text that is not TOML, in our words.

The parser's own sentence is only looked at to tell faults apart; what is shown is written here,
with the mistakes in mind that people make who write amounts in Danish.
"""

import re

_AMOUNT = re.compile(r"=\s*([0-9]{1,3}(?:\.[0-9]{3}){2,}|[0-9][0-9.]*,[0-9]+)")

_SENTENCES = (
    (
        "keys cannot be empty",
        "a key is expected here",
        "write a heading as [award.some-id], and a key as key = value",
    ),
    ("leading zero", "the number begins with 0", "leave out the 0, or write text in quotes"),
    ("only go between digits", "_ stands where no digit follows", "write 1_250_000"),
    ("duplicate key", "the key or heading stands here a second time", "keep one of the two"),
    (
        "newlines are unsupported in inline tables",
        "a table in braces goes on over a line break",
        "write it on one line, or as a table with a heading of its own",
    ),
    (
        "trailing commas are not supported",
        "a comma stands before the closing brace",
        "leave out the last comma",
    ),
    ("escaped value", "the text has an escape that TOML does not know", "write \\\\ for a backslash"),
    ("invalid multi-line", "the text over several lines is not closed", "close it"),
    ("visible characters", "the text holds a control character", "take it out"),
    ("invalid basic string", "the text is not closed on its line", 'close it with "'),
    ("invalid literal string", "the text is not closed on its line", "close it with '"),
    ("unclosed", "something that was opened is not closed", "close the bracket or the text"),
    ("invalid date", "this is not a date", "write 2015-02-26"),
    ("invalid time", "this is not a time", "write a date, 2015-02-26"),
    ("key with no value", "the key has no value", "write key = value"),
    ("missing assignment", "the key has no value", "write key = value"),
    (
        "string values must be quoted",
        "the text has no quotation marks",
        'write text in quotation marks: "..."',
    ),
    ("missing value", "the key has no value", "write a value after ="),
    ("extra `=`", "a second = stands here", "leave one out"),
    ("unexpected key or value", "something stands where a new line is expected",
     "write one key = value on a line, and comments after #"),
)


def explained(sentence: str, text: str, offset: int) -> tuple[str, str]:
    """Give a message and help for the fault that the parser met at an offset."""
    start = text.rfind("\n", 0, offset) + 1
    line = text[start : text.find("\n", offset) if "\n" in text[offset:] else len(text)]
    amount = _AMOUNT.search(line)
    if amount:
        return _amount_without_quotes(amount[1])
    if not line[offset - start :].strip() and line.rstrip().endswith("="):
        return "the key has no value", "write a value after ="
    reason = sentence.rsplit("\n", 1)[-1]
    for clue, message, help in _SENTENCES:
        if clue in reason:
            return message, help
    return "this is not TOML", "see toml.io for how tables, keys and values are written"


def _amount_without_quotes(written: str) -> tuple[str, str]:
    if "," in written:
        return f"{written} is not a number to TOML", f'write text with a unit: "{written} mio. kr."'
    kroner = written.replace(".", "_")
    return f"{written} is not a number to TOML", f'write {kroner}, or "{written} kr."'
