"""Entries related to an entry: its dependents, the sources that it rests on, and what a name means.

A payment or return rests on the sources of its award, an award on those of its pool or round, a
pool on those of its round, a strand on those of its program, unless it has its own.

A name can be an address, an id, a CVR number, a name or alias, or the start of an id, and is looked
up in that order. The caller refuses a name that means several entries.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
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
    """The sources of an entry in the order written."""
    owner: Entry | None = entry
    while owner is not None and not owner.source:
        owner = source_owner(ledger, owner)
    if owner is None:
        return []
    inherited = None if owner is entry else owner
    known = [ledger.sources[id] for id in owner.source if id in ledger.sources]
    return [Cited(source, inherited) for source in known]


def states_money(entry: Entry) -> bool:
    """Whether an entry states an amount, for which there should be a source."""
    return any(getattr(entry, key) is not None for key in amount_fields(type(entry)))


def is_stated_above(ledger: Ledger, entry: Entry) -> bool:
    """Whether what an entry would inherit a source from states an amount itself."""
    owner = source_owner(ledger, entry)
    return owner is not None and (states_money(owner) or is_stated_above(ledger, owner))


def source_owner(ledger: Ledger, entry: Entry) -> Entry | None:
    """The entry whose sources hold for one that has none."""
    for key in entry.described.rests_on:
        owner = _owners(ledger, key).get(getattr(entry, key) or "")
        if owner is not None:
            return owner
    return None


def _owners(ledger: Ledger, kind: str) -> Mapping[str, Entry]:
    """The entries of a kind that others rest on, by id; `OWNERS` has the kinds."""
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
    """What other entries name an entry by."""
    if isinstance(entry, Strand):
        return entry.kind, f"{entry.program}/{entry.id}"
    return entry.kind, entry.id


def dependents(ledger: Ledger, entry: Entry) -> dict[str, list[Entry]]:
    """All dependents of an entry that count, by kind, in order of file and place.

    Those of a source are the entries that rest on it, those of a recipient its awards and what they
    have come to.
    """
    by_kind: dict[str, list[Entry]] = {}
    for dependent in _dependents(ledger, entry):
        by_kind.setdefault(dependent.kind, []).append(dependent)
    return {kind: by_kind[kind] for kind in ORDER if kind in by_kind}


def _dependents(ledger: Ledger, entry: Entry) -> list[Entry]:
    if isinstance(entry, Source):
        return [other for other in ledger.entries if _cites(ledger, other, entry)]
    names = _closure(_names_by_named(ledger), entry_name(entry))
    return [other for other in ledger.entries if entry_name(other) in names]


def hanging_on(ledger: Ledger, entries: Iterable[Entry]) -> list[Entry]:
    """Every entry that is a dependent of some, and none of them; it need not count. In order."""
    names = _closure(_names_by_named(ledger), *map(entry_name, entries))
    return [other for other in all_entries(ledger) if entry_name(other) in names]


def alone(entry: Entry) -> Entry:
    """An entry without those that stand within it, which are entries of their own."""
    return replace(entry, strands=()) if isinstance(entry, Program) else entry


def paid_to(ledger: Ledger, recipient: Recipient) -> list[Payment]:
    """The payments that were made to a recipient on awards to others."""
    return [
        payment
        for payment in ledger.of(Payment)
        if payment.payee == recipient.id and ledger.awards[payment.award].recipient != recipient.id
    ]


@dataclass(frozen=True, slots=True)
class Scope:
    """The movements that concern an entry: those on its lines, or of it and its dependents."""

    entry: Entry
    entries: frozenset[EntryName]

    def takes(self, movement: Movement) -> bool:
        """Whether a movement concerns the entry."""
        entry, line = self.entry, movement.line
        if isinstance(entry, Program):
            return line.program == entry.id
        if isinstance(entry, Strand):
            return (line.program, line.strand) == (entry.program, entry.id)
        return self.takes_entry(movement.entry)

    def takes_entry(self, entry: Entry) -> bool:
        """Whether an entry is the one, or a dependent of it."""
        return entry_name(entry) in self.entries


def scope(
    ledger: Ledger, entry: Entry, below: Mapping[str, Sequence[Entry]] | None = None
) -> Scope:
    """What concerns an entry; `below` are its dependents, where these are known."""
    by_kind = dependents(ledger, entry) if below is None else below
    inside = chain.from_iterable(by_kind.values())
    names = [entry_name(dependent) for dependent in inside]
    return Scope(entry, frozenset([entry_name(entry), *names]))


def entry_key(ledger: Ledger, kind: str) -> Callable[[Movement], str | None]:
    """A function from a movement to the entry of a kind that it belongs to, or to None."""
    if kind == "round":
        rounds = _rounds(ledger)
        return lambda movement: rounds.get(_award_of(movement) or "")
    return _ENTRY_KEYS.get(kind) or _own_entry_key(kind)


def _own_entry_key(kind: str) -> Callable[[Movement], str | None]:
    def key(movement: Movement) -> str | None:
        return movement.entry.id if movement.entry.kind == kind else None

    return key


def _award_of(movement: Movement) -> str | None:
    entry = movement.entry
    if isinstance(entry, Award):
        return entry.id
    award: str | None = getattr(entry, "award", None)
    return award


_ENTRY_KEYS: Mapping[str, Callable[[Movement], str | None]] = {
    "program": lambda movement: movement.line.program,
    "strand": lambda movement: f"{movement.line.program}/{movement.line.strand}",
    "pool": lambda movement: movement.pool,
    "recipient": lambda movement: movement.recipient,
    "award": _award_of,
}


def _rounds(ledger: Ledger) -> dict[str, str | None]:
    """The round of each award: its own, or its pool's."""
    return {
        id: ledger.pools[award.pool].round if award.pool else award.round
        for id, award in ledger.awards.items()
    }


