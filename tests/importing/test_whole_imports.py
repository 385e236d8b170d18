"""An import is written whole or not at all: killed, doubled, on a full disk."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

from adding.ledgers import bytes_in
from adding.processes import SLOW, killed, started
from adding.test_whole import OF_POSIX, STARVED
from harness.running import environment
from importing.sheets import as_csv, made

TRIES = int(os.environ.get("TRIES", "6"))
SLOWLY = (*SLOW[:2], SLOW[2].replace('["add",', '["import",'))
WORDS = ("--pool", "familier-2", "--charge", "date", "--update")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The ledger, in which one award stands with another amount, so that two files are written."""
    folder = made(tmp_path / "ledger")
    (folder / "gammelt.toml").write_text(
        '[award.gammelt]\npool = "familier-2"\nrecipient = "odense"\ndate = 2026-06-01\n'
        'amount = 1  # før\nreference = "26/1001"\n',
        "utf-8",
    )
    (tmp_path / "tilsagn.csv").write_bytes(as_csv())
    return folder


def words_of(folder: Path, *others: str) -> tuple[str, ...]:
    return (str(folder.parent / "tilsagn.csv"), *WORDS, *others)


def shown(folder: Path) -> dict[str, bytes]:
    """The files that a ledger is."""
    return {
        name: data for name, data in bytes_in(folder).items() if name.endswith((".toml", ".csv"))
    }


@pytest.mark.long
@OF_POSIX
@pytest.mark.parametrize("as_table", [False, True])
def test_who_is_killed_leaves_the_old_ledger_or_the_new(folder: Path, as_table: bool) -> None:
    if as_table:
        (folder / "gammelt.toml").unlink()
    options = ("--as-table",) if as_table else ()
    old = shown(folder)
    done = started(folder, words_of(folder, *options), (sys.executable, "-m", "tidlig", "import"))
    assert "written" in done.communicate(timeout=60)[1]
    new = shown(folder)
    chance, outcomes = random.Random(20261127), {True: 0, False: 0}
    for _ in range(TRIES):
        for name in new.keys() | {*bytes_in(folder)}:
            (folder / name).unlink(missing_ok=True)
        for name, data in old.items():
            (folder / name).write_bytes(data)
        process = started(folder, words_of(folder, *options), SLOWLY)
        killed(process, chance.uniform(0, 0.5), writing=True)
        words = ("add", "source", "efter", "title=Efter")
        last = started(folder, words, (sys.executable, "-m", "tidlig"))
        assert "written" in last.communicate(timeout=60)[1]  # it finishes what was begun
        after = shown(folder)
        after.pop("sources/efter.toml")
        assert after in (old, new)
        outcomes[after == new] += 1
    assert TRIES < 50 or min(outcomes.values()) > TRIES // 20, outcomes


def test_two_imports_at_once_write_it_once(folder: Path) -> None:
    command = (sys.executable, "-m", "tidlig", "import")
    pair = [started(folder, words_of(folder), command) for _ in range(2)]
    said = [process.communicate(timeout=60)[1] for process in pair]
    assert [process.returncode for process in pair] == [0, 0], said
    assert sorted("written" in text for text in said) == [False, True]
    assert (folder / "awards/tilsagn.toml").read_text("utf-8").count("[award.") == 14
    assert "amount = 250000  # før" in (folder / "gammelt.toml").read_text("utf-8")


@OF_POSIX
def test_a_disk_that_refuses_leaves_everything_as_it_was(folder: Path) -> None:
    before = bytes_in(folder)
    done = subprocess.run(
        [sys.executable, "-c", STARVED, "import", *words_of(folder)],
        cwd=folder,
        env=environment(folder.parent / "memory"),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (done.returncode, "cannot be written" in done.stderr) == (2, True), done.stderr
    assert "Traceback" not in done.stderr
    assert bytes_in(folder) == before
