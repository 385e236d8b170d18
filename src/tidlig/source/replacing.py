"""Files replaced whole or not at all: written beside the target, synced, renamed; also several.

A crash at any point leaves the old file or the new one. What a killed process leaves beside them is
hidden, so that no ledger has it, and is removed by the next who writes there. After the folder and
the new file are opened, both are known by their descriptors alone. Several files are replaced
together by a journal of what is to be done, which the next who writes finishes.

The new file may be read by who might read the old one, and nobody else. It is never given to
another owner. Its group and its list of further users (a POSIX ACL) are kept where the old file is
our own; where they are not kept, they may do no more than anybody may.
"""

import errno
import os
import re
import stat
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from tidlig.source.files import JOURNAL
from tidlig.source.targets import Target, own_descriptor, target

KEEPS_MODES = hasattr(os, "fchmod") and hasattr(os, "fchown") and hasattr(os, "geteuid")
"""Whether files have owners and modes; on Windows a folder says who may read its files."""

_ACL = "system.posix_acl_access"
_GET, _SET, _REMOVE = (getattr(os, f"{verb}xattr", None) for verb in ("get", "set", "remove"))
_PLAIN, _GROUP, _OTHERS = 0o777, 0o070, 0o007


@dataclass(frozen=True, slots=True)
class Permissions:
    """The status of a file and its list of users, None where that is not known."""

    status: os.stat_result
    acl: bytes | None

    @property
    def is_own(self) -> bool:
        """Whether it is this user's."""
        return self.status.st_uid == os.geteuid()

    @property
    def at_birth(self) -> int:
        """The mode to make the new file with; of a file of someone else's, less the umask."""
        return 0o600 if not KEEPS_MODES or self.is_own else self.status.st_mode & 0o707

    def give(self, descriptor: int) -> None:
        """Set them on a new file, before anything is written into it."""
        if not KEEPS_MODES:
            return
        old = self.status
        if self.is_own:
            with suppress(OSError):
                os.fchown(descriptor, -1, old.st_gid)
        new = os.fstat(descriptor)
        mode = old.st_mode if self.is_own else new.st_mode & ~_GROUP | old.st_mode & _GROUP
        if self.acl != b"" or new.st_gid != old.st_gid:
            mode &= ~_GROUP | (mode & _OTHERS) << 3
        _call(_REMOVE, descriptor, _ACL)
        os.fchmod(descriptor, mode & _PLAIN)
        if self.acl and self.is_own and new.st_gid == old.st_gid:
            _call(_SET, descriptor, _ACL, self.acl)


def permissions(descriptor: int) -> Permissions:
    """Those of an open file."""
    return Permissions(os.fstat(descriptor), _call(_GET, descriptor, _ACL) or b"")


def _call(of_linux: Any, *words: object) -> Any:
    """Call what Linux has for lists of users; nothing where there are none."""
    with suppress(OSError):
        return None if of_linux is None else of_linux(*words)
    return None


UNFINISHED = ".tidlig-new"
"""How the name of a file ends that is being written."""

RENAMES_OPEN_FILES = os.name != "nt"
"""Whether a file can be renamed before it is closed, and so is never without its lock."""

ABANDONED_AFTER = 24 * 60 * 60
"""So many seconds after a file that cannot be locked was written, its writer is taken for dead."""

_NAME = re.compile(rf"\..+\.[0-9a-z_]+{re.escape(UNFINISHED)}", re.DOTALL)
_WAITS = getattr(os, "O_NONBLOCK", 0)


def replace(path: Path, data: bytes, within: Path | None = None) -> None:
    """Write a plain file, in the place of what is there if anything is; links stay links.

    It must lie `within` a folder, wherever links lead; `LeadsOut` says that it does not.
    """
    with target(path, within) as place:
        old = place.status()
        if old is not None and not stat.S_ISREG(old.st_mode):
            raise OSError(errno.EINVAL, "it is not a plain file")
        _replaced(place, old, (data,))


def write_parts(path: Path, parts: Iterable[bytes], within: Path | None = None) -> None:
    """Write a file as `replace` does, one part after another; devices and pipes are written into.

    So a shell's `>` has it: what is no plain file is never replaced by one.
    """
    own = own_descriptor(path) if within is None else None
    if own is not None:
        _write_into(os.dup(own), parts)
        return
    with target(path, within) as place:
        old = place.status()
        if old is None or stat.S_ISREG(old.st_mode):
            _replaced(place, old, parts)
        elif stat.S_ISDIR(old.st_mode):
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        else:
            place.see_to_owner()
            _write_into(_connected(place) if stat.S_ISSOCK(old.st_mode) else _plugged(place), parts)


def append(path: Path, make: Callable[[int], bytes]) -> None:
    """Write at the end of a plain file what is made for the bytes that it has, and never wait.

    A character device, as a terminal or the null device, is taken for an empty file.
    """
    flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | _WAITS | getattr(os, "O_BINARY", 0)
    with open(os.open(path, flags, 0o666), "ab") as file:
        status = os.fstat(file.fileno())
        if stat.S_ISREG(status.st_mode) or stat.S_ISCHR(status.st_mode):
            file.write(make(status.st_size))
        else:
            raise OSError(errno.EINVAL, "it is not a plain file")


