"""The cache counts, trims and clears what it has written itself, whatever else lies where it is.

It has a folder `tidlig` of its own, also below TIDLIG_CACHE_DIR; only files there that are named as
records are and begin as they do are its own, and no link is followed.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from conftest import Tidlig
from harness.faulty import EMPTY
from security.strangers import AS_ROOT, ON_POSIX, STRANGER
from tidlig.index import cache_folder as memory
from tidlig.index.store import Store, digest

Write = Callable[[Mapping[str, str]], Path]
CACHE = "TIDLIG_CACHE_DIR"
RECORD = b"tidlig record 1\n" + bytes(60)
SHAPED = f"{'0a' * 19}"


def lines(text: str) -> dict[str, str]:
    return dict(line.split(": ", 1) for line in text.splitlines())


@pytest.fixture
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that the variable names, with files of its user's own."""
    return tmp_path_factory.mktemp("place")


def written(folder: Path, path: str, data: bytes = b"mine") -> Path:
    file = folder / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data)
    return file


def test_files_of_a_project_are_not_the_caches(tidlig: Tidlig, ledger: Write, place: Path) -> None:
    ledger(EMPTY)
    kept = [
        written(place, "da/budget.txt"),
        written(place, f"0a/{SHAPED}"),
        written(place, f"0a/{SHAPED}x", RECORD),
        written(place, "tidlig/da/budget.txt"),
        written(place, "tidlig/da/budget.bin", RECORD),
        written(place, "tidlig/notes"),
        written(place, f"tidlig/0a/{SHAPED}"),
        written(place, f"tidlig/0a/{'0A' * 19}", RECORD),
        written(place, f"tidlig/0a/{SHAPED}.txt", RECORD),
        written(place, f"tidlig/0a/deep/{SHAPED}", RECORD),
        written(place, f"tidlig/xy/{SHAPED}", RECORD),
        written(place, f"tidlig/0a1/{SHAPED}", RECORD),
    ]
    env = {CACHE: str(place)}
    assert tidlig("balance", env=env).code == 0
    info = lines(tidlig("cache", "info", env=env).out)
    assert info["folder"] == str(place / "tidlig")
    assert info["remembered"].startswith("2 files, ")
    assert tidlig("cache", "clear", env=env).out.startswith("forgotten: 2 files, ")
    assert all(path.exists() for path in kept)
    assert lines(tidlig("cache", env=env).out)["remembered"].startswith("0 files, 0 KiB")


def test_trimming_takes_records_alone(tmp_path: Path) -> None:
    store = Store(str(tmp_path))
    names = [digest(bytes([number])) for number in range(10)]
    for age, name in enumerate(names):
        store.keep(name, b"x" * 1000)
        os.utime(tmp_path / name.hex()[:2] / name.hex()[2:], (1e9 - age, 1e9 - age))
    video = written(tmp_path, f"da/{'0b' * 19}", b"v" * 100_000)
    os.utime(video, (1, 1))
    memory.trim(str(tmp_path), 5000)
    assert video.exists()
    left = [name for name in names if store.payload(name)]
    assert left == names[: len(left)]
    assert 1 <= len(left) <= 4


def test_what_a_killed_run_left_half_written_is_the_caches(tmp_path: Path) -> None:
    store = Store(str(tmp_path))
    store.keep(digest(b"a"), b"x")
    half = written(tmp_path, f"0a/{SHAPED}.4711", RECORD[:30])
    assert memory.clear(str(tmp_path))[0] == 2
    assert not half.exists()


@ON_POSIX
def test_no_link_is_followed(tmp_path: Path, place: Path) -> None:
    cache = tmp_path / "cache"
    store = Store(str(cache))
    store.keep(digest(b"a"), b"x")
    beyond = written(place, f"0a/{SHAPED}", RECORD)
    (cache / "0a").symlink_to(place / "0a")
    (cache / "0b").mkdir()
    (cache / "0b" / SHAPED).symlink_to(beyond)
    assert memory.clear(str(cache))[0] == 1
    assert beyond.exists()
    assert (cache / "0b" / SHAPED).is_symlink()


@ON_POSIX
def test_a_cache_that_is_a_link_is_not_used(tidlig: Tidlig, ledger: Write, place: Path) -> None:
    ledger(EMPTY)
    beyond = written(place, f"there/0a/{SHAPED}", RECORD)
    (place / "tidlig").symlink_to("there")
    env = {CACHE: str(place)}
    assert tidlig("balance", env=env).code == 0
    said = "nothing is remembered: "
    for action in ("info", "clear"):
        result = tidlig("cache", action, env=env)
        assert (result.code, result.out.startswith(said)) == (0, True)
    assert beyond.exists()
    assert [path.name for path in (place / "there").rglob("*")] == ["0a", SHAPED]


@AS_ROOT
def test_a_cache_of_somebody_else_is_not_used(tidlig: Tidlig, ledger: Write, place: Path) -> None:
    ledger(EMPTY)
    theirs = written(place, f"tidlig/0a/{SHAPED}", RECORD)
    os.chown(place / "tidlig", STRANGER, STRANGER)
    env = {CACHE: str(place)}
    assert tidlig("balance", env=env).code == 0
    assert tidlig("cache", "clear", env=env).out.startswith("nothing is remembered: ")
    assert [path for path in (place / "tidlig").rglob("*") if path.is_file()] == [theirs]


@ON_POSIX
def test_folders_are_for_their_user_alone(tidlig: Tidlig, ledger: Write, tmp_path: Path) -> None:
    ledger(EMPTY)
    place = tmp_path / "not" / "there" / "yet"
    mask = os.umask(0)
    try:
        assert tidlig("balance", env={CACHE: str(place)}).code == 0
    finally:
        os.umask(mask)
    folders = [path for path in (tmp_path / "not").rglob("*") if path.is_dir()]
    assert len(folders) > 4
    modes = {stat.S_IMODE(path.stat().st_mode) for path in [tmp_path / "not", *folders]}
    files = [path for path in place.rglob("*") if path.is_file()]
    assert modes == {0o700}
    assert {path.stat().st_mode & 0o077 for path in files} == {0}


@ON_POSIX
def test_a_folder_that_was_open_to_others_is_closed(tmp_path: Path) -> None:
    (tmp_path / "cache").mkdir()
    (tmp_path / "cache").chmod(0o777)
    Store(str(tmp_path / "cache")).keep(digest(b"a"), b"x")
    assert stat.S_IMODE((tmp_path / "cache").stat().st_mode) == 0o700


def test_files_of_an_older_version_at_the_old_place_stay(
    tidlig: Tidlig, ledger: Write, place: Path
) -> None:
    ledger(EMPTY)
    old = written(place, f"0a/{SHAPED}", RECORD)
    env = {CACHE: str(place)}
    assert tidlig("balance", env=env).code == 0
    assert tidlig("cache", "clear", env=env).code == 0
    assert old.exists()
