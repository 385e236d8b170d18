"""python -m bench: times tidlig beside its peers, and writes docs/benchmarks.md."""

import argparse
import compileall
import datetime as dt
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bench.agreeing import Disagreeing
from bench.groups import MANY, ROOT, Bench, on_data, on_made
from bench.machine import machine
from bench.peers import PROGRAMS
from bench.results import Group, Results, keep, recall
from bench.tables import page

SIZES = (1_000, 10_000, 100_000, 1_000_000)
SMALL_FILES = (3_000, 10)
"""Awards of the ledger of many small files, and how many are in each."""


def main(options: argparse.Namespace) -> None:
    """Measure, or take what was measured last, and write the page."""
    last = options.folder / "last.json"
    if not options.again:
        _measure(options, last)
    day = dt.datetime.fromtimestamp(last.stat().st_mtime, dt.UTC).date()
    text = page(recall(last), day.isoformat())
    print(text)
    if options.output:
        options.output.write_text(text, "utf-8")


def _measure(options: argparse.Namespace, last: Path) -> None:
    """Measure ledger by ledger, and keep what is measured so far.

    What is installed is compiled; a checkout may not be, so it is compiled first.
    """
    compileall.compile_dir(ROOT / "src", quiet=2)
    about = machine(ROOT, PROGRAMS)
    done: tuple[Group, ...] = ()
    with tempfile.TemporaryDirectory(dir=options.folder) as caches:
        bench = Bench(options.folder, Path(caches), options.rounds, options.only)
        for group in _groups(bench, options.sizes):
            done = (*done, group)
            keep(Results(about, options.rounds, done), last)


def _groups(bench: Bench, sizes: list[int]) -> Iterator[Group]:
    yield on_data(bench)
    yield on_made(bench, *SMALL_FILES)
    for size in sizes:
        yield on_made(bench, size, MANY)


def _options(words: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser("python -m bench", description=__doc__)
    parser.add_argument("--sizes", help="how many awards, as 1000,10000")
    parser.add_argument("--rounds", type=int, help="how often each work is run [5]")
    parser.add_argument("--only", default="", help="works whose names have this, such as balance")
    parser.add_argument("--quick", action="store_true", help="small sizes, 3 rounds and no page")
    parser.add_argument("--again", action="store_true", help="write what was measured last")
    parser.add_argument("--folder", type=Path, default=ROOT / "build" / "bench")
    parser.add_argument("-o", "--output", type=Path, help="the page [docs/benchmarks.md]")
    options = parser.parse_args(words)
    usual = SIZES[:2] if options.quick else SIZES
    options.sizes = [int(size) for size in options.sizes.split(",")] if options.sizes else usual
    options.rounds = options.rounds or (3 if options.quick else 5)
    if not (options.quick or options.only or options.output):
        options.output = ROOT / "docs" / "benchmarks.md"
    options.folder = options.folder.resolve()
    options.folder.mkdir(parents=True, exist_ok=True)
    return options


if __name__ == "__main__":
    try:
        main(_options(sys.argv[1:]))
    except Disagreeing as figures:
        sys.exit(f"nothing more is timed: {figures}")
