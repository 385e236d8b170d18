"""Which sources an entry rests on: its own, or else those of what it belongs to.

A payment and a return inherit from their award, an award from its pool or its round, a pool from
its round, a strand from its program.
"""

from tidlig.arithmetic.ledger import Ledger
from tidlig.model.decisions import Strand
from tidlig.model.entry import Entry
from tidlig.model.grants import Award, Payment, Pool, Return


def sources(entry: Entry, ledger: Ledger) -> tuple[str, ...]:
    """Give the ids of the sources of an entry, inherited ones where it names none itself."""
    owner: Entry | None = entry
    while owner is not None and not owner.source:
        owner = _owner(owner, ledger)
    return () if owner is None else owner.source


def _owner(entry: Entry, ledger: Ledger) -> Entry | None:
    """Give what an entry inherits its sources from."""
    if isinstance(entry, Payment | Return):
        return ledger.awards.get(entry.award)
    if isinstance(entry, Award) and entry.pool is not None:
        return ledger.pools.get(entry.pool)
    if isinstance(entry, Award | Pool):
        return ledger.rounds.get(entry.round or "")
    return ledger.programs.get(entry.program) if isinstance(entry, Strand) else None
