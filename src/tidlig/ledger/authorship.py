"""Who last changed an entry: the newest commit of its lines, or one that removed a line of it.

git blames lines of a commit only. Lines on the disk are compared here with those of the commit,
because git may run programs of a stranger for a file on the disk. Blame does not see removed lines:
the entry is compared with itself at each later commit of its file, ignoring the order of lines.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from tidlig.ledger import git
from tidlig.ledger.blobs import Blobs, Commit, commits, shallow_commits
from tidlig.ledger.origin import CommittedFile, Origin
from tidlig.ledger.repository import Repository
from tidlig.model.entry import Entry
from tidlig.model.failure import CouldNot
from tidlig.model.findings import Path
from tidlig.source.positions import EntryLines, extents

_AT_ONCE = 50
"""So many commits are compared before the files that they had are dropped from memory."""

_LOG = ("log", "--topo-order", "--format=%H", "--raw", "-c", "--no-abbrev", "--no-renames")
_PLAIN = ("--no-follow", "--no-color", "--no-ext-diff", "--no-textconv")
_NONE = re.compile("0+")

_Lines = Counter[bytes]


class _Step(NamedTuple):
    """A commit to a file: the ids of what that was before, at each parent, and then."""

    commit: str
    before: tuple[str, ...]
    after: str

    @property
    def has_all(self) -> bool:
        """Whether there is a file at the commit, and at each parent."""
        return not any(_NONE.fullmatch(id) for id in (*self.before, self.after))


Extents = Callable[[bytes, Path], list[EntryLines]]
"""Finds the stretches of lines of an entry in a version of its file."""


def last_removal(
    file: CommittedFile, path: Path, since: str, find: Extents = extents
) -> str | None:
    """The last commit after another that took lines of an entry away; None for none."""
    steps = list(_steps(file, since))
    versions = _Versions(path, find)
    for start in range(0, len(steps), _AT_ONCE):
        part = steps[start : start + _AT_ONCE]
        ids = dict.fromkeys(id for step in part for id in (step.after, *step.before))
        with Blobs(file.repository) as blobs:
            data = blobs.read_all(list(ids))
        for step in part:
            now = versions.lines(step.after, data)
            if all(now < versions.lines(id, data) for id in step.before):
                return step.commit
    return None


def _steps(file: CommittedFile, since: str) -> Iterator[_Step]:
    """The commits to a file after another, newest first, by the names that it had."""
    name, start = file.name, file.commit
    while True:
        first: _Step | None = None
        for step in _by_name(file.repository, name, f"{since}..{start}"):
            if step.has_all:
                yield step
            elif len(step.before) == 1:
                first = step
        earlier = first and _renamed(file.repository, name, first.commit)
        if first is None or earlier is None:
            return
        name, id = earlier
        yield first._replace(before=(id,))
        start = f"{first.commit}^"


def _by_name(repository: Repository, name: str, commits: str) -> Iterator[_Step]:
    """The commits to a file by one name, newest first."""
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
    """The name that a file had before a commit, and the id of its bytes; None for none."""
    words = ("diff-tree", "-r", "-M", "--raw", "-z", "--no-commit-id", *_PLAIN[1:], commit)
    fields = iter(git.output(repository, *words).decode("utf-8", "surrogateescape").split("\0"))
    for about in filter(None, fields):
        *_, id, _, state = about.split(" ")
        old_name = next(fields)
        is_renamed = state[0] in "RC"
        if is_renamed and next(fields) == name:
            return old_name, id
    return None


class _Versions:
    """The lines of an entry in versions of its file, each read once.

    Most differ in other entries alone: a file that has the same text from the entry's heading to
    the next, and names the entry as often, is not parsed.
    """

    def __init__(self, path: Path, find: Extents = extents) -> None:
        """Remember which entry it is, and how its lines are found."""
        self.path, self.find, self.id = path, find, str(path[-1]).encode()
        self._known: dict[str, _Lines] = {}
        self._block, self._times, self._same = b"", 0, _Lines()

    def lines(self, id: str, data: dict[str, bytes]) -> _Lines:
        """The lines that the entry has in a file, by the id of the file's bytes."""
        if id not in self._known:
            self._known[id] = self._entry_lines(data[id])
        return self._known[id]

    def _entry_lines(self, data: bytes) -> _Lines:
        times = data.count(self.id)
        if self._block and times == self._times and data.count(self._block) == 1:
            return self._same
        texts = data.split(b"\n")
        own = self.find(data, self.path)
        stripped = [text.strip() for first, last in own for text in texts[first - 1 : last]]
        lines = _Lines(filter(None, stripped))
        find_block = _block if self.find is extents else _rows
        self._block = find_block(texts, own) if len(own) == 1 else b""
        self._times, self._same = times, lines
        return lines


def _block(texts: Sequence[bytes], own: Sequence[tuple[int, int]]) -> bytes:
    """The text from an entry's heading to the next heading, or to the end, both included."""
    first, last = own[0]
    end = next((n for n in range(last, len(texts)) if texts[n].lstrip().startswith(b"[")), None)
    if end is None:
        return b""
    return b"\n" + b"\n".join(texts[first - 1 : end + 1]) + b"\n"


