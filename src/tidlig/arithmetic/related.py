"""Entries related to an entry: its dependents, the sources that it rests on, and what a name means.

A payment or return rests on the sources of its award, an award on those of its pool or round, a
pool on those of its round, a strand on those of its program, unless it has its own.

A name can be an address, an id, a name, an alias, or the start of an id, and is looked up in that
order. The caller refuses a name that means several entries.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from tidlig.arithmetic.ledger import Ledger
from tidlig.arithmetic.movements import Movement
from tidlig.model.decisions import Program, Strand
from tidlig.model.entry import Entry
from tidlig.model.grants import Award, Payment, Round
from tidlig.model.keys import amount_fields
from tidlig.model.kinds import KINDS
from tidlig.model.records import Recipient, Source
from tidlig.model.references import references
from tidlig.model.spelling import caseless


class Cited(NamedTuple):
    """A source, and the entry that it is inherited from where it is not the entry's own."""

    source: Source
    inherited: Entry | None = None


def sources(ledger: Ledger, entry: Entry) -> list[Cited]:
    """Give the sources of an entry in the order written."""
    at: Entry | None = entry
    while at is not None and not at.source:
        at = source_owner(ledger, at)
    if at is None:
        return []
    found = (ledger.sources[id] for id in at.source if id in ledger.sources)
    return [Cited(source, None if at is entry else at) for source in found]


def states_money(entry: Entry) -> bool:
    """Tell whether an entry states an amount, for which there should be a source."""
    return any(getattr(entry, key) is not None for key in amount_fields(type(entry)))


def is_stated_above(ledger: Ledger, entry: Entry) -> bool:
    """Tell whether what an entry would inherit a source from states an amount itself."""
    owner = source_owner(ledger, entry)
    return owner is not None and (states_money(owner) or is_stated_above(ledger, owner))


def source_owner(ledger: Ledger, entry: Entry) -> Entry | None:
    """Give the entry whose sources hold for one that has none."""
    for key in entry.described.rests_on:
        owner = _owner(ledger, key).get(getattr(entry, key) or "")
        if owner is not None:
            return owner
    return None


def _owner(ledger: Ledger, kind: str) -> Mapping[str, Entry]:
    """Return the entries of a kind that others rest on, by id; `OWNERS` has the kinds."""
    match kind:
        case "award":
            return ledger.awards
        case "pool":
            return ledger.pools
        case "round":
            return ledger.rounds
    return ledger.programs


EntryName = tuple[str, str]
"""The kind and the id that an entry is named by; a strand's is "program/strand"."""

ORDER = ("strand", *KINDS)
"""The kinds of entry in the order in which they are shown."""


def entry_name(entry: Entry) -> EntryName:
    """Give what other entries name an entry by."""
    if isinstance(entry, Strand):
        return entry.kind, f"{entry.program}/{entry.id}"
    return entry.kind, entry.id


def dependents(ledger: Ledger, entry: Entry) -> dict[str, list[Entry]]:
    """Give all that hangs on an entry and counts, by kind, in order of file and place.

    On a source hangs what rests on it, on a recipient what its awards have come to.
    """
    if isinstance(entry, Source):
        found = (each for each in ledger.entries if _cites(ledger, each, entry))
    else:
        wanted = _closure(_index(ledger), entry_name(entry))
        found = (each for each in ledger.entries if entry_name(each) in wanted)
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
    entries: frozenset[EntryName]

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
        return entry_name(entry) in self.entries


def scope(ledger: Ledger, entry: Entry) -> Scope:
    """Give what concerns an entry."""
    inside = dependents(ledger, entry).values()
    names = [entry_name(each) for entries in inside for each in entries]
    return Scope(entry, frozenset([entry_name(entry), *names]))


def entry_key(ledger: Ledger, kind: str) -> Callable[[Movement], str | None]:
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


def _index(ledger: Ledger) -> Mapping[EntryName, Sequence[EntryName]]:
    """Give by each entry that is named those that name it; not who is paid, nor what is cited."""
    names: dict[EntryName, list[EntryName]] = {}
    for each in all_entries(ledger):
        for name in _leading_up(each):
            names.setdefault(name, []).append(entry_name(each))
    return names


def _leading_up(entry: Entry) -> Iterator[EntryName]:
    if isinstance(entry, Strand):
        yield "program", entry.program
    for reference in references(entry):
        names_its_pool = isinstance(entry, Round) and reference.kind == "pool"
        if reference.kind != "source" and reference.keys != ("payee",) and not names_its_pool:
            yield reference.kind, reference.id


def _closure(names: Mapping[EntryName, Sequence[EntryName]], root: EntryName) -> set[EntryName]:
    found: set[EntryName] = set()
    waiting = [root]
    while waiting:
        fresh = [each for each in names.get(waiting.pop(), ()) if each not in found]
        found.update(fresh)
        waiting += fresh
    return found - {root}


def _cites(ledger: Ledger, entry: Entry, source: Source) -> bool:
    return any(cited.source is source for cited in sources(ledger, entry))


_LEADS_ON = frozenset("./")
"""What parts an id from what leads to it."""


def find_entries(ledger: Ledger, text: str, kinds: Collection[str] = ()) -> list[Entry]:
    """Give the entries that a text may mean, of some kinds where any is given; none for none."""
    wanted = [entry for entry in all_entries(ledger) if not kinds or entry.kind in kinds]
    whole = caseless(text)
    for fits in _WAYS:
        found = [entry for entry in wanted if fits(entry, whole)]
        if found:
            return found
    program, slash, strand = text.partition("/")
    if not slash or (kinds and Strand.kind not in kinds):
        return []
    owners = {entry.id for entry in find_entries(ledger, program, ["program"])}
    own = caseless(strand)
    return [each for each in strands_of(ledger, owners) if own == each.id or _is_name(each, own)]


def all_entries(ledger: Ledger) -> Iterator[Entry]:
    """Give every entry, whether it counts by the ledger's date or not."""
    return (entry for file in ledger.contents for entry in file.entries)


def strands_of(ledger: Ledger, programs: Collection[str]) -> Iterator[Strand]:
    """Give the strands of some programs."""
    return (strand for id in programs for strand in ledger.programs[id].strands)


def spellings(entry: Entry) -> tuple[str, ...]:
    """Give every id that an entry can be typed by: a strand's own, and with its program's."""
    if isinstance(entry, Strand):
        return entry.id, f"{entry.program}/{entry.id}", entry.address
    return entry.id, entry.address


def display_name(entry: Entry) -> str | None:
    """Give the name of an entry for people, where it has one."""
    name: str | None = getattr(entry, "title" if isinstance(entry, Source) else "name", None)
    return name


def names_of(entry: Entry) -> tuple[str, ...]:
    """Give the name of an entry and its aliases."""
    name, aliases = display_name(entry), getattr(entry, "aliases", ())
    return (*([] if name is None else [name]), *aliases)


def _is_address(entry: Entry, text: str) -> bool:
    return text in spellings(entry)[1:]


def _is_id(entry: Entry, text: str) -> bool:
    return text == entry.id


def _is_name(entry: Entry, text: str) -> bool:
    return any(text == caseless(name) for name in names_of(entry))


def _is_start(entry: Entry, text: str) -> bool:
    """Tell whether a text is the start of an id, with all that leads to it written out."""
    return bool(text) and any(
        id.startswith(text) and not _LEADS_ON & set(id[len(text) :]) for id in spellings(entry)
    )


_WAYS: tuple[Callable[[Entry, str], bool], ...] = (_is_address, _is_id, _is_name, _is_start)
