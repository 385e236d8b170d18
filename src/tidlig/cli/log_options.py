"""The options of `tidlig log`, and what is made of their values."""

from typing import TYPE_CHECKING, Annotated, NamedTuple

from tidlig.cli import completing
from tidlig.cli.completing import ids
from tidlig.cli.declaring import Argument, Option
from tidlig.cli.looking import entry
from tidlig.cli.options import YearsOption, date, heading_names, years

if TYPE_CHECKING:
    from tidlig.arithmetic.journal import Journal
    from tidlig.arithmetic.ledger import Ledger

__all__ = ["YearsOption"]

Id = Annotated[
    str | None,
    Argument(metavar="[ID]", help="What concerns it.", show_default=False, completes=ids()),
]
Program = Annotated[
    str | None,
    Option(metavar="PROGRAM", help="On its lines alone.", completes=ids("program")),
]
Strand = Annotated[
    str | None,
    Option(metavar="STRAND", help="On its lines alone.", completes=completing.strands),
]
Heading = Annotated[
    str | None,
    Option(metavar="A,B", help="Show these headings alone.", completes=completing.headings),
]
Recipient = Annotated[
    str | None,
    Option(metavar="RECIPIENT", help="On its awards alone.", completes=ids("recipient")),
]
Since = Annotated[str | None, Option(metavar="DATE", help="Show movements from a date.")]
Until = Annotated[str | None, Option(metavar="DATE", help="Count entries up to a date.")]


class Chosen(NamedTuple):
    """What a log is asked for, as typed."""

    id: str | None
    program: str | None
    strand: str | None
    recipient: str | None
    years: str | None
    headings: str | None
    since: str | None


def logged(ledger: "Ledger", chosen: Chosen) -> "Journal":
    """Give the movements that are asked for; ids are looked up in the ledger."""
    from tidlig.arithmetic.hanging import scope
    from tidlig.arithmetic.journal import HEADINGS, Wanted, journal

    named = [entry(ledger, chosen.id)] if chosen.id else []
    if chosen.program:
        named.append(entry(ledger, chosen.program, "program"))
    if chosen.strand:
        alone = chosen.program is not None and "/" not in chosen.strand
        strand = f"{chosen.program}/{chosen.strand}" if alone else chosen.strand
        named.append(entry(ledger, strand, "strand"))
    if chosen.recipient:
        named.append(entry(ledger, chosen.recipient, "recipient"))
    scopes = tuple(scope(ledger, each) for each in named)
    headings = heading_names(chosen.headings, HEADINGS)
    return journal(ledger, Wanted(scopes, years(chosen.years), headings, date(chosen.since)))
