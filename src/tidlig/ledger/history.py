"""What changed an entry, or the figures of one, commit by commit, read from git.

The commits are those of one line, first parents: a merge is one step, as a pull request is. They
are gone through once, newest first, and each is compared with the one before it, in the files that
differ alone. Files that are the same at several commits are read once. An entry is followed through
other ids.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from pathlib import PurePosixPath
from typing import NamedTuple

from tidlig.arithmetic.entry_changes import EntryChange, Op
from tidlig.arithmetic.figures import Figure
from tidlig.arithmetic.followed_figure import Followed, change_of, followed_figure
from tidlig.arithmetic.related import EntryName
from tidlig.ledger.blobs import Blobs, Commit, shallow_commits
from tidlig.ledger.commit_files import CommitFiles
from tidlig.ledger.commit_ledger import CommitLedger
from tidlig.ledger.commit_states import (
    CommitState,
    CommitStates,
    Trouble,
    changes_between,
    first_changes,
    ledger_commits,
)
from tidlig.ledger.repository import Repository
from tidlig.model.entry import Entry
from tidlig.model.money import Money


@dataclass(frozen=True, slots=True)
class Subject:
    """What is followed: an entry, and the heading of a figure of it, if any, as of a date."""

    entry: Entry
    heading: str | None
    date: dt.date


@dataclass(frozen=True, slots=True)
class Step:
    """A commit that changed the entry, or its figure, or at which that is not known.

    `figure` is what it was after the commit, `change` from the last that was known before it.
    `because` are the entries that changed with it: the entry itself, or what its figure is of.
    `names` are those of recipients by id, then and before.
    """

    commit: Commit
    trouble: Trouble | None = None
    figure: Figure | None = None
    change: Figure | None = None
    because: tuple[EntryChange, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class History:
    """The steps from a date on, newest first, the last one before, and whether there may be more.

    Of a shallow clone the oldest commits are elsewhere.
    """

    subject: Subject
    steps: tuple[Step, ...]
    since: dt.date | None
    before: Step | None
    shallow: bool


def history(
    start: str,
    repository: Repository,
    folders: Sequence[PurePosixPath],
    subject: Subject,
    files: CommitFiles,
    since: dt.date | None = None,
) -> History:
    """Follow an entry up to a commit; of the steps before a date only the last is given.

    The entry may be gone at the commit.
    """
    with Blobs(repository) as blobs:
        found = ledger_commits(start, repository, folders)
        states = CommitStates(folders, blobs, files)
        walk = _Walk(states, subject)
        points = list(walk.points(found))
    steps = list(_steps(points, subject))
    earlier = 0 if since is None else _number_before(since, steps)
    before = steps[earlier - 1] if earlier else None
    newest_first = tuple(reversed(steps[earlier:]))
    return History(subject, newest_first, since, before, bool(shallow_commits(repository)))


def _number_before(since: dt.date, steps: Sequence[Step]) -> int:
    """Count the steps before a date; one without a date goes with the one before it."""
    number = 0
    for step in steps:
        if step.commit.date is not None and step.commit.date >= since:
            break
        number += 1
    return number


class _Point(NamedTuple):
    """An entry at a commit, with its figures there, and the changes since the one before."""

    commit: Commit
    trouble: Trouble | None
    followed: Followed | None = None
    because: tuple[EntryChange, ...] = ()
    names: Mapping[str, str] = {}


_OF_OWN_LINES = frozenset({"award", "payment", "return", "recipient", "source", "statement"})
"""The kinds of entry that move no money, or that of the program that they lead to alone."""


class _Walk:
    """Goes back through commits, and follows an entry by the ids that it had."""

    def __init__(self, states: CommitStates, subject: Subject) -> None:
        """Begin with the entry as it is."""
        self._states, self._subject = states, subject
        self._address = subject.entry.address
        self._unchanged: Followed | None = None
        self._currency: str | None = None

    def points(self, commits: Iterable[Commit]) -> Iterator[_Point]:
        """Yield a point for each commit that changed the ledger's files, newest first."""
        later: CommitState | None = None
        between: list[_Point] = []
        for read in self._states.of_commits(commits):
            state = self._as_of_date(read)
            trouble = self._trouble(state)
            if trouble is not None:
                between.append(_Point(state.commit, trouble))
                continue
            if later is not None:
                yield self._point(later, state)
            yield from between
            later, between = state, []
        if later is not None:
            yield self._point(later, None)
        yield from between

    def _trouble(self, state: CommitState) -> Trouble | None:
        """Why there are no figures of a state, or none that the newest can be held against."""
        if state.ledger is None:
            return state.trouble
        currency = state.ledger.core.settings.currency
        self._currency = self._currency or currency
        return None if currency == self._currency else Trouble.OTHER_CURRENCY

    def _as_of_date(self, state: CommitState) -> CommitState:
        """Leave out the entries later than the date of a figure."""
        if state.ledger is None or self._subject.heading is None:
            return state
        return state._replace(ledger=state.ledger.until(self._subject.date))

    def _point(self, state: CommitState, before: CommitState | None) -> _Point:
        """Compare a state with the one before it, and follow the entry there."""
        ledger = state.ledger
        assert ledger is not None
        entry = ledger.entry(self._address)
        changed = list(self._changes(before, state))
        concerning = self._concerning(changed, before, ledger)
        because = tuple(sorted(concerning, key=lambda each: each.entry.address != self._address))
        followed = None if entry is None else self._followed_figure(ledger, entry)
        self._unchanged = None if self._may_change(changed, because) else followed
        known = {} if before is None or before.ledger is None else before.ledger.recipient_names
        names = {**known, **ledger.recipient_names}
        self._follow(changed)
        trouble = Trouble.NOT_THERE if entry is None else None
        return _Point(state.commit, trouble, followed, because, names)

    def _changes(self, before: CommitState | None, state: CommitState) -> Iterator[EntryChange]:
        """The changes since the state before; of the first those that can concern the entry."""
        if before is not None:
            return changes_between(before, state)
        ledger = state.ledger
        assert ledger is not None
        if self._subject.heading is not None:
            return first_changes(state, ledger.rows_leading_to(self._named()))
        kind, _, id = self._address.rpartition(".")
        rows = (file.numbers.get((kind, id)) for file in ledger.files)
        return first_changes(state, [[] if row is None else [row] for row in rows])

    def _followed_figure(self, ledger: CommitLedger, entry: Entry) -> Followed | None:
        """The figure at a commit: that of the commit after it where it is known to be the same."""
        subject = self._subject
        if subject.heading is None or self._unchanged is not None:
            return self._unchanged
        return followed_figure(ledger.summed(entry), entry, subject.heading, subject.date)

    def _may_change(self, changed: Sequence[EntryChange], because: Sequence[EntryChange]) -> bool:
        """Whether a figure may differ before some changes; only what is sure is taken as the same.

        What a strand has left depends on its whole program, a payment on whom it is made to.
        """
        if because or self._subject.entry.kind not in ("program", "pool"):
            return True
        return any(change.entry.kind not in _OF_OWN_LINES for change in changed)

    def _concerning(
        self,
        changed: Iterable[EntryChange],
        before: CommitState | None,
        ledger: CommitLedger,
    ) -> Iterator[EntryChange]:
        """Yield the changes of the entry itself, and of what its figures are of."""
        for change in changed:
            is_own = change.entry.address == self._address
            if not (change.own or change.op is Op.RENAMED):
                continue
            if is_own or self._is_in_figure(change, before, ledger):
                yield change

    def _is_in_figure(
        self, change: EntryChange, before: CommitState | None, ledger: CommitLedger
    ) -> bool:
        described = change.entry.described
        is_changed_part = described.adds_up and change.op is Op.CHANGED
        if self._subject.heading is None or not (described.moves or is_changed_part):
            return False
        name = self._named()
        is_now = change.after is not None and ledger.leads_to(change.after, name)
        if is_now or change.before is None or before is None or before.ledger is None:
            return is_now
        return before.ledger.leads_to(change.before, name)

    def _named(self) -> EntryName:
        """What others name the entry by: a strand with its program."""
        kind, _, id = self._address.partition(".")
        name = id.replace(".strand.", "/") if kind == "program" else id
        return self._subject.entry.kind, name

    def _follow(self, changed: Iterable[EntryChange]) -> None:
        """Go on with the id that the entry had before."""
        for change in changed:
            is_own = change.after is not None and change.after.address == self._address
            if is_own and change.before is not None:
                self._address = change.before.address
                return


