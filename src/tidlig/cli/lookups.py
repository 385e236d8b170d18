"""Look up entries by what a user types; an ambiguous or unknown text is an error with help."""

from collections.abc import Collection, Iterator, Sequence
from typing import TYPE_CHECKING, Annotated

from tidlig.cli.completing import ids
from tidlig.cli.options import MOST_NAMED, unknown_name
from tidlig.cli.parameters import Argument
from tidlig.model.failure import CouldNot
from tidlig.model.personal import joined
from tidlig.model.spelling import caseless
from tidlig.model.texts import Identifier, identifier

if TYPE_CHECKING:
    from tidlig.arithmetic.ledger import Ledger
    from tidlig.model.entry import Entry

Programs = Annotated[
    list[str] | None,
    Argument(
        metavar="[PROGRAM[/STRAND]]...",
        help="Only these programs or strands.",
        show_default=False,
        completes=ids("program", "strand"),
    ),
]


def entry(ledger: "Ledger", text: str, *kinds: str) -> "Entry":
    """Return the one entry that a text means, of the given kinds if any."""
    from tidlig.arithmetic.related import find_entries

    matches = find_entries(ledger, text, kinds)
    if len(matches) == 1:
        return matches[0]
    if matches:
        raise ambiguous(text, [match.address for match in matches])
    help = _alike(ledger, text, kinds) or "give an id, a name, or the start of an id"
    raise unknown_name(" or ".join(kinds) or "entry", text, _known(ledger, kinds), help)


def entry_in_full(ledger: "Ledger", text: str) -> "Entry":
    """Return the one entry that a text means, whole: the start of an id changes nothing."""
    from tidlig.arithmetic.related import is_named_in_full

    found = entry(ledger, text)
    if is_named_in_full(found, text) or "/" in text:
        return found
    raise unknown_name("entry", text, (), joined("", ('did you mean "', _typed_id(found), '"?')))


def budget_line(ledger: "Ledger", text: str) -> tuple[str, str | None]:
    """Return the program and strand that PROGRAM[/STRAND] means; the strand may be None."""
    from tidlig.arithmetic.related import find_entries
    from tidlig.model.decisions import Strand

    matches = find_entries(ledger, text, ("program", "strand"))
    if not matches:
        raise _unknown_budget_line(ledger, text)
    if len(matches) > 1:
        raise ambiguous(text, [match.address for match in matches])
    (match,) = matches
    return (match.program, match.id) if isinstance(match, Strand) else (match.id, None)


def _unknown_budget_line(ledger: "Ledger", text: str) -> CouldNot:
    name, slash, strand_name = text.partition("/")
    if not slash:
        return _unknown_program(ledger, text)
    program = entry(ledger, name, "program").id
    own = ledger.programs[program].strands
    strands = [Identifier(strand.id) for strand in own]
    alike = _described([strand for strand in own if _has_part(strand, strand_name)])
    if alike is not None:
        return CouldNot(unknown_name(f"strand of {program}", strand_name, ()).message, alike)
    return unknown_name(f"strand of {program}", strand_name, strands)


def _unknown_program(ledger: "Ledger", text: str) -> CouldNot:
    """Return the error for an unknown program or strand, with those that are like it."""
    message = unknown_name("program", text, ()).message
    kinds = ("program", "strand")
    alike = _alike(ledger, text, ("program",)) or _near(ledger, text, kinds)
    alike = alike or _alike(ledger, text, ("strand",))
    if alike is not None:
        return CouldNot(message, alike)
    return unknown_name("program", text, [*map(Identifier, ledger.programs)])


def _near(ledger: "Ledger", text: str, kinds: Collection[str]) -> str | None:
    """Ask for the entries with a name nearest to a text; of long names the beginnings count too."""
    from tidlig.arithmetic.related import all_entries, names_of, spellings
    from tidlig.source.values import nearest

    named: dict[str, list[Entry]] = {}
    for entry in all_entries(ledger):
        if entry.kind in kinds:
            for name in (*spellings(entry), *names_of(entry)):
                for start in _beginnings(caseless(name)):
                    named.setdefault(start, []).append(entry)
    near = nearest(caseless(text), list(named))
    return None if near is None else _described(named[near])


_MOST_WORDS = 8
"""So many words that a name begins with are compared with what was typed."""


def _beginnings(name: str) -> Iterator[str]:
    """Yield a name, and what it begins with to the end of each of its first words."""
    words = name.split(" ")
    for number in range(1, min(len(words), _MOST_WORDS) + 1):
        yield " ".join(words[:number])
    yield name


def _alike(ledger: "Ledger", text: str, kinds: Collection[str]) -> str | None:
    """Ask for the entries that have a text in an id or a name; None for none."""
    from tidlig.arithmetic.related import all_entries

    candidates = (entry for entry in all_entries(ledger) if not kinds or entry.kind in kinds)
    return _described([entry for entry in candidates if _has_part(entry, text)])


def _has_part(entry: "Entry", text: str) -> bool:
    from tidlig.arithmetic.related import names_of

    part = caseless(" ".join(text.split()))
    return bool(part) and any(part in caseless(name) for name in (entry.id, *names_of(entry)))


def _described(entries: Sequence["Entry"]) -> str | None:
    """Ask for one of some entries, by what is typed and what it is called; None for none."""
    from tidlig.arithmetic.related import display_name

    if not entries:
        return None
    different = list({entry.address: entry for entry in entries}.values())
    described = []
    for entry in different[:MOST_NAMED]:
        typed, name = Identifier(_typed_id(entry)), display_name(entry)
        quoted = ('"', typed, '"')
        described.append(joined("", quoted if name is None else (*quoted, " (", name, ")")))
    more = len(different) - MOST_NAMED
    rest = f" and {more} more" if more > 0 else ""
    one_of = "" if len(different) == 1 else "one of "
    return joined("", (f"did you mean {one_of}", joined(", ", described), f"{rest}?"))


def _typed_id(entry: "Entry") -> str:
    """Return what an entry is typed by: its id, of a strand with its program's."""
    from tidlig.arithmetic.related import entry_name

    return entry_name(entry)[1]


def ambiguous(text: str, addresses: list[str]) -> CouldNot:
    """Return the error for a text that may mean several entries."""
    some = joined(", ", (_address(address) for address in addresses[:MOST_NAMED]))
    more = len(addresses) - MOST_NAMED
    rest = f" and {more} more" if more > 0 else ""
    message = joined("", ('"', identifier("", text), f'" may mean {len(addresses)} entries'))
    return CouldNot(message, joined("", ("write one of ", some, rest)))


def _address(address: str) -> str:
    return identifier(address.partition(".")[0], address)


def _known(ledger: "Ledger", kinds: Collection[str]) -> list[str]:
    """Return everything that could have been meant: ids, addresses, names and aliases."""
    from tidlig.arithmetic.related import all_entries, names_of, spellings

    known: dict[str, None] = {}
    for entry in all_entries(ledger):
        if not kinds or entry.kind in kinds:
            names = (*spellings(entry), *names_of(entry))
            known.update((identifier(entry.kind, name), None) for name in names)
    return list(known)


def budget_lines(
    ledger: "Ledger", texts: Sequence[str] | None
) -> tuple[tuple[str, str | None], ...]:
    """Return the programs and strands that texts mean."""
    return tuple(budget_line(ledger, text) for text in texts or ())
