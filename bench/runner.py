"""Runs one command and says how long it took, on which time of the processors, and in what memory.

python bench/runner.py SECONDS BYTES CORES COMMAND ...

A process of its own, and a small one: the system counts what a process had before it became the
command as the command's, so the peak is never told lower than this process's own. What a process's
own children had is counted when it has waited for them; those that nobody waited for are left to
this process, and counted here. The first line of what is printed is the seconds, the seconds of
processor time (of user and system, of all its processes), the peak in bytes of the largest of them,
the exit code (a signal as a negative number) and the limit if time ran out, else 0; after it comes
what the command printed. CORES is on how many cores it may run, 0 for all there are.
"""

import ctypes
import os
import resource
import signal
import sys
import time
from collections.abc import Iterator

ADOPT_ORPHANS = 36
"""PR_SET_CHILD_SUBREAPER of Linux."""

PATIENCE = 5
"""Seconds to wait for processes that outlive the command."""


def main(limit: int, memory: int, cores: int, command: list[str]) -> None:
    """Run a command within limits of time and of each process's memory, on some cores or all."""
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    if cores:
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:cores])
    _adopt()
    started = time.perf_counter()
    child, out = _start(command)
    late = [0]

    def stop(*_: object) -> None:
        late.append(limit)
        os.killpg(child, signal.SIGKILL)

    signal.signal(signal.SIGALRM, stop)
    signal.alarm(limit)
    try:
        said = list(iter(lambda: os.read(out, 1 << 16), b""))
        _, status, usage = os.wait4(child, 0)
    except KeyboardInterrupt:
        os.killpg(child, signal.SIGKILL)
        raise
    seconds = time.perf_counter() - started
    signal.alarm(0)
    usages = [usage, *_left_behind()]
    cpu = sum(each.ru_utime + each.ru_stime for each in usages)
    peak = max(each.ru_maxrss for each in usages) * 1024
    code = os.waitstatus_to_exitcode(status)
    for part in (f"{seconds} {cpu} {peak} {code} {late[-1]}\n".encode(), *said):
        os.write(1, part)


def _start(command: list[str]) -> tuple[int, int]:
    """Start a command in a process group of its own, and give it with the end of its output."""
    out, into = os.pipe()
    actions = [(os.POSIX_SPAWN_DUP2, into, 1), (os.POSIX_SPAWN_CLOSE, into)]
    child = os.posix_spawnp(command[0], command, os.environ, file_actions=actions, setpgroup=0)
    os.close(into)
    return child, out


def _adopt() -> None:
    """Have orphans among the command's processes become this one's children, where that can be."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(ADOPT_ORPHANS, 1, 0, 0, 0)


def _left_behind() -> Iterator[resource.struct_rusage]:
    """Give what processes used that nobody waited for."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        try:
            process, _, usage = os.wait4(-1, os.WNOHANG)
        except ChildProcessError:
            return
        if process:
            yield usage
        else:
            time.sleep(0.01)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), sys.argv[4:])
