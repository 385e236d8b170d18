"""What is timed of tidlig itself, and beside it what no program can do without."""

import os
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from bench.keeping import altered
from bench.measuring import Work
from bench.running import Run, ran

FLOOR = "python -c pass"
READING = "reading the bytes of all files"
COLD, WARM, CHANGED, WITHOUT = "cold", "warm", "one file changed", "--no-cache"
DIFF = "tidlig diff, warm"


def tidlig(command: str, state: str) -> str:
    """Name a command of tidlig in a state of its cache."""
    return f"tidlig {command}, {state}"


def floor(ledger: Path) -> Iterator[Work]:
    """Give what costs a bare Python, and the bytes."""
    yield Work(FLOOR, "python -c pass", lambda _: ran([sys.executable, "-c", "pass"], ledger))
    yield Work(READING, "Path(file).read_bytes()", lambda _: _read(ledger))


def commands(ledger: Path, cache: Path, states: Sequence[str]) -> Iterator[Work]:
    """Give `balance` and `check` in states of their cache; cold ones are new folders beside it."""
    for command in ("balance", "check"):
        works = {
            COLD: _cold(command, ledger, cache.parent),
            WARM: _warm(tidlig(command, WARM), ["tidlig", command], ledger, cache),
            CHANGED: _changed(command, ledger, cache),
            WITHOUT: _without(command, ledger),
        }
        yield from (works[state] for state in states)


def differences(ledger: Path, cache: Path) -> Iterator[Work]:
    """Give what a commit that changes one file does to the money."""
    yield _warm(DIFF, ["tidlig", "diff", "HEAD~1", "HEAD"], ledger, cache)


def start(ledger: Path, cache: Path, beginning: str) -> Iterator[Work]:
    """Give what is done without reading a ledger: starting, and completing a typed word."""
    yield _warm("tidlig --version", ["tidlig", "--version"], ledger, cache)
    line = f"tidlig show {beginning}"
    typed = {"_TIDLIG_COMPLETE": "complete_bash", "COMP_WORDS": line, "COMP_CWORD": "2"}
    yield Work(
        "completing an id",
        f"{line}<TAB>",
        lambda _: ran(["tidlig"], ledger, typed | {"TIDLIG_CACHE_DIR": str(cache)}),
    )


def _cold(command: str, ledger: Path, caches: Path) -> Work:
    def run(_: int) -> Run:
        with tempfile.TemporaryDirectory(dir=caches) as empty:
            return ran(["tidlig", command], ledger, {"TIDLIG_CACHE_DIR": empty})

    return Work(tidlig(command, COLD), f"TIDLIG_CACHE_DIR=NEW tidlig {command}", run)


def _warm(name: str, command: Sequence[str], ledger: Path, cache: Path) -> Work:
    def run(_: int = 0) -> Run:
        return ran(command, ledger, {"TIDLIG_CACHE_DIR": str(cache)})

    return Work(name, " ".join(command), run, before=run)


def _changed(command: str, ledger: Path, cache: Path) -> Work:
    """Give a command after one file of the ledger got bytes that no round before had.

    Afterwards the file is as it was, and the cache has been told so.
    """
    warm = _warm(tidlig(command, CHANGED), ["tidlig", command], ledger, cache)
    first = {"balance": 0, "check": 500}[command]

    def run(number: int) -> Run:
        with altered(ledger, first + number):
            done = warm.run(number)
        warm.run(number)
        return done

    return Work(warm.name, warm.command, run, warm.before)


def _without(command: str, ledger: Path) -> Work:
    words = ["tidlig", command, "--no-cache"]
    return Work(tidlig(command, WITHOUT), " ".join(words), lambda _: ran(words, ledger))


def _read(ledger: Path) -> Run:
    """Read all files within this process, so that no start of a program is timed."""
    started = time.perf_counter()
    for folder, inner, files in os.walk(ledger):
        inner[:] = [name for name in inner if name != ".git"]
        for name in files:
            Path(folder, name).read_bytes()
    return Run(time.perf_counter() - started, 0)
