"""The command line: one module for each command. The only place that prints or exits."""

import gc
import os
from collections.abc import Sequence

_NEW_OBJECTS = 100_000
"""So many come before Python looks for garbage; imports and a report alone make some 40 000."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command line and give its exit code; nothing is raised, whatever happens."""
    from tidlig.cli.running import run

    return run(argv)


def console() -> None:
    """Run as a program, and leave at once: all is printed and closed when `main` has ended.

    Why is told in docs/decisions.md, "A program ends at once".
    """
    gc.set_threshold(_NEW_OBJECTS)
    os._exit(main())
