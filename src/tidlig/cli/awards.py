"""`tidlig awards`: the awards, with what is cancelled, paid and outstanding of each."""

from typing import TYPE_CHECKING

from tidlig.cli.listing import ListOptions, listed_entries
from tidlig.cli.report_command import Shared, report

if TYPE_CHECKING:
    from tidlig.render.report import Writer


@report(pages=True)
def awards(shared: Shared, *, options: ListOptions) -> "Writer":
    """List awards: recipient, CVR number, case number, date, title and amounts, as of a date.

    The same as tidlig list award. Awards are in the order of their recipients' names; --sort takes
    any column. What is paid and outstanding is empty where a program records no payment.

    \b
    Examples:
      tidlig awards --years 2015
      tidlig awards --program forebyggelsespakken --sort awarded --format csv
    """
    return listed_entries(shared, "award", options)
