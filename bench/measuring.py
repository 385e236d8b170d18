"""Times works in turns, in an order of chance that repeats itself."""

import random
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bench.results import Timing
from bench.running import Run

SLOW, SLOWER = 60, 180
"""Seconds from which a work is run fewer times: three, and once."""


@dataclass(frozen=True, slots=True)
class Work:
    """What is timed: its name, the command as a reader would give it, and how it is run once.

    `run` takes the number of the round, from 1, and times nothing but the command. `before` is done
    once, before all rounds, and is not timed. `at_least` is how often it is run in all, however few
    the rounds are.
    """

    name: str
    command: str
    run: Callable[[int], Run]
    before: Callable[[], object] | None = None
    at_least: int = 0


def measured(works: Sequence[Work], rounds: int) -> tuple[Timing, ...]:
    """Time each work so many rounds, or fewer if it takes minutes; one that fails, no more."""
    for work in works:
        if work.before is not None:
            _say(f"  preparing {work.name}")
            work.before()
    runs: dict[str, list[Run]] = {work.name: [] for work in works}
    for number in range(1, rounds + 1):
        _say(f"  round {number} of {rounds}")
        for work in _turns(works, rounds, number):
            if number <= wanted(runs[work.name], rounds):
                runs[work.name].append(work.run(number))
    return tuple(_timing(work, runs[work.name]) for work in works)


def _turns(works: Sequence[Work], rounds: int, number: int) -> list[Work]:
    """Give all works of a round in an order of chance, those that need more runs several times."""
    turns = [work for work in works for _ in range(-(-work.at_least // rounds) or 1)]
    return random.Random(number).sample(turns, len(turns))


def wanted(done: Sequence[Run], rounds: int) -> int:
    """Give how many times a work is to be run, by how it went so far."""
    if any(run.failure for run in done):
        return 0
    longest = max((run.seconds for run in done), default=0)
    return 1 if longest > SLOWER else min(3, rounds) if longest > SLOW else rounds


def _timing(work: Work, runs: Sequence[Run]) -> Timing:
    failure = next((run.failure for run in runs if run.failure), "")
    good = () if failure else tuple(runs)
    return Timing(
        work.name,
        work.command,
        tuple(run.seconds for run in good),
        max(run.peak for run in runs),
        failure,
        tuple(run.cpu for run in good),
    )


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)
