"""How ledgers are read."""

from collections.abc import Callable
from dataclasses import dataclass, field

from tidlig.ledger.memory.store import Store

Tell = Callable[[str, int, int], None]
"""Is told how far the work has come: its name, what is done, and of how much."""


def silent(stage: str, done: int, of: int) -> None:
    """Tell nobody."""
    del stage, done, of


@dataclass(frozen=True, slots=True)
class How:
    """How a ledger is read: what is remembered where, who is told, and what counts as small.

    A ledger of up to `whole_up_to` bytes is held with all its entries.
    """

    store: Store = field(default_factory=lambda: Store(None))
    tell: Tell = silent
    whole_up_to: int = 250_000
