"""Times tidlig beside a bare Python, in one run and interleaved, and prints medians and ratios.

python bench/timing.py [ROUNDS]
"""

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from generating import write

AWARDS, FILES = 10_000, 20
DATA = Path(__file__).parents[1] / "data"


def main(rounds: int) -> None:
    """Time each command some times, in turns."""
    with tempfile.TemporaryDirectory() as folder:
        large = Path(folder, "large")
        write(large, AWARDS, FILES)
        commands = {
            "python -c pass": [sys.executable, "-c", "pass"],
            "tidlig --version": _tidlig("--version"),
            "balance, data/": _tidlig("balance", "--ledger", str(DATA)),
            f"balance, {AWARDS} awards in {FILES} files": _tidlig(
                "balance", "--ledger", str(large)
            ),
            f"check, {AWARDS} awards in {FILES} files": _tidlig("check", "--ledger", str(large)),
            "completing, data/": _completing(f"tidlig show --ledger {DATA} r"),
            f"completing, {AWARDS} awards": _completing(f"tidlig show --ledger {large} t"),
        }
        seconds: dict[str, list[float]] = {name: [] for name in commands}
        for _ in range(rounds):
            for name, command in commands.items():
                seconds[name].append(_seconds(command))
    floor = statistics.median(seconds["python -c pass"])
    for name, times in seconds.items():
        median = statistics.median(times)
        print(f"{name:<38} {median * 1000:8.0f} ms {median / floor:8.1f} x")


def _tidlig(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "tidlig", *arguments]


def _completing(line: str) -> list[str]:
    """Give what a shell runs to complete the last word of a line."""
    words = {
        "_TIDLIG_COMPLETE": "complete_bash",
        "COMP_WORDS": line,
        "COMP_CWORD": str(line.count(" ")),
    }
    return ["env", *(f"{name}={value}" for name, value in words.items()), *_tidlig()]


def _seconds(command: list[str]) -> float:
    start = time.perf_counter()
    done = subprocess.run(command, capture_output=True, check=False)
    if done.returncode not in (0, 1):
        raise SystemExit(done.stderr.decode())
    return time.perf_counter() - start


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 7)
