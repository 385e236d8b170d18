"""Asking a program for what it prints, where the system can start one by itself (POSIX).

The subprocess module does all of this and more, but importing it takes longer than git needs to
answer, and every report asks git.
"""

import os
import select
import time
from collections.abc import Mapping, Sequence

POSSIBLE = hasattr(os, "posix_spawnp")

_BLOCK = 1 << 16


def printed(words: Sequence[str], environment: Mapping[str, str], patience: float) -> bytes | None:
    """Give what a program prints; None when it is not there, fails, or takes too many seconds.

    It reads nothing, and what it says beside is thrown away.
    """
    ours, its = os.pipe()
    try:
        child = os.posix_spawnp(words[0], [*words], environment, file_actions=_streams(its))
    except OSError:
        os.close(ours)
        return None
    finally:
        os.close(its)
    said = None
    try:
        said = _read(ours, time.monotonic() + patience)
    finally:
        os.close(ours)
        status = _ended(child, at_once=said is None)
    return said if status == 0 else None


def _streams(its: int) -> tuple[tuple[int, ...] | tuple[int, int, str, int, int], ...]:
    """Give what its standard input, output and error are."""
    return (
        (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
        (os.POSIX_SPAWN_DUP2, its, 1),
        (os.POSIX_SPAWN_OPEN, 2, os.devnull, os.O_WRONLY, 0),
    )


def _read(ours: int, until: float) -> bytes | None:
    """Read until the program closes its output; None when that takes too long."""
    ready, blocks = select.poll(), list[bytes]()
    ready.register(ours, select.POLLIN)
    while True:
        left = until - time.monotonic()
        if left <= 0 or not ready.poll(left * 1000):
            return None
        block = os.read(ours, _BLOCK)
        if not block:
            return b"".join(blocks)
        blocks.append(block)


def _ended(child: int, *, at_once: bool) -> int:
    """Wait for a program to end, or end it; give how it did, 0 where all is well."""
    if at_once:
        import signal

        os.kill(child, signal.SIGKILL)
    try:
        return os.waitpid(child, 0)[1]
    except ChildProcessError:  # whoever started us has the system forget what has ended
        return 0
