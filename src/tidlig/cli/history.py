"""`tidlig history`: what remained after each commit that changed it."""

from typing import Annotated

from tidlig.cli.completing import ids
from tidlig.cli.declaring import Argument, Option
from tidlig.cli.delivering import delivered
from tidlig.cli.formats import FormatOption, Output, format_of
from tidlig.cli.looking import purse
from tidlig.cli.options import (
    AsOf,
    AtOption,
    LanguageOption,
    LedgerOption,
    NoCache,
    UnitOption,
    date,
    style,
)

Program = Annotated[
    str,
    Argument(
        metavar="PROGRAM[/STRAND]",
        help="What is followed.",
        show_default=False,
        completes=ids("program", "strand"),
    ),
]
Since = Annotated[str | None, Option(metavar="DATE", help="Show commits from a date.")]


def history(
    program: Program,
    ledger: LedgerOption = None,
    at: AtOption = None,
    no_cache: NoCache = False,
    since: Since = None,
    as_of: AsOf = None,
    unit: UnitOption = None,
    lang: LanguageOption = None,
    format: FormatOption = None,
    output: Output = None,
) -> int:
    """Show what remained after each commit that changed it, up to HEAD or --at.

    A merge is one step. A commit at which the ledger cannot be read is shown without a figure.

    \b
    Examples:
      tidlig history forebyggelsespakken
      tidlig history forebyggelsespakken/fritid --since 2024-01-01 --format csv
    """
    from tidlig.cli.opening import context, read_at
    from tidlig.ledger.finding import in_repository
    from tidlig.ledger.history import Purse
    from tidlig.ledger.history import history as followed
    from tidlig.ledger.revision import revision
    from tidlig.render import histories
    from tidlig.render.reports import written

    form = format_of(format, output)
    repository, folders = in_repository(ledger)
    origin = revision(at or "HEAD", repository, folders)
    whole, found = read_at(origin, no_cache=no_cache)
    counted = whole.until(date(as_of))
    around = context(origin, counted, found, style(whole.settings, unit, lang))
    wanted = Purse(*purse(whole, program), counted.as_of)
    assert origin.commit is not None
    told = followed(origin.commit, repository, folders, wanted, date(since))
    report = histories.report(told, around)
    return delivered(written(report, around, form), around, output)
