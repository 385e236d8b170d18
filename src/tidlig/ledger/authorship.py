"""Who last touched an entry: the newest commit among those of its lines, or that removed some.

git is asked for lines of a commit alone. Lines on the disk are held against those that the entry
has at the commit, here: for a file on the disk git may run programs that a stranger names.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from tidlig.ledger import git
from tidlig.ledger.commits import Commit, commits, cut_off
from tidlig.ledger.origin import KeptAt, Origin
from tidlig.ledger.removals import last_removal
from tidlig.model.entry import Entry
from tidlig.model.errors import CouldNot
from tidlig.model.findings import Path
from tidlig.source.entry_lines import Lines, extents


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
    newest = _newest(_blamed(kept, lines), kept)
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


def _blamed(kept: KeptAt, lines: Iterable[Lines]) -> set[str]:
    """Give the commits that lines of a file are of."""
    ranges = [word for each in lines for word in ("-L", f"{each.first},{each.last}")]
    words = ("blame", "--no-textconv", "--porcelain", *ranges, kept.commit, "--", kept.name)
    return set(_read(git.output(kept.repository, *words).split(b"\n")))


def _read(lines: Iterable[bytes]) -> Iterator[str]:
    """Read the commits that porcelain blame tells of: each stands before what is told of a line."""
    is_first = True
    for line in lines:
        if line and is_first:
            yield line.partition(b" ")[0].decode("ascii", "replace")
        is_first = line.startswith(b"\t")


def _newest(blamed: set[str], kept: KeptAt) -> str | None:
    """Give a commit that no other has come of; clocks tell nothing, for anyone sets them."""
    if len(blamed) <= 1:
        return next(iter(blamed), None)
    words = ("rev-list", "--topo-order", "-1", *sorted(blamed), "--")
    return git.output(kept.repository, *words).decode("ascii", "replace").strip()
