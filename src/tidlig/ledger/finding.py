"""Where the ledger is: an option, the environment, or the nearest folder up that has one."""

import os
from collections.abc import Mapping
from pathlib import Path

from tidlig.model.failure import CouldNot
from tidlig.source.files import LEDGER_FILE

VARIABLE = "TIDLIG_LEDGER"


def ledger_folder(
    option: Path | None, environment: Mapping[str, str] = os.environ, here: Path | None = None
) -> Path:
    """Give the folder of the ledger; raise `CouldNot` when there is none."""
    named = option or (Path(environment[VARIABLE]) if environment.get(VARIABLE) else None)
    if named is not None:
        return _named(named, "--ledger" if option else VARIABLE)
    start = here or Path.cwd()
    for folder in (start, *start.parents):
        for candidate in (folder, folder / "data"):
            if (candidate / LEDGER_FILE).is_file():
                return candidate
    raise CouldNot(
        f"there is no ledger here: no {LEDGER_FILE} or data/{LEDGER_FILE} in this folder or above",
        f"go to a ledger's folder, or name it with --ledger or {VARIABLE}",
    )


def _named(folder: Path, by: str) -> Path:
    if folder.name == LEDGER_FILE and folder.is_file():
        folder = folder.parent
    if not folder.is_dir():
        raise CouldNot(f"{by} names {folder}, which is not a folder", "name a ledger's folder")
    if not (folder / LEDGER_FILE).is_file():
        raise CouldNot(f"{folder} is not a ledger: it has no {LEDGER_FILE}", "name its folder")
    return folder


def shown_path(path: Path) -> str:
    """Give a path as it is shown: relative to the working directory where it can be."""
    try:
        relative = os.path.relpath(path)
    except ValueError:
        return path.as_posix()
    return Path(relative).as_posix()
