"""Looking things up by what a user types: one entry, or the question what was meant."""

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
    """Give the one entry that a text means, of some kinds where any is named."""
    from tidlig.arithmetic.lookup import meant

    found = meant(ledger, text, kinds)
    if len(found) == 1:
        return found[0]
    if found:
        raise _ambiguous(text, [each.address for each in found])
    help = "give an id, a name, or the start of an id"
    raise unknown_name(" or ".join(kinds) or "entry", text, _known(ledger, kinds), help)


def purse(ledger: "Ledger", text: str) -> tuple[str, str | None]:
    """Give the program, and the strand where one is named, that a text means: PROGRAM[/STRAND]."""
    from tidlig.arithmetic.lookup import meant
    from tidlig.model.decisions import Strand

    found = meant(ledger, text, ("program", "strand"))
    if not found and "/" in text:
        name, _, strand = text.partition("/")
        program = entry(ledger, name, "program").id
        strands = [Identifier(each.id) for each in ledger.programs[program].strands]
        raise unknown_name(f"strand of {program}", strand, strands)
    if not found:
        raise unknown_name("program", text, [*map(Identifier, ledger.programs)])
    if len(found) > 1:
        raise _ambiguous(text, [each.address for each in found])
    each = found[0]
    return (each.program, each.id) if isinstance(each, Strand) else (each.id, None)


def _ambiguous(text: str, addresses: list[str]) -> CouldNot:
    shown = joined(", ", (_address(each) for each in addresses[:MOST_NAMED]))
    more = len(addresses) - MOST_NAMED
    rest = f" and {more} more" if more > 0 else ""
    said = joined("", ('"', identifier("", text), f'" may mean {len(addresses)} entries'))
    return CouldNot(said, joined("", ("write one of ", shown, rest)))


def _address(address: str) -> str:
    return identifier(address.partition(".")[0], address)


def _known(ledger: "Ledger", kinds: Collection[str]) -> list[str]:
    """Give all that could have been meant: ids, addresses, names and aliases."""
    from tidlig.arithmetic.lookup import all_entries, names_of, spellings

    wanted = [each for each in all_entries(ledger) if not kinds or each.kind in kinds]
    spelt = (
        identifier(each.kind, name)
        for each in wanted
        for name in (*spellings(each), *names_of(each))
    )
    return list(dict.fromkeys(spelt))


def purses(ledger: "Ledger", texts: Sequence[str] | None) -> tuple[tuple[str, str | None], ...]:
    """Look up programs, and strands of them, in a ledger."""
    return tuple(purse(ledger, text) for text in texts or ())
