"""Files to records: what rules and sums need of a file, and its rows; in one process or more.

A file has two records. The first has its contents without its rows, the rows' columns and their
sums; the second, made when a row is first opened, has the rows in blocks that open one by one. What
the checks that see one file say of it is in the first, so that entries and errors are remembered
together. A file's path is in neither: it is given when a record is opened. Whoever makes them, they
are the same.
"""

import gc
import marshal
import os
import zlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from tidlig.index.coding import all_encoded, decoded, encoded
from tidlig.index.columns import (
    MANY,
    Columns,
    columns_of,
    in_order,
    is_of_many,
    many_of,
    opened_columns,
)
from tidlig.index.ledger_files import PROCESSES, Files, How
from tidlig.index.store import Store, digest, key, made_by
from tidlig.index.sums import Sum, file_sums
from tidlig.model.contents import Contents
from tidlig.model.failure import CouldNot
from tidlig.model.messages import Message
from tidlig.source.files import Unreadable, content

if TYPE_CHECKING:
    from tidlig.index.plain_entries import PlainEntries

IN_BLOCK = 64
"""So many rows are packed, and opened, together."""


NO_ROWS = marshal.dumps([])
"""The rows of a file that has none."""


class FileRecord(NamedTuple):
    """A file without its rows: its other contents, where these stand among all, and the sums."""

    contents: Contents
    positions: Sequence[int]
    columns: Columns
    sums: Sequence[Sum]

    @property
    def declared(self) -> tuple[tuple[str, str], ...]:
        """What the whole file declares."""
        ids = self.columns.ids.items()
        return (*self.contents.declared, *((kind, id) for kind, own in ids for id in own))

    def with_rows(self, rows: Mapping[int, Any]) -> Contents:
        """Give the file's contents with some of its rows, by their numbers, in its order."""
        entries = in_order(self.contents.entries, self.positions, rows)
        return replace(self.contents, entries=entries, declared=self.declared)


def lines_key(digest: bytes, what: bytes, read_as: bytes) -> bytes:
    """Give the key of a record of a table's file: of all that decides what its lines are."""
    return key(made_by(), what, digest, b"lines", read_as)


def record_key(digest: bytes, what: bytes, *, holds_settings: bool, currency: str | None) -> bytes:
    """Give the key of a record of a file's content in a ledger: of the `file`, or its `rows`.

    The file that holds the settings says the ledger's currency itself.
    """
    read_as = "settings" if holds_settings else f"in {currency}"
    return key(made_by(), what, digest, read_as.encode())


def record_of(contents: Contents) -> bytes:
    """Make the record of a file, which has its path nowhere."""
    positions = [n for n, entry in enumerate(contents.entries) if not is_of_many(entry)]
    return _record(contents, positions, columns_of(many_of(contents)))


def record_with(contents: Contents, plain: "PlainEntries") -> bytes:
    """Make the record of a file whose plain entries were taken out of its contents."""
    from tidlig.index.plain_entries import with_others

    return _record(contents, *with_others(plain, contents.entries))


def _record(contents: Contents, positions: Sequence[int], columns: Columns) -> bytes:
    own = {kind: set(ids) for kind, ids in columns.ids.items()}
    rest = replace(
        contents,
        entries=tuple(entry for entry in contents.entries if not is_of_many(entry)),
        declared=tuple((kind, id) for kind, id in contents.declared if id not in own.get(kind, ())),
    )
    plain: Any = tuple([tuple(each) if isinstance(each, tuple) else each for each in columns])
    of_file: Any = encoded(rest, contents.path), positions, plain, file_sums(columns)
    return marshal.dumps(of_file)


def packed_rows(contents: Contents) -> bytes:
    """Make the record of a file's rows."""
    return marshal.dumps(list(_packed(many_of(contents), contents.path)))


def opened(record: bytes, path: str) -> FileRecord:
    """Open the record of a file."""
    contents, positions, columns, sums = marshal.loads(record)  # noqa: S302 - ours, and sealed
    return FileRecord(decoded(contents, path), positions, opened_columns(columns), sums)


