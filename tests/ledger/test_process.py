"""A program is asked as the subprocess module would ask it: what it prints, or nothing in time."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from tidlig.ledger import process


@pytest.fixture(params=["posix_spawn", "subprocess"], autouse=True)
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each test goes both ways: that of POSIX, and that of Windows."""
    if request.param == "subprocess":
        monkeypatch.setattr(process, "CAN_SPAWN", False)
    elif not process.CAN_SPAWN:
        pytest.skip("no posix_spawn here")


def ended(script: str, patience: float = 30) -> process.ProcessResult:
    return _ended([sys.executable, "-S", "-c", script], patience)


def _ended(words: Sequence[str], patience: float = 30) -> process.ProcessResult:
    before = _open_files()
    try:
        return process.result_of(words, os.environ, patience)
    finally:
        assert _open_files() == before


def _open_files() -> int:
    folder = Path("/proc/self/fd")
    return len(list(folder.iterdir())) if folder.is_dir() else 0


def _children() -> set[str]:
    """The processes that this one has started, by their numbers, where the system tells."""
    listed = Path(f"/proc/self/task/{os.getpid()}/children")
    return set(listed.read_text("ascii").split()) if listed.exists() else set()


def started(script: str, patience: float = 30) -> process.Program:
    return process.start([sys.executable, "-S", "-c", script], os.environ, patience)


def test_what_it_prints_and_says_beside_is_told() -> None:
    assert ended("import sys; print('æ' * 3); print(1, file=sys.stderr)") == (
        0,
        "æææ\n".encode(),
        b"1\n",
    )
    assert ended("") == (0, b"", b"")


def test_more_than_a_pipe_holds_is_told() -> None:
    script = "import sys; print('x' * 1_000_000, file=sys.stderr); print('y' * 1_000_000)"
    assert ended(script) == (0, b"y" * 1_000_000 + b"\n", b"x" * 1_000_000 + b"\n")


def test_it_has_nothing_to_read() -> None:
    assert ended("import sys; print(len(sys.stdin.read()))").stdout == b"0\n"


def test_one_that_fails_tells_its_code() -> None:
    assert ended("print(1); raise SystemExit(3)") == (3, b"1\n", b"")


def test_one_that_is_not_there_is_an_error() -> None:
    with pytest.raises(FileNotFoundError):
        _ended(["tidlig-has-no-such-program"])


@pytest.mark.parametrize("before", ["", "print(1, flush=True)"])
def test_one_that_takes_too_long_is_ended(before: str) -> None:
    others = _children()
    with pytest.raises(process.TimedOut):
        ended(f"{before}\nimport time; time.sleep(600)", patience=0.3)
    assert _children() <= others  # it has been killed and waited for


ECHO = """
import sys
print("begun", file=sys.stderr)
for line in sys.stdin:
    size = int(line)
    sys.stdout.write(f"{size} bytes\\n" + "x" * size)
    sys.stdout.flush()
"""


def test_one_is_asked_again_and_again() -> None:
    before = _open_files()
    program = started(ECHO)
    for size in (3, 0, 300_000, 1):
        program.ask(b"%d\n" % size)
        assert program.line() == b"%d bytes\n" % size
        assert program.read(size) == b"x" * size
    assert program.end() == (0, b"", b"begun\n")
    assert _open_files() == before


def test_one_that_has_ended_answers_nothing() -> None:
    program = started("import sys; print('no end', end=''); sys.exit('sorry')")
    assert program.line() == b"no end"
    assert program.line() == b""
    assert program.read(5) == b""
    assert program.end() == (1, b"", b"sorry\n")


def test_one_that_does_not_answer_in_time_is_ended() -> None:
    if not process.CAN_SPAWN:
        pytest.skip("it is waited for without end")
    others = _children()
    program = started("import time; time.sleep(600)", patience=0.3)
    program.ask(b"1\n")
    with pytest.raises(process.TimedOut):
        program.line()
    program.end()
    assert _children() <= others


def test_one_that_prints_without_end_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    if not process.CAN_SPAWN:
        pytest.skip("it is waited for")
    monkeypatch.setattr(process, "MOST", 1_000_000)
    with pytest.raises(process.TimedOut):
        ended("while True: print('x' * 1000)")
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


def test_closed_standard_streams_are_not_taken_for_its_own() -> None:
    script = (
        "import os, sys; os.closerange(0, 3);"
        "from tidlig.ledger import process;"
        f"done = process.result_of([{sys.executable!r}, '-c', 'print(1)'], os.environ, 30);"
        "sys.exit(done != (0, b'1\\n', b''))"
    )
    assert _ended([sys.executable, "-c", script]).code == 0
