"""`tidlig pools`: rounds and pools, with announced frames, awards and applications."""

from typing import TYPE_CHECKING

from tidlig.cli.lookups import Programs, budget_lines
from tidlig.cli.report_command import Shared, report

if TYPE_CHECKING:
    from tidlig.render.report import Writer


@report(pages=True)
def pools(shared: Shared, programs: Programs = None) -> "Writer":
    """Show rounds and pools: frames, awards, applications and dates, as of a date.

    An empty cell is unknown, not 0. Without --as-of, the date is today's; with --at, it is that
    of the commit. Exits 1 if the ledger has errors.

    \b
    Examples:
      tidlig pools
      tidlig pools satspulje-2016-19 --format csv
    """
    from tidlig.arithmetic.balance import Choice
    from tidlig.arithmetic.pools import pools as pools_of
    from tidlig.index.ledger_files import Every
    from tidlig.render import pools as pools_report

    opened = shared.open_dated(None, Every.POOL)
    choice = Choice(budget_lines(opened.ledger, programs))
    chosen = pools_of(opened.ledger, choice)
    page = pools_report.report(
        opened.ledger, chosen, opened.context, is_unit_fixed=shared.unit is not None
    )
    return page.writer(shared.format)
