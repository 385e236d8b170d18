"""Starting a program and reading what it answers, without the subprocess module (POSIX).

Importing that module takes longer than git needs to answer, and every report asks git. Where the
system cannot start a program so (Windows), the module does it, and a program that is asked again
and again is waited for without end: `CAN_SPAWN` is whether it can.
"""

import os
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import NamedTuple, Protocol

CAN_SPAWN = hasattr(os, "posix_spawnp")

_BLOCK = 1 << 16

MOST = 1 << 29
"""No program prints more bytes than this before it ends, or it is stopped."""


class TimedOut(Exception):
    """A program has not answered in time, or does not come to an end."""


class ProcessResult(NamedTuple):
    """How a program ended: its exit code, what it printed, and what it wrote to standard error."""

    code: int
    stdout: bytes
    stderr: bytes


class Program(Protocol):
    """A program that is asked on its standard input, again and again.

    It may raise `TimedOut`, and `BrokenPipeError` when it is asked after it has ended.
    """

    def ask(self, question: bytes) -> None:
        """Write to its input."""

    def line(self) -> bytes:
        """Read one line with its end; nothing when the program has ended."""

    def read(self, size: int) -> bytes:
        """Read so many bytes; fewer when the program has ended."""

    def end(self) -> ProcessResult:
        """Close its input, and read what it still says until it ends."""


def start(words: Sequence[str], environment: Mapping[str, str], patience: float) -> Program:
    """Start a program that answers within so many seconds; raise `OSError` for none."""
    if CAN_SPAWN:
        return _Spawned(words, environment, patience)
    return _Opened(words, environment, patience)


def result_of(
    words: Sequence[str], environment: Mapping[str, str], patience: float
) -> ProcessResult:
    """Run a program that reads nothing; raise `TimedOut`, or `OSError` where there is none."""
    return start(words, environment, patience).end()


class _Spawned:
    """A program that was started by posix_spawn, and the ends of its pipes."""

    def __init__(
        self, words: Sequence[str], environment: Mapping[str, str], patience: float
    ) -> None:
        import select

        child_in, self._in = _pipe()
        self._out, child_out = _pipe()
        self._err, child_err = _pipe()
        child_ends = (child_in, child_out, child_err)
        actions = [(os.POSIX_SPAWN_DUP2, end, stream) for stream, end in enumerate(child_ends)]
        try:
            self._child = os.posix_spawnp(words[0], [*words], environment, file_actions=actions)
        except OSError:
            _close(self._in, self._out, self._err)
            raise
        finally:
            _close(*child_ends)
        self._patience = patience
        self._output = {self._out: bytearray(), self._err: bytearray()}
        self._ready = select.poll()
        for end in self._output:
            self._ready.register(end, select.POLLIN)
        self._open = set(self._output)

    def ask(self, question: bytes) -> None:
        left = memoryview(question)
        while left:
            left = left[os.write(self._in, left) :]

    def line(self) -> bytes:
        output, until, seen = self._output[self._out], self._until(), 0
        while (end := output.find(b"\n", seen)) < 0 and self._out in self._open:
            seen = len(output)
            self._receive(until)
        return self._taken(len(output) if end < 0 else end + 1)

    def read(self, size: int) -> bytes:
        output, until = self._output[self._out], self._until()
        while len(output) < size and self._out in self._open:
            before = len(output)
            self._receive(until)
            until = self._until() if len(output) > before else until
        return self._taken(size)

    def end(self) -> ProcessResult:
        until = self._until()
        _close(self._in)
        try:
            while self._open:
                self._receive(until)
                if sum(map(len, self._output.values())) > MOST:
                    raise TimedOut
        except BaseException:
            self._kill()
            raise
        finally:
            _close(self._out, self._err)
            status = _status(self._child)
        stdout, stderr = (bytes(self._output[end]) for end in (self._out, self._err))
        return ProcessResult(status, stdout, stderr)

    def _until(self) -> float:
        return time.monotonic() + self._patience

    def _receive(self, until: float) -> None:
        """Read what there is of its output and of its errors; wait for some."""
        left = until - time.monotonic()
        ready = self._ready.poll(left * 1000) if left > 0 else []
        if not ready:
            self._kill()
            raise TimedOut
        for end, _ in ready:
            block = os.read(end, _BLOCK)
            self._output[end] += block
            if not block:
                self._ready.unregister(end)
                self._open.remove(end)

    def _kill(self) -> None:
        import signal

        with suppress(ProcessLookupError):
            os.kill(self._child, signal.SIGKILL)

    def _taken(self, size: int) -> bytes:
        output = self._output[self._out]
        taken = bytes(output[:size])
        del output[:size]
        return taken


class _Opened:
    """The same by the subprocess module."""

    def __init__(
        self, words: Sequence[str], environment: Mapping[str, str], patience: float
    ) -> None:
        import subprocess

        pipe = subprocess.PIPE
        self._patience = patience
        self._running: subprocess.Popen[bytes] = subprocess.Popen(
            list(words), env=dict(environment), stdin=pipe, stdout=pipe, stderr=pipe
        )

    def ask(self, question: bytes) -> None:
        assert self._running.stdin is not None
        self._running.stdin.write(question)
        self._running.stdin.flush()

    def line(self) -> bytes:
        assert self._running.stdout is not None
        return self._running.stdout.readline()

    def read(self, size: int) -> bytes:
        assert self._running.stdout is not None
        return self._running.stdout.read(size)

    def end(self) -> ProcessResult:
        import subprocess

        try:
            stdout, stderr = self._running.communicate(timeout=self._patience)
        except subprocess.TimeoutExpired:
            self._running.kill()
            self._running.communicate()
            raise TimedOut from None
        return ProcessResult(self._running.returncode, stdout, stderr)


def _pipe() -> tuple[int, int]:
    """The ends of a pipe; neither stands where a standard stream would that is closed."""
    ends = os.pipe()
    if min(ends) > 2:
        return ends
    try:
        return _pipe()
    finally:
        _close(*ends)


def _close(*ends: int) -> None:
    for end in ends:
        os.close(end)


def _status(child: int) -> int:
    """Wait for a program to end; give its exit code."""
    try:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    except ChildProcessError:  # whoever started us has the system forget what has ended
        return 0
