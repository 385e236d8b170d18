"""One writer at a time: a lock that the operating system holds, and that dies with its process.

It is on the ledger's folder itself, so that nothing is left in it. Where a folder cannot be locked
(Windows, some network disks), it is on a hidden file in it, which stays and does no harm.
"""

import contextlib
import errno
import os
import stat
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from tidlig.model.errors import CouldNot
from tidlig.source.targets import target

LOCK_FILE = ".tidlig.lock"
PATIENCE = 30.0
"""So many seconds are waited for another writer."""

_PAUSE = 0.02


@contextlib.contextmanager
def locked(folder: Path, patience: float = PATIENCE) -> Iterator[None]:
    """Hold a ledger's lock; raise `CouldNot` when another holds it for too long."""
    try:
        descriptor, take = _lockable(folder)
    except OSError as error:
        reason = (error.strerror or "the disk refuses").lower()
        message = f"{folder} cannot be locked for writing: {reason}"
        raise CouldNot(message, "see whether it is there, and who may write in it") from None
    try:
        _wait(lambda: take(descriptor), folder, patience)
        yield
    finally:
        os.close(descriptor)


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
    """Give an open folder, or the file in its place, and what locks it or raises."""
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
