"""What is remembered is believed only when nobody else has written it, and no file can differ."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from memory.damages import SOMEBODY, records
from tidlig.index.store import SETTLED, FileDigests, FileState, Store, digest

NAME = digest(b"name")
CHANGED = 1_700_000_000_000_000_000
LOOK = FileState(10, CHANGED - 5, CHANGED, 7, 1)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    kept = Store(str(tmp_path))
    kept.remember(NAME, ("a", 1))
    assert kept.record(NAME) == ("a", 1)
    return kept


def test_a_record_that_others_may_write_is_not_believed(store: Store, tmp_path: Path) -> None:
    (record,) = records(tmp_path)
    record.chmod(0o620)
    assert store.record(NAME) is None
    record.chmod(0o600)
    assert store.record(NAME) == ("a", 1)


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="only root gives files away")
def test_a_record_of_somebody_else_is_not_believed(store: Store, tmp_path: Path) -> None:
    (record,) = records(tmp_path)
    os.chown(record, SOMEBODY, SOMEBODY)
    assert store.record(NAME) is None


def seen_at(at: int, tmp_path: Path) -> bytes | None:
    """What is believed of a file afterwards that was seen at a moment."""
    store = Store(str(tmp_path))
    first = FileDigests(store, "folder", "/here")
    first.keep("a.toml", digest(b"content"), LOOK, at)
    first.remember()
    return FileDigests(store, "folder", "/here").digest("a.toml", LOOK)


def test_a_file_is_known_by_its_look_when_it_had_not_just_changed(tmp_path: Path) -> None:
    assert seen_at(CHANGED + SETTLED, tmp_path / "a") is None
    assert seen_at(CHANGED + SETTLED + 1, tmp_path / "b") == digest(b"content")
    assert seen_at(CHANGED - 1, tmp_path / "c") is None


@pytest.mark.parametrize("part", FileState._fields)
def test_a_file_that_looks_otherwise_in_anything_is_not_known(part: str, tmp_path: Path) -> None:
    store = Store(str(tmp_path))
    first = FileDigests(store, "folder", "/here")
    first.keep("a.toml", digest(b"content"), LOOK, CHANGED + 2 * SETTLED)
    first.remember()
    other = LOOK._replace(**{part: getattr(LOOK, part) + 1})
    assert FileDigests(store, "folder", "/here").digest("a.toml", other) is None
    assert FileDigests(store, "folder", "/there").digest("a.toml", LOOK) is None


def test_the_cache_is_kept_small_by_what_is_longest_unused(tmp_path: Path) -> None:
    from tidlig.index.cache_folder import clear, trim
    from tidlig.index.cache_folder import records as kept

    store = Store(str(tmp_path))
    names = [digest(str(number).encode()) for number in range(10)]
    for age, name in enumerate(names):
        store.remember(name, b"x" * 1000)
        path = tmp_path / name.hex()[:2] / name.hex()[2:]
        os.utime(path, (1e9 - age, 1e9 - age))
    (tmp_path / "mine.txt").write_text("not a record")
    size = sum(record.size for record in kept(str(tmp_path)))
    trim(str(tmp_path), size)
    assert all(store.record(name) for name in names)
    for age, name in enumerate(names):
        os.utime(tmp_path / name.hex()[:2] / name.hex()[2:], (1e9 - age, 1e9 - age))
    trim(str(tmp_path), size - 1)
    left = [name for name in names if store.record(name)]
    assert left == names[: len(left)]
    assert 6 <= len(left) <= 8
    number, _ = clear(str(tmp_path))
    assert number == len(left)
    assert (tmp_path / "mine.txt").exists()
