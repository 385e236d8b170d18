"""Trying an input: every line in every way, and what is amiss with the answers.

A ledger is read whole and by sums, each without a cache, with an empty one and with a full one:
all must print the same to the last byte.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import subprocess
import tempfile
import time
import traceback
from collections.abc import Iterator, Mapping, Sequence
from enum import IntEnum
from functools import partial
from pathlib import Path
from typing import NamedTuple
from unittest import mock

from fuzz.asking import FIRST, Line, lines
from fuzz.faults import Answer, Fault, faults
from fuzz.inputs import LEDGER, Input, link, write
from harness.running import environment, run
from memory.states import by_sums, directly, of_folder
from tidlig.index import ledger_files as how
from tidlig.index.store import Store

_GIT = (
    "git", "-c", "user.name=fuzz", "-c", "user.email=fuzz@example.dk", "-c", "gc.auto=0",
    "-c", "init.defaultBranch=main", "-c", "core.autocrlf=false",
)  # fmt: skip
_DAY = "2026-01-02T12:00:00+00:00"


class Way(NamedTuple):
    """A way to read a ledger: by sums or whole, and the name of its cache, if it has one."""

    name: str
    by_sums: bool
    cache: str = ""


WAYS = (
    Way("whole", by_sums=False),
    Way("whole, cold", by_sums=False, cache="a"),
    Way("whole, warm", by_sums=False, cache="a"),
    Way("summed", by_sums=True),
    Way("summed, cold", by_sums=True, cache="b"),
    Way("summed, warm", by_sums=True, cache="b"),
)


class Effort(IntEnum):
    """In how many ways lines are asked: whole alone, some of them, or all, and all sums too."""

    ONE_WAY = 1
    SOME_WAYS = 2
    EVERY_WAY = 3


class Tried(NamedTuple):
    """What is amiss with an input, how many answers there were, and a digest of all of them."""

    faults: tuple[Fault, ...]
    answers: int
    digest: str


@contextlib.contextmanager
def laid_out(made: Input) -> Iterator[Path]:
    """A folder with the ledger and the register of an input, for as long as they are needed."""
    with tempfile.TemporaryDirectory(prefix="tidlig-fuzz-") as name:
        place = Path(name).resolve()
        ledger = place / LEDGER
        ledger.mkdir()
        if made.before is not None:
            write(made.before, ledger)
            _commit(place)
            shutil.rmtree(ledger)
            ledger.mkdir()
        link(made.links, ledger)
        write({path: data for path, data in made.files.items() if path not in made.links}, ledger)
        if made.register is not None:
            write({made.register.name: made.register.data}, place)
        yield place


def tried(made: Input, asked: tuple[Line, ...], effort: Effort = Effort.EVERY_WAY) -> Tried:
    """Ask lines of an input, and judge the answers."""
    with laid_out(made) as place:
        found: list[Fault] = []
        digest = hashlib.sha256()
        first: Answer | None = None
        count = 0
        for line in asked:
            ways = _ways(line, effort)
            answers = [_answer(line, way, place, made) for way in ways]
            first, count = first or answers[0], count + len(answers)
            found += faults(line, answers[0], first)
            found += _differing(line, ways, answers)
            digest.update(repr(answers[0].result).encode("utf-8", "surrogateescape"))
        if effort is Effort.EVERY_WAY and not found:
            found += _told_otherwise(place)
    return Tried(tuple(found), count, digest.hexdigest())


def _ways(line: Line, effort: Effort) -> tuple[Way, ...]:
    """The ways in which a line is asked; the first fills caches for those that come after it."""
    if effort is Effort.ONE_WAY:
        return WAYS[:1]
    if effort is Effort.EVERY_WAY or line == FIRST:
        return WAYS
    return (WAYS[0], WAYS[2], WAYS[-1])


def lines_of(made: Input, seed: int, number: int) -> tuple[Line, ...]:
    """The lines that are asked of an input: the same for the same numbers."""
    from fuzz.making import chance_of

    return tuple(lines(made, chance_of(-seed - 1, number)))


def _answer(line: Line, way: Way, place: Path, made: Input) -> Answer:
    reading = partial(how.How, whole_up_to=-1) if way.by_sums else how.How
    begun = time.process_time()
    try:
        with mock.patch.object(how, "How", reading):
            done = run(*line, folder=place, environment=_environment(way, place, made))
        return Answer(done.code, done.out, done.err, time.process_time() - begun)
    except BaseException:  # noqa: BLE001 - whatever escapes is what is looked for
        return Answer(-1, "", "", 0, traceback.format_exc())


def _environment(way: Way, place: Path, made: Input) -> Mapping[str, str]:
    own = {
        "TIDLIG_CACHE_DIR": str(place / f"cache-{way.cache}") if way.cache else "",
        "TIDLIG_TRACEBACK": "1",
        "TIDLIG_PROCESSES": "1",
        "GIT_CONFIG_GLOBAL": os.devnull,
    }
    if made.before is None:
        own["PATH"] = str(place / "nothing")  # asking git would take longer than all else
    return environment(place / "memory", own)


def _differing(line: Line, ways: Sequence[Way], answers: Sequence[Answer]) -> Iterator[Fault]:
    """Yield the first of the ways that prints something else than reading it whole."""
    for way, answer in zip(ways[1:], answers[1:], strict=True):
        if answer.escaped and not answers[0].escaped:
            yield Fault("something escaped", line, way.name, answer.escaped)
            return
        if answer.result != answers[0].result:
            detail = f"{WAYS[0].name}: {answers[0].result}\n{way.name}: {answer.result}"
            yield Fault("another answer", line, way.name, detail)
            return


def _told_otherwise(place: Path) -> Iterator[Fault]:
    """Yield what sums say and entries do not, of all findings and all balances there are."""
    with mock.patch.dict(os.environ, {"TIDLIG_PROCESSES": "1"}):
        try:
            origin = of_folder(place / LEDGER)
            whole = directly(origin)
            for where, store in (("summed", None), ("cold", "c"), ("warm", "c")):
                summed = by_sums(origin, Store(str(place / store)) if store else None)
                if summed != whole:
                    detail = f"whole: {whole}\n{where}: {summed}"
                    yield Fault("sums differ from entries", FIRST, where, detail)
                    return
        except Exception:  # noqa: BLE001 - whatever is raised is what is looked for
            yield Fault("raised", FIRST, "by sums or by entries", traceback.format_exc())


def _commit(place: Path) -> None:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    surroundings = {
        **clean, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_AUTHOR_DATE": _DAY, "GIT_COMMITTER_DATE": _DAY,
    }  # fmt: skip
    for words in (("init", "-q"), ("add", "-A"), ("commit", "-q", "--allow-empty", "-m", "Before")):
        subprocess.run((*_GIT, *words), cwd=place, env=surroundings, check=True)
