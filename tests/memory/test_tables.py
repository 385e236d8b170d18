"""What is remembered of lines of tables is what they say, whatever changes that decides it."""

from __future__ import annotations

import os
import shutil
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import chdir, contextmanager
from pathlib import Path, PurePosixPath
from random import Random
from typing import Any
from unittest import mock

import pytest

from harness.repositories import Repository, repository
from harness.running import Result, write
from memory.damages import DAMAGES
from memory.sheets import (
    AWARDS,
    CHANGES,
    MADE,
    RECIPIENTS,
    SETTINGS,
    Change,
    Files,
    ledger,
)
from memory.states import Told, by_sums, directly, of_folder
from tidlig.index.ledger_files import How
from tidlig.index.store import Store
from tidlig.ledger.cached_ledger import known
from tidlig.ledger.git import repository_of
from tidlig.ledger.origin import Origin
from tidlig.ledger.revision import revision
from tidlig.ledger.table_sheets import read_table
from tidlig.model.tables import Table

Tidlig = Callable[..., Result]
TRIES = int(os.environ.get("TRIES", "12"))

HEAD = "Nr;Modtager;Beløb;Dato;Pulje\n"
LINES = "T 1;ærø;1.000,00;2015-02-26;a\nT 2;Odense Kommune;250,50;2016-05-01;b\n"
NEW = "Nr;Modtager;Beløb;Dato\nN 1;Fonden;100,00;2015-02-26\n"
PAYMENT = """
[payment.en]
award = "t-1"
date  = 2015-03-01
amount = 600

[payment.to]
award = "t-1"
date  = 2016-03-01
amount = 600
"""
TWO: Files = {
    "programs.toml": SETTINGS,
    "recipients.toml": RECIPIENTS,
    "tables.toml": AWARDS + MADE,
    "payments.toml": PAYMENT,
    "tabeller/tilsagn.csv": HEAD + LINES,
    "nye.csv": NEW,
}
"""Two tables, in a ledger with a finding of sums and one of rows."""


def rewritten(folder: Path, files: Mapping[str, str]) -> Origin:
    """Give a ledger these files and no others."""
    if folder.exists():
        shutil.rmtree(folder)
    return of_folder(write(folder, files))


@pytest.mark.parametrize("seed", range(TRIES))
def test_any_lines_are_read_the_same_cold_warm_and_whole(seed: int, tmp_path: Path) -> None:
    origin = rewritten(tmp_path / "ledger", ledger(Random(seed)))
    store, expected = Store(str(tmp_path / "cache")), directly(origin)
    assert by_sums(origin) == expected, "nothing is remembered"
    assert by_sums(origin, store) == expected, "cold"
    assert by_sums(origin, store) == expected, "warm"
    assert by_sums(origin, store, whole_up_to=1 << 30) == expected, "whole"
    assert by_sums(origin, store, whole_up_to=1 << 30) == expected, "whole and warm"


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_each_change_makes_another_ledger(change: Change) -> None:
    files = [ledger(Random(seed)) for seed in range(10)]
    changed = [change(each, Random(1)) for each in files]
    assert any(was != now for was, now in zip(files, changed, strict=True))


@pytest.mark.parametrize("seed", range(TRIES))
def test_after_any_change_and_back_again_the_same_is_said(seed: int, tmp_path: Path) -> None:
    random = Random(seed)
    files, store = ledger(random, may_fail=seed % 2 == 0), Store(str(tmp_path / "cache"))
    first = directly(rewritten(tmp_path / "ledger", files))
    by_sums(of_folder(tmp_path / "ledger"), store)
    for change in random.sample(CHANGES, 4):
        origin = rewritten(tmp_path / "ledger", change(files, random))
        assert by_sums(origin, store) == directly(origin), change.__name__
    assert by_sums(rewritten(tmp_path / "ledger", files), store) == first


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_after_each_change_the_same_is_said(change: Change, tmp_path: Path) -> None:
    store = Store(str(tmp_path / "cache"))
    by_sums(rewritten(tmp_path / "ledger", TWO), store)
    origin = rewritten(tmp_path / "ledger", change(TWO, Random(0)))
    assert by_sums(origin, store) == directly(origin)


@pytest.mark.parametrize("seed", range(TRIES))
def test_a_damaged_cache_makes_nothing_wrong(seed: int, tmp_path: Path) -> None:
    random, cache = Random(seed), tmp_path / "cache"
    origin = rewritten(tmp_path / "ledger", ledger(random, may_fail=seed % 4 == 0))
    expected = directly(origin)
    by_sums(origin, Store(str(cache)))
    for damage in random.sample(DAMAGES, random.choice((1, 1, 2))):
        damage(cache, random)
    assert by_sums(origin, Store(str(cache))) == expected
    assert by_sums(origin, Store(str(cache))) == expected, "afterwards"


