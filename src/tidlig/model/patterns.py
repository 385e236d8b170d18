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

_EIGHT = r"[0-9](?:[ .\u00a0-]?[0-9]){7}(?![0-9])"
_ABROAD = r"\+[0-9](?:[ .()-]{0,2}[0-9]){6,14}(?![0-9])"
PHONE = (
    rf"(?<![{LETTER}])"
    r"(?:tlf|telefon|telephone|tel|mobile|mobil|mob|phone|direkte|ring)(?:nr|nummer|tlf|telefon)?"
    r"(?:\.|\s|:|\(|nr\b|nummer|på|til){0,6}"
    rf"(?P<marked>(?:\(?(?:\+|00)45\)?[ .]?)?{_EIGHT}|{_ABROAD})"
    rf"|(?<![0-9{LETTER}])(?P<danish>(?:\+|00)45[ .\u00a0-]?{_EIGHT})"
)
"""The pattern of a phone number, in letters of any case: marked as one, or with +45 before it."""
