"""A process that tries inputs by their numbers, one after another, under a limit of memory.

Reads a line for each number from standard input, and answers each with a line of JSON. It may crash
or hang without harm to others: `overseeing.py` notices, and starts another.
"""

from __future__ import annotations

import json
import os
import sys
from functools import partial
from itertools import product
from pathlib import Path

from fuzz.asking import Line
from fuzz.faults import Fault
from fuzz.inputs import Input
from fuzz.keeping import Failure, keep
from fuzz.making import made
from fuzz.shrinking import shrunk
from fuzz.trying import Effort, lines_of, tried

HAS_LIMITS = sys.platform != "win32"
"""Whether the system bounds the memory of a process; elsewhere only an input's time is bounded."""

MEMORY = 2 << 30
"""So many bytes a process may ask for."""

THOROUGHLY = 3
"""Every so many inputs are asked every line in every way."""


def limit_memory() -> bool:
    """Bound the memory of this process; return whether the system can."""
    if not HAS_LIMITS:
        return False
    import resource

    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, hard))
    return True


def outcome(seed: int, number: int, folder: Path, known: set[str]) -> dict[str, object]:
    """Try the input of a number; keep it if it fails in a way that is not known yet."""
    one = made(seed, number)
    asked = lines_of(one, seed, number)
    effort = Effort.SOME_WAYS if number % THOROUGHLY else Effort.EVERY_WAY
    result = tried(one, asked, effort)
    new = {fault.key: fault for fault in reversed(result.faults) if fault.key not in known}
    known |= set(new)
    places = [_kept(Failure(seed, number, one, asked, fault), folder) for fault in new.values()]
    return {
        "number": number,
        "answers": result.answers,
        "digest": result.digest,
        "faults": sorted({fault.key for fault in result.faults}),
        "kept": [str(place) for place in places],
    }


def _kept(failure: Failure, folder: Path) -> Path:
    """Make an input smaller with the lines that matter, and keep it."""
    few = tuple(dict.fromkeys((failure.lines[0], failure.fault.line)))
    for lines, effort in product((few, failure.lines), Effort):
        if _fails(failure, lines, effort, failure.made):
            small = shrunk(failure.made, partial(_fails, failure, lines, effort))
            fault = _again(failure, lines, effort, small) or failure.fault
            return keep(failure._replace(made=small, lines=lines, fault=fault), folder)
    return keep(failure, folder)


def _fails(failure: Failure, lines: tuple[Line, ...], effort: Effort, made: Input) -> bool:
    return _again(failure, lines, effort, made) is not None


def _again(failure: Failure, lines: tuple[Line, ...], effort: Effort, made: Input) -> Fault | None:
    """Try an input with lines, and return the fault that is the same as in a failure."""
    found = tried(made, lines, effort).faults
    return next((fault for fault in found if fault.key == failure.fault.key), None)


def crashed(seed: int, number: int, why: str, folder: Path) -> Path:
    """Keep the input of a number at which a process came to no answer."""
    one = made(seed, number)
    fault = Fault(why, (), "", "a process of its own ended or hung while it was tried")
    return keep(Failure(seed, number, one, lines_of(one, seed, number), fault), folder)


def main() -> None:
    """Answer until there are no more numbers."""
    seed, folder = int(sys.argv[1]), Path(sys.argv[2])
    limit_memory()
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # what is printed by mistake is no answer
    known: set[str] = set()
    for line in sys.stdin:
        number = int(line)
        print(json.dumps(outcome(seed, number, folder, known)), file=answers, flush=True)


if __name__ == "__main__":
    main()
