"""A program is asked as the subprocess module would ask it: what it prints, or nothing in time."""

import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from tidlig.ledger import spawning

pytestmark = pytest.mark.skipif(not spawning.POSSIBLE, reason="no posix_spawn here")


def printed(script: str, patience: float = 30) -> bytes | None:
    return asked([sys.executable, "-S", "-c", script], patience)


def asked(words: Sequence[str], patience: float = 30) -> bytes | None:
    before = _open_files()
    told = spawning.printed(words, os.environ, patience)
    assert _open_files() == before
    return told


def _open_files() -> int:
    folder = Path("/proc/self/fd")
    return len(list(folder.iterdir())) if folder.is_dir() else 0


def test_what_it_prints_is_told() -> None:
    assert printed("print('æ' * 3)") == "æææ\n".encode()
    assert printed("") == b""


def test_more_than_a_pipe_holds_is_told() -> None:
    assert printed("print('x' * 1_000_000)") == b"x" * 1_000_000 + b"\n"


def test_what_it_says_beside_is_thrown_away(capfd: pytest.CaptureFixture[str]) -> None:
    assert printed("import sys; print(1); print('x' * 100_000, file=sys.stderr)") == b"1\n"
    assert capfd.readouterr() == ("", "")


def test_it_has_nothing_to_read() -> None:
    assert printed("import sys; print(len(sys.stdin.read()))") == b"0\n"


def test_one_that_fails_tells_nothing() -> None:
    assert printed("print(1); raise SystemExit(3)") is None


def test_one_that_is_not_there_tells_nothing() -> None:
    assert asked(["tidlig-has-no-such-program"]) is None


@pytest.mark.parametrize("before", ["", "print(1, flush=True)"])
def test_one_that_takes_too_long_is_ended(before: str) -> None:
    begun = time.monotonic()
    assert printed(f"{before}\nimport time; time.sleep(60)", patience=0.3) is None
    assert time.monotonic() - begun < 20
    with pytest.raises(ChildProcessError):  # it has been waited for
        os.waitpid(-1, os.WNOHANG)
