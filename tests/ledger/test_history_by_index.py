"""The history of an entry, opened from records, against all entries of every commit compared.

The ledgers live as in `living.py`, and things happen to them that do not happen to a good one:
amounts are unknown, awards amended, ids twice or gone, files broken, the ledger away for a while.
"""

import datetime as dt
import random
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath
from typing import NamedTuple

import pytest

from harness.repositories import Repository, repository
from ledger.living import states
from memory.sheets import CHANGES, currency_changed, ledger
from tidlig.arithmetic.entry_changes import EntryChange, Op, changes, find_renames
from tidlig.arithmetic.followed_figure import Followed, followed_figure, headings_of
from tidlig.arithmetic.ledger import Ledger
from tidlig.arithmetic.related import EntryName, all_entries, leads_to
from tidlig.index.ledger_files import How
from tidlig.index.store import Store
from tidlig.ledger.blobs import Blobs, Commit
from tidlig.ledger.checking import is_readable
from tidlig.ledger.commit_files import CommitFiles
from tidlig.ledger.commit_states import Trouble, ledger_commits
from tidlig.ledger.folder import Folder
from tidlig.ledger.git import repository_of
from tidlig.ledger.history import Currencies, Step, Subject, _Point, _steps, history
from tidlig.ledger.open import open_ledger
from tidlig.ledger.revision import NoLedger, of_tree
from tidlig.model.entry import Entry

TOP = [PurePosixPath()]
KRONER = Currencies("DKK", "DKK")
DATES = (dt.date(2024, 9, 1), dt.date(2025, 6, 30), dt.date(2030, 1, 1))


Files = dict[str, str]
LAST = "allocations/b.toml"
ADDED = (
    "[award.broken\n",
    '[recipient.r1]\nname = "Twice"\nkind = "municipality"\n',
    '[payment.lost]\naward = "nowhere"\ndate = 2024-02-01\namount = 1\n',
    '[award.open]\nprogram = "two"\nrecipient = "r2"\ndate = 2024-05-05\namount = "unknown"\n',
    '[amendment.a]\naward = "AWARD"\ndate = 2024-08-08\namount = 7_000\n',
    '[payment.c]\naward = "AWARD"\ndate = 2025-02-02\namount = "unknown"\n',
    '[return.c]\naward = "AWARD"\ndate = 2025-02-02\namount = 9_000\nkind = "refund"\n',
)
"""What a commit has that the one before and the next may not have."""


def _unsettled(files: Files, chance: random.Random) -> Files:
    """Do something to the files of a commit that a good ledger has not."""
    lines = (line for text in files.values() for line in text.splitlines())
    awards = [line[7:-1] for line in lines if line.startswith("[award.")]
    award = chance.choice(awards) if awards else "nowhere"
    way = chance.randrange(len(ADDED) + 3)
    if way < len(ADDED):
        return {**files, LAST: files.get(LAST, "") + ADDED[way].replace("AWARD", award)}
    if way == len(ADDED):
        return {name: text for name, text in files.items() if name != "programs.toml"}
    was, now = ("one-pool", "one-pulje") if way == len(ADDED) + 1 else (award, f"{award}-new")
    return {
        name: text.replace(f".{was}]", f".{now}]").replace(f'"{was}"', f'"{now}"')
        for name, text in files.items()
    }


def _living(folder: Path, seed: int, number: int) -> Repository:
    """Make a repository with some commits, and a branch that is merged."""
    chance = random.Random(seed)
    made = repository(folder)
    before: set[str] = set()
    for step, good in enumerate(states(number, seed)):
        is_last = step == number - 1
        files = good if is_last or chance.random() < 0.4 else _unsettled(good, chance)
        on_side = chance.random() < 0.2 and step > 0
        if on_side:
            made.git("switch", "-q", "-c", f"side-{step}")
        made.commit({**dict.fromkeys(before - files.keys()), **files}, f"step {step}")
        if on_side:
            made.git("switch", "-q", "main")
            made.git("merge", "-q", "--no-ff", f"side-{step}", "-m", f"merge {step}")
        before = set(files)
    return made


