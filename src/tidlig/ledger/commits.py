"""What git says of a commit: who made it, on which day there, and its subject.

git takes nearly anything for a day and an author; what makes no sense is left out.
"""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

from tidlig.ledger import git
from tidlig.ledger.repository import Repository
from tidlig.source.files import Unreadable, whole

_SECONDS = re.compile(r"[0-9]{1,15}", re.ASCII)
_ZONE = re.compile(r"([+-])([0-9]{2})([0-9]{2})", re.ASCII)
_EPOCH = dt.datetime(1970, 1, 1)  # noqa: DTZ001 - a zone of its own is added


_FIELDS = ("%H", "%{0}t", "%{0}d", "%an", "%s")
"""A commit's id, its time as it stands there, the same with its zone, its author and subject."""

_LOG = ("log", "-z", "--encoding=UTF-8", "--date=raw")
_LARGEST = 1 << 24


@dataclass(frozen=True, slots=True)
class Commit:
    """One commit; its author is empty and its date None where it has none."""

    id: str
    author: str
    date: dt.date | None
    subject: str


def commits(repository: Repository, *words: str, by: str) -> Iterator[Commit]:
    """Give the commits that a log lists, with the day of the author (a) or the committer (c)."""
    form = "%x00".join(_FIELDS).format(by)
    text = git.output(repository, *_LOG, f"--format={form}", *words).decode("utf-8", "replace")
    fields = text.split("\0")[:-1]
    rows = zip(*(fields[n :: len(_FIELDS)] for n in range(len(_FIELDS))), strict=True)
    for id, seconds, date, author, subject in rows:
        time, _, zone = date.partition(" ")
        yield Commit(id, author, day(seconds, zone) if time == seconds else None, subject)


def cut_off(repository: Repository) -> frozenset[str]:
    """Give the ids of the commits whose parents a shallow clone has left out."""
    try:
        text = whole(repository.common / "shallow", _LARGEST)
    except (OSError, Unreadable):
        return frozenset()
    return frozenset(text.decode("ascii", "replace").split())


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
