"""python -m fuzz: tries mutated ledgers and registers for some minutes, and keeps what fails."""

from __future__ import annotations

import argparse
import os
import sys
import time
from pathlib import Path

from fuzz import ROOT
from fuzz.keeping import kept
from fuzz.overseeing import Summary, for_some_time, oversee
from fuzz.trying import tried
from fuzz.worker import limit_memory, outcome

MINUTES = 3.0


def main(options: argparse.Namespace) -> int:
    """Try what is asked for; the exit code says whether anything is amiss."""
    if options.replay:
        return _replayed(options.replay)
    if options.number is not None:
        limit_memory()
        told = outcome(options.seed, options.number, options.folder, set())
        print("\n".join(map(str, told["kept"])) or "nothing amiss")  # type: ignore[call-overload]
        return 1 if told["faults"] else 0
    begun = time.monotonic()
    seconds = None if options.inputs and not options.minutes else (options.minutes or MINUTES) * 60
    go_on = for_some_time(seconds, options.inputs)
    summary = oversee(options.seed, options.folder, options.processes, go_on, print)
    for key, times in summary.faults.most_common():
        print(f"{times} x {key}")
    print(_summed_up(summary, options.seed, time.monotonic() - begun))
    return 1 if summary.faults else 0


def _summed_up(summary: Summary, seed: int, seconds: float) -> str:
    amiss = f"{len(summary.faults)} things amiss" if summary.faults else "nothing amiss"
    return (
        f"fuzz: {summary.inputs} inputs, {summary.answers} answers, {amiss}"
        f" (seed {seed}, {seconds:.0f} s)"
    )


def _replayed(place: Path) -> int:
    made, lines = kept(place)
    limit_memory()
    found = tried(made, lines).faults
    for fault in found:
        print(f"{fault.key}\n{fault.detail}\n".encode(errors="backslashreplace").decode())
    print(f"{place.name}: {len(found)} faults" if found else f"{place.name}: nothing amiss")
    return 1 if found else 0


def _options(words: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser("python -m fuzz", description=__doc__)
    parser.add_argument("--minutes", type=float, help=f"how long it tries [{MINUTES:g}]")
    parser.add_argument("--inputs", type=int, help="how many inputs it tries")
    parser.add_argument("--seed", type=int, default=int(time.time()), help="another, other inputs")
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--number", type=int, help="try this input alone, of a seed")
    parser.add_argument("--replay", type=Path, metavar="FOLDER", help="try again what was kept")
    parser.add_argument("--folder", type=Path, default=ROOT / "build" / "fuzz")
    options = parser.parse_args(words)
    options.folder = options.folder.resolve()
    options.folder.mkdir(parents=True, exist_ok=True)
    return options


if __name__ == "__main__":
    sys.exit(main(_options(sys.argv[1:])))
