"""Files replaced whole or not at all: written beside the target, synced, renamed.

A crash at any point leaves the old file or the new one. What a killed process leaves beside them is
hidden, so that no ledger has it, and is removed by `swept`.
"""

import contextlib
import os
import tempfile
from collections.abc import Iterable
from pathlib import Path

UNFINISHED = ".tidlig-new"
"""How the name of a file ends that is being written."""


def replace(path: Path, data: bytes) -> None:
    """Write a file, in the place of what is there if anything is; links stay links."""
    replace_by_parts(path, (data,))


def replace_by_parts(path: Path, parts: Iterable[bytes]) -> None:
    """Write a file as `replace` does, one part after another."""
    target = path.resolve()
    descriptor, name = tempfile.mkstemp(UNFINISHED, f".{target.name}."[:100], target.parent)
    temporary = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.writelines(parts)
            file.flush()
            os.fsync(file.fileno())
        _as_it_was(temporary, target)
        temporary.replace(target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    _sync(target.parent)


def folder_made(folder: Path) -> None:
    """Make a folder where there is none, and those above it."""
    if not folder.is_dir():
        folder_made(folder.parent)
        folder.mkdir(exist_ok=True)
        _sync(folder.parent)


def swept(folder: Path) -> None:
    """Remove what killed processes have left in a folder; only for who alone may write there."""
    for path in folder.glob(f".*{UNFINISHED}"):
        with contextlib.suppress(OSError):
            path.unlink()


def _as_it_was(temporary: Path, target: Path) -> None:
    """Give a new file the mode and, where that may be done, the owner of the old one."""
    if not target.exists():
        temporary.chmod(0o666 & ~_umask())
        return
    old = target.stat()
    temporary.chmod(old.st_mode & 0o777)
    if hasattr(os, "chown"):
        with contextlib.suppress(OSError):
            os.chown(temporary, old.st_uid, old.st_gid)


def _sync(folder: Path) -> None:
    """Have the disk know of a rename; where folders cannot be synced, it does so in its time."""
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
