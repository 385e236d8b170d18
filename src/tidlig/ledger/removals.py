"""Lines that an entry lost after the newest of those it still has: blame cannot see these.

The entry is held against what it was at each commit to its file since. The order of its lines makes
no difference.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from tidlig.ledger import git
from tidlig.ledger.blobs import Blobs
from tidlig.ledger.origin import KeptAt
from tidlig.ledger.repository import Repository
from tidlig.model.findings import Path
from tidlig.source.entry_lines import extents

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
