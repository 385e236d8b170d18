"""A command line that shows its surroundings: tidlig's place-holder in tests of the harness."""

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from unittest import mock


def show(argv: Sequence[str] | None = None) -> int:
    """Print the arguments, the folder's name and what stdin holds; on stderr, our variables."""
    words = " ".join(argv or ())
    sys.stdout.write(
        f"æøå {words} in {Path.cwd().name} {sys.stdin.read()!r} {sys.stdout.isatty()}\n"
    )
    sys.stderr.write(" ".join(sorted(name for name in os.environ if name.startswith("TIDLIG_"))))
    return 1


@contextmanager
def stubbed() -> Iterator[None]:
    """Put the stub in place for a while."""
    module = ModuleType("tidlig.cli")
    vars(module)["main"] = show
    with mock.patch.dict(sys.modules, {"tidlig.cli": module}):
        yield
