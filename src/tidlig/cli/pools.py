"""`tidlig pools`: rounds and pools, with what was announced, awarded and applied for."""

from typing import TYPE_CHECKING

from tidlig.cli.looking import Programs, purses
from tidlig.cli.reporting import Shared, report

if TYPE_CHECKING:
    from tidlig.render.report import Writer


@report()
def pools(shared: Shared, programs: Programs = None) -> "Writer":
    """Show rounds and pools: frames, awards, recipients and dates.

    An empty cell is unknown, not 0. Exits 1 when the ledger has errors.

    \b
    Examples:
      tidlig pools
      tidlig pools satspulje-2016-19 --format csv
    """
    from tidlig.arithmetic.balancing import Choice
    from tidlig.arithmetic.pooling import pools as pooled
    from tidlig.render import pools as pools_report

    opened = shared.opened()
    choice = Choice(purses(opened.ledger, programs))
    return shared.written(pools_report.report(pooled(opened.ledger, choice), opened.context))
