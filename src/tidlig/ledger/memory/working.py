"""Files to records, in this process or in several: the same records, whoever makes them."""

import gc
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import NamedTuple

from tidlig.arithmetic.summaries.facts import Facts
from tidlig.arithmetic.summaries.stamps import suspects
from tidlig.arithmetic.summaries.telling import facts
from tidlig.ledger.memory.forms import Form
from tidlig.ledger.memory.how import PROCESSES, How
from tidlig.ledger.memory.seeing import Files, Seen
from tidlig.ledger.memory.store import Store, digest
from tidlig.model.contents import Contents
from tidlig.model.failure import CouldNot
from tidlig.model.messages import Message
from tidlig.model.money import KRONER
from tidlig.source.files import Unreadable, content

PAYS_FROM = 1_000_000
"""So many bytes to read make it worth while to start processes."""

_AT_ONCE = 2_000_000
"""So many bytes are given to a process at a time, or a share of all that is fair."""


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
    """A file's digest and its records, one for each form; or why it cannot be read."""

    number: int
    digest: bytes = b""
    records: tuple[bytes, ...] = ()
    fault: Fault | None = None


def made(every: Files, numbers: Sequence[int], forms: Sequence[Form], how: How) -> Iterator[Made]:
    """Make the records of some files, as they come; those that are remembered are not made anew."""
    files = every.files
    size = sum(files[number].size for number in numbers)
    processes = min(how.processes, len(numbers)) if size >= PAYS_FROM else 1
    store, done = how.store, 0
    if processes > 1:
        work = partial(_made, forms=tuple(forms), store=store)
        groups = _groups(every, numbers, min(_AT_ONCE, size // processes + 1))
        for results in _told(_in_processes(work, groups, processes)):
            done += len(results)
            how.tell("reading", done, len(numbers))
            yield from results
        return
    for number in numbers:
        yield from _made([_task(every, number)], tuple(forms), store)
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

    import tidlig.source.reading  # noqa: F401 - forked processes have it then

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


def _made(tasks: Sequence[Task], forms: tuple[Form, ...], store: Store) -> list[Made]:
    """Make the records of some files."""
    with uncollected():
        return [_one(task, forms, store) for task in tasks]


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


def _one(task: Task, forms: tuple[Form, ...], store: Store) -> Made:
    if isinstance(task.source, Fault):
        return Made(task.number, fault=task.source)
    try:
        data = task.source if isinstance(task.source, bytes) else _content(task.source)
    except Unreadable as fault:
        return Made(task.number, fault=Fault(fault.message, fault.help))
    own = task.digest or digest(data)
    contents: Contents | None = None
    of_mass: Facts | None = None
    records = []
    for form in forms:
        name = form.key(own, holds_settings=task.holds_settings, currency=task.currency)
        record = store.payload(name)
        if record is None:
            contents = contents or read_contents(data, task.holds_settings, task.currency)
            if not form.is_whole and of_mass is None:
                of_mass = facts(contents)
                _keep_look_alikes(contents, (own, task.holds_settings, task.currency), of_mass)
            record = form.record(contents, of_mass)
            store.keep(name, record)
        records.append(record)
    return Made(task.number, own, tuple(records))


def _content(place: Place) -> bytes:
    return content(Path(place.path), Path(place.folder))


_LAST: dict[tuple[bytes, bool, str | None], Contents] = {}
"""The contents of the last file with look-alikes, by its digest: it is looked into again."""


def look_alikes(file: Seen, currency: str | None) -> Contents | None:
    """Give the contents, without a path, of a file that was just found to hold look-alikes."""
    if file.digest is None:
        return None
    return _LAST.pop((file.digest, file.holds_settings, currency), None)


def _keep_look_alikes(
    contents: Contents, of_file: tuple[bytes, bool, str | None], of_mass: Facts
) -> None:
    if suspects([of_mass.payment_stamps]) or suspects([of_mass.award_stamps]):
        _LAST.clear()
        _LAST[of_file] = contents


def read_contents(data: bytes, holds_settings: bool, currency: str | None = KRONER) -> Contents:
    """Read a file of a ledger in a currency, and run the checks that see one file."""
    from tidlig.ledger.checking import file_faults
    from tidlig.source.reading import read

    contents = read("", data, holds_settings=holds_settings, currency=currency)
    return replace(contents, found=file_faults(contents))
