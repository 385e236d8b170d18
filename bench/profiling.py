"""python -m bench.profiling LEDGER: where the time of `tidlig balance` goes, in per cent.

Cold, a profile of one process without a cache says how much of all is within the functions below.
Warm, a process answers twice: the second time all is imported, so the difference is the imports.
"""

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from bench.groups import ROOT

_COLD = """\
import cProfile, io, pstats, sys
from contextlib import redirect_stdout
from tidlig.cli import main
profile = cProfile.Profile()
with redirect_stdout(io.StringIO()):
    profile.runcall(main, ["balance", "--no-cache"])
stats = pstats.Stats(profile)
print(stats.total_tt)
for (file, _, name), (_, _, _, within, _) in stats.stats.items():
    print(within, file.replace("\\\\", "/").rpartition("/tidlig/")[2], name)
"""

_WARM = """\
import gc, io, time
from contextlib import redirect_stdout
from tidlig.cli import main
gc.set_threshold(2_000_000)
times = [time.process_time()]
for _ in range(2):
    with redirect_stdout(io.StringIO()):
        main(["balance"])
    times.append(time.process_time())
print(*times)
"""

COLD_STEPS = {
    "reading entries from text": ("index/plain_entries.py", "plain_entries"),
    "columns and sums of each file": ("index/build.py", "record_with"),
    "filling the database in memory for checks": ("index/tables.py", "_database"),
    "all checks, with that": ("ledger/checking.py", "run_checks_on_views"),
    "imports, part of the others": ("<frozen importlib._bootstrap>", "_find_and_load"),
}
"""What a cold balance does, and the function that all of it is within."""


def cold(ledger: Path) -> dict[str, float]:
    """Give the share of each step of a cold balance."""
    total, *lines = _output(ledger, _COLD)
    within = {}
    for line in lines:
        seconds, rest = line.split(" ", 1)
        file, _, name = rest.rpartition(" ")
        within[file, name] = float(seconds)
    return {step: within.get(place, 0.0) / float(total) for step, place in COLD_STEPS.items()}


def warm(ledger: Path, rounds: int = 9) -> dict[str, float]:
    """Give the share of each part of a warm balance, by the least times of some rounds."""
    runs = [[float(each) for each in _output(ledger, _WARM)[0].split()] for _ in range(rounds)]
    bare = min(float(_output(ledger, "import time; print(time.process_time())")[0]) for _ in runs)
    first = min(run[1] for run in runs)
    work = min(run[2] - run[1] for run in runs)
    return {
        "start of Python": bare / first,
        "imports": (first - work - bare) / first,
        "figures and text": work / first,
    }


def _output(ledger: Path, script: str) -> Sequence[str]:
    """Give the lines that a script prints in a ledger's folder, in a process of its own."""
    surroundings = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "TIDLIG_PROCESSES": "1"}
    words = [sys.executable, "-c", script]
    done = subprocess.run(
        words, cwd=ledger, env=surroundings, stdout=subprocess.PIPE, text=True, check=True
    )
    return done.stdout.splitlines()


if __name__ == "__main__":
    for heading, shares in (("cold", cold(Path(sys.argv[1]))), ("warm", warm(Path(sys.argv[1])))):
        for name, share in shares.items():
            print(f"{heading:<6}{name:<45}{share * 100:>4.0f} %")
