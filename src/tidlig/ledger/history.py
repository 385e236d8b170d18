"""What remained of a program after each commit that changed it, read from git.

The commits are those of one line, first parents: a merge is one step, as a pull request is. Files
that are the same at several commits are read once.
"""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import PurePosixPath

from tidlig.arithmetic.headings import added
from tidlig.arithmetic.ledger import Ledger
from tidlig.arithmetic.marks import Mark, doubts, marks
from tidlig.ledger.blobs import Blobs
from tidlig.ledger.checking import is_readable
from tidlig.ledger.commits import Commit, commits, cut_off
from tidlig.ledger.opening import Remembered, opened
from tidlig.ledger.repository import Repository, below
from tidlig.ledger.revision import Listed, NoLedger, of_tree
from tidlig.model.failure import CouldNot
from tidlig.model.money import Money


class Trouble(StrEnum):
    """Why there is no figure at a commit."""

    UNREADABLE = "unreadable"
    NO_LEDGER = "no ledger"
    NOT_THERE = "not there"
    UNKNOWN = "unknown amount"


_NOTHING = (Trouble.NO_LEDGER, Trouble.NOT_THERE)
"""Troubles that there may be before there is anything to follow."""

_Told = tuple[Money | None, Trouble | None]
"""What remains, or why that cannot be told."""


@dataclass(frozen=True, slots=True)
class Purse:
    """What is followed: a program or a strand of it, with entries up to a date."""

    program: str
    strand: str | None
    as_of: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """A commit after which another amount remained, or it could not be told, and why.

    The change is from the last figure that could be told; None where there is none.
    """

    commit: Commit
    remaining: Money | None
    change: Money | None
    trouble: Trouble | None = None


@dataclass(frozen=True, slots=True)
class History:
    """The steps from a date on, oldest first, what remained before, and whether there may be more.

    Of a shallow clone the oldest commits are elsewhere.
    """

    purse: Purse
    steps: tuple[Step, ...]
    since: dt.date | None
    before: Step | None
    shallow: bool


def history(
    start: str,
    repository: Repository,
    folders: Sequence[PurePosixPath],
    purse: Purse,
    since: dt.date | None = None,
) -> History:
    """Follow what remains up to a commit; steps before a date are gone through and not given."""
    with Blobs(repository) as blobs:
        found = list(_steps(_commits(start, repository, folders), folders, purse, blobs))
    earlier = [] if since is None else _before(since, found)
    shown = [step for step in found if step not in earlier]
    shallow = bool(cut_off(repository))
    return History(purse, tuple(shown), since, earlier[-1] if earlier else None, shallow)


def _before(since: dt.date, steps: Sequence[Step]) -> list[Step]:
    """Give the steps before a date; one without a date goes with the one before it."""
    found: list[Step] = []
    is_before = True
    for step in steps:
        is_before = is_before if step.commit.date is None else step.commit.date < since
        if is_before:
            found.append(step)
    return found


def _commits(
    start: str, repository: Repository, folders: Sequence[PurePosixPath]
) -> Iterator[Commit]:
    """Give the commits that touch the ledger's folder, oldest first.

    What older ones did stands at the first that a shallow clone has: who did it is not known.
    """
    words = ("--first-parent", start, *below(folders))
    cut = cut_off(repository)
    for commit in reversed(list(commits(repository, *words, by="c"))):
        yield replace(commit, author="", subject="") if commit.id in cut else commit


def _steps(
    commits: Iterator[Commit], folders: Sequence[PurePosixPath], purse: Purse, blobs: Blobs
) -> Iterator[Step]:
    """Give the commits after which another figure, or another trouble, stood than before."""
    remembered: Remembered = {}
    listed: Mapping[str, Listed] | None = None
    before: _Told = None, None
    known: Money | None = None
    now: _Told
    for commit in commits:
        try:
            origin = of_tree(commit.id, commit.id, commit.id, folders, blobs)
            if origin.listed == listed:
                continue
            listed, now = origin.listed, _remaining(opened(origin, remembered), purse)
        except NoLedger:
            listed, now = None, (None, Trouble.NO_LEDGER)
        except CouldNot as fault:
            raise CouldNot(f"commit {commit.id[:10]}: {fault.message}", fault.help) from None
        if now != before and (known is not None or now[1] not in _NOTHING):
            change = None if now[0] is None or known is None else now[0] - known
            yield Step(commit, now[0], change, now[1])
            known = known if now[0] is None else now[0]
            before = now


def _remaining(ledger: Ledger, purse: Purse) -> _Told:
    """Give what remains, or why that cannot be told."""
    if not is_readable(ledger):
        return None, Trouble.UNREADABLE
    program = ledger.programs.get(purse.program)
    if program is None or purse.strand not in (None, *(each.id for each in program.strands)):
        return None, Trouble.NOT_THERE
    counted = ledger.until(purse.as_of)
    lines = counted.lines_of(purse.program)
    if "remaining" in doubts(mark for mark in marks(counted) if _is_of(mark, purse)):
        return None, Trouble.UNKNOWN
    return (
        added(
            figures["remaining"]
            for line, figures in lines.items()
            if purse.strand in (None, line.strand)
        ),
        None,
    )


def _is_of(mark: Mark, purse: Purse) -> bool:
    """Tell whether something unknown is of what is followed."""
    line = mark.movement.line
    return line.program == purse.program and purse.strand in (None, line.strand)
