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


class Currencies(NamedTuple):
    """The currencies of a ledger before a commit, and after it."""

    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Step:
    """A commit that changed the entry, or its figure, or at which that is not known.

    `figure` is what it was after the commit, `change` from the last that was known before it.
    `because` are the entries that changed with it: the entry itself, or what its figure is of.
    `names` are those of recipients by id, then and before. `currencies` are those of the ledger,
    before and then; None where it has none.
    """

    commit: Commit
    trouble: Trouble | None = None
    figure: Figure | None = None
    change: Figure | None = None
    because: tuple[EntryChange, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    currencies: Currencies | None = None

    @property
    def new_currency(self) -> Currencies | None:
        """The two currencies, where the commit changed that of the ledger."""
        both = self.currencies
        return both if both is not None and both.before != both.after else None


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
    currencies: Currencies | None = None


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
            if state.ledger is None:
                between.append(_Point(state.commit, state.trouble))
                continue
            if later is not None:
                yield self._point(later, state)
            yield from between
            later, between = state, []
        if later is not None:
            yield self._point(later, None)
        yield from between

    def _trouble(self, entry: Entry | None, currency: str) -> Trouble | None:
        """Why there is no figure of a state, or none that the newest can be compared with."""
        self._currency = self._currency or currency
        if entry is None:
            return Trouble.NOT_THERE
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
        former = self._former_address(changed)
        concerning = self._concerning(changed, before, ledger, _named(former))
        because = tuple(sorted(concerning, key=lambda each: each.entry.address != self._address))
        currencies = _currencies(before, state)
        trouble = self._trouble(entry, currencies.after)
        followed = None
        if entry is not None and trouble is None:
            followed = self._followed_figure(ledger, entry)
        is_same = currencies.before == currencies.after and not self._may_change(changed, because)
        self._unchanged = followed if is_same else None
        known = {} if before is None or before.ledger is None else before.ledger.recipient_names
        names = {**known, **ledger.recipient_names}
        self._address = former
        return _Point(state.commit, trouble, followed, because, names, currencies)

    def _changes(self, before: CommitState | None, state: CommitState) -> Iterator[EntryChange]:
        """The changes since the state before; of the first those that can concern the entry."""
        if before is not None:
            return changes_between(before, state)
        ledger = state.ledger
        assert ledger is not None
        if self._subject.heading is not None:
            return first_changes(state, ledger.rows_leading_to(_named(self._address)))
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
        former: EntryName,
    ) -> Iterator[EntryChange]:
        """Yield the changes of the entry itself, and of what its figures are of.

        Before the changes these led to the name that the entry had then.
        """
        for change in changed:
            is_own = change.entry.address == self._address
            if not (change.own or change.op is Op.RENAMED):
                continue
            if is_own or self._is_in_figure(change, before, ledger, former):
                yield change

    def _is_in_figure(
        self,
        change: EntryChange,
        before: CommitState | None,
        ledger: CommitLedger,
        former: EntryName,
    ) -> bool:
        described = change.entry.described
        is_changed_part = described.adds_up and change.op is Op.CHANGED
        if self._subject.heading is None or not (described.moves or is_changed_part):
            return False
        name = _named(self._address)
        is_now = change.after is not None and ledger.leads_to(change.after, name)
        if is_now or change.before is None or before is None or before.ledger is None:
            return is_now
        return before.ledger.leads_to(change.before, former)

    def _former_address(self, changed: Iterable[EntryChange]) -> str:
        """The address that the entry had before some changes."""
        for change in changed:
            is_own = change.after is not None and change.after.address == self._address
            if is_own and change.before is not None:
                return change.before.address
        return self._address


def _currencies(before: CommitState | None, state: CommitState) -> Currencies:
    """The currencies before a state and in it; the first has had no other."""
    assert state.ledger is not None
    after = state.ledger.core.settings.currency
    if before is None or before.ledger is None:
        return Currencies(after, after)
    return Currencies(before.ledger.core.settings.currency, after)


def _named(address: str) -> EntryName:
    """What others name the entry at an address by: a strand with its program."""
    kind, _, id = address.partition(".")
    program, dot, strand = id.partition(".strand.")
    return ("strand", f"{program}/{strand}") if dot else (kind, id)


def _steps(points: Sequence[_Point], subject: Subject) -> Iterator[Step]:
    """The points that changed something, oldest first."""
    known: Followed | None = None
    trouble: Trouble | None = Trouble.NOT_THERE
    has_begun = False
    for point in reversed(points):
        has_begun = has_begun or point.trouble in _WITH_LEDGER
        is_new = _is_other(point, known, trouble) if subject.heading else _is_other_money(point)
        trouble = point.trouble
        if _is_other_money(point):
            known = None
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


def _is_other_money(point: _Point) -> bool:
    """Whether the amounts of an entry stand for another currency than before."""
    both = point.currencies
    is_there = point.trouble is not Trouble.NOT_THERE
    return is_there and both is not None and both.before != both.after


def _step(point: _Point, known: Followed | None) -> Step:
    figure = change = None
    if point.followed is not None:
        figure = point.followed.figure
        if known is not None:
            is_exact = not any(map(_has_inexact_amount, point.because))
            change = change_of(known, point.followed, is_exact=is_exact)
    return Step(
        point.commit,
        point.trouble,
        figure,
        change,
        point.because,
        point.names,
        point.currencies,
    )


def _has_inexact_amount(change: EntryChange) -> bool:
    """Whether any amount of an entry, before or after, is rounded in its source."""
    sides = (side for side in (change.before, change.after) if side is not None)
    return any(_is_inexact(getattr(side, key.name)) for side in sides for key in fields(side))


def _is_inexact(value: object) -> bool:
    if isinstance(value, tuple):
        return any(map(_is_inexact, value))
    return isinstance(value, Money) and not value.exact
