"""Which works are timed on which ledger."""

import re
import shutil
import sys
import tempfile
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from bench import work
from bench.hard_ledgers import WITH_ERRORS
from bench.keeping import kept, kept_hard, kept_history
from bench.measuring import Work, measured
from bench.peers import beside
from bench.questions import AT_MOST, MINUTES, ON_DATA, asked, made_ids, stated_ids
from bench.results import Group
from bench.running import MAY_CHOOSE
from bench.targets import DATA, awards, commits

ROOT = Path(__file__).parents[1]
MANY = 1_000
"""How many awards are in a file, unless files are to be small."""

MADE = "awards as usual"
"""What the ledgers of several sizes are called that are not of a hard kind."""

ROUNDS_OF_GROWTH = 3
"""How often a work is run on each size, where its growth is told: the quickest run is enough."""

NO_CHOICE = (
    "Nothing is timed on one core: this system cannot hold a process to a core, and all works ran "
    "on as many as there are."
)
LEFT_OUT = (
    f"{', '.join(MINUTES)}: not timed on more than {AT_MOST:_} awards, where they take minutes."
)


@dataclass(frozen=True, slots=True)
class Bench:
    """Where things are kept between runs, where caches are new, and how often what is run.

    `only` is searched for in the names of works; those without it are left out, but for the floor.
    """

    kept: Path
    caches: Path
    rounds: int
    only: str

    def measured(self, name: str, works: Sequence[Work], notes: Sequence[str] = ()) -> Group:
        """Time works in turns."""
        _say(name)
        chosen = [each for each in works if each.name == work.FLOOR or self.wants(each.name)]
        return Group(name, measured(chosen, self.rounds), tuple(notes))

    def wants(self, name: str) -> bool:
        """Whether a work of this name is to be timed."""
        return re.search(self.only, name) is not None


def before_all(bench: Bench) -> Group:
    """Measure the floor alone, to see whether the machine is quiet enough to begin."""
    return bench.measured("nothing else", [work.floor(bench.kept)])


def on_data(bench: Bench) -> Group:
    """Measure on the ledger of the repository, which is never altered."""
    ledger = ROOT / "data"
    peers, notes = beside(ledger, bench.kept, _cache(bench), 0, bench.only)
    works = (
        *_begin(bench, ledger, "r"),
        *work.commands(ledger, _cache(bench), (work.COLD, work.WARM, work.WITHOUT)),
        *work.questions(ledger, _cache(bench), ON_DATA, stated_ids(ledger)),
        *_elsewhere(bench, ledger),
        *peers,
    )
    return bench.measured(DATA, works, (*notes, *_no_choice()))


def on_made(bench: Bench, count: int, per_file: int) -> Group:
    """Measure on a ledger that is made, or was in an earlier run."""
    name = awards(count) if per_file == MANY else f"{count // per_file} files of {per_file} awards"
    ledger = kept(bench.kept, count, per_file)
    peers, notes = beside(ledger, ledger.parent, _cache(bench), count, bench.only)
    states = (work.COLD, work.WARM, work.CHANGED, work.WITHOUT)
    works = (
        *_begin(bench, ledger, "tilsagn-00000"),
        *work.commands(ledger, _cache(bench), states),
        *work.questions(ledger, _cache(bench), asked(count), made_ids(count)),
        *_elsewhere(bench, ledger),
        *peers,
    )
    left_out = (LEFT_OUT.replace("_", " "),) if count > AT_MOST else ()
    return bench.measured(name, works, (*notes, *_no_choice(), *left_out))


def on_history(bench: Bench, count: int, of: int) -> Group:
    """Measure on a ledger of many commits."""
    ledger = kept_history(bench.kept, count, MANY, of)
    works = (work.floor(ledger), *work.history(ledger, _cache(bench)))
    return bench.measured(commits(count, of), works)


def on_size(bench: Bench, kind: str, size: int, without: Collection[str]) -> Group:
    """Measure on one size of a kind of ledger, for exponents; works that took long are left out."""
    works = tuple(_of_size(bench, kind, size))
    chosen = [each for each in works if each.name not in without]
    seldom = replace(bench, rounds=min(bench.rounds, ROUNDS_OF_GROWTH))
    return replace(seldom.measured(kind, chosen), size=size)


def _of_size(bench: Bench, kind: str, size: int) -> Iterator[Work]:
    """Give every command that reads, on a usual ledger; on a hard one, those that sum and check."""
    if kind != MADE:
        ledger = kept_hard(bench.kept, kind, size)
        yield work.floor(ledger)
        expected = int(kind == WITH_ERRORS)
        yield from (work.without(command, ledger, expected) for command in ("balance", "check"))
        return
    ledger, cache = kept(bench.kept, size, MANY), _cache(bench)
    states = (work.COLD, work.WARM, work.CHANGED)
    yield work.floor(ledger)
    yield from work.commands(ledger, cache, states)
    yield from work.questions(ledger, cache, asked(size), made_ids(size))
    yield from (work.cold(words, ledger, bench.caches) for words in work.WHOLE)


def _begin(bench: Bench, ledger: Path, typed: str) -> Iterator[Work]:
    yield work.floor(ledger)
    yield work.reading(ledger)
    yield from work.start(ledger, _cache(bench), typed)


def _elsewhere(bench: Bench, ledger: Path) -> Iterator[Work]:
    """Give what is timed on one core, and without .pyc."""
    if MAY_CHOOSE:
        yield from work.one_core(ledger, bench.caches)
    yield from work.container(ledger, _cache(bench), _bare_source(bench))


def _bare_source(bench: Bench) -> Path:
    """Give a copy of the source that has no .pyc."""
    bare = bench.caches / "source"
    if not bare.exists():
        shutil.copytree(ROOT / "src", bare, ignore=shutil.ignore_patterns("__pycache__"))
    return bare


def _no_choice() -> tuple[str, ...]:
    return () if MAY_CHOOSE else (NO_CHOICE,)


def _cache(bench: Bench) -> Path:
    return Path(tempfile.mkdtemp(dir=bench.caches))


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)