@contextmanager
def counted() -> Iterator[Counter[str]]:
    """Count how often each table is read."""
    read: Counter[str] = Counter()

    def reading(table: Table, *others: Any) -> object:
        read[table.id] += 1
        return read_table(table, *others)

    with mock.patch("tidlig.ledger.tables.read_table", reading):
        yield read


def told_once(origin: Origin, store: Store) -> tuple[Told, dict[str, int]]:
    """What is said of a ledger, and which tables were read for it."""
    with counted() as read:
        return by_sums(origin, store), dict(read)


def test_a_table_is_read_again_when_what_it_is_read_by_has_changed_and_never_else(
    tmp_path: Path,
) -> None:
    store, folder = Store(str(tmp_path / "cache")), tmp_path / "ledger"

    def read(files: Files) -> dict[str, int]:
        origin = rewritten(folder, files)
        said, which = told_once(origin, store)
        assert said == directly(origin)
        return which

    one, both = {"tilsagn": 1}, {"tilsagn": 1, "nye": 1}
    others = {**TWO, "tabeller/tilsagn.csv": HEAD + LINES.replace("250,50", "250,51")}
    of_made = {**TWO, "nye.csv": NEW.replace("100,00", "101,00")}
    assert read(TWO) == both
    assert read(TWO) == {}
    assert read({**TWO, "payments.toml": PAYMENT.replace("600", "601")}) == {}
    assert read(others) == {**one, "nye": 1}, "the other may make recipients"
    assert read(of_made) == both, "its lines may be recipients of the other"
    assert read(TWO) == {}, "both ways are remembered"
    named = RECIPIENTS.replace("Odense Kommune", "Odense By")
    assert read({**TWO, "recipients.toml": named})["tilsagn"] == 1
    noted = {**TWO, "programs.toml": SETTINGS.replace('"Familier"', '"Børn"')}
    assert read(noted) == {}
    without = {**TWO, "tables.toml": AWARDS}
    assert read(without) == one
    assert read({**without, "nye.csv": "x"}) == {}, "no table reads it"


def test_of_tables_without_recipients_one_alone_is_read(tmp_path: Path) -> None:
    more = AWARDS.replace("table.tilsagn", "table.flere").replace("tabeller/tilsagn", "flere")
    lines = LINES.replace("T ", "F ")
    files = {**TWO, "tables.toml": AWARDS + more, "flere.csv": HEAD + lines}
    store, folder = Store(str(tmp_path / "cache")), tmp_path / "ledger"
    assert told_once(rewritten(folder, files), store)[1] == {"tilsagn": 1, "flere": 1}
    changed = {**files, "flere.csv": HEAD + lines.replace("250,50", "350,50")}
    assert told_once(rewritten(folder, changed), store)[1] == {"flere": 1}
    turned = {**files, "tables.toml": AWARDS + more + "negate = true\n"}
    said, read = told_once(rewritten(folder, turned), store)
    assert read == {"flere": 1}
    assert said == directly(of_folder(folder))
    assert told_once(rewritten(folder, files), store)[1] == {}


def test_lines_are_known_wherever_the_ledger_stands(tmp_path: Path) -> None:
    store, books = Store(str(tmp_path / "cache")), repository(tmp_path / "ledger")
    books.commit(TWO)
    by_sums(of_folder(books.folder), store)
    with chdir(tmp_path), counted() as read:
        by_sums(of_folder(Path("ledger")), store)
        by_sums(at_head(books), store)
    with chdir(books.folder), counted() as again:
        by_sums(of_folder(Path()), store)
    assert not read
    assert not again


def at_head(books: Repository) -> Origin:
    return revision("HEAD", repository_of(books.folder), [PurePosixPath()])


