"""Where the ledger is: an option, the environment, or the nearest folder up that has one.

At a revision it is looked for in the repository as it was then, whatever stands on the disk now.
"""

import os
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from tidlig.model.failure import CouldNot
from tidlig.source.files import LEDGER_FILE

if TYPE_CHECKING:
    from tidlig.ledger.origin import Origin
    from tidlig.ledger.repository import Repository

VARIABLE = "TIDLIG_LEDGER"


def ledger_folder(
    option: Path | None, environment: Mapping[str, str] = os.environ, here: Path | None = None
) -> Path:
    """The folder of the ledger; raise `CouldNot` when there is none."""
    if option:
        return _named(option, "--ledger")
    variable = environment.get(VARIABLE)
    if variable:
        return _named(Path(variable), VARIABLE)
    for candidate in _candidates(here or Path.cwd()):
        if (candidate / LEDGER_FILE).is_file():
            return candidate
    raise CouldNot(
        f"there is no ledger here: no {LEDGER_FILE} or data/{LEDGER_FILE} in this folder or above",
        f"go to a ledger's folder, or name it with --ledger or {VARIABLE}",
    )


def _candidates(start: Path) -> Iterator[Path]:
    """The folders that may hold the ledger, nearest first: those upwards, and data in each."""
    for folder in (start, *start.parents):
        yield folder
        yield folder / "data"


def _named(folder: Path, by: str) -> Path:
    if folder.name == LEDGER_FILE and folder.is_file():
        folder = folder.parent
    if not folder.is_dir():
        raise CouldNot(f"{by} names {folder}, which is not a folder", "name a ledger's folder")
    if not (folder / LEDGER_FILE).is_file():
        raise CouldNot(f"{folder} is not a ledger: it has no {LEDGER_FILE}", "name its folder")
    return folder


def locate(option: Path | None, revision: str | None = None) -> "Origin":
    """Where a ledger's files are: in its folder on the disk, or in a revision."""
    if revision is None:
        from tidlig.ledger.folder import Folder

        return Folder(ledger_folder(option))
    from tidlig.ledger.revision import revision as at

    return at(revision, *repository_and_folders(option))


def repository_and_folders(option: Path | None) -> "tuple[Repository, list[PurePosixPath]]":
    """The repository, and what folders in it may hold the ledger, nearest first.

    A folder that is named is the only one; it need not be there now.
    """
    from tidlig.ledger import git

    variable = os.environ.get(VARIABLE)
    named = option or (Path(variable) if variable else None)
    here = (named or Path.cwd()).resolve()
    if here.name == LEDGER_FILE:
        here = here.parent
    repository = git.repository_of(here)
    inside = PurePosixPath(here.relative_to(repository.top).as_posix())
    if named is not None:
        return repository, [inside]
    folders = []
    for folder in (inside, *inside.parents):
        folders += [folder, folder / "data"]
    return repository, folders
