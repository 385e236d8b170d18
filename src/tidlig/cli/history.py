"""`tidlig history`: the remaining amount after each commit that changed it."""

from typing import TYPE_CHECKING, Annotated

from tidlig.cli.completing import ids
from tidlig.cli.lookups import budget_line
from tidlig.cli.options import date
from tidlig.cli.parameters import Argument, Option
from tidlig.cli.report_command import Shared, report

if TYPE_CHECKING:
    from tidlig.render.report import Writer

Program = Annotated[
    str,
    Argument(
        metavar="PROGRAM[/STRAND]",
        help="The program or strand to follow.",
        show_default=False,
        completes=ids("program", "strand"),
    ),
]
Since = Annotated[str | None, Option(metavar="DATE", help="Show commits from this date on.")]


@report()
def history(shared: Shared, program: Program, since: Since = None) -> "Writer":
    """Show what remained after each commit that changed it.

    Follows commits up to HEAD or --at. A merge is one step. A commit at which the ledger cannot be
    read is shown without a figure.

    \b
    Examples:
      tidlig history forebyggelsespakken
      tidlig history forebyggelsespakken/fritid --since 2024-01-01 --format csv
    """
    from tidlig.cli.opening import open_at
    from tidlig.ledger.history import BudgetLine
    from tidlig.ledger.history import history as history_of
    from tidlig.ledger.locate import repository_and_folders
    from tidlig.ledger.revision import revision
    from tidlig.render import history as history_report

    repository, folders = repository_and_folders(shared.ledger)
    origin = revision(shared.at or "HEAD", repository, folders)
    whole, checked = open_at(origin, no_cache=shared.no_cache)
    opened = shared.report_on(origin, whole.until(date(shared.as_of)), checked)
    line = BudgetLine(*budget_line(whole, program), opened.ledger.as_of)
    assert origin.commit is not None
    steps = history_of(origin.commit, repository, folders, line, date(since))
    return shared.writer(history_report.report(steps, opened.context))
