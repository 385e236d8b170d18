"""Runs one command and says how long it took and how much memory its largest process had.

python bench/runner.py SECONDS BYTES COMMAND ...

A process of its own, and a small one: the system counts what a process had before it became the
command as the command's, so the peak is never told lower than this process's own. What the
command's own children had is counted by `wait4` when the command has waited for them. The first
line of what is printed is the seconds, the peak in bytes, the exit code (a signal as a negative
number) and whether time ran out; what the command printed comes after.
"""

import os
import resource
import signal
import sys
import time


def main(limit: int, memory: int, command: list[str]) -> None:
    """Run a command within limits of time and of each process's memory."""
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    out, into = os.pipe()
    started = time.perf_counter()
    child = os.posix_spawnp(
        command[0],
        command,
        os.environ,
        file_actions=[(os.POSIX_SPAWN_DUP2, into, 1), (os.POSIX_SPAWN_CLOSE, into)],
        setpgroup=0,
    )
    os.close(into)
    late = []

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
    code = os.waitstatus_to_exitcode(status)
    head = f"{seconds} {usage.ru_maxrss * 1024} {code} {len(late)}\n"
    os.write(1, head.encode())
    for part in said:
        os.write(1, part)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3:])
