"""Who last touched an entry: the newest commit among those of its lines, or that removed some.

git is asked for lines of a commit alone. Lines on the disk are held against those that the entry
has at the commit, here: for a file on the disk git may run programs that a stranger names.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from tidlig.ledger import git
from tidlig.ledger.commits import Commit, commits, cut_off, day
from tidlig.ledger.origin import KeptAt, Origin
from tidlig.ledger.removals import last_removal
from tidlig.model.entry import Entry
from tidlig.model.failure import CouldNot
from tidlig.model.findings import Path
from tidlig.source.extents import Lines, extents


class Lost(StrEnum):
    """Why a clone does not tell who last touched an entry."""

    SHALLOW = "shallow"
    PARTIAL = "partial"


@dataclass(frozen=True, slots=True)
class Standing:
    """Where an entry stands, and the last commit to its lines, where there is one.

    `changed` tells that some of its lines are not committed, and `lost` why it is not known who
    last touched them.
    """

    file: str
    line: int | None
    commit: Commit | None = None
    changed: bool = False
    lost: Lost | None = None


class _Blamed(NamedTuple):
    """A commit as blame tells of it: when it was made, and which one the lines had before.

    What makes no sense for a time is None. Who made it is not asked of blame, which names whom a
    `.mailmap` says.
    """

    time: int | None
    before: str
    commit: str


def standing(entry: Entry, origin: Origin) -> Standing:
    """Tell where an entry stands in its file, and who last touched its lines there."""
    data = origin.data(entry.stands_in)
    own = extents(data, entry.path)
    if not own:
        return Standing(entry.stands_in, None)
    kept = origin.kept_at(entry.stands_in)
    if kept is None:
        return Standing(entry.stands_in, own[0].first)
    lines, changed = own, False
    if kept.data is not None:
        lines, changed = _committed(data, own, kept.data, entry.path)
    commit, lost = None, None
    try:
        commit = _last_to(entry.path, lines, kept) if lines else None
    except git.Lacking:
        lost = Lost.PARTIAL
    except CouldNot:
        pass  # git is absent or refuses: as where there is no repository
    if commit is not None and commit.id in cut_off(kept.repository):
        commit, lost = None, Lost.SHALLOW
    return Standing(entry.stands_in, own[0].first, commit, changed, lost)


def _last_to(path: Path, lines: Sequence[Lines], kept: KeptAt) -> Commit | None:
    """Give the last commit to lines of an entry, or that took lines of it away."""
    newest = _newest(list(_blamed(kept, lines)), kept)
    if newest is None:
        return None
    last = last_removal(kept, path, newest) or newest
    return next(commits(kept.repository, "-1", last, "--", by="a"), None)


def _committed(
    now: bytes, own: Sequence[Lines], before: bytes, path: Path
) -> tuple[list[Lines], bool]:
    """Give which lines an entry had at the commit of those that it has now; and if others differ.

    Lines are told by their text, and equal ones by their order.
    """
    left: dict[bytes, list[int]] = defaultdict(list)
    then = list(_numbered(before, extents(before, path)))
    for number, text in reversed(then):
        left[text].append(number)
    texts = [text for _, text in _numbered(now, own)]
    numbers = sorted(left[text].pop() for text in texts if left[text])
    return _stretches(numbers), texts != [text for _, text in then]


def _numbered(data: bytes, own: Iterable[Lines]) -> Iterator[tuple[int, bytes]]:
    lines = data.split(b"\n")
    numbers = sorted({number for each in own for number in range(each.first, each.last + 1)})
    for number in numbers:
        if number <= len(lines):
            yield number, lines[number - 1].removesuffix(b"\r")


def _stretches(numbers: Sequence[int]) -> list[Lines]:
    """Put numbers that follow one another together."""
    found: list[Lines] = []
    for number in numbers:
        if found and found[-1].last == number - 1:
            found[-1] = found[-1]._replace(last=number)
        else:
            found.append(Lines(number, number))
    return found


def _blamed(kept: KeptAt, lines: Iterable[Lines]) -> Iterator[_Blamed]:
    ranges = [word for each in lines for word in ("-L", f"{each.first},{each.last}")]
    words = ("blame", "--no-textconv", "--porcelain", *ranges, kept.commit, "--", kept.name)
    return _read(git.output(kept.repository, *words).decode("utf-8", "replace").split("\n"))


def _read(lines: Iterable[str]) -> Iterator[_Blamed]:
    """Read the commits that porcelain blame tells of."""
    id, facts = "", dict[str, str]()
    for line in lines:
        word, _, rest = line.partition(" ")
        if line.startswith("\t"):
            if "summary" in facts:
                yield _told(id, facts)
            id, facts = "", {}
        elif id:
            facts[word] = rest
        else:
            id = word


def _newest(blamed: Sequence[_Blamed], kept: KeptAt) -> str | None:
    """Give the newest by time; where one has none, a commit that no other has come of."""
    found = {each.commit for each in blamed}
    if len(found) > 1 and any(each.time is None for each in blamed):
        told = git.output(kept.repository, "rev-list", "--topo-order", "-1", *found, "--")
        return told.decode("ascii", "replace").strip()
    newest = max(blamed, default=None, key=lambda each: _age(each, blamed))
    return newest and newest.commit


def _age(blamed: _Blamed, others: Iterable[_Blamed]) -> tuple[int, bool]:
    """Order commits by time, and those of one second by which came of which."""
    return blamed.time or 0, all(other.before != blamed.commit for other in others)


def _told(id: str, facts: dict[str, str]) -> _Blamed:
    seconds = facts.get("committer-time", "")
    is_time = day(seconds, facts.get("committer-tz", "")) is not None
    before = facts.get("previous", "").partition(" ")[0]
    return _Blamed(int(seconds) if is_time else None, before, id)
