"""What remained of a program after each commit that changed it, read from git.

The commits are those of one line, first parents: a merge is one step, as a pull request is. Files
that are the same at several commits are read once.
"""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import PurePosixPath
from typing import NamedTuple

from tidlig.arithmetic.ledger import Ledger
from tidlig.arithmetic.movements import added
from tidlig.arithmetic.unknown_amounts import Doubts, Mark, doubts, doubts_of_change, marks
from tidlig.ledger.blobs import Blobs, Commit, commits, cut_off
from tidlig.ledger.checking import is_readable
from tidlig.ledger.open import Remembered, opened
from tidlig.ledger.repository import Repository, below
from tidlig.ledger.revision import Listed, NoLedger, of_tree
from tidlig.model.findings import CouldNot
from tidlig.model.money import Money


class Trouble(StrEnum):
    """Why there is no figure at a commit."""

    UNREADABLE = "unreadable"
    NO_LEDGER = "no ledger"
    NOT_THERE = "not there"
    UNKNOWN = "unknown amount"


_NOTHING = (Trouble.NO_LEDGER, Trouble.NOT_THERE)
"""Troubles that there may be before there is anything to follow."""


class _Told(NamedTuple):
    """What remains as far as it is known, with the marks on it, or why that cannot be told."""

    known: Money | None = None
    trouble: Trouble | None = None
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class BudgetLine:
    """What is followed: a program or a strand of it, with entries up to a date."""

    program: str
    strand: str | None
    as_of: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """A commit after which another amount remained, or it could not be told, and why.

    The change is from the last figure that could be told; None where there is none. Of an unknown
    amount `known` is the part that is known, and the change is where the rest is as it was.
    """

    commit: Commit
    known: Money | None
    change: Money | None
    trouble: Trouble | None = None
    doubts: Doubts = field(default_factory=dict)

    @property
    def remaining(self) -> Money | None:
        """What remained; None where it is not known as a whole."""
        return None if self.trouble else self.known


@dataclass(frozen=True, slots=True)
class History:
    """The steps from a date on, oldest first, what remained before, and whether there may be more.

    Of a shallow clone the oldest commits are elsewhere.
    """

    purse: BudgetLine
    steps: tuple[Step, ...]
    since: dt.date | None
    before: Step | None
    shallow: bool


def history(
    start: str,
    repository: Repository,
    folders: Sequence[PurePosixPath],
    purse: BudgetLine,
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
    commits: Iterator[Commit], folders: Sequence[PurePosixPath], purse: BudgetLine, blobs: Blobs
) -> Iterator[Step]:
    """Give the commits after which another figure, or another trouble, stood than before."""
    remembered: Remembered = {}
    listed: Mapping[str, Listed] | None = None
    before = known = _Told()
    for commit in commits:
        try:
            origin = of_tree(commit.id, commit.id, commit.id, folders, blobs)
            if origin.listed == listed:
                continue
            listed, now = origin.listed, _remaining(opened(origin, remembered), purse)
        except NoLedger:
            listed, now = None, _Told(trouble=Trouble.NO_LEDGER)
        except CouldNot as fault:
            raise CouldNot(f"commit {commit.id[:10]}: {fault.message}", fault.help) from None
        is_other = now[:2] != before[:2] or _is_other(before, now)
        if is_other and (known.known is not None or now.trouble not in _NOTHING):
            yield Step(commit, now.known, _change(known, now), now.trouble, doubts(now.marks))
            known = known if now.known is None else now
            before = now


def _is_other(before: _Told, now: _Told) -> bool:
    """Tell whether something else is unknown of what remains."""
    return "remaining" in doubts_of_change(before.marks, now.marks)


def _change(before: _Told, now: _Told) -> Money | None:
    """Give what remains more, or less, where that is known."""
    if before.known is None or now.known is None or _is_other(before, now):
        return None
    return now.known - before.known


def _remaining(ledger: Ledger, purse: BudgetLine) -> _Told:
    """Give what remains, or why that cannot be told."""
    if not is_readable(ledger):
        return _Told(trouble=Trouble.UNREADABLE)
    program = ledger.programs.get(purse.program)
    if program is None or purse.strand not in (None, *(each.id for each in program.strands)):
        return _Told(trouble=Trouble.NOT_THERE)
    counted = ledger.until(purse.as_of)
    lines = counted.lines_of(purse.program)
    own = tuple(mark for mark in marks(counted) if _is_of(mark, purse))
    known = added(
        figures["remaining"]
        for line, figures in lines.items()
        if purse.strand in (None, line.strand)
    )
    return _Told(known, Trouble.UNKNOWN if "remaining" in doubts(own) else None, own)


def _is_of(mark: Mark, purse: BudgetLine) -> bool:
    """Tell whether something unknown is of what is followed."""
    line = mark.movement.line
    return line.program == purse.program and purse.strand in (None, line.strand)
