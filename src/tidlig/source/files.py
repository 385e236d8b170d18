"""The files of a ledger: every `*.toml` in its folder and below, none that leads out of it.

Hidden files and folders are skipped. A file that cannot be read is a fault with its reason, and so
are a linked folder and `R1.TOML`. Only plain files are opened, so no pipe or device can block us. A
git LFS pointer, a few lines with a checksum, stands in place of a file that was not fetched.
"""

import os
import re
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from tidlig.model.messages import Message, sentence
from tidlig.source.targets import LeadsOut, target

_LONGEST = 1024
"""So many bytes a pointer has at most, by the specification of git LFS."""

_START = "version https://git-lfs.github.com/spec/"
_OID = re.compile(rb"^oid sha256:([0-9a-f]{64})\r?$", re.MULTILINE)


def is_pointer(text: str) -> bool:
    """Return whether a text is such a pointer, whole or not."""
    return text.startswith(_START)


def pointed_at(data: bytes) -> str | None:
    """Return the SHA-256 of the file that a pointer stands for; None for what is no pointer."""
    if len(data) > _LONGEST or not data.startswith(_START.encode()):
        return None
    found = _OID.search(data)
    return None if found is None else found[1].decode("ascii")


LEDGER_FILE = "programs.toml"
"""The one file that a ledger must have, with its settings."""


LARGEST_FILE = 8 * 1024 * 1024
"""No file of a ledger is larger than this many bytes."""

LARGEST_TABLE = 256 * 1024 * 1024
"""No CSV file of a ledger, or of another system, is larger than this many bytes."""

DEEPEST_FOLDER = 64
"""Folders that are deeper in a ledger's folder are not looked into."""


class Unreadable(Exception):
    """A file that cannot be read: the fact, and what to do."""

    def __init__(self, message: Message, help: Message) -> None:
        """Keep both sentences."""
        super().__init__(sentence(message))
        self.message, self.help = message, help


LINKED_FOLDER = Unreadable(
    Message("the folder is a link, and what it leads to is not read"),
    Message("put the folder itself in the link's place"),
)
_NOWHERE = Message("the link leads nowhere"), Message("mend the link, or remove it")


class Refused(NamedTuple):
    """What is in a ledger's folder and is not read, and why."""

    path: str
    why: Unreadable


@dataclass(frozen=True, slots=True)
class Listing:
    """The files of a folder, by path, and what below it may hold some and is not read."""

    files: tuple[Path, ...]
    refused: tuple[Refused, ...]


class Found(NamedTuple):
    """A file of a folder: its path in it, part by part, and what the folder says of it.

    A link, or what could not be looked at, has no status.
    """

    parts: tuple[str, ...]
    path: str
    status: os.stat_result | None


def listing(folder: Path) -> Listing:
    """List the files of a ledger in order of their path, whatever the file system's order."""
    files, refused = looked_at(folder)
    return Listing(tuple(Path(file.path) for file in files), tuple(refused))


def looked_at(folder: Path) -> tuple[list[Found], list[Refused]]:
    """Look at the files of a ledger, and at what is refused, both in order of their path.

    Links are not followed into folders.
    """
    files: list[Found] = []
    refused: list[Refused] = []
    waiting: list[tuple[str, tuple[str, ...]]] = [(str(folder), ())]
    journal = folder / JOURNAL
    if os.path.lexists(journal):
        refused.append(Refused(str(journal), _UNFINISHED))
    while waiting:
        path, parts = waiting.pop()
        if len(parts) > DEEPEST_FOLDER:
            refused.append(Refused(path, too_deep()))
            continue
        entries = _shown(path)
        if entries is None:
            refused.append(Refused(path, _CLOSED))
            continue
        for entry in entries:
            if entry.name.endswith(".toml"):
                files.append(Found((*parts, entry.name), entry.path, _status(entry)))
            elif (why := _refusal(entry)) is not None:
                refused.append(Refused(entry.path, why))
                continue
            if _is_folder(entry):
                waiting.append((entry.path, (*parts, entry.name)))
    return sorted(files, key=_parts), sorted(refused, key=_path)


JOURNAL = ".tidlig-unfinished"
"""The name of the file in a ledger that says which files are being replaced together."""

_UNFINISHED = Unreadable(
    Message("several files are being changed together, and not all of them are yet"),
    Message(
        "try again; if it was interrupted, the next tidlig add, edit, rename or remove finishes it"
    ),
)
_CLOSED = Unreadable(
    Message("the folder cannot be looked into"), Message("give yourself permission to look into it")
)


def misnamed(name: str) -> Unreadable | None:
    """Say what a name should be that differs from `*.toml` by capitals; None for any other."""
    stem, ending = name.rpartition("/")[2][:-5], name[-5:]
    if ending == ".toml" or ending.lower() != ".toml":
        return None
    return Unreadable(
        Message("a file of the ledger ends in .toml, and this in {ending}", ending=ending),
        Message('rename it "{stem}.toml"', stem=stem),
    )


def _refusal(entry: "os.DirEntry[str]") -> Unreadable | None:
    """Say why what is not named `*.toml` may not be passed over; None where it may.

    A link is passed over where it leads to a file: that has another ending, as a document has.
    """
    try:
        if entry.is_symlink():
            if stat.S_ISDIR(entry.stat().st_mode):
                return LINKED_FOLDER
        elif entry.is_dir(follow_symlinks=False):
            return LINKED_FOLDER if _is_junction(entry) else None
    except (FileNotFoundError, NotADirectoryError):
        return Unreadable(*_NOWHERE)
    except OSError as error:
        return Unreadable(*reason(error))
    return misnamed(entry.name)