def _of_sheets(folder: Path, seed: int, number: int) -> Repository:
    """Make a repository of a ledger with tables, one file or table of which changes each time."""
    chance = random.Random(seed)
    made, good = repository(folder), ledger(chance, may_fail=False)
    ways = [change for change in CHANGES if change is not currency_changed]
    before: set[str] = set()
    for step in range(number):
        is_good = step in (0, number - 1) or chance.random() < 0.2
        files = good if is_good else chance.choice(ways)(good, chance)
        made.commit({**dict.fromkeys(before - files.keys()), **files}, f"step {step}")
        is_sound = files.keys() >= good.keys() and is_readable(open_ledger(Folder(folder)))
        good = files if is_sound and chance.random() < 0.5 else good
        before = set(files)
    return made


class _State(NamedTuple):
    """A commit, and all entries of the ledger there."""

    commit: Commit
    ledger: Ledger | None
    trouble: Trouble | None
    listed: object


def _all_states(folder: Path) -> list[_State]:
    """Read the ledger at each commit that changed its files, newest first."""
    found: list[_State] = []
    git = repository_of(folder)
    with Blobs(git) as blobs:
        for commit in ledger_commits("HEAD", git, TOP):
            state = _state(commit, blobs)
            if found and found[-1].listed == state.listed:
                found.pop()
            found.append(state)
    return found


def _state(commit: Commit, blobs: Blobs) -> _State:
    try:
        origin = of_tree(commit.id, commit.id, commit.id, TOP, blobs)
    except NoLedger:
        return _State(commit, None, Trouble.NO_LEDGER, None)
    ledger = open_ledger(origin)
    if not is_readable(ledger):
        return _State(commit, None, Trouble.UNREADABLE, origin.listed)
    return _State(commit, ledger, None, origin.listed)


def _directly(states: Sequence[_State], subject: Subject) -> list[Step]:
    """The steps of an entry, newest first: all entries of a commit with all of the one before."""
    address = subject.entry.address
    points: list[_Point] = []
    for number, state in enumerate(states):
        if state.ledger is None:
            points.append(_Point(state.commit, state.trouble))
            continue
        ledger = _as_of(state.ledger, subject)
        earlier = (each.ledger for each in states[number + 1 :])
        former = next((each for each in earlier if each is not None), None)
        before = None if former is None else _as_of(former, subject)
        changed = _changed(before, ledger)
        was = (c.before for c in changed if c.after is not None and c.after.address == address)
        earlier_address = next((each.address for each in was if each is not None), address)
        named = _name(earlier_address, subject), _name(address, subject)
        own = [each for each in changed if each.entry.address == address]
        others = [each for each in changed if each.entry.address != address]
        because = [each for each in own if each.own or each.op is Op.RENAMED]
        because += [each for each in others if _is_part(each, subject, (before, ledger), named)]
        entry = next((e for e in all_entries(ledger) if e.address == address), None)
        followed = _figure(ledger, entry, subject)
        names = {
            id: recipient.name
            for each in (before, ledger)
            if each is not None
            for id, recipient in each.recipients.items()
        }
        trouble = Trouble.NOT_THERE if entry is None else None
        points.append(_Point(state.commit, trouble, followed, tuple(because), names, KRONER))
        address = earlier_address
    return list(_steps(points, subject))[::-1]


def _as_of(ledger: Ledger, subject: Subject) -> Ledger:
    dates = (getattr(entry, "date", None) or dt.date.min for entry in all_entries(ledger))
    if subject.heading is None or max(dates, default=dt.date.min) <= subject.date:
        return ledger
    return ledger.until(subject.date)


def _changed(before: Ledger | None, now: Ledger) -> list[EntryChange]:
    if before is None:
        before = Ledger(now.settings, ())
    names = find_renames(before.entries, now.entries)
    return list(changes(before, now, names, ".", "."))


