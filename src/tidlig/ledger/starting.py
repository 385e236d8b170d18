"""`tidlig init` and `git-setup`: first files of a ledger, and configuration of tools and git.

The files are templates in this folder. Nothing is overwritten, and an existing ledger is not
touched. `programs.toml` is written last, so that there is a whole ledger or none. git shows changes
by entry for the files that `.gitattributes` names: *.toml diff=tidlig.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from tidlig.ledger import git
from tidlig.ledger.folder import shown_path
from tidlig.ledger.repository import Repository, folders_with_git
from tidlig.model.failure import CouldNot
from tidlig.source.files import LEDGER_FILE
from tidlig.source.replacing import create, folder_made

HEADING = r"""^[ 	]*(\[[ 	]*[a-z][^]#]*\])"""
"""The heading of a table, which names the entry; lists that go on over lines begin otherwise."""

_AMOUNT = r"(ca\. )?-?[0-9][0-9.]*(,[0-9]+)? (t\.|mio\. |mia\. )?(kr\.|[A-Z]{3})"
_PLAIN = r"""[^][:space:]["'={},#]+"""
WORD = f"{_AMOUNT}|{_PLAIN}|[^[:space:]]"
"""An amount with its unit; an id, a date or a number; every other character, for git takes what no
word does for a space, and its change for none. The longest that fits is taken, says POSIX."""

SETTINGS = {"diff.tidlig.xfuncname": HEADING, "diff.tidlig.wordRegex": WORD}

ATTRIBUTE = "*.toml diff=tidlig"

_NOT_THERE = 5
"""The exit code of git when a setting to unset is not there."""


def set_up(folder: Path) -> None:
    """Set the settings in the repository that a folder is in; raise `CouldNot` if there is none."""
    repository = _repository(folder)
    for name, value in SETTINGS.items():
        _change(repository, "--replace-all", name, value)


def undo(folder: Path) -> None:
    """Take back the settings, and no other; that they are not there is in order."""
    repository = _repository(folder)
    for name in SETTINGS:
        _change(repository, "--unset-all", name)


def is_attributed(folder: Path) -> bool:
    """Whether files of a ledger here are shown by the settings."""
    repository = _repository(folder)
    inside = Path(os.path.realpath(folder)).relative_to(repository.top)
    paths = [(inside / name).as_posix() for name in ("programs.toml", "data/programs.toml")]
    lines = git.answer(repository, "check-attr", "diff", "--", *paths).stdout.splitlines()
    return any(line.endswith(b": diff: tidlig") for line in lines)


def _change(repository: Repository, *arguments: str) -> None:
    done = git.answer(repository, "config", "--local", *arguments)
    if done.code not in (0, _NOT_THERE):
        help = "see who may write there, and whether another git is at work"
        raise CouldNot("the settings of the git repository cannot be changed", help)


def _repository(folder: Path) -> Repository:
    """The repository of a work tree whose settings are a file of its own."""
    if not any(folders_with_git(Path(os.path.realpath(folder)))):
        raise CouldNot(
            "there is no git repository here", "go to the ledger's repository, or run git init"
        )
    repository = git.repository_of(folder)
    if (repository.common / "config").is_symlink():
        raise CouldNot(
            "the settings of the git repository are a link to another file",
            "put the file itself in its place",
        )
    return repository


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


def start_ledger(folder: Path, *, demo: bool = False) -> Start:
    """Write what is missing in a folder; raise `CouldNot` where that cannot be done."""
    _refuse_nested_ledger(folder)
    there = _ledger_there(folder)
    files = dict(_tools())
    if there is None:
        files = dict([*_ledger("demo" if demo else "small"), *_tools()])
    written = tuple(path for path, data in files.items() if _is_written(folder, path, data))
    left = [path for path in files if path not in written]
    lacking = None
    if there is not None:
        left.append(there)
        lacking = _schema_lacking(folder, there)
    inside = _in_repository(folder)
    return Start(folder, tuple(sorted(written)), tuple(sorted(left)), inside, lacking)


def _refuse_nested_ledger(folder: Path) -> None:
    """Refuse a place where a new ledger would become part of another, which could not be read."""
    for above in folder.resolve().parents:
        if (above / LEDGER_FILE).is_file():
            message = f"{shown_path(folder)} lies in the ledger {shown_path(above)}"
            raise CouldNot(message, "name a folder outside it")


def _ledger_there(folder: Path) -> str | None:
    """The path of the file that makes the folder, or data in it, a ledger already."""
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
    """Write a new file whole, where no link leads out; return whether it was not there before."""
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
    return any(folders_with_git(folder.resolve()))
