"""A new entry: choose its file, check the ledger with it, and write it under the ledger's lock.

The bytes shown are the bytes written: the files that were checked are compared with the disk before
anything is written. The entry goes to the file that the user names, else to one by convention.

The lock is held by the operating system and ends with the process. It is on the ledger's folder, so
no file is left behind. Where a folder cannot be locked (Windows, some network disks), a hidden file
in it is locked instead, which stays and does no harm.
"""

import contextlib
import errno
import os
import re
import stat
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Any

from tidlig.arithmetic.ledger import Ledger
from tidlig.arithmetic.related import all_entries
from tidlig.index.ledger_files import How
from tidlig.ledger.added import Added
from tidlig.ledger.cached_ledger import Known
from tidlig.ledger.compare import Comparison, Side, comparison, errors_brought
from tidlig.ledger.file_records import declared_by_tables
from tidlig.ledger.folder import shown_path
from tidlig.ledger.new_ids import place_of_work, propose_id, shorten
from tidlig.ledger.open import Snapshot, take_snapshot
from tidlig.ledger.starting import SCHEMA_FILE
from tidlig.ledger.taken_ids import Lines, TakenIds
from tidlig.model.decisions import Strand
from tidlig.model.entry import Entry
from tidlig.model.failure import CouldNot
from tidlig.model.findings import Finding
from tidlig.model.findings import Path as Keys
from tidlig.model.kinds import KINDS
from tidlig.model.personal import joined
from tidlig.model.texts import identifier
from tidlig.source.documents import leads_out
from tidlig.source.files import JOURNAL
from tidlig.source.replacing import finish_replacing, folder_made, replace
from tidlig.source.targets import target
from tidlig.source.values import ID, shown
from tidlig.source.writing import appended, entry_text

LOCK_FILE = ".tidlig.lock"
PATIENCE = 30.0
"""So many seconds are waited for another writer."""

_PAUSE = 0.02


@contextlib.contextmanager
def ledger_lock(folder: Path, patience: float = PATIENCE) -> Iterator[None]:
    """Hold a ledger's lock; raise `CouldNot` when another holds it for too long."""
    try:
        descriptor, take = _lockable(folder)
    except OSError as error:
        message = f"{folder} cannot be locked for writing: {write_reason(error)}"
        raise CouldNot(message, "see whether it is there, and who may write in it") from None
    try:
        _wait(lambda: take(descriptor), folder, patience)
        _finish(folder)
        yield
    finally:
        os.close(descriptor)


def _finish(folder: Path) -> None:
    """Finish a change of several files that was interrupted."""
    try:
        finish_replacing(folder)
    except OSError as error:
        message = f"a change that was interrupted cannot be finished: {write_reason(error)}"
        help = f"see who may write there, or restore the files with git and remove {JOURNAL}"
        raise CouldNot(message, help) from None


def write_reason(error: OSError) -> str:
    """Why the disk refuses to write, in a few words."""
    return (error.strerror or "the disk refuses").lower()


def _wait(take: Callable[[], None], folder: Path, patience: float) -> None:
    deadline = time.monotonic() + patience
    while True:
        try:
            take()
        except (BlockingIOError, PermissionError):
            if time.monotonic() > deadline:
                message = f"something else has been writing in {folder} for {patience:.0f} seconds"
                raise CouldNot(message, "wait for it to end, then try again") from None
            time.sleep(_PAUSE)
        else:
            return


def _lockable(folder: Path) -> tuple[int, Callable[[int], None]]:
    """An open folder, or the file in its place, and what locks it or raises."""
    try:
        import fcntl
    except ImportError:
        return _lock_file(folder), _take_on_windows

    def take(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)

    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
        fcntl.flock(descriptor, fcntl.LOCK_UN)
    except BlockingIOError:
        pass
    except OSError:
        os.close(descriptor)
        descriptor = _lock_file(folder)
    return descriptor, take


