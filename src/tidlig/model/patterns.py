"""What personal data is, and the characters that it is looked for with."""

from enum import StrEnum
from typing import NamedTuple


class Kind(StrEnum):
    """What personal data is found."""

    CPR = "CPR number"
    EMAIL = "e-mail address"
    PHONE = "phone number"


class Personal(NamedTuple):
    """Personal data in a text, from `start` to before `end`; `sure` is False for what may be."""

    kind: Kind
    start: int
    end: int
    sure: bool = True


LETTER = "A-Za-z\u00c0-\u024f"
DASH = "\\-_\u2010-\u2015\u2212"
SPACE = " \u00a0\u2009\u202f"
