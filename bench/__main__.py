"""python -m bench: times tidlig beside its peers, and writes docs/benchmarks.md."""

import argparse
import compileall
import datetime as dt
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

from bench.agreeing import Disagreeing
from bench.groups import MADE, MANY, ROOT, Bench, before_all, on_data, on_history, on_made, on_size
from bench.growing import SIZES as GROWING
from bench.growing import too_long
from bench.hard_ledgers import HARD
from bench.machine import machine, mechanism
from bench.peers import PROGRAMS
from bench.refusing import Refused, refuse_wild, trusted
from bench.results import Group, Results, keep, recall
from bench.running import cores
from bench.tables import page

SIZES = (1_000, 10_000, 100_000, 1_000_000)
SMALL_FILES = (3_000, 10)
"""Awards of the ledger of many small files, and how many are in each."""

COMMITS = (30, 200)
"""How many commits ledgers have whose history is asked for, each of `COMMITTED` awards."""

COMMITTED = 10_000
QUICK_SIZES, QUICK_GROWING, QUICK_COMMITS = SIZES[:2], (500, 1_000), (30,)
"""The same, small, to see in minutes that all can be timed."""

PAGE = ROOT / "docs" / "benchmarks.md"


def main(options: argparse.Namespace) -> None:
    """Measure, or take what was measured last, and write the page."""
    last = options.folder / "last.json"
    if not options.again:
        unfinished = options.folder / "unfinished.json"
        _measure(options, unfinished)
        unfinished.replace(last)
    results = recall(last)
    if options.output == PAGE:
        refuse_wild((*results.groups, *results.growth))
    day = dt.datetime.fromtimestamp(last.stat().st_mtime, dt.UTC).date()
    text = page(results, day.isoformat())
    print(text)
    if options.output:
        options.output.write_text(text, "utf-8")


def _measure(options: argparse.Namespace, path: Path) -> None:
    """Measure ledger by ledger, and keep what is measured so far.

    What is installed is compiled; a checkout may not be, so it is compiled first.
    """
    compileall.compile_dir(ROOT / "src", quiet=2)
    counted = mechanism(ROOT / "src" / "tidlig")
    done = Results(machine(ROOT, PROGRAMS), options.rounds, (), (), cores(), counted)
    with tempfile.TemporaryDirectory(dir=options.folder) as caches:
        bench = Bench(options.folder, Path(caches), options.rounds, options.only)
        settle: Settle = (lambda measure: measure()) if options.noisy else trusted
        settle(partial(before_all, bench))
        for measure in _groups(bench, options):
            done = replace(done, groups=(*done.groups, settle(measure)))
            keep(done, path)
        for group in _growth(bench, options.growing, settle):
            done = replace(done, growth=(*done.growth, group))
            keep(done, path)


Settle = Callable[[Callable[[], Group]], Group]
"""What measures until the figures can be trusted."""


def _groups(bench: Bench, options: argparse.Namespace) -> Iterator[Callable[[], Group]]:
    yield partial(on_data, bench)
    yield partial(on_made, bench, *SMALL_FILES)
    for size in options.sizes:
        yield partial(on_made, bench, size, MANY)
    for commits in options.commits:
        yield partial(on_history, bench, COMMITTED, commits)


def _growth(bench: Bench, sizes: tuple[int, ...], settle: Settle) -> Iterator[Group]:
    """Measure each kind of ledger in all sizes, and nothing on a size that it is too slow for."""
    for kind in (MADE, *HARD):
        without: set[str] = set()
        for size in sizes:
            group = settle(partial(on_size, bench, kind, size, frozenset(without)))
            without |= too_long(group)
            yield group


def _options(words: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser("python -m bench", description=__doc__)
    parser.add_argument("--sizes", help="how many awards, as 1000,10000")
    parser.add_argument("--rounds", type=int, help="how often each work is run [5]")
    parser.add_argument("--only", default="", help="works whose names have this, such as balance")
    parser.add_argument("--quick", action="store_true", help="small sizes, 3 rounds and no page")
    parser.add_argument("--growing", help="how many entries, for exponents [all with all sizes]")
    parser.add_argument("--commits", help="how many, for history [all with all sizes]")
    parser.add_argument(
        "--noisy", action="store_true", help="show figures that are not to be trusted; no page"
    )
    parser.add_argument("--again", action="store_true", help="write what was measured last")
    parser.add_argument("--folder", type=Path, default=ROOT / "build" / "bench")
    parser.add_argument("-o", "--output", type=Path, help="the page [docs/benchmarks.md]")
    options = parser.parse_args(words)
    _choose(options)
    if not (options.quick or options.only or options.output or options.noisy):
        options.output = PAGE
    options.output = options.output and options.output.resolve()
    if options.noisy and options.output == PAGE:
        parser.error("--noisy never writes docs/benchmarks.md")
    options.folder = options.folder.resolve()
    options.folder.mkdir(parents=True, exist_ok=True)
    return options


def _choose(options: argparse.Namespace) -> None:
    """Fill in what was not said: everything, little of it when quick, no more where a part is."""
    whole = options.sizes is None and not options.only
    sizes, growing, commits = (
        (QUICK_SIZES, QUICK_GROWING, QUICK_COMMITS) if options.quick else (SIZES, GROWING, COMMITS)
    )
    options.sizes = _numbers(options.sizes, sizes)
    options.growing = _numbers(options.growing, growing if whole else ())
    options.commits = _numbers(options.commits, commits if whole else ())
    options.rounds = options.rounds or (3 if options.quick else 5)


def _numbers(words: str | None, usual: tuple[int, ...]) -> tuple[int, ...]:
    return usual if words is None else tuple(int(word) for word in words.split(","))


def run(words: list[str]) -> None:
    """Do what the words of a command line ask; exit with a message when the run is refused."""
    try:
        main(_options(words))
    except Disagreeing as figures:
        sys.exit(f"nothing more is timed: {figures}")
    except Refused as reason:
        sys.exit(str(reason))


if __name__ == "__main__":
    run(sys.argv[1:])
