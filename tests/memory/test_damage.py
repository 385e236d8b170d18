"""A cache in any state makes nothing wrong, and nothing fail: only slower."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import Random

import pytest

from memory.damages import DAMAGES, Damage
from memory.states import Told, by_sums, directly, folder_of, of_folder
from tidlig.index.store import Store
from tidlig.ledger.origin import Origin

TRIES = int(os.environ.get("TRIES", "40"))

ONE = """
import sys
from pathlib import Path
from memory.states import by_sums, of_folder
from tidlig.index.store import Store

print(repr(by_sums(of_folder(Path(sys.argv[1])), Store(sys.argv[2])).findings))
"""
"""What one of several processes does: findings are printed as they are compared."""

PROGRAMS = """\
[ledger]
format = 1

[program.tidlig]
name = "Tidlig hjælp"
years = "2014-2017"
split = { 2014 = "1 mio. kr.", 2015 = "1 mio. kr.", 2016 = "2 mio. kr." }

[program.tidlig.strand.familier]
name = "Familier"

[recipient.gladsaxe]
name = "Gladsaxe"
kind = "municipality"

[source.notat]
title = "Notat"
"""
"""A ledger with a fault of each sort of check: of a file, of sums, of entries."""


@pytest.fixture(scope="module")
def origin(tmp_path_factory: pytest.TempPathFactory) -> Origin:
    folder = tmp_path_factory.mktemp("ledger")
    (folder / "programs.toml").write_text(PROGRAMS, "utf-8")
    for number in range(5):
        (folder / f"runde-{number}.toml").write_text(_round(number), "utf-8")
    return of_folder(folder)


def _round(number: int) -> str:
    awards = [
        f"[award.tilsagn-{number}-{each}]\nprogram = 'tidlig'\nrecipient = 'gladsaxe'\n"
        f"date = 201{4 + each % 5}-05-0{1 + each}\namount = {100_000 + each}\n"
        f"[payment.betaling-{number}-{each}]\naward = 'tilsagn-{(number + each) % 5}-{each}'\n"
        f"date = 2015-06-0{1 + each}\namount = {100_000 if each else -5}\n"
        for each in range(6)
    ]
    return "\n".join(awards)


@pytest.fixture(scope="module")
def expected(origin: Origin) -> Told:
    said = directly(origin)
    checks = ("budget-overspent", "negative-amount", "outside-years", "payment-before-award")
    assert all(any(name in finding for finding in said.findings) for name in checks)
    return said


@pytest.fixture(scope="module")
def full(origin: Origin, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache with all that is ever kept of the ledger."""
    cache = tmp_path_factory.mktemp("full")
    by_sums(origin, Store(str(cache)))
    return cache


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.__name__)
def test_each_damage_is_done_to_a_record(damage: Damage, full: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    shutil.copytree(full, cache)
    before = _state(cache)
    damage(cache, Random(1))
    assert _state(cache) != before


def _state(cache: Path) -> list[tuple[object, ...]]:
    found: list[tuple[object, ...]] = []
    for path in sorted(cache.glob("*/*")):
        status = path.lstat()
        content = path.read_bytes() if path.is_file() and not path.is_symlink() else b""
        found.append((path.name, status.st_mode, status.st_uid, content))
    return found


@pytest.mark.parametrize("seed", range(TRIES))
def test_a_damaged_cache_makes_nothing_wrong(
    seed: int, origin: Origin, expected: Told, full: Path, tmp_path: Path
) -> None:
    random = Random(seed)
    cache = tmp_path / "cache"
    shutil.copytree(full, cache)
    for damage in random.sample(DAMAGES, random.choice((1, 1, 2))):
        damage(cache, random)
    assert by_sums(origin, Store(str(cache))) == expected
    assert by_sums(origin, Store(str(cache))) == expected, "afterwards"


@pytest.mark.parametrize("seed", range(max(TRIES // 20, 3)))
def test_records_that_vanish_while_they_are_read(
    seed: int, origin: Origin, expected: Told, full: Path, tmp_path: Path
) -> None:
    cache, over = tmp_path / "cache", threading.Event()
    shutil.copytree(full, cache)

    def vanish() -> None:
        random = Random(seed)
        while not over.is_set():
            for path in cache.glob("*/*"):
                if random.random() < 0.5:
                    path.unlink(missing_ok=True)

    with ThreadPoolExecutor() as pool:
        vanishing = pool.submit(vanish)
        said = [by_sums(origin, Store(str(cache))) for _ in range(4)]
        over.set()
        vanishing.result()
    assert said == [expected] * 4


@pytest.mark.parametrize("seed", range(max(TRIES // 20, 3)))
def test_several_that_write_at_once(
    seed: int, origin: Origin, expected: Told, full: Path, tmp_path: Path
) -> None:
    cache = tmp_path / "cache"
    shutil.copytree(full, cache)
    DAMAGES[seed % len(DAMAGES)](cache, Random(seed))
    command = [sys.executable, "-c", ONE, str(folder_of(origin)), str(cache)]
    paths = os.pathsep.join(sys.path)
    running = [
        subprocess.Popen(command, stdout=subprocess.PIPE, env={**os.environ, "PYTHONPATH": paths})
        for _ in range(3)
    ]
    said = [each.communicate()[0].decode() for each in running]
    assert said == [repr(expected.findings) + "\n"] * 3
    assert by_sums(origin, Store(str(cache))) == expected


@pytest.mark.parametrize("what", ["full", "read-only", "a file", "below a file", "missing"])
def test_a_cache_that_takes_nothing(
    what: str, origin: Origin, expected: Told, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = tmp_path / "cache"
    if what == "full":

        def no_room(*_: object, **__: object) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(os, "replace", no_room)
    elif what == "read-only":
        cache.mkdir(mode=0o500)
    elif what == "a file":
        cache.write_text("no folder")
    elif what == "below a file":
        (tmp_path / "file").write_text("no folder")
        cache = tmp_path / "file" / "cache"
    assert by_sums(origin, Store(str(cache))) == expected
    assert by_sums(origin, Store(str(cache))) == expected
    if what == "full":
        assert not list(cache.glob("*/*"))
