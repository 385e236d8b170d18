"""Where a report comes from: which ledger, at which revision, as of when, by which tool."""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from tidlig import __version__
from tidlig.arithmetic.ledger import Ledger
from tidlig.ledger.finding import shown_path
from tidlig.ledger.git import asked

_STATUS = ("status", "--porcelain=v2", "--branch", "--", ".")


@dataclass(frozen=True, slots=True)
class Provenance:
    """What every report says of itself; revision and dirty are None outside a repository."""

    tool: str
    ledger: str
    as_of: dt.date | None
    revision: str | None
    dirty: bool | None
    entries: int
    files: int


def provenance(folder: Path, ledger: Ledger) -> Provenance:
    """Tell where the figures of a ledger come from."""
    revision, dirty = _revision(folder)
    return Provenance(
        __version__,
        shown_path(folder),
        ledger.as_of,
        revision,
        dirty,
        len(ledger.entries),
        len(ledger.contents),
    )


def _revision(folder: Path) -> tuple[str | None, bool | None]:
    """Ask git for the commit and for changes to the ledger; it may be absent, or refuse."""
    told = asked(folder, *_STATUS)
    if told is None:
        return None, None
    lines = told.split("\n")
    commits = [line.split()[-1] for line in lines if line.startswith("# branch.oid")]
    commit = next((commit for commit in commits if commit != "(initial)"), None)
    return commit, any(line and not line.startswith("#") for line in lines)