HAS_JUNCTIONS = os.name == "nt"
"""Whether there are folders that lead to others and are no links: on Windows."""

_JUNCTION = 0xA0000003
"""The tag of such a folder, `IO_REPARSE_TAG_MOUNT_POINT`."""


def _is_junction(entry: "os.DirEntry[str]") -> bool:
    """Whether a folder leads to another; Windows says so as it lists the folder."""
    if not HAS_JUNCTIONS:
        return False
    return getattr(entry.stat(follow_symlinks=False), "st_reparse_tag", 0) == _JUNCTION


def too_deep() -> Unreadable:
    """Say that something stands too deep in the ledger's folder."""
    deep = Message(
        "this is more than {most} folders deep, and so is not read",
        most=DEEPEST_FOLDER,
    )
    return Unreadable(deep, Message("move it up"))


def _parts(file: Found) -> tuple[str, ...]:
    return file.parts


def _path(refused: Refused) -> str:
    return refused.path


def _shown(folder: str) -> "list[os.DirEntry[str]] | None":
    """What is in a folder and not hidden; None when it cannot be looked into."""
    try:
        with os.scandir(folder) as entries:
            return [entry for entry in entries if not entry.name.startswith(".")]
    except OSError:
        return None


def _status(entry: "os.DirEntry[str]") -> os.stat_result | None:
    try:
        return None if entry.is_symlink() else entry.stat(follow_symlinks=False)
    except OSError:
        return None


def _is_folder(entry: "os.DirEntry[str]") -> bool:
    try:
        return entry.is_dir(follow_symlinks=False) and not _is_junction(entry)
    except OSError:
        return False


def content(path: Path, folder: Path, largest: int = LARGEST_FILE) -> bytes:
    """The bytes of one file of a ledger; raise `Unreadable` with the reason if it has none.

    Of a file larger than allowed there is one byte more than that.
    """
    try:
        with open(opened_within(path, folder), "rb") as file:
            return file.read(largest + 1)
    except OSError as error:
        raise Unreadable(*reason(error)) from None


def table_content(name: str, folder: Path) -> bytes:
    """The bytes of a CSV file by its path in a ledger's folder; raise `Unreadable` if it has none.

    No link is followed, and nothing that leads out of the folder.
    """
    refuse_path(name)
    path = folder
    for part in name.split("/"):
        path /= part
        if path.is_symlink():
            raise Unreadable(
                Message("a table's file is not read through a link"),
                Message("put the file itself in its place"),
            )
    if not os.path.lexists(path):
        raise NO_TABLE
    data = content(path, folder, LARGEST_TABLE)
    if len(data) > LARGEST_TABLE:
        raise TOO_LARGE_TABLE
    return data


NO_TABLE = Unreadable(
    Message("there is no such file in the ledger's folder"),
    Message('write its path there, as "tables/tilsagn.csv"'),
)
TOO_LARGE_TABLE = Unreadable(
    Message("the file is larger than 256 MiB"), Message("split the file, and its table")
)


def refuse_path(name: str) -> None:
    """Refuse the path of a table's file that is not a plain one within the ledger's folder."""
    parts = name.split("/")
    if "\\" in name or any(part in ("", ".", "..") or part.startswith(".") for part in parts):
        raise Unreadable(
            Message("this is no plain path in the ledger's folder"),
            Message('write it with / between folders, as "tables/tilsagn.csv"'),
        )


def whole(path: Path, limit: int) -> bytes:
    """The bytes of a plain file, and one more than the limit of one that is larger."""
    with open(_plain(os.open(path, _READING)), "rb") as file:
        return file.read(limit + 1)


def opened_within(path: Path, folder: Path) -> int:
    """Open a plain file that no link leads out of a folder to; raise `Unreadable` with why not."""
    try:
        with target(path, folder) as place:
            return _plain(place.opened(_READING))
    except LeadsOut:
        raise Unreadable(
            Message("the link leads out of the ledger"), Message("put the file itself in its place")
        ) from None
    except FileNotFoundError:
        raise Unreadable(*_NOWHERE) from None
    except (OSError, RuntimeError) as error:
        raise Unreadable(*reason(error)) from None


_READING = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
"""Flags that open a file without waiting."""


def _plain(descriptor: int) -> int:
    """Refuse what has been opened and is no plain file."""
    mode = os.fstat(descriptor).st_mode
    if stat.S_ISREG(mode):
        return descriptor
    os.close(descriptor)
    if stat.S_ISDIR(mode):
        raise Unreadable(
            Message("this is a folder, not a file"), Message("give the folder another name")
        )
    raise Unreadable(
        Message("this is not a plain file"), Message("put a file of text in its place")
    )


def reason(error: OSError | RuntimeError) -> tuple[Message, Message]:
    """Say why a file cannot be read, and what to do."""
    if isinstance(error, PermissionError):
        help = Message("give yourself permission to read it")
        return Message("there is no permission to read it"), help
    if isinstance(error, RuntimeError) or "symbolic link" in str(error.strerror):
        return Message("the link leads back to itself"), Message("mend the link, or remove it")
    return Message("it cannot be read"), Message("see whether the disk is in order")
