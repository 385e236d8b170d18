"""Where a report comes from: which ledger, at which revision, as of when, by which tool."""

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tidlig import __version__

if TYPE_CHECKING:
    from tidlig.arithmetic.ledger import Ledger
    from tidlig.ledger.origin import Origin


@dataclass(frozen=True, slots=True)
class Provenance:
    """What every report says of itself; revision and dirty are None outside a repository."""

    tool: str
    ledger: str
    as_of: dt.date | None
    revision: str | None
    dirty: bool | None
    entries: int
    files: int


def provenance(origin: "Origin", ledger: "Ledger") -> Provenance:
    """Tell where the figures of a ledger come from."""
    revision, dirty = origin.state()
    return Provenance(
        __version__,
        origin.shown,
        ledger.as_of,
        revision,
        dirty,
        ledger.size,
        ledger.files,
    )
