"""Runs commands under limits, in surroundings that are the same for each."""

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

RUNNER = Path(__file__).with_name("runner.py")
BIN = Path(sys.executable).parent
"""Where tidlig stands, and beancount's programs when they are installed beside it."""

SECONDS = 900
"""The longest that a command may take that is timed."""

UNTIMED = 3_600
"""The longest that what is done before may take: writing a journal, comparing figures."""

MEMORY = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") * 2 // 3
"""The most memory that a process may ask for, so that the machine itself never runs out."""

MAY_CHOOSE = hasattr(os, "sched_setaffinity")
"""Whether a process can be held to some cores here; Linux can."""

CORES = 2
"""On how many cores everything runs that is not to run on one, so that machines compare."""

_FAMILIES = ("BEANCOUNT_", "GIT_", "HLEDGER_", "LEDGER_", "PYTHON", "TIDLIG_")
_SET = {"LC_ALL": "C.UTF-8", "LEDGER_INIT_FILE": os.devnull, "NO_COLOR": "1"}


@dataclass(frozen=True, slots=True)
class Run:
    """One run of a command: its seconds, the peak of its largest process in bytes, what it said.

    `cpu` is the seconds of processor time of all its processes, of user and system. `failure` says
    in a few words why it was no success, and nothing when it was one.
    """

    seconds: float
    peak: int
    out: str = ""
    failure: str = ""
    cpu: float = 0


def ran(
    command: Sequence[str],
    folder: Path,
    changes: Mapping[str, str] | None = None,
    longest: int | None = None,
    cores: int = CORES,
    expected: int = 0,
) -> Run:
    """Run a command in a folder, its output to a pipe, for so many seconds, and measure it.

    It runs on so many cores, or on all where a process cannot be held to some. It fails with any
    exit code but the one that is expected.
    """
    limits = (longest or SECONDS, MEMORY, cores if MAY_CHOOSE else 0)
    runner = [sys.executable, "-I", "-S", str(RUNNER), *map(str, limits)]
    done = subprocess.run(
        [*runner, *command],
        cwd=folder,
        env=surroundings() | dict(changes or {}),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )
    head, _, out = done.stdout.decode(errors="replace").partition("\n")
    complaint = done.stderr.decode(errors="replace").strip()
    if done.returncode:
        return Run(0, 0, out, _gist(complaint) or f"exit {done.returncode}")
    seconds, cpu, peak, code, late = head.split()
    failure = "" if int(code) == expected and late == "0" else _failure(int(code), late, complaint)
    return Run(float(seconds), int(peak), out, failure, float(cpu))


def surroundings() -> dict[str, str]:
    """Give this process's environment without what a person may have set for a command."""
    own = {name: value for name, value in os.environ.items() if not name.startswith(_FAMILIES)}
    path = os.pathsep.join([str(BIN), own.get("PATH", os.defpath)])
    return own | _SET | {"PATH": path}


def cores() -> int:
    """Give on how many cores a command runs here, when nothing else is asked for."""
    return min(CORES, len(os.sched_getaffinity(0))) if MAY_CHOOSE else os.cpu_count() or 1


def _failure(code: int, late: str, complaint: str) -> str:
    if late != "0":
        return f"stopped after {late} s"
    if code < 0:
        return f"killed by signal {-code}, {MEMORY / 1e9:.0f} GB of memory allowed"
    return f"exit {code}: {_gist(complaint)}".rstrip(": ")


def _gist(complaint: str) -> str:
    """Give the line of a complaint that says most, cut to what a table has room for."""
    lines = complaint.splitlines() or [""]
    return lines[-1 if lines[0].startswith("Traceback") else 0][:100]
