"""Runs many ledgers in processes of their own, which may crash or hang without harm to ours."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, NamedTuple

COMMANDS = (("check", "--format", "json"), ("check",), ("balance", "--format", "json"))
INTERNAL = ("Traceback (most recent call last)", "AssertionError", "internal error", "panicked at")


class Outcome(NamedTuple):
    """What one command said about one ledger, and how long it took; a crash is an exception."""

    ledger: str
    command: list[str]
    code: int
    out: str
    err: str
    seconds: float
    crash: str


def outcomes(folders: list[Path], seconds: float) -> list[Outcome]:
    """Every command on every ledger, in two processes that have so many seconds each."""
    with ThreadPoolExecutor(2) as both:
        halves = [half for half in (folders[::2], folders[1::2]) if half]
        found = both.map(lambda half: outcomes_of_one_process(half, seconds), halves)
        return [one for half in found for one in half]


def outcomes_of_one_process(folders: list[Path], seconds: float) -> list[Outcome]:
    """Every command on every ledger, in order; it fails when the process dies or takes too long."""
    surroundings = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    with subprocess.Popen(
        [sys.executable, "-m", "properties.batches"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=surroundings,
        start_new_session=True,
        text=True,
        encoding="utf-8",
    ) as process:
        try:
            said, error = process.communicate("\n".join(map(str, folders)), timeout=seconds)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            said, error = process.communicate()
    lines = [line for line in said.split("\n") if line.endswith("}")]
    found = [Outcome(**json.loads(line)) for line in lines]
    expected = [(str(folder), list(command)) for folder in folders for command in COMMANDS]
    stopped = expected[len(found) :]
    assert not stopped, f"crashed or hung (exit {process.returncode}): {stopped[0]}\n{error}"
    return found


def outcome(folder: Path, command: tuple[str, ...]) -> Outcome:
    """One command on one ledger, in this process."""
    from properties.reports import tidlig

    before = time.monotonic()
    code, out, err, crash = -1, "", "", ""
    try:
        code, out, err = tidlig_texts(tidlig(command[0], folder, *command[1:]))
    except BaseException as exception:  # noqa: BLE001 - whatever escapes is what we look for
        crash = repr(exception)
    return Outcome(str(folder), list(command), code, out, err, time.monotonic() - before, crash)


def tidlig_texts(result: Any) -> tuple[int, str, str]:
    return result.code, result.out, result.err


def main() -> None:
    """Answer every folder named on stdin with lines of JSON."""
    for line in sys.stdin.read().split("\n"):
        for command in COMMANDS:
            print(json.dumps(outcome(Path(line), command)._asdict()), flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
