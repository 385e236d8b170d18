"""Look up entries by what a user types; an ambiguous or unknown text is an error with help."""

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Annotated

from tidlig.cli.completing import ids
from tidlig.cli.options import MOST_NAMED, unknown_name
from tidlig.cli.parameters import Argument
from tidlig.model.failure import CouldNot
from tidlig.model.personal import joined
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
    help = "give an id, a name, or the start of an id"
    raise unknown_name(" or ".join(kinds) or "entry", text, _known(ledger, kinds), help)


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
        return unknown_name("program", text, [*map(Identifier, ledger.programs)])
    program = entry(ledger, name, "program").id
    strands = [Identifier(strand.id) for strand in ledger.programs[program].strands]
    return unknown_name(f"strand of {program}", strand_name, strands)


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