def _lock_file(folder: Path) -> int:
    """Open the file to lock: a plain one in the folder, and no pipe that would be waited for."""
    flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_NONBLOCK", 0)
    with target(folder / LOCK_FILE, within=folder) as place:
        descriptor = place.opened(flags)
    if stat.S_ISREG(os.fstat(descriptor).st_mode):
        return descriptor
    os.close(descriptor)
    raise OSError(errno.EINVAL, f"{LOCK_FILE} is not a plain file")


def _take_on_windows(descriptor: int) -> None:
    import msvcrt

    msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]


LONGEST_NAME = 100
"""So many characters at most does the name of a new file have, before its ending."""

DEVICES = re.compile("con|prn|aux|nul|(com|lpt)[0-9]")
"""Names that Windows has for devices, also with an ending."""


def usual_file(folder: Path, ledger: Ledger, heading: tuple[str, ...]) -> Path:
    """The file that an entry goes to: one of its own, but for a strand its program's.

    Ids are unlike on any two branches, and so are the files: they merge.
    """
    kind, id = heading[0], heading[1]
    is_strand = len(heading) > 2
    if is_strand:
        owner = _file_of(ledger, ("program", id))
        if owner is None:
            raise CouldNot(f'there is no program "{id}"', "a strand stands with its program")
        return Path(owner)
    name = f"{id}-{kind}" if DEVICES.fullmatch(id) else shorten(id, LONGEST_NAME)
    own_folder = KINDS[kind].described.folder
    assert own_folder is not None
    return folder / own_folder / f"{name}.toml"


def _file_of(ledger: Ledger, path: Keys) -> str | None:
    return next((entry.stands_in for entry in all_entries(ledger) if entry.path == path), None)


def named_file(folder: Path, name: str) -> Path:
    """The file of a ledger that a user names; raise `CouldNot` for one that it cannot have.

    Its path is from the ledger's folder, or from the working directory where that leads into it.
    """
    path = PurePosixPath(name)
    if not _can_be_in_ledger(name):
        help = "name a .toml file by its path in the ledger, as allocations/round-1.toml"
        raise CouldNot(f'"{name}" cannot be a file of the ledger', help)
    root = _absolute(folder)
    here, inside = _absolute(Path(path)), _absolute(folder / path)
    if here == inside or not here.is_relative_to(root):
        return folder / path
    if Path.cwd().is_relative_to(root) and not _is_file(here):
        return folder / path
    if _is_file(inside):
        message = f'"{name}" is one file from here, and another from the ledger\'s folder'
        raise CouldNot(message, f"go to {shown_path(folder)}, or write the whole path in it")
    return folder / here.relative_to(root)


def _can_be_in_ledger(name: str) -> bool:
    """Whether the ledger would read a file of this path: plain, not hidden, and inside it."""
    path = PurePosixPath(name)
    is_hidden = any(part.startswith(".") for part in path.parts)
    if is_hidden or path.suffix != ".toml":
        return False
    return name.isprintable() and not leads_out(name)


def _absolute(path: Path) -> Path:
    """A path from the root, without following links: it may lead nowhere."""
    return Path(os.path.normpath(path.absolute()))


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:
        return False


def refuse_target(folder: Path, target: Path, *, there: bool) -> None:
    """Refuse a file that the ledger would not read, or that a link leads out of it to."""
    try:
        leads_on = target.resolve().is_relative_to(folder.resolve())
        is_there = target.exists()
    except (OSError, RuntimeError):
        message = f"{shown_path(target)[:100]} cannot be a file: its name is too long, or a circle"
        raise CouldNot(message, "name another file") from None
    if not leads_on:
        message = f"{shown_path(target)} leads out of the ledger"
        raise CouldNot(message, "name a file within its folder")
    if is_there != there:
        message = f"{shown_path(target)} is not as it was a moment ago"
        raise CouldNot(message, "try again, or name another file")


FILES = "files"
"""What the state on the disk is called in a comparison."""


@dataclass(frozen=True, slots=True)
class NewEntry:
    """An entry to be added: its keys, and its id and file where these are stated.

    `program` is that of a strand, and empty for any other kind.
    """

    kind: type[Entry]
    table: Mapping[str, Any]
    id: str | None = None
    program: str = ""
    file: str | None = None