@pytest.mark.parametrize("seed", range(max(TRIES // 4, 3)))
def test_what_is_at_fault_is_told_where_it_is_from_any_folder(seed: int, tmp_path: Path) -> None:
    files = ledger(Random(seed))
    files["tables.toml"] += 'note = "010203-1235"\nconstants.purpose = "010203-1235"\n'
    store, folder = Store(str(tmp_path / "cache")), write(tmp_path / "ledger", files)
    for cwd, path in ((tmp_path, Path("ledger")), (folder, Path()), (tmp_path, folder)):
        with chdir(cwd):
            assert by_sums(of_folder(path), store) == directly(of_folder(path))


@pytest.mark.parametrize("seed", range(max(TRIES // 4, 3)))
def test_a_revision_says_what_the_files_say(seed: int, tmp_path: Path) -> None:
    store, books = Store(str(tmp_path / "cache")), repository(tmp_path / "ledger")
    books.commit(ledger(Random(seed)))
    with chdir(books.folder):
        expected = directly(of_folder(Path()))
        assert directly(at_head(books)) == expected
        for origin in (of_folder(Path()), at_head(books), of_folder(Path()), at_head(books)):
            assert by_sums(origin, store) == expected


def test_a_file_that_looks_as_it_did_is_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tidlig.index.store.SETTLED", -(10**18))
    store, folder = Store(str(tmp_path / "cache")), tmp_path / "ledger"
    expected = by_sums(rewritten(folder, TWO), store)
    with mock.patch("tidlig.ledger.folder.table_content", side_effect=AssertionError):
        assert known(of_folder(folder), How(store, whole_up_to=-1)).checked.readable
        assert by_sums(of_folder(folder), store) == expected


def test_a_file_that_is_put_in_its_place_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tidlig.index.store.SETTLED", -(10**18))
    store, folder = Store(str(tmp_path / "cache")), tmp_path / "ledger"
    origin, path = rewritten(folder, TWO), folder / "tabeller" / "tilsagn.csv"
    before, status = by_sums(origin, store), path.stat()
    beside = path.with_name("other")
    beside.write_text((HEAD + LINES).replace("250,50", "350,50"), "utf-8")
    os.utime(beside, ns=(status.st_atime_ns, status.st_mtime_ns))
    beside.replace(path)
    assert path.stat().st_size == status.st_size
    said = by_sums(of_folder(folder), store)
    assert said == directly(of_folder(folder))
    assert said != before


LARGE_LINES = (
    ("balance",), ("balance", "--by", "recipient"), ("balance", "--detail"), ("check",), ("pools",),
    ("show", "award.t-1"), ("show", "t-2"), ("show", "recipient.fonden"), ("show", "t-"),
    ("show", "award.gone"), ("show", "table.tilsagn"), ("log",), ("log", "t-1"),
    ("log", "--recipient", "aero"), ("history", "t-1"), ("history", "pool.a"),
    ("balance", "--as-of", "2015-12-31"), ("diff", "HEAD"), ("export", "csv"),
    ("add", "award", "t-1", "pool=a", "recipient=aero", "date=2015-05-05", "amount=9",
     "--dry-run"),
    ("add", "payment", "award=t-2", "date=2017-05-05", "amount=9", "--dry-run"),
    ("rename", "award.t-1", "t-2"),
)  # fmt: skip


@pytest.mark.long
@pytest.mark.parametrize("words", LARGE_LINES, ids=" ".join)
def test_every_command_says_the_same_large_small_cold_and_warm(
    words: tuple[str, ...], tmp_path: Path, tidlig: Tidlig
) -> None:
    books = repository(tmp_path)
    books.commit({**TWO, "tabeller/tilsagn.csv": HEAD + LINES.replace("250,50", "100")})
    books.commit({"tabeller/tilsagn.csv": HEAD + LINES})
    small = tidlig(*words)
    with mock.patch("tidlig.index.ledger_files.WHOLE_UP_TO", -1):
        large = [tidlig(*words), tidlig(*words)]
        if words[0] not in ("add", "rename", "diff"):
            large.append(tidlig(*words, "--no-cache"))
    assert large == [small] * len(large)


def test_at_head_a_report_is_the_same(tmp_path: Path, tidlig: Tidlig) -> None:
    repository(tmp_path).commit(TWO)
    for words in (words for words in LARGE_LINES if words[0] in ("balance", "pools", "log")):
        dated = words if "--as-of" in words else (*words, "--as-of", "2016-12-31")
        with mock.patch("tidlig.index.ledger_files.WHOLE_UP_TO", -1):
            here, there = tidlig(*dated), tidlig(*dated, "--at", "HEAD")
        assert here == there, dated


def test_a_line_is_completed_from_what_is_remembered(tmp_path: Path, tidlig: Tidlig) -> None:
    write(tmp_path, TWO)
    with mock.patch("tidlig.index.ledger_files.WHOLE_UP_TO", -1):
        for _ in range(2):
            assert completed(tidlig, "t-") == ["t-1", "t-2"]
            assert completed(tidlig, "fon") == ["fonden"]
    broken = {**TWO, "payments.toml": "[payment"}
    write(tmp_path, broken)
    assert completed(tidlig, "n-") == ["n-1"]


def completed(tidlig: Tidlig, start: str) -> list[str]:
    done = tidlig(env={"_TIDLIG_COMPLETE": "complete_bash", "COMP_WORDS": f"tidlig show {start}",
                       "COMP_CWORD": "2"})  # fmt: skip
    return done.out.split()


def test_an_id_that_a_line_has_is_taken(tmp_path: Path, tidlig: Tidlig) -> None:
    write(tmp_path, TWO)
    with mock.patch("tidlig.index.ledger_files.WHOLE_UP_TO", -1):
        added = tidlig("add", "award", "t-1", "pool=a", "recipient=aero", "date=2015-05-05",
                       "amount=9", "--dry-run")  # fmt: skip
    assert added.code == 2
    assert 'award "t-1" is there already' in added.err
