"""Several workers at once: each gets the next number, and another is started for one that ends."""

from __future__ import annotations

import contextlib
import itertools
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from queue import Empty, Queue
from typing import Any

from fuzz import ROOT
from fuzz.worker import crashed

PATIENCE = 120
"""So many seconds an input may take, on a machine that has other things to do."""

TWICE = 20
"""Every so many inputs go to two processes, which must answer alike."""


@dataclass
class Summary:
    """What has been tried so far, and what came of it."""

    inputs: int = 0
    answers: int = 0
    faults: Counter[str] = field(default_factory=Counter)
    kept: dict[str, str] = field(default_factory=dict)
    digests: dict[int, str] = field(default_factory=dict)

    def add(self, told: dict[str, Any]) -> None:
        """Take in the answer of a worker."""
        number, digest = told["number"], told["digest"]
        self.inputs += 1
        self.answers += told["answers"]
        self.faults.update(told["faults"])
        for place in told["kept"]:
            self.kept.setdefault(Path(place).name.rsplit("-", 2)[0], place)
        if number % TWICE == 0 and self.digests.setdefault(number, digest) != digest:
            self.faults[f"two processes differ: --number {number}"] += 1


def command(seed: int, folder: Path) -> tuple[str, ...]:
    """The command line of a worker."""
    return (sys.executable, "-m", "fuzz.worker", str(seed), str(folder))


class Worker:
    """A process of its own; Python orders sets by chance in each, so what hangs on it shows."""

    def __init__(self, seed: int, folder: Path) -> None:
        """Remember what to start it with."""
        self.command = command(seed, folder)
        self.process: subprocess.Popen[str] | None = None
        self.said: Queue[str] = Queue()

    def answer(self, number: int) -> dict[str, Any] | str:
        """Return what it says of a number, or how it came to no answer."""
        process = self._running()
        assert process.stdin is not None
        try:
            process.stdin.write(f"{number}\n")
            process.stdin.flush()
            line = self.said.get(timeout=PATIENCE)
        except Empty:
            self.stop()
            return "hung"
        except OSError:
            line = ""
        if line:
            told: dict[str, Any] = json.loads(line)
            return told
        self.stop()
        return f"crashed, exit code {process.returncode}"

    def _running(self) -> subprocess.Popen[str]:
        if self.process is None:
            self.said = Queue()
            self.process = subprocess.Popen(
                self.command,
                cwd=ROOT,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
                encoding="utf-8",
            )
            threading.Thread(target=_listen, args=(self.process, self.said), daemon=True).start()
        return self.process

    def stop(self) -> None:
        """End the process with all that it has started."""
        if self.process is not None:
            if hasattr(os, "killpg"):
                with contextlib.suppress(ProcessLookupError):
                    os.killpg(self.process.pid, signal.SIGKILL)
            else:
                self.process.kill()
            assert self.process.stdin is not None
            with contextlib.suppress(OSError):
                self.process.stdin.close()
            self.process.wait()
            self.process = None


def _listen(process: subprocess.Popen[str], said: Queue[str]) -> None:
    assert process.stdout is not None
    with process.stdout:
        for line in process.stdout:
            said.put(line)
    said.put("")


def oversee(
    seed: int,
    folder: Path,
    processes: int,
    go_on: Callable[[Summary], bool],
    tell: Callable[[str], None],
) -> Summary:
    """Have processes try inputs as long as wanted; return what came of it."""
    summary, lock, numbers = Summary(), threading.Lock(), _numbers()
    is_over = threading.Event()

    def work() -> None:
        worker = Worker(seed, folder)
        while True:
            with lock:
                if is_over.is_set() or not go_on(summary):
                    break
                number = next(numbers)
            told = worker.answer(number)
            with lock:
                _taken(summary, told, seed, number, folder, tell)
        worker.stop()

    threads = [threading.Thread(target=work) for _ in range(processes)]
    for thread in threads:
        thread.start()
    try:
        for thread in threads:
            thread.join()
    except KeyboardInterrupt:  # what was tried until then is told
        is_over.set()
        for thread in threads:
            thread.join()
    return summary


def _numbers() -> Iterator[int]:
    """Yield all numbers; some twice, so far apart that two processes get them, as a rule."""
    for number in itertools.count():
        yield number
        if number % TWICE == 1:
            yield number - 1


def _taken(
    summary: Summary,
    told: dict[str, Any] | str,
    seed: int,
    number: int,
    folder: Path,
    tell: Callable[[str], None],
) -> None:
    if isinstance(told, str):
        place = crashed(seed, number, told, folder)
        told = {"number": number, "answers": 0, "digest": told, "faults": [told], "kept": [place]}
    before = set(summary.kept)
    summary.add(told)
    for name in sorted(set(summary.kept) - before):
        tell(f"kept {summary.kept[name]}")


def for_some_time(seconds: float | None, inputs: int | None) -> Callable[[Summary], bool]:
    """A judge of whether to go on: until so many seconds are over, or so many inputs are tried."""
    until = None if seconds is None else time.monotonic() + seconds

    def go_on(summary: Summary) -> bool:
        is_late = until is not None and time.monotonic() > until
        is_enough = inputs is not None and summary.inputs >= inputs
        return not (is_late or is_enough)

    return go_on
