"""The sources that an entry rests on: its own, else those of what it belongs to.

A payment and a return rest on the sources of their award, an award on those of its pool or round, a
pool on those of its round, a strand on those of its program.
"""

from typing import NamedTuple

from tidlig.arithmetic.ledger import Ledger
from tidlig.model.decisions import Strand
from tidlig.model.entry import Entry
from tidlig.model.grants import Award, Payment, Pool, Return
from tidlig.model.records import Source

_AMOUNTS = ("amount", "total", "yearly", "split", "frame")


class Cited(NamedTuple):
    """A source, and the entry that it is inherited from where it is not the entry's own."""

    source: Source
    inherited: Entry | None = None


def sources(ledger: Ledger, entry: Entry) -> list[Cited]:
    """Give the sources of an entry in the order written."""
    at: Entry | None = entry
    while at is not None and not at.source:
        at = above(ledger, at)
    if at is None:
        return []
    found = (ledger.sources[id] for id in at.source if id in ledger.sources)
    return [Cited(source, None if at is entry else at) for source in found]


def states_money(entry: Entry) -> bool:
    """Tell whether an entry states an amount, for which there should be a source."""
    return any(getattr(entry, key, None) is not None for key in _AMOUNTS)


def is_told_above(ledger: Ledger, entry: Entry) -> bool:
    """Tell whether what an entry would inherit a source from states an amount itself."""
    owner = above(ledger, entry)
    return owner is not None and (states_money(owner) or is_told_above(ledger, owner))


def above(ledger: Ledger, entry: Entry) -> Entry | None:
    """Give the entry whose sources hold for one that has none."""
    if isinstance(entry, Payment | Return):
        return ledger.awards.get(entry.award)
    if isinstance(entry, Award):
        return ledger.pools.get(entry.pool or "") or ledger.rounds.get(entry.round or "")
    if isinstance(entry, Pool):
        return ledger.rounds.get(entry.round or "")
    if isinstance(entry, Strand):
        return ledger.programs.get(entry.program)
    return None
