"""Which repository a ledger is in: found here and nowhere else, and then named to git.

Left to itself git looks on its own, and takes a tracked folder that looks like a bare repository
for one, with the settings that a stranger committed in it. So only a `.git` counts, which git never
tracks: a folder, or the file of a linked worktree or a submodule. A bare repository serves where
there is no `.git` above at all.
"""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from tidlig.source.files import Unreadable, whole

_MARK = ".git"
_LEADS = b"gitdir: "
_LONGEST = 1 << 16
"""No file that leads to a git folder has more bytes."""


@dataclass(frozen=True, slots=True)
class Repository:
    """A git folder, and the work tree whose `.git` leads to it; a bare one has none.

    `common` has what linked worktrees share: objects, branches and settings. All paths are real.
    """

    git_folder: Path
    common: Path
    work_tree: Path | None

    @property
    def top(self) -> Path:
        """Where paths in the repository begin on the disk."""
        return self.work_tree or self.git_folder

    @property
    def owned(self) -> tuple[Path, ...]:
        """What must belong to the user: the work tree, its `.git` and the git folder."""
        if self.work_tree is None:
            return (self.git_folder,)
        return (self.work_tree, self.work_tree / _MARK, self.git_folder)


def folders_with_git(start: Path) -> Iterator[Path]:
    """The folders that have a `.git`, from one upwards, nearest first."""
    return (above for above in (start, *start.parents) if (above / _MARK).exists())


def find_repository(start: Path) -> Repository | None:
    """Find the repository that a folder is or was in.

    As with git, a folder `.git` that is no repository is passed by, and a file that leads to none
    is not.
    """
    start = Path(os.path.realpath(start))
    marked = list(folders_with_git(start))
    if not marked:
        return _bare_repository(start)
    for folder in marked:
        mark = folder / _MARK
        if not mark.is_dir():
            named = _led_to(mark, _LEADS)
            return None if named is None else _repository(named, folder)
        repository = _repository(mark, folder)
        if repository is not None:
            return repository
    return None


def _bare_repository(start: Path) -> Repository | None:
    bare = (_repository(folder, None) for folder in (start, *start.parents))
    return next((repository for repository in bare if repository is not None), None)


def is_git_folder(folder: Path) -> bool:
    """Whether a folder looks like a git folder."""
    return _repository(folder, None) is not None


def limited_to(folders: Sequence[PurePosixPath]) -> list[str]:
    """The words that ask git for some folders alone, where none is the whole repository."""
    named = [f"{folder}/" for folder in folders if folder.parts]
    return ["--", *named] if len(named) == len(folders) else []


def _repository(folder: Path, work_tree: Path | None) -> Repository | None:
    git_folder = Path(os.path.realpath(folder))
    common = _led_to(git_folder / "commondir") or git_folder
    parts = (common / "objects", common / "refs")
    if os.path.lexists(git_folder / "HEAD") and all(part.is_dir() for part in parts):
        return Repository(git_folder, common, work_tree)
    return None


def _led_to(file: Path, start: bytes = b"") -> Path | None:
    """The folder that a file names after a start; None where it names none."""
    try:
        text = whole(file, _LONGEST)
    except (OSError, Unreadable):
        return None
    name = text.removeprefix(start).rstrip(b"\r\n")
    if not text.startswith(start) or not name or b"\0" in name or len(text) > _LONGEST:
        return None
    return Path(os.path.realpath(file.parent / os.fsdecode(name)))
