"""`tidlig balance`: what is left, per year and strand."""

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, NamedTuple

from tidlig.cli import completing
from tidlig.cli.lookups import Programs, budget_lines
from tidlig.cli.options import YearsOption, heading_names
from tidlig.cli.options import years as years_of
from tidlig.cli.parameters import Option
from tidlig.cli.report_command import Shared, report

if TYPE_CHECKING:
    from tidlig.cli.report_command import Opened
    from tidlig.render.report import Writer


class Grouping(StrEnum):
    """What a balance has a row for."""

    PROGRAM = "program"
    STRAND = "strand"
    POOL = "pool"
    RECIPIENT = "recipient"


Detail = Annotated[bool, Option("--detail", help="Show every line and all headings.")]
Columns = Annotated[
    str | None,
    Option(
        metavar="A,B",
        help="Show these headings for every line.",
        completes=completing.headings,
    ),
]
GROUP_WORDS = {
    "initiativ": "program",
    "delinitiativ": "strand",
    "pulje": "pool",
    "tilskudsmodtager": "recipient",
    "år": "year",
}
"""The words of Danish reports for what rows are grouped by."""

By = Annotated[Grouping | None, Option(help="Group rows by this.", synonyms=GROUP_WORDS)]


@report()
def balance(
    shared: Shared,
    programs: Programs = None,
    detail: Detail = False,
    columns: Columns = None,
    years: YearsOption = None,
    by: By = None,
) -> "Writer":
    """Show what is left, per year and strand, as of a date.

    Without --as-of, the date is today's; with --at, it is that of the commit.

    Exits 1 if the ledger has errors; if it cannot be read, no figure is shown.

    \b
    Examples:
      tidlig balance
      tidlig balance forebyggelsespakken --as-of 2015-04-01
    """
    opened = shared.open_totals(by_recipient=by is Grouping.RECIPIENT)
    chosen = budget_lines(opened.ledger, programs)
    is_of_lines = detail or columns or years or by or any(strand for _, strand in chosen)
    if is_of_lines:
        return _of_lines(shared, opened, chosen, _Lines(detail, columns, years, by))
    from tidlig.arithmetic.overview import overview
    from tidlig.render.balance_report import BalanceReport

    ledger, context = opened.ledger, opened.context
    assert context.provenance.as_of is not None
    own = [program for program in ledger.programs.values() if ledger.has_begun(program)]
    if chosen:
        own = [ledger.programs[id] for id, _ in chosen]
    shown = overview(ledger, own, context.provenance.as_of)
    return BalanceReport(ledger, shown, context, shared.unit is not None).writer(shared.format)


class _Lines(NamedTuple):
    """Options by which lines are shown, as they were entered, without what is left of them."""

    detail: bool
    columns: str | None
    years: str | None
    by: Grouping | None


def _of_lines(
    shared: Shared, opened: "Opened", chosen: tuple[tuple[str, str | None], ...], lines: _Lines
) -> "Writer":
    from tidlig.arithmetic.balance import Choice
    from tidlig.arithmetic.balance import balance as balance_of
    from tidlig.render import balance as balance_report
    from tidlig.render import balance_columns

    names = [column.name for column in balance_columns.FIGURES]
    layout = balance_report.Layout(lines.detail, heading_names(lines.columns, names))
    by = lines.by or Grouping.STRAND
    choice = Choice(chosen, years_of(lines.years), by.value)
    balanced = balance_of(opened.ledger, choice)
    page = balance_report.report(balanced, opened.context, layout)
    return shared.writer(page, has_cuts=bool(balanced.cut_spans))