def no_record(contents: Contents) -> FileRecord:
    """Give what stands for a file that cannot be read."""
    positions = range(len(contents.entries))
    return FileRecord(contents, positions, columns_of(()), ())


def _packed(rows: Sequence[Any], path: str) -> Iterator[bytes]:
    plain: list[Any] = [None] * len(rows)
    for kind in MANY:
        places = [place for place, row in enumerate(rows) if type(row) is kind]
        coded = all_encoded([rows[place] for place in places], path)
        for place, value in zip(places, coded, strict=True):
            plain[place] = value
    for start in range(0, len(rows), IN_BLOCK):
        yield zlib.compress(marshal.dumps(plain[start : start + IN_BLOCK]), 1)


class PackedRows:
    """The rows of a file, as they were packed; blocks are opened when a row of them is wanted."""

    def __init__(self, record: bytes) -> None:
        """Take the record of a file's rows."""
        self.blocks: list[bytes] = marshal.loads(record)  # noqa: S302 - ours, and sealed
        self._opened: dict[int, list[Any]] = {}

    def rows(self, path: str, numbers: Iterable[int]) -> list[Any]:
        """Give some rows, as those of a file."""
        return [decoded(self._plain(number), path) for number in numbers]

    def plain(self, left_out: Collection[int] = ()) -> dict[int, Any]:
        """Give the rows of all blocks but some as plain values, by their numbers."""
        return {
            block * IN_BLOCK + place: row
            for block in range(len(self.blocks))
            if block not in left_out
            for place, row in enumerate(self._block(block))
        }

    def _plain(self, number: int) -> Any:
        return self._block(number // IN_BLOCK)[number % IN_BLOCK]

    def _block(self, number: int) -> list[Any]:
        if number not in self._opened:
            packed = zlib.decompress(self.blocks[number])
            self._opened[number] = marshal.loads(packed)  # noqa: S302 - ours, and sealed
        return self._opened[number]


def rows_apart(one: PackedRows, other: PackedRows) -> tuple[set[int], set[int]]:
    """Tell which rows each of two states of a file has alone; blocks that both have stay packed."""
    pairs = enumerate(zip(one.blocks, other.blocks, strict=False))
    same = {number for number, (first, second) in pairs if first == second}
    plain = one.plain(same), other.plain(same)
    both = set(plain[0].values()).intersection(plain[1].values())
    first, second = ({n for n, row in rows.items() if row not in both} for rows in plain)
    return first, second


PAYS_FROM = 1_000_000
"""So many bytes to read make it worth while to start processes."""

_AT_ONCE = 2_000_000
"""So many bytes are given to a process at a time, or a share of all that is fair."""


Reader = Callable[[bytes, bool, str | None], bytes]
"""Makes the record of bytes that may hold the settings, in a currency."""


class Place(NamedTuple):
    """The path of a file, and the ledger's folder, which it must lie in."""

    path: str
    folder: str


class Fault(NamedTuple):
    """Why a file cannot be read, and what to do."""

    message: Message
    help: Message


class Task(NamedTuple):
    """A file to make records of: its bytes, where it is, or why it has none.

    Of bytes that were read before the digest may be known. The currency is the ledger's.
    """

    number: int
    source: bytes | Place | Fault
    holds_settings: bool
    currency: str | None
    digest: bytes | None = None


class Made(NamedTuple):
    """A file's digest and its record; or why it cannot be read."""

    number: int
    digest: bytes = b""
    record: bytes = b""
    fault: Fault | None = None


def made(every: Files, numbers: Sequence[int], how: How, read: Reader) -> Iterator[Made]:
    """Make the records of some files, as they come; those that are remembered are not made anew."""
    files = every.files
    size = sum(files[number].size for number in numbers)
    processes = min(how.processes, len(numbers)) if size >= PAYS_FROM else 1
    store, done = how.store, 0
    if processes > 1:
        work = partial(_made, store=store, read=read)
        groups = _groups(every, numbers, min(_AT_ONCE, size // processes + 1))
        for results in _told(_in_processes(work, groups, processes)):
            done += len(results)
            how.tell("reading", done, len(numbers))
            yield from results
        return
    for number in numbers:
        yield from _made([_task(every, number)], store, read)
        files[number].forget()
        done += 1
        how.tell("reading", done, len(numbers))


def _groups(every: Files, numbers: Sequence[int], size: int) -> Iterator[list[Task]]:
    """Part the work into groups of about a size."""
    files = every.files
    group: list[Task] = []
    bytes_in = 0
    for number in numbers:
        group.append(_task(every, number))
        files[number].forget()
        bytes_in += files[number].size
        if bytes_in >= size:
            yield group
            group, bytes_in = [], 0
    if group:
        yield group


def _task(every: Files, number: int) -> Task:
    file, currency = every.files[number], every.currency
    if file.place is not None and not file.is_loaded:
        return Task(number, Place(*file.place), file.holds_settings, currency)
    data = file.load()
    source = data if isinstance(data, bytes) else Fault(data.message, data.help)
    return Task(number, source, file.holds_settings, currency, file.digest)


def _told(results: Iterator[list[Made]]) -> Iterator[list[Made]]:
    """Say in words that a process could not be started, or was ended before it had read."""
    from concurrent.futures.process import BrokenProcessPool

    try:
        yield from results
    except (BrokenProcessPool, MemoryError):
        message = "a process that reads files was killed, most often because memory ran out"
        raise CouldNot(message, f"set {PROCESSES}=1, which needs less, or free memory") from None
    except OSError as error:
        message = f"no process can be started: {(error.strerror or 'the system refuses').lower()}"
        raise CouldNot(message, f"set {PROCESSES}=1") from None


def _in_processes(
    work: Callable[[list[Task]], list[Made]], groups: Iterator[list[Task]], processes: int
) -> Iterator[list[Made]]:
    """Have processes do the work; a few groups wait for each, so that not all are held at once."""
    import multiprocessing
    from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait

    import tidlig.index.plain_entries
    import tidlig.source.reading  # noqa: F401 - forked processes have them then

    forks = "fork" in multiprocessing.get_all_start_methods() and os.name == "posix"
    context = multiprocessing.get_context("fork" if forks else "spawn")
    if not forks:
        os.environ["PYTHONSAFEPATH"] = "1"  # a Python of its own must import nothing from here
    with ProcessPoolExecutor(processes, mp_context=context) as pool:
        running: set[Future[list[Made]]] = set()
        for group in groups:
            running.add(pool.submit(work, group))
            if len(running) > 3 * processes:
                done, running = wait(running, return_when=FIRST_COMPLETED)
                for each in done:
                    yield each.result()
        while running:
            done, running = wait(running, return_when=FIRST_COMPLETED)
            for each in done:
                yield each.result()


def _made(tasks: Sequence[Task], store: Store, read: Reader) -> list[Made]:
    """Make the records of some files."""
    with uncollected():
        return [_one(task, store, read) for task in tasks]


@contextmanager
def uncollected() -> Iterator[None]:
    """Make many things that do not go in circles, without the collector."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _one(task: Task, store: Store, read: Reader) -> Made:
    if isinstance(task.source, Fault):
        return Made(task.number, fault=task.source)
    try:
        data = task.source if isinstance(task.source, bytes) else content_at(task.source)
    except Unreadable as fault:
        return Made(task.number, fault=Fault(fault.message, fault.help))
    own = task.digest or digest(data)
    name = record_key(own, b"file", holds_settings=task.holds_settings, currency=task.currency)
    record = store.payload(name)
    if record is None:
        record = read(data, task.holds_settings, task.currency)
        store.keep(name, record)
    return Made(task.number, own, record)


def content_at(place: Place) -> bytes:
    """Read a file where it is, in its ledger's folder; raise `Unreadable`."""
    return content(Path(place.path), Path(place.folder))
