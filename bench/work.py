"""What is timed of tidlig itself, and beside it what no program can do without."""

import os
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from bench.keeping import altered
from bench.measuring import Work
from bench.questions import Question, filled
from bench.running import CORES, Run, ran

FLOOR = "python -c pass"
FLOOR_RUNS = 9
"""How often the floor is run at least, so that its spread can be told."""

READING = "reading the bytes of all files"
COLD, WARM, CHANGED, WITHOUT = "cold", "warm", "one file changed", "--no-cache"
NEW = "new question"
"""A question that was never asked, of a cache that has seen the same files."""

ONE_CORE, NO_PYC = "one core", "no .pyc"
WHOLE = ("export --to hledger",)
"""Other commands that read a whole ledger, cold."""

HISTORY_COLD, HISTORY_WARM = "tidlig history, cold", "tidlig history, warm"
ONE_PROCESS = {"TIDLIG_PROCESSES": "1"}


def tidlig(command: str, state: str) -> str:
    """Name a command of tidlig in a state of its cache."""
    return f"tidlig {command}, {state}"


def floor(ledger: Path) -> Work:
    """Give what a bare Python costs."""

    def run(_: int) -> Run:
        return ran([sys.executable, "-c", "pass"], ledger)

    return Work(FLOOR, "python -c pass", run, at_least=FLOOR_RUNS)


def reading(ledger: Path) -> Work:
    """Give what the bytes cost."""
    return Work(READING, "Path(file).read_bytes()", lambda _: _read(ledger))


def commands(ledger: Path, cache: Path, states: Sequence[str]) -> Iterator[Work]:
    """Give `balance` and `check` in states of their cache; cold ones are new folders beside it."""
    for command in ("balance", "check"):
        works = {
            COLD: cold(command, ledger, cache.parent),
            WARM: _warm(tidlig(command, WARM), ["tidlig", command], ledger, cache),
            CHANGED: _changed(command, ledger, cache),
            WITHOUT: without(command, ledger),
        }
        yield from (works[state] for state in states)


def questions(
    ledger: Path, cache: Path, asked: Sequence[Question], ids: Sequence[str]
) -> Iterator[Work]:
    """Give questions as they are asked again, and as they were never asked before."""
    for question in asked:
        if question.again:
            words = ["tidlig", *filled(question.again, 0, ids)]
            yield _warm(tidlig(question.name, WARM), words, ledger, cache)
        if question.new:
            yield _new(question, ledger, cache, ids)


def one_core(ledger: Path, caches: Path) -> Iterator[Work]:
    """Give `balance` and `check` cold, on one core and in one process."""
    for command in ("balance", "check"):
        yield cold(command, ledger, caches, f"{COLD}, {ONE_CORE}", ONE_PROCESS, cores=1)


def container(ledger: Path, cache: Path, source: Path) -> Iterator[Work]:
    """Give `balance` and `check` of a source that has no .pyc and can write none."""
    bare = {"PYTHONPATH": str(source), "PYTHONDONTWRITEBYTECODE": "1"}
    for command in ("balance", "check"):
        yield cold(command, ledger, cache.parent, f"{COLD}, {NO_PYC}", bare)
        words = ["tidlig", command]
        yield _warm(tidlig(command, f"{WARM}, {NO_PYC}"), words, ledger, cache, bare)


def history(ledger: Path, cache: Path) -> Iterator[Work]:
    """Give the history of a program that each commit changes, of an empty cache and again."""
    words = "history program-0"
    work = cold(words, ledger, cache.parent)
    yield replace(work, name=HISTORY_COLD)
    yield _warm(HISTORY_WARM, ["tidlig", *words.split()], ledger, cache)


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


def cold(
    command: str,
    ledger: Path,
    caches: Path,
    state: str = COLD,
    more: Mapping[str, str] | None = None,
    cores: int = CORES,
) -> Work:
    """Give a command with an empty cache folder, a new one each time."""
    words = ["tidlig", *command.split()]

    def run(_: int) -> Run:
        with tempfile.TemporaryDirectory(dir=caches) as empty:
            changes = {"TIDLIG_CACHE_DIR": empty, **(more or {})}
            return ran(words, ledger, changes, cores=cores)

    shown = _shown(["TIDLIG_CACHE_DIR=NEW", *words], more)
    return Work(tidlig(command, state), shown, run)


def without(command: str, ledger: Path, expected: int = 0) -> Work:
    """Give a command that uses no cache, and ends with an exit code."""
    words = ["tidlig", command, "--no-cache"]

    def run(_: int) -> Run:
        return ran(words, ledger, expected=expected)

    return Work(tidlig(command, WITHOUT), " ".join(words), run)


def _warm(
    name: str,
    command: Sequence[str],
    ledger: Path,
    cache: Path,
    more: Mapping[str, str] | None = None,
) -> Work:
    def run(_: int = 0) -> Run:
        return ran(command, ledger, {"TIDLIG_CACHE_DIR": str(cache), **(more or {})})

    return Work(name, _shown(command, more), run, before=run)


def _new(question: Question, ledger: Path, cache: Path, ids: Sequence[str]) -> Work:
    """Give a question of other things in each round; the cache has seen the files before."""

    def run(number: int) -> Run:
        words = ["tidlig", *filled(question.new, number, ids)]
        return ran(words, ledger, {"TIDLIG_CACHE_DIR": str(cache)})

    def warm() -> Run:
        return run(0)

    return Work(tidlig(question.name, NEW), f"tidlig {question.new}", run, before=warm)


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


def _shown(command: Sequence[str], more: Mapping[str, str] | None) -> str:
    """Give a command as a reader would type it, with paths of this machine left out."""
    settings = (
        f"{name}={'COPY' if '/' in value else value}" for name, value in (more or {}).items()
    )
    return " ".join([*settings, *command])


def _read(ledger: Path) -> Run:
    """Read all files within this process, so that no start of a program is timed."""
    started, used = time.perf_counter(), time.process_time()
    for folder, inner, files in os.walk(ledger):
        inner[:] = [name for name in inner if name != ".git"]
        for name in files:
            Path(folder, name).read_bytes()
    return Run(time.perf_counter() - started, 0, cpu=time.process_time() - used)
