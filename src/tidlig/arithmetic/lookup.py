"""What a name means: the entries of a ledger by address, id, name, alias, or the start of an id.

The surest meaning wins: an address before an id, an id before a name, a name before the start of
one. What means several things is for the caller to refuse.
"""

from collections.abc import Callable, Collection, Iterator

from tidlig.arithmetic.ledger import Ledger
from tidlig.model.decisions import Strand
from tidlig.model.entry import Entry
from tidlig.model.records import Source
from tidlig.model.spelling import caseless

_LEADS_ON = frozenset("./")
"""What parts an id from what leads to it."""


def meant(ledger: Ledger, text: str, kinds: Collection[str] = ()) -> list[Entry]:
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
    owners = {entry.id for entry in meant(ledger, program, ["program"])}
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


def known_as(entry: Entry) -> str | None:
    """Give the name of an entry for people, where it has one."""
    name: str | None = getattr(entry, "title" if isinstance(entry, Source) else "name", None)
    return name


def names_of(entry: Entry) -> tuple[str, ...]:
    """Give the name of an entry and its aliases."""
    name, aliases = known_as(entry), getattr(entry, "aliases", ())
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