def _names_by_named(ledger: Ledger) -> Mapping[EntryName, Sequence[EntryName]]:
    """The entries that name each entry; not as the one that is paid, nor as a source."""
    names: dict[EntryName, list[EntryName]] = {}
    for entry in all_entries(ledger):
        for name in _leading_up(entry):
            names.setdefault(name, []).append(entry_name(entry))
    return names


def _leading_up(entry: Entry) -> Iterator[EntryName]:
    """The entries that an entry is a dependent of."""
    if isinstance(entry, Strand):
        yield "program", entry.program
    for reference in references(entry):
        if reference.kind == "source" or reference.keys == ("payee",):
            continue
        if isinstance(entry, Round) and reference.kind == "pool":
            continue
        yield reference.kind, reference.id


def leads_to(ledger: Ledger, entry: Entry, name: EntryName) -> bool:
    """Whether an entry is the one of a name, or a dependent of it; what it names is looked up."""
    reached = {entry_name(entry)}
    waiting = [entry]
    while waiting and name not in reached:
        for above in _leading_up(waiting.pop()):
            if above in reached:
                continue
            reached.add(above)
            found = _named(ledger, above)
            if found is not None:
                waiting.append(found)
    return name in reached


def _named(ledger: Ledger, name: EntryName) -> Entry | None:
    """The entry of a name, of the kinds that other entries are dependents of."""
    kind, id = name
    if kind == Strand.kind:
        program, _, own = id.partition("/")
        found = ledger.programs.get(program)
        strands = () if found is None else found.strands
        return next((strand for strand in strands if strand.id == own), None)
    if kind == Recipient.kind:
        return ledger.recipients.get(id)
    return _owners(ledger, kind).get(id)


def _closure(names: Mapping[EntryName, Sequence[EntryName]], *roots: EntryName) -> set[EntryName]:
    reached: set[EntryName] = set()
    waiting = [*roots]
    while waiting:
        following = names.get(waiting.pop(), ())
        fresh = [name for name in following if name not in reached]
        reached.update(fresh)
        waiting += fresh
    return reached - {*roots}


