"""Which file of a ledger an entry goes to: the one that is named, else by convention."""

import os
import re
from pathlib import Path, PurePosixPath

from tidlig.arithmetic.ledger import Ledger
from tidlig.arithmetic.lookup import all_entries
from tidlig.ledger.folder import shown_path
from tidlig.ledger.new_ids import short
from tidlig.model.errors import CouldNot
from tidlig.model.findings import Path as Keys
from tidlig.source.documents import leads_out

LONGEST_NAME = 100
"""So many characters at most does the name of a new file have, before its ending."""

_DEVICES = re.compile("con|prn|aux|nul|(com|lpt)[0-9]")
"""Names that Windows has for devices, also with an ending."""


def usual_file(folder: Path, ledger: Ledger, heading: tuple[str, ...]) -> Path:
    """Give the file that an entry goes to: one of its own, but for a strand its program's.

    Ids are unlike on any two branches, and so are the files: they merge.
    """
    kind, id = heading[0], heading[1]
    if len(heading) > 2:
        owner = _file_of(ledger, ("program", id))
        if owner is None:
            raise CouldNot(f'there is no program "{id}"', "a strand stands with its program")
        return Path(owner)
    name = f"{id}-{kind}" if _DEVICES.fullmatch(id) else short(id, LONGEST_NAME)
    return folder / f"{kind}s" / f"{name}.toml"


def _file_of(ledger: Ledger, path: Keys) -> str | None:
    return next((entry.stands_in for entry in all_entries(ledger) if entry.path == path), None)


def named_file(folder: Path, name: str) -> Path:
    """Give the file of a ledger that a user names; raise `CouldNot` for one that it cannot have.

    Its path is from the ledger's folder, or from the working directory where that leads into it.
    """
    path = PurePosixPath(name)
    hidden = any(part.startswith(".") for part in path.parts)
    if leads_out(name) or hidden or path.suffix != ".toml" or not name.isprintable():
        help = "name a .toml file by its path in the ledger, as allocations/round-1.toml"
        raise CouldNot(f'"{name}" cannot be a file of the ledger', help)
    root, here, inside = (_absolute(each) for each in (folder, Path(path), folder / path))
    is_seen_here = _is_file(here) or not Path.cwd().is_relative_to(root)
    if here == inside or not here.is_relative_to(root) or not is_seen_here:
        return folder / path
    if _is_file(inside):
        message = f'"{name}" is one file from here, and another from the ledger\'s folder'
        raise CouldNot(message, f"go to {shown_path(folder)}, or write the whole path in it")
    return folder / here.relative_to(root)


def _absolute(path: Path) -> Path:
    """Give a path from the root, without following links: it may lead nowhere."""
    return Path(os.path.normpath(path.absolute()))


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:
        return False


def see_to_place(folder: Path, target: Path, *, there: bool) -> None:
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
