"""A record is believed when it was sealed with the key of this user, and for nothing else.

Whoever brings records, with a pull request, a shared cache of CI or a folder that was open, brings
figures that nobody has worked out. The same holds for what is remembered of how files look.
"""

from __future__ import annotations

import hashlib
import marshal
import os
import shutil
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import Tidlig
from harness.faulty import EMPTY
from harness.running import write
from memory.damages import records
from security.strangers import AS_ROOT, ON_POSIX, STRANGER
from tidlig.index.store import FileDigests, FileState, Store, digest

CACHE = "TIDLIG_CACHE_DIR"
NAME, OTHER = digest(b"name"), digest(b"other")
MARK = b"tidlig key 1\n"


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    """A cache with one record."""
    folder = tmp_path / "cache"
    store = Store(str(folder))
    store.remember(NAME, ("true", 1))
    assert Store(str(folder)).record(NAME) == ("true", 1)
    return folder


def place(cache: Path, name: bytes) -> Path:
    return cache / name.hex()[:2] / name.hex()[2:]


def forged(name: bytes, payload: bytes, key: bytes = b"") -> bytes:
    """A record as whoever knows all but the key would make it."""
    seals = hashlib.blake2b(name + payload, digest_size=16, key=key)
    return b"tidlig record 1\n" + name + seals.digest() + payload


def put(cache: Path, name: bytes, data: bytes) -> None:
    path = place(cache, name)
    path.parent.mkdir(exist_ok=True, mode=0o700)
    path.write_bytes(data)
    path.chmod(0o600)


def with_a_plain_checksum(cache: Path) -> None:
    """As version 0.1 sealed it."""
    payload = marshal.dumps(("false", 2))
    seal = hashlib.blake2b(payload, digest_size=16).digest()
    put(cache, NAME, b"tidlig record 1\n" + NAME + seal + payload)


def without_a_key(cache: Path) -> None:
    put(cache, NAME, forged(NAME, marshal.dumps(("false", 2))))


def with_a_key_of_theirs(cache: Path) -> None:
    put(cache, NAME, forged(NAME, marshal.dumps(("false", 2)), bytes(32)))


def with_nothing_for_a_seal(cache: Path) -> None:
    put(cache, NAME, b"tidlig record 1\n" + NAME + bytes(16) + marshal.dumps(("false", 2)))


def with_the_seal_of_another(cache: Path) -> None:
    """A record that is true of something else, under this name."""
    Store(str(cache)).remember(OTHER, ("false", 2))
    data = place(cache, OTHER).read_bytes()
    put(cache, NAME, data[:16] + NAME + data[36:])


def made_elsewhere(cache: Path) -> None:
    """A record of another user's, who has a key too."""
    elsewhere = cache.with_name("elsewhere")
    Store(str(elsewhere)).remember(NAME, ("false", 2))
    put(cache, NAME, place(elsewhere, NAME).read_bytes())


FORGERIES = [
    with_a_plain_checksum, without_a_key, with_a_key_of_theirs, with_nothing_for_a_seal,
    with_the_seal_of_another, made_elsewhere,
]  # fmt: skip


@pytest.mark.parametrize("forge", FORGERIES, ids=lambda forge: forge.__name__)
def test_a_record_that_was_not_sealed_here_is_not_believed(
    forge: Callable[[Path], None], cache: Path
) -> None:
    forge(cache)
    assert Store(str(cache)).record(NAME) is None


def test_figures_of_another_ledger_in_the_places_of_these_are_not_shown(
    tidlig: Tidlig, tmp_path: Path
) -> None:
    """All records of a ledger with other figures, brought by someone with a key of their own."""
    true, false = tmp_path / "true", tmp_path / "false"
    text = EMPTY["programs.toml"] + '\n[program.x]\nname = "X"\nyears = 2024\ntotal = 1000\n'
    write(true, {"programs.toml": text})
    write(false, {"programs.toml": text.replace("1000", "9000")})
    env = {"XDG_CACHE_HOME": str(tmp_path / "cache")}
    expected = tidlig("balance", "--format", "csv", cwd=true, env=env).out
    theirs = {"XDG_CACHE_HOME": str(tmp_path / "theirs")}
    assert tidlig("balance", "--format", "csv", cwd=false, env=theirs).out != expected
    known, brought = (records(tmp_path / name / "tidlig") for name in ("cache", "theirs"))
    assert (len(known), len(brought)) == (2, 2)
    for own in known:
        for their in brought:
            own.write_bytes(own.read_bytes()[:36] + their.read_bytes()[36:])
            plain = hashlib.blake2b(their.read_bytes()[52:], digest_size=16).digest()
            assert tidlig("balance", "--format", "csv", cwd=true, env=env).out == expected
            own.write_bytes(own.read_bytes()[:36] + plain + their.read_bytes()[52:])
            assert tidlig("balance", "--format", "csv", cwd=true, env=env).out == expected