def _rows(texts: Sequence[bytes], own: Sequence[tuple[int, int]]) -> bytes:
    """The lines of an entry in a CSV file, whole."""
    first, last = own[0]
    return b"\n" + b"\n".join(texts[first - 1 : last]) + b"\n"


class MissingHistory(StrEnum):
    """Why it is not known from a clone who last touched an entry."""

    SHALLOW = "shallow"
    PARTIAL = "partial"


@dataclass(frozen=True, slots=True)
class Authorship:
    """Where an entry stands, and the last commit to its lines, where there is one.

    `changed` is true where some of its lines are not committed. `missing` is why it is not known
    who last touched them.
    """

    file: str
    line: int | None
    commit: Commit | None = None
    changed: bool = False
    missing: MissingHistory | None = None


def authorship(entry: Entry, origin: Origin) -> Authorship:
    """Where an entry stands in its file, and who last touched its lines there."""
    data, find = origin.data(entry.stands_in), _finder(entry, origin)
    own = find(data, entry.path)
    if not own:
        return Authorship(entry.stands_in, None)
    line = own[0].first
    committed = origin.committed_file(entry.stands_in)
    if committed is None:
        return Authorship(entry.stands_in, line)
    lines, changed = own, False
    if committed.data is not None:
        then = find(committed.data, entry.path)
        lines, changed = _committed(data, own, committed.data, then)
    commit, missing = _last_known(entry.path, lines, committed, find)
    return Authorship(entry.stands_in, line, commit, changed, missing)


def _finder(entry: Entry, origin: Origin) -> Extents:
    """What finds the lines of an entry: in a CSV file, the tables that name it do."""
    if entry.stands_in.endswith(".toml"):
        return extents
    from tidlig.ledger.table_lines import TableLines

    return TableLines(origin, entry.stands_in)


def _last_known(
    path: Path, lines: Sequence[EntryLines], file: CommittedFile, find: Extents
) -> tuple[Commit | None, MissingHistory | None]:
    """The last commit to lines of an entry, or why a clone does not have it."""
    if not lines:
        return None, None
    try:
        commit = _last_to(path, lines, file, find)
    except git.MissingObjects:
        return None, MissingHistory.PARTIAL
    except CouldNot:  # git is absent or refuses: as where there is no repository
        return None, None
    if commit is not None and commit.id in shallow_commits(file.repository):
        return None, MissingHistory.SHALLOW
    return commit, None


def _last_to(
    path: Path, lines: Sequence[EntryLines], file: CommittedFile, find: Extents
) -> Commit | None:
    """The last commit to lines of an entry, or that took lines of it away."""
    newest = _newest(_blamed(file, lines), file)
    if newest is None:
        return None
    last = last_removal(file, path, newest, find) or newest
    return next(commits(file.repository, "-1", last, "--", by="a"), None)


def _committed(
    now: bytes, own: Sequence[EntryLines], before: bytes, own_before: Sequence[EntryLines]
) -> tuple[list[EntryLines], bool]:
    """Which lines an entry had at the commit of those that it has now; and if others differ.

    Lines are told apart by their text, and equal ones by their order.
    """
    texts_now = [text for _, text in _numbered(now, own)]
    then = list(_numbered(before, own_before))
    texts_then = [text for _, text in then]
    left: dict[bytes, list[int]] = defaultdict(list)
    for number, text in reversed(then):
        left[text].append(number)
    numbers = sorted(left[text].pop() for text in texts_now if left[text])
    return _stretches(numbers), texts_now != texts_then


def _numbered(data: bytes, own: Iterable[EntryLines]) -> Iterator[tuple[int, bytes]]:
    lines = data.split(b"\n")
    numbers = sorted(
        {number for stretch in own for number in range(stretch.first, stretch.last + 1)}
    )
    for number in numbers:
        if number <= len(lines):
            yield number, lines[number - 1].removesuffix(b"\r")


def _stretches(numbers: Sequence[int]) -> list[EntryLines]:
    """Put numbers that follow one another together."""
    stretches: list[EntryLines] = []
    for number in numbers:
        if stretches and stretches[-1].last == number - 1:
            stretches[-1] = stretches[-1]._replace(last=number)
        else:
            stretches.append(EntryLines(number, number))
    return stretches


def _blamed(file: CommittedFile, lines: Iterable[EntryLines]) -> set[str]:
    """The commits that lines of a file are of."""
    ranges = [word for stretch in lines for word in ("-L", f"{stretch.first},{stretch.last}")]
    words = ("blame", "--no-textconv", "--porcelain", *ranges, file.commit, "--", file.name)
    return set(_read(git.output(file.repository, *words).split(b"\n")))


def _read(lines: Iterable[bytes]) -> Iterator[str]:
    """Read the commits of porcelain blame: each stands first in what is printed for a line."""
    is_first = True
    for line in lines:
        if line and is_first:
            yield line.partition(b" ")[0].decode("ascii", "replace")
        is_first = line.startswith(b"\t")


def _newest(blamed: set[str], file: CommittedFile) -> str | None:
    """A commit that no other has come of; dates decide nothing, for anyone can set a clock."""
    if len(blamed) <= 1:
        return next(iter(blamed), None)
    words = ("rev-list", "--topo-order", "-1", *sorted(blamed), "--")
    return git.output(file.repository, *words).decode("ascii", "replace").strip()
