"""Who last touched an entry: the newest commit among those of its lines, by one `git blame`."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from tidlig.ledger.git import asked
from tidlig.ledger.origin import KeptAt, Origin
from tidlig.model.entry import Entry
from tidlig.source.extents import Lines, extents

_BLAME = ("-c", "blame.ignoreRevsFile=", "blame", "--no-textconv", "--porcelain")
_UNCOMMITTED = "0" * 40


@dataclass(frozen=True, slots=True)
class Commit:
    """One commit: its id, who wrote it, on which day there, and its subject."""

    id: str
    author: str
    date: dt.date
    subject: str


@dataclass(frozen=True, slots=True)
class Standing:
    """Where an entry stands, and the last commit to its lines, where there is one.

    `changed` tells that some of its lines are not committed.
    """

    file: str
    line: int | None
    commit: Commit | None = None
    changed: bool = False


class _Blamed(NamedTuple):
    """A commit as blame tells of it: when it was made, and which one the lines had before."""

    time: int
    before: str
    commit: Commit


def standing(entry: Entry, origin: Origin) -> Standing:
    """Tell where an entry stands in its file, and who last touched its lines there."""
    lines = extents(origin.data(entry.stands_in), entry.path)
    if not lines:
        return Standing(entry.stands_in, None)
    kept = origin.kept_at(entry.stands_in)
    blamed = [] if kept is None else _blame(kept, lines)
    commits = list(_commits(blamed))
    newest = max(commits, default=None, key=lambda found: _age(found, commits))
    changed = any(line.startswith(_UNCOMMITTED) for line in blamed)
    return Standing(entry.stands_in, lines[0].first, newest and newest.commit, changed)


def _blame(kept: KeptAt, lines: list[Lines]) -> list[str]:
    at = () if kept.commit is None else (kept.commit,)
    told = asked(kept.folder, *_BLAME, *_ranges(lines), *at, "--", kept.name)
    return (told or "").split("\n")


def _ranges(lines: list[Lines]) -> list[str]:
    return [word for each in lines for word in ("-L", f"{each.first},{each.last}")]


def _commits(lines: Iterable[str]) -> Iterator[_Blamed]:
    """Read the commits that porcelain blame tells of."""
    id, facts = "", dict[str, str]()
    for line in lines:
        word, _, rest = line.partition(" ")
        if line.startswith("\t"):
            if id != _UNCOMMITTED and "summary" in facts:
                yield from _commit(id, facts)
            id, facts = "", {}
        elif id:
            facts[word] = rest
        else:
            id = word


def _age(blamed: _Blamed, others: Iterable[_Blamed]) -> tuple[int, bool]:
    """Order commits by time, and those of one second by which came of which."""
    return blamed.time, all(other.before != blamed.commit.id for other in others)


def _commit(id: str, facts: dict[str, str]) -> Iterator[_Blamed]:
    """Give a commit, unless its times are none: git takes what it is given for them."""
    zone = facts["author-tz"]
    minutes = int(zone[1:3]) * 60 + int(zone[3:5])
    try:
        offset = dt.timezone(dt.timedelta(minutes=-minutes if zone.startswith("-") else minutes))
        day = dt.datetime.fromtimestamp(int(facts["author-time"]), offset).date()
    except (ValueError, OverflowError, OSError):
        return
    before = facts.get("previous", "").partition(" ")[0]
    commit = Commit(id, facts["author"], day, facts["summary"])
    yield _Blamed(int(facts["committer-time"]), before, commit)
