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
from tidlig.arithmetic.movements import Line, sum_money
from tidlig.arithmetic.unknown_amounts import Doubts, Mark, doubts, doubts_of_change, marks
from tidlig.ledger.blobs import Blobs, Commit, commits, shallow_commits
from tidlig.ledger.checking import is_readable
from tidlig.ledger.open import ContentsCache, open_ledger
from tidlig.ledger.repository import Repository, limited_to
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


class _State(NamedTuple):
    """What remains as far as it is known, with the marks on it, or why that is not known."""

    known: Money | None = None
    trouble: Trouble | None = None
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class BudgetLine:
    """What is followed: a program or a strand of it, with entries up to a date."""

    program: str
    strand: str | None
    as_of: dt.date | None = None

    def has(self, line: Line) -> bool:
        """Whether a line is part of what is followed."""
        return line.program == self.program and self.strand in (None, line.strand)


@dataclass(frozen=True, slots=True)
class Step:
    """A commit after which another amount remained, or was not known, and why.

    The change is from the last figure that was known; None where there is none. Of an unknown
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

    budget_line: BudgetLine
    steps: tuple[Step, ...]
    since: dt.date | None
    before: Step | None
    shallow: bool


def history(
    start: str,
    repository: Repository,
    folders: Sequence[PurePosixPath],
    budget_line: BudgetLine,
    since: dt.date | None = None,
) -> History:
    """Follow what remains up to a commit; of the steps before a date only the last is given."""
    with Blobs(repository) as blobs:
        commits = _commits(start, repository, folders)
        steps = list(_steps(commits, folders, budget_line, blobs))
    earlier = [] if since is None else _before(since, steps)
    later = [step for step in steps if step not in earlier]
    before = earlier[-1] if earlier else None
    return History(budget_line, tuple(later), since, before, bool(shallow_commits(repository)))


def _before(since: dt.date, steps: Sequence[Step]) -> list[Step]:
    """The steps before a date; one without a date goes with the one before it."""
    earlier: list[Step] = []
    is_before = True
    for step in steps:
        if step.commit.date is not None:
            is_before = step.commit.date < since
        if is_before:
            earlier.append(step)
    return earlier


def _commits(
    start: str, repository: Repository, folders: Sequence[PurePosixPath]
) -> Iterator[Commit]:
    """The commits that touch the ledger's folder, oldest first.

    What older ones did stands at the first that a shallow clone has: who did it is not known.
    """
    words = ("--first-parent", start, *limited_to(folders))
    cut = shallow_commits(repository)
    for commit in reversed(list(commits(repository, *words, by="c"))):
        yield replace(commit, author="", subject="") if commit.id in cut else commit


def _steps(
    commits: Iterator[Commit],
    folders: Sequence[PurePosixPath],
    budget_line: BudgetLine,
    blobs: Blobs,
) -> Iterator[Step]:
    """The commits after which another figure, or another trouble, stood than before."""
    before = last_known = _State()
    for commit, now in _states(commits, folders, budget_line, blobs):
        if now[:2] == before[:2] and not _is_other(before, now):
            continue
        has_begun = last_known.known is not None or now.trouble not in _NOTHING
        if has_begun:
            change = _change(last_known, now)
            yield Step(commit, now.known, change, now.trouble, doubts(now.marks))
            before = now
            if now.known is not None:
                last_known = now


def _states(
    commits: Iterator[Commit],
    folders: Sequence[PurePosixPath],
    budget_line: BudgetLine,
    blobs: Blobs,
) -> Iterator[tuple[Commit, _State]]:
    """What remains after each commit that changed the ledger's files."""
    cache: ContentsCache = {}
    listed: Mapping[str, Listed] | None = None
    for commit in commits:
        try:
            origin = of_tree(commit.id, commit.id, commit.id, folders, blobs)
            if origin.listed == listed:
                continue
            listed = origin.listed
            state = _remaining(open_ledger(origin, cache), budget_line)
        except NoLedger:
            listed, state = None, _State(trouble=Trouble.NO_LEDGER)
        except CouldNot as fault:
            raise CouldNot(f"commit {commit.id[:10]}: {fault.message}", fault.help) from None
        yield commit, state


def _is_other(before: _State, now: _State) -> bool:
    """Whether something else is unknown of what remains."""
    return "uncommitted" in doubts_of_change(before.marks, now.marks)


def _change(before: _State, now: _State) -> Money | None:
    """What remains more, or less, where that is known."""
    if before.known is None or now.known is None or _is_other(before, now):
        return None
    return now.known - before.known


def _remaining(ledger: Ledger, budget_line: BudgetLine) -> _State:
    """What remains of a budget line, or why that is not known."""
    if not is_readable(ledger):
        return _State(trouble=Trouble.UNREADABLE)
    if not _is_there(budget_line, ledger):
        return _State(trouble=Trouble.NOT_THERE)
    counted = ledger.until(budget_line.as_of)
    own = tuple(mark for mark in marks(counted) if budget_line.has(mark.movement.line))
    lines = counted.lines_of(budget_line.program)
    known = sum_money(
        figures["uncommitted"] for line, figures in lines.items() if budget_line.has(line)
    )
    trouble = Trouble.UNKNOWN if "uncommitted" in doubts(own) else None
    return _State(known, trouble, own)


def _is_there(budget_line: BudgetLine, ledger: Ledger) -> bool:
    program = ledger.programs.get(budget_line.program)
    if program is None:
        return False
    strands = [strand.id for strand in program.strands]
    return budget_line.strand is None or budget_line.strand in strands
