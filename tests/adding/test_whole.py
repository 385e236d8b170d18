"""A file is the old one or the new one, whole: killed, doubled, without room, without permission.

A few tries here; `make stress` sets TRIES for the hundreds that it takes to be sure.
"""

import os
import random
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from adding.ledgers import AT_THE_END, AWARD, FILES, ROUND, awards, bytes_in, made
from adding.processes import COMMAND, SLOW, killed, started
from conftest import Tidlig
from harness.running import environment
from tidlig.ledger.adding import ledger_lock
from tidlig.ledger.folder import Folder
from tidlig.ledger.origin import File
from tidlig.model.failure import CouldNot
from tidlig.source.replacing import UNFINISHED

TRIES = int(os.environ.get("TRIES", "10"))
STARVED = """
import resource, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))
from tidlig.cli import main
sys.exit(main(sys.argv[1:]))
"""
"""Runs tidlig where no file may grow beyond 100 bytes."""

OF_POSIX = pytest.mark.skipif(sys.platform == "win32", reason="signals and limits of POSIX")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The ledger, in a folder beside which things may be remembered."""
    return made(tmp_path / "ledger")


def entries(folder: Path) -> set[str]:
    """The awards of the file, which must be whole, with nothing but whole entries after the old."""
    data = (folder / ROUND).read_bytes()
    assert data.startswith(FILES[ROUND].encode())
    found = awards(data)
    assert data.endswith(b"\n") or set(found) == {"givet"}
    assert all(award.keys() >= {"pool", "recipient", "date", "amount"} for award in found.values())
    return set(found)


@pytest.mark.long
@OF_POSIX
@pytest.mark.parametrize("writing", [False, True])
def test_who_is_killed_leaves_the_old_file_or_the_new(folder: Path, writing: bool) -> None:
    chance, outcomes = random.Random(20150226), {True: 0, False: 0}
    for number in range(TRIES // 2):
        before, id = entries(folder), f"a-{number}"
        words = (AWARD[0], id, *AT_THE_END[2:], f"amount={number + 1}")
        process = started(folder, words, SLOW if writing else COMMAND)
        code = killed(process, chance.uniform(0, 0.3 if writing else 0.8), writing=writing)
        after = entries(folder)
        assert after in (before, before | {id})
        assert code != 0 or id in after
        outcomes[id in after] += 1
    assert not writing or TRIES < 100 or min(outcomes.values()) > TRIES // 20, outcomes
    last = started(folder, (*AT_THE_END, "amount=1000"))
    assert last.communicate(timeout=20)[1].startswith("written")
    assert not [path for path in bytes_in(folder) if path.endswith(UNFINISHED)]


@pytest.mark.long
def test_two_writers_at_once_lose_nothing(folder: Path) -> None:
    for number in range(TRIES):
        before = entries(folder)
        pair = [
            started(folder, (*AWARD, f"amount={2 * number + n}", "--file", ROUND)) for n in (1, 2)
        ]
        said = [process.communicate(timeout=60)[1] for process in pair]
        assert [process.returncode for process in pair] == [0, 0], said
        assert len(entries(folder) - before) == 2
    amounts = [award["amount"] for award in awards((folder / ROUND).read_bytes()).values()]
    assert sorted(map(str, amounts[1:])) == sorted(map(str, range(1, 2 * TRIES + 1)))


def test_two_writers_do_not_overspend_together(folder: Path) -> None:
    path = folder / ROUND
    path.write_text(FILES[ROUND].replace("[pool.puljen]", '[pool.puljen]\nframe = "3 mio. kr."'))
    pair = [started(folder, (*AWARD, "amount=1_000_000", "--file", ROUND)) for _ in range(2)]
    for process in pair:
        process.communicate(timeout=60)
    assert sorted(process.returncode for process in pair) == [0, 1]
    assert len(awards(path.read_bytes())) == 2


@OF_POSIX
def test_a_file_that_may_not_grow_is_left_as_it_was(folder: Path) -> None:
    before = bytes_in(folder)
    command = [sys.executable, "-c", STARVED, "add", *AT_THE_END, "amount=1"]
    surroundings = environment(folder.parent / "memory")
    done = subprocess.run(
        command, cwd=folder, env=surroundings, capture_output=True, encoding="utf-8", check=False
    )
    assert (done.returncode, "cannot be written" in done.stderr) == (2, True), done.stderr
    assert "Traceback" not in done.stderr
    assert bytes_in(folder) == before


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 64 KiB, where this user may have one."""
    disk = tmp_path / "disk"
    disk.mkdir()
    options = ["-t", "tmpfs", "-o", "size=64k", "tmpfs", str(disk)]
    try:
        done = subprocess.run(["mount", *options], capture_output=True, check=False)
    except OSError:
        pytest.skip("there is no mount here")
    if done.returncode:
        pytest.skip("this user may mount nothing")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


