"""Runs many ledgers in processes of their own, which may crash or hang without harm to ours."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import Empty, Queue
from threading import Thread
from typing import NamedTuple

COMMANDS = (("check", "--format", "json"), ("check",), ("balance", "--format", "json"))
SECONDS = 8
STOPS = 4

Job = tuple[str, tuple[str, ...]]


class Outcome(NamedTuple):
    """What one command said about one ledger, and how long it took, or how it came to no end."""

    ledger: str
    command: tuple[str, ...]
    code: int
    out: str
    err: str
    seconds: float
    """Of a processor."""
    crash: str


def outcomes(folders: list[Path]) -> list[Outcome]:
    """Every command on every ledger, in two processes."""
    with ThreadPoolExecutor(2) as both:
        found = both.map(outcomes_in_order, (folders[::2], folders[1::2]))
        return [one for half in found for one in half]


def outcomes_in_order(folders: list[Path]) -> list[Outcome]:
    """Every command on every ledger; a process that stops is noted, and another does the rest."""
    jobs: list[Job] = [(str(folder), command) for folder in folders for command in COMMANDS]
    found: list[Outcome] = []
    for _ in range(STOPS):
        if len(found) < len(jobs):
            found += answers(jobs[len(found) :])
    return found


def answers(jobs: list[Job]) -> list[Outcome]:
    """The outcomes of one process, up to and with the job at which it crashed or hung."""
    found: list[Outcome] = []
    with started(json.dumps(jobs)) as process:
        said = lines(process)
        while line := next_line(said):
            found.append(Outcome(*json.loads(line)))
        stopped(process)
    if len(found) < len(jobs):
        end = f"crashed or hung, exit code {process.returncode}"
        found.append(Outcome(*jobs[len(found)], -1, "", "", SECONDS, end))
    return found


def started(jobs: str) -> subprocess.Popen[str]:
    """A process at the head of a group of its own, with its jobs."""
    surroundings = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    process = subprocess.Popen(
        [sys.executable, "-m", "properties.batches"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=surroundings,
        start_new_session=True,
        encoding="utf-8",
    )
    assert process.stdin is not None
    with process.stdin as stdin:
        stdin.write(jobs)
    return process


def lines(process: subprocess.Popen[str]) -> Queue[str]:
    """What the process says, line by line as it comes, and an empty line at the end."""
    found: Queue[str] = Queue()

    def listen() -> None:
        assert process.stdout is not None
        for line in process.stdout:
            found.put(line)
        found.put("")

    Thread(target=listen, daemon=True).start()
    return found


def next_line(said: Queue[str]) -> str:
    """The next line, or nothing at the end or when it takes too long."""
    try:
        return said.get(timeout=SECONDS)
    except Empty:
        return ""


def stopped(process: subprocess.Popen[str]) -> None:
    """End the process and all that it started, if it does not end by itself."""
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(timeout=1)
    if hasattr(os, "killpg"):
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()


def outcome(folder: str, command: list[str]) -> Outcome:
    """One command on one ledger, in this process."""
    from properties.reports import tidlig

    before = time.process_time()
    code, out, err, crash = -1, "", "", ""
    try:
        result = tidlig(command[0], Path(folder), *command[1:])
        code, out, err = result.code, result.out, result.err
    except BaseException as exception:  # noqa: BLE001 - whatever escapes is what we look for
        crash = repr(exception)
    seconds = time.process_time() - before
    return Outcome(folder, tuple(command), code, out, err, seconds, crash)


def main() -> None:
    """Do every job named on stdin, each with one line of JSON."""
    for folder, command in json.loads(sys.stdin.read()):
        print(json.dumps(outcome(folder, command)), flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
