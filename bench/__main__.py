"""python -m bench: times tidlig beside its peers, and writes docs/benchmarks.md."""

import argparse
import datetime as dt
import sys
import tempfile
from pathlib import Path

from bench import targets, work
from bench.keeping import kept
from bench.machine import machine
from bench.measuring import measured
from bench.peers import PROGRAMS, beside
from bench.results import Group, Results, keep, recall
from bench.tables import page

ROOT = Path(__file__).parents[1]
SIZES = (1_000, 10_000, 100_000, 1_000_000)
STATES = (work.COLD, work.WARM, work.CHANGED, work.WITHOUT)


def main(options: argparse.Namespace) -> None:
    """Measure, or take what was measured last, and write the page."""
    last = options.folder / "last.json"
    if not options.again:
        keep(_results(options), last)
    day = dt.datetime.fromtimestamp(last.stat().st_mtime, dt.UTC).date()
    text = page(recall(last), day.isoformat())
    print(text)
    if options.output:
        options.output.write_text(text, "utf-8")


def _results(options: argparse.Namespace) -> Results:
    rounds = options.rounds
    with tempfile.TemporaryDirectory(dir=options.folder) as caches:
        groups = [_data(Path(caches), options.folder, rounds)]
        for size in options.sizes:
            groups.append(_made(size, 1_000, Path(caches), options.folder, rounds))
            if size == 1_000:
                groups.append(_made(3_000, 10, Path(caches), options.folder, rounds))
    return Results(machine(ROOT, PROGRAMS), rounds, tuple(groups))


def _data(caches: Path, folder: Path, rounds: int) -> Group:
    """Measure on the ledger of the repository, which is never altered."""
    ledger = ROOT / "data"
    _say(targets.DATA)
    peers, notes = beside(ledger, folder, ROOT, awards=0)
    works = (
        *work.floor(ledger),
        *work.start(ledger, caches, "r"),
        *work.commands(ledger, caches, [state for state in STATES if state != work.CHANGED]),
        *peers,
    )
    return Group(targets.DATA, measured(works, rounds), notes)


def _made(awards: int, per_file: int, caches: Path, folder: Path, rounds: int) -> Group:
    """Measure on a ledger that is made, or was in an earlier run."""
    name = targets.awards(awards)
    name = name if per_file == 1_000 else f"{awards // per_file} files of {per_file} awards"
    _say(name)
    ledger = kept(folder, awards, per_file)
    peers, notes = beside(ledger, ledger.parent, ROOT, awards)
    works = (
        *work.floor(ledger),
        *work.start(ledger, caches, "tilsagn-00000"),
        *work.commands(ledger, caches, STATES),
        *work.differences(ledger, caches),
        *peers,
    )
    return Group(name, measured(works, rounds), notes)


def _options(words: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser("python -m bench", description=__doc__)
    parser.add_argument("--sizes", help="how many awards, as 1000,10000")
    parser.add_argument("--rounds", type=int, default=5, help="how often each work is run")
    parser.add_argument("--quick", action="store_true", help="small sizes, and no page")
    parser.add_argument("--again", action="store_true", help="write what was measured last")
    parser.add_argument("--folder", type=Path, default=ROOT / "build" / "bench")
    parser.add_argument("-o", "--output", type=Path, help="the page [docs/benchmarks.md]")
    options = parser.parse_args(words)
    sizes = [int(size) for size in options.sizes.split(",")] if options.sizes else SIZES
    options.sizes = sizes if options.sizes or not options.quick else SIZES[:2]
    if not options.quick and options.output is None:
        options.output = ROOT / "docs" / "benchmarks.md"
    options.folder = options.folder.resolve()
    options.folder.mkdir(parents=True, exist_ok=True)
    return options


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main(_options(sys.argv[1:]))
