"""Objects of a repository, read by one `git cat-file --batch` process.

A commit has an author, a day and a subject. git accepts nearly anything as a day and an author;
values that make no sense are left out.
"""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from tidlig.ledger import git
from tidlig.ledger.object_ids import object_id, start_hash
from tidlig.ledger.process import Program, TimedOut
from tidlig.ledger.repository import Repository
from tidlig.model.failure import CouldNot
from tidlig.source.files import LARGEST_FILE, Unreadable, whole

if TYPE_CHECKING:
    from hashlib import _Hash as Hash


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
    """The commits that a log lists, with the day of the author (a) or the committer (c)."""
    form = "%x00".join(_FIELDS).format(by)
    text = git.output(repository, *_LOG, f"--format={form}", *words).decode("utf-8", "replace")
    fields = text.split("\0")[:-1]
    rows = zip(*(fields[n :: len(_FIELDS)] for n in range(len(_FIELDS))), strict=True)
    for id, seconds, date, author, subject in rows:
        time, _, zone = date.partition(" ")
        yield Commit(id, author, day(seconds, zone) if time == seconds else None, subject)


def shallow_commits(repository: Repository) -> frozenset[str]:
    """The ids of the commits whose parents a shallow clone has left out."""
    try:
        text = whole(repository.common / "shallow", _LARGEST)
    except (OSError, Unreadable):
        return frozenset()
    return frozenset(text.decode("ascii", "replace").split())


def day(seconds: str, zone: str) -> dt.date | None:
    """The day of a commit where it was made, as git writes times; None for no day."""
    match = _ZONE.fullmatch(zone)
    if match is None or not _SECONDS.fullmatch(seconds):
        return None
    sign, hours, minutes = match.groups()
    offset = dt.timedelta(hours=int(hours), minutes=int(minutes))
    if offset >= dt.timedelta(days=1):
        return None
    try:
        time = _EPOCH + dt.timedelta(seconds=int(seconds))
        local = time - offset if sign == "-" else time + offset
    except OverflowError:
        return None
    return local.date()


_AT_ONCE = 400
"""So many objects are asked for before the answers are read: the pipe holds their ids."""

_START = re.compile("[0-9a-f]{4,}")
"""The start of an id, of four digits at least."""


_BLOCK = 1 << 20
_LARGEST_TREE = 1 << 26
_SEE = "see what made it: git fsck, and git log"