def test_a_key_and_records_that_are_restored_together_are_used(cache: Path) -> None:
    shutil.copytree(cache, cache.with_name("restored"))
    assert Store(str(cache.with_name("restored"))).record(NAME) == ("true", 1)


def test_how_a_file_looks_is_sealed_too(tmp_path: Path) -> None:
    look, at = FileState(10, 5, 5, 7, 1), 10_000_000_000
    for place_, content in (("theirs", b"false"), ("mine", b"true")):
        glimpses = FileDigests(Store(str(tmp_path / place_)), "folder", "/here")
        glimpses.keep("a.toml", digest(content), look, at)
        glimpses.remember()
    (mine,), (theirs,) = records(tmp_path / "mine"), records(tmp_path / "theirs")
    assert mine.name == theirs.name
    shutil.copy(theirs, mine)
    assert (
        FileDigests(Store(str(tmp_path / "mine")), "folder", "/here").digest("a.toml", look) is None
    )


@ON_POSIX
def test_the_key_is_readable_by_its_user_alone_and_no_record(cache: Path) -> None:
    from tidlig.index.cache_folder import clear
    from tidlig.index.cache_folder import records as counted

    status = (cache / "key").stat()
    assert (stat.S_IMODE(status.st_mode) & 0o377, status.st_size) == (0, len(MARK) + 32)
    assert len(counted(str(cache))) == 1
    assert clear(str(cache))[0] == 1
    assert sorted(path.name for path in cache.iterdir() if path.is_file()) == ["key"]


def test_no_two_keys_are_alike(tmp_path: Path) -> None:
    for number in range(20):
        Store(str(tmp_path / str(number)))
    assert len({(tmp_path / str(number) / "key").read_bytes() for number in range(20)}) == 20


def short(key: Path) -> None:
    data = key.read_bytes()
    key.unlink()
    key.write_bytes(data[:-1])


def long(key: Path) -> None:
    data = key.read_bytes()
    key.unlink()
    key.write_bytes(data + b"x")


def empty(key: Path) -> None:
    key.unlink()
    key.touch()


def unmarked(key: Path) -> None:
    key.unlink()
    key.write_bytes(os.urandom(45))


def gone(key: Path) -> None:
    key.unlink()


def checked_out(key: Path) -> None:
    """As git writes a file of a repository, whatever the umask."""
    key.chmod(0o600)


def open_to_others(key: Path) -> None:
    key.chmod(0o440)


def a_link(key: Path) -> None:
    key.rename(key.with_name("moved"))
    key.symlink_to("moved")


def a_hard_link(key: Path) -> None:
    key.with_name("twin").hardlink_to(key)


def a_pipe(key: Path) -> None:
    key.unlink()
    os.mkfifo(key)


DAMAGES = [
    short, long, empty, unmarked, gone, checked_out, open_to_others, a_link, a_hard_link, a_pipe,
]  # fmt: skip


@ON_POSIX
@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.__name__)
def test_a_key_that_is_not_as_it_was_made_is_made_anew(
    damage: Callable[[Path], None], cache: Path
) -> None:
    damage(cache / "key")
    store = Store(str(cache))
    assert store.record(NAME) is None
    store.remember(NAME, ("true", 1))
    assert Store(str(cache)).record(NAME) == ("true", 1)


@AS_ROOT
def test_a_key_of_somebody_elses_is_not_believed(cache: Path) -> None:
    os.chown(cache / "key", STRANGER, STRANGER)
    assert Store(str(cache)).record(NAME) is None


@ON_POSIX
def test_a_key_that_lay_where_others_write_is_not_believed(cache: Path) -> None:
    cache.chmod(0o770)
    assert Store(str(cache)).record(NAME) is None


def test_a_key_that_cannot_be_made_costs_time_alone(cache: Path, tidlig: Tidlig) -> None:
    (cache / "key").unlink()
    (cache / "key").mkdir()
    store = Store(str(cache))
    store.remember(NAME, ("true", 1))
    assert store.record(NAME) is None
    folder = write(cache.with_name("ledger"), EMPTY)
    cache.rename(cache.with_name("tidlig"))
    assert tidlig("balance", cwd=folder, env={CACHE: str(cache.parent)}).code == 0
