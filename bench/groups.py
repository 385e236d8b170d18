"""Which works are timed on which ledger."""

import re
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from bench import work
from bench.keeping import kept
from bench.measuring import Work, measured
from bench.peers import beside
from bench.results import Group
from bench.targets import DATA, awards

ROOT = Path(__file__).parents[1]
MANY = 1_000
"""How many awards are in a file, unless files are to be small."""


@dataclass(frozen=True, slots=True)
class Bench:
    """Where things are kept between runs, where caches are new, and how often what is run.

    `only` is searched for in the names of works; those without it are left out.
    """

    kept: Path
    caches: Path
    rounds: int
    only: str

    def measured(self, name: str, works: tuple[Work, ...], notes: tuple[str, ...]) -> Group:
        """Time works in turns."""
        chosen = [work for work in works if re.search(self.only, work.name)]
        return Group(name, measured(chosen, self.rounds), notes)


def on_data(bench: Bench) -> Group:
    """Measure on the ledger of the repository, which is never altered."""
    ledger = ROOT / "data"
    _say(DATA)
    peers, notes = beside(ledger, bench.kept, _cache(bench), 0, bench.only)
    works = (
        *work.floor(ledger),
        *work.start(ledger, _cache(bench), "r"),
        *work.commands(ledger, _cache(bench), (work.COLD, work.WARM, work.WITHOUT)),
        *peers,
    )
    return bench.measured(DATA, works, notes)


def on_made(bench: Bench, count: int, per_file: int) -> Group:
    """Measure on a ledger that is made, or was in an earlier run."""
    name = awards(count) if per_file == MANY else f"{count // per_file} files of {per_file} awards"
    _say(name)
    ledger = kept(bench.kept, count, per_file)
    peers, notes = beside(ledger, ledger.parent, _cache(bench), count, bench.only)
    states = (work.COLD, work.WARM, work.CHANGED, work.WITHOUT)
    works = (
        *work.floor(ledger),
        *work.start(ledger, _cache(bench), "tilsagn-00000"),
        *work.commands(ledger, _cache(bench), states),
        *work.differences(ledger, _cache(bench)),
        *peers,
    )
    return bench.measured(name, works, notes)


def _cache(bench: Bench) -> Path:
    return Path(tempfile.mkdtemp(dir=bench.caches))


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)