def create(path: Path, data: bytes, within: Path) -> bool:
    """Write a file that is not there; tell whether it was not."""
    with target(path, within) as place:
        try:
            descriptor = place.opened(os.O_WRONLY | os.O_CREAT | os.O_EXCL)
        except FileExistsError:
            return False
        try:
            with open(descriptor, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(descriptor)
        except BaseException:
            place.remove(place.name)
            raise
    return True


def folder_made(folder: Path, within: Path | None = None) -> None:
    """Make a folder where there is none, and those above it."""
    if not folder.is_dir():
        folder_made(folder.parent, within)
        with target(folder, within) as place:
            place.make_folder()
            place.sync()


_TOGETHER = ".tidlig-next"
"""How the name of a file ends that will take another's place together with others."""

_LARGEST_JOURNAL = 1 << 24


class Replacement(NamedTuple):
    """A file with the bytes that it has, and those that it will have; None for no file."""

    path: Path
    old: bytes | None
    new: bytes | None


def replace_together(replacements: Sequence[Replacement], within: Path) -> None:
    """Replace and remove several files of a folder: all or none, also if this process is killed.

    All new files are written before the first takes its place, and a journal says what is to be
    done: `finish_replacing` finishes it. Only for who has the folder's lock. On an error all files
    are as they were.
    """
    if len(replacements) == 1:
        _replace_one(replacements[0], within)
        return
    names: list[str | None] = []
    try:
        _sweep_beside(replacements, within)
        for replacement in replacements:
            names.append(_written_beside(replacement, within))  # noqa: PERF401 - kept on errors
        _write_journal(replacements, names, within)
    except BaseException:
        _remove_beside(replacements, names, within)
        raise
    done: list[Replacement] = []
    try:
        for replacement, name in zip(replacements, names, strict=True):
            done.append(replacement)
            put(replacement.path, name, within)
    except BaseException:
        for replacement in done:
            _replace_one(Replacement(replacement.path, None, replacement.old), within)
        _remove_beside(replacements, names, within)
        _remove(within / JOURNAL, within)
        raise
    _remove(within / JOURNAL, within)


def finish_replacing(folder: Path) -> None:
    """Finish what a killed process began of `replace_together`; only for who has the lock."""
    journal = folder / JOURNAL
    if not os.path.lexists(journal):
        return
    with target(journal, folder) as place, open(place.opened(os.O_RDONLY | _WAITS), "rb") as file:
        data = file.read(_LARGEST_JOURNAL)
    for shown, old, name in _planned(data):
        path = folder / shown
        with target(path, folder) as place:
            is_waiting = name is not None and name in place.names()
        if is_waiting or (name is None and _digest(_content(path, folder)) == old):
            put(path, name, folder)
    _remove(journal, folder)


def _planned(data: bytes) -> Iterator[tuple[str, str, str | None]]:
    """Yield the files of a journal: each path, the digest that it had, and what takes its place.

    A journal may come with a repository from anybody: it names files of the ledger alone.
    """
    import json

    try:
        rows = json.loads(data)
        planned = [(str(path), str(old), name) for path, old, name in rows]
    except (ValueError, TypeError):
        raise OSError(errno.EINVAL, f"{JOURNAL} cannot be read") from None
    for path, old, name in planned:
        is_hidden_beside = name is None or (
            isinstance(name, str) and "/" not in name and name.endswith(_TOGETHER)
        )
        is_inside = path.endswith((".toml", ".csv")) and not {"", "..", "."} & set(path.split("/"))
        if not (is_inside and is_hidden_beside):
            raise OSError(errno.EINVAL, f"{JOURNAL} names other files than a ledger's")
        yield path, old, name


def _replace_one(replacement: Replacement, within: Path) -> None:
    if replacement.new is None:
        _remove(replacement.path, within)
    else:
        replace(replacement.path, replacement.new, within)


def _written_beside(replacement: Replacement, within: Path) -> str | None:
    """Write what a file will be beside it; give the name, None for a file to be removed."""
    if replacement.new is None:
        return None
    with target(replacement.path, within) as place:
        old = place.status()
        if old is not None and not stat.S_ISREG(old.st_mode):
            raise OSError(errno.EINVAL, "it is not a plain file")
        with _written(place, old, (replacement.new,), _TOGETHER) as name:
            return name


def _write_journal(
    replacements: Sequence[Replacement], names: Sequence[str | None], within: Path
) -> None:
    import json

    rows = [
        (_below(replacement.path, within), _digest(replacement.old), name)
        for replacement, name in zip(replacements, names, strict=True)
    ]
    replace(within / JOURNAL, json.dumps(rows).encode(), within)


def _below(path: Path, folder: Path) -> str:
    return Path(os.path.relpath(path, folder)).as_posix()


def _digest(data: bytes | None) -> str:
    from hashlib import sha256

    return "" if data is None else sha256(data).hexdigest()


def _content(path: Path, within: Path) -> bytes | None:
    with target(path, within) as place:
        try:
            descriptor = place.opened(os.O_RDONLY | _WAITS)
        except FileNotFoundError:
            return None
        with open(descriptor, "rb") as file:
            return file.read()


def put(path: Path, name: str | None, within: Path) -> None:
    """Put a file that is written in its place, or remove what stands there."""
    if name is None:
        _remove(path, within)
        return
    with target(path, within) as place:
        place.take(name)
        place.sync()


def _remove(path: Path, within: Path) -> None:
    with target(path, within) as place:
        with suppress(FileNotFoundError):
            place.remove(place.name)
        place.sync()


def _remove_beside(
    replacements: Sequence[Replacement], names: Sequence[str | None], within: Path
) -> None:
    for replacement, name in zip(replacements, names, strict=False):
        if name is not None:
            with suppress(OSError), target(replacement.path, within) as place:
                place.remove(name)


def _sweep_beside(replacements: Sequence[Replacement], within: Path) -> None:
    """Remove what was killed before it had a journal, and so will take no file's place."""
    for path in {
        replacement.path.parent: replacement.path for replacement in replacements
    }.values():
        with suppress(FileNotFoundError), target(path, within) as place:
            for name in place.names():
                if name.startswith(".") and name.endswith(_TOGETHER):
                    with suppress(OSError):
                        place.remove(name)


def _write_into(descriptor: int, parts: Iterable[bytes]) -> None:
    with open(descriptor, "wb") as file:
        file.writelines(parts)


def _plugged(place: Target) -> int:
    """Open a device or pipe; one that nobody reads is waited for, as in a shell."""
    descriptor = place.opened(os.O_WRONLY)
    if stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise OSError(errno.EAGAIN, "it is not as it was a moment ago")
    return descriptor


def _connected(place: Target) -> int:
    """What is written into a socket."""
    import socket

    held = f"/proc/self/fd/{place.folder}"
    folder = held if os.path.isdir(held) else place.path
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection:
        connection.connect(f"{folder}/{place.name}")
        return connection.detach()


def _replaced(place: Target, old: os.stat_result | None, parts: Iterable[bytes]) -> None:
    with _written(place, old, parts) as name:
        place.take(name)
    place.sync()


@contextmanager
def _written(
    place: Target, old: os.stat_result | None, parts: Iterable[bytes], ending: str = UNFINISHED
) -> Iterator[str]:
    """Write a file beside a place, and yield its name; on errors it is removed."""
    _sweep(place)
    kept = None if old is None else _permissions(place, old)
    name, descriptor = _begun(place, 0o666 if kept is None else kept.at_birth, ending)
    try:
        with open(descriptor, "wb") as file:
            if kept is not None:
                kept.give(descriptor)
            file.writelines(parts)
            file.flush()
            os.fsync(descriptor)
            if RENAMES_OPEN_FILES:
                yield name
        if not RENAMES_OPEN_FILES:
            yield name
    except BaseException:
        with suppress(OSError):
            place.remove(name)
        raise


def _permissions(place: Target, old: os.stat_result) -> Permissions:
    """Those of the file that is replaced, from the file itself where it can be opened."""
    try:
        descriptor = place.opened(os.O_RDONLY | _WAITS)
    except OSError:
        return Permissions(old, None)
    try:
        return permissions(descriptor)
    finally:
        os.close(descriptor)


def _begun(place: Target, mode: int, ending: str) -> tuple[str, int]:
    """Begin a file under a name that nobody can guess, and lock it while it is being written."""
    start = os.fsencode(place.name)[:100].decode("utf-8", "ignore")
    while True:
        name = f".{start}.{os.urandom(8).hex()}{ending}"
        try:
            descriptor = place.opened(os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode, name)
        except FileExistsError:
            continue
        if _is_locked(descriptor) is not False and place.has(name, descriptor):
            return name, descriptor
        os.close(descriptor)  # it was taken for one that a killed process left


def _sweep(place: Target) -> None:
    """Remove what killed processes have left in a folder: what no living one has locked."""
    for name in place.names():
        if _NAME.fullmatch(name):
            with suppress(OSError):
                _remove_abandoned(place, name)


def _remove_abandoned(place: Target, name: str) -> None:
    with open(place.opened(os.O_RDONLY | _WAITS, name=name), "rb") as file:
        abandoned = _is_abandoned(file.fileno())
        if abandoned and RENAMES_OPEN_FILES:  # under its lock, lest someone begins to write it
            place.remove(name)
    if abandoned and not RENAMES_OPEN_FILES:
        place.remove(name)


def _is_abandoned(descriptor: int) -> bool:
    status = os.fstat(descriptor)
    if not stat.S_ISREG(status.st_mode):
        return False
    locked = _is_locked(descriptor)
    return time.time() - status.st_mtime > ABANDONED_AFTER if locked is None else locked


def _is_locked(descriptor: int) -> bool | None:
    """Lock a file; False where another has locked it, None where it cannot be locked at all."""
    try:
        import fcntl

        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except (ImportError, OSError):
        return None
    return True