@dataclass(frozen=True, slots=True)
class Addition:
    """An entry as it would stand, and both states of the ledger; no comparison of one unread."""

    address: str
    text: str
    target: Path
    is_new: bool
    base: Side
    head: Side
    compared: Comparison | None
    added: Added

    @property
    def errors(self) -> tuple[Finding, ...]:
        """The errors that the entry brings."""
        return errors_brought(self.head, self.compared)


def files_as(snapshot: Snapshot, known: Known) -> Side:
    """The files of a ledger as one side of a comparison."""
    return Side(
        FILES, is_revision=False, origin=snapshot, ledger=known.ledger, checked=known.checked
    )


def addition(known: Known, snapshot: Snapshot, wanted_entry: NewEntry, how: How) -> Addition:
    """The addition of an entry to a readable ledger; raise `CouldNot` where it cannot be added."""
    folder, base = snapshot.folder.path, files_as(snapshot, known)
    lines = partial(declared_by_tables, known.files, how)
    keys = heading(base, wanted_entry, lines)
    target = (
        named_file(folder, wanted_entry.file)
        if wanted_entry.file is not None
        else usual_file(folder, base.ledger, keys)
    )
    old = snapshot.bytes_of(shown_path(target))
    refuse_target(folder, target, there=old is not None)
    text = entry_text(keys, wanted_entry.table)
    start = first_line(folder, target) if old is None else old
    after = snapshot.with_data(target, appended(start, text))
    added = Added(snapshot, known, after, how)
    address, ledger, checked = ".".join(keys), added.head.ledger, added.head.checked
    head = Side(address, is_revision=True, origin=after, ledger=ledger, checked=checked)
    compared = None
    if checked.readable:
        compared = comparison(base, head, added.apart, lambda: added.every)
    return Addition(address, text, target, old is None, base, head, compared, added)


def heading(base: Side, new: NewEntry, lines: Lines = tuple) -> tuple[str, ...]:
    """The keys of the entry's heading, with an id that is one and is free."""
    kind = new.kind.kind
    within = f"{new.program}/" if new.kind is Strand else ""
    id, taken = new.id, TakenIds(base.ledger, base.origin, lines)
    if id is None:
        place = place_of_work(Path(base.origin.shown))
        id = propose_id(lambda id: taken.has(kind, within + id), kind, new.table, place)
    ids = (id, new.program) if within else (id,)
    for written in ids:
        if re.fullmatch(ID, written) is None:
            help = "write small letters a-z, digits, - and _, beginning with a letter or digit"
            raise CouldNot(f"{shown(written)} is not an id", help)
    if taken.has(kind, within + id):
        raise CouldNot(
            joined("", (f'{kind} "', identifier(kind, within + id), '" is there already')),
            "leave the id out, or give another",
        )
    return ("program", new.program, "strand", id) if within else (kind, id)


def first_line(folder: Path, target: Path) -> bytes:
    """The first line of a new file: where editors find the format, if the ledger has it."""
    if not (folder / SCHEMA_FILE).is_file():
        return b""
    up = "../" * (len(target.relative_to(folder).parts) - 1)
    return f"#:schema {up}{SCHEMA_FILE}\n".encode()


def is_current(snapshot: Snapshot) -> bool:
    """Whether the files on the disk are those of a snapshot."""
    now = take_snapshot(snapshot.folder.path)
    return (now.file_list, now.tables) == (snapshot.file_list, snapshot.tables)


def write(new: Addition, snapshot: Snapshot) -> None:
    """Write an addition to a ledger that is as in the snapshot; only for who has its lock."""
    try:
        folder_made(new.target.parent, snapshot.folder.path)
        refuse_target(snapshot.folder.path, new.target, there=not new.is_new)
        replace(new.target, new.head.origin.data(shown_path(new.target)), snapshot.folder.path)
    except OSError as error:
        message = f"{shown_path(new.target)} cannot be written: {write_reason(error)}"
        raise CouldNot(
            message, "nothing was written; make room, or see who may write there"
        ) from None
