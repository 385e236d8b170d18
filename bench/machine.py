"""What figures hold for: the machine, in words that name no host, and versions of everything."""

import os
import platform
import re
import subprocess
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

from bench.running import surroundings

MECHANISM = (
    "index", "ledger/cached_ledger.py", "ledger/ledger_reading.py", "ledger/opened_entries.py",
    "ledger/narrowed.py", "arithmetic/totals.py", "arithmetic/condensing.py",
)  # fmt: skip
"""Where the cache and the sums of large ledgers stand in the package; not all of them do yet."""


def machine(root: Path, programs: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """Name the machine, tidlig and its libraries, and other programs that are there."""
    return (
        ("processor", f"{_processor()}, {os.cpu_count()} cores"),
        ("memory", f"{os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') / 2**30:.1f} GiB"),
        ("system", f"{_system()}, {platform.system()} {platform.release().split('-')[0]}"),
        ("Python", f"{platform.python_implementation()} {platform.python_version()}"),
        ("tidlig", f"{metadata.version('tidlig')}, {_revision(root)}"),
        ("libraries", ", ".join(_libraries())),
        *((program, version(program)) for program in ("git", *programs)),
    )


def mechanism(package: Path) -> tuple[int, int]:
    """Count the modules and the lines of what tidlig remembers ledgers with."""
    found = [path for part in MECHANISM for path in _modules(package / part)]
    return len(found), sum(path.read_text("utf-8").count("\n") for path in found)


def _modules(part: Path) -> Iterator[Path]:
    yield from [part] if part.is_file() else sorted(part.rglob("*.py"))


def version(program: str) -> str:
    """Give what a program says of its version, or that it is missing."""
    try:
        done = subprocess.run(
            [program, "--version"], env=surroundings(), capture_output=True, check=False
        )
    except FileNotFoundError:
        return "missing"
    line = done.stdout.decode(errors="replace").partition("\n")[0]
    return re.sub(r", the command-line.*|^git version ", "", line) or "unknown"


def _libraries() -> Iterator[str]:
    for needed in metadata.requires("tidlig") or ():
        if "extra ==" not in needed:
            name = re.split(r"[^A-Za-z0-9_.-]", needed)[0]
            yield f"{name} {metadata.version(name)}"


def _processor() -> str:
    told = Path("/proc/cpuinfo")
    text = told.read_text("utf-8") if told.exists() else ""
    found = re.search(r"^model name\s*: (.*)$", text, re.MULTILINE)
    return found[1] if found else platform.machine()


def _system() -> str:
    try:
        return platform.freedesktop_os_release()["PRETTY_NAME"]
    except (OSError, KeyError):
        return "unknown"


def _revision(root: Path) -> str:
    words = ("git", "-C", str(root), "describe", "--always", "--abbrev=12", "--dirty=, changed")
    done = subprocess.run(words, capture_output=True, check=False)
    return f"revision {done.stdout.decode().strip()}" if not done.returncode else "no revision"
