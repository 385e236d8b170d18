"""Days as people write them, day first: to say how a ledger has them, never to take them for it."""

import datetime as dt
import re

from tidlig.model.messages import Message
from tidlig.source.values import no_such_day, shown

_MONTHS = (
    ("januar", "january"), ("februar", "february"), ("marts", "march"), ("april",),
    ("maj", "may"), ("juni", "june"), ("juli", "july"), ("august",), ("september",),
    ("oktober", "october"), ("november",), ("december",),
)  # fmt: skip
_DAY = re.compile(r"([0-9]{1,2})\s*[./-]\s*([0-9]{1,2})\s*[./-]\s*([0-9]{4}|[0-9]{2})")
_NAMED = re.compile(r"(?:([0-9]{1,2})\.?\s+)?([^\W\d_]{3,9})\.?\s+([0-9]{4})")
_CENTURY = 2000


def as_ledgers_write(text: str) -> tuple[Message, Message] | None:
    """The message and help for a day or month that is written as people do; None for other text.

    Days stand first: 1.3.2025, 01-03-25 and "1. marts 2025" are 2025-03-01.
    """
    plain = text.strip()
    numbers = _numbers(plain)
    if numbers is None:
        return None
    year, month, day = numbers
    message = Message("{text} is not how a ledger has a date", text=shown(plain))
    if day is None:
        return message, Message("write {month}", month=f"{year:04}-{month:02}")
    meant = day_meant(plain)
    if meant is None:
        return no_such_day(plain)
    return message, Message("write {day}", day=meant)


def day_meant(text: object) -> dt.date | None:
    """The day that is written as people do; None for other texts, and for one in no calendar."""
    numbers = _numbers(text.strip()) if isinstance(text, str) else None
    if numbers is None:
        return None
    year, month, day = numbers
    if day is None:
        return None
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def _numbers(text: str) -> tuple[int, int, int | None] | None:
    """The year, the month and the day, if any, of a text."""
    match = _DAY.fullmatch(text)
    if match is not None:
        year = int(match[3])
        return (year if len(match[3]) > 2 else _CENTURY + year), int(match[2]), int(match[1])
    match = _NAMED.fullmatch(text)
    month = None if match is None else _month(match[2])
    if match is None or month is None:
        return None
    return int(match[3]), month, int(match[1]) if match[1] else None


def _month(word: str) -> int | None:
    """The number of a month by its name, or its first letters."""
    folded = word.casefold()
    for number, names in enumerate(_MONTHS, 1):
        if any(name.startswith(folded) for name in names):
            return number
    return None
