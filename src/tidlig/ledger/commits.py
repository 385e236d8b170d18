"""What git says of a commit: who made it, on which day there, and its subject.

git takes nearly anything for a day and an author; what makes no sense is left out.
"""

import datetime as dt
import re
from dataclasses import dataclass

_SECONDS = re.compile(r"[0-9]{1,15}", re.ASCII)
_ZONE = re.compile(r"([+-])([0-9]{2})([0-9]{2})", re.ASCII)
_EPOCH = dt.datetime(1970, 1, 1)  # noqa: DTZ001 - a zone of its own is added


@dataclass(frozen=True, slots=True)
class Commit:
    """One commit; its author is empty and its date None where it has none."""

    id: str
    author: str
    date: dt.date | None
    subject: str


def day(seconds: str, zone: str) -> dt.date | None:
    """Give the day of a commit where it was made, as git writes times; None for no day."""
    offset = _ZONE.fullmatch(zone)
    if not _SECONDS.fullmatch(seconds) or offset is None:
        return None
    sign, hours, minutes = offset.groups()
    beside = dt.timedelta(hours=int(hours), minutes=int(minutes))
    if beside >= dt.timedelta(days=1):
        return None
    try:
        time = _EPOCH + dt.timedelta(seconds=int(seconds))
        return (time - beside if sign == "-" else time + beside).date()
    except OverflowError:
        return None
