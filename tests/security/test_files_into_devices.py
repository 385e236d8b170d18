"""`-o` and `--report` replace plain files alone; devices, pipes and sockets are written into.

So a shell's `>` has it. The summary of a job is the one file that tidlig writes without being told
so on the command line: nothing is ever waited for there.
"""

from __future__ import annotations

import os
import socket
import stat
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from conftest import Tidlig
from harness.faulty import EMPTY
from harness.running import ROOT, environment
from security.strangers import AS_ROOT, ON_POSIX, STRANGER
from tidlig.cli.printing import deliver

pytestmark = ON_POSIX

Write = Callable[[dict[str, str]], Path]
COMMAND = [sys.executable, "-m", "tidlig"]
SUMMARY = "GITHUB_STEP_SUMMARY"


@contextmanager
def reading(path: Path) -> Iterator[list[bytes]]:
    """Read a pipe to its end meanwhile; the list has what was read when the block has ended."""
    read: list[bytes] = []
    reader = threading.Thread(target=lambda: read.append(path.read_bytes()), daemon=True)
    reader.start()
    yield read
    reader.join(timeout=30)
    assert not reader.is_alive()


def device(path: Path, major: int, minor: int) -> Path:
    os.mknod(path, stat.S_IFCHR | 0o666, os.makedev(major, minor))
    return path


def expected(tmp_path: Path) -> bytes:
    """The report as it is printed."""
    return subprocess.run(
        [*COMMAND, "balance"],
        cwd=ROOT,
        env=environment(tmp_path),
        stdout=subprocess.PIPE,
        check=True,
    ).stdout


@AS_ROOT
@pytest.mark.parametrize("option", ["-o", "--report"])
def test_a_device_stays_a_device(option: str, tidlig: Tidlig, tmp_path: Path) -> None:
    null = device(tmp_path / "null", 1, 3)
    words = (
        ["balance", "--format", "table", "-o", str(null)]
        if option == "-o"
        else ["check", f"--report=json={null}"]
    )
    assert tidlig(*words, cwd=ROOT).code == 0
    assert stat.S_ISCHR(null.stat().st_mode)


@AS_ROOT
def test_a_device_that_is_full_is_said_and_stays(tidlig: Tidlig, tmp_path: Path) -> None:
    full = device(tmp_path / "full", 1, 7)
    result = tidlig("balance", "--format", "table", "-o", str(full), cwd=ROOT)
    assert (result.code, "full cannot be written: no space left" in result.err) == (2, True)
    assert stat.S_ISCHR(full.stat().st_mode)


@AS_ROOT
def test_a_device_that_a_link_leads_to_stays_a_device(tidlig: Tidlig, tmp_path: Path) -> None:
    null = device(tmp_path / "null", 1, 3)
    (tmp_path / "link").symlink_to(null)
    assert tidlig("balance", "--format", "table", "-o", str(tmp_path / "link"), cwd=ROOT).code == 0
    assert (tmp_path / "link").is_symlink()
    assert stat.S_ISCHR(null.stat().st_mode)


