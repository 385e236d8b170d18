"""`tidlig log`: movements in the order in which they take effect."""

from typing import TYPE_CHECKING, Annotated

from tidlig.cli import completing
from tidlig.cli.completing import ids
from tidlig.cli.declaring import Argument, Option
from tidlig.cli.looking import entry
from tidlig.cli.options import YearsOption, date, heading_names
from tidlig.cli.options import years as years_of
from tidlig.cli.reporting import Shared
from tidlig.cli.reporting import report as report_command

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
    Option(metavar="A,B", help="Only these headings.", completes=completing.headings),
]
Recipient = Annotated[
    str | None,
    Option(metavar="RECIPIENT", help="Only this recipient's awards.", completes=ids("recipient")),
]
Since = Annotated[str | None, Option(metavar="DATE", help="Show movements from this date on.")]
Until = Annotated[str | None, Option(metavar="DATE", help="Count entries up to this date.")]


@report_command(without=("as_of",))
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
    from tidlig.arithmetic.hanging import scope
    from tidlig.arithmetic.journal import HEADINGS, Wanted, journal
    from tidlig.render import log as log_report

    opened = shared.opened(until)
    ledger = opened.ledger
    named = _named(ledger, id, program, strand, recipient)
    scopes = tuple(scope(ledger, entry) for entry in named)
    headings = heading_names(heading, HEADINGS)
    wanted = Wanted(scopes, years_of(years), headings, date(since))
    logged = journal(ledger, wanted)
    report = log_report.report(logged, opened.context)
    return shared.written(report, has_cuts=bool(logged.cut_spans))


def _named(
    ledger: "Ledger",
    id: str | None,
    program: str | None,
    strand: str | None,
    recipient: str | None,
) -> "list[Entry]":
    """Look up the entries that the log is limited to."""
    named = [entry(ledger, id)] if id else []
    if program:
        named.append(entry(ledger, program, "program"))
    if strand:
        is_short = program is not None and "/" not in strand
        named.append(entry(ledger, f"{program}/{strand}" if is_short else strand, "strand"))
    if recipient:
        named.append(entry(ledger, recipient, "recipient"))
    return named