def _cites(ledger: Ledger, entry: Entry, source: Source) -> bool:
    return any(cited.source is source for cited in sources(ledger, entry))


_LEADS_ON = frozenset("./")
"""What separates an id from what leads to it."""


def find_entries(ledger: Ledger, text: str, kinds: Collection[str] = ()) -> list[Entry]:
    """The entries that a text may mean, of some kinds where any is given; none for none."""
    candidates = [entry for entry in all_entries(ledger) if not kinds or entry.kind in kinds]
    spelling = caseless(text)
    for fits in _WAYS:
        fitting = [entry for entry in candidates if fits(entry, spelling)]
        if fitting:
            return fitting
    if not kinds or Strand.kind in kinds:
        return _find_strands(ledger, text)
    return []


def is_named_in_full(entry: Entry, text: str) -> bool:
    """Whether a text is an address, id, name or alias of an entry, not the start of an id."""
    spelling = caseless(text)
    return any(fits(entry, spelling) for fits in _WAYS if fits is not _is_start)


def _find_strands(ledger: Ledger, text: str) -> list[Entry]:
    """The strands that a text such as "program/strand" may mean, by names on either side."""
    program, slash, strand = text.partition("/")
    if not slash:
        return []
    programs = {entry.id for entry in find_entries(ledger, program, ["program"])}
    spelling = caseless(strand)
    return [
        entry
        for entry in strands_of(ledger, programs)
        if _is_id(entry, spelling) or _is_name(entry, spelling)
    ]


def all_entries(ledger: Ledger) -> Iterator[Entry]:
    """Every entry, whether it counts by the ledger's date or not."""
    return (entry for file in ledger.contents for entry in file.entries)


def strands_of(ledger: Ledger, programs: Collection[str]) -> Iterator[Strand]:
    """The strands of some programs."""
    return (strand for id in programs for strand in ledger.programs[id].strands)


def spellings(entry: Entry) -> tuple[str, ...]:
    """Every id that an entry can be typed by: a strand's own, and with its program's."""
    if isinstance(entry, Strand):
        return entry.id, f"{entry.program}/{entry.id}", entry.address
    return entry.id, entry.address


def display_name(entry: Entry) -> str | None:
    """The name of an entry for people, where it has one."""
    name: str | None = getattr(entry, "title" if isinstance(entry, Source) else "name", None)
    return name


def names_of(entry: Entry) -> tuple[str, ...]:
    """The name of an entry, its short name, its account and its aliases."""
    own = (display_name(entry), *(getattr(entry, key, None) for key in ("short", "account")))
    aliases: tuple[str, ...] = getattr(entry, "aliases", ())
    return (*(name for name in own if name is not None), *aliases)


def _is_address(entry: Entry, text: str) -> bool:
    return text in spellings(entry)[1:]


def _is_id(entry: Entry, text: str) -> bool:
    return text == entry.id


def _is_cvr(entry: Entry, text: str) -> bool:
    """Whether a text is the CVR number of a recipient, which may have spaces and DK before it."""
    cvr: str | None = getattr(entry, "cvr", None)
    return cvr is not None and text.replace(" ", "").removeprefix("dk") == cvr


def _is_name(entry: Entry, text: str) -> bool:
    return any(text == caseless(name) for name in names_of(entry))


def _is_start(entry: Entry, text: str) -> bool:
    """Whether a text is the start of an id, with all that leads to it written out."""
    return bool(text) and any(_begins(id, text) for id in spellings(entry))


def _begins(id: str, text: str) -> bool:
    return id.startswith(text) and _LEADS_ON.isdisjoint(id[len(text) :])


_WAYS: tuple[Callable[[Entry, str], bool], ...] = (
    _is_address, _is_id, _is_cvr, _is_name, _is_start,
)  # fmt: skip
