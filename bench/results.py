"""What was measured: timings by ledger and by name, kept in a file between runs."""

import dataclasses
import json
import statistics
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Timing:
    """One work: the seconds of each run, and the highest peak of memory, in bytes.

    `cpu` is the seconds of processor time of each run. `failure` says why there are no seconds.
    """

    name: str
    command: str
    seconds: tuple[float, ...]
    peak: int
    failure: str = ""
    cpu: tuple[float, ...] = ()

    @property
    def least(self) -> float:
        """The quickest run, which other programs disturbed least; some have to be there."""
        return min(self.seconds)

    @property
    def median(self) -> float:
        """The middle of the runs; some have to be there."""
        return statistics.median(self.seconds)


@dataclass(frozen=True, slots=True)
class Group:
    """The timings on one ledger, and what is to be said of them.

    `size` is how many entries the ledger has, where the same works are timed on several sizes of
    it; else it is 0.
    """

    ledger: str
    timings: tuple[Timing, ...]
    notes: tuple[str, ...] = ()
    size: int = 0

    def timing(self, name: str) -> Timing | None:
        """Give a timing that has seconds, or nothing."""
        found = (timing for timing in self.timings if timing.name == name and timing.seconds)
        return next(found, None)


@dataclass(frozen=True, slots=True)
class Results:
    """All that one run measured, on what, and on how many cores.

    `growth` has the same works on ledgers of several sizes. `mechanism` is how many modules and
    lines tidlig has for answering from what it remembers.
    """

    machine: tuple[tuple[str, str], ...]
    rounds: int
    groups: tuple[Group, ...]
    growth: tuple[Group, ...] = ()
    cores: int = 2
    mechanism: tuple[int, int] | None = None

    def timing(self, ledger: str, name: str) -> Timing | None:
        """Give a timing that has seconds, or nothing."""
        found = (group.timing(name) for group in self.groups if group.ledger == ledger)
        return next((timing for timing in found if timing is not None), None)


def keep(results: Results, path: Path) -> None:
    """Write results to a file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(dataclasses.asdict(results), indent=1), "utf-8")


def recall(path: Path) -> Results:
    """Read results from a file that `keep` wrote."""
    kept = json.loads(path.read_text("utf-8"))
    return Results(
        tuple((name, value) for name, value in kept["machine"]),
        kept["rounds"],
        tuple(_group(group) for group in kept["groups"]),
        tuple(_group(group) for group in kept["growth"]),
        kept["cores"],
        kept["mechanism"] and tuple(kept["mechanism"]),
    )


def _group(kept: dict[str, Any]) -> Group:
    timings = tuple(_timing(timing) for timing in kept["timings"])
    return Group(kept["ledger"], timings, tuple(kept["notes"]), kept["size"])


def _timing(kept: dict[str, Any]) -> Timing:
    runs = {"seconds": tuple(kept["seconds"]), "cpu": tuple(kept["cpu"])}
    return Timing(**{**kept, **runs})
