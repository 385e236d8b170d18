"""`tidlig log`: movements in the order in which they take effect."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

from tidlig.cli import completing
from tidlig.cli.completing import ids
from tidlig.cli.lookups import entry
from tidlig.cli.options import YearsOption, date, names, unknown_heading
from tidlig.cli.options import years as years_of
from tidlig.cli.parameters import Argument, Option
from tidlig.cli.report_command import Format, Shared, report

if TYPE_CHECKING:
    from tidlig.index.ledger_files import Asked
    from tidlig.render.report import Writer
    from tidlig.render.style import Language

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
Until = Annotated[
    str | None, Option(metavar="DATE", help="The same as --as-of; of both, the earlier counts.")
]
Detail = Annotated[bool, Option("--detail", help="Show the lines of each entry.")]


@report(pages=True)
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
    detail: Detail = False,
) -> "Writer":
    """Show what each entry moves, by date, and what budgets come to.

    ID is anything that tidlig show takes. Movements that --since or --heading hide still count in
    the last column. Without --as-of, the date is today's; with --at, it is that of the commit.

    \b
    Examples:
      tidlig log forebyggelsespakken --heading budget,awarded
      tidlig log --recipient odense --since 2015-01-01 --format csv
    """
    from tidlig.arithmetic.log import LogChoice, journal
    from tidlig.arithmetic.related import scope
    from tidlig.render import log as log_report

    asked = tuple(_limits(id, program, strand, recipient))
    opened = shared.open_dated(until, *asked)
    ledger = opened.ledger
    scopes = tuple(scope(ledger, entry(ledger, each.text, *each.kinds)) for each in asked)
    language = opened.context.style.language
    headings = _headings(heading, language)
    movements = journal(ledger, LogChoice(scopes, years_of(years), headings, date(since)))
    page = log_report.report(
        ledger,
        movements,
        opened.context,
        detail=detail,
        is_unit_fixed=shared.unit is not None,
    )
    return _with_cuts(page.writer(shared.format), shared, has_cuts=bool(movements.cut_spans))


def _with_cuts(writer: "Writer", shared: Shared, *, has_cuts: bool) -> "Writer":
    """Say on stderr that the chosen years cut spans, where a format has no place for that."""
    shared.has_cuts = has_cuts and shared.format in (Format.CSV, Format.CSV_DA)
    return writer


def _headings(text: str | None, language: "Language") -> tuple[str, ...]:
    """Parse headings, in English or as reports have them in Danish; () means all."""
    from tidlig.render.log_words import heading_names, shown_headings

    headings = heading_names()
    chosen = []
    for name in names(text):
        heading = headings.get(name.casefold())
        if heading is None:
            raise unknown_heading(name, headings, shown_headings(language))
        chosen.append(heading)
    return tuple(dict.fromkeys(chosen))


def _limits(
    id: str | None, program: str | None, strand: str | None, recipient: str | None
) -> "Iterator[Asked]":
    """Yield what the log is limited to."""
    from tidlig.index.ledger_files import Asked

    if id:
        yield Asked(id)
    if program:
        yield Asked(program, ("program",))
    if strand:
        is_short = program is not None and "/" not in strand
        yield Asked(f"{program}/{strand}" if is_short else strand, ("strand",))
    if recipient:
        yield Asked(recipient, ("recipient",))
