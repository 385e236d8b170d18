"""A process of its own for reading what a stranger wrote, from which nothing comes but lines.

Its reader is another's, in another language, and may take all memory or break down: then it takes
only that process along. Modules are imported from Python, tidlig and the reader alone, never from
the working directory. The process sets limits of memory and time for itself where the system holds
them (`LIMITS_HOLD`); elsewhere what is read is measured more closely before. A deadline, and a
bound on what comes back, hold everywhere.
"""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from types import TracebackType
from typing import Self

import tidlig

LIMITS_HOLD = sys.platform == "linux"
"""Whether a limit of memory stops a process: macOS takes one and does not hold it, Windows has none
that a process can set by itself."""

MOST_BYTES = 2 * 1024 * 1024 * 1024
"""No process may answer with more bytes than this."""

_START = (
    "import sys; sys.path += sys.argv[1:]; "
    "from tidlig.sheets.workbook_reader import answer; answer()"
)


class ReaderStopped(Exception):
    """A process ended before it had said everything, or said what cannot be understood."""

    def __init__(self, *, is_late: bool = False) -> None:
        """Remember whether it took too long."""
        super().__init__()
        self.is_late = is_late


class Reader:
    """A process that reads a workbook; `with` ends it, whatever it is doing."""

    def __init__(self, question: bytes, data: bytes, seconds: float) -> None:
        """Start it with what is asked, one line, and what is to be read."""
        self._is_late = False
        self._timer: threading.Timer | None = None
        self._question, self._data, self._seconds = question, data, seconds

    def __enter__(self) -> Self:
        """Start it, and give it everything: it says nothing before it has read all."""
        try:
            self._process = _started()
        except OSError:
            raise ReaderStopped from None
        self.allow(self._seconds)
        assert self._process.stdin is not None
        with suppress(OSError):  # it has ended, which is seen when its answers are read
            self._process.stdin.write(self._question + b"\n")
            self._process.stdin.write(self._data)
        with suppress(OSError):
            self._process.stdin.close()
        self._data = b""
        return self

    def allow(self, seconds: float) -> None:
        """Let it run for so many seconds from now on."""
        if self._timer is not None:
            self._timer.cancel()
        self._timer = threading.Timer(seconds, self._end_late)
        self._timer.daemon = True
        self._timer.start()

    def lines(self) -> Iterator[bytes]:
        """Its answers until an empty line; raise `Stopped` where that is missing."""
        assert self._process.stdout is not None
        left = MOST_BYTES
        while line := self._process.stdout.readline(left):
            left -= len(line)
            if line == b"\n":
                return
            if not line.endswith(b"\n"):
                break
            yield line
        raise ReaderStopped(is_late=self._is_late or self._was_out_of_time())

    def __exit__(
        self,
        kind: type[BaseException] | None,
        value: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End it."""
        if self._timer is not None:
            self._timer.cancel()
        self._process.kill()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with suppress(OSError):
                    pipe.close()
        self._process.wait()

    def _end_late(self) -> None:
        self._is_late = True
        self._process.kill()

    def _was_out_of_time(self) -> bool:
        """Whether the system ended it for the time of the processor that it took."""
        self._process.kill()
        out_of_time = getattr(signal, "SIGXCPU", None)
        return out_of_time is not None and self._process.wait() == -out_of_time


def _started() -> "subprocess.Popen[bytes]":
    """Start Python on the reader, without the user's own settings, folders and modules."""
    folders = [str(Path(tidlig.__file__).resolve().parents[1])]
    reader = find_spec("python_calamine")
    if reader is not None and reader.origin is not None:
        folders.append(str(Path(reader.origin).resolve().parents[1]))
    if not sys.executable:
        raise OSError
    return subprocess.Popen(  # noqa: S603 - words of our own
        [sys.executable, "-I", "-S", "-c", _START, *folders],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=folders[0],
        env={**os.environ, "RUST_BACKTRACE": "0"},
    )