def test_a_full_disk_loses_nothing(small_disk: Path, tidlig: Tidlig) -> None:
    folder = made(small_disk)
    with (folder / "filler").open("wb", buffering=0) as filler:
        for _ in range(64):
            try:
                filler.write(b"x" * 4096)
            except OSError:
                break
        else:
            pytest.fail("the disk is not small")
    before = bytes_in(folder)
    words = (*AT_THE_END, "amount=1", "--ledger", str(folder))
    result = tidlig("add", *words)
    assert (result.code, "cannot be written: no space left" in result.err) == (2, True), result.err
    assert bytes_in(folder) == before
    (folder / "filler").unlink()
    assert tidlig("add", *words).code == 0
    assert entries(folder) == {"givet", "ny"}


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="no folder is closed here")
def test_a_folder_that_may_not_be_written_in_is_said(folder: Path, tidlig: Tidlig) -> None:
    (folder / "allocations").chmod(0o555)
    try:
        result = tidlig("add", *AT_THE_END, "amount=1", "--ledger", str(folder))
    finally:
        (folder / "allocations").chmod(0o755)
    assert (result.code, "permission denied" in result.err) == (2, True)


@pytest.mark.parametrize(
    "fault", [PermissionError(13, "Permission denied"), OSError(30, "Read-only")]
)
def test_a_disk_that_refuses_is_said_and_leaves_nothing(
    folder: Path, tidlig: Tidlig, monkeypatch: pytest.MonkeyPatch, fault: OSError
) -> None:
    before = bytes_in(folder)

    def refuse(*_: object, **__: object) -> None:
        raise fault

    monkeypatch.setattr(os, "replace", refuse)
    result = tidlig("add", *AT_THE_END, "amount=1", cwd=folder)
    assert (result.code, str(fault.strerror).lower() in result.err) == (2, True)
    assert bytes_in(folder) == before


def test_a_lock_that_another_holds_is_waited_for_and_then_said(folder: Path) -> None:
    with ledger_lock(folder):
        with pytest.raises(CouldNot, match="has been writing"), ledger_lock(folder, patience=0.1):
            pass
        waited = started(folder, (*AT_THE_END, "amount=1"))
        threading.Event().wait(1.5)
        assert entries(folder) == {"givet"}
    assert waited.communicate(timeout=20)[1].startswith("written")


def test_a_folder_that_is_gone_is_said(tmp_path: Path) -> None:
    with pytest.raises(CouldNot, match="cannot be locked"), ledger_lock(tmp_path / "gone"):
        pass


@OF_POSIX
def test_a_folder_that_cannot_be_locked_has_a_hidden_file_that_is(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import fcntl

    real: Callable[[int, int], object] = fcntl.flock

    def as_on_some_network_disks(descriptor: int, how: int) -> object:
        if Path(f"/proc/self/fd/{descriptor}").resolve().is_dir():
            raise OSError(9, "Bad file descriptor")
        return real(descriptor, how)

    monkeypatch.setattr(fcntl, "flock", as_on_some_network_disks)
    with ledger_lock(folder):
        assert (folder / ".tidlig.lock").is_file()
        with pytest.raises(CouldNot), ledger_lock(folder, patience=0.1):
            pass
    with ledger_lock(folder, patience=0):
        pass


def test_what_a_killed_writer_left_is_swept_away(folder: Path, tidlig: Tidlig) -> None:
    left = folder / "allocations" / f".runde-1.toml.abc{UNFINISHED}"
    left.write_text("[half")
    assert tidlig("check", cwd=folder).code == 0
    assert tidlig("add", *AT_THE_END, "amount=1", cwd=folder).code == 0
    assert not left.exists()


def test_what_an_editor_saves_meanwhile_is_kept(
    folder: Path, tidlig: Tidlig, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[object] = []
    look = Folder.files

    def saving(of: Folder) -> Iterator[File]:
        looked.append(of)
        if len(looked) == 2:
            (folder / ROUND).write_text(FILES[ROUND].replace("2 mio.", "3 mio."), "utf-8")
        return look(of)

    monkeypatch.setattr(Folder, "files", saving)
    result = tidlig("add", *AT_THE_END, "amount=1", cwd=folder)
    assert (result.code, "changed meanwhile" in result.err) == (0, True)
    found = awards((folder / ROUND).read_bytes())
    assert (found["givet"]["amount"], set(found)) == ("3 mio. kr.", {"givet", "ny"})
