"""How ledgers are read."""

import os
from collections.abc import Callable
from dataclasses import dataclass, field

from tidlig.ledger.memory.store import Store
from tidlig.model.failure import CouldNot

PROCESSES = "TIDLIG_PROCESSES"
"""Says how many processes may read; else as many as there are processors."""

_MOST = 16
"""More processes than these would wait for the disk."""

Tell = Callable[[str, int, int], None]
"""Is told how far the work has come: its name, what is done, and of how much."""


def silent(stage: str, done: int, of: int) -> None:
    """Tell nobody."""
    del stage, done, of


def processes() -> int:
    """Give how many processes may read; raise `CouldNot` when that is said and is no number."""
    named = os.environ.get(PROCESSES, "").strip()
    if named:
        number = int(named) if named.isascii() and named.isdecimal() and len(named) < 10 else 0
        if number < 1:
            raise CouldNot(f'{PROCESSES} is "{named[:60]}"', "write a whole number from 1 on")
        return min(number, _MOST)
    affinity = getattr(os, "sched_getaffinity", None)
    return min(len(affinity(0)) if affinity else os.cpu_count() or 1, _MOST)


@dataclass(frozen=True, slots=True)
class How:
    """How a ledger is read: what is remembered where, who is told, and what counts as small.

    A ledger of up to `whole_up_to` bytes is held with all its entries. Of large ones that many
    `processes` read files.
    """

    store: Store = field(default_factory=lambda: Store(None))
    tell: Tell = silent
    whole_up_to: int = 250_000
    processes: int = field(default_factory=processes)
