"""Why a figure cannot be told: what the ledger lacks, or what is in the way of it."""

from enum import StrEnum
from typing import NamedTuple

from tidlig.model.entry import Entry


class Reason(StrEnum):
    """A reason why the ledger cannot tell a figure."""

    NOTHING = "nothing recorded"
    UNKNOWN = "unknown amount"
    NOT_SPLIT = "not split"
    NOT_STATED = "not stated"
    COUNTED_TWICE = "perhaps counted twice"
    NOT_MEASURED = "not measured so"
    OTHER_PRICES = "other price level"
    DIFFERS = "differs by year"


class Doubt(NamedTuple):
    """A reason, and the entry that it lies with, if it lies with one."""

    reason: Reason
    entry: Entry | None = None


class Untold(Exception):
    """Ends the measuring of what cannot be told."""

    def __init__(self, reason: Reason, entry: Entry | None = None) -> None:
        """Keep why."""
        super().__init__(reason)
        self.doubt = Doubt(reason, entry)