class Blobs:
    """Objects by their id, each read once; git runs from the first question until `close`.

    `sha256` has the checksums of those that are too large to be kept. Used with `with`, for several
    revisions, git is closed at the end of all.
    """

    def __init__(self, repository: Repository) -> None:
        """Remember the repository."""
        self.repository = repository
        self.sha256: dict[str, str] = {}
        self._kept: dict[str, bytes] = {}
        self._running: Program | None = None
        self._shared = False

    def __enter__(self) -> Self:
        """Keep git running until the end."""
        self._shared = True
        return self

    def __exit__(self, *_: object) -> None:
        """End git."""
        self._shared = False
        self.close()

    def commit(self, name: str) -> str:
        """The id of the commit that a revision names; raise `CouldNot` for none."""
        if not name or name.startswith("-") or not name.isprintable() or name != name.strip():
            raise CouldNot(f'"{name}" is not a revision', "name a commit, a branch or a tag")
        header = self._answers([f"{name}^{{commit}}"])[0]
        id, _, rest = header.partition(" ")
        if not rest.startswith("commit "):
            raise self._missing(name)
        return id

    def commit_day(self, id: str) -> dt.date | None:
        """The day on which a commit was made, in its own zone; None where it says no day."""
        header, _, _ = self.read(id).partition(b"\n\n")
        for line in header.decode("utf-8", "replace").splitlines():
            if line.startswith("committer "):
                *_, seconds, zone = line.split(" ")
                return day(seconds, zone)
        return None

    def read_all(self, ids: Sequence[str]) -> dict[str, bytes]:
        """The bytes of objects, by their ids."""
        missing = [id for id in dict.fromkeys(ids) if id not in self._kept]
        for start in range(0, len(missing), _AT_ONCE):
            self._answers(missing[start : start + _AT_ONCE])
        if any(id not in self._kept for id in missing):
            raise git.missing_objects()
        return {id: self._kept[id] for id in ids}

    def read(self, id: str) -> bytes:
        """The bytes of one object; git runs on only if it was running."""
        was_running = self._running is not None
        try:
            return self.read_all([id])[id]
        finally:
            if not was_running:
                self.close()

    def keep(self, data: bytes, like: str) -> str:
        """Keep the bytes of a file that no repository has, and give the id that it would have."""
        id = object_id(data, like)
        self._kept[id] = data
        return id

    def head(self) -> str | None:
        """The id of the commit that is checked out; None before the first."""
        id, _, rest = self._answers(["HEAD^{commit}"])[0].partition(" ")
        return id if rest.startswith("commit ") else None

    def close(self) -> None:
        """End git; another question starts it again."""
        if self._running is not None and not self._shared:
            running, self._running = self._running, None
            with suppress(TimedOut):
                running.end()

    def _answers(self, names: Sequence[str]) -> list[str]:
        """Ask for objects, keep their bytes, and give the first lines of the answers."""
        if self._running is None:
            self._running = git.start(self.repository, "cat-file", "--batch")
        running = self._running
        try:
            running.ask("".join(f"{name}\n" for name in names).encode())
            return [self._answer(running) for _ in names]
        except (BrokenPipeError, EOFError):
            self._running = None
            raise git.refusal(running.end().stderr) from None
        except TimedOut:
            self._end(running)
            raise git.timed_out() from None
        except CouldNot:
            self._end(running)
            raise

    def _end(self, running: Program) -> None:
        self._running = None
        with suppress(TimedOut):
            running.end()

    def _answer(self, running: Program) -> str:
        header = running.line().decode("utf-8", "replace").rstrip("\n")
        if not header:
            raise EOFError
        if not header.endswith((" missing", " ambiguous")):
            id, kind, size = header.split(" ")
            self._kept[id] = self._content(running, id, kind, int(size))
        return header

    def _content(self, running: Program, id: str, kind: str, size: int) -> bytes:
        """Read an object, and verify that it is what its id says: git does not.

        Of what is larger than a file of a ledger only the start is kept, and the checksum.
        """
        most = _LARGEST_TREE if kind == "tree" else LARGEST_FILE + 1
        own = start_hash(size, id, kind)
        checksum = _checksum() if size > most else None
        start = bytearray()
        for block in _blocks(running, size):
            own.update(block)
            if checksum is not None:
                checksum.update(block)
            start += block[: most - len(start)]
        if own.hexdigest() != id:
            raise _damaged()
        if checksum is not None:
            if kind != "blob":
                raise CouldNot(f"a {kind} of the repository is too large to be read", _SEE)
            self.sha256[id] = checksum.hexdigest()
        return bytes(start)

    def _objects_beginning(self, name: str) -> int:
        """Count the objects whose ids begin with a name, when it may be the start of an id."""
        if not _START.fullmatch(name):
            return 0
        ids = git.output_if_any(self.repository, "rev-parse", f"--disambiguate={name}") or ""
        return len(ids.split())

    def _missing(self, name: str) -> CouldNot:
        """The error when a revision is not there; a clone that was cut short may lack it."""
        if self._objects_beginning(name) > 1:
            return CouldNot(f'"{name}" may be several commits', "write more of it")
        message = f'there is no revision "{name}" here'
        if shallow_commits(self.repository):
            help = "this clone is shallow: fetch the rest with git fetch --unshallow"
            return CouldNot(message, f"{help}, or in CI with a depth of 0")
        return CouldNot(message, "git log --oneline lists commits, git branch -a branches")


def _blocks(running: Program, size: int) -> Iterator[bytes]:
    """Read an object of a size in pieces, and the line end after it."""
    left = size
    while left:
        block = running.read(min(left, _BLOCK))
        if not block:
            raise EOFError
        left -= len(block)
        yield block
    if not running.read(1):
        raise EOFError


def _checksum() -> "Hash":
    from hashlib import sha256

    return sha256()


def _damaged() -> CouldNot:
    return CouldNot(
        "an object of the repository is not what its id says",
        "git fsck tells which; do not believe this copy of the repository",
    )
