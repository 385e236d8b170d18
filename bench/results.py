"""What was measured: timings by ledger and by name, kept in a file between runs."""

import dataclasses
import json
import statistics
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Timing:
    """One work: the seconds of each round, and the highest peak of memory, in bytes.

    `failure` says why there are no seconds.
    """

    name: str
    command: str
    seconds: tuple[float, ...]
    peak: int
    failure: str = ""

    @property
    def median(self) -> float:
        """The middle of the rounds; some have to be there."""
        return statistics.median(self.seconds)


@dataclass(frozen=True, slots=True)
class Group:
    """The timings on one ledger, and what is to be said of them."""

    ledger: str
    timings: tuple[Timing, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Results:
    """All that one run measured, and on what."""

    machine: tuple[tuple[str, str], ...]
    rounds: int
    groups: tuple[Group, ...]

    def timing(self, ledger: str, name: str) -> Timing | None:
        """Give a timing that has seconds, or nothing."""
        found = (timing for timing in self.on(ledger) if timing.name == name and timing.seconds)
        return next(found, None)

    def on(self, ledger: str) -> Iterator[Timing]:
        """Give the timings on a ledger."""
        yield from (t for group in self.groups if group.ledger == ledger for t in group.timings)


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
    )


def _group(kept: dict[str, Any]) -> Group:
    timings = (Timing(**{**t, "seconds": tuple(t["seconds"])}) for t in kept["timings"])
    return Group(kept["ledger"], tuple(timings), tuple(kept["notes"]))
