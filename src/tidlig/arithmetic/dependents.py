"""What hangs on an entry: what names it, what names that, and the movements that they make."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from tidlig.arithmetic.citing import sources
from tidlig.arithmetic.ledger import Ledger
from tidlig.arithmetic.lookup import all_entries
from tidlig.arithmetic.movements import Movement
from tidlig.model.decisions import Program, Strand
from tidlig.model.entry import Entry
from tidlig.model.grants import Award, Payment, Round
from tidlig.model.kinds import KINDS, references
from tidlig.model.records import Recipient, Source

Named = tuple[str, str]
"""The kind and the id that an entry is named by; a strand's is "program/strand"."""

ORDER = ("strand", *KINDS)
"""The kinds of entry in the order in which they are shown."""


def named(entry: Entry) -> Named:
    """Give what other entries name an entry by."""
    if isinstance(entry, Strand):
        return entry.kind, f"{entry.program}/{entry.id}"
    return entry.kind, entry.id


def hanging(ledger: Ledger, entry: Entry) -> dict[str, list[Entry]]:
    """Give all that hangs on an entry and counts, by kind, in order of file and place.

    On a source hangs what rests on it, on a recipient what its awards have come to.
    """
    if isinstance(entry, Source):
        found = (each for each in ledger.entries if _cites(ledger, each, entry))
    else:
        wanted = _closure(_index(ledger), named(entry))
        found = (each for each in ledger.entries if named(each) in wanted)
    by_kind: dict[str, list[Entry]] = {}
    for each in found:
        by_kind.setdefault(each.kind, []).append(each)
    return {kind: by_kind[kind] for kind in ORDER if kind in by_kind}


def paid_to(ledger: Ledger, recipient: Recipient) -> list[Payment]:
    """Give the payments that were made to a recipient on awards to others."""
    return [
        payment
        for payment in ledger.of(Payment)
        if payment.payee == recipient.id and ledger.awards[payment.award].recipient != recipient.id
    ]


@dataclass(frozen=True, slots=True)
class Scope:
    """The movements that concern an entry: those on its lines, or those of what hangs on it."""

    entry: Entry
    entries: frozenset[Named]

    def takes(self, movement: Movement) -> bool:
        """Tell whether a movement concerns the entry."""
        entry, line = self.entry, movement.line
        if isinstance(entry, Program):
            return line.program == entry.id
        if isinstance(entry, Strand):
            return (line.program, line.strand) == (entry.program, entry.id)
        return self.takes_entry(movement.entry)

    def takes_entry(self, entry: Entry) -> bool:
        """Tell whether an entry is the one, or hangs on it."""
        return named(entry) in self.entries


def scope(ledger: Ledger, entry: Entry) -> Scope:
    """Give what concerns an entry."""
    inside = hanging(ledger, entry).values()
    names = [named(each) for entries in inside for each in entries]
    return Scope(entry, frozenset([named(entry), *names]))


def grouping(ledger: Ledger, kind: str) -> Callable[[Movement], str | None]:
    """Give what tells of a movement to which entry of a kind it belongs, or to none."""
    rounds = _rounds(ledger) if kind == "round" else {}

    def key(movement: Movement) -> str | None:
        if kind == "strand":
            return f"{movement.line.program}/{movement.line.strand}"
        if kind == "program":
            return movement.line.program
        if kind == "pool":
            return movement.pool
        if kind == "recipient":
            return movement.recipient
        entry = movement.entry
        award = entry.id if isinstance(entry, Award) else getattr(entry, "award", None)
        if kind == "round":
            return rounds.get(award or "")
        return award if kind == "award" else entry.id if kind == entry.kind else None

    return key


def _rounds(ledger: Ledger) -> dict[str, str | None]:
    """Give the round of each award: its own, or its pool's."""
    return {
        id: ledger.pools[award.pool].round if award.pool else award.round
        for id, award in ledger.awards.items()
    }


def _index(ledger: Ledger) -> Mapping[Named, Sequence[Named]]:
    """Give by each entry that is named those that name it; not who is paid, nor what is cited."""
    names: dict[Named, list[Named]] = {}
    for each in all_entries(ledger):
        for name in _leading_up(each):
            names.setdefault(name, []).append(named(each))
    return names


def _leading_up(entry: Entry) -> Iterator[Named]:
    if isinstance(entry, Strand):
        yield "program", entry.program
    for reference in references(entry):
        names_its_pool = isinstance(entry, Round) and reference.kind == "pool"
        if reference.kind != "source" and reference.keys != ("payee",) and not names_its_pool:
            yield reference.kind, reference.id


def _closure(names: Mapping[Named, Sequence[Named]], root: Named) -> set[Named]:
    found: set[Named] = set()
    waiting = [root]
    while waiting:
        fresh = [each for each in names.get(waiting.pop(), ()) if each not in found]
        found.update(fresh)
        waiting += fresh
    return found - {root}


def _cites(ledger: Ledger, entry: Entry, source: Source) -> bool:
    return any(cited.source is source for cited in sources(ledger, entry))
