"""Provenance as data: the same object in every JSON report."""

from typing import Any

from tidlig.ledger.provenance import Provenance
from tidlig.model.texts import Identifier, Verbatim


def as_data(provenance: Provenance) -> dict[str, Any]:
    """Give where a report comes from, as JSON has it."""
    as_of = provenance.as_of
    return {
        "tool": provenance.tool,
        "ledger": Identifier(provenance.ledger),
        "as_of": None if as_of is None else as_of.isoformat(),
        "revision": provenance.revision and Verbatim(provenance.revision),
        "dirty": provenance.dirty,
        "entries": provenance.entries,
        "files": provenance.files,
    }
