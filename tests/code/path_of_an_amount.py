"""The way of one amount, from `programs.toml` to `tidlig balance`: printed, and not judged.

    python tests/code/path_of_an_amount.py [FOLDER OF THE PACKAGE]

A ledger with one program is read cold. Counted are the package's modules that are imported, the
files and functions of them that are called, and how often a call leads from one file to another.
Calls are left out that happen while a module is imported: they are no part of the amount's way.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[2] / "src" / "tidlig"

LEDGER = """\
[ledger]
format = 1

[program.familier]
name  = "Tidlig hjælp til familier"
years = "2015-2015"
split = { 2015 = "70 mio. kr." }
date  = 2015-01-01
"""

WATCHED = """\
import os, sys
package = sys.argv.pop(1) + os.sep
calls = []
def frames_above(frame):
    while frame.f_back is not None:
        frame = frame.f_back
        yield frame
def is_importing(frame):
    return frame.f_code.co_filename.startswith("<frozen importlib")
def watch(frame, event, _):
    file = frame.f_code.co_filename
    if event != "call" or not file.startswith(package) or frame.f_code.co_name[0] == "<":
        return
    above = list(frames_above(frame))
    if any(map(is_importing, above)):
        return
    files = [one.f_code.co_filename for one in above]
    caller = next((one for one in files if one.startswith(package)), None)
    calls.append((file, frame.f_code.co_qualname, caller))
def leave(code):
    sys.setprofile(None)
    sys.stdout.flush()
    own = sum(name.partition(".")[0] == "tidlig" for name in sys.modules)
    functions = {(file, name) for file, name, _ in calls}
    changes = sum(caller != file for file, _, caller in calls)
    print(own, len({file for file, _ in functions}), len(functions), changes, file=sys.stderr)
    stop(code)
stop, os._exit = os._exit, leave
from tidlig.cli import console
sys.setprofile(watch)
console()
"""

NAMES = (
    "modules of its own imported",
    "files with a call",
    "functions called",
    "calls from one file to another",
)


def main() -> None:
    """Print the figures of a package."""
    package = Path(sys.argv[1]).resolve() if len(sys.argv) > 1 else PACKAGE
    for name, figure in zip(NAMES, figures(package), strict=True):
        print(f"{name:<32} {figure:>5}")


def figures(package: Path) -> Iterator[int]:
    """Run `tidlig balance` in a new folder, and count."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "programs.toml").write_text(LEDGER, "utf-8")
        surroundings = {
            **os.environ,
            "PYTHONPATH": str(package.parent),
            "TIDLIG_CACHE_DIR": str(Path(folder, "cache")),
        }
        words = [sys.executable, "-c", WATCHED, str(package), "balance"]
        done = subprocess.run(
            words, env=surroundings, cwd=folder, capture_output=True, text=True, check=True
        )
    if "70" not in done.stdout:
        sys.exit(done.stdout + done.stderr)
    return map(int, done.stderr.splitlines()[-1].split())


if __name__ == "__main__":
    main()
