"""What makes the records: this version of the tool, on this Python, from these very modules."""

import marshal
import os
import sys
from functools import cache

from tidlig import __version__
from tidlig.ledger.memory.hashing import blake2b

FORMAT = 3
"""The number of the records' own format."""


@cache
def made_by() -> bytes:
    """Give what every key of a record begins with.

    The modules are known by size and time, so that a checkout of the tool that is worked on does
    not remember what an older state of it has found.
    """
    told = f"{FORMAT} {__version__} {sys.hexversion} {sys.implementation.name} {marshal.version}"
    seen = blake2b(told.encode(), digest_size=20)
    package = os.path.dirname(os.path.dirname(os.path.dirname(__file__)))
    for room in ("model", "source", "arithmetic", "checks", "ledger"):
        for line in sorted(_modules(os.path.join(package, room))):
            seen.update(line.encode())
    return seen.digest()


def _modules(folder: str) -> list[str]:
    lines: list[str] = []
    if not os.path.isdir(folder):  # packed otherwise: then the version has to do
        return lines
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.endswith(".py"):
                status = entry.stat()
                lines.append(f"{entry.name} {status.st_size} {status.st_mtime_ns}\n")
            elif entry.name != "__pycache__" and entry.is_dir():
                lines += [f"{entry.name}/{line}" for line in _modules(entry.path)]
    return lines
