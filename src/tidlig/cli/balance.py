"""`tidlig balance`: what is left, per year and strand."""

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

from tidlig.cli import completing
from tidlig.cli.lookups import Programs, budget_lines
from tidlig.cli.options import YearsOption, heading_names
from tidlig.cli.options import years as years_of
from tidlig.cli.parameters import Option
from tidlig.cli.report_command import Shared, report

if TYPE_CHECKING:
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
By = Annotated[Grouping, Option(help="Group rows by this.")]


@report()
def balance(
    shared: Shared,
    programs: Programs = None,
    detail: Detail = False,
    columns: Columns = None,
    years: YearsOption = None,
    by: By = Grouping.STRAND,
) -> "Writer":
    """Show what is left, per year and strand.

    Exits 1 if the ledger has errors; if it cannot be read, no figure is shown.

    \b
    Examples:
      tidlig balance
      tidlig balance forebyggelsespakken --as-of 2015-04-01
    """
    from tidlig.arithmetic.balance import Choice
    from tidlig.arithmetic.balance import balance as balance_of
    from tidlig.render import balance as balance_report
    from tidlig.render import balance_columns

    opened = shared.open_totals(by_recipient=by is Grouping.RECIPIENT)
    names = [column.name for column in balance_columns.FIGURES]
    layout = balance_report.Layout(detail, heading_names(columns, names))
    choice = Choice(budget_lines(opened.ledger, programs), years_of(years), by.value)
    balanced = balance_of(opened.ledger, choice)
    page = balance_report.report(balanced, opened.context, layout)
    return shared.writer(page, has_cuts=bool(balanced.cut_spans))
