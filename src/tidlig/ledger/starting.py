"""A start: the first files of a ledger, and those of the tools that work with it.

The files are templates beside this module. Nothing is overwritten, and of a ledger that is there
already nothing is touched. `programs.toml` is the last of a new ledger's files, so that there is a
whole ledger or none.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from tidlig.ledger.folder import shown_path
from tidlig.ledger.repository import marked
from tidlig.model.errors import CouldNot
from tidlig.source.files import LEDGER_FILE
from tidlig.source.replacing import create, folder_made

SCHEMA_FILE = "tidlig.schema.json"
"""What the first line of each file of a new ledger points at, in the ledger's folder."""

WORKFLOW = ".github/workflows/tidlig.yml"

_TEMPLATES = Path(__file__).with_name("templates")
_TOOLS = {
    ".gitattributes": "gitattributes",
    ".pre-commit-config.yaml": "pre-commit-config.yaml",
    WORKFLOW: "workflow.yml",
}


@dataclass(frozen=True, slots=True)
class Start:
    """What a start came to: the paths in the folder that were written, and those left alone.

    `lacking` is where an older ledger's schema would stand, when it has none.
    """

    folder: Path
    written: tuple[str, ...]
    left: tuple[str, ...]
    in_repository: bool
    lacking: str | None = None


def started(folder: Path, *, demo: bool = False) -> Start:
    """Write what is missing in a folder; raise `CouldNot` where that cannot be done."""
    _see_to_place(folder)
    there = _ledger_there(folder)
    files = dict(_tools() if there else [*_ledger("demo" if demo else "small"), *_tools()])
    written = tuple(path for path, data in files.items() if _is_written(folder, path, data))
    left = [path for path in (there, *files) if path and path not in written]
    lacking = _schema_lacking(folder, there) if there else None
    inside = _in_repository(folder)
    return Start(folder, tuple(sorted(written)), tuple(sorted(left)), inside, lacking)


def _see_to_place(folder: Path) -> None:
    """Refuse a place where a new ledger would become part of another, which could not be read."""
    for above in folder.resolve().parents:
        if (above / LEDGER_FILE).is_file():
            message = f"{shown_path(folder)} lies in the ledger {shown_path(above)}"
            raise CouldNot(message, "name a folder outside it")


def _ledger_there(folder: Path) -> str | None:
    """Give the path of the file that makes the folder, or data in it, a ledger already."""
    places = (LEDGER_FILE, f"data/{LEDGER_FILE}")
    return next((path for path in places if os.path.lexists(folder / path)), None)


def _schema_lacking(folder: Path, ledger_file: str) -> str | None:
    path = PurePosixPath(ledger_file).with_name(SCHEMA_FILE)
    return None if os.path.lexists(folder / path) else str(path)


def _ledger(name: str) -> Iterator[tuple[str, bytes]]:
    from tidlig.source.json_schema import as_text

    root = _TEMPLATES / name
    paths = sorted(path for path in root.rglob("*.toml") if path.name != LEDGER_FILE)
    yield f"data/{SCHEMA_FILE}", as_text().encode()
    for path in (*paths, root / LEDGER_FILE):
        yield f"data/{path.relative_to(root).as_posix()}", path.read_bytes()


def _tools() -> Iterator[tuple[str, bytes]]:
    for path, name in _TOOLS.items():
        yield path, (_TEMPLATES / "tools" / name).read_bytes()


def _is_written(folder: Path, name: str, data: bytes) -> bool:
    """Write a new file whole, where no link leads out; tell whether it was not there before."""
    path = folder / name
    try:
        folder_made(folder)
        folder_made(path.parent, folder)
        return not os.path.lexists(path) and create(path, data, folder)
    except (FileExistsError, NotADirectoryError):
        message = f"{shown_path(path.parent)} cannot be a folder: a file stands in its place"
        raise CouldNot(message, "move the file, or name another folder") from None
    except OSError as error:
        reason = (error.strerror or "the disk refuses").lower()
        message = f"{shown_path(path)} cannot be written: {reason}"
        raise CouldNot(message, "see who may write there, or name another folder") from None


def _in_repository(folder: Path) -> bool:
    return any(marked(folder.resolve()))
