"""What a value is refused with: the check that reports it, the fact, and what to write instead."""

import datetime as dt

from tidlig.model.personal import masked
from tidlig.source.toml import WrittenFloat

LONGEST_SHOWN = 60
"""A value is quoted whole in a message up to this many characters."""

MOST_BITS = 1_000
"""A larger number is not written out: Python refuses to, from 4 300 digits on."""


class Refused(ValueError):
    """A value that cannot be taken, with the name of the check that says so."""

    def __init__(self, check: str, message: str, help: str = "") -> None:
        """Keep the parts of the finding that the reader of a file will make of this."""
        super().__init__(message)
        self.check = check
        self.message = message
        self.help = help


def shown(value: object, limit: int = LONGEST_SHOWN) -> str:
    """Quote a value in a message, shortened when it is long; personal data is masked before."""
    if isinstance(value, int) and value.bit_length() > MOST_BITS:
        return "a number with very many digits"
    text = masked(value) if isinstance(value, str) else str(value)
    text = text if len(text) <= limit else f"{text[: limit - 3]}..."
    return f'"{text}"' if isinstance(value, str) else text


def kind_of(value: object) -> str:
    """Name the type of a TOML value in the user's words."""
    return _KINDS[type(value)]


_KINDS = {
    bool: "a truth value",
    int: "a whole number",
    str: "text",
    dict: "a table",
    list: "a list",
    WrittenFloat: "a number with decimals",
    dt.date: "a date",
    dt.datetime: "a date with a time",
    dt.time: "a time",
}
