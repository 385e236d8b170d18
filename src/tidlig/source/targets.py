"""A place for a file: a name in a folder that is held open, lest anything above it be swapped.

Links are followed one by one, each read in a folder that is held too: what is looked at is what is
used. Where folders cannot be held (Windows), the path is resolved once and used by name.
"""

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

HOLDS_FOLDERS = {os.open, os.mkdir, os.readlink, os.stat, os.unlink} <= os.supports_dir_fd
"""Whether names can be looked up in a folder that is open."""

HOLDS_LINKS = hasattr(os, "O_PATH")
"""Whether a link itself can be opened, as on Linux."""

NO_LINK = getattr(os, "O_NOFOLLOW", 0)

_FOLDER = getattr(os, "O_DIRECTORY", 0) | getattr(os, "O_PATH", os.O_RDONLY)
"""Flags that open a folder; on Linux one that may be entered and not listed is enough."""

_MOST_LINKS = 40
"""So many links are followed, as by Linux."""


class LeadsOut(OSError):
    """A link leads out of the folder that a file must stay in."""

    def __init__(self) -> None:
        super().__init__(errno.EACCES, "a link leads out of the repository or ledger")


@dataclass(frozen=True, slots=True)
class Target:
    """A name that is no link, in a folder: its descriptor, or its path where it cannot be held."""

    name: str
    folder: int | None
    path: Path

    def at(self, name: str) -> str:
        """What another name in the folder is called beside `dir_fd=folder`."""
        return name if self.folder is not None else str(self.path / name)

    def status(self) -> os.stat_result | None:
        """What stands there, links not followed; None where nothing does."""
        try:
            return os.stat(self.at(self.name), dir_fd=self.folder, follow_symlinks=False)
        except FileNotFoundError:
            return None

    def opened(self, flags: int, mode: int = 0o666, name: str | None = None) -> int:
        """Open the file, or another in the folder; a link in its place is refused."""
        flags |= NO_LINK | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOCTTY", 0)
        return os.open(self.at(name or self.name), flags, mode, dir_fd=self.folder)

    def take(self, name: str) -> None:
        """Have another file of the folder take the place."""
        old, new = self.at(name), self.at(self.name)
        os.replace(old, new, src_dir_fd=self.folder, dst_dir_fd=self.folder)

    def remove(self, name: str) -> None:
        """Remove another file of the folder."""
        os.unlink(self.at(name), dir_fd=self.folder)

    def make_folder(self) -> None:
        """Make a folder of it, if it is none."""
        try:
            os.mkdir(self.at(self.name), dir_fd=self.folder)
        except FileExistsError:
            status = self.status()
            if status is None or not stat.S_ISDIR(status.st_mode):
                raise

    def has(self, name: str, descriptor: int) -> bool:
        """Whether a file of the folder is the one that is open."""
        with suppress(OSError):
            there = os.stat(self.at(name), dir_fd=self.folder, follow_symlinks=False)
            return os.path.samestat(there, os.fstat(descriptor))
        return False

    def names(self) -> list[str]:
        """The names in the folder; none where it cannot be listed."""
        with suppress(OSError):
            if self.folder is None:
                return os.listdir(self.path)
            with _closing(os.open(".", os.O_RDONLY, dir_fd=self.folder)) as listed:
                return os.listdir(listed)
        return []

    def sync(self) -> None:
        """Have the disk know of a rename; where it cannot be told, it learns in its time."""
        with suppress(OSError):
            if self.folder is not None:
                with _closing(os.open(".", os.O_RDONLY, dir_fd=self.folder)) as descriptor:
                    os.fsync(descriptor)

    def see_to_owner(self) -> None:
        """Refuse what someone else has put where everybody may put things, as Linux can.

        A pipe or socket in `/tmp` would send what is written to its owner.
        """
        if self.folder is None:
            return
        shared, status = os.fstat(self.folder), self.status()
        for_all = stat.S_ISVTX | stat.S_IWOTH
        if status is None or shared.st_mode & for_all != for_all:
            return
        if status.st_uid not in (os.geteuid(), shared.st_uid):
            raise PermissionError(errno.EACCES, "someone else has put it there")


