"""Who last changed an entry: the newest commit of its lines, or one that removed a line of it.

git blames lines of a commit only. Lines on the disk are compared here with those of the commit,
because git may run programs of a stranger for a file on the disk. Blame does not see removed lines:
the entry is compared with itself at each later commit of its file, ignoring the order of lines.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from tidlig.ledger import git
from tidlig.ledger.blobs import Blobs, Commit, commits, cut_off
from tidlig.ledger.origin import KeptAt, Origin
from tidlig.ledger.repository import Repository
from tidlig.model.entry import Entry
from tidlig.model.findings import CouldNot, Path
from tidlig.source.positions import EntryLines, extents

_AT_ONCE = 50
"""So many commits are looked at before the files that they had are let go."""

_LOG = ("log", "--topo-order", "--format=%H", "--raw", "-c", "--no-abbrev", "--no-renames")
_PLAIN = ("--no-follow", "--no-color", "--no-ext-diff", "--no-textconv")
_NONE = re.compile("0+")

_Lines = Counter[bytes]


class _Step(NamedTuple):
    """A commit to a file: the ids of what that was before, at each parent, and then."""

    commit: str
    before: tuple[str, ...]
    after: str


def last_removal(kept: KeptAt, path: Path, since: str) -> str | None:
    """Give the last commit after another that took lines of an entry away; None for none."""
    steps = list(_steps(kept, since))
    seen = _Versions(path)
    for start in range(0, len(steps), _AT_ONCE):
        some = steps[start : start + _AT_ONCE]
        ids = dict.fromkeys(id for step in some for id in (step.after, *step.before))
        with Blobs(kept.repository) as blobs:
            data = blobs.of(list(ids))
        for step in some:
            now = seen.lines(step.after, data)
            if all(now < seen.lines(id, data) for id in step.before):
                return step.commit
    return None


def _steps(kept: KeptAt, since: str) -> Iterator[_Step]:
    """Give the commits to a file after another, newest first, by the names that it had."""
    name, start = kept.name, kept.commit
    while True:
        first: _Step | None = None
        for step in _by_name(kept.repository, name, f"{since}..{start}"):
            if not any(_NONE.fullmatch(id) for id in (*step.before, step.after)):
                yield step
            elif len(step.before) == 1:
                first = step
        earlier = first and _renamed(kept.repository, name, first.commit)
        if first is None or earlier is None:
            return
        name, id = earlier
        yield first._replace(before=(id,))
        start = f"{first.commit}^"


def _by_name(repository: Repository, name: str, commits: str) -> Iterator[_Step]:
    """Give the commits to a file by one name, newest first."""
    words = (*_LOG, *_PLAIN, commits, "--", name)
    commit = ""
    for line in git.output(repository, *words).decode("utf-8", "replace").split("\n"):
        if line.startswith(":"):
            parents = len(line) - len(line.lstrip(":"))
            ids = line.split("\t")[0].split(" ")[parents + 1 : -1]
            yield _Step(commit, tuple(ids[:-1]), ids[-1])
        else:
            commit = line or commit


def _renamed(repository: Repository, name: str, commit: str) -> tuple[str, str] | None:
    """Give the name that a file had before a commit, and the id of its bytes; None for none."""
    words = ("diff-tree", "-r", "-M", "--raw", "-z", "--no-commit-id", *_PLAIN[1:], commit)
    fields = iter(git.output(repository, *words).decode("utf-8", "surrogateescape").split("\0"))
    for about in filter(None, fields):
        *_, id, _, state = about.split(" ")
        was = next(fields)
        if state[0] in "RC" and next(fields) == name:
            return was, id
    return None


class _Versions:
    """What an entry was in versions of its file, each looked at once.

    Most differ in other entries alone: a file that has the same text from the entry's heading to
    the next, and names the entry as often, is not parsed.
    """

    def __init__(self, path: Path) -> None:
        """Remember which entry it is."""
        self.path, self.id = path, str(path[-1]).encode()
        self._known: dict[str, _Lines] = {}
        self._block, self._times, self._same = b"", 0, _Lines()

    def lines(self, id: str, data: dict[str, bytes]) -> _Lines:
        """Give the lines that the entry has in a file, by the id of the file's bytes."""
        if id not in self._known:
            self._known[id] = self._looked_at(data[id])
        return self._known[id]

    def _looked_at(self, data: bytes) -> _Lines:
        times = data.count(self.id)
        if self._block and times == self._times and data.count(self._block) == 1:
            return self._same
        texts = data.split(b"\n")
        own = extents(data, self.path)
        found = _Lines(
            text
            for first, last in own
            for text in map(bytes.strip, texts[first - 1 : last])
            if text
        )
        self._block = _block(texts, own) if len(own) == 1 else b""
        self._times, self._same = times, found
        return found


def _block(texts: Sequence[bytes], own: Sequence[tuple[int, int]]) -> bytes:
    """Give the text from an entry's heading to the next heading, or to the end, both included."""
    first, last = own[0]
    end = next((n for n in range(last, len(texts)) if texts[n].lstrip().startswith(b"[")), None)
    if end is None:
        return b""
    return b"\n" + b"\n".join(texts[first - 1 : end + 1]) + b"\n"


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


def _last_to(path: Path, lines: Sequence[EntryLines], kept: KeptAt) -> Commit | None:
    """Give the last commit to lines of an entry, or that took lines of it away."""
    newest = _newest(_blamed(kept, lines), kept)
    if newest is None:
        return None
    last = last_removal(kept, path, newest) or newest
    return next(commits(kept.repository, "-1", last, "--", by="a"), None)


def _committed(
    now: bytes, own: Sequence[EntryLines], before: bytes, path: Path
) -> tuple[list[EntryLines], bool]:
    """Give which lines an entry had at the commit of those that it has now; and if others differ.

    EntryLines are told by their text, and equal ones by their order.
    """
    left: dict[bytes, list[int]] = defaultdict(list)
    then = list(_numbered(before, extents(before, path)))
    for number, text in reversed(then):
        left[text].append(number)
    texts = [text for _, text in _numbered(now, own)]
    numbers = sorted(left[text].pop() for text in texts if left[text])
    return _stretches(numbers), texts != [text for _, text in then]


def _numbered(data: bytes, own: Iterable[EntryLines]) -> Iterator[tuple[int, bytes]]:
    lines = data.split(b"\n")
    numbers = sorted({number for each in own for number in range(each.first, each.last + 1)})
    for number in numbers:
        if number <= len(lines):
            yield number, lines[number - 1].removesuffix(b"\r")


def _stretches(numbers: Sequence[int]) -> list[EntryLines]:
    """Put numbers that follow one another together."""
    found: list[EntryLines] = []
    for number in numbers:
        if found and found[-1].last == number - 1:
            found[-1] = found[-1]._replace(last=number)
        else:
            found.append(EntryLines(number, number))
    return found


def _blamed(kept: KeptAt, lines: Iterable[EntryLines]) -> set[str]:
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