def _steps(points: Sequence[_Point], subject: Subject) -> Iterator[Step]:
    """The points that changed something, oldest first."""
    known: Followed | None = None
    trouble: Trouble | None = Trouble.NOT_THERE
    has_begun = False
    for point in reversed(points):
        has_begun = has_begun or point.trouble in _WITH_LEDGER
        is_new = subject.heading is not None and _is_other(point, known, trouble)
        trouble = point.trouble
        if has_begun and (is_new or point.because):
            yield _step(point, known)
        known = point.followed or known


_WITH_LEDGER = (None, Trouble.UNREADABLE, Trouble.OTHER_CURRENCY)
"""What a point has, or does not, at which there is a ledger that may have the entry."""


def _is_other(point: _Point, known: Followed | None, trouble: Trouble | None) -> bool:
    """Whether another figure, or another trouble, stands at a point than before."""
    if point.trouble is not None or trouble is not None:
        return point.trouble != trouble
    return point.followed != known


def _step(point: _Point, known: Followed | None) -> Step:
    if point.followed is None:
        return Step(point.commit, point.trouble, None, None, point.because, point.names)
    change = None
    if known is not None:
        is_exact = not any(map(_has_inexact_amount, point.because))
        change = change_of(known, point.followed, is_exact=is_exact)
    figure = point.followed.figure
    return Step(point.commit, point.trouble, figure, change, point.because, point.names)


def _has_inexact_amount(change: EntryChange) -> bool:
    """Whether any amount of an entry, before or after, is rounded in its source."""
    sides = (side for side in (change.before, change.after) if side is not None)
    return any(_is_inexact(getattr(side, key.name)) for side in sides for key in fields(side))


def _is_inexact(value: object) -> bool:
    if isinstance(value, tuple):
        return any(map(_is_inexact, value))
    return isinstance(value, Money) and not value.exact
