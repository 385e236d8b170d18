"""`tidlig log`: movements in the order in which they take effect."""

from typing import TYPE_CHECKING, Annotated

from tidlig.cli import completing
from tidlig.cli.completing import ids
from tidlig.cli.lookups import entry
from tidlig.cli.options import YearsOption, date, heading_names
from tidlig.cli.options import years as years_of
from tidlig.cli.parameters import Argument, Option
from tidlig.cli.report_command import Shared, report

if TYPE_CHECKING:
    from tidlig.arithmetic.ledger import Ledger
    from tidlig.model.entry import Entry
    from tidlig.render.report import Writer

Id = Annotated[
    str | None,
    Argument(
        metavar="[ID]",
        help="Only movements of this entry.",
        show_default=False,
        completes=ids(),
    ),
]
Program = Annotated[
    str | None,
    Option(metavar="PROGRAM", help="Only this program.", completes=ids("program")),
]
Strand = Annotated[
    str | None,
    Option(metavar="STRAND", help="Only this strand.", completes=completing.strands),
]
Heading = Annotated[
    str | None,
    Option(metavar="A,B", help="Show only these headings.", completes=completing.moved_headings),
]
Recipient = Annotated[
    str | None,
    Option(metavar="RECIPIENT", help="Only this recipient's awards.", completes=ids("recipient")),
]
Since = Annotated[str | None, Option(metavar="DATE", help="Show movements from this date on.")]
Until = Annotated[str | None, Option(metavar="DATE", help="Only entries up to this date.")]


@report(without=("as_of",))
def log(
    shared: Shared,
    id: Id = None,
    program: Program = None,
    strand: Strand = None,
    heading: Heading = None,
    recipient: Recipient = None,
    years: YearsOption = None,
    since: Since = None,
    until: Until = None,
) -> "Writer":
    """Show movements by date, with the running balance.

    ID is anything that tidlig show takes. Rows that --since or --heading hide still count in the
    running balance.

    \b
    Examples:
      tidlig log forebyggelsespakken --heading appropriated,reprioritised,awarded
      tidlig log --recipient odense --since 2015-01-01 --format csv
    """
    from tidlig.arithmetic.log import HEADINGS, LogChoice, journal
    from tidlig.arithmetic.related import scope
    from tidlig.render import log as log_report

    opened = shared.open(until)
    ledger = opened.ledger
    entries = _limiting_entries(ledger, id, program, strand, recipient)
    scopes = tuple(scope(ledger, entry) for entry in entries)
    headings = heading_names(heading, HEADINGS)
    movements = journal(ledger, LogChoice(scopes, years_of(years), headings, date(since)))
    page = log_report.report(movements, opened.context)
    return shared.writer(page, has_cuts=bool(movements.cut_spans))


def _limiting_entries(
    ledger: "Ledger",
    id: str | None,
    program: str | None,
    strand: str | None,
    recipient: str | None,
) -> "list[Entry]":
    """Return the entries to which the log is limited."""
    entries = [entry(ledger, id)] if id else []
    if program:
        entries.append(entry(ledger, program, "program"))
    if strand:
        is_short = program is not None and "/" not in strand
        entries.append(entry(ledger, f"{program}/{strand}" if is_short else strand, "strand"))
    if recipient:
        entries.append(entry(ledger, recipient, "recipient"))
    return entries
