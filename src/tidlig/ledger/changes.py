"""Whether a ledger's files are what the commit that is checked out has.

Files of a work tree are never compared by git: settings of a repository, and attributes that a
stranger committed, would have it run a program for each. Whatever git's index believes, the bytes
on the disk decide: of every file that the ledger is read from, and of documents that it names.
"""

import os
import posixpath
import stat
from collections.abc import Iterator, Mapping
from pathlib import Path

from tidlig.index.ledger_files import Files
from tidlig.index.store import FileDigests, FileState, file_state
from tidlig.ledger.head import LINK, SUBMODULE, Head
from tidlig.ledger.object_ids import is_large_file_stored_as, is_stored_as
from tidlig.source.files import LARGEST_FILE, Unreadable, content, opened_within


def is_changed(folder: Path, files: Files, head: Head) -> bool:
    """Whether a file was changed, added or taken away since the commit."""
    looks = {file.name: file.state for file in files.files}
    if looks.keys() != _ledger_files(head):
        return True
    looks_of_all = looks | dict(_documents(folder, files, head))
    cache = FileDigests(files.store, "same", str(folder.absolute()))
    comparison = FileComparison(folder, head, cache)
    for name, seen in looks_of_all.items():
        if not comparison.is_same(name, seen, files.seen_at):
            return True
    comparison.same.remember()
    return False


class FileComparison:
    """Files of a folder and of a commit; for files that were not touched the result is cached."""

    def __init__(self, folder: Path, head: Head, same: FileDigests) -> None:
        """Keep both sides, and which files were known to be the same."""
        self.folder, self.head, self.same = folder, head, same

    def is_same(self, name: str, seen: FileState | None, at: int) -> bool:
        """Whether a file is what the commit has; a link never, as none is read at one."""
        committed = self.head.files.get(name)
        if committed is None or committed.mode == LINK:
            return False
        if seen is not None and self.same.digest(name, seen) == bytes.fromhex(committed.id):
            return True
        if seen is None and (self.folder / name).is_symlink():
            return False
        return self._is_kept(name, committed.id, seen, at)

    def _is_kept(self, name: str, id: str, seen: FileState | None, at: int) -> bool:
        path = self.folder / name
        try:
            if seen is None or seen.size > LARGEST_FILE:
                return self._is_large_kept(name, id)
            is_kept = (
                is_stored_as(id, content(path, self.folder)) and file_state(path.lstat()) == seen
            )
        except (OSError, Unreadable):
            return False
        if is_kept:
            self.same.keep(name, bytes.fromhex(id), seen, at)
        return is_kept

    def _is_large_kept(self, name: str, id: str) -> bool:
        with os.fdopen(opened_within(self.folder / name, self.folder), "rb") as file:
            size = os.fstat(file.fileno()).st_size
            if size > LARGEST_FILE:
                return is_large_file_stored_as(id, file, size)
            return is_stored_as(id, file.read(size))


def _documents(folder: Path, files: Files, head: Head) -> Iterator[tuple[str, FileState | None]]:
    """The documents that sources have, and tables' files, but those that are nowhere."""
    names = (*files.documents, *files.tables)
    if names:
        from tidlig.source.documents import leads_out, located
    for named in names:
        name = posixpath.normpath(named)
        if not leads_out(name):
            yield from _document(folder, located(folder, name), head.files)


def _document(
    folder: Path, name: str, committed: Mapping[str, object]
) -> Iterator[tuple[str, FileState | None]]:
    try:
        status = os.lstat(folder / name)
    except (OSError, ValueError):
        if name in committed:
            yield name, None
        return
    yield name, file_state(status) if stat.S_ISREG(status.st_mode) else None


def _ledger_files(head: Head) -> set[str]:
    """The paths of what would be the ledger's files at the commit."""
    return {
        name
        for name, entry in head.files.items()
        if (name.endswith(".toml") or entry.mode == SUBMODULE) and "/." not in f"/{name}"
    }
