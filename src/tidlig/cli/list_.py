"""`tidlig list`: the entries of a kind, with columns, order and filters."""

from typing import TYPE_CHECKING, Annotated

from tidlig.cli.listing import ListOptions, complete_kinds, listed_entries
from tidlig.cli.parameters import Argument
from tidlig.cli.report_command import Shared, report

if TYPE_CHECKING:
    from tidlig.render.report import Writer

Kind = Annotated[
    str,
    Argument(
        metavar="KIND",
        help="award, payment, pool ...",
        show_default=False,
        completes=complete_kinds,
    ),
]


@report(pages=True)
def list_(shared: Shared, kind: Kind, *, options: ListOptions) -> "Writer":
    """List the entries of a kind, with what they come to as of a date.

    Each kind has columns of its own; --columns takes any key of the kind, and its figures, by name
    or by their words in Danish or English. Figures are within the program, strand, pool, recipient
    and years that are chosen. An empty cell is unknown or not there, not 0.

    \b
    Examples:
      tidlig list pool --program satspulje-2016-19
      tidlig list outturn --years 2015 --sort amount
    """
    return listed_entries(shared, kind, options)