@contextmanager
def target(path: Path, within: Path | None = None) -> Iterator[Target]:
    """Hold the place that a path leads to; raise `LeadsOut` if it is not below a folder."""
    if not HOLDS_FOLDERS:
        whole = path.resolve()
        if within is not None and not whole.is_relative_to(within.resolve()):
            raise LeadsOut
        yield Target(whole.name or ".", None, whole.parent)
        return
    place = _followed(path, may_be_led=within is not None)
    assert place.folder is not None
    try:
        if within is not None and not _is_within(place, within.stat()):
            raise LeadsOut
        yield place
    finally:
        os.close(place.folder)


def own_descriptor(path: Path) -> int | None:
    """The number of one of our own descriptors that a path names, as /dev/stdout and /dev/fd/3."""
    if not HOLDS_FOLDERS:
        return None
    link = _link(str(path), None)
    for text in (str(path), link.leads if link else ""):
        folder, _, name = text.rpartition("/")
        if text in _STREAMS:
            return _STREAMS[text]
        if folder in ("/dev/fd", "/proc/self/fd") and name.isdecimal() and len(name) < 6:
            return int(name)
    return None


_STREAMS = {"/dev/stdin": 0, "/dev/stdout": 1, "/dev/stderr": 2}


def _followed(path: Path, *, may_be_led: bool) -> Target:
    """Follow links; those of others only where it is seen to afterwards that they lead not out.

    Else whoever may write in a folder could have us write over a file of their choice.
    """
    above, name = _parted(path)
    folder = os.open(above, _FOLDER)
    try:
        for _ in range(_MOST_LINKS):
            place = Target(name, folder, above)
            link = _link(name, folder)
            if link is None:
                return place
            if not may_be_led and link.owner not in (os.geteuid(), 0):
                raise PermissionError(errno.EACCES, "the link is someone else's")
            onward, name = _parted(Path(link.leads))
            beyond = os.open(onward, _FOLDER, dir_fd=folder)
            os.close(folder)
            above, folder = above / onward, beyond
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP))
    except BaseException:
        os.close(folder)
        raise


def _parted(path: Path) -> tuple[Path, str]:
    """Part a path into a folder and a name in it, which is "." for the folder itself."""
    return (path, ".") if path.name in ("", "..") else (path.parent, path.name)


class _Link(NamedTuple):
    """Where a link leads, and the number of its owner."""

    leads: str
    owner: int


def _link(name: str, folder: int | None) -> _Link | None:
    """Read a link; None for what is none, and where nothing is.

    Its owner is of the very link that was read: it is held meanwhile, or was the same before and
    after (where a link cannot be held).
    """
    try:
        if HOLDS_LINKS:
            with _closing(os.open(name, os.O_PATH | NO_LINK, dir_fd=folder)) as held:
                owner = os.fstat(held).st_uid
                return _Link(os.readlink("", dir_fd=held), owner)
        before = os.stat(name, dir_fd=folder, follow_symlinks=False)
        leads = os.readlink(name, dir_fd=folder)
        after = os.stat(name, dir_fd=folder, follow_symlinks=False)
    except FileNotFoundError:
        return None
    except OSError as error:
        if error.errno == errno.EINVAL:
            return None
        raise
    if (before.st_ino, before.st_ctime_ns) != (after.st_ino, after.st_ctime_ns):
        raise OSError(errno.EAGAIN, "it is not as it was a moment ago")
    return _Link(leads, before.st_uid)


def _is_within(place: Target, border: os.stat_result) -> bool:
    status = place.status()
    is_border = status is not None and os.path.samestat(status, border)
    return is_border or (place.folder is not None and _is_below(place.folder, border))


def _is_below(folder: int, border: os.stat_result) -> bool:
    """Whether a folder is another or lies in it, going up from where it is now."""
    here = os.dup(folder)
    try:
        while True:
            status = os.fstat(here)
            if os.path.samestat(status, border):
                return True
            above = os.open("..", _FOLDER, dir_fd=here)
            os.close(here)
            here = above
            if os.path.samestat(os.fstat(here), status):
                return False
    finally:
        os.close(here)


@contextmanager
def _closing(descriptor: int) -> Iterator[int]:
    try:
        yield descriptor
    finally:
        os.close(descriptor)
