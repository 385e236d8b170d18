"""`tidlig check`: everything that is wrong with a ledger; what CI runs."""

import sys
from enum import StrEnum
from typing import Annotated

import typer

from tidlig.cli import ERRORS, OK, completing
from tidlig.cli.options import AtOption, LedgerOption, check_names
from tidlig.cli.printing import is_terminal, out, painter


class Format(StrEnum):
    """Formats of findings."""

    FULL = "full"
    CONCISE = "concise"
    JSON = "json"


Names = list[str] | None
FormatOption = Annotated[Format, typer.Option(help="How findings are printed.")]
Select = Annotated[
    Names,
    typer.Option(
        metavar="CHECK",
        help="Run these checks alone.",
        show_default=False,
        autocompletion=completing.checks,
    ),
]
Ignore = Annotated[
    Names,
    typer.Option(
        metavar="CHECK",
        help="Hide these findings.",
        show_default=False,
        autocompletion=completing.checks,
    ),
]
Strict = Annotated[bool, typer.Option("--strict", help="Make warnings errors.")]


def check(
    ledger: LedgerOption = None,
    at: AtOption = None,
    format: FormatOption = Format.FULL,
    select: Select = None,
    ignore: Ignore = None,
    strict: Strict = False,
) -> None:
    """Check that a ledger can be read, adds up and is in order.

    Exits 1 when there are errors, hidden ones too; errors in reading are always shown. CHECK is a
    name from tidlig explain; give several with commas, or the option several times.

    \b
    Examples:
      tidlig check
      tidlig check --strict --ignore unexplained-change
    """
    from tidlig.ledger.checking import checked, chosen
    from tidlig.ledger.finding import located
    from tidlig.ledger.opening import opened
    from tidlig.ledger.places import in_order, places
    from tidlig.ledger.provenance import provenance
    from tidlig.render import findings, summaries

    selected, ignored = check_names(select), check_names(ignore)
    origin = located(ledger, at)
    whole = opened(origin)
    found = chosen(checked(whole, strict=strict), selected, ignored)
    where = places([*found.shown, *(each.finding for each in found.accepted)], origin.data)
    shown, paint = in_order(found.shown, where), painter(sys.stdout)
    if format is Format.JSON:
        out(findings.as_json(shown, where, provenance(origin, whole), found))
    else:
        out(
            (findings.as_full if format is Format.FULL else findings.as_concise)(
                shown, where, paint
            )
        )
        if found.findings or is_terminal(sys.stdout):
            out("\n" * bool(shown) + summaries.as_text(found, where, whole))
    raise typer.Exit(ERRORS if found.errors else OK)
