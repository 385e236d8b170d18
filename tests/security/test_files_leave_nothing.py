"""What a killed process leaves beside a file is removed by the next who writes there, alone.

A file that is still being written is locked, so that nobody takes it for one that was left.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from harness.running import ROOT, environment
from security.strangers import ON_POSIX
from tidlig.cli.printing import deliver, deliver_parts
from tidlig.source import replacing

pytestmark = ON_POSIX

ENDING = ".tidlig-new"
HALTED = """
import os, sys
def halt(descriptor):
    print("writing", flush=True)
    sys.stdin.read()
os.fsync = halt
from tidlig.cli import main
sys.exit(main(sys.argv[1:]))
"""
"""Stands still when a file is written and has not its place yet."""

LINES = {
    "export": ["export", "--to", "hledger", "-o"],
    "balance": ["balance", "--format", "csv", "-o"],
    "report": ["check", "--report"],
}


def halted(line: str, out: Path) -> subprocess.Popen[bytes]:
    """Start to write a file, and stop at the worst moment."""
    name = f"json={out}" if line == "report" else str(out)
    process = subprocess.Popen(
        [sys.executable, "-c", HALTED, *LINES[line], name],
        cwd=ROOT,
        env=environment(out.parent),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    assert process.stdout is not None
    assert any(printed == b"writing\n" for printed in process.stdout)
    return process


def left(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.name.endswith(ENDING))


@pytest.mark.parametrize("line", LINES)
def test_what_is_left_of_a_killed_writer_goes_with_the_next(line: str, tmp_path: Path) -> None:
    process = halted(line, tmp_path / "out")
    process.send_signal(signal.SIGKILL)
    process.communicate()
    assert len(left(tmp_path)) == 1
    assert deliver("another", tmp_path / "other") == 0
    assert left(tmp_path) == []
    assert not (tmp_path / "out").exists()


def test_what_is_still_being_written_stays(tmp_path: Path) -> None:
    process = halted("balance", tmp_path / "out")
    assert deliver("another", tmp_path / "other") == 0
    assert len(left(tmp_path)) == 1
    process.communicate()
    assert process.returncode == 0
    assert (tmp_path / "out").stat().st_size > 0
    assert left(tmp_path) == []


def test_two_that_write_one_file_at_once_leave_one_whole(tmp_path: Path) -> None:
    processes = [halted("balance", tmp_path / "out") for _ in range(3)]
    for process in processes:
        process.communicate()
    assert [process.returncode for process in processes] == [0, 0, 0]
    assert deliver("x", tmp_path / "other") == 0
    assert left(tmp_path) == []


@pytest.mark.parametrize(
    "name",
    ["notes.tidlig-new", ".tidlig-new", ".a.b.tidlig-old", ".a.tidlig-new", "a.b.tidlig-new"],
)
def test_files_of_other_names_stay(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text("mine")
    assert deliver("report", tmp_path / "out") == 0
    assert (tmp_path / name).read_text() == "mine"


def test_nothing_is_removed_through_links_and_no_folder_is(tmp_path: Path) -> None:
    mine = tmp_path / "mine"
    mine.write_text("mine")
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / ".a.b1.tidlig-new").symlink_to(mine)
    (folder / ".a.b2.tidlig-new").mkdir()
    os.mkfifo(folder / ".a.b3.tidlig-new")
    assert deliver("report", folder / "out") == 0
    assert mine.read_text() == "mine"
    assert left(folder) == [".a.b1.tidlig-new", ".a.b2.tidlig-new", ".a.b3.tidlig-new"]


def test_what_cannot_be_locked_is_left_until_it_is_a_day_old(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import fcntl

    def refuse(*_: object) -> None:
        raise OSError(37, "No locks available")

    monkeypatch.setattr(fcntl, "flock", refuse)
    fresh, old = tmp_path / ".a.b1.tidlig-new", tmp_path / ".a.b2.tidlig-new"
    for path in (fresh, old):
        path.write_text("half")
    day = replacing.ABANDONED_AFTER
    os.utime(fresh, (time.time() - day + 600,) * 2)
    os.utime(old, (time.time() - day - 600,) * 2)
    assert deliver("report", tmp_path / "out") == 0
    assert left(tmp_path) == [fresh.name]


def test_a_writer_whose_file_was_swept_too_soon_begins_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The moment between making a file and locking it belongs to whoever sweeps."""
    lock, calls = replacing._is_locked, list[int]()  # noqa: SLF001 - the moment is inside

    def swept(descriptor: int) -> bool | None:
        calls.append(descriptor)
        if len(calls) == 1:
            (tmp_path / left(tmp_path)[0]).unlink()
        return lock(descriptor)

    monkeypatch.setattr(replacing, "_is_locked", swept)
    assert deliver("report", tmp_path / "out") == 0
    assert (tmp_path / "out").read_text() == "report"
    assert len(calls) == 2


def test_a_text_that_fails_half_way_leaves_the_old_file_alone(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("old")

    def failing() -> object:
        yield "new"
        raise OSError(5, "Input/output error")

    assert deliver_parts(failing(), tmp_path / "out") == 2  # type: ignore[arg-type]
    assert (tmp_path / "out").read_text() == "old"
    assert left(tmp_path) == []