@pytest.mark.parametrize("through_link", [False, True])
def test_a_pipe_gets_the_report(through_link: bool, tidlig: Tidlig, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    (tmp_path / "link").symlink_to("pipe")
    name = tmp_path / ("link" if through_link else "pipe")
    with reading(pipe) as read:
        assert tidlig("balance", "--format", "csv", "--long", "-o", str(name), cwd=ROOT).code == 0
    assert read[0].decode() == tidlig("balance", "--format", "csv", cwd=ROOT).out
    assert stat.S_ISFIFO(pipe.lstat().st_mode)


def test_a_reader_of_a_pipe_that_goes_away_has_what_it_wanted(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = threading.Thread(target=lambda: os.close(os.open(pipe, os.O_RDONLY)))
    reader.start()
    assert deliver("x" * 1_000_000, pipe) == 0
    reader.join()


def test_a_socket_gets_the_report(tmp_path: Path) -> None:
    place = tmp_path / "socket"
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as listening:
        listening.bind(str(place))
        listening.listen(1)
        assert deliver("report", place) == 0
        connection, _ = listening.accept()
        with connection:
            assert connection.recv(100) == b"report"
    assert stat.S_ISSOCK(place.lstat().st_mode)


def test_a_socket_that_nobody_listens_at_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = tmp_path / "socket"
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as listening:
        listening.bind(str(place))
    assert deliver("report", place) == 2
    assert "cannot be written: connection refused" in capsys.readouterr().err
    assert stat.S_ISSOCK(place.lstat().st_mode)


@pytest.mark.parametrize("name", ["/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"])
@pytest.mark.parametrize("into", ["pipe", "file"])
def test_standard_output_by_its_name_is_what_it_is(name: str, into: str, tmp_path: Path) -> None:
    """In a file that is appended to, what stood there stays."""
    if not os.path.lexists(name):
        pytest.skip(f"there is no {name} here")
    log = tmp_path / "log"
    log.write_bytes(b"before\n")
    with log.open("ab") as file:
        done = subprocess.run(
            [*COMMAND, "balance", "--format", "table", "-o", name],
            cwd=ROOT,
            env=environment(tmp_path),
            stdout=file if into == "file" else subprocess.PIPE,
            check=False,
        )
    assert done.returncode == 0
    if into == "file":
        assert log.read_bytes() == b"before\n" + expected(tmp_path)
    else:
        assert done.stdout == expected(tmp_path)


def test_a_descriptor_by_its_number_gets_the_report(tmp_path: Path) -> None:
    if not Path("/dev/fd").exists():
        pytest.skip("there is no /dev/fd here")
    ours, theirs = os.pipe()
    subprocess.run(
        [*COMMAND, "balance", "--format", "table", "-o", f"/dev/fd/{theirs}"],
        cwd=ROOT,
        env=environment(tmp_path),
        pass_fds=(theirs,),
        check=True,
    )
    os.close(theirs)
    with os.fdopen(ours, "rb") as file:
        assert file.read() == expected(tmp_path)


@AS_ROOT
def test_a_pipe_that_somebody_else_has_put_into_a_folder_for_all_is_refused(tmp_path: Path) -> None:
    shared = tmp_path / "tmp"
    shared.mkdir()
    shared.chmod(0o1777)
    os.mkfifo(shared / "out.csv")
    os.chown(shared / "out.csv", STRANGER, STRANGER)
    descriptor = os.open(shared / "out.csv", os.O_RDONLY | os.O_NONBLOCK)
    assert deliver("report", shared / "out.csv") == 2
    assert os.read(descriptor, 100) == b""
    os.close(descriptor)


def pipe_without_reader(path: Path) -> None:
    os.mkfifo(path)


def pipe_with_slow_reader(path: Path) -> None:
    os.mkfifo(path)
    os.open(path, os.O_RDONLY | os.O_NONBLOCK)  # until the process ends: it never reads


def a_socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as listening:
        listening.bind(str(path))


def link_to_a_pipe(path: Path) -> None:
    os.mkfifo(path.with_name("there"))
    path.symlink_to("there")


def a_folder(path: Path) -> None:
    path.mkdir()


@pytest.mark.parametrize(
    "make", [pipe_without_reader, pipe_with_slow_reader, a_socket, link_to_a_pipe, a_folder]
)
def test_a_summary_of_a_job_is_never_waited_for(
    make: Callable[[Path], None],
    tidlig: Tidlig,
    ledger: Write,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    ledger(EMPTY)
    page = tmp_path_factory.mktemp("beside") / "page.md"
    make(page)
    result = tidlig("check", "--format", "github", env={SUMMARY: str(page)})
    assert (result.code, "page.md cannot be written" in result.err) == (2, True)


@AS_ROOT
def test_a_summary_of_a_job_can_be_a_device(
    tidlig: Tidlig, ledger: Write, tmp_path_factory: pytest.TempPathFactory
) -> None:
    ledger(EMPTY)
    null = device(tmp_path_factory.mktemp("beside") / "null", 1, 3)
    assert tidlig("check", "--format", "github", env={SUMMARY: str(null)}).code == 0
    assert stat.S_ISCHR(null.stat().st_mode)