def _name(address: str, subject: Subject) -> EntryName:
    kind, _, id = address.partition(".")
    return subject.entry.kind, id.replace(".strand.", "/") if kind == "program" else id


def _is_part(
    change: EntryChange,
    subject: Subject,
    ledgers: tuple[Ledger | None, Ledger],
    names: tuple[EntryName, EntryName],
) -> bool:
    """Whether a change moves a figure of an entry, by the name that it had before, or has now."""
    described = change.entry.described
    moves = described.moves or (described.adds_up and change.op is Op.CHANGED)
    if subject.heading is None or not moves or not (change.own or change.op is Op.RENAMED):
        return False
    sides = zip((change.before, change.after), ledgers, names, strict=True)
    return any(entry and ledger and leads_to(ledger, entry, name) for entry, ledger, name in sides)


def _figure(ledger: Ledger, entry: Entry | None, subject: Subject) -> Followed | None:
    if entry is None or subject.heading is None:
        return None
    return followed_figure(ledger, entry, subject.heading, subject.date)


def _subjects(states: Sequence[_State], chance: random.Random, most: int) -> Iterator[Subject]:
    """Some entries of each kind at the newest commit that can be read, with some figures."""
    newest = next(state.ledger for state in states if state.ledger is not None)
    entries = list(all_entries(newest))
    for kind in ("program", "strand", "pool", "recipient", "award", "payment", "amendment"):
        own = [entry for entry in entries if entry.kind == kind]
        for entry in chance.sample(own, min(len(own), most)):
            headings = headings_of(type(entry)) or (None,)
            for heading in chance.sample(headings, min(len(headings), most)):
                yield Subject(entry, heading, chance.choice(DATES))


def _by_index(folder: Path, subject: Subject, store: Store) -> list[Step]:
    files = CommitFiles(How(store))
    found = history("HEAD", repository_of(folder), TOP, subject, files)
    files.remember()
    return list(found.steps)


def _agree(folder: Path, cache: Path, seed: int, most: int = 3) -> int:
    """Compare the histories of some entries; return how many steps there were."""
    states = _all_states(folder)
    number = 0
    for subject in _subjects(states, random.Random(seed), most):
        told = _directly(states, subject)
        number += len(told)
        for store in (Store(None), Store(str(cache)), Store(str(cache))):
            assert _by_index(folder, subject, store) == told, subject
    return number


@pytest.mark.parametrize("seed", range(1))
def test_the_history_of_lines_of_tables_is_what_all_lines_of_all_commits_tell(
    tmp_path: Path, seed: int
) -> None:
    made = _of_sheets(tmp_path / "books", seed, 8)
    assert _agree(made.folder, tmp_path / "cache", seed, most=1) > 10


@pytest.mark.long
@pytest.mark.parametrize("seed", range(1, 12))
def test_many_histories_of_lines_are_what_all_lines_tell(tmp_path: Path, seed: int) -> None:
    made = _of_sheets(tmp_path / "books", seed, 14)
    _agree(made.folder, tmp_path / "cache", seed)


@pytest.mark.parametrize("seed", range(1))
def test_a_history_is_what_all_entries_of_all_commits_tell(tmp_path: Path, seed: int) -> None:
    made = _living(tmp_path / "books", seed, 7)
    assert _agree(made.folder, tmp_path / "cache", seed, most=1) > 10


@pytest.mark.long
@pytest.mark.parametrize("seed", range(1, 14))
def test_many_histories_are_what_all_entries_tell(tmp_path: Path, seed: int) -> None:
    made = _living(tmp_path / "books", seed, 14)
    _agree(made.folder, tmp_path / "cache", seed)
    made.git("clone", "-q", "--depth", "5", f"file://{made.folder}", str(tmp_path / "shallow"))
    _agree(tmp_path / "shallow", tmp_path / "cache", seed)
